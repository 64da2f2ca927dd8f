"""What a body answered for a recommendation, when its row is sound."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal

from konzept.model import Obstacle, PartialDate, Responsibility, Result, Status
from konzept.survey.bodies import Body
from konzept.survey.sheet import Raw

Kind = Literal["leer", "weitergegeben", "zurückgehalten", "antwort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The meeting and the paper on which a status rests."""

    body: str
    day: PartialDate
    responsibility: Responsibility
    result: Result | None
    paper: str
    paper_on: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A sound row: whose answer it is, on what, and what may be published; never names and remarks."""

    kind: Kind
    body: Body
    round: str
    item: str
    on: date
    status: Status | None = None
    since: PartialDate | None = None
    what: str = ""
    proof: str = ""
    url: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    review_on: PartialDate | None = None
    review_when: str = ""
    next_step: str = ""
    target: PartialDate | None = None
    session: Session | None = None
    released: str = ""
    to: str = ""
    raw: Raw = field(compare=False)

    @property
    def key(self) -> str:
        """The fingerprint of what was said: the same file taken in twice has the same one."""
        if self.kind != "antwort":
            return ""
        said = {name: str(value) for name, value in asdict(self).items() if name not in ("raw", "on")}
        said["body"] = self.body.code  # its name and what it is asked for may change
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
