"""What a questionnaire says of each recommendation, and the key by which its answer is recognised."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from konzept.concept import Concept
from konzept.model import BLOCK_SOURCE, Field, Recommendation
from konzept.model.dates import is_day
from konzept.model.types import RECOMMENDATION_ID
from konzept.report.sentences import said
from konzept.survey.bodies import Body
from konzept.views.plain import block

BLANK: Final = "OFFEN"  # the code of a questionnaire for whoever fills it in
_KEY: Final = re.compile(rf"([A-Z0-9-]+)/([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})/({RECOMMENDATION_ID})/([0-9a-f]{{12}})")


@dataclass(frozen=True, slots=True)
class RowKey:
    """Which body was asked in which round for which recommendation, and a fingerprint of what it was shown."""

    body: str
    round: str
    item: str
    fingerprint: str

    @classmethod
    def parse(cls, text: str) -> RowKey | None:
        """Read what stands in the last column; nothing if it is damaged."""
        match = _KEY.fullmatch(text.strip())
        return cls(*match.groups()) if match and is_day(match[2]) else None

    def __str__(self) -> str:
        return "/".join((self.body, self.round, self.item, self.fingerprint))


def fingerprint(item: Recommendation, concept: Concept, without: Container[str] = ()) -> str:
    """Twelve letters that change when title, words of the source or Sachstände change; the status follows from them.

    Sachstände in ``without`` (those that answers of the same round brought) don't count: two bodies that are asked
    together do not get in each other's way.
    """
    told = [(u.id, str(u.date), u.status, u.title, u.text) for u in concept.updates(item) if u.id not in without]
    shown = [item.id, item.title, item.part(BLOCK_SOURCE), told]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()[:12]


def values(item: Recommendation, concept: Concept, body: Body | None, round_: str) -> dict[str, str]:
    """The locked cells of a row by the keys of their columns."""
    field = concept.get(item.field, Field)
    newest = "\n".join(f"{said(update)}: {update.title}" for update in concept.newest_updates(item))
    key = RowKey(body.code if body else BLANK, round_, item.id, fingerprint(item, concept))
    return {
        "id": item.id,
        "field": field.title if field else item.field,
        "title": item.title,
        "words": block(item, BLOCK_SOURCE),
        "now": concept.standing(item),
        "newest": newest or "Kein Sachstand ist erfasst.",
        "check": str(key),
    }
