"""What a text is made of before anything is parsed: its characters, and how much of it there may be.

The limits bound what one document can cost; real texts stay far below them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST_TEXT: Final = 1_000_000
LONGEST_LINE: Final = 10_000
LONGEST_TITLE: Final = 300
# Python, MyST and docutils disagree on which of these end a line; those of the second group turn letters around.
_SEPARATORS: Final = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN: Final = re.compile(f"[{_SEPARATORS}{_DIRECTIONS}\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def normalised(text: str) -> str:
    """The text as every reader gets it: each line ends the same way, umlauts are one character, nothing is invisible.

    An invisible character becomes a blank; :func:`refused_characters` reports it.
    """
    return _UNSEEN.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def refused_characters(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each invisible character (the first of its kind), and of what is too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen: set[str] = set()
    for match in _UNSEEN.finditer(text):
        if (found := match[0]) not in seen:
            seen.add(found)
            yield text.count("\n", 0, match.start()) + 1, _unseen(found)
    if len(text) > LONGEST_TEXT:
        yield 1, f"Die Datei hat {len(text)} Zeichen, möglich sind {LONGEST_TEXT}. Machen Sie mehrere Seiten daraus."
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield number, f"Die Zeile hat {len(line)} Zeichen, möglich sind {LONGEST_LINE}. Teilen Sie sie auf."
            break


def _unseen(found: str) -> str:
    name = f"U+{ord(found):04X}"
    if found in _SEPARATORS:
        return (
            f"Hier steht ein unsichtbares Zeichen ({name}), das manche Programme als Zeilenende lesen. Es kommt meist "
            "aus einem PDF oder aus Word. Ersetzen Sie es durch ein Leerzeichen."
        )
    if found in _DIRECTIONS:
        return f"Hier steht ein unsichtbares Zeichen ({name}), das die Leserichtung umkehrt. Löschen Sie es."
    return f"Hier steht ein unsichtbares Steuerzeichen ({name}). Löschen Sie es."
