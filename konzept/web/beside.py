"""Writes the files beside the pages: data, feeds, calendar, sitemap, preview picture, security.txt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept import catalogue, files
from konzept.exports import metadata, preview
from konzept.exports.atom import atom
from konzept.exports.ical import ical
from konzept.files.archives import unpacked
from konzept.model import Item
from konzept.pages.build import Build
from konzept.survey.workbook import workbook
from konzept.views.following import DATES, Following, days
from konzept.web import data
from konzept.web.html_builder import Website

_DRAWN = "konzept_preview"


def draw_preview(build: Build, app: Sphinx, env: object) -> list[str]:
    """Draw the preview picture, unless it is there as it would be drawn."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    file = Path(app.outdir) / metadata.PREVIEW
    key = hashlib.sha256(repr((build.town, Path(preview.__file__).read_bytes())).encode()).hexdigest()
    if getattr(env, _DRAWN, "") != key or not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(preview.draw(build.town))
        setattr(env, _DRAWN, key)
    return []


def write_files(build: Build, builder: Website) -> None:
    """Write the files, and delete those that are no longer wanted."""
    base = build.town.base
    names = [builder.get_target_uri(docname) for docname in builder.env.found_docs]
    names += [export.file for export in catalogue.DATA_FILES]
    folder = Path(builder.outdir)
    _put(folder / "sitemap.xml", metadata.sitemap(f"{base}/{name}" for name in names) if base else "")
    _put(folder / metadata.SECURITY, metadata.security_txt(build.town, build.today))
    (folder / metadata.AS_IT_IS).touch()


def _put(file: Path, text: str) -> None:
    """Write a file; without content it is not there."""
    if text:
        files.renew(file, text.encode())
    else:
        file.unlink(missing_ok=True)


def write_feeds(build: Build, builder: Website) -> None:
    """Write data, feeds, calendar and blank questionnaires; their links are absolute if the website has an address."""
    base = build.town.base

    def at(item: Item, up: str = "") -> str:
        page = f"{builder.get_target_uri(build.docname(item))}#{item.id}"
        return f"{base}/{page}" if base else f"{up}{page}"

    concept, town, today, folder = build.concept, build.town, build.today, Path(builder.outdir)
    for feed in Following(concept, town, today).feeds:
        above = partial(at, up="../" * feed.file.count("/"))
        files.renew(folder / feed.file, atom(feed, concept, town, today, above, build.chronicle))
    if has_days(build):
        files.renew(folder / DATES, ical(concept, town, today, at))
    data.write(build, at, folder)
    for name, question in build.questionnaires().items():
        if build.asked:
            files.renew(folder / name, unpacked(workbook(question, build.asked, concept, town)))


def written(build: Build) -> Iterator[str]:
    """The files that :func:`write_feeds` writes."""
    yield from (export.file for export in catalogue.DATA_FILES)
    yield from (feed.file for feed in Following(build.concept, build.town, build.today).feeds)
    yield from [DATES] if has_days(build) else []
    yield from build.questionnaires()


def has_days(build: Build) -> bool:
    """Whether the calendar has an entry."""
    return next(days(build.concept, build.today), None) is not None
