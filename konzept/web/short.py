"""Short addresses: ``SPR-01/`` leads for good to the page of the recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept.pages.build import Build

_TEMPLATE = "short.html"


def pages(build: Build, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for every recommendation."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    items = build.concept.recommendations()
    base = build.town.base
    for item in items:
        name = f"{item.id}/index"
        docname = build.docname(item)
        target = builder.get_relative_uri(name, docname)
        canonical = f"{base}/{builder.get_target_uri(docname)}" if base else target
        heading = item.numbered
        yield name, {"target": target, "canonical": canonical, "heading": heading}, _TEMPLATE
