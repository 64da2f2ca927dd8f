"""Reads the paragraphs, headings and list entries of a written page."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final

from konzept.editions import legible
from konzept.editions.tags import tags

_BLOCKS: Final = frozenset(("p", "h1", "h2", "h3", "li", "dd"))


def paragraphs(path: Path) -> list[str]:
    """Those of the main part of a page, or of all of it if it has none; nothing if there is no such page."""
    blocks = [*_blocks(legible.read(path))] if path.is_file() else []
    found = [texts for texts, in_main in blocks if in_main] or [texts for texts, _ in blocks]
    said = (" ".join("".join(texts).split()) for texts in found)
    return [text for words in said if (text := words.removesuffix("#").strip())]


def _blocks(page: str) -> Iterator[tuple[list[str], bool]]:
    """The texts of each block, and whether it stands in the main part; one within another stands alone."""
    inner: list[list[str]] = []
    in_main, at = False, 0
    for tag in tags(page):
        if inner:
            inner[-1].append(unescape(page[at : tag.start]))
        at = tag.end
        if tag.name == "main":
            in_main = not tag.closes
        elif tag.name in _BLOCKS and not tag.closes:
            inner.append([])
            yield inner[-1], in_main
        elif tag.name in _BLOCKS and inner:
            inner.pop()
