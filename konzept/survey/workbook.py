"""Writes a questionnaire: a file for Excel and LibreOffice, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from textwrap import fill, shorten
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from konzept.concept import Concept
from konzept.model import Obstacle, Organization, Recommendation, Responsibility, Result, YesNo
from konzept.model.dates import german_day
from konzept.survey.bodies import Asked
from konzept.survey.instructions import guide
from konzept.survey.question import Question
from konzept.survey.rows import values
from konzept.survey.sheet_columns import CHECK, COLUMNS, SHEET, STATED, Column
from konzept.town import Town

_CHOICE: Final = 255
_CELL: Final = 32_767  # letters in a cell
_FOOT: Final = 100  # letters of the title in a footer, which holds 255, if each were an ampersand
_ALLOWED: Final = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
}
_LISTS: Final = "Listen"
# Sizes as programs for tables count them: widths in letters, heights in points.
_GUIDE: Final = 100
_MEANING: Final = 90
_PROMPT: Final = 44  # LibreOffice breaks no line of a message by itself
_ARROW: Final = 3  # what the mark of the filter hides of a heading
_LINE: Final = 15.0
_ROOM: Final = 6 * _LINE  # for two or three sentences, also by hand on paper
_HIGHEST: Final = 409.0
_FILLED: Final = 0.85  # of a line, as words break and fonts differ


def choices(asked: Asked, concept: Concept) -> dict[str, list[str]]:
    """The words of each drop-down by its name."""
    return {
        "Stand": [status.label for status in STATED],
        "Hindernis": [obstacle.label for obstacle in Obstacle],
        "Gremium": [body.title for body in concept.all(Organization)],
        "Zuständigkeit": [power.label for power in Responsibility],
        "Ergebnis": [result.label for result in Result],
        "JaNein": [answer.label for answer in YesNo],
        "Freigabe": list(asked.releasing),
        "Stelle": [body.name for body in asked.bodies],
    }


def workbook(question: Question, asked: Asked, concept: Concept, town: Town) -> bytes:
    """The bytes of the file."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = f"{town.concept.short} für {town.name}: Abfrage zum Stand der {Recommendation.PLURAL}, {question.asked}"
    book.set_properties(
        {
            "title": title,
            "subject": german_day(question.round),
            "created": datetime.combine(question.round, datetime.min.time()),
        }
    )
    formats = _formats(book)
    lists = choices(asked, concept)
    guide_sheet, answers, words = (book.add_worksheet(name) for name in ("Anleitung", SHEET, "Wörter"))
    _text(guide_sheet, title, guide(question.round, question.until, asked, town), formats)
    _answers(answers, [values(r, concept, question.body, str(question.round)) for r in question.items], lists, formats)
    _words(words, formats)
    _lists(book, lists)
    if question.items:
        last = xl_col_to_name(len(COLUMNS) - 1)
        book.define_name("Antworten_Bereich", f"={SHEET}!$A$1:${last}${len(question.items) + 1}")
    for sheet in (guide_sheet, answers, words):
        sheet.set_paper(9)
        sheet.set_footer(f"&L{_masked(shorten(title, _FOOT, placeholder=' …'))}&RSeite &P von &N")
    guide_sheet.activate()  # only this: of two active sheets, what is typed goes into both
    book.close()
    return made.getvalue()


def _masked(text: str) -> str:
    """In a footer an ampersand begins a command."""
    return text.replace("&", "&&")


def _formats(book: Workbook) -> Mapping[str, Format]:
    cell: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    shapes: dict[str, dict[str, Any]] = {
        "head": cell | {"bold": True, "bg_color": "#D9E2EC"},
        "asked": cell | {"bold": True, "bg_color": "#FFF2CC"},
        "locked": cell | {"bg_color": "#F2F2F2"},
        "open": cell | {"locked": False},
        "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
        "heading": {"bold": True, "text_wrap": True, "valign": "top"},
        "text": {"text_wrap": True, "valign": "top"},
    }
    return {name: book.add_format(shape) for name, shape in shapes.items()}


def _text(sheet: Worksheet, title: str, lines: Sequence[tuple[str, str]], formats: Mapping[str, Format]) -> None:
    """Instructions: a line a cell, below each other, so that they are read aloud in order."""
    sheet.set_column(0, 0, _GUIDE)
    sheet.set_row(0, 1.5 * height((title, _GUIDE)))
    sheet.write_string(0, 0, title, formats["title"])
    for row, (kind, line) in enumerate(lines, 1):
        sheet.set_row(row, height((line, _GUIDE)))
        sheet.write_string(row, 0, line, formats[kind])
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True})


def _answers(
    sheet: Worksheet, rows: Sequence[Mapping[str, str]], lists: Mapping[str, list[str]], formats: Mapping[str, Format]
) -> None:
    sheet.set_row(0, height(*((column.heading, column.width - _ARROW) for column in COLUMNS)))
    for row, given in enumerate(rows, 1):
        shown = ((given[column.key], column.width) for column in COLUMNS if column.locked and column is not CHECK)
        sheet.set_row(row, max(_ROOM, height(*shown)))
    for number, column in enumerate(COLUMNS):
        hidden = {"hidden": True} if column.key == "check" else {}
        sheet.set_column(number, number, column.width, None, hidden)
        sheet.write_string(0, number, column.heading, formats["head" if column.locked else "asked"])
        for row, given in enumerate(rows, 1):
            if column.locked:
                sheet.write_string(row, number, fitting(given[column.key]), formats["locked"])
            else:
                sheet.write_blank(row, number, None, formats["open"])
        if rows and not column.locked:
            sheet.data_validation(1, number, len(rows), number, _validation(column, lists))
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", _ALLOWED)


def height(*cells: tuple[str, int]) -> float:
    """How high a row is in which these texts are read whole, each in a column so many letters wide.

    No program for tables finds that out by itself when it opens a protected sheet.
    """
    lines = (sum(max(1, ceil(len(line) / (width * _FILLED))) for line in text.split("\n")) for text, width in cells)
    return min(_HIGHEST, _LINE * max(lines, default=1))


def fitting(text: str) -> str:
    """As much of a text as a cell holds; all of it is on the website."""
    return text if len(text) <= _CELL else f"{text[: _CELL - 2]} …"


def _validation(column: Column, lists: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a program for tables says and refuses at the cells of a column."""
    prompt = {"input_title": column.heading[:32], "input_message": fill(column.help, _PROMPT)}
    if column.choices and lists[column.choices]:
        mend = (
            "Etwas anderes ist möglich, wenn kein Wort passt." if column.free else "Bitte wählen Sie ein Wort daraus."
        )
        return prompt | {
            "validate": "list",
            "source": f"={column.choices}",
            "error_title": "Nicht in der Liste",
            "error_message": f"Das steht nicht in der Liste. {mend}",
            "error_type": "warning" if column.free else "stop",
        }
    return prompt | {
        "validate": "length",
        "criteria": "<=",
        "value": column.longest,
        "error_title": "Zu lang",
        "error_message": f"Hier passen höchstens {column.longest} Zeichen. Bitte kürzen Sie den Text.",
        "error_type": "stop",
    }


def _words(sheet: Worksheet, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, _MEANING)
    rows = [("Stand", "Was das Wort sagt"), *((status.label, status.criterion) for status in STATED)]
    for row, (word, meaning) in enumerate(rows):
        sheet.set_row(row, height((meaning, _MEANING)))
        sheet.write_string(row, 0, word, formats["head" if row == 0 else "locked"])
        sheet.write_string(row, 1, meaning, formats["head" if row == 0 else "locked"])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", {"select_locked_cells": True})


def _lists(book: Workbook, lists: Mapping[str, list[str]]) -> None:
    """The words of the drop-downs on a hidden sheet, each list with a name."""
    sheet = book.add_worksheet(_LISTS)
    for number, (name, words) in enumerate(lists.items()):
        sheet.write_string(0, number, name)
        for row, word in enumerate(words, 1):
            sheet.write_string(row, number, word[:_CHOICE])
        if words:
            letter = xl_col_to_name(number)
            book.define_name(name, f"={_LISTS}!${letter}$2:${letter}${len(words) + 1}")
    sheet.protect("")
    sheet.hide()
