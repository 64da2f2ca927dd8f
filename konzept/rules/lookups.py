"""Pages whose details have to be looked up again: addresses and telephone numbers, which go out of date unseen.

The head of such a page says on which day its details were last compared with their sources (``geprueft``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from konzept.findings import Finding
from konzept.markdown.records import Reading
from konzept.model import Place
from konzept.model.dates import german_day, is_day

KEY: Final = "geprueft"
AGAIN: Final = timedelta(days=182)
_WANTED: Final = "Im Kopf steht bei 'geprueft' der Tag, an dem die Angaben zuletzt durchgesehen wurden"


def looked_up(readings: Iterable[Reading], today: date) -> tuple[dict[str, date], list[Finding]]:
    """The day of each page that names one, by file; and what is wrong with it, or that half a year is over."""
    days: dict[str, date] = {}
    findings = []
    for reading in readings:
        if KEY not in reading.head:
            continue
        written = reading.head[KEY]
        place = Place(file=reading.file, line=reading.head_lines[KEY])
        if not is_day(written):
            message = f"{_WANTED}, zum Beispiel {today}; gefunden: {written!r}."
            findings.append(Finding(place=place, rule=KEY, found=message))
            continue
        day = days[reading.file] = date.fromisoformat(written)
        if message := _hint(day, today):
            findings.append(Finding(place=place, rule=KEY, found=message, severity="hinweis"))
    return days, findings


def _hint(day: date, today: date) -> str:
    if day > today:
        return f"'geprueft' nennt den {german_day(day)}, und der Stichtag ist der {german_day(today)}. Stimmt der Tag?"
    if is_over(day, today):
        return (
            f"Die Angaben dieser Seite wurden zuletzt am {german_day(day)} durchgesehen, vor mehr als einem halben "
            "Jahr. Sehen Sie bei den Stellen nach und tragen Sie den Tag ein."
        )
    return ""


def is_over(day: date, today: date) -> bool:
    """Whether half a year has passed."""
    return today - day > AGAIN


def overdue(days: Mapping[str, date], today: date) -> list[str]:
    """The pages to look up again, each with the day on which that was done last."""
    return [f"{file}: zuletzt am {german_day(day)}" for file, day in sorted(days.items()) if is_over(day, today)]
