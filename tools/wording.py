"""One word for one thing: refuses words that have lost against another, listed in ``wortwahl.txt``.

What is decided here is decided by form; quotations in „…“ keep the words of their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "wortwahl.txt"
_QUOTATION: Final = re.compile(r"„[^“]*“")
_LITERAL: Final = re.compile(r'"([^"]*)"')  # of a program only what it says
_CODE: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Loser:
    """A word that is not written any more, what stands instead, and the pages where it means something else."""

    word: str
    winner: str
    pages: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the word as a whole; at the beginning of a sentence it may have a capital."""
        first, rest = self.word[0], re.escape(self.word[1:])
        start = f"[{first}{first.upper()}]" if first.isalpha() else re.escape(first)
        end = r"(?!\w)" if self.word[-1].isalnum() else ""
        return re.compile(rf"(?<![\w-]){start}{rest}{end}")

    def is_refused_on(self, page: str) -> bool:
        """Whether a page, named from the folder of the website, may not have the word."""
        return not any(fnmatch(page, f"{name}.html") for name in self.pages)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A loser and where it stands."""

    file: str
    line: int
    word: str
    winner: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.word!r} heißt hier {self.winner!r}."


def read_losers(path: Path = FILE) -> tuple[Loser, ...]:
    """The list: ``word = winner | page, page`` on each line."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pair, _, pages = line.partition(" | ")
            word, _, winner = pair.partition(" = ")
            found.append(Loser(word, winner, tuple(filter(None, pages.split(", ")))))
    return tuple(found)


def check(
    texts: Mapping[str, Iterable[tuple[str, int]]], sources: Iterable[Iterable[Path]], losers: Iterable[Loser]
) -> list[Found]:
    """The losers in the texts of pages (each with its line), at their places in the sources if they are found there."""
    losers = tuple(losers)
    places = [
        Found(page, line, loser.word, loser.winner)
        for page, parts in texts.items()
        for text, line in parts
        for loser in losers
        if loser.is_refused_on(page) and loser.pattern.search(_QUOTATION.sub("", text))
    ]
    written = [found for paths in sources for found in _written(paths, places, losers)]
    known = {found.word for found in written}
    return sorted({*written, *(found for found in places if found.word not in known)})


def _written(paths: Iterable[Path], places: Iterable[Found], losers: Iterable[Loser]) -> Iterator[Found]:
    """The lines of the sources that have the losers which some page shows."""
    shown = {found.word for found in places}
    wanted = [loser for loser in losers if loser.word in shown]
    for path in paths if wanted else ():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            said = " ".join(_LITERAL.findall(_CODE.sub("", line))) if path.suffix == ".py" else line
            plain = _QUOTATION.sub("", said)
            for loser in wanted:
                if loser.pattern.search(plain):
                    yield Found(path.as_posix(), number, loser.word, loser.winner)
