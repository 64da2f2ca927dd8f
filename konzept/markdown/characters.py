"""What a text is made of before anything is parsed: its characters, and how much of it there may be.

The limits bound what one document can cost; real texts stay far below them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from konzept.files.unseen import UNSEEN, unseen
from konzept.markdown import printable

LONGEST_TEXT: Final = 1_000_000
LONGEST_LINE: Final = 10_000
LONGEST_TITLE: Final = 300


def normalised(text: str) -> str:
    """The text as every reader gets it: each line ends the same way, umlauts are one character, nothing is invisible.

    An invisible character becomes a blank; :func:`refused_characters` reports it.
    """
    return UNSEEN.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def refused_characters(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each character that is invisible or can't be printed, and of what is too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    yield from unseen(text)
    yield from printable.refused(text.split("\n"))
    if len(text) > LONGEST_TEXT:
        yield 1, f"Die Datei hat {len(text)} Zeichen, möglich sind {LONGEST_TEXT}. Machen Sie mehrere Seiten daraus."
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield number, f"Die Zeile hat {len(line)} Zeichen, möglich sind {LONGEST_LINE}. Teilen Sie sie auf."
            break
