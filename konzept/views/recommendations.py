"""Lists of recommendations: the Top 2, all of a field, what is blocked or without news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from konzept.blocks import Block, Cards, Cell, Table, Text, cell, id_ref, known, ref
from konzept.model import Field, Recommendation
from konzept.model.speech import say
from konzept.views.cards import cards, origin_badges
from konzept.views.marks import mark
from konzept.views.scope import NO_FIELDS, NO_ITEMS, Scope
from konzept.views.top_lists import NOTHING, Places, chosen_by, criterion, filled, name, places


def _head(what: str = "") -> tuple[str, ...]:
    return ("Nummer", "Handlungsfeld", what or Recommendation.LABEL, "Stand", "Herkunft", "Neuester Sachstand")


def top(scope: Scope) -> list[Block]:
    """The Top 2 of a field or of all: how many places are filled, whose choice it is, the list, how it was made."""
    if not scope.town.top_count:
        return [Text((say(NOTHING),))]
    found = places(scope)
    fields = [entry.field for entry in found]
    if scope.field and not found[0].items:
        return [Text((*found[0].vacant, "."))]
    block = _places_of(scope, found[0]) if scope.field else _list_of_places(scope, found)
    return [Text((filled(found),)), *map(Text, chosen_by(fields)), block, *map(Text, criterion(fields))]


def _places_of(scope: Scope, entry: Places) -> Cards:
    """The places of one field as cards; the page of the field has the proposals below."""
    return Cards(cards=(*cards(scope, entry.items, "").cards, *entry.cards), empty="")


def _list_of_places(scope: Scope, found: Sequence[Places]) -> Table:
    """A row for each place; what is free is said once a field, and below it what might be talked about."""
    rows: list[tuple[Cell, ...]] = []
    for entry in found:
        rows += [_row(scope, item) for item in entry.items]
        if entry.free:
            rows.append((cell("–"), cell(entry.field.title), (entry.vacant,), (), (), ()))
        rows += [_row(scope, item) for item in entry.ideas]
    caption = name(scope.town, (entry.field for entry in found))
    return Table(caption=caption, head=_head(), rows=tuple(rows), empty=NO_FIELDS)


def named(scope: Scope) -> list[Block]:
    """The recommendations that a source names."""
    items = scope.concept.named(scope.field)
    empty = say("In den ausgewerteten Quellen ist für dieses Handlungsfeld {kein Eintrag} genannt.")
    return [_block(scope, items, say("{Einträge}, die eine Quelle nennt"), empty)]


def proposals(scope: Scope) -> list[Block]:
    """The proposals of the Redaktion; those that it has withdrawn stand last."""
    items = [r for r in scope.concept.recommendations(scope.field) if r.is_proposal]
    items.sort(key=lambda item: not item.is_live_proposal)
    empty = "Hier gibt es keine Vorschläge der Redaktion."
    return [_block(scope, items, "Vorschläge der Redaktion", empty, "Vorschlag")]


def register(scope: Scope) -> list[Block]:
    """Every recommendation and proposal with all that one may want to sort and filter by."""
    items = scope.concept.recommendations(scope.field)
    numbered = any(item.number for item in items)
    rows = tuple(
        (
            cell(id_ref(item)),
            *([known(item.number)] if numbered else []),
            cell(ref(item)),
            cell(_field_title(scope, item)),
            *([known("" if item.is_proposal else scope.concept.priority(item))] if scope.town.top_count else []),
            cell(mark(scope.concept, item, scope.today)),
            origin(scope, item),
            known(item.lead),
        )
        for item in items
    )
    priority = ("Priorität",) if scope.town.top_count else ()
    number = ("Nummer im Konzept",) if numbered else ()
    head = (
        "Nummer",
        *number,
        Recommendation.LABEL,
        "Handlungsfeld",
        *priority,
        "Stand",
        "Herkunft",
        Recommendation.option("federfuehrend").heading,
    )
    empty = say(NO_ITEMS)
    return [Table(caption=say("Alle {Einträge} und Vorschläge"), head=head, rows=rows, empty=empty)]


def without_update(scope: Scope) -> list[Block]:
    """The recommendations for which nobody has said anything; an own proposal is not among them."""
    named = scope.concept.named(scope.field)
    items = [r for r in named if not scope.concept.told(r)]
    rows = tuple((cell(id_ref(r)), cell(ref(r)), origin(scope, r), known(scope.concept.since(r))) for r in items)
    head = ("Nummer", Recommendation.LABEL, "Herkunft", "Seit")
    empty = say("Zu {jedem Eintrag} gibt es einen Sachstand." if named else NO_ITEMS)
    return [Table(caption=say("{Einträge} ohne Angabe zum Stand"), head=head, rows=rows, empty=empty)]


def obstacles(scope: Scope) -> list[Block]:
    """What is blocked, by the kind of reason, and when to look again."""
    items = [r for r in scope.concept.recommendations(scope.field) if r.obstacles]
    rows = tuple(
        (cell(kind.label), cell(id_ref(r)), cell(ref(r)), cell(mark(scope.concept, r, scope.today)), known(_review(r)))
        for kind in sorted({kind for r in items for kind in r.obstacles}, key=lambda kind: kind.order)
        for r in items
        if kind in r.obstacles
    )
    head = ("Grund", "Nummer", Recommendation.LABEL, "Stand", "Erneut prüfen")
    empty = say("In den ausgewerteten Quellen ist zu {keinem Eintrag} ein Hinderungsgrund genannt.")
    return [Table(caption="Hinderungsgründe", head=head, rows=rows, empty=empty)]


def confirmations(scope: Scope) -> list[Block]:
    """When the Runder Tisch last confirmed a recommendation."""
    items = [r for r in scope.concept.recommendations(scope.field) if r.confirmed_on]
    rows = tuple((cell(id_ref(r)), cell(ref(r)), cell(r.confirmed_on.german if r.confirmed_on else "")) for r in items)
    head = ("Nummer", Recommendation.LABEL, "Bestätigt am")
    empty = say("In den ausgewerteten Quellen wurde keine Bestätigung durch {verfasser_wen} gefunden.")
    return [Table(caption=say("{Verfasser_von} bestätigt"), head=head, rows=rows, empty=empty)]


def origin(scope: Scope, item: Recommendation) -> Cell:
    """The words and shapes for where a recommendation comes from."""
    return tuple((badge,) for badge in origin_badges(scope.concept, item))


def newest(scope: Scope, item: Recommendation) -> Cell:
    """The newest Sachstand (or several of one day): who said what, and when."""
    updates = scope.concept.newest_updates(item)
    return tuple((ref(update), f" ({update.speaker}: {update.state})") for update in updates)


def _block(scope: Scope, items: Iterable[Recommendation], caption: str, empty: str, what: str = "") -> Block:
    """Cards for one field, a table for all."""
    if scope.field is not None:
        return cards(scope, items, empty)
    return Table(caption=caption, head=_head(what), rows=tuple(_row(scope, item) for item in items), empty=empty)


def _row(scope: Scope, item: Recommendation) -> tuple[Cell, ...]:
    return (
        cell(id_ref(item)),
        cell(_field_title(scope, item)),
        cell(ref(item)),
        cell(mark(scope.concept, item, scope.today)),
        origin(scope, item),
        newest(scope, item),
    )


def _field_title(scope: Scope, item: Recommendation) -> str:
    field = scope.concept.get(item.field, Field)
    return field.title if field else item.field


def _review(item: Recommendation) -> str:
    parts = [f"am {item.review_on.german}"] if item.review_on else []
    parts += [f"wenn {item.condition}"] if item.condition else []
    return ", ".join(parts)
