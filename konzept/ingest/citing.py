"""Says in the texts what the concept says: quoted, with its place, and with what it adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from konzept.edits.wording import bullets, escaped
from konzept.german import quoted
from konzept.ingest.adoption import Adoption
from konzept.ingest.decided import Decision
from konzept.model import Assertion
from konzept.typed import key

WITHHELD: Final = "Der Wortlaut ist hier nicht veröffentlicht."
_NAME: Final = re.compile(r"[A-ZÄÖÜ][\w /-]{2,40}: (?=\S)")  # of a note: Anmerkungen, Kosten


@dataclass(frozen=True, slots=True)
class Citing:
    """What is written of decisions on a concept, which is the source ``of``."""

    of: Adoption

    def said(self, rows: Sequence[Decision], *, with_goal: bool, placed: bool = True) -> str:
        """What the concept says; ``placed`` tells that the place of the first is said here and not elsewhere."""
        places = [self.reference(row) if placed or row is not rows[0] else "" for row in rows]
        if not self.of.publish:
            link = self.link("; ".join(filter(None, places)))
            name = "Das Konzept" if self.of.meeting else "Der Entwurf"
            return f"{name} nennt das ({link}). {WITHHELD}"
        said = zip(rows, places, strict=True)
        return "\n\n".join(text for row, place in said for text in self._texts(row, place, with_goal=with_goal))

    def withheld(self, text: str, row: Decision, *, placed: bool) -> str:
        """The paragraph of a text that stands for these words, from when they could not be published; "" if none."""
        place = self.reference(row) if placed else ""
        own = (
            said
            for said in map(str.strip, text.split("\n\n"))
            if said.endswith(WITHHELD) and f"<{self.of.ident}>" in said
        )
        return next((said for said in own if self._plain(place) in said), "")

    def _texts(self, row: Decision, place: str, *, with_goal: bool) -> Iterator[str]:
        yield f"{self.quote(row)} ({self.link(place)})"
        if with_goal and row["above"]:
            goal = row["above"].split("\n")[-1]
            yield f"Es gehört dort zu: {_quoted(goal)}"
        if row["notes"]:
            yield f"Dazu steht dort:\n\n{bullets(map(_noted, row['notes'].split(chr(10))))}"

    def background(self, called: str, rows: Sequence[Decision]) -> str:
        """What a document that is ``called`` so says of a field: how it is apart from what is to be reached."""
        by_verb: dict[str, list[str]] = {}
        for row in rows:
            by_verb.setdefault(_verb(row), []).append(f"{self.quote(row)} ({self.link(self.reference(row))})")
        return "\n\n".join(f"{called} {verb}:\n\n{bullets(said)}" for verb, said in by_verb.items())

    def quote(self, row: Decision) -> str:
        """Its words between quotation marks."""
        return _quoted(row["words"])

    @staticmethod
    def reference(row: Decision) -> str:
        """Where it stands in the document."""
        number = f"Nr. {row['original']}" if row["original"] else ""
        return ", ".join(filter(None, (row["place"], number)))

    def link(self, place: str) -> str:
        """A link to the source that names the place."""
        said = ", ".join(filter(None, (self.of.title, place)))
        return f"{{need}}`{self._plain(said)} <{self.of.ident}>`"

    @staticmethod
    def _plain(said: str) -> str:
        return "".join(letter for letter in said if letter not in "<>`\\|")


def _verb(row: Decision) -> str:
    verbs = {Assertion.GOAL: "nennt als Ziel", Assertion.FINDING: "stellt fest"}
    return next(
        (verb for word, verb in verbs.items() if key(row["assertion"]) in (word.value, key(word.label))), "sagt"
    )


def _noted(note: str) -> str:
    """A note as a quotation; what names it, as the head of its column does, stands before that."""
    name = _NAME.match(note)
    return f"{name[0]}{_quoted(note[name.end() :])}" if name else _quoted(note)


def _quoted(text: str) -> str:
    """Words between quotation marks, in which those of the words become the inner ones."""
    return escaped(quoted(text))
