"""Reads the article of a written page: what the theme marks with ``data-teil="text"``.

A page without the mark is an error, never an empty chapter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from konzept.editions.tags import Attributes, Tag, pieces, read
from konzept.errors import KonzeptError
from konzept.exports.page_marks import MARK

_PERMALINK: Final = "headerlink"  # Sphinx' own class for the link to a heading
# What stands before and behind these (frame, menu, foot) need not be read; in values "<" is "&lt;".
_OPENING, _CLOSING = "<article", "</article>"
_ARTICLE: Final = (_OPENING, _CLOSING)
_HEADING: Final = re.compile("h[1-6]")


class ArticleError(KonzeptError):
    """A page has no article that the theme marked."""


Rewrite = Callable[[Attributes], Attributes]


def article(page: str, name: str, rewrite: Rewrite, shift: int) -> str:
    """The inner HTML of the marked article, without the links at its headings and without comments.

    ``rewrite`` gives the attributes of each tag anew; headings go ``shift`` levels down, at most to 6. A tag in which
    nothing changes stays as it is written.

    :raises ArticleError: if the page, called ``name``, has no marked article or it does not end.
    """
    found = pieces(page[max(page.find(_OPENING), 0) : page.rfind(_CLOSING) + len(_CLOSING)])
    inner = _inner(found)
    if inner is None:
        mark = f'{MARK[0]}="{MARK[1]}"'
        raise ArticleError(
            f"In der Seite {name} fehlt ein <article {mark}> oder sein Ende. Die Schablone layout.html muss es setzen, "
            "sonst fehlt der Text in der Datei zum Mitnehmen."
        )
    written, in_permalink = [], False
    for piece in inner:
        tag = read(piece) if piece.startswith("<") else None
        if tag and tag.name == "a" and not tag.closes:
            in_permalink = _PERMALINK in (dict(tag.attributes).get("class") or "").split()
        if not in_permalink:
            written.append(_anew(piece, tag, rewrite, shift) if tag else piece)
        elif tag and tag.name == "a" and tag.closes:
            in_permalink = False
    return "".join(written)


def _inner(found: list[str]) -> list[str] | None:
    """The pieces within the marked article; nothing if there is none, or it does not end."""
    begin = depth = 0
    for at, piece in enumerate(found):
        tag = read(piece) if piece.startswith(_ARTICLE) else None
        if not tag or tag.name != "article" or not (depth or MARK in tag.attributes):
            continue
        begin = begin if depth else at + 1
        depth += -1 if tag.closes else 1
        if not depth:
            return found[begin:at]
    return None


def _anew(piece: str, tag: Tag, rewrite: Rewrite, shift: int) -> str:
    """A tag as it stands in the file; of a comment nothing."""
    name = f"h{min(int(tag.name[1]) + shift, 6)}" if _HEADING.fullmatch(tag.name) else tag.name
    if tag.closes or not name:
        return f"</{name}>" if name else ""
    attributes = rewrite(list(tag.attributes))
    if (name, attributes) == (tag.name, list(tag.attributes)):
        return piece
    end = "/>" if piece.endswith("/>") else ">"  # in pictures it ends the element
    return f"<{name}{''.join(map(_written, attributes))}{end}"


def _written(attribute: tuple[str, str | None]) -> str:
    name, value = attribute
    return f" {name}" if value is None else f' {name}="{html.escape(value)}"'
