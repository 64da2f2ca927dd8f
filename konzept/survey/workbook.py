"""Writes a questionnaire: a file for Excel and LibreOffice, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from textwrap import fill
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from konzept.concept import Concept
from konzept.model import Obstacle, Recommendation, Responsibility, Result, YesNo
from konzept.model.dates import german_day
from konzept.office import table_form as form
from konzept.survey.bodies import Asked
from konzept.survey.instructions import guide
from konzept.survey.outgoing import Question
from konzept.survey.rows import values
from konzept.survey.sheet_columns import CHECK, COLUMNS, SHEET, STATED, Column
from konzept.town import Town

_KEPT: Final = 3  # columns that stay while one scrolls, and stand on each sheet of paper
_WORDS: Final = (28, 90)  # widths in letters
_PROMPT: Final = 44  # LibreOffice breaks no line of a message by itself
_ROOM: Final = 6 * form.LINE  # for two or three sentences, also by hand on paper


def choices(asked: Asked, concept: Concept) -> dict[str, list[str]]:
    """The words of each drop-down by its name."""
    return {
        "Stand": [status.label for status in STATED],
        "Hindernis": [obstacle.label for obstacle in Obstacle],
        "Gremium": asked.organizations(concept),
        "Zuständigkeit": [power.label for power in Responsibility],
        "Ergebnis": [result.label for result in Result],
        "JaNein": [answer.label for answer in YesNo],
        "Freigabe": list(asked.releasing),
        "Stelle": [body.name for body in asked.bodies],
    }


def workbook(question: Question, asked: Asked, concept: Concept, town: Town) -> bytes:
    """The bytes of the file."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, form.SETTINGS)
    title = f"{town.concept.short} für {town.for_whom}: Abfrage zum Stand der {Recommendation.PLURAL}, {question.asked}"
    book.set_properties(
        {
            "title": title,
            "subject": german_day(question.round),
            "created": datetime.combine(question.round, datetime.min.time()),
        }
    )
    shapes = form.formats(book)
    lists = choices(asked, concept)
    start, answers, words = (book.add_worksheet(name) for name in ("Anleitung", SHEET, "Wörter"))
    form.instructions(start, title, guide(question.round, question.until, asked, town), shapes)
    shown = (values(item, concept, question.body, str(question.round)) for item in question.items)
    rows = [[given[column.key] if column.locked else None for column in COLUMNS] for given in shown]
    form.grid(answers, [_column(column, lists) for column in COLUMNS], rows, shapes, room=_ROOM, kept=_KEPT)
    _words(words, shapes)
    form.put_lists(book, "Listen", lists)
    if question.items:
        last = xl_col_to_name(len(COLUMNS) - 1)
        book.define_name("Antworten_Bereich", f"={SHEET}!$A$1:${last}${len(question.items) + 1}")
    foot = f"Abfrage vom {german_day(question.round)}, {question.asked}"
    form.on_paper(start, foot)
    form.on_paper(answers, foot, [column.width for column in COLUMNS if column is not CHECK], kept=_KEPT)
    form.on_paper(words, foot, _WORDS)
    start.activate()  # only this: of two active sheets, what is typed goes into both
    book.close()
    return made.getvalue()


def _column(column: Column, lists: Mapping[str, list[str]]) -> form.GridColumn:
    return form.GridColumn(
        heading=column.heading,
        width=column.width,
        asked=not column.locked,
        hidden=column is CHECK,
        validation=None if column.locked else _validation(column, lists),
    )


def _validation(column: Column, lists: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a program for tables says and refuses at the cells of a column."""
    prompt = {"input_title": column.heading[:32], "input_message": fill(column.help, _PROMPT)}
    if column.choices and lists[column.choices]:
        return prompt | form.one_of(column.choices, free=column.free)
    return prompt | {
        "validate": "length",
        "criteria": "<=",
        "value": column.longest,
        "error_title": "Zu lang",
        "error_message": f"Hier passen höchstens {column.longest} Zeichen. Bitte kürzen Sie den Text.",
        "error_type": "stop",
    }


def _words(sheet: Worksheet, shapes: Mapping[str, Format]) -> None:
    for number, width in enumerate(_WORDS):
        sheet.set_column(number, number, width)
    rows = [("Stand", "Was das Wort sagt"), *((status.label, status.criterion) for status in STATED)]
    for row, cells in enumerate(rows):
        sheet.set_row(row, form.height(*zip(cells, _WORDS, strict=True)))
        for number, text in enumerate(cells):
            sheet.write_string(row, number, text, shapes["locked" if row else "head"])
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"select_locked_cells": True})
