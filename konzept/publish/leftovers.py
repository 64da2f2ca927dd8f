"""Searches an Ausgabe again: what repeats a page that is to be withdrawn, and what is left of a passage that was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from konzept.editions import legible
from konzept.editions.wording import SHORT, folded, forms
from konzept.publish import opaque, searchindex
from konzept.publish.withdrawing import files, words_of

_BLOCK: Final = re.compile(r"<(p|h1|h2|h3|li|dd)\b[^>]*>(.*?)</\1>", re.DOTALL)
_SHORTEST, _COMMON = 20, 3
_TELLING: Final = 4  # letters; shorter words stand everywhere
_MOST: Final = 10  # files that are named


def excerpts(folder: Path, page: str) -> list[str]:
    """The passages of a page that other files of the Ausgabe hold too; what stands on many pages is no excerpt."""
    path = folder / page
    if not path.is_file():
        return []
    pages = [set(map(folded, _blocks(folder / name))) for name in files(folder) if _is_other(name, page)]
    own = [block for block in dict.fromkeys(_blocks(path)) if len(block) >= _SHORTEST and folded(block)]
    own = [block for block in own if sum(folded(block) in blocks for blocks in pages) < _COMMON]
    others = [_words(folder / name) for name in _texts(folder) if name != page]
    return [block for block in own if any(f" {folded(block)} " in text for text in others)]


def holding(folder: Path, passage: str) -> list[str]:
    """The names of the texts of an Ausgabe that hold a passage."""
    return [name for name in _texts(folder) if f" {folded(passage)} " in _words(folder / name)]


def _texts(folder: Path) -> list[str]:
    """Texts that may repeat a page; what the search reads is no such text, it forgets the page with it."""
    texts = (name for name in files(folder) if Path(name).suffix in legible.KINDS)
    return [name for name in texts if not Path(name).match(searchindex.TEXTS)]


def left(folder: Path, passages: Sequence[str]) -> Iterator[str]:
    """German sentences about what still stands in an Ausgabe and is like a passage that was withdrawn from it.

    Names of files can't be withdrawn; longer words with the passage in them, and single words of a name, may be
    meant or not.
    """
    texts = {name: _words(folder / name) for name in files(folder)}
    for passage in passages:
        found = {name for name in texts for form in forms(passage) if f" {form} " in f" {folded(name)} "}
        if found:
            yield f"Der Name der Datei enthält die Stelle und bleibt: {_named(found)}."
        if found := {name for name, text in texts.items() for form in forms(passage) if f" {form} " in text}:
            yield f"Die Stelle steht noch in: {_named(found)}."
        whole = folded(passage)
        near = re.compile(rf"(?<=\s)\w*{re.escape(whole)}\w*(?=\s)")
        for word in sorted({match for text in texts.values() for match in near.findall(text)} - {whole}):
            held = {name for name, text in texts.items() if f" {word} " in text}
            yield f"Ähnlich und nicht herausgenommen: „{word}“ in {_named(held)}."
        yield from _single(whole, texts)


def _single(whole: str, texts: dict[str, str]) -> Iterator[str]:
    """The words of a name, each alone."""
    words = list(dict.fromkeys(whole.split()))
    if whole.count(" ") in range(1, SHORT):
        for word in words:
            held = {name for name, text in texts.items() if f" {word} " in text}
            if len(word) >= _TELLING and held:
                yield f"Allein steht noch da: „{word}“ in {_named(held)}."


def _named(names: set[str]) -> str:
    more = f" und {len(names) - _MOST} weiteren Dateien" if len(names) > _MOST else ""
    return ", ".join(sorted(names)[:_MOST]) + more


def _words(path: Path) -> str:
    """All words of a file, as they are compared, with blanks around them."""
    try:
        return f" {' | '.join(map(folded, words_of(path)))} "
    except opaque.UnreadableError:
        return ""


def _is_other(name: str, page: str) -> bool:
    return name.endswith(".html") and name != page


def _blocks(path: Path) -> list[str]:
    """The paragraphs, headings and list entries of the main part of a page."""
    text = legible.read(path)
    _, _, main = text.partition("<main")
    found = _BLOCK.finditer(main.partition("</main>")[0] or text)
    return [" ".join(legible.texts(match[2], ".html")[0].split()).removesuffix("#").strip() for match in found]
