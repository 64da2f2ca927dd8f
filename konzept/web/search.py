"""Writes what the search reads: one file with every unit of the website, as a script so that it works from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept import synonyms
from konzept.blocks import Badge
from konzept.model import Item, Origin, Recommendation
from konzept.pages.build import Build, language_of
from konzept.views.cards import origin_badges
from konzept.views.marks import mark
from konzept.web import menu
from konzept.web.kept import Made, kept
from konzept.web.units import Unit, units

FILE: Final = "suche-texte.js"
PAGE: Final = "search"
SCRIPTS: Final = ("suche-worte.js", "suche-finden.js", "suche.js")
"""German words, finding, drawing, each using what comes before it."""


def register(app: Sphinx) -> None:
    """Give every page the scripts of the search."""
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")


def page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page with the search."""
    yield PAGE, {}, "search.html"


def write_texts(build: Build, app: Sphinx, exception: Exception | None) -> None:
    """Write every unit of the pages, and the town's synonyms."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder):
        return
    items = {item.id: (item.NAME, item.title) for item in build.concept.items.values()}
    with kept(app, "suche", items) as made:
        texts = [row for docname in sorted(builder.env.found_docs) for row in _rows(build, builder, made, docname)]
    found = {
        "texte": texts,
        "namen": _names(build, builder),
        "synonyme": synonyms.read(Path(app.srcdir)).groups,
        "empfehlung": [Recommendation.LABEL, Recommendation.PLURAL],
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / FILE).write_text(f"Suche.lies({text})\n", "utf-8")


def _rows(build: Build, builder: StandaloneHTMLBuilder, made: Made, docname: str) -> Iterator[list[Any]]:
    """Kind, ID, title, address, where it stands, text, marks and, if it is not German, the language of each unit.

    Pages for the Redaktion have none: who searches wants to read, not to write.
    """
    if build.town.is_editorial(docname):
        return
    address, title = builder.get_target_uri(docname), builder.env.titles[docname].astext()
    language = language_of(build, docname)
    spoken = [] if docname not in build.foreign else [language.tag, language.name, language.direction]
    for unit in made(Path(builder.get_outfilename(docname)), lambda page: list(units(page, build.concept))):
        item = build.concept.items.get(unit.ident)
        place = title if unit.anchor and unit.title != title else ""
        if isinstance(item, Recommendation):
            place = build.concept.items[item.field].title if item.field in build.concept.items else ""
        at = f"{address}#{unit.anchor}" if unit.anchor else address
        marks = _marks(build, item) if isinstance(item, Recommendation) else []
        yield [kind(unit, item), item.id if item else "", unit.title, at, place, unit.text, marks, *spoken]


def _marks(build: Build, item: Recommendation) -> list[list[str]]:
    """Status with its age, and origin, as a card shows them."""
    found = (mark(build.concept, item, build.today), *origin_badges(build.concept, item))
    return [[f"{badge.kind}-{badge.value}", badge.text] for badge in found if isinstance(badge, Badge)]


def _names(build: Build, builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """The addresses of pages which the menu calls otherwise than they do themselves, by that name."""
    env = builder.env
    return {
        entry.title: builder.get_target_uri(entry.docname)
        for group in menu.groups(env, build.concept, build.town)
        for above in group.entries
        for entry in (above, *above.entries)
        if entry.title != env.titles[entry.docname].astext()
    }


def kind(unit: Unit, item: Item | None) -> str:
    """What the hit list calls a unit; a proposal of the Redaktion is named so."""
    if isinstance(item, Recommendation) and item.is_proposal:
        return Origin.PROPOSAL.label
    return item.LABEL if item else "Begriff" if unit.is_term else "Seite"
