"""Writes the file in which people decide: XLSX, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from konzept.concept import Concept
from konzept.ingest.guide import guide
from konzept.ingest.proposals import DECISIONS, Row
from konzept.ingest.review_columns import (
    BY_KEY,
    COLUMNS,
    DECIDE,
    DETAIL_ROWS,
    DETAILS,
    LISTS,
    ORIGINAL,
    PROVED,
    REST,
    Detail,
    ReviewColumn,
)
from konzept.model import Assertion, Consultation, Field, YesNo
from konzept.model.speech import say, spoken
from konzept.office import table_form as form

FORM: Final = "konzept-aufnahme 1"
_DETAIL_WIDTHS: Final = (26, 60, 70)
_ROOM: Final = 45.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedDocument:
    """What is said of the document as a whole: its file, its checksum, and what we propose for its source."""

    file: str
    sha256: str
    title: str
    ident: str
    meeting: str = ""
    day: str = ""


def details(of: ReviewedDocument, concept: Concept) -> dict[str, str]:
    """The values of the sheet Angaben as they are proposed; what people must decide is empty."""
    given = {"file": of.file, "sha256": of.sha256, "format": FORM, "ident": of.ident, "title": of.title}
    return {**given, "meeting": meetings(concept).get(of.meeting, ""), "day": of.day, "complete": YesNo.NO.value}


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


def shown(row: Row, concept: Concept) -> dict[str, str]:
    """The same as people read it: the field with its title."""
    field = concept.get(row.field, Field)
    return values(row) | {"field": f"{field.id} {field.title}" if field else ""}


def meetings(concept: Concept) -> dict[str, str]:
    """The Beratungen that may have adopted the document, by their IDs with what people read."""
    return {c.id: f"{c.id} {c.title}" for c in concept.all(Consultation) if c.is_on_concept and c.has_decided}


def choices(concept: Concept) -> dict[str, list[str]]:
    """The words of each drop-down by its name."""
    return {
        "Entscheidungen": list(DECISIONS),
        "Felder": [f"{field.id} {field.title}" for field in concept.all(Field)],
        "Arten": [word.label for word in Assertion],
        "Beratungen": list(meetings(concept).values()),
        "JaNein": [answer.label for answer in YesNo],
    }


def workbook(rows: Sequence[Row], of: ReviewedDocument, concept: Concept, made_on: datetime) -> bytes:
    """The bytes of the file."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, form.SETTINGS)
    book.set_properties({"title": f"Prüfdatei zu {of.file}", "created": made_on})
    formats = form.formats(book)
    lists = choices(concept)
    start, said, main, rest = (book.add_worksheet(name) for name in ("Anleitung", DETAILS, DECIDE, REST))
    form.instructions(start, f"Prüfdatei zu {of.file}", guide(rows), formats)
    _details(said, details(of, concept), lists, formats)
    for sheet, chosen in ((main, True), (rest, False)):
        found = (shown(row, concept) for row in rows if row.main is chosen)
        cells = [[given.get(column.key, "") for column in COLUMNS] for given in found]
        form.grid(sheet, [_column(column) for column in COLUMNS], cells, formats, room=_ROOM, kept=1)
    _original(book, rows)
    form.put_lists(book, LISTS, lists)
    form.on_paper(start, "Anleitung")
    form.on_paper(said, DETAILS, _DETAIL_WIDTHS, head=False)
    for sheet, name in ((main, DECIDE), (rest, REST)):
        form.on_paper(sheet, name, [column.width for column in COLUMNS if not column.hidden], kept=1)
    start.activate()
    book.close()
    return made.getvalue()


def _details(
    sheet: Worksheet, given: Mapping[str, str], lists: Mapping[str, list[str]], formats: Mapping[str, Format]
) -> None:
    """A line for each thing that is said of the whole document."""
    for number, width in enumerate(_DETAIL_WIDTHS):
        sheet.set_column(number, number, width)
    for number, heading in enumerate(("Angabe", "Wert", "Was hier steht")):
        sheet.write_string(0, number, heading, formats["head"])
    for row, detail in enumerate(DETAIL_ROWS, 1):
        must = " Muss ausgefüllt sein." if detail.required else ""
        sheet.set_row(row, form.height((detail.help + must, 70), (given.get(detail.key, ""), 60)))
        sheet.write_string(row, 0, detail.heading, formats["locked" if detail.form == "given" else "asked"])
        sheet.write_string(row, 1, given.get(detail.key, ""), formats["locked" if detail.form == "given" else "open"])
        sheet.write_string(row, 2, detail.help + must, formats["locked"])
        if detail.choices and lists[detail.choices]:
            sheet.data_validation(row, 1, row, 1, _validation(detail))
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})


def _column(column: ReviewColumn) -> form.GridColumn:
    told = not column.given and (column.help or column.choices)
    return form.GridColumn(
        heading=column.heading,
        width=column.width,
        asked=not column.given,
        hidden=column.hidden,
        validation=_validation(column) if told else None,
    )


def _validation(of: ReviewColumn | Detail) -> dict[str, Any]:
    """What a program for tables says at a cell, and the list it offers."""
    said = {"input_title": of.heading[:32], "input_message": say(of.help, code=spoken().code)[:255]} if of.help else {}
    if not of.choices:
        return said | {"validate": "any"}
    return said | form.one_of(of.choices, free=isinstance(of, ReviewColumn) and of.free)


def _original(book: Workbook, rows: Sequence[Row]) -> None:
    """The words as the document has them, by which a shortened wording is proved."""
    sheet = book.add_worksheet(ORIGINAL)
    for number, key in enumerate(PROVED):
        sheet.write_string(0, number, BY_KEY[key].heading)
    for row, given in enumerate(rows, 1):
        said = values(given)
        for number, key in enumerate(PROVED):
            sheet.write_string(row, number, form.fitting(said[key]))
    sheet.protect("")
    sheet.hide()
