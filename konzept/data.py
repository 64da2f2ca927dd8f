"""Data files of the concept: the recommendations as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Final

from konzept.concept import Concept
from konzept.model import Field, Option, PartialDate, Recommendation, Word

FILE: Final = "empfehlungen.csv"
# A spreadsheet computes what begins so; the apostrophe makes it text again.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def recommendations_csv(concept: Concept) -> bytes:
    """All recommendations: UTF-8 with byte order mark, semicolons, German headings, a line each.

    Several values of a field are separated by " | ". What is not known is empty.
    """
    specs = [(name, spec) for name, spec in Recommendation.options() if spec.name not in ("status", "priority")]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    head = ["ID", "Titel", "Handlungsfeld (Titel)", "Vorschlag der Redaktion", "Priorität", "Status", "Herkunft"]
    writer.writerow([*head, "Empfohlen seit", *(spec.label for _, spec in specs)])
    for item in concept.recommendations():
        writer.writerow([_safe(text) for text in (*_core(concept, item), *(_value(item, *spec) for spec in specs))])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _core(concept: Concept, item: Recommendation) -> tuple[str, ...]:
    field, since = concept.get(item.field, Field), concept.since(item)
    return (
        item.id,
        item.title,
        field.title if field else item.field,
        "ja" if item.is_proposal else "nein",
        item.priority.label,
        item.status.label,
        " | ".join(entry.label for entry in concept.origins(item)),
        str(since or ""),
    )


def _value(item: Recommendation, name: str, spec: Option) -> str:
    value = getattr(item, name)
    if value is None:
        return ""
    return " | ".join(map(_text, value if isinstance(value, tuple) else (value,)))


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
