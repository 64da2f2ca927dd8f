"""Words and dates in the tables of sphinx-needs, which shows them as authors write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from docutils import nodes
from sphinx.application import Sphinx

from konzept.model import Item
from konzept.model.dates import PartialDate
from konzept.model.declare import Word
from konzept.model.values import german
from konzept.pages.build import Build
from konzept.pages.sphinx_needs import NeedtableRow

_CELL = "needs_"


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
