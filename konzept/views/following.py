"""What readers can follow: feeds of what was said and decided, and the calendar; a group without entries has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from konzept import catalogue
from konzept.blocks import Block, File, Line, Lines, Section, Text
from konzept.concept import Concept, newness
from konzept.model import (
    HAPPENED,
    Consultation,
    Event,
    Field,
    Happened,
    Item,
    PartialDate,
    Priority,
    Recommendation,
    Update,
)
from konzept.model.speech import say
from konzept.model.types import affected
from konzept.town import Town
from konzept.views.scope import Scope
from konzept.views.top_lists import short_name

LENGTH: Final = 100
ALL, DATES, FOLDER = catalogue.ALL_FEED.file, catalogue.CALENDAR_FILE.file, "feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its file beside the pages, its title, its records with the newest first, and the item it is about."""

    file: str
    title: str
    records: tuple[Happened, ...]
    about: Item | None = None


@dataclass(frozen=True)
class Following:
    """The feeds of a concept as of the Stichtag; each is made once, since every page asks for them."""

    concept: Concept
    town: Town
    today: date

    @cached_property
    def records(self) -> tuple[Happened, ...]:
        """The dated records up to the Stichtag, the newest first."""
        found = [
            r for kind in HAPPENED for r in self.concept.all(kind) if (day := day_of(r)) and day.first <= self.today
        ]
        return tuple(sorted(found, key=lambda r: newness(day_of(r), r.id), reverse=True))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The feed of everything, and those of groups with a record or of which one may come: who follows waits for it.

        Of a withdrawn proposal none will come.
        """
        groups = (*self._top(), *self._fields(), *self._recommendations())
        whole = Feed(file=ALL, title=catalogue.ALL_FEED.title, records=self.records[:LENGTH])
        return (whole, *(feed for awaited, feed in groups if awaited or feed.records))

    @cached_property
    def of_items(self) -> Mapping[str, Feed]:
        """The feeds on one field or one recommendation, by its ID."""
        return {feed.about.id: feed for feed in self.feeds if feed.about}

    def _top(self) -> Iterator[tuple[bool, Feed]]:
        """Whether something is awaited, and the feed."""
        top = {item.id for item in self.concept.recommendations() if item.priority is Priority.TOP}
        title = f"Neue Einträge zu den {short_name(self.town, self.concept.all(Field))}"
        yield bool(top), Feed(file=catalogue.top_feed(self.town).file, title=title, records=self._on(top))

    def _fields(self) -> Iterator[tuple[bool, Feed]]:
        for field in self.concept.all(Field):
            items = [item.id for item in self.concept.recommendations(field)]
            file, records = f"{FOLDER}/{field.code}.atom", self._on({field.id, *items})
            yield bool(items), Feed(file=file, title=field.title, records=records, about=field)

    def _recommendations(self) -> Iterator[tuple[bool, Feed]]:
        for item in self.concept.recommendations():
            file, awaited = f"{FOLDER}/{item.id}.atom", not item.is_proposal or item.is_live_proposal
            yield awaited, Feed(file=file, title=item.numbered, records=self._on({item.id}), about=item)

    def _on(self, idents: Set[str]) -> tuple[Happened, ...]:
        places = {place for ident in idents for place in self._places.get(ident, ())}
        return tuple(self.records[place] for place in sorted(places)[:LENGTH])

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """Where the records on each item stand among all."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self.records):
            for ident in affected(record):
                found[ident].append(place)
        return found


def day_of(record: Happened) -> PartialDate | None:
    """The day of a record; of a Sachstand the one on which it was said."""
    return record.said_on if isinstance(record, Update) else record.date


def days(concept: Concept, today: date) -> Iterator[tuple[Item, date, str, tuple[str, ...]]]:
    """Each day of the calendar with its item, what it is called, and what identifies it."""
    for event in concept.all(Event):
        yield event, event.date.first, event.title, (event.id,)
    for consultation in concept.all(Consultation):
        if consultation.is_open and consultation.date.first >= today:
            yield consultation, consultation.date.first, consultation.title, (consultation.id,)
    for item in concept.recommendations():
        if item.is_to_review and item.review_on:
            yield item, item.review_on.first, f"Erneut prüfen: {item.numbered}", (item.id, "erneut-pruefen")


def subscribe(scope: Scope) -> list[Block]:
    """A button for each feed and for the calendar, in groups."""
    following = Following(scope.concept, scope.town, scope.today)
    whole = [feed for feed in following.feeds if feed.about is None]
    blocks: list[Block] = [_group("alles", "Alles Neue", whole)]
    if next(days(scope.concept, scope.today), None):
        button: Line = (File(DATES, "Termine in den Kalender übernehmen", "knopf"),)
        blocks.append(Section(anchor="folgen-termine", title=("Termine",), look=("folgen",), blocks=(Text(button),)))
    for anchor, title, kind in (
        ("felder", "Ein Handlungsfeld", Field),
        ("empfehlungen", say("{Ein Eintrag}"), Recommendation),
    ):
        if found := [feed for feed in following.feeds if isinstance(feed.about, kind)]:
            blocks.append(_group(anchor, title, found))
    return blocks


def _group(anchor: str, title: str, feeds: list[Feed]) -> Section:
    lines = Lines(tuple((File(feed.file, f"Feed: {feed.title}", "knopf"),) for feed in feeds))
    return Section(anchor=f"folgen-{anchor}", title=(title,), look=("folgen",), blocks=(lines,))
