"""The dossier of a recommendation: its state in words, its timeline, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from konzept.blocks import Badge, Line, Ref, Url, ref
from konzept.concept import Concept, newness
from konzept.editions.registry import Edition
from konzept.model import (
    RECORDS,
    WITHDRAWN,
    Consultation,
    Event,
    Happened,
    Item,
    Paper,
    Recommendation,
    Source,
    Statement,
    Update,
)
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.views.marks import stated
from konzept.views.scope import Scope

TimelineRecord = Happened | Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One entry of the timeline: the record, its line of date and kind, and its sources."""

    record: TimelineRecord
    line: Line
    sources: tuple[Ref, ...]


def timeline(concept: Concept, item: Recommendation) -> tuple[TimelineEntry, ...]:
    """What happened and what was said, the newest first; records without a date stand last."""
    found = concept.pointing_at(item.id, Item, "betrifft")
    records = [record for record in found if isinstance(record, RECORDS)]
    records.sort(key=lambda record: newness(record.date, record.id), reverse=True)
    return tuple(
        TimelineEntry(
            record=record,
            line=record_line(record),
            sources=tuple(ref(source) for source in concept.pick(record.sources, Source)),
        )
        for record in records
    )


def record_line(record: TimelineRecord) -> Line:
    """Date and kind of a record; for a Sachstand also its status and who says so."""
    day = record.date.german if record.date else "" if isinstance(record, Paper) else "ohne Datum"
    line: Line = (*([day, " "] if day else []), Badge("art", record.NAME, record.LABEL))
    match record:
        case Update():
            line = (*line, " ", stated(record), f" nach Angabe von: {record.stated_by.label}")
            if record.said_on != record.date:
                line = (*line, f", festgestellt {record.said_on.on_when}")
        case Consultation():
            line = (*line, f" Ergebnis: {record.result.label}") if record.result else line
        case Statement():
            line = (*line, f" {record.speaker.label}, {record.kind.label}")
        case Event():
            line = (*line, f" {record.kind.label}")
    return line


def editions(scope: Scope, item: Recommendation) -> list[Line]:
    """What each Ausgabe changed at a recommendation, the newest first, with links to both."""
    known = scope.chronicle.editions
    marks = scope.chronicle.marks.get(item.id, ())
    if not known:
        first = "Eine frühere Ausgabe ist nicht verzeichnet."
        return [(first if scope.edition else "Es gibt noch keine Ausgabe dieser Website.",)]
    if not marks:
        return [(say("In den früheren Ausgaben ist {dieser Eintrag} nicht enthalten."),)]
    lines: list[Line] = []
    if marks[-1].number < len(known) - 1 and not marks[-1].is_gone:
        since = _edition(scope, item, known[marks[-1].number])
        lines.append((*since, " bis ", *_edition(scope, item, known[-1]), ": Stand, Wortlaut und Angaben unverändert"))
    for mark in reversed(marks):
        now, words = known[mark.number], "; ".join(mark.words)
        before = (*_edition(scope, item, known[mark.number - 1]), " → ") if mark.number and mark.is_compared else ()
        here = (now.title,) if mark.is_gone else _edition(scope, item, now)
        lines.append((*before, *here, f" ({german_day(now.date)}): {words}"))
    return lines


def renamed(scope: Scope, item: Item) -> list[Line]:
    """Which Ausgaben gave a field another title, the newest first."""
    known = scope.chronicle.editions
    return [
        (f"{'; '.join(mark.words)} ({known[mark.number].title}, {german_day(known[mark.number].date)})",)
        for mark in reversed(scope.chronicle.renamed.get(item.id, ()))
    ]


def _edition(scope: Scope, item: Recommendation, edition: Edition) -> Line:
    """An Ausgabe; a link to the item in it, if it is known where it stands."""
    base, page = scope.town.base, f"{edition.name}/{item.id}/index.html"
    if scope.edition:
        return (Url("../" * (item.place.file.count("/") + 1) + page, edition.title),)
    return (Url(f"{base}/{page}", edition.title),) if base else (edition.title,)


def named_edition(title: str) -> str:
    """What an Ausgabe is called in a sentence; a title that says what it is stays as it is."""
    return title if title.startswith(("Ausgabe", "Arbeitsstand")) else f"Ausgabe „{title}“"


def citation(scope: Scope, item: Item) -> list[Line]:
    """How to cite an item: title, website, Ausgabe, Stichtag and address; that of an Ausgabe stays for ever."""
    edition = f", {named_edition(scope.edition)}" if scope.edition else ""
    gone = isinstance(item, Recommendation) and scope.concept.is_withdrawn(item)
    title = f"{item.id}: {item.marked}{f', {WITHDRAWN}' if gone else ''}"
    words = f"{title}. In: {scope.town.title}{edition}. Stichtag: {german_day(scope.today)}."
    folder = f"{scope.edition_name}/" if scope.edition_name else ""
    base = scope.town.base
    if not base:
        short = f"Kurzadresse auf dieser Website: {folder}{item.id}/."
        return [(words,), (f"{short} Die Adresse der Website steht noch nicht fest.",)]
    address = f"{base.removesuffix('/aktuell') if folder else base}/{folder}{item.id}/"
    return [(f"{words} ", Url(address, address))]
