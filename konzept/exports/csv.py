"""Tables for spreadsheets: the recommendations with all their fields, and any table that a page shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from konzept.concept import Concept
from konzept.model import BLOCK_SOURCE, Field, Option, Origin, PartialDate, Recommendation, Source, Word
from konzept.town import Town
from konzept.views.plain import block

FILE: Final = "empfehlungen.csv"
_SEVERAL: Final = " | "
_HEAD: Final = (
    "Nummer",
    "Art",
    "Titel",
    "Handlungsfeld (Titel)",
    "Wortlaut laut Quelle",
    "Priorität",
    "Stand",
    "Neuester Sachstand",
    "Nach Angabe von",
    "Herkunft",
    "Empfohlen seit",
    "Quelle (Titel)",
    "Quelle (Adresse)",
)
_FOOT: Final = ("Stichtag", "Hinweis")
# A spreadsheet computes what begins so; the apostrophe makes it text again.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def recommendations_csv(concept: Concept, town: Town, today: date) -> bytes:
    """All recommendations: UTF-8 with byte order mark, semicolons, German headings, a line each.

    Several values of a field are separated by " | ". What is not known is empty. What the Redaktion
    proposes says so in the head of its column; each line tells the day and what the concept means in law,
    since lines are copied out of such files.
    """
    specs = [(name, spec) for name, spec in Recommendation.options() if spec.name not in ("status", "priority")]
    head = [*_HEAD, *(spec.heading for _, spec in specs)]
    items = concept.recommendations()
    rows = ((*_core(concept, item), *(_value(item, *spec) for spec in specs)) for item in items)
    return _written(head, rows, town, today)


def table_csv(rows: Sequence[Sequence[str]], town: Town, today: date) -> bytes:
    """A table of a page in the same form; the first row is its heading."""
    return _written(rows[0], rows[1:], town, today)


def _written(head: Sequence[str], rows: Iterable[Sequence[str]], town: Town, today: date) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for cells in _with_foot(head, rows, (today.isoformat(), town.legal)):
        writer.writerow(map(_safe, cells))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _with_foot(head: Sequence[str], rows: Iterable[Sequence[str]], foot: Sequence[str]) -> Iterator[Sequence[str]]:
    yield [*head, *_FOOT]
    yield from ([*row, *foot] for row in rows)


def _core(concept: Concept, item: Recommendation) -> tuple[str, ...]:
    field, since = concept.get(item.field, Field), concept.since(item)
    newest = concept.newest_updates(item)
    sources = concept.pick((*item.named_in, *item.prompts), Source)
    return (
        item.id,
        Origin.PROPOSAL.label if item.is_proposal else item.LABEL,
        item.title,
        field.title if field else item.field,
        "" if item.is_proposal else block(item, BLOCK_SOURCE),
        concept.priority(item),
        item.status.label,
        _SEVERAL.join(update.title for update in newest),
        _SEVERAL.join(update.speaker for update in newest),
        _SEVERAL.join(entry.label for entry in concept.origins(item)),
        "" if item.is_proposal else str(since or ""),
        _SEVERAL.join(source.title for source in sources),
        _SEVERAL.join(source.url or "–" for source in sources),
    )


def _value(item: Recommendation, name: str, spec: Option) -> str:
    value = getattr(item, name)
    if value is None:
        return ""
    return _SEVERAL.join(map(_text, value if isinstance(value, tuple) else (value,)))


def _text(value: object) -> str:
    match value:
        case Word():
            return value.label
        case PartialDate():
            return str(value)
        case _:
            return " ".join(str(value).split())


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
