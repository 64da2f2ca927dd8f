"""Short addresses: ``SPR-01/`` leads for good to the page of the recommendation."""

from __future__ import annotations

from pathlib import Path

from konzept import files
from konzept.pages.build import Build
from konzept.web.html_builder import Website


def write(build: Build, builder: Website) -> None:
    """Write a page for every recommendation, unless it is there as it would be written."""
    template = builder.templates.environment.get_template("short.html")
    base = build.town.base
    for item in build.concept.recommendations():
        name, docname = f"{item.id}/index", build.docname(item)
        target = builder.get_relative_uri(name, docname)
        canonical = f"{base}/{builder.get_target_uri(docname)}" if base else target
        page = template.render(target=target, canonical=canonical, heading=item.numbered, site=build.town.title)
        files.renew(Path(builder.get_outfilename(name)), page.encode())
