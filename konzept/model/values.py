"""A value of the model as text: as German readers see it, and as authors write it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import unquote

from konzept.model.dates import PATTERN, PartialDate, german_day
from konzept.model.declare import Word

PATTERNS: Final = {
    "day": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "date": PATTERN,
    "number": "^[0-9]+(\\.[0-9]+)?$",
    "count": "^[0-9]+$",
    "url": '^https?://[^\\s<>"]+$',
    "sha256": "^[0-9a-f]{64}$",
}
"""What a value of each form looks like for programs, as a regular expression; any other is just a text."""
_WHEN: Final = re.compile(r"^(?:(?:wenn|falls)(?:[\s,:…]+|$))+", re.IGNORECASE)


def condition(text: str) -> str:
    """A condition as it stands behind "wenn": without that word or "falls", and without full stops at its end."""
    return _WHEN.sub("", text.strip().rstrip(". "))


def number(value: Decimal | int) -> str:
    """A number as Germans write it, for instance ``1.234`` or ``95,40``."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def german(value: object) -> str:
    """A value in German: the label of a word, ``25.03.2025``, ``1.234,50``."""
    match value:
        case Word():
            return value.label
        case PartialDate():
            return value.german
        case date():
            return german_day(value)
        case Decimal():
            return number(value)
        case _:
            return str(value)


def noted(address: str) -> str:
    """An address as somebody notes it down: that of a mail or a telephone without the word for programs before it."""
    kind, _, rest = address.partition(":")
    return unquote(rest.partition("?")[0]) if kind in ("mailto", "tel") else address


def written(value: object) -> str:
    """A value as authors write it."""
    return value.written if isinstance(value, Word) else str(value)
