"""Gives the search what Sphinx' index does not know: items and terms with kind and address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept.model import Item, Origin, Recommendation
from konzept.pages.build import Build

FILE: Final = "suche-eintraege.js"


def register(app: Sphinx) -> None:
    """Give every page the script of the search."""
    app.add_js_file("suche.js", loading_method="defer")


def leave_out(build: Build, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the pages for the Redaktion out of the index: who searches wants to read, not to write."""
    for docname in env.found_docs:
        env.metadata[docname].pop("no-search", None)
        if build.town.is_editorial(docname):
            env.metadata[docname]["no-search"] = ""
    return []


def write_items(build: Build, app: Sphinx, exception: Exception | None) -> None:
    """Write the items beside Sphinx' index, as a script so that it works from a folder too."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder):
        return
    rows = [
        [item.id, kind(item), item.title, f"{builder.get_target_uri(build.docname(item))}#{item.id}"]
        for item in build.concept.items.values()
    ]
    objects = builder.env.domains.standard_domain.objects
    rows += [
        ["", "Begriff", name, f"{builder.get_target_uri(docname)}#{anchor}"]
        for (objtype, name), (docname, anchor) in sorted(objects.items())
        if objtype == "term"
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / FILE).write_text(f"Search.setItems({text})\n", "utf-8")


def kind(item: Item) -> str:
    """What the hit list calls an item; a proposal of the Redaktion is named so."""
    return Origin.PROPOSAL.label if isinstance(item, Recommendation) and item.is_proposal else item.LABEL
