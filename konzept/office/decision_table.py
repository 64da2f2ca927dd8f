"""The Beschlusskontrolle as a table: for programs, and for those who keep it in their own list."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import xlsxwriter

from konzept.blocks import Cell
from konzept.exports import csv
from konzept.notices import official
from konzept.office import table_form as form
from konzept.paper.annexes import DECISIONS
from konzept.views import decisions
from konzept.views.scope import Scope

_WIDTHS: Final = (12, 46, 22, 26, 36, 14)


def files(scope: Scope) -> dict[str, bytes]:
    """The list in every form of a table: name and content."""
    return {f"{DECISIONS}.xlsx": workbook(scope), f"{DECISIONS}.csv": table(scope)}


def table(scope: Scope) -> bytes:
    """The list as CSV, in the form of all our tables for a German spreadsheet."""
    return csv.table_csv([decisions.HEAD, *_rows(scope, csv.SEVERAL)], scope.town, scope.today)


def workbook(scope: Scope) -> bytes:
    """The list for Excel and LibreOffice, ready to print; the same bytes for the same content."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, form.SETTINGS)
    created = datetime.combine(scope.today, datetime.min.time())
    title = f"{decisions.TITLE} – {scope.town.title}"
    book.set_properties({"title": title, "subject": decisions.day(scope), "created": created})
    shapes, foot = form.formats(book), f"{decisions.day(scope)}, {title}"
    sheet, about = book.add_worksheet(decisions.TITLE), book.add_worksheet("Hinweise")
    rows = [tuple(decisions.HEAD), *_rows(scope, "\n")]
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            sheet.write_string(number, column, row[column], shapes["cell" if number else "head"])
    for number, row in enumerate(rows):
        sheet.set_row(number, form.height(*zip(row, _WIDTHS, strict=True)))
    sheet.autofilter(0, 0, len(rows) - 1, len(_WIDTHS) - 1)
    sheet.freeze_panes(1, 0)
    form.on_paper(sheet, foot, _WIDTHS)
    form.instructions(about, title, (decisions.day(scope), *decisions.how(scope), *_notes(scope)), shapes)
    form.on_paper(about, foot)
    sheet.activate()
    book.close()
    return made.getvalue()


def _notes(scope: Scope) -> tuple[str, ...]:
    return tuple(note for note in (official(scope.town), scope.town.legal) if note)


def _rows(scope: Scope, between: str) -> Iterator[tuple[str, ...]]:
    for row in decisions.decisions(scope).rows:
        yield tuple(_text(cell, between) for cell in row)


def _text(cell: Cell, between: str) -> str:
    return between.join("".join(str(inline) for inline in line) for line in cell)
