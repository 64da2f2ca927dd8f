"""The answer first: what became of the recommendations, what moved, what is due, of what nobody has told for a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from konzept.blocks import Badge, Block, Card, Cards, Line, Ref, Section, Text, id_ref, in_a_row, ref
from konzept.concept import Concept, natural
from konzept.german import PROPOSAL, RECOMMENDATION, agree, counted
from konzept.model import Development, Event, Field, Item, PartialDate, Recommendation, Status, Update
from konzept.model.speech import say
from konzept.views.cards import badges
from konzept.views.marks import anchor, is_disputed, is_old, listed, occurring
from konzept.views.scope import NO_ITEMS, Scope
from konzept.views.top_lists import places

WAITING: Final = "wartet-auf"
_SOON: Final = timedelta(days=365)
_MOST: Final = 5
_NOTHING_MOVED: Final = "Zu {keinem einzelnen Eintrag} ist ein Eintrag erfasst."
_NOTHING_DUE: Final = "In den nächsten zwölf Monaten ist kein Termin eingetragen, und {kein Eintrag} ist zu prüfen."
_DONE: Final = (Status.REALISED, Status.ONGOING, Status.DROPPED)


def answer(scope: Scope) -> list[Block]:
    """What became of the recommendations, in sentences, and lists of what moved, is due or went quiet."""
    items = scope.concept.recommendations(scope.field)
    named = scope.concept.named(scope.field)
    if not items:
        return [Text((say(NO_ITEMS),), "leer")]
    quiet = [item for item in named if is_old(scope.concept, item, scope.today)]
    return [
        *(Text(line) for line in _sentences(scope, named)),
        _section("bewegt", say("Neueste Einträge zu einzelnen {Einträgen}"), _moved(scope), say(_NOTHING_MOVED)),
        _section("ansteht", "Was ansteht", _due(scope), say(_NOTHING_DUE)),
        *([_section("still", "Seit mehr als einem Jahr ohne neue Angabe", _cards(scope, quiet), "")] if quiet else []),
    ]


def by_status(scope: Scope) -> list[Block]:
    """For each status a list of exactly the recommendations that have it, to be linked to."""
    return [
        _section(anchor(status), f"{status.label}: {len(found)}", _cards(scope, found), "")
        for status in (*(s for s in Status if s is not Status.SUGGESTED), Status.SUGGESTED)
        if (found := [item for item in scope.concept.recommendations(scope.field) if item.status is status])
    ] or [Text((say(NO_ITEMS),), "leer")]


def waiting(scope: Scope) -> list[Block]:
    """For each who can decide, what is not done; then the recommendations of which no source says who decides."""
    items = [item for item in scope.concept.named() if item.status not in _DONE]
    found = [(word, [item for item in items if word in item.decided_by]) for word in scope.town.deciders]
    blocks: list[Block] = [
        _section(f"wartet-{number}", f"{word}: {len(waits)}", _cards(scope, waits), "")
        for number, (word, waits) in enumerate(found, 1)
        if waits
    ]
    open_ = [item for item in items if not item.decided_by]
    if open_:
        words = (
            f"Bei {counted(len(open_), RECOMMENDATION, 'dat')} nennt keine der ausgewerteten Quellen, wer entscheidet: "
        )
        blocks.append(Text((words, *in_a_row(map(id_ref, open_)), ".")))
    return blocks or [Text((say("Es wartet {kein Eintrag}."),), "leer")]


def brief(scope: Scope) -> list[Block]:
    """A field in three lines: what there is, which of it stands in front, what happened last."""
    field = scope.field
    if field is None:
        return []
    lines: list[Line] = [("Im Feld: ", _there_is(scope.concept, field))]
    (place,) = places(scope)
    count = scope.town.top_count
    front = in_a_row(map(id_ref, place.items))
    free = [*(["; "] if front else []), *place.vacancy] if place.free else []
    lines += [(f"Top {count} ({field.top_state.label}): ", *front, *free, ".")] if count else []
    last = _happenings(scope)
    if last:
        day, item = last[0]
        lines.append((f"Zuletzt, {day.german}: ", ref(item), "."))
    return [Text(line) for line in lines]


def next_days(scope: Scope) -> list[Block]:
    """What is due, the next first."""
    cards = tuple(_due(scope))
    return [Cards(cards=cards, empty=_NOTHING_DUE, look="zeilen")]


def _sentences(scope: Scope, named: list[Recommendation]) -> Iterator[Line]:
    counts = Counter(item.status for item in named)
    parts = in_a_row(listed(s, f"{s.label}:\N{NO-BREAK SPACE}{counts[s]}") for s in occurring(counts))
    yield (f"Die ausgewerteten Quellen nennen {counted(len(named), RECOMMENDATION, 'akk')} – ", *parts, ".")
    disputed = [item for item in named if is_disputed(scope.concept, item)]
    if disputed:
        number = counted(len(disputed), RECOMMENDATION, "dat")
        yield (f"Bei {number} widersprechen sich Angaben vom selben Tag: ", *in_a_row(map(id_ref, disputed)), ".")
    if live := len(scope.concept.proposals(scope.field)):
        yield (f"Dazu {agree(live, 'kommt', 'kommen')} ", listed(Status.SUGGESTED, counted(live, PROPOSAL)), ".")


def _there_is(concept: Concept, field: Field) -> str:
    counts, live = Counter(item.status for item in concept.named(field)), len(concept.proposals(field))
    states = ", ".join(f"{status.label}: {counts[status]}" for status in occurring(counts))
    known = f" ({states})" if states else ""
    proposed = f" und {counted(live, PROPOSAL)}" if live else ""
    return f"{counted(counts.total(), RECOMMENDATION)}{known}{proposed}."


def _happenings(scope: Scope) -> list[tuple[PartialDate, Item]]:
    """The updates and developments of recommendations up to the Stichtag, the newest first."""
    own = {item.id for item in scope.concept.named(scope.field)}
    found: list[tuple[PartialDate, Item]] = [
        (update.date, update)
        for update in scope.records(Update)
        if update.affects in own and update.status is not Status.UNKNOWN  # one that takes a status back is no movement
    ]
    found += [(d.date, d) for d in scope.records(Development) if own & set(d.affects)]
    past = [(day, item) for day, item in found if day.first <= scope.today]
    return sorted(past, key=lambda pair: (pair[0], natural(pair[1].id)), reverse=True)


def _moved(scope: Scope) -> Iterator[Card]:
    for day, item in _happenings(scope)[:_MOST]:
        links = in_a_row(map(id_ref, _affected(scope.concept, item)))
        yield Card(title=ref(item), lines=((day.german, " ", Badge("art", item.NAME, item.LABEL), " ", *links),))


def _affected(concept: Concept, item: Item) -> tuple[Recommendation, ...]:
    """The recommendations that a record is about."""
    idents = (item.affects,) if isinstance(item, Update) else item.affects if isinstance(item, Development) else ()
    return concept.pick(idents, Recommendation)


def _due(scope: Scope) -> Iterator[Card]:
    """Events and reviews from the Stichtag on, the next first; what is overdue stands before them."""
    until = scope.today + _SOON
    found: list[tuple[date, str, Item]] = [
        (event.date.first, event.kind.label, event)
        for event in scope.records(Event)
        if scope.today <= event.date.last and event.date.first <= until
    ]
    for waits in scope.concept.recommendations(scope.field):
        if waits.review_on and waits.review_on.first <= until and waits.status not in _DONE:
            late = waits.review_on.last < scope.today
            found.append((waits.review_on.first, "seither zu prüfen" if late else "erneut zu prüfen", waits))
    for day, what, item in sorted(found, key=lambda entry: (entry[0], natural(entry[2].id))):
        title = Ref(item.id, item.numbered) if isinstance(item, Recommendation) else ref(item)
        yield Card(title=title, lines=((f"{day:%d.%m.%Y} – {what}",),))


def _cards(scope: Scope, items: Iterable[Recommendation]) -> Iterator[Card]:
    for item in items:
        yield Card(title=Ref(item.id, item.numbered), badges=badges(scope, item), proposal=item.is_proposal)


def _section(anchor: str, title: str, cards: Iterable[Card], empty: str) -> Section:
    shown = Cards(cards=tuple(cards), empty=empty, look="zeilen")
    return Section(anchor=anchor, title=(title,), look=("liste",), blocks=(shown,))
