"""Describes the CSV tables for programs and portals, in the form of Frictionless Data (Table Schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from konzept.catalogue import FOLDER, csv_of
from konzept.exports.terms import Terms
from konzept.model.dates import PATTERN
from konzept.views.columns import DataColumn, Form, explained
from konzept.views.data_tables import DataTable

_PROFILE: Final = "tabular-data-resource"
_TYPES: Final[dict[Form, str]] = {"day": "date", "number": "number", "count": "integer"}


def datapackage(tables: Sequence[DataTable], terms: Terms) -> bytes:
    """The description of all tables. Sums are not in it: those of every file of an Ausgabe lie beside it."""
    address = terms.licence_address
    licence: dict[str, Any] = {"title": terms.town.licence} | ({"path": address} if address else {"name": "unbekannt"})
    package = {
        "profile": "tabular-data-package",
        "name": "konzept",
        "title": terms.title,
        "description": " ".join(terms.lines()),
        "created": f"{terms.today}T00:00:00Z",
        "licenses": [licence],
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: DataTable) -> dict[str, Any]:
    path = PurePosixPath(csv_of(table.kind).file).relative_to(FOLDER)
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.kind.item:
        schema["primaryKey"] = "id"
        schema["missingValues"] = [""]
    if linked := [(column.name, column.target) for column in table.columns if column.target]:
        schema["foreignKeys"] = [{"fields": n, "reference": {"resource": r, "fields": "id"}} for n, r in linked]
    return {
        "name": table.kind.name,
        "title": table.kind.title,
        "description": table.kind.row,
        "path": path.as_posix(),
        "profile": _PROFILE,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(column: DataColumn) -> dict[str, Any]:
    described = {
        "name": column.name,
        "title": column.heading,
        "description": f"{explained(column)} ({column.basis})",
        "type": _TYPES.get(column.form, "string"),
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.form == "date":
        constraints["pattern"] = PATTERN.strip("^$")  # a month or a year is no date of Table Schema
    return described | ({"constraints": constraints} if constraints else {})
