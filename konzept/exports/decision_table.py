"""The Beschlusskontrolle as a table: for programs, and for those who keep it in their own list."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import xlsxwriter

from konzept.blocks import Cell
from konzept.exports import csv
from konzept.notices import official
from konzept.paper.annexes import DECISIONS
from konzept.views import decisions
from konzept.views.scope import Scope

_WIDTHS: Final = (12, 46, 22, 26, 36, 14)
_ABOUT: Final = 72
_LINE: Final = 15  # points


def files(scope: Scope) -> dict[str, bytes]:
    """The list in every form of a table: name and content."""
    return {f"{DECISIONS}.xlsx": workbook(scope), f"{DECISIONS}.csv": table(scope)}


def table(scope: Scope) -> bytes:
    """The list as CSV, in the form of all our tables for a German spreadsheet."""
    return csv.table_csv([decisions.HEAD, *_rows(scope, csv.SEVERAL)], scope.town, scope.today)


def workbook(scope: Scope) -> bytes:
    """The list for Excel and LibreOffice, ready to print; the same bytes for the same content."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = datetime.combine(scope.today, datetime.min.time())
    title = f"{decisions.TITLE} – {scope.town.title}"
    book.set_properties({"title": title, "subject": decisions.day(scope), "created": created})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    head = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bold": True, "bg_color": "#D9E2EC"})
    sheet = book.add_worksheet(decisions.TITLE)
    rows = [tuple(decisions.HEAD), *_rows(scope, "\n")]
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            sheet.write_string(number, column, row[column], head if number == 0 else cell)
    for number, row in enumerate(rows):
        sheet.set_row(number, _LINE * max(map(_lines, row, _WIDTHS)))
    sheet.autofilter(0, 0, len(rows) - 1, len(_WIDTHS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title.replace('&', '&&')[:180]}, {decisions.day(scope)}&RSeite &P von &N")
    _about(book.add_worksheet("Hinweise"), (title, decisions.day(scope), *decisions.how(scope), *_notes(scope)), book)
    sheet.activate()
    book.close()
    return made.getvalue()


def _lines(text: str, width: int) -> int:
    """About how many lines a text needs; programs do not ask when they open a file."""
    return sum(1 + int(len(line) * 1.1) // width for line in text.split("\n"))


def _about(sheet: xlsxwriter.worksheet.Worksheet, lines: Iterable[str], book: xlsxwriter.Workbook) -> None:
    """What the list says of itself, a line a cell."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _ABOUT)
    for number, line in enumerate(lines):
        sheet.set_row(number, _LINE * _lines(line, _ABOUT))
        sheet.write_string(number, 0, line, wrapped)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _notes(scope: Scope) -> tuple[str, ...]:
    return tuple(note for note in (official(scope.town), scope.town.legal) if note)


def _rows(scope: Scope, between: str) -> Iterator[tuple[str, ...]]:
    for row in decisions.decisions(scope).rows:
        yield tuple(_text(cell, between) for cell in row)


def _text(cell: Cell, between: str) -> str:
    return between.join("".join(str(inline) for inline in line) for line in cell)
