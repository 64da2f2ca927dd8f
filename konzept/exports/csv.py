"""Tables as CSV, in two forms: for programs, and for a German spreadsheet.

In both a cell that a spreadsheet would compute, or a text that it would take for a number or a day, begins with an
apostrophe: it makes text of it. What is exact to the letter is in ``concept.json``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final
from unicodedata import normalize

from konzept.catalogue import TABLES
from konzept.concept import Concept
from konzept.model import PartialDate
from konzept.model.dates import german_day
from konzept.notices import in_each_row
from konzept.town import Town
from konzept.views.columns import DataColumn, Value
from konzept.views.data_tables import DataTable, table
from konzept.views.scope import Scope

FILE: Final = "empfehlungen.csv"
SEVERAL: Final = " | "
_KEPT: Final = 10_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_TEXT: Final = ("text", "list")
_MONTH: Final = "(?:JAN|FEB|MÄR|MRZ|APR|MAI|JUN|JUL|AUG|SEP|OKT|NOV|DEZ)[A-ZÄÖÜ]*"
# What a spreadsheet turns into a number or a day although it is text: "4.2.", "(3)", "007", "1E5", "MAI-01", "5. März".
_TURNED: Final = re.compile(
    r"[0-9]+(?:[.,:/ -][0-9]+)+\.?|\([0-9]+\)|0[0-9]+|[0-9]+E[0-9]+|"
    rf"{_MONTH}[ .-]*[0-9]+|[0-9]+[ .-]*{_MONTH}(?:[ .-]*[0-9]+)?",
    re.IGNORECASE,
)
# In a table of a page these are days and numbers, as a German spreadsheet reads them.
_MEANT: Final = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}|(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{3})*(?:,[0-9]+)?")


def for_programs(data: DataTable) -> bytes:
    """The table as RFC 4180 has it: UTF-8, commas, names of columns, days as ``2025-03-25``."""
    return _written(data, ",", lambda column: column.name, _exact).encode()


def for_germans(data: DataTable) -> bytes:
    """The table as a German spreadsheet opens it: semicolons, byte order mark, headings, days as ``25.03.2025``."""
    return b"\xef\xbb\xbf" + _written(data, ";", lambda column: column.heading, _german).encode()


def recommendations_csv(concept: Concept, town: Town, today: date) -> bytes:
    """The recommendations alone, as they lie in the PDF: for a German spreadsheet."""
    base = town.base
    scope = Scope(concept=concept, town=town, today=today)
    return for_germans(table(scope, TABLES[0], lambda item: f"{base}/{item.id}/" if base else ""))


def table_csv(rows: Sequence[Sequence[str]], town: Town, today: date) -> bytes:
    """A table as a page shows it, for a German spreadsheet, its heading first; two columns more say what it is."""
    head, *body = rows
    hint = in_each_row(town)
    cells = [[*head, "Stichtag", "Hinweis"], *([*row, german_day(today), hint] for row in body)]
    safe = ([_as_shown(normalize("NFC", cell)) for cell in row] for row in cells)
    return b"\xef\xbb\xbf" + _lines(safe, ";").encode()


def _written(
    data: DataTable, delimiter: str, head: Callable[[DataColumn], str], say: Callable[[DataColumn, Value], str]
) -> str:
    rows = ([say(column, value) for column, value in zip(data.columns, row, strict=True)] for row in data.rows)
    return _lines(chain([list(map(head, data.columns))], rows), delimiter)


def _lines(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue()


def text_of(value: Value) -> str:
    """A value as text in Unicode's composed form; what nobody knows is empty, several values stand in one line."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.iso
    return normalize("NFC", SEVERAL.join(value) if isinstance(value, tuple) else str(value))


def _exact(column: DataColumn, value: Value) -> str:
    if value is None:
        return ""
    text = text_of(value)
    return _no_formula(text) if column.form in _TEXT else text


def _german(column: DataColumn, value: Value) -> str:
    match value:
        case PartialDate():
            # a spreadsheet would make the first day of "März 2025"
            return value.on_when if value.month and not value.is_day else value.german
        case Decimal():
            return str(value).replace(".", ",")
        case None:
            return ""
        case _:
            text = text_of(value)
            return _kept_text(text) if column.form in _TEXT else _no_formula(text)


def _as_shown(text: str) -> str:
    """A cell of a page's table: a day or a number as such, else a text that stays one."""
    return text if _MEANT.fullmatch(text) else _kept_text(text)


@lru_cache(_KEPT)
def _kept_text(text: str) -> str:
    """A text that stays one in a German spreadsheet; many rows say the same."""
    return f"'{text}" if _TURNED.fullmatch(text) else _no_formula(text)


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
