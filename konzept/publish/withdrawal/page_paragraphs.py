"""Reads the paragraphs, headings and list entries of a written page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from konzept.editions import legible

_BLOCKS: Final = frozenset(("p", "h1", "h2", "h3", "li", "dd"))


def paragraphs(path: Path) -> list[str]:
    """Those of the main part of a page, or of all of it if it has none; nothing if there is no such page."""
    reader = _ParagraphReader()
    reader.feed(legible.read(path) if path.is_file() else "")
    reader.close()
    found = (" ".join("".join(texts).split()) for texts in reader.main or reader.all)
    return [text for words in found if (text := words.removesuffix("#").strip())]


class _ParagraphReader(HTMLParser):
    """The texts of each block; one within another stands alone."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[list[str]] = []
        self.main: list[list[str]] = []
        self._open: list[list[str]] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a block, or the main part."""
        self._in_main = self._in_main or tag == "main"
        if tag in _BLOCKS:
            block: list[str] = []
            self._open.append(block)
            self.all.append(block)
            if self._in_main:
                self.main.append(block)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or the main part."""
        self._in_main = self._in_main and tag != "main"
        if tag in _BLOCKS and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take over text."""
        if self._open:
            self._open[-1].append(data)
