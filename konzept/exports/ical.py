"""The calendar of Termine, planned Beratungen and days to look again, as iCalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar
from icalendar import Event as Entry

from konzept.concept import Concept
from konzept.exports.atom import Address, identifier
from konzept.model import Event, EventKind, Item, Recommendation, Source
from konzept.model.types import affected
from konzept.notices import official
from konzept.town import Town
from konzept.views.following import days
from konzept.views.plain import plain

_NOT_CHECKED: Final = "Ob ein Termin stattfindet, ist nicht geprüft."


def ical(concept: Concept, town: Town, today: date, at: Address) -> bytes:
    """The calendar; the time stamp of every entry is the Stichtag."""
    calendar = begun("Termine", town, f"{official(town)} {_NOT_CHECKED}")
    for item, day, summary, ident in days(concept, today):
        kind = item.kind.label if isinstance(item, Event) else item.LABEL
        entry = whole_day(identifier(town, *ident), day, today, summary, _told(item, concept), kind)
        if town.base_address:
            entry.add("url", at(item))
        calendar.add_component(entry)
    made: bytes = calendar.to_ical()
    return made


def begun(name: str, town: Town, says: str) -> Calendar:
    """A calendar without entries; ``says`` describes it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//konzept//{name}//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{name} – {town.title}")
    calendar.add("x-wr-caldesc", says)
    return calendar


def whole_day(uid: str, day: date, today: date, summary: str, description: str, category: str) -> Entry:
    """An entry of a whole day, which takes nobody's time; it is stamped with the Stichtag."""
    entry = Entry()
    entry.add("uid", uid)
    entry.add("dtstamp", datetime.combine(today, time(), UTC))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", summary)
    entry.add("categories", [category])
    entry.add("description", description)
    entry.add("transp", "TRANSPARENT")
    return entry


def _told(item: Item, concept: Concept) -> str:
    if isinstance(item, Recommendation):
        return item.status.told
    titles = "; ".join(other.marked for other in concept.pick(affected(item), Item))
    sources = "; ".join(source.title for source in concept.pick(getattr(item, "sources", ()), Source))
    is_deadline = isinstance(item, Event) and item.kind is EventKind.DEADLINE
    said = (plain(item.text), f"Betrifft: {titles}. Quelle: {sources}.", "" if is_deadline else _NOT_CHECKED)
    return " ".join(filter(None, said))
