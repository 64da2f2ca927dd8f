"""What others need of a written page, and where it stands: read with a parser, never by pattern.

The theme marks the text of a page with ``data-teil="text"``: a contract with whoever reads pages. Older Ausgaben
have no mark; there the beginning of ``main`` counts, behind a menu of the page and into its article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

MARK: Final = ("data-teil", "text")


@dataclass(slots=True)
class PageMarks:
    """Places are numbers of characters from the beginning of the page; -1 where there is none.

    ``head_end`` is before ``</head>``, ``text`` behind the tag with which the text begins, ``keep`` from where to where
    the link to the address stands that search engines shall keep, and ``kept`` that address. ``forwards`` is where the
    page leads at once, ``policy`` its Content-Security-Policy.
    """

    head_end: int = -1
    text: int = -1
    keep: tuple[int, int] = (-1, -1)
    kept: str = ""
    forwards: str = ""
    policy: str = ""
    has_icon: bool = False


def marks(page: str) -> PageMarks:
    """The marks of a page."""
    reader = _MarkReader(page)
    reader.feed(page)
    reader.close()
    found = reader.found
    found.text = next((place for place in (reader.marked, reader.main, reader.body) if place >= 0), -1)
    return found


def style_sheets(page: str) -> list[str]:
    """The style sheets of a page whose head names each in a line of its own."""
    reader = _MarkReader("")
    for line in page.partition("<body")[0].splitlines(keepends=True):
        if "stylesheet" in line:
            reader.feed(line)
    return reader.sheets


class _MarkReader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found = PageMarks()
        self.sheets: list[str] = []
        self.marked = self.main = self.body = -1
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._at_main = False  # nothing but blanks and a menu stood in main so far
        self._menus = 0

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[min(line, len(self._lines)) - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag says."""
        end = self._place() + len(self.get_starttag_text() or "")
        values = {name: value or "" for name, value in attrs}
        if MARK in attrs and self.marked < 0:
            self.marked = end
        if tag == "body" and self.body < 0:
            self.body = end
        self._of_main(tag, end)
        if tag == "meta":
            self._meta(values)
        elif tag == "link":
            self._link(values, end)

    def _of_main(self, tag: str, end: int) -> None:
        if tag == "main" and self.main < 0:
            self.main, self._at_main = end, True
        elif self._at_main and tag == "nav":
            self._menus += 1
        elif self._at_main and not self._menus:
            self._at_main = False
            if tag == "article":
                self.main = end

    def _meta(self, values: Mapping[str, str]) -> None:
        name, content = values.get("http-equiv", "").lower(), values.get("content", "")
        if name == "refresh":
            self.found.forwards = content.partition("url=")[2]
        elif name == "content-security-policy":
            self.found.policy = content

    def _link(self, values: Mapping[str, str], end: int) -> None:
        kinds = values.get("rel", "").split()
        if "canonical" in kinds:
            self.found.keep, self.found.kept = (self._place(), end), values.get("href", "")
        if "stylesheet" in kinds:
            self.sheets.append(values.get("href", ""))
        self.found.has_icon = self.found.has_icon or kinds == ["icon"]

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        """Note where head and menus end."""
        if tag == "head" and self.found.head_end < 0:
            self.found.head_end = self._place()
        if self._at_main and tag == "nav":
            self._menus -= 1
            self.main = self._place() + len("</nav>") if not self._menus else self.main
        elif self._at_main and not self._menus:
            self._at_main = False

    def handle_data(self, data: str) -> None:
        """What is said in main ends its beginning."""
        if self._at_main and not self._menus and data.strip():
            self._at_main = False
