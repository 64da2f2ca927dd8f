"""The tags of a page or feed and where each stands, read with an HTML parser that takes whatever is written.

Pages of this build, which docutils and our templates have written, are cut into :func:`pieces` at a tenth of the cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final, NamedTuple

Attributes = list[tuple[str, str | None]]

_KEPT: Final = 5_000  # tags that are remembered: all of the frame, which is nearly the same on every page
_PIECE: Final = re.compile(r"""(<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>)""", re.DOTALL)
# A tag that needs no parser: small letters, double quotes, nothing to be decoded.
_SIMPLE: Final = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"&]*")*) ?/?>|</([a-z][a-z0-9]*)>')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')


class Tag(NamedTuple):
    """A tag at ``source[start:end]``; a comment is one without a name."""

    start: int
    end: int
    name: str
    closes: bool = False
    attributes: Sequence[tuple[str, str | None]] = ()


def tags(source: str) -> list[Tag]:
    """All tags and comments, in their order."""
    reader = _TagReader()
    reader.feed(source)
    reader.before = len(source) - len(reader.rawdata)  # what has no end is read last
    reader.close()
    return reader.found


def pieces(page: str) -> list[str]:
    """The page in pieces: text (also none), a tag or comment, text and so on.

    It must be well-formed: outside of tags and comments each "<" is written as "&lt;".
    """
    return _PIECE.split(page)


@lru_cache(_KEPT)
def read(piece: str) -> Tag | None:
    """What such a piece is; nothing if it is neither a tag nor a comment, as ``<!DOCTYPE html>``."""
    simple = _SIMPLE.fullmatch(piece)
    if not simple:
        return next(iter(tags(piece)), None)
    name, attributes, closed = simple.groups()
    if closed:
        return Tag(0, len(piece), closed, closes=True)
    return Tag(0, len(piece), name, attributes=_ATTRIBUTE.findall(attributes))


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Tag] = []
        self.before = 0
        self._tag: Tag | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Keep a tag until its place is known."""
        self._tag = Tag(0, 0, tag, attributes=attrs)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of a tag until its place is known."""
        self._tag = Tag(0, 0, tag, closes=True)

    def handle_comment(self, data: str) -> None:
        """Keep a comment until its place is known."""
        self._tag = Tag(0, 0, "")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """No HTML has one: it is text. The parser would stop at kinds that it does not know."""
        return self.rawdata.find(">", i) + 1 or -1

    def updatepos(self, i: int, j: int) -> int:
        """Behind each piece: here it began, there it ends."""
        if self._tag:
            self.found.append(self._tag._replace(start=self.before + i, end=self.before + j))
            self._tag = None
        return j
