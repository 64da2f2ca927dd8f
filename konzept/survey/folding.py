"""Makes alike what people type in several ways: case, blanks, umlauts, hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

T = TypeVar("T")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def folded(text: str) -> str:
    """The text in small letters, umlauts in two letters, with one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS).split())


def key(text: str) -> str:
    """Only the letters and digits: ``in-Umsetzung`` and ``In Umsetzung `` are the same."""
    return re.sub(r"[^a-z0-9]", "", folded(text))


def known(names: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    """What names mean, by their keys."""
    return {key(name): meaning for name, meaning in names}
