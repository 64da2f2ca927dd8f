"""Which pages each Ausgabe has, and where a page went that another one does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept.exports.page_marks import marks
from konzept.model import Recommendation

_SHORT: Final = re.compile(rf"({Recommendation.ID.pattern})/index\.html")
_UP: Final = "../"
NOT_LISTED: Final = ("search.html", "genindex.html")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of an Ausgabe, the page of each recommendation by its ID, and the IDs of those that were withdrawn."""

    names: frozenset[str]
    items: Mapping[str, str]
    withdrawn: tuple[str, ...] = ()


def pages(folder: Path, files: Mapping[str, str]) -> Pages:
    """The pages of a stored Ausgabe with these files."""
    shorts = {match[1]: name for name in files if (match := _SHORT.fullmatch(name))}
    items = {}
    for ident, name in shorts.items():
        address = marks((folder / name).read_text("utf-8")).forwards
        if address.startswith(_UP):  # what was withdrawn leads nowhere
            items[ident] = address.removeprefix(_UP).partition("#")[0]
    names = {name for name in files if name.endswith(".html")} - set(shorts.values())
    return Pages(frozenset(names), items, tuple(sorted(shorts.keys() - items.keys())))


def counterpart(page: str, here: Pages, there: Pages, renamed: Mapping[str, str]) -> str:
    """The page of another Ausgabe that stands for this one; empty if there is none.

    The same page, or the page that the registry names, in either direction, or the page on which
    the recommendation stands there.
    """
    if page in there.names:
        return page
    for table in (renamed, {new: old for old, new in renamed.items()}):
        name, seen = page, {page}
        while (name := table.get(name, "")) and name not in seen:
            if name in there.names:
                return name
            seen.add(name)
    found = [there.items[ident] for ident, name in here.items.items() if name == page and ident in there.items]
    return found[0] if len(found) == 1 else ""


def missing(editions: Mapping[str, Pages], renamed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """For each page that some Ausgabe lacks: the Ausgaben that lack it, with the page that stands for it."""
    found: dict[str, dict[str, str]] = {}
    for page, owner in _owners(editions):
        lacking = {
            name: counterpart(page, editions[owner], there, renamed)
            for name, there in editions.items()
            if page not in there.names
        }
        if lacking and page not in NOT_LISTED:
            found[page] = lacking
    return found


def _owners(editions: Mapping[str, Pages]) -> Iterator[tuple[str, str]]:
    """Every page with the newest Ausgabe that has it."""
    owners = {page: name for name, known in editions.items() for page in sorted(known.names)}
    return iter(sorted(owners.items()))
