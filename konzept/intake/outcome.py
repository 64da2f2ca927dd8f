"""What became of a report: whether it is taken in, what it changes, what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from konzept.compare.changelist import ChangeGroup
from konzept.edits import FileChange
from konzept.survey.rounds import Round

Verdict = Literal["sound", "written", "known", "conflict", "refused"]
VERDICTS: Final[Mapping[Verdict, str]] = {
    "sound": "kann übernommen werden",
    "written": "übernommen",
    "known": "war schon übernommen",
    "conflict": "widerspricht dem, was heute hier steht",
    "refused": "abgelehnt",
}


@dataclass(frozen=True, slots=True)
class ReportRemark:
    """What is to be said of a report: the place (file and line, or cell) and German sentences."""

    place: str
    text: str
    is_error: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A place that was changed meanwhile and that the report changes otherwise; ``about`` is the item it stands in."""

    file: str
    line: int
    about: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One report. ``subject`` and ``author`` are words of others; ``mark`` tells it from every other one.

    ``changes`` is what it changes on top of those before it, ``renumbered`` its IDs that were given already, each
    with the one it has now.
    """

    name: str
    verdict: Verdict
    subject: str = ""
    author: str = ""
    mark: str = ""
    remarks: tuple[ReportRemark, ...] = ()
    clashes: tuple[Clash, ...] = ()
    renumbered: Mapping[str, str] = field(default_factory=dict)
    told: tuple[ChangeGroup, ...] = ()
    changes: tuple[FileChange, ...] = ()
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """All reports in their order, the texts after them as changes, and the rounds of asking if answers changed them."""

    outcomes: tuple[Outcome, ...]
    changes: tuple[FileChange, ...]
    marks: Mapping[str, str]
    rounds: tuple[Round, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused and nothing is at odds."""
        return not any(outcome.verdict in ("conflict", "refused") for outcome in self.outcomes)

    @property
    def sound(self) -> tuple[Outcome, ...]:
        """The reports that can be taken in."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict == "sound")

    def written(self) -> Intake:
        """The same after everything sound was written."""
        done = (
            replace(outcome, verdict="written") if outcome.verdict == "sound" else outcome for outcome in self.outcomes
        )
        return replace(self, outcomes=tuple(done))
