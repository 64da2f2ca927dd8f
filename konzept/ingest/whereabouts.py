"""Where in a document its reader is: the headings above, the field, what was announced, the columns of the table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from konzept.ingest.fields import best
from konzept.ingest.known_words import HORIZON, Role
from konzept.ingest.passages import Class, Passage


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that holds what comes now: what its words say, and whether it is a measure or goal itself."""

    level: int
    text: str
    role: Role | None = None
    passage: Passage | None = None
    part: bool = False  # foreword, appendix and the like


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is, by its number; how many there are; where the heads are that say it."""

    roles: Mapping[int, Role]
    width: int
    heads: tuple[str, ...]


@dataclass(slots=True)
class Whereabouts:
    """Moves on with each heading; ``has_fields`` tells whether the document has any."""

    has_fields: bool
    heads: list[Head] = dataclasses.field(default_factory=list)
    announced: tuple[Role, str] | None = None  # what a line such as "Empfehlungen:" said
    columns: Columns | None = None  # those of the last table, which go on in one without heads
    field: str = ""
    field_level: int = 0
    fields: list[str] = dataclasses.field(default_factory=list)  # all so far, in order

    def leave(self, level: int) -> None:
        """A heading of this level ends what was below those above."""
        self._close(level)
        self.announced, self.columns = None, None

    def announce(self, role: Role, line: str) -> None:
        """A line that is no heading says what comes now."""
        self.announced = role, line

    def go_on(self) -> None:
        """A paragraph that says nothing of itself: what a line said of details ends with them."""
        if self.announced and self.announced[0] in (Role.DATA, Role.NOTE) and not self.measure:
            self.announced = None

    def begin(self, measure: Passage, level: int) -> None:
        """What comes now belongs to a measure."""
        self._close(level)
        self.heads.append(Head(level, measure.text, passage=measure))

    def enter(self, name: str, level: int) -> None:
        """Begin a field."""
        self.name(name)
        self.field_level = level
        self._close(level)

    def name(self, name: str) -> None:
        """What comes now belongs to a field, however it was spelled before."""
        self.field = best(name, self.fields, 0.95) or name
        if self.field not in self.fields:
            self.fields.append(self.field)

    def _close(self, level: int) -> None:
        self.heads = [head for head in self.heads if head.level < level]

    @property
    def role(self) -> Role | None:
        """What the nearest heading that says something says."""
        if self.announced:
            return self.announced[0]
        for head in reversed(self.heads):
            if head.role:
                return head.role
            if head.passage or head.part:
                return None
        return None

    @property
    def horizon(self) -> str:
        """When what stands here is to come, where a line above says so: ``Kurzfristig``."""
        said = self.announced[1] if self.announced else ""
        return said.rstrip(" :") if HORIZON.match(said) else ""

    @property
    def measure(self) -> Passage | None:
        """The recommendation that a heading around is."""
        found = (head.passage for head in reversed(self.heads) if head.passage)
        return next((passage for passage in found if passage.kind is Class.RECOMMENDATION), None)

    @property
    def in_field(self) -> bool:
        """Whether what stands here may wish for something: in a field, or in a document without fields."""
        return bool(self.field) or not self.has_fields

    @property
    def in_other_part(self) -> bool:
        """Whether this is a foreword, an appendix or the like."""
        return any(head.part for head in self.heads)

    @property
    def is_named_from_above(self) -> bool:
        """Whether only a heading above the field says what this is, as in "Ziele und Maßnahmen der Bereiche"."""
        said = next((head for head in reversed(self.heads) if head.role), None)
        return said is not None and 0 < said.level < self.field_level

    def label(self, *, listed: bool) -> str:
        """The line or heading within a measure that says what its points are: ``Erste Schritte``."""
        if self.announced:
            return self.announced[1].rstrip(" :") if listed else ""
        head = self.heads[-1]
        return head.text.rstrip(" :") if head.passage is None and len(head.text.split()) < 6 else ""
