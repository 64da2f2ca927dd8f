"""Writes the feeds and the calendar beside the pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept.extension.build import Build
from konzept.model import Item
from konzept.syndication.calendar import ical
from konzept.syndication.feed import atom, records

ALL, TOP, DATES = "aenderungen.atom", "top-2.atom", "termine.ics"


def connect(app: Sphinx, build: Build) -> None:
    """Connect the handlers of this part."""
    app.connect("build-finished", partial(write, build))


def write(build: Build, app: Sphinx, exception: Exception | None) -> None:
    """Write all three; their links are absolute if the website has an address."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder):
        return
    base = build.town.basisadresse.rstrip("/")

    def at(item: Item) -> str:
        page = f"{builder.get_target_uri(build.docname(item))}#{item.id}"
        return f"{base}/{page}" if base else page

    concept, town, today, folder = build.concept, build.town, build.today, Path(app.outdir)
    found = records(concept, today)
    (folder / ALL).write_bytes(atom(ALL, "Was geschehen ist", found, concept, town, today, at))
    found = records(concept, today, only_top=True)
    title = f"Was bei den Top {town.anzahl_top} geschehen ist"
    (folder / TOP).write_bytes(atom(TOP, title, found, concept, town, today, at))
    (folder / DATES).write_bytes(ical(concept, town, today, at))
