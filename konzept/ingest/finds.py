"""What was found in a document so far: the class of each block, and the passages that people decide on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from konzept.documents.outline import Block
from konzept.ingest.passages import Class, Passage
from konzept.ingest.points import Point, letters
from konzept.ingest.whereabouts import Whereabouts

_WEIGHT: Final = (Class.FINDING, Class.GOAL, Class.UNSURE, Class.RECOMMENDATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of a whole document before it is read.

    ``fields`` are the names of its fields by the blocks that head them, ``known`` those that the texts have, ``sheets``
    the headings of sheets of one measure each, ``series`` the letters of numbered measures, ``title`` is the heading of
    the whole document, -1 if there is none: what it is called says nothing of its parts.
    """

    blocks: Sequence[Block]
    known: Sequence[str]
    fields: Mapping[int, str]
    sheets: Collection[int]
    series: Collection[str]
    title: int


@dataclass(slots=True)
class Finds:
    """Grows with each block that is read, at the place where the reader is."""

    traits: Traits
    where: Whereabouts
    classes: list[Class]
    passages: list[Passage] = dataclasses.field(default_factory=list)
    last: Passage | None = None  # what a note behind it belongs to
    _goals: dict[str, list[Passage]] = dataclasses.field(default_factory=dict)

    def mark(self, index: int, kind: Class) -> None:
        """Let a block be of a class, unless something that is decided on was found in it."""
        if not self._has(index):
            self.classes[index] = kind

    def note(self, index: int, text: str, kind: Class = Class.NOTE) -> None:
        """A block that says something of the last passage."""
        self.mark(index, kind)
        if self.last:
            self.last.notes.append(text)

    def add(self, kind: Class, one: Point, index: int, rank: int = 0) -> Passage:
        """Found a passage in a block."""
        block, before = self.traits.blocks[index], self.classes[index]
        if before not in _WEIGHT or _WEIGHT.index(kind) > _WEIGHT.index(before) or not self._has(index):
            self.classes[index] = kind
        passage = Passage(
            kind=kind,
            text=" ".join(one.text.split()),
            blocks=[index],
            field=self.where.field,
            number=one.number,
            section=tuple(head.text for head in self.where.heads),
            page=block.page,
            place=block.place,
            rank=rank or (2 if kind is Class.GOAL else 4),
        )
        passage.under = tuple(self._above(passage))
        passage.notes += filter(None, [self.where.horizon])
        self.passages.append(passage)
        if kind is Class.GOAL:
            self._goals.setdefault(passage.field, []).append(passage)
        self.last = passage
        return passage

    def _has(self, index: int) -> bool:
        return any(index in passage.blocks for passage in self.passages[-40:])

    def _above(self, passage: Passage) -> Iterator[str]:
        """The goals that a passage stands under: by number, or by the headings around it and what was named last."""
        goals = self._goals.get(passage.field, [])
        found = [goal for goal in goals if _is_below(passage.number, goal.number)]
        if not found:
            found = [h.passage for h in self.where.heads if h.passage and h.passage.kind is Class.GOAL]
            deepest = max((goal.rank for goal in found), default=0)
            here = [goal for goal in goals if goal.section == passage.section and deepest < goal.rank < passage.rank]
            found += here[-1:]
        yield from (f"{goal.number} {goal.text}".strip() for goal in found)


def _is_below(number: str, above: str) -> bool:
    """Whether a number such as 1.2.3 or M 1.2 stands below another: 1.2, 1, Z 1."""
    deep, high = re.findall("[0-9]+", number), re.findall("[0-9]+", above)
    same = letters(above) in ("", letters(number))
    return bool(high) and same and len(high) < len(deep) and deep[: len(high)] == high
