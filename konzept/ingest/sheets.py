"""Understands sheets of measures: tables with labels at the left and what they say at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from konzept.documents.outline import Block, unmarked
from konzept.ingest.finds import Finds
from konzept.ingest.known_words import HORIZON, MEASURE_MARK, Role, role_of
from konzept.ingest.passages import Class, Passage
from konzept.ingest.points import Point, points

Row = Mapping[int, list[int]]  # the blocks in each column
Rows = Mapping[int, Row]


def is_form(blocks: Sequence[Block], rows: Rows) -> bool:
    """Whether the first cell of most rows says what stands beside it."""
    pairs = [row for row in rows.values() if len(row) >= 2]
    titles = [
        row for row in rows.values() if len(row) == 1 and MEASURE_MARK.match(blocks[next(iter(row.values()))[0]].text)
    ]
    labels = [role_of(" ".join(blocks[i].text for i in row[min(row)])) for row in pairs]
    if pairs and all(HORIZON.match(blocks[i].text) for ids in pairs[0].values() for i in ids):
        return False  # heads of columns
    enough = len(pairs) >= 2 or (len(pairs) == 1 and len(titles) > 0)
    return enough and sum(role is not None for role in labels) * 2 >= len(pairs)


@dataclass(slots=True)
class _Sheet:
    """A sheet of one measure as it is read: labels at the left, what they say at the right."""

    finds: Finds
    measure: Passage | None
    own: bool = False  # whether the table itself named the measure
    goals: list[Passage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def title(self, index: int) -> None:
        """A row of one cell: the title of a measure, or a remark."""
        one = points(self.finds.traits.blocks[index])[0]
        named = bool(one.text) and (one.role is Role.RECOMMENDATION or bool(one.number))
        other = self.measure is not None and one.named and one.number != self.measure.number
        if named and (self.measure is None or self.own or other):
            self.begin(one, index)
        else:
            self.finds.classes[index] = Class.HEADING if self.measure is None else Class.NOTE

    def begin(self, one: Point, index: int) -> None:
        """A measure begins; what came before belongs to the one before."""
        if self.own:
            self.finish()
        self.measure, self.own = self.finds.add(Class.RECOMMENDATION, one, index), True

    def timed(self, index: int, horizon: str) -> None:
        """What stands beside a label that only says when it is to come: each is a measure."""
        self.begin(points(self.finds.traits.blocks[index])[0], index)
        self.notes.append(horizon)

    def line(self, role: Role | None, index: int, label: str) -> None:
        """What stands beside a label; ``label`` is empty for what continues it."""
        block = self.finds.traits.blocks[index]
        if role is Role.RECOMMENDATION and (self.measure is None or (self.own and self.goals + self.notes)):
            self.begin(points(block)[0], index)
        elif role is Role.GOAL:
            self.goals += [self.finds.add(Class.GOAL, one, index) for one in points(block)]
        elif role is Role.FIELD:
            self.finds.where.name(block.text)
            self.finds.classes[index] = Class.FIELD
        else:
            self.finds.classes[index] = Class.DATA if role in (Role.DATA, Role.NUMBER) else Class.NOTE
            self.notes.append(f"{label}: {unmarked(block.text)}" if label else unmarked(block.text))

    def finish(self) -> None:
        """The measure gets what the sheet says of it."""
        if self.measure:
            self.measure.notes += self.notes
            self.measure.under = tuple(goal.text for goal in self.goals[:1]) or self.measure.under
        self.goals, self.notes = [], []


def read(finds: Finds, rows: Rows) -> None:
    """Sheets of measures, one or several below each other."""
    sheet = _Sheet(finds, finds.where.measure)
    for _, row in sorted(rows.items()):
        left = row[min(row)]
        if len(row) == 1:
            for i in left:
                sheet.title(i)
            continue
        label = " ".join(finds.traits.blocks[i].text for i in left)
        role = role_of(label)
        is_timed = bool(HORIZON.match(label)) and (sheet.measure is None or sheet.own)
        for (
            i
        ) in left:  # a label stands in the notes of its measure; without one, only what is surely no more is left out
            finds.classes[i] = Class.HEAD if role or is_timed or sheet.measure else Class.TEXT
        for i in row[sorted(row)[1]] if is_timed else ():
            sheet.timed(i, label.rstrip(" :"))
        for number, i in enumerate(i for column in sorted(row)[1 + is_timed :] for i in row[column]):
            sheet.line(None if is_timed else role, i, "" if number or is_timed else label.rstrip(" :"))
    sheet.finish()
