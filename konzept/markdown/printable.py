"""Which characters can be printed: what the fonts of the PDFs have, as a list that needs no font to be read.

``printable.txt`` has the first and last character of each run, as hexadecimal numbers; a test compares it with the
fonts. So the examination refuses what would stop a PDF, also where no font is installed.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_suffix(".txt")
DRAWN: Final = frozenset("☐☒")  # boxes to tick, which are drawn
_NO_GLYPH_NEEDED: Final = ("Cf", "Cc", "Zl", "Zp")


def unprintable(text: str) -> list[str]:
    """The characters of a text that no font has, each once, in their order."""
    printed = _printed()
    others = (letter for letter in dict.fromkeys(text) if not printed[ord(letter)])
    return [letter for letter in others if unicodedata.category(letter) not in _NO_GLYPH_NEEDED]


def refused(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Line and message of each character that can't be printed, the first of its kind."""
    lines, seen = list(lines), set[str]()
    if not unprintable("".join(lines)):
        return
    for number, line in enumerate(lines, 1):
        if lacking := [letter for letter in unprintable(line) if letter not in seen]:
            seen.update(lacking)
            yield number, message(lacking)


def message(lacking: Iterable[str]) -> str:
    """What is said of characters that can't be printed."""
    shown = ", ".join(f"{letter!r} (U+{ord(letter):04X})" for letter in lacking)
    mend = "Schreiben Sie es mit Wörtern, einen Namen in lateinischer Schrift."
    return f"Dieses Zeichen fehlt in den Schriften der PDFs: {shown}. {mend}"


@cache
def _printed() -> bytearray:
    """For each character whether it can be printed; a set of as many letters took much longer to make."""
    known = bytearray(sys.maxunicode + 1)
    for run in FILE.read_text("ascii").split():
        first, last = (int(number, 16) for number in run.split("-"))
        known[first : last + 1] = b"\1" * (last + 1 - first)
    for letter in DRAWN:
        known[ord(letter)] = 1
    return known
