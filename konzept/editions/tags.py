"""The tags of a page or feed and where each stands, read with an HTML parser that takes whatever is written."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

Attributes = list[tuple[str, str | None]]


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
