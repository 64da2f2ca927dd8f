"""Understands tables: what their columns or their rows are, and the points in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from konzept.documents.outline import Block
from konzept.ingest import fields, sheets
from konzept.ingest.finds import Finds
from konzept.ingest.known_words import HORIZON, SENTENCE_END, Role
from konzept.ingest.paragraphs import footnote, prose
from konzept.ingest.passages import CLASS_OF, DECIDED, Class, Passage
from konzept.ingest.points import CODE, Point, points
from konzept.ingest.sheets import Row, Rows
from konzept.ingest.table_heads import head_of, text_of, texts
from konzept.ingest.whereabouts import Columns

_FIRST: Final = (Role.FIELD, Role.NUMBER, Role.GOAL)  # what the other cells of a row belong to
_NOTHING: Final = re.compile(r"(?:[-–—/.]+|s\. ?o\.?|siehe oben|k\. ?A\.?|keine?|entfällt|n\. ?n\.?)", re.I)


def end(blocks: Sequence[Block], index: int) -> int:
    """The index behind the table that begins at a block; notes and boxes among its cells are in it."""
    first = blocks[index].cell
    number = (*first.within, first.table)[0] if first else 0
    last = index
    for i in range(index, len(blocks)):
        cell = blocks[i].cell
        if cell and (*cell.within, cell.table)[0] == number:
            last = i
        elif cell or blocks[i].kind not in ("fußnote", "kasten", "kommentar"):
            break
    return last + 1


def read(finds: Finds, first: int, last: int) -> None:
    """Give the blocks of a table their classes, and find its passages."""
    blocks = finds.traits.blocks
    headed = set[int]()
    for table, within in dict.fromkeys((b.cell.table, b.cell.within) for b in blocks[first:last] if b.cell):
        rows: dict[int, dict[int, list[int]]] = {}
        for i in range(first, last):
            cell = blocks[i].cell
            if cell and cell.table == table:
                rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(i)
        before = finds.where.columns
        _table(finds, rows, is_inner=not headed.isdisjoint(within))
        headed |= {table} if finds.where.columns is not before else set()
    for i in range(first, last):
        if blocks[i].cell is None:
            special = {"fußnote": Class.FOOTNOTE, "kommentar": Class.COMMENT}.get(blocks[i].kind)
            finds.classes[i] = special or finds.classes[i]
            if special is Class.FOOTNOTE:
                footnote(finds, i)


def _table(finds: Finds, rows: Rows, *, is_inner: bool) -> None:
    """Read a table; one without heads in a cell of one with heads only says more of its row."""
    blocks = finds.traits.blocks
    width = max(max(row) for row in rows.values())
    if len(rows) == 1 and width == 2 and _is_title(finds, next(iter(rows.values()))):
        return None
    head = None if width == 2 and sheets.is_form(blocks, rows) else head_of(blocks, rows, width)
    if head:
        number, columns = head
        for i in _inside(*(row for n, row in rows.items() if n <= number)):
            finds.classes[i] = Class.HEAD
        finds.where.columns = columns
        body = {n: row for n, row in rows.items() if n > number}
        return _by_column(finds, body, columns)
    if is_inner:
        for i in _inside(*rows.values()):
            finds.mark(i, Class.NOTE)
        return None
    if sheets.is_form(blocks, rows):
        return sheets.read(finds, rows)
    if finds.where.columns and finds.where.columns.width >= width > 1:
        return _by_column(finds, rows, finds.where.columns)
    if finds.where.role in (Role.RECOMMENDATION, Role.MIXED):
        return _plain(finds, rows, width)
    for i in _inside(*rows.values()):
        prose(finds, i, Point(blocks[i].text), Class.TEXT)
    return None


def _inside(*rows: Row) -> Iterator[int]:
    """The blocks of these rows."""
    return chain.from_iterable(chain.from_iterable(row.values() for row in rows))


def _is_title(finds: Finds, row: Row) -> bool:
    """Whether a table is only the code and the title of a measure, on a band: then it begins."""
    blocks = finds.traits.blocks
    code, title = (text_of(blocks, row.get(column, ())) for column in (1, 2))
    if not CODE.fullmatch(code) or len(title.split()) < 2:
        return False
    finds.classes[row[1][0]] = Class.NUMBER
    finds.where.begin(finds.add(Class.RECOMMENDATION, Point(title, code), row[2][0]), 9)
    return True


def _by_column(finds: Finds, rows: Rows, columns: Columns) -> None:
    """A table in which the columns say what stands in them."""
    blocks = finds.traits.blocks
    carried: dict[int, str] = {}
    for _, row in sorted(rows.items()):
        if len(row) == 1 and columns.width > 1 and _spans(blocks, row, columns.width):
            _group(finds, row)
        elif texts(blocks, row, columns.width) == columns.heads:
            for i in _inside(row):
                finds.classes[i] = Class.HEAD
        else:
            _row(finds, row, columns, carried)


def _spans(blocks: Sequence[Block], row: Row, width: int) -> bool:
    cell = blocks[next(iter(row.values()))[0]].cell
    return cell is not None and cell.column == 1 and cell.width >= width


def _group(finds: Finds, row: Row) -> None:
    """A row of one cell across the table: a field, a goal, or a heading of what comes."""
    for i in next(iter(row.values())):
        one = points(finds.traits.blocks[i])[0]
        name = fields.best(fields.title_of(finds.traits.blocks[i].text), finds.traits.known)
        if name or fields.is_marked(finds.traits.blocks[i].text):
            finds.where.enter(fields.title_of(finds.traits.blocks[i].text), 9)
            finds.classes[i] = Class.FIELD
        elif one.role in (Role.GOAL, Role.RECOMMENDATION) and one.text:
            finds.add(CLASS_OF[one.role], one, i, rank=one.rank)
        elif SENTENCE_END.search(one.text):
            prose(finds, i, one, Class.TEXT)
        else:
            finds.classes[i] = Class.HEADING


def _row(finds: Finds, row: Row, columns: Columns, carried: dict[int, str]) -> None:
    """A row: first what it says of its field, number and goal, then its passages, which get its notes."""
    blocks = finds.traits.blocks
    number, notes, found = "", list[str](), list[Passage]()
    for column in sorted(columns.roles, key=lambda c: (columns.roles[c] not in _FIRST, c)):
        role, ids = columns.roles[column], row.get(column, [])
        if role is Role.FIELD and ids:
            carried[column] = text_of(blocks, ids)
        if role is Role.FIELD and carried.get(column):
            finds.where.name(fields.title_of(carried[column]))
        elif role is Role.NUMBER:
            number = text_of(blocks, ids).strip(" .")
        for i in ids:
            if CLASS_OF[role] in DECIDED:
                new = _cell(finds, i, CLASS_OF[role], ids)
                found += new
                for passage in new if HORIZON.match(columns.heads[column - 1]) else ():
                    passage.notes.append(columns.heads[column - 1])
            else:
                finds.mark(i, CLASS_OF[role])
            if role in (Role.NOTE, Role.DATA):
                notes.append(f"{columns.heads[column - 1]}: {blocks[i].text}")
    notes += _unnamed(finds, row, columns)
    for passage in found:
        if passage.kind in (Class.RECOMMENDATION, Class.UNSURE):
            passage.notes += notes
            passage.number = passage.number or number


def _unnamed(finds: Finds, row: Row, columns: Columns) -> Iterator[str]:
    """Columns whose heads the program does not know: what they say is a note."""
    for column, i in ((c, i) for c, ids in row.items() if c not in columns.roles for i in ids):
        finds.mark(i, Class.NOTE)
        if head := dict(enumerate(columns.heads, 1)).get(column):
            yield f"{head}: {finds.traits.blocks[i].text}"


def _cell(finds: Finds, index: int, kind: Class, ids: Sequence[int]) -> list[Passage]:
    """The points of one paragraph of a cell; those that a line only announces, or that say nothing, are text."""
    made: list[Passage] = []
    block = finds.traits.blocks[index]
    for one in points(block):
        announces = one.text.endswith(":") and len(ids) + len(points(block)) > 2
        if announces or not re.search(r"\w{2}", one.text) or _NOTHING.fullmatch(one.text):
            finds.mark(index, Class.TEXT)
        elif one.role is Role.GOAL and kind is not Class.GOAL:
            made.append(finds.add(Class.GOAL, one, index, rank=one.rank))
        else:
            made.append(finds.add(kind, one, index))
    return made


def _plain(finds: Finds, rows: Rows, width: int) -> None:
    """A table below a heading such as Maßnahmen whose columns say nothing: its widest column has the measures."""
    blocks = finds.traits.blocks
    lengths = {c: sum(len(text_of(blocks, row.get(c, ()))) for row in rows.values()) for c in range(1, width + 1)}
    wide = [c for c in sorted(lengths) if lengths[c] > 12 * len(rows)]
    column = wide[0] if wide else 1
    for number, row in sorted(rows.items()):
        short = all(len(text_of(blocks, ids)) < 40 for ids in row.values())
        first = number == min(rows) and len(rows) > 1 and width > 1 and short
        for c, ids in row.items():
            for i in ids:
                if first:  # a head, it seems; if it is none, people can still take it from the rest
                    finds.mark(i, Class.TEXT)
                elif c == column:
                    _cell(finds, i, Class.RECOMMENDATION, ids)
                else:
                    finds.mark(i, Class.NOTE)
