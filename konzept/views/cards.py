"""Cards: recommendations of a field, the fields, the Top 2, the state in numbers, the newest records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from konzept import german
from konzept.blocks import Badge, Block, Card, Cards, Line, Ref, Text, ref
from konzept.concept import Concept, newness
from konzept.model import (
    Consultation,
    Development,
    Field,
    Item,
    PartialDate,
    Priority,
    Recommendation,
    Statement,
    Update,
)
from konzept.model.speech import say
from konzept.views.behind import behind, place
from konzept.views.marks import count, mark, occurring
from konzept.views.plain import first_sentence
from konzept.views.scope import NO_FIELDS, NO_ITEMS, Scope
from konzept.views.top_lists import NOTHING, places, still_free

_NEWS: Final = 5


def origin_badges(concept: Concept, item: Recommendation) -> Line:
    """Where a recommendation comes from, as words and shapes."""
    return tuple(Badge("herkunft", entry.kind.value, entry.label) for entry in concept.origins(item))


def top_badge(scope: Scope, item: Recommendation) -> Line:
    """That a recommendation is among the Top 2, and how it came there."""
    field = scope.concept.get(item.field, Field)
    if item.priority is not Priority.TOP or field is None:
        return ()
    return (Badge("top", field.top_state.value, scope.concept.priority(item)),)


def badges(scope: Scope, item: Recommendation) -> Line:
    """Status, origin and priority."""
    return (mark(scope.concept, item, scope.today), *origin_badges(scope.concept, item), *top_badge(scope, item))


def cards(scope: Scope, items: Iterable[Recommendation], empty: str) -> Cards:
    """The recommendations as cards, the Top 2 first."""
    items = sorted(items, key=lambda item: item.priority is not Priority.TOP)
    return Cards(cards=tuple(_card(scope, item) for item in items), empty=empty)


def _card(scope: Scope, item: Recommendation) -> Card:
    lead = "Anlass" if item.is_proposal else "Laut Quelle"
    sentence = first_sentence(item)
    newest = scope.concept.newest_updates(item)
    lines: list[Line] = [(f"{lead}: {sentence}",)] if sentence else []
    if newest:
        parts = [(", " if n else "", ref(u), f" ({u.speaker})") for n, u in enumerate(newest)]
        lines.append(("Neuester Sachstand: ", *(part for line in parts for part in line if part)))
    return Card(title=numbered(item), badges=badges(scope, item), lines=tuple(lines), proposal=item.is_proposal)


def numbered(item: Recommendation) -> Ref:
    """A link to a recommendation in the words of its heading: its number and its title."""
    return Ref(item.id, item.numbered)


def rows(scope: Scope, items: Iterable[Recommendation]) -> Cards:
    """Recommendations in lines, each with its marks."""
    found = (Card(title=numbered(r), badges=badges(scope, r), proposal=r.is_proposal) for r in items)
    return Cards(cards=tuple(found), empty="", look="zeilen")


def fields(scope: Scope) -> list[Block]:
    """The fields as tiles, with how many recommendations and proposals each has; withdrawn ones don't count."""
    found = []
    for field in scope.concept.all(Field):
        items = scope.concept.recommendations(field)
        named = sum(not item.is_proposal for item in items)
        proposed = sum(item.is_live_proposal for item in items)
        parts = [german.count(named, Recommendation.LABEL, Recommendation.PLURAL)] if named else []
        parts += [german.count(proposed, "Vorschlag der Redaktion", "Vorschläge der Redaktion")] if proposed else []
        text = " und ".join(parts) or say("noch {kein Eintrag} bekannt")
        found.append(Card(title=ref(field), lines=((text,),)))
    return [Cards(cards=tuple(found), empty=NO_FIELDS, look="kacheln")]


def top_by_field(scope: Scope) -> list[Block]:
    """The Top 2 of each field as compact cards; which places are free is said below them."""
    if not scope.town.top_count:
        return [Text((say(NOTHING),))]
    blocks: list[Block] = []
    found = places(scope)
    for entry in found:
        items = tuple(
            Card(
                title=numbered(item),
                badges=(mark(scope.concept, item, scope.today), *origin_badges(scope.concept, item)),
                proposal=item.is_proposal,
            )
            for item in entry.items
        )
        if items:
            blocks.append(Cards(cards=items, empty="", look="knapp", heading=ref(entry.field)))
    return [*blocks, *map(Text, still_free(found))]


def numbers(scope: Scope) -> list[Block]:
    """The state of things as numbers: what is known, and of how many nothing is known."""
    items = scope.concept.recommendations(scope.field)
    counts = count(scope.concept, (item for item in items if not item.is_proposal))
    proposed = sum(item.is_live_proposal for item in items)
    found = [
        _number(counts.total(), say("{Einträge}, die eine Quelle nennt"), place(scope.field)),
        *(_number(counts[s], f"davon {s.label}", place(scope.field, s)) for s in occurring(counts)),
        _number(proposed, "Vorschläge der Redaktion, getrennt gezählt", place(scope.field, proposals=True)),
    ]
    return [Cards(cards=tuple(found) if items else (), empty=say(NO_ITEMS), look="zahlen")]


def _number(count: int, words: str, where: str) -> Card:
    return Card(title=behind(where, str(count)) if count else Ref("", "0"), lines=((words,),))


def news(scope: Scope) -> list[Block]:
    """The newest records up to the Stichtag."""
    records: list[tuple[PartialDate, Item]] = [
        *((update.said_on, update) for update in scope.concept.all(Update) if not update.is_correction),
        *((development.date, development) for development in scope.concept.all(Development)),
        *((consultation.date, consultation) for consultation in scope.concept.all(Consultation)),
        *((statement.date, statement) for statement in scope.concept.all(Statement) if statement.date),
    ]
    newest = sorted(records, key=lambda pair: newness(pair[0], pair[1].id), reverse=True)
    past = [(day, item) for day, item in newest if day.first <= scope.today][:_NEWS]
    found = tuple(
        Card(title=ref(item), lines=((day.german, " ", Badge("art", item.NAME, item.LABEL)),)) for day, item in past
    )
    return [Cards(cards=found, empty="Es ist noch nichts eingetragen.", look="zeilen")]
