"""What is due as a calendar that reminds: for the Redaktion alone, apart from the calendar of the website."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from icalendar import Alarm

from konzept.agenda.due import WHAT_TO_DO, Agenda
from konzept.exports.atom import identifier
from konzept.exports.ical import begun, whole_day
from konzept.model.dates import german_day
from konzept.notices import official
from konzept.town import Town

_BEFORE: Final = (timedelta(days=7), timedelta(days=1))


def ical(agenda: Agenda, town: Town) -> bytes:
    """The calendar; the same input gives the same bytes. What is overdue stands at the day of the agenda."""
    calendar = begun("Was ansteht", town, f"Für die Redaktion. {official(town)}")
    for group, entries in agenda.groups.items():
        for due in entries:
            if due.day is None:
                continue
            day = max(due.day, agenda.today)
            late = f" (überfällig seit dem {german_day(due.day)})" if due.day < agenda.today else ""
            uid = identifier(town, "redaktion", *due.ident)
            entry = whole_day(uid, day, agenda.today, f"{group}: {due.text}{late}", WHAT_TO_DO[group], group)
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
