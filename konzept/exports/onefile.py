"""The whole website as one file that needs no other: for mail, for a stick, for reading offline.

Made from the pages as they are written: their articles follow each other, anchors are made unique
and links lead to anchors. The file runs nothing; its policy allows only its own style sheet.
"""

from __future__ import annotations

import base64
import hashlib
import html
import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from konzept import catalogue
from konzept.editions.tags import Attributes, tags
from konzept.errors import KonzeptError
from konzept.exports.articles import article

# Up to here pages are chapters; what is deeper belongs to the chapter above.
_CHAPTER: Final = 2
# Attributes that lead somewhere, or say what others lead to
_NAMES: Final = frozenset(
    ("id", "href", "src", "name", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A written page: ``file`` from the folder of the website, ``depth`` below the start page."""

    file: str
    title: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands before and after the pages: the title, a line about the day, what the file is."""

    title: str
    day: str
    says: tuple[str, ...]
    base: str


class MissingChapterError(KonzeptError):
    """The file has no chapter where it says that it has one, or none at all."""


def joined(pages: Sequence[Chapter], parts: Iterable[str], cover: Cover, style: str) -> str:
    """The whole file of the parts that :func:`part` made of the pages."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    says = "".join(f"<p>{html.escape(words)}</p>\n" for words in (cover.day, *cover.says))
    title = html.escape(cover.title)
    return f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{title}: das Ganze in einer Datei</title>
<meta name="description" content="{title}, alle Seiten in einer Datei. {html.escape(cover.day)}">
<style>{style}</style>
</head>
<body class="eine-datei">
<a class="sprung" href="#inhalt">Zum Inhalt springen</a>
<header class="kopf"><div class="breite">
<h1>{title}</h1>
{says}</div></header>
<nav class="breite inhaltsverzeichnis" aria-labelledby="verzeichnis">
<h2 id="verzeichnis">Inhalt</h2>
{_contents(pages)}</nav>
<main id="inhalt" class="breite">
{"".join(parts)}</main>
</body>
</html>
"""


def _contents(pages: Sequence[Chapter]) -> str:
    """The table of contents: chapters, and below each the pages that belong to it."""
    lines, nested = ["<ul>"], False
    for page in pages:
        below = page.depth > _CHAPTER
        if below and not nested:
            lines[-1] = lines[-1].removesuffix("</li>") + "<ul>"
        elif nested and not below:
            lines.append("</ul></li>")
        lines.append(f'<li><a href="#{page_anchor(page.file)}">{html.escape(page.title)}</a></li>')
        nested = below
    return "\n".join([*lines, *(["</ul></li>"] if nested else []), "</ul>"]) + "\n"


def part(
    page: Chapter, text: str, known: set[str], base: str, items: Mapping[str, str], read: Callable[[str], bytes]
) -> str:
    """The article of a page, which is written as ``text``, with its own anchors and headings below those of the file.

    ``known`` are the files that have a chapter, ``items`` the files of items by ID; ``base`` is the address of the
    website, to which other links lead, and ``read`` gives the bytes of a picture. Files count from the website's
    folder.
    """
    rewriter = _Rewriter(page.file, known, base, items, read)
    body = article(text, page.file, rewriter.attributes, shift=1 if page.depth <= _CHAPTER else 2)
    return f'<article class="text" id="{page_anchor(page.file)}">{body}</article>\n'


def place(whole: str, file: str) -> tuple[int, int] | None:
    """From where to where the text of a page stands in the whole file; nothing if it is no chapter of it.

    :raises MissingChapterError: if the file has no chapters, or its table of contents has one that is not there.
    """
    anchor, begin, depth, linked, chapters = page_anchor(file), 0, 0, False, 0
    for tag in tags(whole):
        attributes = dict(tag.attributes)
        linked = linked or attributes.get("href") == f"#{anchor}"
        if tag.name != "article":
            continue
        depth += -1 if tag.closes else 1
        if begin and not depth:
            return begin, tag.start
        if depth == 1 and not tag.closes:
            chapters += 1
            begin = tag.end if attributes.get("id") == anchor else 0
    if linked or not chapters:
        raise MissingChapterError(
            f'In {catalogue.WHOLE.file} fehlt das <article id="{anchor}"> oder sein Ende: das Kapitel zu {file}. '
            "Geändert wurde nichts. Stellen Sie die Datei aus einer Kopie wieder her."
        )
    return None


def page_anchor(file: str) -> str:
    """The anchor of a whole page; a percent sign would be read as code in a link."""
    return f"seite-{file.removesuffix('.html').replace('/', '-').replace('%', '_')}"


@dataclass(frozen=True, slots=True)
class _Rewriter:
    """Rewrites the attributes of one page."""

    file: str
    known: set[str]
    base: str
    items: Mapping[str, str]
    read: Callable[[str], bytes]

    def attributes(self, attributes: Attributes) -> Attributes:
        """The attributes of a tag as they must be in this file; one that leads nowhere in it is left out."""
        found = [(name, self._new(name, value or "") if name in _NAMES else value) for name, value in attributes]
        return [(name, value) for name, value in found if value or name not in _NAMES]

    def _new(self, name: str, value: str) -> str:
        if name == "href":
            return self.link(value)
        if name == "src":
            return self.picture(value)
        return " ".join(self.id(word, self.file) for word in value.split())

    def id(self, ident: str, file: str) -> str:
        """An anchor of a page, unique in the whole: an item keeps its ID."""
        return ident if self.items.get(ident) == file else f"{page_anchor(file)}-{ident}"

    def link(self, address: str) -> str:
        """Where a link leads in the whole."""
        if re.match(r"[a-z]+:", address):
            return address
        path, _, fragment = address.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), path)) if path else self.file
        if file in self.known:
            return "#" + (self.id(fragment, file) if fragment else page_anchor(file))
        return f"{self.base}/{file}" if self.base else ""

    def picture(self, address: str) -> str:
        """A picture as part of the file; one that is not of the website is none."""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), address))
        kind, content = mimetypes.guess_type(file)[0] or "application/octet-stream", self.read(file)
        return f"data:{kind};base64,{base64.b64encode(content).decode()}" if content else ""


def used_styles(addresses: Iterable[str], sheets: Mapping[str, str]) -> Iterator[str]:
    """The style sheets to which some page links, in the order given."""
    linked = {PurePosixPath(urlsplit(address).path).name for address in addresses}
    yield from (sheet for name, sheet in sheets.items() if name in linked)
