"""Sentences that stand word for word in several places of the texts: ``make dubletten``.

Quotations keep the words of their source and may stand where they are needed; instructions with
their examples, pages in other languages and options of entries are left out.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from konzept.views.plain import plain, sentences

ALLOWED: Final = 30
_SHORT: Final = 4  # words; "Das ist nicht bekannt." is a sentence, "Siehe dort." hardly
_LEFT_OUT: Final = ("anleitung.md",)
_LANGUAGE: Final = re.compile(r"---\n(?:(?!---).*\n)*?lang:")
_NO_PROSE: Final = re.compile(r"\s*(?::|#|\||`{3}|>|\(\S+\)=|---)")
_ITEM: Final = re.compile(r"^\s*(?:[*+-]|\d+\.)\s+")
_QUOTATION: Final = re.compile(r"„[^“]*“")

Place = tuple[str, int]


def prose(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with the line of its paragraph."""
    fence = ""
    paragraph: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        mark = re.match(r"\s*(`{3,})", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        ends = fence or not line.strip() or _NO_PROSE.match(line) or _ITEM.match(line)
        if ends and paragraph:
            for sentence in sentences(plain(" ".join(paragraph))):
                yield number - len(paragraph), sentence
            paragraph = []
        if not fence and line.strip() and not _NO_PROSE.match(line):
            paragraph.append(_ITEM.sub("", line))


def repeated(texts: Iterable[tuple[str, str]]) -> dict[str, list[Place]]:
    """The sentences that stand in more than one place, those that stand most often first."""
    found: dict[str, list[Place]] = defaultdict(list)
    for name, text in texts:
        for line, sentence in prose(text):
            if len(_QUOTATION.sub("", sentence).split()) >= _SHORT:
                found[sentence].append((name, line))
    several = {sentence: places for sentence, places in found.items() if len(places) > 1}
    return dict(sorted(several.items(), key=lambda pair: (-len(pair[1]), pair[1][0])))


def read_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The German texts of a folder by their path."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8")
        if path.name not in _LEFT_OUT and not _LANGUAGE.match(text):
            yield path.as_posix(), text


def main(folder: Path = Path("docs")) -> int:
    """Print each sentence with its places; too many are a failure."""
    found = repeated(read_texts(folder))
    for sentence, places in found.items():
        print(f"{len(places)}×: {sentence}")  # noqa: T201
        for file, line in places:
            print(f"    {file}:{line}")  # noqa: T201
    spare = sum(len(places) - 1 for places in found.values())
    print(f"Sätze, die mehrfach dastehen: {len(found)}; davon zu viel: {spare}, erlaubt bis {ALLOWED}.")  # noqa: T201
    return 1 if spare > ALLOWED else 0


if __name__ == "__main__":
    sys.exit(main())
