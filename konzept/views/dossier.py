"""The dossier of a recommendation: its state in words, its timeline, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from konzept.concept import Concept, natural
from konzept.model import (
    Consultation,
    Development,
    Event,
    Item,
    Paper,
    PartialDate,
    Recommendation,
    Source,
    Statement,
    Update,
)
from konzept.model.dates import german_day
from konzept.views.cards import status_badge
from konzept.views.parts import Badge, Line, Ref, Scope, Url, ref

Record = Update | Development | Consultation | Paper | Statement | Event
RECORDS = (Update, Consultation, Paper, Statement, Development, Event)
_NO_DATE = PartialDate(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the timeline: the record, its line of date and kind, and its sources."""

    record: Record
    line: Line
    sources: tuple[Ref, ...]


def timeline(concept: Concept, item: Recommendation) -> tuple[Entry, ...]:
    """What happened and what was said, the newest first; records without a date stand last."""
    found = concept.pointing_at(item.id, Item, "betrifft")
    records = [record for record in found if isinstance(record, RECORDS)]
    records.sort(key=lambda record: (record.date or _NO_DATE, natural(record.id)), reverse=True)
    return tuple(
        Entry(
            record=record,
            line=record_line(record),
            sources=tuple(ref(source) for source in concept.pick(record.sources, Source)),
        )
        for record in records
    )


def record_line(record: Record) -> Line:
    """Date and kind of a record; for a Sachstand also its status and who says so."""
    day = record.date.german if record.date else "Datum nicht bekannt"
    line: Line = (day, " ", Badge("art", record.NAME, record.LABEL))
    match record:
        case Update():
            line = (*line, " ", status_badge(record.status), f" nach Angabe von: {record.stated_by}")
        case Consultation():
            line = (*line, f" Ergebnis: {record.result.label if record.result else 'nicht bekannt'}")
        case Statement():
            line = (*line, f" {record.speaker.label}, {record.kind.label}")
        case Event():
            line = (*line, f" {record.kind.label}")
    return line


def citation(scope: Scope, item: Item) -> list[Line]:
    """How to cite an item: title, website, Stichtag and short address."""
    base = scope.town.basisadresse.rstrip("/")
    words = f"{item.id}: {item.title}. In: {scope.town.titel}. Stand: {german_day(scope.today)}."
    if not base:
        return [
            (words,),
            (f"Kurzadresse auf dieser Website: {item.id}/. Wo die Website steht, steht noch nicht fest.",),
        ]
    address = f"{base}/{item.id}/"
    return [(f"{words} ", Url(address, address))]
