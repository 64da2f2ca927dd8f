"""Offers the data of each table as a file: CSV, beside the pages, linked below the table.

What the file says is what the page shows, cell by cell, so that no mark is lost on the way; columns in which nobody
has a value stay in it, since programs rely on them. Pages for the Redaktion
and Sitzungsvorlagen have no data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept import catalogue
from konzept.exports.csv import table_csv
from konzept.files import renew
from konzept.pages.build import Build
from konzept.pages.nodes import OF_FILES
from konzept.pages.table_parts import caption_of, cells_of, rows_of
from konzept.paper import is_paper
from konzept.web.responsive import is_drawn

FOLDER: Final = f"{catalogue.FOLDER}/seiten"
_OURS: Final = re.compile(rf"{FOLDER}/(.+)-[0-9]+\.csv")


def offer(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write a file for each table of a page that has a caption and data, and tell the table where it lies."""
    is_form = is_paper(f"{docname}.md") or build.town.is_editorial(docname)
    if is_form or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    number, has_book = 0, False
    names: list[str] = []
    for table in doctree.findall(nodes.table):
        caption = caption_of(table)  # below: the heading first, the lines of a cell apart
        rows = [[_words(entry) for entry in cells_of(row)] for row in rows_of(table)]
        if not caption or len(rows) < 2:
            continue
        number += 1  # also for one that offers none, so that the addresses of the others stay
        if OF_FILES in table["classes"]:
            continue
        name = f"{FOLDER}/{docname}-{number}.csv"
        renew(Path(app.outdir) / name, table_csv(rows, build.town, build.today))
        up = "../" * docname.count("/")
        book = up + catalogue.WORKBOOK.file if is_drawn(table) and not has_book else ""  # once a page
        has_book = has_book or bool(book)
        table["data"] = (up + quote(name), caption, book)
        names.append(name)
    build.tables[docname] = tuple(names)


def kept(build: Build, docnames: Iterable[str]) -> Iterator[str]:
    """The files of pages: those of this build, or of a page not written anew, those that an earlier one left."""
    left: dict[str, list[str]] = defaultdict(list)
    for name in build.present:
        if found := _OURS.fullmatch(name):
            left[found[1]].append(name)
    for docname in docnames:
        yield from build.tables.get(docname, left[docname])


def _words(entry: nodes.entry) -> str:
    lines = (" ".join(child.astext().split()) for child in entry.children)
    return " | ".join(line for line in lines if line)
