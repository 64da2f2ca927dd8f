"""Draws the parts of a recommendation's page that come from the whole concept."""

from __future__ import annotations

from docutils import nodes

from konzept.blocks import Line, ref
from konzept.model import Item, Recommendation
from konzept.pages.nodes import draw_line
from konzept.views.dossier import TimelineEntry, citation
from konzept.views.dossier import editions as lines
from konzept.views.dossier import timeline as entries
from konzept.views.scope import Scope

_NOTHING = "Es ist noch nichts eingetragen."
_NEWEST_FIRST = "Das Neueste steht oben. Eine Beratung oder Entwicklung ändert für sich den Stand nicht."


def timeline(scope: Scope, item: Item) -> list[nodes.Node]:
    """The timeline: a section for each record, named by its ID."""
    if not isinstance(item, Recommendation):
        return []
    found = entries(scope.concept, item)
    lead = nodes.paragraph("", _NEWEST_FIRST if found else _NOTHING, classes=[] if found else ["leer"])
    return [lead, *(_entry(item, entry) for entry in found)]


def _entry(item: Recommendation, entry: TimelineEntry) -> nodes.section:
    record = entry.record
    section = nodes.section(ids=[f"{item.id}-{record.id}"], names=[record.id], classes=["eintrag", record.NAME])
    section += nodes.title("", "", *draw_line((ref(record),)))
    section += nodes.paragraph("", "", *draw_line(entry.line), classes=["zeit"])
    if entry.sources:
        parts: Line = tuple(part for source in entry.sources for part in (", ", source))[1:]
        section += nodes.paragraph("", "", *draw_line(("Quelle: ", *parts)), classes=["beleg"])
    return section


def editions(scope: Scope, item: Item) -> list[nodes.Node]:
    """What each Ausgabe changed at a recommendation."""
    if not isinstance(item, Recommendation):
        return []
    found = [nodes.list_item("", nodes.paragraph("", "", *draw_line(line))) for line in lines(scope, item)]
    return [nodes.bullet_list("", *found)]


def cite(scope: Scope, item: Item) -> list[nodes.Node]:
    """How to cite an item."""
    return [nodes.paragraph("", "", *draw_line(line)) for line in citation(scope, item)]
