"""Reads the article of a written page: what the theme marks with ``data-teil="text"``.

A page without the mark is an error, never an empty chapter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Final

from konzept.errors import KonzeptError
from konzept.exports.page_marks import MARK

_PERMALINK: Final = "headerlink"  # Sphinx' own class for the link to a heading
# What stands before and behind these (frame, menu, foot) need not be read; in values "<" is "&lt;".
_OPENING, _CLOSING = "<article", "</article>"
_HEADING: Final = re.compile("h[1-6]")


class ArticleError(KonzeptError):
    """A page has no article that the theme marked."""


Attributes = list[tuple[str, str | None]]
Rewrite = Callable[[Attributes], Attributes]


def article(page: str, name: str, rewrite: Rewrite, shift: int) -> str:
    """The inner HTML of the marked article, without the links at its headings.

    ``rewrite`` gives the attributes of each tag anew; headings go ``shift`` levels down, at most to 6. A tag in which
    nothing changes stays as it is written.

    :raises ArticleError: if the page, called ``name``, has no marked article or it does not end.
    """
    reader = _ArticleReader(rewrite, shift)
    reader.feed(page[max(page.find(_OPENING), 0) : page.rfind(_CLOSING) + len(_CLOSING)])
    reader.close()
    if not reader.ended:
        mark = f'{MARK[0]}="{MARK[1]}"'
        raise ArticleError(
            f"In der Seite {name} fehlt ein <article {mark}> oder sein Ende. Die Schablone layout.html muss es setzen, "
            "sonst fehlt der Text in der Datei zum Mitnehmen."
        )
    return "".join(reader.written)


class _ArticleReader(HTMLParser):
    def __init__(self, rewrite: Rewrite, shift: int) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.ended = False
        self._rewrite, self._shift = rewrite, shift
        self._depth = 0
        self._in_permalink = False

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks where something stands."""
        return j

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take over a tag of the article."""
        if not self._depth and not (tag == "article" and MARK in attrs):
            return
        if tag == "article":
            self._depth += 1
            if self._depth == 1:
                return
        if tag == "a" and _PERMALINK in (dict(attrs).get("class") or "").split():
            self._in_permalink = True
        name, new, text = self._lower(tag), self._rewrite(attrs), self.get_starttag_text() or ""
        end = "/>" if text.endswith("/>") else ">"  # in pictures it ends the element
        self._write(text if (name, new) == (tag, attrs) else f"<{name}{''.join(map(_written, new))}{end}")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        """Take over the end of a tag."""
        if self._depth and tag == "article":
            self._depth -= 1
            self.ended = self.ended or not self._depth
        if self._depth:
            self._write(f"</{self._lower(tag)}>")
        if tag == "a":
            self._in_permalink = False

    def handle_data(self, data: str) -> None:
        """Take over text."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """Take over a named character."""
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Take over a numbered character."""
        self._write(f"&#{name};")

    def _write(self, text: str) -> None:
        if self._depth and not self._in_permalink:
            self.written.append(text)

    def _lower(self, tag: str) -> str:
        return f"h{min(int(tag[1]) + self._shift, 6)}" if _HEADING.fullmatch(tag) else tag


def _written(attribute: tuple[str, str | None]) -> str:
    name, value = attribute
    return f" {name}" if value is None else f' {name}="{html.escape(value)}"'
