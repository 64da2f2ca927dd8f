"""Tables for Word: a marked heading row that repeats, rows that stay whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from konzept.markdown.paper_tables import are_numbers
from konzept.office.docx.styles import TABLE_HEAD, TABLE_NUMBER, TABLE_TEXT, TEXT_WIDTH

# In letters of a table: the width of the text, a text that may take several lines, the space beside words.
_LINE, _LONG, _MARGIN = 84, 60, 3
_SHORT: Final = 10  # rows of a table that stands on one page
_ROOM: Final = Pt(8)
_BREAK: Final = re.compile(r"(?<=[-/])|\s+")


def new_table(document: Document, rows: int, columns: int) -> Table:
    """Add an empty table, apart from a table before it, with which Word would join it."""
    last = document.element.body[-2:-1]
    if last and last[0].tag == qn("w:tbl"):
        document.add_paragraph(style=TABLE_TEXT)
    table: Table = document.add_table(rows, columns, "Table Grid")
    for number, row in enumerate(table.rows):
        _set_row(row, is_head=number == 0)
    return table


def add_table(document: Document, rows: Sequence[Sequence[str]]) -> Table:
    """Add a table of plain words, the first row its heading."""
    table = new_table(document, len(rows), len(rows[0]))
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].style = TABLE_TEXT if number else TABLE_HEAD
            cell.paragraphs[0].add_run(text)
    fit(table)
    return table


def fit(table: Table) -> None:
    """Share the width of the text among the columns by what stands in them; no word is broken if it can be helped.

    What stands in the table is complete then, so its rows are also held together, and numbers stand right.

    Each column gets the room of its longest word, and of what is left as much as its texts lack.
    """
    columns = list(zip(*([cell.text for cell in row.cells] for row in table.rows), strict=True))
    least = [max(len(word) for text in texts for word in [*_BREAK.split(text), ""]) + _MARGIN for texts in columns]
    lacking = [
        max(0, min(max(map(len, texts)), _LONG) + _MARGIN - floor) for texts, floor in zip(columns, least, strict=True)
    ]
    left = max(0, _LINE - sum(least))
    shares = [floor + left * lack / max(1, sum(lacking)) for floor, lack in zip(least, lacking, strict=True)]
    widths = [Length(int(TEXT_WIDTH * share / sum(shares))) for share in shares]
    table.autofit = False
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
        for cell in column.cells:
            cell.width = column_width
    for column, texts in list(zip(table.columns, columns, strict=True))[1:]:
        if are_numbers(texts[1:]):
            _set_right([cell.paragraphs[0] for cell in column.cells])
    _hold(table)


def _set_right(paragraphs: Sequence[Paragraph]) -> None:
    paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for paragraph in paragraphs[1:]:
        paragraph.style = TABLE_NUMBER


def set_apart(document: Document) -> None:
    """Leave room between each table and the text below it."""
    for table in document.tables:
        below = table._tbl.getnext()
        if below is not None and below.tag == qn("w:p"):
            paragraph = Paragraph(below, document)
            shape = paragraph.style.paragraph_format if paragraph.style else paragraph.paragraph_format
            if (shape.space_before or 0) < _ROOM:
                paragraph.paragraph_format.space_before = _ROOM


def describe(table: Table, words: str) -> None:
    """Give a table the words that a screen reader announces it with."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def _hold(table: Table) -> None:
    """No row stands alone before or after the end of a page, and a short table is not divided."""
    rows = list(table.rows)
    is_short = len(rows) <= _SHORT and sum(len(cell.text) for row in rows for cell in row.cells) <= _SHORT * _LINE
    for row in rows[:-1] if is_short else (*rows[:2], rows[-2]):
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _set_row(row: _Row, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
