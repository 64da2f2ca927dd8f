"""Writes the whole website as one file, once all its pages are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept import catalogue
from konzept.exports import onefile
from konzept.model.dates import german_day
from konzept.notices import official
from konzept.pages.build import Build
from konzept.web import hyphens

_SHEETS: Final = ("konzept.css", "sphinx-design.min.css", "pygments.css")


def write_file(build: Build, app: Sphinx, exception: Exception | None) -> None:
    """Write the file from the pages of the website."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder) or builder.name != "html":
        return
    folder = Path(app.outdir)
    root = builder.config.root_doc
    pages = [
        onefile.Chapter(
            file=builder.get_target_uri(docname),
            title=builder.env.titles[docname].astext() if docname != root else "Überblick",
            depth=depth,
            text=hyphens.written(Path(builder.get_outfilename(docname))),
        )
        for docname, depth in _in_order(builder.env, root, 0, set())
        if docname not in build.foreign and not build.town.is_editorial(docname)
    ]
    cover = onefile.Cover(
        title=build.town.title,
        day=f"Alle Seiten in einer Datei. Stichtag dieser Seiten: {german_day(build.today)}.",
        says=(official(build.town), build.town.legal),
        base=build.town.base,
    )
    sheets = {name: (folder / "_static" / name).read_text("utf-8") for name in _SHEETS}
    style = "\n".join(onefile.used_styles(pages, sheets))
    items = {item.id: builder.get_target_uri(build.docname(item)) for item in build.concept.items.values()}
    target = folder / catalogue.WHOLE.file
    target.parent.mkdir(exist_ok=True)
    pictures = {f"{builder.imagedir}/{name}" for _, name in builder.env.images.values()}

    def read(file: str) -> bytes:
        """The bytes of a picture of the website; of nothing else, whatever a page says."""
        return (folder / file).read_bytes() if file in pictures else b""

    target.write_text(onefile.assemble(pages, cover, style, items, read), "utf-8")


def _in_order(env: BuildEnvironment, docname: str, depth: int, seen: set[str]) -> Iterator[tuple[str, int]]:
    """The documents as a reader would turn the pages, each with its depth below the start page."""
    if docname in seen or docname not in env.titles:
        return
    seen.add(docname)
    yield docname, depth
    for below in env.toctree_includes.get(docname, ()):
        yield from _in_order(env, below, depth + 1, seen)
