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

from konzept.concept import Concept
from konzept.editions.chronicle import Chronicle
from konzept.model import Consultation, Happened, Item, Origin, Recommendation, Source, Statement, Update, as_sentence
from konzept.model.types import affected
from konzept.notices import official
from konzept.town import Town
from konzept.views.following import Feed, day_of
from konzept.views.plain import plain

Address = Callable[[Item], str]
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_UNKNOWN: Final = Chronicle()
_NO_RESULT: Final = "Ein Ergebnis nennen die ausgewerteten Quellen nicht"


def identifier(town: Town, *words: str) -> str:
    """A UUID that follows from the town, what its concept is called, and words: the same for good."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join((town.concept.short.casefold(), town.name, *words))))


def atom(feed: Feed, concept: Concept, town: Town, today: date, at: Address, chronicle: Chronicle = _UNKNOWN) -> bytes:
    """A feed; the same input gives the same bytes. ``at`` gives the address of a record, seen from the feed's folder.

    Without a ``chronicle`` that knows the records, each has the day that it tells of.
    """
    name, found = feed.file, feed.records
    base = town.base
    moments = [_moment(record, chronicle, today) for record in found]
    made = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", _LANGUAGE: "de"})
    _say(made, "id", f"urn:uuid:{identifier(town, name)}")
    _say(made, "title", f"{feed.title} – {town.title}")
    _say(made, "updated", max(moments, default=_begin(today)))
    _say(_say(made, "author"), "name", town.operator or town.title)
    itself = f"{base}/{name}" if base else name.rpartition("/")[2]
    website = f"{base}/" if base else f"{'../' * name.count('/')}index.html"
    _say(made, "link", href=itself, rel="self", type="application/atom+xml")
    _say(made, "link", href=website, rel="alternate", type="text/html")
    _say(made, "generator", "konzept")
    _say(made, "subtitle", f"{official(town)} {town.legal}")
    for record, moment in zip(found, moments, strict=True):
        entry = _say(made, "entry")
        _say(entry, "id", f"urn:uuid:{identifier(town, record.id)}")
        _say(entry, "title", headline(record, concept))
        _say(entry, "updated", moment)
        _say(entry, "content", told(record, concept), type="text")
        _say(entry, "link", href=at(record))
    content: bytes = tostring(made, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


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
    """When, who says so, what its text says, what it concerns, the source and what is inferred, in sentences."""
    day = day_of(record)
    head = [f"{record.LABEL}, {day.german}" if day else f"{record.LABEL} ohne Datum"]
    match record:
        case Update():
            head += [f"Nach Angabe von: {record.speaker}", as_sentence(record.state)]
        case Consultation():
            head.append(f"Ergebnis: {record.result.label}" if record.result else _NO_RESULT)
        case Statement():
            head += [f"Von: {record.speaker.label}", f"Art: {record.kind.label}"]
    concerned = concept.pick(affected(record), Item)
    named = (item.numbered if isinstance(item, Recommendation) else item.title for item in concerned)
    foot = [f"Betrifft: {'; '.join(named)}"]
    foot.append(f"Quelle: {'; '.join(source.title for source in concept.pick(record.sources, Source))}")
    if inferred := getattr(record, "inferred", None):
        foot.append(f"Von der Redaktion erschlossen: {inferred}")
    return " ".join(filter(None, (_ended(head), plain(record.text), _ended(foot))))


def _ended(parts: Iterable[str]) -> str:
    """Sentences with their full stops; what ends with one gets no second."""
    return " ".join(f"{part.removesuffix('.')}." for part in parts)


def _moment(record: Happened, chronicle: Chronicle, today: date) -> str:
    """When a record was published first: with an Ausgabe, or if none has it yet, with this build.

    What tells of a later day was written anew since, and is as new as that day.
    """
    day = day_of(record)
    if not chronicle.first:
        return _begin(day.first if day else today)
    number = chronicle.first.get(record.id)
    if number is None:
        return _begin(today)
    published = chronicle.editions[number].date
    return _begin(max(published, min(day.first, today)) if day else published)


def _begin(day: date) -> str:
    return f"{day}T00:00:00+00:00"
