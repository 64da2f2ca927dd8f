"""Tables for Word: a marked heading row that repeats, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Row

from konzept.paper.docx.styles import TABLE_HEAD, TABLE_TEXT, TEXT_WIDTH

_LONG: Final = 30  # letters in a line of a column, before it breaks
_MARGIN: Final = 3  # the space beside the words, in letters


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
    """Share the width of the text among the columns by what stands in them; no word is broken."""
    columns = list(zip(*([cell.text for cell in row.cells] for row in table.rows), strict=True))
    wanted = [min(max(map(len, texts)), _LONG) + _MARGIN for texts in columns]
    least = [max(len(word) for text in texts for word in [*text.split(), ""]) + _MARGIN for texts in columns]
    shares = [max(share, floor) for share, floor in zip(wanted, least, strict=True)]
    widths = [Length(TEXT_WIDTH * share // sum(shares)) for share in shares]
    table.autofit = False
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
        for cell in column.cells:
            cell.width = column_width


def describe(table: Table, words: str) -> None:
    """Give a table the words that a screen reader announces it with."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def _set_row(row: _Row, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
