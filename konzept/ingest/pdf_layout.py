"""Reads a PDF without tags by how its pages look: lines in the order of the file, paragraphs by their distances."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from konzept.ingest.outline import BULLET, NUMBER, Cell, Kind, unmarked
from konzept.ingest.pdf_lines import Line, lines
from konzept.ingest.pdf_page import Glyph, Page
from konzept.ingest.pdf_tables import Grid, grids

Cells = Mapping[tuple[int, int, int], list[Line]]
_ENDS: Final = re.compile(r"[.!?:;“\"]$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, what they are, and in which cell they stand."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    cell: Cell | None = None


def paragraphs(found: Sequence[Page], edges: set[tuple[int, str]]) -> list[Paragraph]:
    """All paragraphs of a document; ``edges`` are the lines at the heads and feet of pages, by page and text."""
    reader = _LayoutReader(edges)
    for page in found:
        reader.page(page)
    return reader.made


class _LayoutReader:
    def __init__(self, edges: set[tuple[int, str]]) -> None:
        self._edges = edges
        self._tables = 0
        self._last: Grid | None = None
        self._rows = 0  # rows that the table before this page has
        self._head: dict[int, str] = {}  # the first row of the table, which pages repeat
        self.made: list[Paragraph] = []

    def page(self, page: Page) -> None:
        """Read a page: what is free and the tables, as they follow each other in the file."""
        tables = grids(page)
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
            if paragraph.kind != "rand":
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
        if self._again(found):
            found = self._without_head(found)
        rows = sorted({row for row, _, _ in found})
        first = {key: said for key, said in found.items() if key[0] == rows[0]} if rows else {}
        before = self._rows - (self._rows > 0 and self._continues(first, grid))
        order = {row: before + place for place, row in enumerate(rows, 1)}
        for (row, column, width), said in sorted(found.items()):
            spot = Cell(self._tables, order[row], column, False, width)
            for group in _grouped(said, grid.edge(column, width, said)):
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
        if not columns <= old.keys() or any(_ENDS.search(old[column].text) for column in columns):
            return False
        if any(old[c].right + said[0].first < grid.edge(c, w, said) for (_, c, w), said in first.items()):
            return False  # its first word would have had room
        return len(first) < len(old) or all(said[0].text[:1].islower() for said in first.values())

    def _add(self, new: Paragraph) -> None:
        """Add a paragraph, or let it go on with the last of its cell."""
        if new.cell:
            for old in reversed(self.made[-60:]):
                if old.cell and (old.cell.table, old.cell.row, old.cell.column) == (
                    new.cell.table,
                    new.cell.row,
                    new.cell.column,
                ):
                    if old.lines[-1].page < new.lines[0].page and not _ENDS.search(old.lines[-1].text):
                        old.lines += new.lines
                        return
                    break
        self.made.append(new)

    def _free(self, page: Page, glyphs: Sequence[Glyph]) -> None:
        body: list[Line] = []
        for line in lines(page.number, glyphs):
            if (page.number, line.text) in self._edges:
                self.made.append(Paragraph("rand", [line]))
            else:
                body.append(line)
        for group in _grouped(body):
            last = next((p for p in reversed(self.made[-12:]) if p.kind != "rand"), None)
            if last and last.cell is None and last.lines[-1].page < page.number and _goes_on(last.lines, group[0]):
                last.lines += group
            else:
                kind: Kind = "fußnote" if group[0].begins_as_note else "absatz"
                self.made.append(Paragraph("liste" if BULLET.match(group[0].text) else kind, group))


def _owned(glyphs: Sequence[Glyph], tables: Sequence[Grid]) -> Iterator[tuple[Glyph, tuple[int, int, int, int] | None]]:
    """Each letter with its table, row, column and width; blanks go with the letter before."""
    owner: tuple[int, int, int, int] | None = None
    for glyph in glyphs:
        if glyph.mark != -2:
            x, y = (glyph.left + glyph.right) / 2, glyph.middle
            number = next((n for n, grid in enumerate(tables) if grid.holds(x, y)), None)
            owner = None if number is None else (number, *tables[number].cell(x, y))
        yield glyph, owner


def _grouped(found: Sequence[Line], edge: float = 0.0) -> list[list[Line]]:
    """Lines put together to paragraphs; ``edge`` is how far they may reach, where that is known."""
    if not found:
        return []
    usual = _leading(found)
    groups = [[found[0]]]
    for last, line in pairwise(found):
        if _is_new(
            last, line, usual, edge or _right_of(last, found), found, split_nouns=bool(edge) and len(groups[-1]) > 1
        ):
            groups.append([])
        groups[-1].append(line)
    return groups


def _right_of(line: Line, found: Sequence[Line]) -> float:
    """How far lines reach that begin where this one does."""
    return max(other.right for other in found if abs(other.left - line.left) < 3 * line.size)


def _leading(found: Sequence[Line]) -> float:
    """The usual distance of lines, in sizes of their letters."""
    steps = [
        (line.bottom - last.bottom) / last.size
        for last, line in pairwise(found)
        if last.size and last.size == line.size and 0 < line.bottom - last.bottom < 3 * last.size
    ]
    return statistics.median_low(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 1.3


def _is_new(last: Line, line: Line, usual: float, right: float, found: Sequence[Line], *, split_nouns: bool) -> bool:
    """Whether a line begins a paragraph; with ``split_nouns`` also a noun after a noun, however full the line is."""
    if last.text.endswith("-") and last.size == line.size:
        return False
    if line.begins_as_note or last.size != line.size or last.bold != line.bold:
        return True
    if _NAMED.match(line.text) or (_BEGINS.match(line.text) and last.text[-1:].isalpha()):
        return True
    is_short = last.right - last.left < _FULL * (right - last.left) and " " in last.text
    if line.text[:1].isupper() and (split_nouns or is_short) and _noun_ends(last):
        return True
    roomy = right - last.right > line.first + 0.4 * line.size  # the word would have had room: somebody broke the line
    numbered = NUMBER.match(line.text) and not _CUT_NUMBER.match(last.text)
    if BULLET.match(line.text) or (numbered and (roomy or _ENDS.search(last.text))):
        return True
    step = (line.bottom - last.bottom) / max(last.size, 1.0)
    if step < 0:  # a new column
        return not _goes_on([other for other in found if abs(other.left - last.left) < 3 * last.size], line, last)
    if step > usual * 1.25 + 0.05:
        return True
    return roomy


def _noun_ends(line: Line) -> bool:
    """Whether a line ends with a noun that no other noun follows in a sentence."""
    word = unmarked(line.text).rpartition(" ")[2]
    is_noun = word[:1].isupper() and word[1:].isalpha() and word[1:].islower()
    return is_noun and not _NAMING.match(word) and not _QUALITY.match(word)


_FULL: Final = 0.7
# Words with a capital at the head of a line, within a sentence: there somebody began a new one.
_BEGINS: Final = re.compile(
    r"(?:D(?:ie|er|as|en|em|ies\w{0,2})|Ein(?:e[nmrs]?)?|Jede\w?|Alle|Es|Wir|Mit|Für|In|Im|Bei|Zur?|Zum|Auf|An|Am|Von|"
    r"Durch|Nach|Über|Um|Aus|Regelmäßig\w*|Mehr|Weitere\w?|Gemeinsam\w*|Neue\w?)(?=\s|$)(?!\s(?:Linke|Grünen))"
)
_NAMED: Final = re.compile(
    r"(?:Maßnahme|Empfehlung|\w*[Zz]iel|Projekt|Vorschlag)\s(?:Nr\.\s)?[A-Z]{0,2}\s?[0-9][0-9.]*\s?[:–]\s"
)
_QUALITY: Final = re.compile(  # adjectives in names: Leichte Sprache, Interkulturelle Woche
    r"\w*(?:ell|lich|ig|isch|al|iv|bar|iert|end|sam|los|leicht|rund|offen|neu|jung|alt|groß|frei|gut|erst|zweit)e[nmrs]?$",
    re.I,
)
_NAMING: Final = re.compile(
    r"(?:\w*(?:bereich|feld|amt|teil|projekt|verein|programm)|Thema|Themen|Stadt|Kreis|Herrn?|Frau|"
    r"Gemeinde|Land|Partner|Träger|Firma|Familie|Kriterium|Titel|Haus|Ort|Sankt|Bad|Nr|Abs|Kapitel|Ziel|Maßnahme|Euro|Prozent)$",
    re.I,
)
_CUT_NUMBER: Final = re.compile(r".*\b(?:Nr|Absatz|Abs|Kapitel|Punkt|vom|am|bis|der|die|Maßnahme|und)\.?$")


def _goes_on(above: Sequence[Line], line: Line, last: Line | None = None) -> bool:
    """Whether a sentence goes on over a break of page or column.

    ``above`` are lines of its column or paragraph: where the last one is as full as they are, it goes on.
    """
    last = last or above[-1]
    if abs(last.size - line.size) > 0.2 or last.bold != line.bold or _ENDS.search(last.text):
        return False
    if line.text[:1].islower() or last.text.endswith("-"):
        return True
    full = len(above) > 1 and last.right + line.first > max(other.right for other in above)
    return full and not (BULLET.match(line.text) or NUMBER.match(line.text))


def edges(found: Sequence[Page]) -> set[tuple[int, str]]:
    """What stands at the head or foot of pages again and again, and numbers of pages."""
    seen: dict[str, list[tuple[int, str]]] = {}
    numbers: set[tuple[int, str]] = set()
    body = _usual(found)
    for page in found:
        for line in lines(page.number, page.glyphs):
            if line.size > body * 1.08:  # a heading
                continue
            if 0.11 * page.height < line.top and line.bottom < 0.89 * page.height:
                continue
            if _PAGE_NUMBER.fullmatch(line.text):
                numbers.add((page.number, line.text))
            seen.setdefault(re.sub(r"[0-9]+", "#", line.text), []).append((page.number, line.text))
    return numbers | {place for places in seen.values() if _is_again([page for page, _ in places]) for place in places}


def _usual(found: Sequence[Page]) -> float:
    """The size of most letters."""
    sizes = Counter(glyph.size for page in found for glyph in page.glyphs if glyph.mark != -2)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_again(numbers: Sequence[int]) -> bool:
    """Whether a line stands on most pages of a stretch of them; what only comes back now and then is text."""
    there = {*numbers}
    return len(there) >= 3 and len(there) >= 0.4 * (max(there) - min(there) + 1)


_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–|]\s*)?(?:Seite|S\.)?\s*[0-9IVX]{1,4}(?:\s*(?:/|von)\s*[0-9]{1,4})?(?:\s*[-–|])?"
)
