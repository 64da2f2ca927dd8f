"""What a text is made of before anything is parsed: its characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from markdown_it.common.utils import unescapeAll

from konzept.files.conflicts import CONFLICT, conflict
from konzept.files.unseen import UNSEEN, unseen
from konzept.markdown import printable
from konzept.markdown.extent import refused_extent


def normalised(text: str) -> str:
    """The text as every reader gets it: each line ends the same way, umlauts are one character, nothing is invisible.

    An invisible character becomes a blank; :func:`refused_characters` reports it.
    """
    return UNSEEN.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def refused_characters(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each character that is invisible or can't be printed, of what is too long, of a conflict."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if line := conflict(text):
        yield line, CONFLICT
    shown = text.split("\n")
    if "&" in text or "\\" in text:
        shown = [unescapeAll(line).replace("\n", " ") for line in shown]  # "&#8238;" is that character too
    yield from unseen("\n".join(shown))
    yield from printable.refused(shown)
    yield from refused_extent(text)
