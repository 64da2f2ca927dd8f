"""What forms in a table have in common: questionnaires for offices, the file in which a concept is taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

# What may be done to a protected sheet beside filling it in.
ALLOWED: Final = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
}
SETTINGS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LINE: Final = 15.0  # points
_CHOICE: Final = 255
_ARROW: Final = 3  # what the mark of the filter hides of a heading, in letters
_CELL: Final = 32_767  # letters in a cell
_GUIDE: Final = 72  # letters that fit on paper in portrait whatever the font; programs do not shrink a single column
_PAPER: Final = 170  # letters beside each other that can still be read on a sheet of paper, in any font
_MARGIN: Final = 0.5  # inches
_HIGHEST: Final = 409.0
_FILLED: Final = 0.85  # of a line, as words break and fonts differ
_LONGEST_FOOT: Final = 60
_SHAPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#D9E2EC"},
    "asked": {"bold": True, "bg_color": "#FFF2CC"},
    "locked": {"bg_color": "#F2F2F2"},
    "open": {"locked": False},
    "cell": {},
    "title": {"bold": True, "font_size": 14, "border": 0},
    "heading": {"bold": True, "border": 0},
    "text": {"border": 0},
}


def formats(book: Workbook) -> Mapping[str, Format]:
    """How cells look; what somebody types stays text."""
    cell: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    return {name: book.add_format(cell | dict(shape)) for name, shape in _SHAPES.items()}


def instructions(sheet: Worksheet, title: str, lines: Sequence[str], shapes: Mapping[str, Format]) -> None:
    """A line a cell below each other, so that they are read aloud in order; one with ``# `` is a heading."""
    sheet.set_column(0, 0, _GUIDE)
    for row, line in enumerate([title, *lines]):
        shape = "title" if not row else "heading" if line.startswith("# ") else "text"
        said = line if not row else line.removeprefix("# ")
        sheet.set_row(row, height((said, _GUIDE)) * (1 if row else 1.5))
        sheet.write_string(row, 0, said, shapes[shape])
    sheet.protect("", {"select_locked_cells": True})


def put_lists(book: Workbook, name: str, lists: Mapping[str, list[str]]) -> None:
    """The words of the drop-downs on a hidden sheet, each list with a name."""
    sheet = book.add_worksheet(name)
    for number, (called, words) in enumerate(lists.items()):
        sheet.write_string(0, number, called)
        for row, word in enumerate(words, 1):
            sheet.write_string(row, number, word[:_CHOICE])
        if words:
            letter = xl_col_to_name(number)
            book.define_name(called, f"={name}!${letter}$2:${letter}${len(words) + 1}")
    sheet.protect("")
    sheet.hide()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """A column of a table that people fill in; what stands in one that is not ``asked`` stays as it is.

    ``validation`` is what a program for tables says and refuses at its cells.
    """

    heading: str
    width: int
    asked: bool
    hidden: bool
    validation: Mapping[str, Any] | None


def grid(
    sheet: Worksheet,
    columns: Sequence[GridColumn],
    rows: Sequence[Sequence[str | None]],
    shapes: Mapping[str, Format],
    *,
    room: float,
    kept: int,
) -> None:
    """A protected table; each row has at least so much ``room``. A cell with nothing is left blank."""
    sheet.set_row(0, height(*((column.heading, column.width - _ARROW) for column in columns)))
    for row, cells in enumerate(rows, 1):
        shown = zip(cells, columns, strict=True)
        said = ((text, column.width) for text, column in shown if text is not None and not column.hidden)
        sheet.set_row(row, max(room, height(*said)))
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, None, {"hidden": True} if column.hidden else {})
        sheet.write_string(0, number, column.heading, shapes["asked" if column.asked else "head"])
        shape = shapes["open" if column.asked else "locked"]
        for row, cells in enumerate(rows, 1):
            if (text := cells[number]) is None:
                sheet.write_blank(row, number, None, shape)
            else:
                sheet.write_string(row, number, fitting(text), shape)
        if rows and column.validation:
            sheet.data_validation(1, number, len(rows), number, dict(column.validation))
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.freeze_panes(1, kept)
    sheet.protect("", ALLOWED)


def one_of(choices: str, *, free: bool) -> dict[str, Any]:
    """That a cell wants a word of a list; with ``free`` another one is possible."""
    mend = "Etwas anderes ist möglich, wenn kein Wort passt." if free else "Bitte wählen Sie ein Wort daraus."
    return {
        "validate": "list",
        "source": f"={choices}",
        "error_title": "Nicht in der Liste",
        "error_message": f"Das steht nicht in der Liste. {mend}",
        "error_type": "warning" if free else "stop",
    }


def on_paper(sheet: Worksheet, foot: str, widths: Sequence[int] = (), *, kept: int = 0, head: bool = True) -> None:
    """Print a sheet legibly on A4: in landscape if it has columns, on as many sheets side by side as it needs.

    The first ``kept`` columns, and with ``head`` the first row, stand on each of them.
    """
    sheet.set_paper(9)
    sheet.set_margins(left=_MARGIN, right=_MARGIN)
    shown = foot if len(foot) <= _LONGEST_FOOT else f"{foot[:_LONGEST_FOOT].rsplit(' ', 1)[0]} …"
    sheet.set_footer(f"&L{shown.replace('&', '&&')}&RSeite &P von &N")  # an ampersand begins a command
    if not widths:
        sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        return
    again = sum(widths[:kept])
    sheet.set_landscape()
    sheet.fit_to_pages(max(1, ceil((sum(widths) - again) / (_PAPER - again))), 0)
    sheet.print_across()  # what belongs to the same rows follows one another
    if kept:
        sheet.repeat_columns(0, kept - 1)
    if head:
        sheet.repeat_rows(0)


def height(*cells: tuple[str, int]) -> float:
    """How high a row is in which these texts are read whole, each in a column so many letters wide.

    No program for tables finds that out by itself when it opens a protected sheet.
    """
    lines = (sum(max(1, ceil(len(line) / (width * _FILLED))) for line in text.split("\n")) for text, width in cells)
    return min(_HIGHEST, LINE * max(lines, default=1))


def fitting(text: str) -> str:
    """As much of a text as a cell holds; all of it is on the website."""
    return text if len(text) <= _CELL else f"{text[: _CELL - 2]} …"
