"""What somebody reads in a file of text, and where each character of it stands in the file.

A file is read in several ways, as a page is: with its marks gone, with a gap where a mark was, and as it is written,
addresses and attributes included. Each way only loses what the others keep.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from konzept.editions.folding import BOUNDARY

KINDS: Final = frozenset(
    {".html", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".svg", ".css", ".md", ".toml", ".atom"}
)
_INLINE: Final = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr",
    re.IGNORECASE,
)
TAG: Final = re.compile(r"<!--.*?-->|</?([a-zA-Z][\w:.-]*)(?:\s[^<>]*|/)?>", re.DOTALL)
_FOLD: Final = re.compile(r"\r?\n[ \t]")  # RFC 5545, 3.1
_STRING: Final = re.compile(r'(?<!\\)(?:\\\\)*"')
_EDGE: Final = re.compile(r'[<>"]')
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_ENTITY: Final = re.compile(r"&#?\w{1,31};")
_PERCENT: Final = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_TARGET: Final = re.compile(r"\]\([^()\s]*\)")
_MARK: Final = re.compile(r"\*+")
_Layer = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


@dataclass(frozen=True, slots=True)
class Legible:
    """A text as it is read; each character came from ``source[starts[i]:ends[i]]``."""

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, source: str) -> Legible:
        """A source as it is."""
        return cls(source, array("l", range(len(source))), array("l", range(1, len(source) + 1)))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where something that is read stands in the source."""
        return self.starts[start], self.ends[end - 1]

    def read(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Legible:
        """What is read if each match stands for something else."""
        pieces, starts, ends, last = [], array("l"), array("l"), 0
        for match in pattern.finditer(self.text):
            begin, end = match.span()
            new = replace(match)
            pieces += [self.text[last:begin], new]
            starts += self.starts[last:begin] + array("l", [self.starts[begin]] * len(new))
            ends += self.ends[last:begin] + array("l", [self.ends[end - 1]] * len(new))
            last = end
        if not last:
            return self
        pieces.append(self.text[last:])
        return Legible("".join(pieces), starts + self.starts[last:], ends + self.ends[last:])


Way = Callable[[str], Legible]


def ways(kind: str) -> Iterator[Way]:
    """The ways in which a file of this kind (its ending) is read."""
    return (partial(_layered, layers) for layers in _ways(kind))


def texts(source: str, kind: str) -> list[str]:
    """What is read in a source of this kind, in every way."""
    return [way(source).text for way in ways(kind)]


def read(path: Path) -> str:
    """A file of text; what is no UTF-8 in it is kept as it is by :func:`write`."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def write(path: Path, text: str) -> None:
    """Write what :func:`read` gave, changed."""
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _ways(kind: str) -> Iterator[list[_Layer]]:
    begin: list[_Layer] = [(_FOLD, _nothing)] if kind == ".ics" else []
    if kind in (".json", ".js", ".toml"):
        begin.append((_STRING, lambda match: match[0][:-1] + BOUNDARY))
    begin.append((_ESCAPE, _unescaped))
    marked: list[_Layer] = [(TAG, _inline), (_ENTITY, _unmasked)]
    apart: list[_Layer] = [(TAG, _gap), (_ENTITY, _unmasked)]
    yield [*begin, *marked, *marked, (_TARGET, _nothing), (_MARK, _nothing)]
    yield [*begin, *apart, *apart, (_TARGET, _gap)]
    edges: list[_Layer] = [(_EDGE, lambda _: BOUNDARY)]
    yield [*edges, *begin, (_PERCENT, _unquoted), (_ENTITY, _unmasked), (_ENTITY, _unmasked)]


def _layered(layers: list[_Layer], source: str) -> Legible:
    seen = Legible.of(source)
    for pattern, replace in layers:
        seen = seen.read(pattern, replace)
    return seen


def _nothing(_: re.Match[str]) -> str:
    return ""


def _gap(_: re.Match[str]) -> str:
    return " "


def _inline(match: re.Match[str]) -> str:
    return "" if _INLINE.fullmatch(match[1] or "") else " "


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return " " if match[2] in "nrtbfN" else match[2]


def _unmasked(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _unquoted(match: re.Match[str]) -> str:
    return unquote(match[0], errors="replace")
