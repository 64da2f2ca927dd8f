"""Words, dates, headings and order in the lists of sphinx-needs, which has them as authors write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from konzept.model import TYPES, Item
from konzept.model.dates import PartialDate
from konzept.model.declare import Word
from konzept.model.values import german
from konzept.pages.build import Build
from konzept.pages.sphinx_needs import Needlist, Needtable, NeedtableRow, NeedtableTable

_CELL = "needs_"
_OWN: Final = {"id": "Nummer", "title": "Titel", "type": "Art", "datum": "Datum"}
_USUAL: Final = "id; title; status"
_BY_NUMBER: Final = "nach-nummer"


def headed(columns: str) -> str:
    """The columns of a table, each with a heading: where authors say none, that of the model, and not its name."""
    parts = (part.strip() for part in (columns or _USUAL).split(";"))
    return "; ".join(part if " as " in part else f'{part} as "{_heading(part)}"' for part in parts)


def _heading(name: str) -> str:
    found = (spec.heading for kind in TYPES for _, spec in kind.options() if spec.name == name)
    return _OWN.get(name) or next(found, name)


def note_order(options: Mapping[str, str], drawn: Iterable[nodes.Node]) -> None:
    """Note of a table or list whether authors want it by number: they say so, or name no order."""
    if options.get("sort", options.get("sort_by", "id")) == "id":
        for node in drawn:
            if isinstance(node, Needtable | Needlist):
                node["classes"] = [*node["classes"], _BY_NUMBER]


def put_in_order(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put what goes by number into the order of the concept: by fields in theirs, not in that of the alphabet."""
    noted = [node for node in doctree.findall(nodes.Element) if _BY_NUMBER in node["classes"]]
    if not noted:
        return  # as on nearly every page: looking at all items for each would grow with the square
    places = {ident: place for place, ident in enumerate(build.concept.items)}
    for node in noted:
        node["classes"].remove(_BY_NUMBER)
        body = next(node.findall(nodes.tbody)) if isinstance(node, NeedtableTable) else node
        if isinstance(body, nodes.tbody | nodes.line_block):  # without entries it is a sentence
            body[:] = sorted(body.children, key=lambda entry: places.get(_ident(entry), len(places)))


def _ident(entry: nodes.Node) -> str:
    """The ID of what a row or line of sphinx-needs is about."""
    if isinstance(entry, NeedtableRow):
        return str(entry["html_attributes"]["data-need-id"])
    return str(next(entry.findall(nodes.reference))["refuri"].rpartition("#")[2])


def say_german(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the label of a word and the German form of a date or number into each cell that shows one."""
    for row in doctree.findall(NeedtableRow):
        if item := build.concept.items.get(row["html_attributes"]["data-need-id"]):
            for entry in row.findall(nodes.entry):
                _say(entry, item)


def _say(entry: nodes.entry, item: Item) -> None:
    shown = {name.removeprefix(_CELL) for name in entry["classes"] if name.startswith(_CELL)}
    for attribute, spec in item.options():
        value = getattr(item, attribute)
        if spec.name in shown and isinstance(value, Word | PartialDate | date | Decimal):
            for text in list(entry.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(german(value)))
