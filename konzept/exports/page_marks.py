"""What others need of a written page, and where it stands: read with a parser, never by pattern.

The theme marks the text of a page with ``data-teil="text"``: a contract with whoever reads pages. Older Ausgaben
have no mark; there the beginning of ``main`` counts, behind a menu of the page and into its article.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from konzept.editions.tags import Tag, tags

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
    found, every = PageMarks(), tags(page)
    begun = [tag for tag in every if not tag.closes]
    found.head_end = next((tag.start for tag in every if tag.closes and tag.name == "head"), -1)
    marked = next((tag.end for tag in begun if MARK in tag.attributes), -1)
    body = next((tag.end for tag in begun if tag.name == "body"), -1)
    found.text = next((place for place in (marked, _of_main(page, every), body) if place >= 0), -1)
    for tag in begun:
        values = {name: value or "" for name, value in tag.attributes}
        kinds, name = values.get("rel", "").split(), values.get("http-equiv", "").lower()
        if tag.name == "meta" and name == "refresh":
            found.forwards = values.get("content", "").partition("url=")[2]
        elif tag.name == "meta" and name == "content-security-policy":
            found.policy = values.get("content", "")
        elif tag.name == "link" and "canonical" in kinds:
            found.keep, found.kept = (tag.start, tag.end), values.get("href", "")
        found.has_icon = found.has_icon or (tag.name == "link" and kinds == ["icon"])
    return found


def style_sheets(page: str) -> list[str]:
    """The style sheets of a page whose head names each in a line of its own."""
    lines = page.partition("<body")[0].splitlines(keepends=True)
    linked = (dict(tag.attributes) for tag in tags("".join(line for line in lines if "stylesheet" in line)))
    return [values.get("href") or "" for values in linked if "stylesheet" in (values.get("rel") or "").split()]


def _of_main(page: str, every: Iterable[Tag]) -> int:
    """Where the text of ``main`` begins: behind its tag, menus and that of an article, unless words stand before."""
    place, at, menus = -1, 0, 0
    for tag in every:
        if place < 0:
            place = tag.end if tag.name == "main" and not tag.closes else -1
        elif not menus and page[at : tag.start].strip():
            return place
        elif tag.name == "nav":
            menus += -1 if tag.closes else 1
            place = place if menus else tag.end
        elif tag.name and not menus:
            return tag.end if tag.name == "article" and not tag.closes else place
        at = tag.end
    return place
