"""Turns a document that was understood into rows on which people decide: proposals, nothing more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from konzept.concept import Concept
from konzept.documents.outline import Block
from konzept.edits.ids import Ids
from konzept.ingest import fields
from konzept.ingest.known_words import role_of
from konzept.ingest.passages import Class, Passage, Understood
from konzept.ingest.similar import Known, Similar
from konzept.model import Assertion, Field
from konzept.personal import LEFT_OUT, redacted

_LONGEST: Final = 90
_CUT: Final = re.compile(  # where a clause ends; a comma in a row of nouns, or "für", would leave out who is meant
    r"[;:–]|,\s(?=(?:damit|dass|sodass|so dass|um|wenn|weil|da|wo|die|der|das|welche\w?|insbesondere)\s)"
    r"|\s(?=(?:damit|sodass|und|sowie)\s)"
)
_ASSERTED: Final = {
    Class.FINDING: Assertion.FINDING,
    Class.GOAL: Assertion.GOAL,
    Class.RECOMMENDATION: Assertion.RECOMMENDATION,
    Class.UNSURE: Assertion.RECOMMENDATION,
}
_SILENT: Final = (Class.EDGE, Class.CONTENTS, Class.HEAD, Class.NUMBER, Class.HEADING, Class.FIELD)
NEW, BELONGS, BACKGROUND, LEAVE = "neu", "gehört zu", "Ausgangslage", "weglassen"
DECISIONS: Final = (NEW, BELONGS, BACKGROUND, LEAVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to decide on. ``words`` are those of the document, ``ident`` and ``title`` are ours.

    ``main`` rows need a decision; the others are the rest of the document, of which nothing is taken by itself.
    """

    number: int
    main: bool
    place: str
    section: str
    words: str
    notes: tuple[str, ...] = ()
    found: str
    assertion: Assertion | None = None
    original: str = ""
    above: str = ""
    titled: str = ""
    field: str = ""
    ident: str = ""
    title: str = ""
    similar: tuple[Similar, ...] = ()
    proposed: str = ""

    @property
    def check(self) -> str:
        """By it a row is known again: what the document says and where."""
        said = "\n".join((str(self.number), self.place, self.words, *self.notes))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def rows(reading: Understood, concept: Concept, taken: Collection[str] = (), *, names: bool = False) -> list[Row]:
    """All rows in the order of the document.

    ``taken`` are IDs of published Ausgaben; with ``names`` what tells of persons is not left out.
    """
    maker = _Maker(reading, concept, taken, names=names)
    return [replace(row, number=number) for number, row in enumerate(maker.rows(), 1)]


class _Maker:
    def __init__(self, reading: Understood, concept: Concept, taken: Collection[str], *, names: bool) -> None:
        self._reading, self._names = reading, names
        self._known = Known(concept)
        self._fields = {field.title: field for field in concept.all(Field)}
        self._ids = Ids((*concept.items, *taken))

    def rows(self) -> Iterator[Row]:
        """Passages where their block stands, and what is left of each block."""
        passages: dict[int, list[Passage]] = {}
        for passage in self._reading.passages:
            passages.setdefault(passage.blocks[0], []).append(passage)
        inside = {index for passage in self._reading.passages for index in passage.blocks}
        for index, block in enumerate(self._reading.outline.blocks):
            for passage in passages.get(index, ()):
                yield self._passage(passage)
            if index in inside:
                yield from self._left(block, passages.get(index, ()))
            else:
                yield from self._rest(block, self._reading.classes[index])

    def _passage(self, passage: Passage) -> Row:
        field = self._field(passage.field)
        words = self._said(passage.text)
        similar = self._known.like(passage.text, field.id if field else "")
        proposed = _proposed(passage, similar)
        return Row(
            number=0,
            main=True,
            place=place(passage.page, passage.place),
            section=" › ".join(map(self._said, passage.section)),
            words=words,
            notes=tuple(map(self._said, passage.notes)),
            found=passage.kind.label,
            assertion=_ASSERTED[passage.kind],
            original=passage.number,
            above="\n".join(map(self._said, passage.under)),
            titled=passage.field,
            field=field.id if field else "",
            ident=self._ids.next(f"{field.code}-", 2) if field and proposed == NEW else "",
            title=short(words),
            similar=similar,
            proposed=f"{BELONGS} {similar[0].item.id}" if proposed == BELONGS else proposed,
        )

    def _rest(self, block: Block, kind: Class) -> Iterator[Row]:
        if kind in _SILENT or not re.search(r"\w", block.text):
            return
        personal = kind is Class.PERSONAL and not self._names
        words = LEFT_OUT if personal else self._said(block.said)
        yield Row(number=0, main=False, place=place(block.page, block.place), section="", words=words, found=kind.label)

    def _left(self, block: Block, passages: Sequence[Passage]) -> Iterator[Row]:
        """What a paragraph says beside its passages."""
        text = block.text
        for passage in passages:
            text = text.replace(passage.text, " ", 1)
        if any(role_of(word) is None for word in re.findall(r"[^\W\d_]{3,}", text)):  # more than a label or a number
            words = self._said(" ".join(text.split()))
            found = "Rest des Absatzes"
            yield Row(number=0, main=False, place=place(block.page, block.place), section="", words=words, found=found)

    def _field(self, title: str) -> Field | None:
        """The field of this title, or the one with whose title it ends: ``Teilhabe im Bereich Arbeit``."""
        ending = [known for known in self._fields if f" {title}".casefold().endswith(f" {known}".casefold())]
        return self._fields.get(fields.best(title, self._fields) or max(ending, key=len, default=""))

    def _said(self, text: str) -> str:
        return text if self._names else redacted(text)


def _proposed(passage: Passage, similar: Sequence[Similar]) -> str:
    if passage.kind is Class.FINDING:
        return BACKGROUND
    if similar and similar[0].is_likely:
        return BELONGS
    is_item = passage.kind.label == Class.RECOMMENDATION.label  # where a concept consists of goals, these are it
    return NEW if is_item else ""


def place(page: int, spot: str) -> str:
    """Where something stands: "Seite 12, Absatz 3"."""
    return f"Seite {page}, {spot}" if page else spot


def short(words: str) -> str:
    """A short title from the words: the first sentence, cut where a clause ends."""
    text = re.split(r"(?<=\w\w[.!?])\s+(?=[A-ZÄÖÜ„\[])", " ".join(words.split()))[0].strip(" .:;")
    if len(text) <= _LONGEST:
        return text
    cuts = [match.start() for match in _CUT.finditer(text) if 25 < match.start() <= _LONGEST and _is_end(text, match)]
    if cuts:
        return text[: cuts[-1]].rstrip(" ,;:–")
    return f"{text[:_LONGEST].rpartition(' ')[0]} …"


def _is_end(text: str, cut: re.Match[str]) -> bool:
    """Whether a clause ends there: between two nouns, as in ``Arbeit und Weiterbildung``, none does."""
    is_joined = text[cut.end() :].startswith(("und ", "sowie "))
    return not is_joined or text[: cut.start()].rpartition(" ")[2][:1].islower()
