"""Atom feeds of what was said and decided: each entry names who says so and its source.

Identifiers follow from the names of town and concept and the ID of the record alone, so that they
stay when the website gets an address or moves, and two concepts of one town share none. Without an
address the links are relative to the feed. An entry is as new as the Ausgabe that had it first, not
as what it tells: so nobody misses what was handed in late.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from lxml.etree import Element, SubElement, tostring

from konzept import catalogue
from konzept.concept import Concept, natural
from konzept.editions.chronicle import Chronicle
from konzept.model import (
    HAPPENED,
    Consultation,
    Happened,
    Item,
    Origin,
    PartialDate,
    Priority,
    Recommendation,
    Source,
    Statement,
    Update,
)
from konzept.notices import official
from konzept.town import Town

Address = Callable[[Item], str]
LENGTH: Final = 100
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_UNKNOWN: Final = Chronicle()
_NO_DATE: Final = PartialDate(1, 1, 1)


def records(concept: Concept, today: date, *, only_top: bool = False) -> tuple[Happened, ...]:
    """The dated records up to the Stichtag, the newest first, at most :data:`LENGTH`.

    ``only_top`` keeps those that concern a Top-2 recommendation.
    """
    top = {item.id for item in concept.recommendations() if item.priority is Priority.TOP}
    found = [
        record
        for kind in HAPPENED
        for record in concept.all(kind)
        if (day := day_of(record)) and day.first <= today and (not only_top or top & set(affected(record)))
    ]
    found.sort(key=lambda record: (day_of(record) or _NO_DATE, natural(record.id)), reverse=True)
    return tuple(found[:LENGTH])


def day_of(record: Happened) -> PartialDate | None:
    """The day of a record; of a Sachstand the one on which it was said."""
    return record.said_on if isinstance(record, Update) else record.date


def top_feed(town: Town) -> str:
    """The file of the feed on the Top recommendations."""
    return catalogue.top_feed(town).file


def affected(item: Item) -> tuple[str, ...]:
    """The IDs of what a record concerns."""
    affects: str | tuple[str, ...] = getattr(item, "affects", ())
    return (affects,) if isinstance(affects, str) else affects


def identifier(town: Town, *words: str) -> str:
    """A UUID that follows from the town, what its concept is called, and words: the same for good."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join((town.concept.short.casefold(), town.name, *words))))


def atom(
    name: str,
    title: str,
    found: Iterable[Happened],
    concept: Concept,
    town: Town,
    today: date,
    at: Address,
    chronicle: Chronicle = _UNKNOWN,
) -> bytes:
    """The feed ``name`` (its file) with these records; the same input gives the same bytes.

    Without a ``chronicle`` that knows the records, each has the day that it tells of.
    """
    found = list(found)
    base = town.base
    moments = [_moment(record, chronicle, today) for record in found]
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", _LANGUAGE: "de"})
    _say(feed, "id", f"urn:uuid:{identifier(town, name)}")
    _say(feed, "title", f"{title} – {town.title}")
    _say(feed, "updated", max(moments, default=_begin(today)))
    _say(_say(feed, "author"), "name", town.operator or town.title)
    _say(feed, "link", href=f"{base}/{name}" if base else name, rel="self", type="application/atom+xml")
    _say(feed, "link", href=f"{base}/" if base else "index.html", rel="alternate", type="text/html")
    _say(feed, "generator", "konzept")
    _say(feed, "subtitle", f"{official(town)} {town.legal}")
    for record, moment in zip(found, moments, strict=True):
        entry = _say(feed, "entry")
        _say(entry, "id", f"urn:uuid:{identifier(town, record.id)}")
        _say(entry, "title", headline(record, concept))
        _say(entry, "updated", moment)
        _say(entry, "content", told(record, concept), type="text")
        _say(entry, "link", href=at(record))
    made: bytes = tostring(feed, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made


def _say(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    """Add an element with a text and attributes."""
    element = SubElement(parent, name, attributes)
    element.text = text
    return element


def headline(record: Happened, concept: Concept) -> str:
    """Kind of a record, the recommendations it concerns, and its title."""
    items = concept.pick(affected(record), Recommendation)
    about = ", ".join(f"{item.id} ({Origin.PROPOSAL.label})" if item.is_proposal else item.id for item in items)
    return f"{record.LABEL}{' zu ' if items else ''}{about}: {record.title}"


def told(record: Happened, concept: Concept) -> str:
    """When, who says so, what it concerns, and the source, in sentences."""
    day = day_of(record)
    parts = [f"{record.LABEL}, {day.german}." if day else f"{record.LABEL} ohne Datum."]
    match record:
        case Update():
            parts.append(f"Nach Angabe von: {record.speaker}. Stand: {record.status.label}.")
        case Consultation():
            parts += [f"Ergebnis: {record.result.label}."] if record.result else []
        case Statement():
            parts.append(f"Von: {record.speaker.label}. Art: {record.kind.label}.")
    concerned = concept.pick(affected(record), Item)
    named = (item.numbered if isinstance(item, Recommendation) else item.title for item in concerned)
    parts.append(f"Betrifft: {'; '.join(named)}.")
    parts.append(f"Quelle: {'; '.join(source.title for source in concept.pick(record.sources, Source))}.")
    return " ".join(parts).replace("..", ".")


def _moment(record: Happened, chronicle: Chronicle, today: date) -> str:
    """When a record was published first: with an Ausgabe, or if none has it yet, with this build."""
    if chronicle.first:
        number = chronicle.first.get(record.id)
        return _begin(today if number is None else chronicle.editions[number].date)
    day = day_of(record)
    return _begin(min(day.last, today) if day else today)


def _begin(day: date) -> str:
    return f"{day}T00:00:00+00:00"
