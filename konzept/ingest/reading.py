"""Understands a document: gives each block its class, and finds the passages that people decide on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from konzept.ingest import fields, tables
from konzept.ingest.items import Point, label_of, letters, points, series_of
from konzept.ingest.outline import Block, Outline
from konzept.ingest.passages import CLASS_OF, DECIDED, Class, Passage, Reading
from konzept.ingest.personal import is_personal, is_signature
from konzept.ingest.vocabulary import CONTENTS, NAMES, OTHER_PARTS, WISH, Role, role_of, sentences

_ENTRY: Final = re.compile(r"(?:\.{3,}|…{1,}|(?:\. ){3,}|_{3,}|\t)\s*[0-9IVX]{1,4}$")
_PAGE: Final = re.compile(r"[\s.][0-9]{1,3}$")
_ABOUT: Final = {False: (Class.TEXT,), True: (Class.TEXT, Class.NOTE, Class.DATA)}  # what may tell of persons
_ENDS_OPEN: Final = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that holds what comes now: what its words say, and whether it is a measure or goal itself."""

    level: int
    text: str
    role: Role | None = None
    number: str = ""
    passage: Passage | None = None
    part: bool = False  # foreword, appendix and the like


def read(outline: Outline, known: Sequence[str] = ()) -> Reading:
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
    series: set[str] = dataclasses.field(default_factory=set)
    goals: dict[str, list[Passage]] = dataclasses.field(default_factory=dict)
    title: int = -1  # the heading of the whole document: what it is called says nothing of its parts
    fields: list[str] = dataclasses.field(default_factory=list)

    def read(self) -> Reading:
        """Understand the whole document."""
        blocks = self.outline.blocks
        self.classes = [Class.TEXT] * len(blocks)
        contents = {*_contents(blocks)}
        self.series = series_of(blocks)
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
                self._footnote(index)
            elif index in self.marks or block.kind == "überschrift":
                self._heading(index)
            else:
                self._paragraph(index)
            index = end
        self._persons()
        return Reading(self.outline, tuple(self.classes), (*dict.fromkeys(self.fields),), tuple(self._finished()))

    # headings

    def _heading(self, index: int) -> None:
        block = self.outline.blocks[index]
        level = block.level or 9
        self.heads = [head for head in self.heads if head.level < level]
        self.soft, self.columns, self.last = None, None, None
        if index in self.marks:
            self.enter(self.marks[index], level)
            self.classes[index] = Class.FIELD
            self.heads.append(Head(level, block.said))
            return
        if self.field and level <= self.field_level:
            self.field, self.field_level = "", 0
        only = points(block)[0]
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
        if role is not None or only.role is not None:
            return False
        if only.number and letters(only.number) in self.series and self._in_fields():
            return True
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

    def _in_fields(self) -> bool:
        return bool(self.field) or not self.marks

    # paragraphs

    def _paragraph(self, index: int) -> None:
        block = self.outline.blocks[index]
        found = points(block)
        if len(found) == 1 and (label := label_of(found[0].text)) and not found[0].role:
            return self._labelled(index, found[0], *label)
        if self._is_line_of_role(block):
            self.soft = (role_of(block.text) or Role.NOTE, block.text)
            self.classes[index] = Class.HEADING
            return None
        if self.soft and self.soft[0] in (Role.DATA, Role.NOTE) and not self.measure_now():
            self.soft = None
        for one in found:
            self._point(index, one)
        return None

    @staticmethod
    def _is_line_of_role(block: Block) -> bool:
        short = len(block.text) < 60 and len(block.text.split()) <= 6
        return short and (block.bold or bool(_ENDS_OPEN.search(block.text))) and role_of(block.text) is not None

    def _labelled(self, index: int, one: Point, role: Role, text: str) -> None:
        """A paragraph that says itself what it is: ``Ziel: …``."""
        if not text:
            self.soft = (role, one.text)
            self.classes[index] = Class.HEADING
            return
        measure = self.measure_now()
        kind = CLASS_OF[role]
        if role is Role.FIELD:
            self.classes[index] = Class.FIELD
            self.name(text)
        elif measure and kind in (Class.RECOMMENDATION, Class.UNSURE, Class.NOTE, Class.DATA, Class.FINDING):
            self.classes[index] = Class.DATA if role is Role.DATA else Class.NOTE
            measure.notes.append(one.text)
        elif kind in DECIDED:
            passage = self.add(kind, Point(text, one.number, role), index)
            if kind is Class.GOAL and measure:
                measure.under = measure.under or (text,)
                passage.under = ()
        else:
            self._note(index, one.text, kind)

    def _point(self, index: int, one: Point) -> None:
        role = one.role or self.role
        if not re.search(r"\w{2}", one.text):
            return
        if one.role is Role.GOAL and not one.number and (measure := self.measure_now()):
            self._about(measure, index, one, Role.GOAL)
        elif one.role is Role.GOAL:
            self.add(Class.GOAL, one, index, rank=one.rank)
        elif self._is_named_measure(one):
            self.add(Class.RECOMMENDATION, one, index)
        elif measure := self.measure_now():
            self._about(measure, index, one, role)
        elif role in (Role.RECOMMENDATION, Role.MIXED, Role.GOAL):
            self._in_section(index, one, role)
        elif role is Role.FINDING:
            self.prose(index, one, Class.FINDING)
        elif role in (Role.NOTE, Role.DATA):
            self._note(index, one.text, CLASS_OF[role])
        else:
            self.prose(index, one, Class.TEXT)

    def _is_named_measure(self, one: Point) -> bool:
        if one.role is Role.RECOMMENDATION:
            return bool(one.text)
        return bool(one.number) and letters(one.number) in self.series and self._in_fields()

    def _about(self, measure: Passage, index: int, one: Point, role: Role | None) -> None:
        """A paragraph below a heading that is a recommendation."""
        if role is Role.GOAL:
            measure.under = measure.under or (one.text,)
            self.add(Class.GOAL, one, index)
        else:
            self.mark(index, Class.DATA if role is Role.DATA else Class.NOTE)
            measure.notes.append(one.text)

    def _in_section(self, index: int, one: Point, role: Role) -> None:
        """A paragraph below a heading such as Empfehlungen or Ziele."""
        block = self.outline.blocks[index]
        if _ENDS_OPEN.search(one.text):
            self.mark(index, Class.TEXT)
        elif not one.listed and (self._listed_around(index) or _tells_much(one.text) or self._is_far(one)):
            self.prose(index, one, Class.TEXT)
        elif one.listed and block.level > 1 and self._is_detail(index):
            self.mark(index, Class.NOTE)
            if self.last:
                self.last.notes.append(one.text)
        else:
            self.add(CLASS_OF[role], one, index)

    def _listed_around(self, index: int) -> bool:
        """Whether the section has points of a list: then its plain paragraphs only lead to them."""
        blocks = self.outline.blocks
        for step in (1, -1):
            i = index + step
            while 0 <= i < len(blocks) and blocks[i].kind != "überschrift" and not blocks[i].cell:
                first = points(blocks[i])[0]
                is_one = first.listed or first.named or letters(first.number) in self.series
                if blocks[i].kind in ("absatz", "liste", "kasten") and is_one:
                    return True
                if self._is_line_of_role(blocks[i]):
                    break
                i += step
        return False

    def _is_far(self, one: Point) -> bool:
        """Whether only a heading above the field says what this is, as in "Ziele und Maßnahmen der Bereiche"."""
        said = next((head for head in reversed(self.heads) if head.role), None)
        return said is not None and 0 < said.level < self.field_level and len(sentences(one.text)) > 1

    def _is_detail(self, index: int) -> bool:
        """Whether a point stands below another point, which does not only announce it."""
        block = self.outline.blocks[index]
        for above in reversed(self.outline.blocks[max(0, index - 30) : index]):
            if above.kind != "liste":
                return False
            if above.level < block.level:
                return not _ENDS_OPEN.search(above.text)
        return False

    def prose(self, index: int, one: Point, otherwise: Class) -> None:
        """Sentences that wish for something, in a field; the rest of the paragraph is what it was."""
        apart = any(head.part for head in self.heads)
        wishes = [s for s in sentences(one.text) if WISH.search(s)] if self._in_fields() and not apart else []
        for wish in wishes:
            self.add(Class.UNSURE, Point(wish, one.number), index)
        if not wishes and otherwise is Class.FINDING and self._in_fields():
            self.add(Class.FINDING, one, index)
        elif not wishes:
            self.mark(index, otherwise)

    def _note(self, index: int, text: str, kind: Class) -> None:
        self.mark(index, kind)
        if self.last:
            self.last.notes.append(text)

    def _footnote(self, index: int) -> None:
        """A note belongs to what stands before it."""
        if (
            self.classes[index] is Class.FOOTNOTE
            and self.last
            and index
            and self.last.blocks[-1] in (index - 1, index - 2)
        ):
            self.last.notes.append(f"Fußnote: {self.outline.blocks[index].text}")

    # passages

    def mark(self, index: int, kind: Class) -> None:
        """Let a block be of a class, unless something that is decided on was found in it."""
        if not any(index in passage.blocks for passage in self.passages[-40:]):
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

    # at the end

    def _persons(self) -> None:
        """Blocks that only tell of persons: in an imprint or below a foreword, or an address alone."""
        inside = ""
        for index, block in enumerate(self.outline.blocks):
            if block.kind == "überschrift" and self.classes[index] in (Class.HEADING, Class.FIELD):
                inside = fields.title_of(block.text)
            elif self.classes[index] in _ABOUT[bool(NAMES.match(inside))] and _tells_of_persons(block.text, inside):
                self.classes[index] = Class.PERSONAL

    def _finished(self) -> Iterator[Passage]:
        for passage in self.passages:
            if passage.kind in DECIDED:
                yield passage


def _tells_much(text: str) -> bool:
    """Whether a paragraph has several sentences of which only some wish for something."""
    said = sentences(text)
    return len(said) > 2 and 0 < sum(bool(WISH.search(s)) for s in said) <= len(said) / 2


def _title(blocks: Sequence[Block]) -> int:
    """The first heading, if no other stands as high; -1 without one."""
    levels = [(i, b.level) for i, b in enumerate(blocks) if b.kind == "überschrift"]
    return levels[0][0] if len(levels) > 1 and all(levels[0][1] < level for _, level in levels[1:]) else -1


def _is_below(number: str, above: str) -> bool:
    """Whether a number such as 1.2.3 or M 1.2 stands below another: 1.2, 1, Z 1."""
    deep, high = re.findall("[0-9]+", number), re.findall("[0-9]+", above)
    same = letters(above) in ("", letters(number))
    return bool(high) and same and len(high) < len(deep) and deep[: len(high)] == high


def _tells_of_persons(text: str, inside: str) -> bool:
    if NAMES.match(inside) or _is_address(text):
        return True
    return is_signature(text) if OTHER_PARTS.match(inside) else not inside and is_personal(text)


def _is_address(text: str) -> bool:
    return len(text) < 160 and is_personal(text) and not re.search(r"[.!?]\s*$", text)


def _special(block: Block) -> Class | None:
    special = {"rand": Class.EDGE, "verzeichnis": Class.CONTENTS, "fußnote": Class.FOOTNOTE, "kommentar": Class.COMMENT}
    return special.get(block.kind)


def _hidden(block: Block) -> Block:
    return Block(kind="verzeichnis", text=block.text, place=block.place)


def _contents(blocks: Sequence[Block]) -> Iterator[int]:
    """Entries of contents lists: dots and a page number, or a page number below such a heading."""
    below = False
    for index, block in enumerate(blocks):
        is_head = block.kind in ("überschrift", "absatz") and len(block.text) < 50
        if is_head and CONTENTS.match(fields.title_of(block.text)):
            below = True
        elif _ENTRY.search(block.text) or (below and _PAGE.search(block.text) and len(block.text) < 160):
            yield index
        elif (below and block.kind == "überschrift") or (below and len(block.text) > 160):
            below = False
