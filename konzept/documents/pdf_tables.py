"""Finds tables by their ruled lines, and in which cell a letter stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from konzept.documents.pdf_bare import bare
from konzept.documents.pdf_lines import Line, PlacedWord, words
from konzept.documents.pdf_page import Page, Ruling
from konzept.documents.pdf_rules import ruled

_NEAR: Final = 3.0  # points within which lines meet
_MOST: Final = 3_000  # lines of a page; more are a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: where its columns and rows begin and end, and the lines between them."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.rows[0]

    @property
    def is_box(self) -> bool:
        """Whether it is one frame around something."""
        return len(self.rows) == 2 and len(self.columns) == 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]

    def cell(self, x: float, y: float) -> tuple[int, int, int]:
        """Row and column from 1 of the cell that holds a point, and how many columns it spans."""
        row = max(0, min(len(self.rows) - 2, bisect_right(self.rows, y) - 1))
        column = max(0, min(len(self.columns) - 2, bisect_right(self.columns, x) - 1))
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        while row > 0 and not self._level_at(self.rows[row], x):
            row -= 1
        first = column
        while first > 0 and not self._upright_at(self.columns[first], middle):
            first -= 1
        last = column
        while last < len(self.columns) - 2 and not self._upright_at(self.columns[last + 1], middle):
            last += 1
        return row + 1, first + 1, last - first + 1

    def cuts(self, said: Sequence[PlacedWord]) -> bool:
        """Whether its lines go through words: then it is a drawing."""
        inside = [word for word in said if self.holds(word.center, word.middle)]
        cut = sum(
            any(word.left + 1 < x < word.right - 1 and self._upright_at(x, word.middle) for x in self.columns)
            for word in inside
        )
        return cut > max(2, 0.05 * len(inside))

    def edge(self, column: int, width: int, found: Sequence[Line]) -> float:
        """How far the lines of a cell may reach: its edge without as much room as there is at its other side."""
        left, right = self.columns[column - 1], self.columns[min(column - 1 + width, len(self.columns) - 1)]
        room = min((line.left for line in found), default=left) - left
        return right - max(0.0, min(room, 12.0))

    def _level_at(self, y: float, x: float) -> bool:
        return any(abs(r.top - y) < _NEAR and r.left - _NEAR <= x <= r.right + _NEAR for r in self.level)

    def _upright_at(self, x: float, y: float) -> bool:
        return any(abs(r.left - x) < _NEAR and r.top - _NEAR <= y <= r.bottom + _NEAR for r in self.upright)


def grids(page: Page) -> list[Grid]:
    """The tables of a page, from its upper edge down."""
    if len(page.rulings) > _MOST:
        return []
    said = [word for word in words(page.glyphs) if word.size]
    groups = _groups(page.rulings)
    found = [grid for group in groups if (grid := _grid(page, group)) and not grid.cuts(said)]
    lone = [ruling for group in groups if all(r.is_level for r in group) for ruling in group]
    found += [grid for group in ruled(lone, said) if (grid := _grid(page, group))]
    free = [word for word in said if not any(grid.holds(word.center, word.middle) for grid in found)]
    found += [grid for group in bare(free, page.width) if (grid := _grid(page, group))]
    return sorted(found, key=lambda grid: (grid.top, grid.columns[0]))


def _grid(page: Page, group: Sequence[Ruling]) -> Grid | None:
    level = tuple(r for r in group if r.is_level)
    upright = tuple(r for r in group if not r.is_level)
    rows = (*_places(r.top for r in level),)
    columns = (*_places(r.left for r in upright),)
    if len(rows) < 2 or len(columns) < 2:
        return None
    grid = Grid(page.number, columns, rows, level, upright)
    return None if grid.is_box and rows[-1] - rows[0] > page.height / 2 else grid  # the frame of a page


def _places(found: Iterable[float]) -> Iterator[float]:
    """Places that differ, of each group of near ones the first."""
    last = None
    for place in sorted(found):
        if last is None or place - last > _NEAR:
            yield place
            last = place


def _groups(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """The lines that meet each other, each group by itself."""
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        touching = [group for group in groups if any(_meet(ruling, other) for other in group)]
        merged = [ruling, *(other for group in touching for other in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    return groups


def _meet(one: Ruling, other: Ruling) -> bool:
    return (
        one.left - _NEAR <= other.right
        and other.left - _NEAR <= one.right
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )
