"""Data files of the concept: the recommendations as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Final

from konzept.concept import Concept
from konzept.model import BLOCK_SOURCE, Field, Option, Origin, Recommendation, Source
from konzept.model.values import plain
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
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([*_HEAD, *(spec.heading for _, spec in specs), *_FOOT])
    for item in concept.recommendations():
        values = (*_core(concept, item), *(_value(item, *spec) for spec in specs), today.isoformat(), town.legal)
        writer.writerow(map(_safe, values))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


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
        item.priority.label,
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
    return _SEVERAL.join(map(plain, value if isinstance(value, tuple) else (value,)))


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
