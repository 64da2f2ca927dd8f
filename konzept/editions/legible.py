"""What somebody reads in a file of text, and where each character of it stands in the file.

A file is read in several ways, as a page is: with its marks gone, with a gap where a mark was, and as it is written,
addresses and attributes included. Each way only loses what the others keep.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from konzept.editions.folding import BOUNDARY
from konzept.editions.tags import tags

KINDS: Final = frozenset(
    {".html", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".svg", ".css", ".md", ".toml", ".atom"}
)
MARKUP: Final = frozenset({".html", ".xml", ".svg", ".atom"})
_INLINE: Final = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr",
    re.IGNORECASE,
)
# In quoted markup and in texts of other kinds; those of a page itself are read with a parser.
_TAG: Final = re.compile(r"<!--.*?-->|</?([a-zA-Z][\w:.-]*)(?:\s[^<>]*|/)?>", re.DOTALL)
_FOLD: Final = re.compile(r"\r?\n[ \t]")  # RFC 5545, 3.1
_STRING: Final = re.compile(r'(?<!\\)(?:\\\\)*"')
_EDGE: Final = re.compile(r'[<>"]')
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_ENTITY: Final = re.compile(r"&#?\w{1,31};")
_PERCENT: Final = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_TARGET: Final = re.compile(r"\]\([^()\s]*\)")
_MARK: Final = re.compile(r"\*+")
_Span = tuple[int, int, str]  # from where to where something else is read, and what
_Layer = Callable[[str], Iterable[_Span]]


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

    def read(self, spans: Iterable[_Span]) -> Legible:
        """What is read if these parts of the text stand for something else."""
        pieces, starts, ends, last = [], array("l"), array("l"), 0
        for begin, end, new in spans:
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
    begin = [_each(_FOLD, _nothing)] if kind == ".ics" else []
    if kind in (".json", ".js", ".toml"):
        begin.append(_each(_STRING, lambda match: match[0][:-1] + BOUNDARY))
    begin.append(_each(_ESCAPE, _unescaped))
    yield [*begin, *_unmarked(kind, _inline), _each(_TARGET, _nothing), _each(_MARK, _nothing)]
    yield [*begin, *_unmarked(kind, _gap), _each(_TARGET, lambda _: " ")]
    edges = _each(_EDGE, lambda _: BOUNDARY)
    yield [edges, *begin, _each(_PERCENT, _unquoted), *[_each(_ENTITY, _unmasked)] * 2]


def _unmarked(kind: str, way: Callable[[str], str]) -> list[_Layer]:
    """Without the marks of the file itself, and without those that it quotes."""
    quoted, entities = _each(_TAG, lambda match: way(match[1] or "")), _each(_ENTITY, _unmasked)
    return [partial(_tags, way) if kind in MARKUP else quoted, entities, quoted, entities]


def _layered(layers: list[_Layer], source: str) -> Legible:
    seen = Legible.of(source)
    for layer in layers:
        seen = seen.read(layer(seen.text))
    return seen


def _each(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> _Layer:
    return lambda text: ((*match.span(), replace(match)) for match in pattern.finditer(text))


_tags_of = lru_cache(1)(tags)  # a page is read in two ways that differ behind the tags


def _tags(way: Callable[[str], str], text: str) -> Iterator[_Span]:
    return ((tag.start, tag.end, way(tag.name)) for tag in _tags_of(text))


def _nothing(_: re.Match[str]) -> str:
    return ""


def _gap(_: str) -> str:
    return " "


def _inline(name: str) -> str:
    return "" if _INLINE.fullmatch(name) else " "


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return " " if match[2] in "nrtbfN" else match[2]


def _unmasked(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _unquoted(match: re.Match[str]) -> str:
    return unquote(match[0], errors="replace")
