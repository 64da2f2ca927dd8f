"""The links of built pages: those that lead nowhere within the site, and those that lead out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from konzept.editions.tags import tags
from konzept.markdown.permitted import resolve

_ADDRESSES: Final = {"href", "src"}
_NAMING: Final = ("popovertarget", "for", "aria-labelledby", "aria-describedby", "aria-controls")
_OUTSIDE: Final = ("http://", "https://")
_WITH_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: the page's name below the site, the line, and the address as written."""

    page: str
    line: int
    address: str


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that leads nowhere, and why."""

    link: Link
    reason: str

    def __str__(self) -> str:
        return f"{self.link.page}:{self.link.line}: {self.link.address!r}: {self.reason}"


@dataclass(slots=True)
class LinkedPage:
    """What one page offers and wants: its anchors, how often each stands there, and its links."""

    anchors: Counter[str] = field(default_factory=Counter)
    links: list[Link] = field(default_factory=list)


def read_pages(folder: Path) -> dict[str, LinkedPage]:
    """Every HTML page below a folder, by its name there."""
    found = ((path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.html")))
    return {name: _linked(name, path.read_text("utf-8")) for path, name in found}


def _linked(name: str, page: str) -> LinkedPage:
    found, line, at = LinkedPage(), 1, 0
    for tag in tags(page):
        line, at = line + page.count("\n", at, tag.start), tag.start
        values = {attribute: value or "" for attribute, value in tag.attributes}
        if anchor := values.get("id") or (values.get("name") if tag.name == "a" else ""):
            found.anchors[anchor] += 1
        found.links += (Link(name, line, values[address]) for address in sorted(_ADDRESSES & values.keys()))
        named = (ident for attribute in _NAMING for ident in values.get(attribute, "").split())
        found.links += (Link(name, line, f"#{ident}") for ident in named)
    return found


def dead(
    folder: Path, pages: Mapping[str, LinkedPage], base: str = "", editions: Collection[str] = ()
) -> Iterator[Dead]:
    """Links to files or anchors that are not there, and anchors that a page has twice.

    An address that begins with ``base``, the address of the site, is a link within it, unless
    it leads into one of the published ``editions``, which are built by themselves.
    """
    base = base.rstrip("/")
    other = tuple(f"{base}/{name}/" for name in editions) if base else ()
    for name, page in pages.items():
        for anchor, count in page.anchors.items():
            if count > 1:
                yield Dead(Link(name, 1, f"#{anchor}"), f"Die Sprungmarke steht {count}-mal auf der Seite.")
        for link in page.links:
            within = not link.address.startswith(other)
            if within and (reason := _reason(link, folder, pages, base)):
                yield Dead(link, reason)


def _reason(link: Link, folder: Path, pages: Mapping[str, LinkedPage], base: str) -> str:
    address = link.address.strip()
    page = PurePosixPath(link.page)
    if _is_within(address, base):
        address, page = address.removeprefix(base).lstrip("/") or "index.html", PurePosixPath("index.html")
    if _WITH_SCHEME.match(address):
        return ""
    if not address:
        return "Die Adresse ist leer."
    parts = urlsplit(address)
    start = "index.html" if parts.path.startswith("/") else page.as_posix()
    target = resolve(parts.path.lstrip("/"), start) if parts.path else page
    if target is None:
        return "Die Adresse führt aus der Website hinaus."
    if (folder / target).is_dir():
        target = target / "index.html"
    if not (folder / target).is_file():
        return f"Die Datei {target.as_posix()!r} gibt es nicht."
    anchor = unquote(parts.fragment)
    known = pages.get(target.as_posix())
    if anchor and known is not None and anchor not in known.anchors:
        return f"Die Seite {target.as_posix()!r} hat keine Sprungmarke {anchor!r}."
    return ""


def _is_within(address: str, base: str) -> bool:
    """Whether an address is that of the site or below it."""
    return bool(base) and (address == base or address.startswith(f"{base}/"))


def outside(pages: Mapping[str, LinkedPage], base: str = "") -> dict[str, list[str]]:
    """The addresses out of the site without their anchors, each with the pages that link there, sorted."""
    found: dict[str, set[str]] = {}
    for name, page in pages.items():
        for link in page.links:
            address = link.address.strip().partition("#")[0]
            if address.startswith(_OUTSIDE) and not _is_within(address, base.rstrip("/")):
                found.setdefault(address, set()).add(name)
    return {address: sorted(found[address]) for address in sorted(found)}
