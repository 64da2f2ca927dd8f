"""Reads a PDF without tags by how its pages look: lines in the order of the file, paragraphs by their distances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from konzept.documents.outline import BULLET, Cell, Kind
from konzept.documents.pdf_grouping import ENDS, goes_on, grouped
from konzept.documents.pdf_lines import Line, lines, words
from konzept.documents.pdf_page import Glyph, Page
from konzept.documents.pdf_tables import Grid, grids

_STICKS: Final = re.compile(r"[0-9]{1,3}(?=[A-ZÄÖÜ])")
Cells = Mapping[tuple[int, int, int], list[Line]]


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, what they are, and in which cell they stand."""

    kind: Kind
    lines: list[Line]
    cell: Cell | None = None


def paragraphs(found: Sequence[Page], edges: set[tuple[int, str]]) -> list[Paragraph]:
    """All paragraphs of a document; ``edges`` are the lines at the heads and feet of pages, by page and text."""
    reader = _LayoutReader(edges)
    tables = [grids(page) for page in found]
    for page, here, following in zip(found, tables, [*tables[1:], []], strict=True):
        reader.page(page, _opened(here, following))
    return reader.made


class _LayoutReader:
    def __init__(self, edges: set[tuple[int, str]]) -> None:
        self._edges = edges
        self._tables = 0
        self._last: Grid | None = None
        self._rows = 0  # rows that the table before this page has
        self._head: dict[int, str] = {}  # the first row of the table, which pages repeat
        self._marks: dict[str, float] = {}  # those whose notes have not come yet, with the size of the letters around
        self.made: list[Paragraph] = []

    def page(self, page: Page, tables: Sequence[Grid]) -> None:
        """Read a page: what is free and the tables, as they follow each other in the file."""
        order: list[int | list[Glyph]] = []
        cells: dict[int, dict[tuple[int, int, int], list[Glyph]]] = {}
        for glyph, owner in _owned(page.glyphs, tables):
            if owner is None:
                if not order or isinstance(order[-1], int):
                    order.append([])
                if isinstance(order[-1], list):
                    order[-1].append(glyph)
            else:
                if owner[0] not in cells:
                    order.append(owner[0])
                cells.setdefault(owner[0], {}).setdefault(owner[1:], []).append(glyph)
        for part in order:
            if isinstance(part, int) and tables[part].is_box:
                self._free(page, [glyph for glyphs in cells[part].values() for glyph in glyphs])
            elif isinstance(part, int):
                self._begin(tables[part])
                self._table(page, tables[part], cells[part])
            else:
                self._free(page, part)

    def _body_since(self) -> bool:
        """Whether text stands between the last table and what comes."""
        for paragraph in reversed(self.made):
            if paragraph.cell:
                return False
            if paragraph.kind not in ("rand", "fußnote"):
                return True
        return True

    def _begin(self, grid: Grid) -> None:
        """Count a table, if it does not go on with that of the page before."""
        last, self._last = self._last, grid
        same = last is not None and len(last.columns) == len(grid.columns) and last.page < grid.page
        near = (
            same and last is not None and all(abs(a - b) < 4 for a, b in zip(last.columns, grid.columns, strict=True))
        )
        if not near or self._body_since():
            self._tables += 1
            self._rows, self._head = 0, {}

    def _table(self, page: Page, grid: Grid, cells: Mapping[tuple[int, int, int], list[Glyph]]) -> None:
        found: Cells = {key: said for key, glyphs in cells.items() if (said := lines(page.number, glyphs))}
        self._note_marks(line for said in found.values() for line in said)
        if self._again(found):
            found = self._without_head(found)
        rows = sorted({row for row, _, _ in found})
        first = {key: said for key, said in found.items() if key[0] == rows[0]} if rows else {}
        before = self._rows - (self._rows > 0 and self._continues(first, grid))
        order = {row: before + place for place, row in enumerate(rows, 1)}
        for (row, column, width), said in sorted(found.items()):
            spot = Cell(self._tables, order[row], column, False, width)
            for group in grouped(said, grid.edge(column, width, said)):
                self._add(Paragraph("zelle", group, spot))
        self._rows = max(order.values(), default=before)

    def _again(self, found: Cells) -> bool:
        """Whether the first row is that of the table, repeated on a new page."""
        first = min((row for row, _, _ in found), default=0)
        head = {
            column: " ".join(line.text for line in said) for (row, column, _), said in found.items() if row == first
        }
        is_again = self._rows > 0 and head == self._head
        self._head = self._head or head
        return is_again

    def _without_head(self, found: Cells) -> Cells:
        first = min(row for row, _, _ in found)
        self.made += [Paragraph("rand", said) for key, said in sorted(found.items()) if key[0] == first]
        return {key: said for key, said in found.items() if key[0] != first}

    def _continues(self, first: Cells, grid: Grid) -> bool:
        """Whether the first row of a page goes on with the last one of the page before."""
        old: dict[int, Line] = {}
        for paragraph in self.made:
            if paragraph.cell and (paragraph.cell.table, paragraph.cell.row) == (self._tables, self._rows):
                old[paragraph.cell.column] = paragraph.lines[-1]
        columns = {column for _, column, _ in first}
        if not columns <= old.keys() or any(ENDS.search(old[column].text) for column in columns):
            return False
        if any(old[c].right + said[0].first < grid.edge(c, w, said) for (_, c, w), said in first.items()):
            return False  # its first word would have had room
        return len(first) < len(old) or any(said[0].text[:1].islower() for said in first.values())

    def _add(self, new: Paragraph) -> None:
        """Add a paragraph, or let it go on with the last of its cell."""
        if new.cell:
            spot = new.cell.table, new.cell.row, new.cell.column
            same = (
                p for p in reversed(self.made[-60:]) if p.cell and (p.cell.table, p.cell.row, p.cell.column) == spot
            )
            old = next(same, None)
            if old and old.lines[-1].page < new.lines[0].page and not ENDS.search(old.lines[-1].text):
                old.lines += new.lines
                return
        self.made.append(new)

    def _free(self, page: Page, glyphs: Sequence[Glyph]) -> None:
        body: list[Line] = []
        for line in lines(page.number, glyphs):
            if (page.number, line.text) in self._edges:
                self.made.append(Paragraph("rand", [line]))
            else:
                body.append(line)
        self._note_marks(body)
        for group in grouped(body):
            last = next((p for p in self._before_page(page) if goes_on(p.lines, group[0])), None)
            if last:
                last.lines += group
            else:
                kind: Kind = "fußnote" if self._is_note(group[0]) else "absatz"
                self.made.append(Paragraph("liste" if BULLET.match(group[0].text) else kind, group))

    def _before_page(self, page: Page) -> Iterator[Paragraph]:
        """What may go on with a page: the last paragraph of the page before, and the last one above its notes."""
        found = [p for p in self.made[:-13:-1] if p.kind != "rand"]
        above = [p for p in found if p.kind != "fußnote"]
        yield from (p for p in (*found[:1], *above[:1]) if p.cell is None and p.lines[-1].page < page.number)

    def _note_marks(self, found: Iterable[Line]) -> None:
        self._marks |= {mark: line.size for line in found for mark in line.marks}

    def _is_note(self, line: Line) -> bool:
        """Whether a footnote begins: its number is raised, or is that of a mark and small, or sticks to its words."""
        number, _, rest = line.text.partition(" ")
        sticks = _STICKS.match(number)
        is_small = bool(rest) and line.size < self._marks.get(number, 0.0) + (0 if number.isdecimal() else 0.1)
        is_note = line.begins_as_note or is_small or bool(sticks and sticks[0] in self._marks)
        if is_note:
            self._marks.pop(sticks[0] if sticks else number, None)
        return is_note


def _opened(here: Sequence[Grid], following: Sequence[Grid]) -> list[Grid]:
    """The tables of a page; a frame at its foot is the first row of a table that goes on with the same width."""
    tables = [*here]
    if tables and following and tables[-1].is_box:
        after = min(following, key=lambda grid: grid.top)
        ends = zip((tables[-1].columns[0], tables[-1].columns[-1]), (after.columns[0], after.columns[-1]), strict=True)
        if not after.is_box and all(abs(one - other) < 4 for one, other in ends):
            tables[-1] = replace(tables[-1], columns=after.columns)
    return tables


def _owned(glyphs: Sequence[Glyph], tables: Sequence[Grid]) -> Iterator[tuple[Glyph, tuple[int, int, int, int] | None]]:
    """Each letter with its table, row, column and width: those of its word, and blanks go with the word before."""
    for word in words(glyphs):
        x, y = word.center, word.middle
        number = next((n for n, grid in enumerate(tables) if word.size and grid.holds(x, y)), None)
        owner = None if number is None else (number, *tables[number].cell(x, y))
        yield from ((glyph, owner) for glyph in word.glyphs)
