"""Whether the data files of a website are whole, have their form, and agree with each other."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from konzept.catalogue import CONCEPT, DATA_FILES, PACKAGE, SCHEMA, TABLES, WORKBOOK, Export, csv_of, german_csv_of
from konzept.concept import Concept
from konzept.errors import KonzeptError
from konzept.exports.concept_json import read, written_schema
from konzept.model import PartialDate
from konzept.views.columns import DataColumn
from konzept.views.data_tables import columns

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_AGAIN: Final = "Bauen Sie die Website neu, oder laden Sie die Datei noch einmal herunter."
_UNREADABLE: Final = f"Die Datei lässt sich nicht lesen. {_AGAIN}"


def faults(site: Path) -> Iterator[str]:
    """A German sentence for each fault, with the file that has it; ``site`` is the folder of the website."""
    missing = [export for export in DATA_FILES if not (site / export.file).is_file()]
    yield from (f"{export.file}: Die Datei fehlt. {_AGAIN}" for export in missing)
    if missing:
        return
    try:
        concept = read((site / CONCEPT.file).read_bytes(), CONCEPT.file)
    except KonzeptError as error:
        yield from str(error).splitlines()
        return
    if (site / SCHEMA.file).read_bytes() != written_schema():
        yield f"{SCHEMA.file}: Das ist nicht die Beschreibung, nach der dieses Programm schreibt. {_AGAIN}"
    yield from _package(site)
    for kind in TABLES:
        ids = [item.id for item in concept.all(kind.item)] if kind.item else None
        heads = [(column.name, column.heading) for column in columns(kind)]
        yield from _table(site, csv_of(kind), ",", [name for name, _ in heads], ids, columns(kind))
        yield from _table(site, german_csv_of(kind), ";", [heading for _, heading in heads], ids, ())
    yield from _workbook(site, concept)


def _package(site: Path) -> Iterator[str]:
    try:
        resources = json.loads((site / PACKAGE.file).read_bytes())["resources"]
        found = {part["name"]: [field["name"] for field in part["schema"]["fields"]] for part in resources}
    except (ValueError, KeyError, TypeError):
        yield f"{PACKAGE.file}: {_UNREADABLE}"
        return
    if found != {kind.name: [column.name for column in columns(kind)] for kind in TABLES}:
        yield f"{PACKAGE.file}: Die Datei beschreibt andere Tabellen oder Spalten, als es gibt. {_AGAIN}"


def _table(
    site: Path,
    export: Export,
    delimiter: str,
    head: Sequence[str],
    ids: Sequence[str] | None,
    typed: Sequence[DataColumn],
) -> Iterator[str]:
    """What is wrong with a table: its head, whom its rows name, values that have not the form of their column."""
    try:
        with (site / export.file).open(encoding="utf-8-sig", newline="") as opened:
            found, *rows = csv.reader(opened, delimiter=delimiter, strict=True)
    except (ValueError, csv.Error):
        yield f"{export.file}: {_UNREADABLE}"
        return
    if found != list(head) or any(len(row) != len(head) for row in rows):
        yield f"{export.file}: Die Tabelle hat andere Spalten als vorgesehen. {_AGAIN}"
        return
    yield from _rows(export.file, [row[0] for row in rows], ids)
    for number, row in enumerate(rows, 2):
        for column, value in zip(typed, row, strict=False):
            if value and not _fits(column, value):
                yield f"{export.file}: Zeile {number}, Spalte {column.name!r}: {value!r} hat nicht die Form der Spalte."


def _fits(column: DataColumn, value: str) -> bool:
    try:
        if column.form in ("day", "date"):
            return PartialDate.parse(value).is_day or column.form == "date"
    except ValueError:
        return False
    if column.form in ("number", "count"):
        return _NUMBER.fullmatch(value) is not None
    return not column.choices or value in column.choices


def _rows(file: str, found: Sequence[str], ids: Sequence[str] | None) -> Iterator[str]:
    if ids is not None and list(found) != list(ids):
        strange = sorted(set(found) ^ set(ids))
        which = f" Es geht um: {', '.join(strange[:10])}." if strange else ""
        yield f"{file}: Die Zeilen sind nicht dieselben Einträge wie in {CONCEPT.file}.{which} {_AGAIN}"


def _workbook(site: Path, concept: Concept) -> Iterator[str]:
    try:
        book = CalamineWorkbook.from_path(site / WORKBOOK.file)
        sheets: dict[str, list[list[Any]]] = {
            name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names
        }
    except CalamineError:
        yield f"{WORKBOOK.file}: {_UNREADABLE}"
        return
    for kind in TABLES:
        rows = sheets.get(kind.title)
        if not rows or rows[0] != [column.heading for column in columns(kind)]:
            yield f"{WORKBOOK.file}: Das Blatt {kind.title!r} fehlt oder hat andere Spalten. {_AGAIN}"
        elif kind.item:
            ids = [item.id for item in concept.all(kind.item)]
            yield from _rows(f"{WORKBOOK.file}, Blatt {kind.title!r}", [str(row[0]) for row in rows[1:]], ids)
