"""What is due as a calendar that reminds: for the Redaktion alone, apart from the calendar of the website."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from konzept.agenda.due import WHAT_TO_DO, Agenda
from konzept.exports.atom import identifier
from konzept.model.dates import german_day
from konzept.notices import official
from konzept.town import Town

_BEFORE: Final = (timedelta(days=7), timedelta(days=1))


def ical(agenda: Agenda, town: Town) -> bytes:
    """The calendar; the same input gives the same bytes. What is overdue stands at the day of the agenda."""
    calendar = Calendar()
    calendar.add("prodid", "-//konzept//Was ansteht//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Was ansteht – {town.title}")
    calendar.add("x-wr-caldesc", f"Für die Redaktion. {official(town)}")
    for group, entries in agenda.groups.items():
        for due in entries:
            if due.day is None:
                continue
            day = max(due.day, agenda.today)
            late = f" (überfällig seit {german_day(due.day)})" if due.day < agenda.today else ""
            entry = Entry()
            entry.add("uid", identifier(town, "redaktion", *due.ident))
            entry.add("dtstamp", datetime.combine(agenda.today, time(), UTC))
            entry.add("dtstart", day)
            entry.add("dtend", day + timedelta(days=1))
            entry.add("summary", f"{group}: {due.text}{late}")
            entry.add("description", WHAT_TO_DO[group])
            entry.add("categories", [group])
            entry.add("transp", "TRANSPARENT")
            for before in _BEFORE:
                entry.add_component(_alarm(f"{group}: {due.text}", before))
            calendar.add_component(entry)
    made: bytes = calendar.to_ical()
    return made


def _alarm(text: str, before: timedelta) -> Alarm:
    """A reminder that only shows words."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -before)
    return alarm
