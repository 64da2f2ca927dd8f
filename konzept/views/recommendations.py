"""Lists of recommendations: the Top 2, all of a field, what is blocked or without news."""

from __future__ import annotations

from collections.abc import Iterable

from konzept.model import Field, Priority, Recommendation, TopState
from konzept.views.cards import cards, origin_badges, status_badge
from konzept.views.parts import Block, Cell, Line, Scope, Table, Text, cell, id_ref, ref

_HEAD = ("Nummer", "Handlungsfeld", "Empfehlung", "Stand", "Herkunft", "Neuester Sachstand")


def top(scope: Scope) -> list[Block]:
    """The Top 2 of a field or of all fields, and how they came about."""
    fields = (scope.field,) if scope.field else scope.concept.all(Field)
    items = [r for f in fields for r in scope.concept.recommendations(f) if r.priority is Priority.TOP]
    caption = f"Top {scope.town.anzahl_top} aller Handlungsfelder"
    block = _block(scope, items, caption, "Noch sind keine Top 2 benannt oder vorgeschlagen.")
    return [*(Text(line) for line in how_top_came_about(fields)), block]


def how_top_came_about(fields: Iterable[Field]) -> list[Line]:
    """How the Top 2 came about, said once for all fields for which it is the same."""
    fields = list(fields)
    lines: list[Line] = []
    for state in TopState:
        names = [field.title for field in fields if field.top_state is state and not field.named_on]
        if names and len(names) == len(fields):
            lines.append((state.criterion,))
        elif names:
            lines.append((f"{', '.join(names)}: {state.criterion}",))
    named_on = ((field.title, field.named_on) for field in fields)
    return lines + [(f"{title}: benannt vom Runden Tisch am {day.german}.",) for title, day in named_on if day]


def named(scope: Scope) -> list[Block]:
    """The recommendations that a source names."""
    items = [r for r in scope.concept.recommendations(scope.field) if not r.is_proposal]
    empty = "In den ausgewerteten Quellen ist für dieses Handlungsfeld keine Empfehlung genannt."
    return [_block(scope, items, "Empfehlungen, die eine Quelle nennt", empty)]


def proposals(scope: Scope) -> list[Block]:
    """The proposals of the Redaktion."""
    items = [r for r in scope.concept.recommendations(scope.field) if r.is_proposal]
    return [_block(scope, items, "Vorschläge der Redaktion", "Hier gibt es keine Vorschläge der Redaktion.")]


def register(scope: Scope) -> list[Block]:
    """Every recommendation and proposal with all that one may want to sort and filter by."""
    rows = tuple(
        (
            cell(id_ref(item)),
            cell(ref(item)),
            cell(_field_title(scope, item)),
            cell(item.priority.label),
            cell(status_badge(item.status)),
            origin(scope, item),
            cell(item.lead or "nicht bekannt"),
        )
        for item in scope.concept.recommendations(scope.field)
    )
    lead = "Federführend (Vorschlag der Redaktion)"
    head = ("Nummer", "Empfehlung", "Handlungsfeld", "Priorität", "Stand", "Herkunft", lead)
    empty = "Es gibt noch keine Empfehlungen."
    return [Table(caption="Alle Empfehlungen und Vorschläge", head=head, rows=rows, empty=empty)]


def without_update(scope: Scope) -> list[Block]:
    """The recommendations for which nobody has said anything; an own proposal is not among them."""
    found = scope.concept.recommendations(scope.field)
    items = [r for r in found if not r.is_proposal and not scope.concept.updates(r)]
    rows = tuple((cell(id_ref(r)), cell(ref(r)), origin(scope, r), cell(_since(scope, r))) for r in items)
    head = ("Nummer", "Empfehlung", "Herkunft", "Seit")
    empty = "Zu jeder Empfehlung gibt es einen Sachstand."
    return [Table(caption="Empfehlungen ohne Sachstand", head=head, rows=rows, empty=empty)]


def obstacles(scope: Scope) -> list[Block]:
    """What is blocked, by the kind of reason, and when to look again."""
    items = [r for r in scope.concept.recommendations(scope.field) if r.obstacles]
    rows = tuple(
        (cell(kind.label), cell(id_ref(r)), cell(ref(r)), cell(status_badge(r.status)), cell(_review(r)))
        for kind in sorted({kind for r in items for kind in r.obstacles}, key=lambda kind: kind.order)
        for r in items
        if kind in r.obstacles
    )
    head = ("Grund", "Nummer", "Empfehlung", "Stand", "Erneut prüfen")
    empty = "In den ausgewerteten Quellen ist zu keiner Empfehlung ein Hinderungsgrund genannt."
    return [Table(caption="Hinderungsgründe", head=head, rows=rows, empty=empty)]


def confirmations(scope: Scope) -> list[Block]:
    """When the Runder Tisch last confirmed a recommendation."""
    items = [r for r in scope.concept.recommendations(scope.field) if r.confirmed_on]
    rows = tuple((cell(id_ref(r)), cell(ref(r)), cell(r.confirmed_on.german if r.confirmed_on else "")) for r in items)
    head = ("Nummer", "Empfehlung", "Bestätigt am")
    empty = "In den ausgewerteten Quellen wurde keine Bestätigung durch den Runden Tisch gefunden."
    return [Table(caption="Vom Runden Tisch bestätigt", head=head, rows=rows, empty=empty)]


def origin(scope: Scope, item: Recommendation) -> Cell:
    """The words and shapes for where a recommendation comes from."""
    return tuple((badge,) for badge in origin_badges(scope.concept, item))


def newest(scope: Scope, item: Recommendation) -> Cell:
    """The newest Sachstand (or several of one day): who said what, and when."""
    updates = scope.concept.newest_updates(item)
    if not updates:
        return cell("keiner bekannt")
    return tuple((ref(update), f" ({update.speaker}: {update.status.label})") for update in updates)


def _block(scope: Scope, items: Iterable[Recommendation], caption: str, empty: str) -> Block:
    """Cards for one field, a table for all."""
    if scope.field is not None:
        return cards(scope, items, empty)
    rows = tuple(
        (
            cell(id_ref(item)),
            cell(_field_title(scope, item)),
            cell(ref(item)),
            cell(status_badge(item.status)),
            origin(scope, item),
            newest(scope, item),
        )
        for item in items
    )
    return Table(caption=caption, head=_HEAD, rows=rows, empty=empty)


def _field_title(scope: Scope, item: Recommendation) -> str:
    field = scope.concept.get(item.field, Field)
    return field.title if field else item.field


def _since(scope: Scope, item: Recommendation) -> str:
    since = scope.concept.since(item)
    return since.german if since else "nicht bekannt"


def _review(item: Recommendation) -> str:
    parts = [f"am {item.review_on.german}"] if item.review_on else []
    parts += [f"wenn {item.review_when}"] if item.review_when else []
    return ", ".join(parts) or "nicht bekannt"
