"""Understands a document: gives each block its class, and finds the passages that people decide on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from konzept.ingest import fields, matter, paragraphs, tables
from konzept.ingest.known_words import OTHER_PARTS, Role, role_of
from konzept.ingest.outline import Block, Outline
from konzept.ingest.passages import DECIDED, Class, Passage, Understood
from konzept.ingest.points import Point, label_of, letters, numbered_behind, points, series_of
from konzept.ingest.repeated import united


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that holds what comes now: what its words say, and whether it is a measure or goal itself."""

    level: int
    text: str
    role: Role | None = None
    number: str = ""
    passage: Passage | None = None
    part: bool = False  # foreword, appendix and the like


def read(outline: Outline, known: Sequence[str] = ()) -> Understood:
    """Understand a document; ``known`` are the names of the fields that the texts have."""
    return Reader(outline, known).read()


@dataclass(slots=True)
class Reader:
    """Goes through a document once and knows where it is; :mod:`konzept.ingest.tables` helps it with tables."""

    outline: Outline
    known: Sequence[str]
    classes: list[Class] = dataclasses.field(default_factory=list)
    passages: list[Passage] = dataclasses.field(default_factory=list)
    heads: list[Head] = dataclasses.field(default_factory=list)
    soft: tuple[Role, str] | None = None  # what a line such as "Empfehlungen:" said
    field: str = ""
    field_level: int = 0
    columns: tables.Columns | None = None
    last: Passage | None = None
    marks: dict[int, str] = dataclasses.field(default_factory=dict)
    sheets: set[int] = dataclasses.field(default_factory=set)  # headings of sheets of one measure each
    series: set[str] = dataclasses.field(default_factory=set)
    goals: dict[str, list[Passage]] = dataclasses.field(default_factory=dict)
    title: int = -1  # the heading of the whole document: what it is called says nothing of its parts
    fields: list[str] = dataclasses.field(default_factory=list)

    def read(self) -> Understood:
        """Understand the whole document."""
        blocks = self.outline.blocks
        self.classes = [Class.TEXT] * len(blocks)
        contents = {*matter.contents(blocks)}
        blocks = numbered_behind(blocks)
        original, self.outline = self.outline, dataclasses.replace(self.outline, blocks=blocks)
        self.series = series_of(blocks)
        self.sheets = fields.sheets(blocks)
        seen = [_hidden(b) if i in contents else b for i, b in enumerate(blocks)]
        self.title = _title(blocks)
        self.marks = dict(fields.find(seen, self.known, self.series, self.title))
        index = 0
        while index < len(blocks):
            block, end = blocks[index], index + 1
            if index in contents:
                self.classes[index] = Class.CONTENTS
            elif block.cell:
                end = tables.end(blocks, index)
                tables.read(self, index, end)
            elif special := _special(block):
                self.classes[index] = special
                paragraphs.footnote(self, index)
            elif index in self.marks or block.kind == "überschrift":
                self._heading(index)
            else:
                paragraphs.read(self, index)
            index = end
        for index in [*matter.persons(blocks, self.classes)]:
            self.classes[index] = Class.PERSONAL
        passages, again = united([passage for passage in self.passages if passage.kind in DECIDED])
        told = {index for passage in passages for index in passage.blocks}
        for index in {index for passage in again for index in passage.blocks} - told:
            self.classes[index] = Class.REPEATED
        return Understood(original, tuple(self.classes), (*dict.fromkeys(self.fields),), tuple(passages))

    # headings

    def _heading(self, index: int) -> None:
        block = self.outline.blocks[index]
        level = block.level or 9
        self.heads = [head for head in self.heads if head.level < level]
        self.soft, self.columns, self.last = None, None, None
        if index in self.marks:
            below = self.outline.blocks[index + 1] if index + 1 < len(self.outline.blocks) else block
            is_above = below.kind == "überschrift" and index + 1 not in self.marks  # in small letters above a title
            self.enter(self.marks[index], min(level, below.level - 1) if is_above else level)
            self.classes[index] = Class.FIELD
            self.heads.append(Head(level, block.said))
            return
        only = points(block)[0]
        if self.field and letters(only.number) in self.series:
            level = max(level, self.field_level + 1)  # however large its letters are
        if self.field and level <= self.field_level:
            self.field, self.field_level = "", 0
        role = only.role or (None if index == self.title else role_of(fields.title_of(block.text)))
        if self._is_measure(index, only, role):
            passage = self.add(Class.RECOMMENDATION, only, index)
            self.heads.append(Head(level, block.said, number=only.number, passage=passage))
        elif only.role is Role.GOAL:
            passage = self.add(Class.GOAL, only, index, rank=only.rank)
            self.heads.append(Head(level, block.said, Role.GOAL, only.number, passage))
        else:
            self.classes[index] = Class.HEADING
            part = bool(OTHER_PARTS.match(fields.title_of(block.text)))
            self.heads.append(Head(level, block.said, role, only.number, part=part))

    def begin(self, measure: Passage, level: int) -> None:
        """What comes now belongs to a measure."""
        self.heads = [head for head in self.heads if head.level < level]
        self.heads.append(Head(level, measure.text, number=measure.number, passage=measure))

    def enter(self, name: str, level: int) -> None:
        """Begin a field."""
        self.name(name)
        self.field_level = level
        self.heads = [head for head in self.heads if head.level < level]

    def name(self, field: str) -> None:
        """What comes now belongs to a field, however it was spelled before."""
        self.field = fields.best(field, self.fields, 0.95) or field
        self.fields.append(self.field)

    def _is_measure(self, index: int, only: Point, role: Role | None) -> bool:
        """Whether a heading is a recommendation itself and no section of some."""
        if only.role is Role.RECOMMENDATION and only.text:
            return True
        if only.role is not None:
            return False
        if index in self.sheets:
            return True
        if role is not None and len(only.text.split()) <= 4:
            return False
        if only.number and letters(only.number) in self.series and self.in_fields():
            return True
        if role is not None:
            return False
        return self.role is Role.RECOMMENDATION and self.measure_now() is None and not self._has_points(index)

    def _has_points(self, index: int) -> bool:
        """Whether there are lists, tables or deeper measures below a heading: then it only groups them."""
        level = self.outline.blocks[index].level
        listed = said = 0
        for block in self.outline.blocks[index + 1 :]:
            if block.kind == "überschrift":
                return bool(listed) or block.level > level or not said
            if block.cell:
                return True
            if label_of(block.text):
                return False
            first = points(block)[0]
            listed += first.listed or first.named
            said += block.kind == "absatz" and not first.listed
        return bool(listed) or not said

    @property
    def role(self) -> Role | None:
        """What the nearest heading that says something says."""
        if self.soft:
            return self.soft[0]
        for head in reversed(self.heads):
            if head.role:
                return head.role
            if head.passage or head.part:
                return None
        return None

    def measure_now(self) -> Passage | None:
        """The recommendation that a heading around is."""
        return next(
            (h.passage for h in reversed(self.heads) if h.passage and h.passage.kind is Class.RECOMMENDATION), None
        )

    def in_fields(self) -> bool:
        """Whether what stands here may wish for something: in a field, or in a document without fields."""
        return bool(self.field) or not self.marks

    # passages

    def mark(self, index: int, kind: Class) -> None:
        """Let a block be of a class, unless something that is decided on was found in it."""
        if not self._found_in(index):
            self.classes[index] = kind

    def add(self, kind: Class, one: Point, index: int, rank: int = 0) -> Passage:
        """Found a passage in a block."""
        block = self.outline.blocks[index]
        weight = [Class.FINDING, Class.GOAL, Class.UNSURE, Class.RECOMMENDATION]
        before = self.classes[index]
        if before not in weight or weight.index(kind) > weight.index(before) or not self._found_in(index):
            self.classes[index] = kind
        passage = Passage(
            kind=kind,
            text=" ".join(one.text.split()),
            blocks=[index],
            field=self.field,
            number=one.number,
            section=tuple(head.text for head in self.heads),
            page=block.page,
            place=block.place,
        )
        passage.rank = rank or (2 if kind is Class.GOAL else 4)
        passage.under = tuple(self._above(passage))
        self.passages.append(passage)
        if kind is Class.GOAL:
            self.goals.setdefault(self.field, []).append(passage)
        self.last = passage
        return passage

    def _found_in(self, index: int) -> bool:
        return any(index in passage.blocks for passage in self.passages[-40:])

    def _above(self, passage: Passage) -> Iterator[str]:
        """The goals that a passage stands under: by number, or by the headings around it and what was named last."""
        goals = self.goals.get(passage.field, [])
        found = [goal for goal in goals if _is_below(passage.number, goal.number)]
        if not found:
            found = [h.passage for h in self.heads if h.passage and h.passage.kind is Class.GOAL]
            deepest = max((goal.rank for goal in found), default=0)
            here = [goal for goal in goals if goal.section == passage.section and deepest < goal.rank < passage.rank]
            found += here[-1:]
        yield from (f"{goal.number} {goal.text}".strip() for goal in found)


def _title(blocks: Sequence[Block]) -> int:
    """The first heading, if no other stands as high; -1 without one."""
    levels = [(i, b.level) for i, b in enumerate(blocks) if b.kind == "überschrift"]
    return levels[0][0] if len(levels) > 1 and all(levels[0][1] < level for _, level in levels[1:]) else -1


def _is_below(number: str, above: str) -> bool:
    """Whether a number such as 1.2.3 or M 1.2 stands below another: 1.2, 1, Z 1."""
    deep, high = re.findall("[0-9]+", number), re.findall("[0-9]+", above)
    same = letters(above) in ("", letters(number))
    return bool(high) and same and len(high) < len(deep) and deep[: len(high)] == high


def _special(block: Block) -> Class | None:
    special = {"rand": Class.EDGE, "verzeichnis": Class.CONTENTS, "fußnote": Class.FOOTNOTE, "kommentar": Class.COMMENT}
    return special.get(block.kind)


def _hidden(block: Block) -> Block:
    return Block(kind="verzeichnis", text=block.text, place=block.place)
