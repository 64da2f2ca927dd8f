"""Dates as sources give them: a day, a month, a part of a year, only a year, or from one to another."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering

MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WRITTEN_DAY = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_ONE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
PATTERN = f"^{_ONE}(/{_ONE})?$"
"""What a date for programs looks like; from 21 on, the number of a month is a part of the year (:data:`PARTS`)."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a year: its name, its first month and how many it has; ``article`` is that of the accusative."""

    name: str
    first: int
    months: int
    article: str = "das"

    def text(self, year: int) -> str:
        """The part with its year; a winter has two."""
        return f"{self.name} {year}/{year + 1}" if self.first + self.months > 13 else f"{self.name} {year}"


# The numbers are those of ISO 8601-2.
PARTS = {
    21: _Part("Frühjahr", 3, 3),
    22: _Part("Sommer", 6, 3, "den"),
    23: _Part("Herbst", 9, 3, "den"),
    24: _Part("Winter", 12, 3, "den"),
    33: _Part("1. Quartal", 1, 3),
    34: _Part("2. Quartal", 4, 3),
    35: _Part("3. Quartal", 7, 3),
    36: _Part("4. Quartal", 10, 3),
    40: _Part("1. Halbjahr", 1, 6),
    41: _Part("2. Halbjahr", 7, 6),
}
_NAMED = re.compile(r"(?P<name>.+) (?P<year>[0-9]{4})(?:/[0-9]{4})?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day (``2025-03-25``), a month (``2025-03``), a year (``2025``), a part of one, or a span (``2017/2018``).

    Of a part of a year ``month`` is the number in :data:`PARTS`. A span has its end in ``until``. Dates are ordered by
    their last day, so that a year stands after its months; with the newest first by their first day (:attr:`newness`),
    so that it stands after them there too: nobody knows when in the year it was. As text they are what authors write.
    """

    year: int
    month: int | None = None
    day: int | None = None
    until: PartialDate | None = None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A day of the calendar."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what authors write, or a date for programs (:attr:`iso`).

        :raises ValueError: if the text is no such date, or no day of the calendar.
        """
        if match := _ISO.fullmatch(text):
            year, month, day = (int(part) if part else None for part in match.groups())
            if day or month not in PARTS:
                date(year or 0, 1 if month is None else month, 1 if day is None else day)
            return cls(year or 0, month, day)._examined()
        if match := _NAMED.fullmatch(text):
            year = int(match["year"])
            found = [number for number, part in PARTS.items() if part.text(year) == text]
            if found:
                return cls(year, found[0])._examined()
        return cls._span(text)

    def _examined(self) -> PartialDate:
        """The same, if the calendar has all of its days."""
        if self.last < self.first:
            raise ValueError(str(self))
        return self

    @classmethod
    def _span(cls, text: str) -> PartialDate:
        start, slash, end = text.partition("/")
        if not slash or not (_ISO.fullmatch(start) and _ISO.fullmatch(end)):
            raise ValueError(text)
        first, last = cls.parse(start), cls.parse(end)
        if not first.is_surely_before(last):
            raise ValueError(text)
        return cls(first.year, first.month, first.day, last)

    @property
    def _alone(self) -> PartialDate:
        """The beginning of a span."""
        return PartialDate(self.year, self.month, self.day)

    @property
    def _part(self) -> _Part | None:
        return PARTS.get(self.month or 0)

    @property
    def short(self) -> str:
        """Month and year, ``11/2022``, for what only has to tell how old it is."""
        if self.until or self._part:
            return self.german
        return f"{self.month:02}/{self.year}" if self.month else str(self.year)

    @property
    def first(self) -> date:
        """The first day that the date can mean."""
        month = self._part.first if self._part else self.month or 1
        return date(self.year, month, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the date can mean."""
        if self.until:
            return self.until.last
        month = self._part.first + self._part.months - 1 if self._part else self.month or 12
        year, month = (self.year + 1, month - 12) if month > 12 else (self.year, month)
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    @property
    def newness(self) -> tuple[date, int]:
        """The order of lists that have the newest first, backwards: what is not exact after the exact of its time."""
        return self.first, -self.last.toordinal()

    @property
    def is_day(self) -> bool:
        """Whether the date is exact to the day."""
        return self.day is not None and self.until is None

    def __lt__(self, other: PartialDate) -> bool:
        return (self.last, self.first, str(self)) < (other.last, other.first, str(other))

    def __str__(self) -> str:
        return self.iso if self.until or not self._part else self._part.text(self.year)

    @property
    def iso(self) -> str:
        """The date for programs, as ISO 8601 has it: ``2025-03``, ``2017/2018``, ``2019-21`` for a spring."""
        parts = (self.month, self.day)
        alone = f"{self.year:04}" + "".join(f"-{part:02}" for part in parts if part is not None)
        return f"{alone}/{self.until.iso}" if self.until else alone

    @property
    def german(self) -> str:
        """The date as German readers write it: ``25.03.2025``, ``März 2025``, ``2025``, ``2017/2018``."""
        if self.until:
            years = self.month is None and self.until.month is None and self.until.year == self.year + 1
            return self.iso if years else f"{self._alone.german} bis {self.until.german}"
        if self._part:
            return self._part.text(self.year)
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"{MONTHS[self.month - 1]} {self.year}"
        return f"{self.day:02}.{self.month:02}.{self.year}"

    @property
    def from_when(self) -> str:
        """From when something is: "vom 25.03.2025", "vom März 2025", "von 2025", "von 2017/2018"."""
        return f"{'vom' if self.month and not self.until else 'von'} {self.german}"

    @property
    def for_when(self) -> str:
        """For when something holds: "für den 25.03.2025", "für März 2025", "für 2025", "für das Frühjahr 2025"."""
        article = "den " if self.is_day else f"{self._part.article} " if self._part and not self.until else ""
        return f"für {article}{self.german}"

    @property
    def since_when(self) -> str:
        """Since when something is: "seit dem 25.03.2025", "seit März 2025", "seit 2025", "seit dem Herbst 2025"."""
        return f"seit {'dem ' if self.is_day or (self._part and not self.until) else ''}{self.german}"

    @property
    def on_when(self) -> str:
        """When something was: "am 25.03.2025", "im März 2025", "2025", "von März 2025 bis Mai 2025"."""
        if self.until:
            return f"von {self.german}" if " bis " in self.german else self.german
        return f"{'am ' if self.is_day else 'im ' if self.month else ''}{self.german}"

    def is_surely_before(self, other: PartialDate) -> bool:
        """Whether every day that this can mean is before every day that the other can mean."""
        return self.last < other.first


def german_day(day: date) -> str:
    """The day as German readers write it, for instance ``25.03.2025``."""
    return f"{day:%d.%m.%Y}"


def year_before(day: date) -> date:
    """The same day of the year before, of 29 February the 28th; what is older is older than a year."""
    return _in_year(day, day.year - 1)


def year_after(day: date) -> date:
    """The same day of the next year, of 29 February the 28th."""
    return _in_year(day, day.year + 1)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def day_in(text: str) -> date | None:
    """The day that somebody wrote, as ``25.03.2025`` or ``2025-03-25``; nothing if it is none."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date() if text.isascii() else None
        except ValueError:
            continue
    return None


def no_day(text: str) -> str:
    """What to say of a text in which :func:`day_in` finds none: no calendar has the day, or how one is written."""
    if _WRITTEN_DAY.fullmatch(text.strip()):
        return f"Den Tag {text!r} gibt es im Kalender nicht."
    return f"{text!r} ist kein Tag. Schreiben Sie ihn wie 31.12.2026 oder 2026-12-31."


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, as ``2025-03-25``."""
    try:
        return PartialDate.parse(text).is_day
    except ValueError:
        return False
