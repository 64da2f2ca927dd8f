"""Dates as sources give them: a day, a month or only a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day (``2025-03-25``), a month (``2025-03``) or a year (``2025``).

    Dates are ordered by their last day, so that a year stands after its months.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO 8601 text of reduced precision.

        :raises ValueError: if the text is no such date, or no day of the calendar.
        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(text)
        parts = [int(part) for part in match.groups() if part is not None]
        date(*[*parts, 1, 1][:3])
        return cls(*parts)

    @property
    def short(self) -> str:
        """Month and year, ``11/2022``, for what only has to tell how old it is."""
        return f"{self.month:02}/{self.year}" if self.month else str(self.year)

    @property
    def first(self) -> date:
        """The first day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def is_day(self) -> bool:
        """Whether the date is exact to the day."""
        return self.day is not None

    def __lt__(self, other: PartialDate) -> bool:
        return (self.last, self.is_day) < (other.last, other.is_day)

    def __str__(self) -> str:
        parts = (self.month, self.day)
        return f"{self.year:04}" + "".join(f"-{part:02}" for part in parts if part is not None)

    @property
    def german(self) -> str:
        """The date as German readers write it: ``25.03.2025``, ``März 2025``, ``2025``."""
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"{MONTHS[self.month - 1]} {self.year}"
        return f"{self.day:02}.{self.month:02}.{self.year}"

    @property
    def from_when(self) -> str:
        """From when something is: "vom 25.03.2025", "vom März 2025", "von 2025"."""
        return f"{'vom' if self.month else 'von'} {self.german}"

    @property
    def for_when(self) -> str:
        """For when something holds: "für den 25.03.2025", "für März 2025", "für 2025"."""
        return f"für {'den ' if self.is_day else ''}{self.german}"

    @property
    def on_when(self) -> str:
        """When something was: "am 25.03.2025", "im März 2025", "2025"."""
        return f"{'am ' if self.is_day else 'im ' if self.month else ''}{self.german}"

    def is_surely_before(self, other: PartialDate) -> bool:
        """Whether every day that this can mean is before every day that the other can mean."""
        return self.last < other.first


def german_day(day: date) -> str:
    """The day as German readers write it, for instance ``25.03.2025``."""
    return f"{day:%d.%m.%Y}"


def day_in(text: str) -> date | None:
    """The day that somebody wrote, as ``25.03.2025`` or ``2025-03-25``; nothing if it is none."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date() if text.isascii() else None
        except ValueError:
            continue
    return None


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, as ``2025-03-25``."""
    try:
        return PartialDate.parse(text).is_day
    except ValueError:
        return False
