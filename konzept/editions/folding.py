"""The words of a text as somebody reads them, whatever quotes, dashes, blanks, marks or unseen characters divide them.

A passage is found by its words, one after the other. What is no letter and no digit stands between words and does not
count; case, accents and soft hyphens do not either, and umlauts are equal to what is written for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

BOUNDARY: Final = "\x00"  # no passage reaches across it
SHORT: Final = 4  # words; a passage of so few is taken for a name
_UNSEEN: Final = "\u00ad\u200b-\u200f\u2060\ufeff"
_WORD: Final = re.compile(rf"(?:[^\W_]|[{_UNSEEN}\u0300-\u036f])+|{BOUNDARY}")
_WRITTEN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_IN_ADDRESSES: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "sz"})  # as Sphinx makes anchors


@dataclass(frozen=True, slots=True)
class FoldedWord:
    """A word as it is compared, and where it stands in its text."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[list[FoldedWord]]:
    """The words of a text, a list for each part between boundaries."""
    part: list[FoldedWord] = []
    for found in _WORD.finditer(text):
        if found[0] == BOUNDARY:
            yield part
            part = []
        elif folded := _folded(found[0]):
            part.append(FoldedWord(folded, *found.span()))
    yield part


def folded(text: str) -> str:
    """The words of a text as they are compared, with a blank between two."""
    return " ".join(word.text for part in words(text) for word in part)


def forms(passage: str) -> list[str]:
    """What is looked for if a passage is withdrawn, as :func:`folded` has it: also its genitive and its addresses.

    Addresses and anchors leave letters out, marks too; of a name they may leave no blank.
    """
    found: dict[str, None] = {}
    for marks in (" ", ""):  # "O'Hara" is "o hara", in an address it may be "ohara"
        plain = re.sub(rf"[^\w\s{_UNSEEN}\u0300-\u036f–—-]", marks, unicodedata.normalize("NFC", passage))
        for way in (plain, plain.lower().translate(_IN_ADDRESSES)):
            if form := folded(way):
                found[form] = None
                if form.count(" ") < SHORT:
                    found |= dict.fromkeys((f"{form}s", form.replace(" ", "")))
    return list(found)


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    written = unicodedata.normalize("NFC", re.sub(f"[{_UNSEEN}]", "", word)).casefold().translate(_WRITTEN)
    return "".join(c for c in unicodedata.normalize("NFKD", written) if not unicodedata.combining(c)).casefold()
