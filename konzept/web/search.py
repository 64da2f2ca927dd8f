"""Writes what the search reads: every unit of the website, as scripts so that it works from a folder.

One file as long as that is light. Of a larger website the first file, which every search loads, has what people look
for most, shortened if need be; the whole texts and the proofs are in further files, loaded when they are asked for.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from konzept import synonyms
from konzept.blocks import Badge
from konzept.model import (
    Consultation,
    Development,
    Event,
    Figure,
    Item,
    Origin,
    Paper,
    Recommendation,
    Source,
    Statement,
)
from konzept.pages.build import Build, language_of
from konzept.rules import lookups
from konzept.views.cards import origin_badges
from konzept.views.marks import mark
from konzept.web import menu
from konzept.web.html_builder import Website
from konzept.web.hyphens import parted
from konzept.web.kept import Made, kept
from konzept.web.units import Unit, units

FILE: Final = "suche-texte.js"
FURTHER: Final = "suche-texte-{}.js"
ROOM: Final = 54_000
"""How many bytes a file may have when it is compressed: with page and scripts, a first search stays below 80 kB."""
_LATER: Final = frozenset(kind.LABEL for kind in (Source, Figure, Paper, Consultation, Statement, Event, Development))
_SHORTER: Final = (1000, 500, 250, 120, 60, 0)
_KIND, _ADDRESS, _TEXT = 0, 3, 5
Row = list[Any]
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


def write_texts(build: Build, builder: Website) -> None:
    """Write every unit of the pages, and the town's synonyms."""
    items = {item.id: item.NAME for item in build.concept.items.values()}
    languages = {docname: page.language.tag for docname, page in build.foreign.items()}
    with kept(builder.app, "suche", items, languages) as made:
        rows = [row for docname in sorted(builder.env.found_docs) for row in _rows(build, builder, made, docname)]
    more = {
        "namen": _names(build, builder),
        "synonyme": synonyms.read(Path(builder.srcdir)).groups,
        "empfehlung": [Recommendation.LABEL, Recommendation.PLURAL],
    }
    write(Path(builder.outdir), rows, more)


def write(folder: Path, rows: list[Row], more: dict[str, Any]) -> None:
    """Write the rows into as many files as they need; ``more`` is what the first one says besides."""
    first, *rest = shared(rows)
    further = {FURTHER.format(number): _script({"texte": part}) for number, part in enumerate(rest, 2)}
    weights = [[name, _weight(part)] for name, part in zip(further, rest, strict=True)]
    for name, text in {FILE: _script({"texte": first, **more, "weitere": weights}), **further}.items():
        (folder / name).write_text(text, "utf-8")


def files(folder: Path) -> list[str]:
    """What this build wrote for the search, by what the first file says."""
    whole = json.loads((folder / FILE).read_text("utf-8").partition("(")[2].rpartition(")")[0])
    return [FILE, *(name for name, _ in whole["weitere"])]


def shared(rows: list[Row]) -> list[list[Row]]:
    """The rows of each file, none heavier than that; what the first one has shortened stands whole in another."""
    if _weight(rows) <= ROOM:
        return [rows]
    ahead = [row for row in rows if row[_KIND] not in _LATER]
    for most in (None, *_SHORTER):
        first = [[*row[:_TEXT], row[_TEXT][:most], *row[_TEXT + 1 :]] for row in ahead]
        if _weight(first) <= ROOM:
            break
    else:
        first = next(_parts(first))
    known = {(row[_ADDRESS], row[_TEXT]) for row in first}
    return [first, *_parts([row for row in rows if (row[_ADDRESS], row[_TEXT]) not in known])]


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    if len(rows) < 2 or _weight(rows) <= ROOM:
        yield from [rows] if rows else []
        return
    for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
        yield from _parts(half)


def _weight(rows: list[Row]) -> int:
    return len(gzip.compress(_script({"texte": rows}).encode()))


def _script(found: dict[str, Any]) -> str:
    return f"Suche.lies({json.dumps(found, ensure_ascii=False, separators=(',', ':'))})\n"


def _rows(build: Build, builder: Website, made: Made, docname: str) -> Iterator[Row]:
    """Kind, ID, title, address, where it stands, text, marks and, if it is not German, the language of each unit.

    Pages for the Redaktion have none: who searches wants to read, not to write.
    """
    if build.town.is_editorial(docname):
        return
    address, title = builder.get_target_uri(docname), builder.env.titles[docname].astext()
    language = language_of(build, docname)
    spoken = [] if docname not in build.foreign else [language.tag, language.name, language.direction]
    of_places = lookups.KEY in builder.env.metadata[docname]
    written = Path(builder.get_outfilename(docname))

    def found(page: str) -> list[tuple[Unit, str, str]]:
        """The units of a page, each with its title and its text as a hit shows them."""
        said = units(page, build.concept, of_places=of_places)
        return [(unit, parted(unit.title, language.tag), parted(unit.text, language.tag)) for unit in said]

    for unit, name, text in made(written, found):
        item = build.concept.items.get(unit.ident)
        place = title if unit.anchor and unit.title != title else ""
        if isinstance(item, Recommendation):
            place = build.concept.items[item.field].title if item.field in build.concept.items else ""
        at = f"{address}#{unit.anchor}" if unit.anchor else address
        marks = _marks(build, item) if isinstance(item, Recommendation) else []
        above = parted(place, language.tag)
        yield [kind(unit, item), item.id if item else "", name, at, above, text, marks, *spoken]


def _marks(build: Build, item: Recommendation) -> list[list[str]]:
    """Status with its age, and origin, as a card shows them."""
    found = (mark(build.concept, item, build.today), *origin_badges(build.concept, item))
    return [[" ".join(badge.looks), badge.text] for badge in found if isinstance(badge, Badge)]


def _names(build: Build, builder: Website) -> dict[str, str]:
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
    return item.LABEL if item else "Begriff" if unit.is_term else "Anlaufstelle" if unit.is_place else "Seite"
