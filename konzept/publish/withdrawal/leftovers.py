"""Searches an Ausgabe again: what repeats a page that is to be withdrawn, and what is left of a passage that was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from konzept.editions import legible
from konzept.editions.folding import SHORT, folded, forms
from konzept.publish.withdrawal import opaque, searchindex, traces
from konzept.publish.withdrawal.page_paragraphs import paragraphs
from konzept.publish.withdrawal.taking_out import files, words_of

_SHORTEST, _SHORTEST_TITLE, _COMMON = 20, 8, 3
_TELLING: Final = 4  # letters; shorter words stand everywhere
_NO_WORDS: Final = frozenset({"id", "docname", "doctype", "type", "type_name", "external_css"})
_MOST: Final = 10  # files that are named


def said(folders: Iterable[Path], pages: Sequence[str]) -> list[str]:
    """The passages that only these pages say, or their items; what stands on many pages is not their own.

    ``folders`` are those of all Ausgaben: what one of them says another may say elsewhere.
    """
    return list(dict.fromkeys(words for folder in folders for page in pages for words in _said(folder, page)))


def short_titles(folders: Iterable[Path], pages: Sequence[str]) -> list[str]:
    """Titles of their items that are too short to be taken out everywhere: other texts may mean something else."""
    titles = (title for folder in folders for page in pages for title in _of_items(folder, page, "title"))
    return [title for title in dict.fromkeys(titles) if len(title) < _SHORTEST_TITLE]


def _said(folder: Path, page: str) -> Iterator[str]:
    others = (name for name in files(folder) if name.endswith(".html") and name != page)
    pages = [set(map(folded, paragraphs(folder / name))) for name in others]
    shown = [block for block in paragraphs(folder / page) if sum(folded(block) in blocks for blocks in pages) < _COMMON]
    cited = _cited(folder, page)
    own = [block for block in shown if len(cited.sub("", f" {folded(block)} ").strip()) >= _SHORTEST]
    yield from (words for words in (*own, *_of_items(folder, page)) if len(words) >= _SHORTEST and folded(words))
    yield from (title for title in _of_items(folder, page, "title") if len(title) >= _SHORTEST_TITLE)


def _cited(folder: Path, page: str) -> re.Pattern[str]:
    """The titles of items of other pages: a line with one of them ("Quelle: Niederschrift") says little of its own."""
    needs = [need for _, need in traces.needs(folder) if need.get("docname") != page.removesuffix(".html")]
    titles = {folded(str(need.get("title", ""))) for need in needs} - {""}
    return re.compile("|".join(rf"(?<= ){re.escape(title)}(?= )" for title in sorted(titles, key=len, reverse=True)))


def _of_items(folder: Path, page: str, field: str = "") -> list[str]:
    """The words of its items, of one field or of all, but those that another item of the Ausgabe says too."""
    docname, own, others = page.removesuffix(".html"), list[str](), set[str]()
    for _, need in traces.needs(folder):
        told = [words for name in ([field] if field else need.keys() - _NO_WORDS) for words in _lines(need.get(name))]
        if need.get("docname") == docname:
            own += sorted(told)
        else:
            others |= set(map(folded, told))
    return [words for words in dict.fromkeys(own) if folded(words) and folded(words) not in others]


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in value.split("\n")] if isinstance(value, str) else []


def repeated(folder: Path, passages: Iterable[str]) -> list[str]:
    """Those of the passages that a text of an Ausgabe holds."""
    texts = [_words(folder / name) for name in _texts(folder)]
    return [passage for passage in passages if any(f" {folded(passage)} " in text for text in texts)]


def holding(folder: Path, passage: str) -> list[str]:
    """The names of the texts of an Ausgabe that hold a passage."""
    return [name for name in _texts(folder) if f" {folded(passage)} " in _words(folder / name)]


def _texts(folder: Path) -> list[str]:
    """Texts that may repeat a page; what the search reads is no such text, it forgets the page with it."""
    unsaid = {path.name for path in searchindex.texts(folder)}
    return [name for name in files(folder) if Path(name).suffix in legible.KINDS and name not in unsaid]


def left(folder: Path, passages: Sequence[str], titles: Sequence[str]) -> Iterator[str]:
    """German sentences about what still stands in an Ausgabe and is like a passage that was withdrawn from it.

    ``titles`` are short ones of withdrawn pages.

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
    for title in titles:
        if found := {name for name, text in texts.items() if f" {folded(title)} " in text}:
            yield f"Ein kurzer Titel der Seite steht noch da: „{title}“ in {_named(found)}."


def _single(whole: str, texts: dict[str, str]) -> Iterator[str]:
    """The words of a name, each alone."""
    words = list(dict.fromkeys(whole.split()))
    if whole.count(" ") in range(1, SHORT):
        for word in words:
            held = {name for name, text in texts.items() if f" {word} " in text}
            if len(word) >= _TELLING and held:
                yield f"Allein steht noch da: „{word}“ in {_named(held)}."


def _named(names: set[str]) -> str:
    more = f" und {len(names) - _MOST} mehr" if len(names) > _MOST else ""
    return ", ".join(sorted(names)[:_MOST]) + more


def _words(path: Path) -> str:
    """All words of a file, as they are compared, with blanks around them."""
    try:
        return f" {' | '.join(map(folded, words_of(path)))} "
    except opaque.OpaqueFileError:
        return ""
