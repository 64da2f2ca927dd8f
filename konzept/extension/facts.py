"""The facts of an item as description lists: its options with German labels, and its trace."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from docutils import nodes

from konzept.concept import Concept
from konzept.extension.markup import draw_line
from konzept.model import Field, Item, Option, PartialDate, Priority, Recommendation, Word
from konzept.views.parts import Line, Ref, Url, id_ref, number, ref

_SHOWN_AS_ORIGIN = ("genannt_in",)
_WITH_CRITERION = ("status",)


def facts(concept: Concept, item: Item) -> list[nodes.Node]:
    """The head of an item: its options, and for a recommendation who says so and its origin."""
    entries: list[tuple[str, list[Line]]] = []
    if not isinstance(item, Field | Recommendation):
        entries.append(("Kennung", [(item.id,)]))
    for attribute, spec in item.options():
        if spec.block == "kopf" and spec.name not in _SHOWN_AS_ORIGIN:
            entries.append((spec.label, _lines(concept, spec, getattr(item, attribute))))
        if isinstance(item, Recommendation) and spec.name == "status":
            entries.append(("Wer das sagt", _said(concept, item)))
            entries.append(("Herkunft", _origins(concept, item)))
        if isinstance(item, Recommendation) and spec.name == "priority":
            entries[-1] = (spec.label, [(_priority(concept, item),)])
    return _list(entries)


def proposal(concept: Concept, item: Item) -> list[nodes.Node]:
    """What the Redaktion proposes for the realisation."""
    entries = [
        (spec.label, _lines(concept, spec, getattr(item, attribute)))
        for attribute, spec in item.options()
        if spec.block == "umsetzung"
    ]
    return _list(entries)


def trace(concept: Concept, item: Item) -> list[nodes.Node]:
    """What points at an item, by kind; what the page shows below it anyway is left out."""
    if isinstance(item, Field):
        return []
    found: dict[str, list[Line]] = defaultdict(list)
    for kind, label in _backward(concept, item):
        if not (isinstance(item, Recommendation) and kind.place.file == item.place.file):
            found[label].append((id_ref(kind), f" {kind.title}"))
    return _list(list(found.items()))


def _backward(concept: Concept, item: Item) -> list[tuple[Item, str]]:
    pairs = []
    for other in concept.pointing_at(item.id, Item):
        specs = [spec for spec, target in other.links() if target == item.id]
        pairs += [(other, other.PLURAL if spec.name == "betrifft" else spec.backward) for spec in specs]
    return pairs


def _said(concept: Concept, item: Recommendation) -> list[Line]:
    newest = concept.newest_updates(item)
    if not newest:
        return [("Niemand; ein Sachstand ist nicht bekannt.",)]
    return [(f"{u.stated_by}, {u.date.german}: {u.status.label} (", ref(u), ")") for u in newest]


def _priority(concept: Concept, item: Recommendation) -> str:
    """The priority; for a Top item also how it became one."""
    field = concept.get(item.field, Field)
    if item.priority is Priority.OTHER or field is None:
        return item.priority.label
    return f"{item.priority.label} ({field.top_state.label})"


def _origins(concept: Concept, item: Recommendation) -> list[Line]:
    lines: list[Line] = []
    for entry in concept.origins(item):
        link: Line = (" (", ref(entry.source), ")") if entry.source else ()
        lines.append((entry.sentence, *link))
    return lines


def _lines(concept: Concept, spec: Option, value: object) -> list[Line]:
    """A value as lines; what is not known says so where the model wants it."""
    if value is None or value == ():
        return [(spec.unknown,)] if spec.unknown else []
    values = value if isinstance(value, tuple) else (value,)
    return [_line(concept, spec, part) for part in values]


def _line(concept: Concept, spec: Option, value: object) -> Line:
    match value:
        case Word():
            criterion = f": {value.criterion}" if spec.name in _WITH_CRITERION and value.criterion else ""
            return (f"{value.label}{criterion}",)
        case PartialDate():
            return (value.german,)
        case Decimal():
            return (number(value),)
        case str() if spec.targets:
            target = concept.items.get(value)
            return (ref(target) if target else Ref(value, value),)
        case str() if spec.form == "url":
            return (Url(value, value),)
        case _:
            return (str(value),)


def _list(entries: list[tuple[str, list[Line]]]) -> list[nodes.Node]:
    filled = [(label, lines) for label, lines in entries if lines]
    if not filled:
        return []
    items = []
    for label, lines in filled:
        paragraphs = [nodes.paragraph("", "", *draw_line(line)) for line in lines]
        items.append(nodes.definition_list_item("", nodes.term("", label), nodes.definition("", *paragraphs)))
    return [nodes.definition_list("", *items, classes=["angaben"])]
