"""Writes the whole website as one file, once all its pages are written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sphinx.environment import BuildEnvironment

from konzept import catalogue
from konzept.exports import onefile
from konzept.exports.page_marks import style_sheets
from konzept.model.dates import german_day
from konzept.notices import official
from konzept.pages.build import Build
from konzept.web import hyphens
from konzept.web.html_builder import Website
from konzept.web.kept import kept

_SHEETS: Final = ("konzept.css", "sphinx-design.min.css", "pygments.css")


def write_file(build: Build, builder: Website) -> None:
    """Write the file from the pages of the website."""
    folder, env = Path(builder.outdir), builder.env
    root = builder.config.root_doc
    documents = {
        docname: onefile.Chapter(
            file=builder.get_target_uri(docname),
            title=env.titles[docname].astext() if docname != root else "Überblick",
            depth=depth,
        )
        for docname, depth in _in_order(env, root, 0, set())
        if docname not in build.foreign and not build.town.is_editorial(docname)
    }
    cover = onefile.Cover(
        title=build.town.title,
        day=f"Alle Seiten in einer Datei. Stichtag dieser Seiten: {german_day(build.today)}.",
        says=(official(build.town), build.town.legal),
        base=build.town.base,
    )
    items = {item.id: builder.get_target_uri(build.docname(item)) for item in build.concept.items.values()}
    known = {page.file for page in documents.values()}
    pictures = {f"{builder.imagedir}/{name}" for _, name in env.images.values()}

    def read(file: str) -> bytes:
        """The bytes of a picture of the website; of nothing else, whatever a page says."""
        return (folder / file).read_bytes() if file in pictures else b""

    parts, linked = [], set()
    depths = {page.file: page.depth for page in documents.values()}
    with kept(builder.app, "eine-datei", items, depths, cover.base, _sums(folder, pictures)) as made:
        for docname, page in documents.items():

            def make(text: str, page: onefile.Chapter = page) -> tuple[str, list[str]]:
                own = onefile.part(page, text, known, cover.base, items, read)
                return hyphens.in_tables(own), style_sheets(text)  # what is copied elsewhere has no soft hyphens

            part, sheets = made(Path(builder.get_outfilename(docname)), make)
            parts.append(part)
            linked.update(sheets)
    found = {name: (folder / "_static" / name).read_text("utf-8") for name in _SHEETS}
    style = "\n".join(onefile.used_styles(linked, found))
    target = folder / catalogue.WHOLE.file
    target.parent.mkdir(exist_ok=True)
    target.write_text(onefile.joined(list(documents.values()), parts, cover, style), "utf-8")


def _sums(folder: Path, files: Iterable[str]) -> list[str]:
    return [hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in sorted(files)]


def _in_order(env: BuildEnvironment, docname: str, depth: int, seen: set[str]) -> Iterator[tuple[str, int]]:
    """The documents as a reader would turn the pages, each with its depth below the start page."""
    if docname in seen or docname not in env.titles:
        return
    seen.add(docname)
    yield docname, depth
    for below in env.toctree_includes.get(docname, ()):
        yield from _in_order(env, below, depth + 1, seen)
