"""The annexes of a paper: words alone, a paper that is made of the texts, or a file beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from konzept.model import Field, Recommendation
from konzept.town import Town

COUNCIL: Final = "konzept"
MATERIALS: Final = "materialband"
DECISIONS: Final = "beschlusskontrolle"
_DATED: Final = re.compile(r"[0-9]{6}_")
_OURS: Final = re.compile(rf"{COUNCIL}|{MATERIALS}|{DECISIONS}|top-[0-9]+|handlungsfeld-.*|steckbrief-.*")
_LONGEST: Final = 80  # of a title in the name of a file


@dataclass(frozen=True, slots=True)
class Annex:
    """What is attached: its title, the file if one is named, and the line of the paper that says so."""

    title: str
    file: str = ""
    line: int = field(default=1, compare=False)

    @property
    def is_made(self) -> bool:
        """Whether the file is made of the texts; one that lies beside them is named with its folder."""
        return bool(self.file) and "/" not in self.file

    def named(self, day: date) -> str:
        """The title as the town names files: its day (``261122_Top-2-Empfehlungen``), no sign that a disk refuses.

        An annex of words alone stays as it is written, and so does a day that the author wrote.
        """
        if not self.file:
            return self.title
        words = re.sub(r"[^\w.()]+", "-", self.title).strip("-.")
        words = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]
        return words if _DATED.match(words) else f"{day:%y%m%d}_{words}"


def numbered(annexes: Iterable[Annex], day: date) -> Iterator[tuple[str, Annex]]:
    """Each annex with its line in the paper, which is the name of its file too, without the ending."""
    for number, annex in enumerate(annexes, 1):
        yield f"{number} - {annex.named(day)}", annex


def top_sheet(town: Town) -> str:
    """The sheet of the Top recommendations."""
    return f"top-{town.top_count}"


def of_field(code: str) -> str:
    """The paper on one field."""
    return f"handlungsfeld-{code}"


def of_recommendation(ident: str) -> str:
    """The paper on one recommendation."""
    return f"steckbrief-{ident}"


def is_taken(name: str) -> bool:
    """Whether a paper that is made of the texts has this name (without ending), or may have it one day."""
    return _OURS.fullmatch(name) is not None


def made(town: Town, idents: Iterable[str]) -> dict[str, str]:
    """The files of all papers that can be made of texts with these IDs, each with what one asks for to get it."""
    found = {COUNCIL: "", top_sheet(town): "", DECISIONS: DECISIONS}
    found |= {MATERIALS: MATERIALS} if town.council_edition else {}
    for ident in idents:
        if Field.ID.fullmatch(ident):
            found[of_field(ident.removeprefix("HF-"))] = ident.removeprefix("HF-")
        elif Recommendation.ID.fullmatch(ident):
            found[of_recommendation(ident)] = ident
    return {f"{name}.pdf": asked for name, asked in found.items()}
