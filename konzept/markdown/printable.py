"""Which characters can be printed: what the fonts of the PDFs have, as a list that needs no font to be read.

``printable.txt`` has the first and last character of each run, as hexadecimal numbers; a test compares it with the
fonts. So the examination refuses what would stop a PDF, also where no font is installed.
"""

from __future__ import annotations

import re
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
    found = dict.fromkeys(_others().findall(text))
    return [letter for letter in found if unicodedata.category(letter) not in _NO_GLYPH_NEEDED]


def refused(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Line and message of each character that can't be printed, the first of its kind."""
    seen: set[str] = set()
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
def _others() -> re.Pattern[str]:
    runs = (line.split("-") for line in FILE.read_text("ascii").split())
    known = "".join(f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}" for first, last in runs)
    return re.compile(f"[^{known}{''.join(DRAWN)}]")
