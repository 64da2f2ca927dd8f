"""What people type in several ways: case, blanks, umlauts and hyphens of words; days, months and years."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final, TypeVar

from konzept.model import PartialDate
from konzept.model.dates import MONTHS, PARTS

T = TypeVar("T")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FORMS: Final = (
    re.compile(r"(?P<d>[0-9]{1,2})\.\s*(?P<m>[0-9]{1,2})\.\s*(?P<y>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<d>[0-9]{1,2})\.?\s*(?P<name>[a-z]+)\.?\s*(?P<y>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<name>[a-z]+)\.?\s*(?P<y>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<m>[0-9]{1,2})\s*[./-]\s*(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[t ]00:00(?::00)?)?"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})"),
    re.compile(r"(?P<y>[0-9]{4})"),
)
_PART: Final = re.compile(r"(?:[1-4]\. )?[a-z]+ (?P<y>[0-9]{4})(?:/[0-9]{4})?")
_YEARS: Final = re.compile(r"(?P<y>[0-9]{4}) ?(?:/|-|–|bis) ?(?P<z>[0-9]{4})")
_BEFORE: Final = re.compile(r"(?:seit|ab|am|im|dem|den|zum|bis|jahr|monat)\s+")
_FIRST: Final = date(1899, 12, 30)  # of these days programs for tables count
_OLDEST: Final = 1910
_LAST: Final = 9999  # its winter ends in a year that no calendar has
_SHORT: Final = {"mrz": 3, "jaenner": 1}


def folded(text: str) -> str:
    """The text in small letters, umlauts in two letters, with one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS).split())


def key(text: str) -> str:
    """Only the letters and digits: ``in-Umsetzung`` and ``In Umsetzung `` are the same."""
    return re.sub(r"[^a-z0-9]", "", folded(text))


def known(names: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    """What names mean, by their keys."""
    return {key(name): meaning for name, meaning in names}


def day_typed(text: str) -> PartialDate | None:
    """The day, month, year or span in a cell; nothing if it is none: ``1.3.26``, ``3/2026``, ``2025/2026``."""
    plain = folded(text)
    while match := _BEFORE.match(plain):
        plain = plain[match.end() :]
    if (match := _PART.fullmatch(plain)) and (found := _part(int(match["y"]), plain)):
        return found
    if match := _YEARS.fullmatch(plain):
        years = [int(match["y"]), int(match["z"])]
        return PartialDate(years[0], until=PartialDate(years[1])) if 0 < years[0] < years[1] else None
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _date(match.groupdict())
    return None


def _part(year: int, plain: str) -> PartialDate | None:
    """A part of a year by its name."""
    numbers = PARTS if 0 < year < _LAST else ()
    return next((PartialDate(year, number) for number in numbers if folded(PARTS[number].text(year)) == plain), None)


def _date(parts: dict[str, str | None]) -> PartialDate | None:
    year = int(parts["y"] or 0)
    month = _month(parts["name"] or "") if "name" in parts else parts.get("m")
    if month is None and ("name" in parts or parts.get("d")):
        return None
    found = PartialDate(
        year if len(parts["y"] or "") == 4 else 2000 + year,
        int(month) if month else None,
        int(parts["d"] or 0) if parts.get("d") else None,
    )
    try:
        date(found.year, 1 if found.month is None else found.month, 1 if found.day is None else found.day)
    except ValueError:
        return None
    return found


def _month(name: str) -> str | None:
    found = [number for number, month in enumerate(MONTHS, 1) if len(name) >= 3 and folded(month).startswith(name)]
    number = _SHORT.get(name) or (found[0] if len(found) == 1 else None)
    return str(number) if number else None


def of_cell(value: date | datetime) -> str:
    """A day that a program for tables made of what was typed, as German readers write it.

    A day long ago was a number in a cell for days: of ``2026`` the program made the day 2026, which is in 1905.
    """
    number = (date(value.year, value.month, value.day) - _FIRST).days
    return str(number) if value.year < _OLDEST else f"{value:%d.%m.%Y}"
