"""Writes the file in which people decide: XLSX, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from konzept.concept import Concept
from konzept.ingest.columns import (
    BY_KEY,
    COLUMNS,
    DECIDE,
    DETAIL_ROWS,
    DETAILS,
    LISTS,
    ORIGINAL,
    PROVED,
    REST,
    Column,
    Detail,
)
from konzept.ingest.guide import guide
from konzept.ingest.proposals import DECISIONS, Row
from konzept.model import Assertion, Consultation, Field, Subject, YesNo
from konzept.survey.workbook import fitting, height

FORM: Final = "konzept-aufnahme 1"
_ALLOWED: Final = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
}
_SHAPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#D9E2EC"},
    "asked": {"bold": True, "bg_color": "#FFF2CC"},
    "locked": {"bg_color": "#F2F2F2"},
    "open": {"locked": False},
    "title": {"bold": True, "font_size": 14, "border": 0},
    "heading": {"bold": True, "border": 0},
    "text": {"border": 0},
}
_GUIDE: Final = 84  # a page of A4 is as wide
_ROOM: Final = 45.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is said of the document as a whole: its file, its checksum, and what we propose for its source."""

    file: str
    sha256: str
    title: str
    ident: str
    meeting: str = ""
    day: str = ""


def details(of: Document) -> dict[str, str]:
    """The values of the sheet Angaben as they are proposed; what people must decide is empty."""
    given = {"file": of.file, "sha256": of.sha256, "format": FORM, "ident": of.ident, "title": of.title}
    return {**given, "meeting": of.meeting, "day": of.day, "complete": YesNo.NO.value}


def values(row: Row) -> dict[str, str]:
    """What stands in the columns of a row; what people decide is empty."""
    return {
        "number": str(row.number),
        "place": row.place,
        "section": row.section,
        "words": row.words,
        "notes": "\n".join(row.notes),
        "found": row.found,
        "assertion": row.assertion.label if row.assertion else "",
        "original": row.original,
        "above": row.above,
        "titled": row.titled,
        "field": row.field,
        "ident": row.ident,
        "title": row.title,
        "similar": "\n\n".join(similar.wording for similar in row.similar),
        "proposed": row.proposed,
        "check": row.check,
    }


def meetings(concept: Concept) -> dict[str, str]:
    """The Beratungen that adopted something, by their IDs with what people read."""
    found = [c for c in concept.all(Consultation) if c.result and c.result.positive]
    about = [c for c in found if c.subject in (Subject.GUIDE, Subject.CONCEPT)] or found
    return {c.id: f"{c.id} {c.title}" for c in about}


def choices(concept: Concept) -> dict[str, list[str]]:
    """The words of each drop-down by its name."""
    return {
        "Entscheidungen": list(DECISIONS),
        "Felder": [f"{field.id} {field.title}" for field in concept.all(Field)],
        "Arten": [word.label for word in Assertion],
        "Beratungen": list(meetings(concept).values()),
        "JaNein": [answer.label for answer in YesNo],
    }


def workbook(rows: Sequence[Row], of: Document, concept: Concept, made_on: datetime) -> bytes:
    """The bytes of the file."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"Prüfdatei zu {of.file}", "created": made_on})
    formats = {
        name: book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"} | dict(shape))
        for name, shape in _SHAPES.items()
    }
    lists = choices(concept)
    fields = {field.id: f"{field.id} {field.title}" for field in concept.all(Field)}
    start, said, main, rest = (book.add_worksheet(name) for name in ("Anleitung", DETAILS, DECIDE, REST))
    _text(start, f"Prüfdatei zu {of.file}", guide(rows), formats)
    _details(said, details(of) | {"meeting": meetings(concept).get(of.meeting, "")}, lists, formats)
    for sheet, chosen in ((main, True), (rest, False)):
        found = [values(row) for row in rows if row.main is chosen]
        _rows(sheet, [given | {"field": fields.get(given["field"], "")} for given in found], lists, formats)
    _original(book, rows)
    _lists(book, lists)
    for sheet in (start, said, main, rest):
        sheet.set_paper(9)
        sheet.set_footer("&L&A&RSeite &P von &N")
    start.activate()
    book.close()
    return made.getvalue()


def _text(sheet: Worksheet, title: str, lines: Sequence[tuple[str, str]], formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, _GUIDE)
    sheet.write_string(0, 0, title, formats["title"])
    for row, (kind, line) in enumerate(lines, 1):
        sheet.set_row(row, height((line, _GUIDE)))
        sheet.write_string(row, 0, line, formats[kind])
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True})


def _details(
    sheet: Worksheet, given: Mapping[str, str], lists: Mapping[str, list[str]], formats: Mapping[str, Format]
) -> None:
    """A line for each thing that is said of the whole document."""
    for number, width in enumerate((26, 60, 70)):
        sheet.set_column(number, number, width)
    for number, heading in enumerate(("Angabe", "Wert", "Was hier steht")):
        sheet.write_string(0, number, heading, formats["head"])
    for row, detail in enumerate(DETAIL_ROWS, 1):
        must = " Muss ausgefüllt sein." if detail.required else ""
        sheet.set_row(row, height((detail.help + must, 70), (given.get(detail.key, ""), 60)))
        sheet.write_string(row, 0, detail.heading, formats["locked" if detail.form == "given" else "asked"])
        sheet.write_string(row, 1, given.get(detail.key, ""), formats["locked" if detail.form == "given" else "open"])
        sheet.write_string(row, 2, detail.help + must, formats["locked"])
        if detail.choices and lists[detail.choices]:
            sheet.data_validation(row, 1, row, 1, _validation(detail))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})


def _rows(
    sheet: Worksheet,
    rows: Sequence[Mapping[str, str]],
    lists: Mapping[str, list[str]],
    formats: Mapping[str, Format],
) -> None:
    sheet.set_row(0, height(*((column.heading, column.width - 3) for column in COLUMNS)))
    for row, given in enumerate(rows, 1):
        shown = [(given.get(c.key, ""), c.width) for c in COLUMNS if not c.hidden]
        sheet.set_row(row, max(_ROOM, height(*shown)))
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, None, {"hidden": True} if column.hidden else {})
        sheet.write_string(0, number, column.heading, formats["head" if column.given else "asked"])
        for row, given in enumerate(rows, 1):
            sheet.write_string(
                row, number, fitting(given.get(column.key, "")), formats["locked" if column.given else "open"]
            )
        if rows and not column.given and (column.help or column.choices):
            sheet.data_validation(1, number, len(rows), number, _validation(column))
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", _ALLOWED)


def _validation(of: Column | Detail) -> dict[str, Any]:
    """What a program for tables says at a cell, and the list it offers."""
    said = {"input_title": of.heading[:32], "input_message": of.help[:255]} if of.help else {}
    if not of.choices:
        return said | {"validate": "any"}
    free = isinstance(of, Column) and of.free
    return said | {
        "validate": "list",
        "source": f"={of.choices}",
        "error_title": "Nicht in der Liste",
        "error_message": "Das steht nicht in der Liste. Bitte wählen Sie ein Wort daraus.",
        "error_type": "warning" if free else "stop",
    }


def _original(book: Workbook, rows: Sequence[Row]) -> None:
    """The words as the document has them, by which a shortened wording is proved."""
    sheet = book.add_worksheet(ORIGINAL)
    for number, key in enumerate(PROVED):
        sheet.write_string(0, number, BY_KEY[key].heading)
    for row, given in enumerate(rows, 1):
        said = values(given)
        for number, key in enumerate(PROVED):
            sheet.write_string(row, number, fitting(said[key]))
    sheet.protect("")
    sheet.hide()


def _lists(book: Workbook, lists: Mapping[str, list[str]]) -> None:
    sheet = book.add_worksheet(LISTS)
    for number, (name, words) in enumerate(lists.items()):
        sheet.write_string(0, number, name)
        for row, word in enumerate(words, 1):
            sheet.write_string(row, number, word[:255])
        if words:
            letter = xl_col_to_name(number)
            book.define_name(name, f"={LISTS}!${letter}$2:${letter}${len(words) + 1}")
    sheet.protect("")
    sheet.hide()
