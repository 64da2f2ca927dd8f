"""The answer first: what became of the recommendations, what moved, what is due, of what nobody has told for a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from konzept.blocks import (
    Badge,
    Block,
    Card,
    Cards,
    Cell,
    Facts,
    Line,
    Section,
    Shown,
    Text,
    cell,
    id_ref,
    in_a_row,
    ref,
)
from konzept.concept import natural, newness
from konzept.german import PROPOSAL, RECOMMENDATION, agree, counted, sentence
from konzept.model import Consultation, Development, Event, Item, PartialDate, Recommendation, Status, Update
from konzept.model.dates import year_after
from konzept.model.speech import say
from konzept.model.types import affected
from konzept.views.behind import behind, place
from konzept.views.cards import numbered, rows
from konzept.views.marks import count, is_old, occurring
from konzept.views.scope import NO_ITEMS, Scope
from konzept.views.talks import SHEET
from konzept.views.top_lists import filled, places, short_name

ANSWER: Final = "antwort"
_AHEAD: Final = 3  # of them stand at a glance
_MOST: Final = 5
_LAST: Final = "Zuletzt zu {einem Eintrag}"
_NOTHING_MOVED: Final = "Zu {keinem einzelnen Eintrag} ist ein bekannter Stand oder eine Entwicklung erfasst."
_NOTHING_DUE: Final = (
    "In den nächsten zwölf Monaten ist kein Termin und keine Beratung eingetragen, und {kein Eintrag} ist zu prüfen."
)


def answer(scope: Scope) -> list[Block]:
    """What became of the recommendations, in sentences, and lists of what moved, is due or went quiet."""
    items = scope.concept.recommendations(scope.field)
    named = scope.concept.named(scope.field)
    if not items:
        return [Text((say(NO_ITEMS),), "leer")]
    quiet = [item for item in named if is_old(scope.concept, item, scope.today)]
    return [
        *(Text(line) for line in _sentences(scope, named)),
        _section("bewegt", say("Neueste Einträge zu einzelnen {Einträgen}"), _lines(_moved(scope), _NOTHING_MOVED)),
        _section("ansteht", "Was ansteht", _lines(_due(scope), _NOTHING_DUE)),
        *([_section("still", "Seit mehr als einem Jahr ohne neue Angabe", rows(scope, quiet))] if quiet else []),
    ]


def brief(scope: Scope) -> list[Block]:
    """A field in three lines: what there is, which of it stands in front, what happened last."""
    field = scope.field
    if field is None:
        return []
    lines: list[Line] = [("Im Feld: ", *_there_is(scope))]
    (entry,) = places(scope)
    count = scope.town.top_count
    front = in_a_row(map(numbered, entry.items), "; ")
    free = [*(["; "] if front else []), *entry.vacancy] if entry.free else []
    lines += [(f"Top {count} ({field.top_state.label}): ", *front, *free, ".")] if count else []
    last = _happenings(scope)
    if last:
        day, item = last[0]
        lines.append((say(f"{_LAST}, {day.german}: "), ref(item), "."))
    return [Text(line) for line in lines]


def glance(scope: Scope) -> list[Block]:
    """The concept at a glance: what became of it, the Top items, what happened last and what is next."""
    named = scope.concept.named(scope.field)
    if not named:
        return [Text((say(NO_ITEMS),), "leer")]
    found = places(scope)
    whole = _whole(scope, named, sentence(counted(len(named), RECOMMENDATION)), "der ausgewerteten Quellen")
    entries: list[tuple[str, Cell]] = [("Was ist geschehen?", cell(*whole, ". ", Shown(ANSWER, "", "Mehr dazu")))]
    if scope.town.top_count:
        title = short_name(scope.town, (entry.field for entry in found))
        entries.append((title, cell(filled(found), " ", Shown(SHEET, "", "Alle auf einer Seite"))))
    entries += [(say(_LAST), cell(f"{day.german}: ", ref(item))) for day, item in _happenings(scope)[:1]]
    ahead: Cell = tuple((f"{day:%d.%m.%Y}, {what}: ", ref(item)) for day, what, item in dues(scope)[:_AHEAD])
    entries += [("Als Nächstes", ahead)] if ahead else []
    return [Facts(tuple(entries), "stand blick")]


def next_days(scope: Scope) -> list[Block]:
    """What is due, the next first."""
    return [_lines(_due(scope), _NOTHING_DUE)]


def _sentences(scope: Scope, named: list[Recommendation]) -> Iterator[Line]:
    number = counted(len(named), RECOMMENDATION, "akk")
    yield ("Die ausgewerteten Quellen nennen ", *_whole(scope, named, number, "dieser Quellen"), ".")
    if live := len(scope.concept.proposals(scope.field)):
        number = counted(live, PROPOSAL)
        yield (f"Dazu {agree(live, 'kommt', 'kommen')} ", behind(place(scope.field, proposals=True), number), ".")


def _whole(scope: Scope, named: list[Recommendation], number: str, sources: str = "") -> Line:
    """How many recommendations there are, and how many of them have which status.

    Where that is known of none, ``sources`` says in a sentence which sources lack it.
    """
    counts = count(scope.concept, named)
    if sources and counts.keys() == {Status.UNKNOWN}:
        return (behind(place(scope.field), number), f"; einen Stand der Umsetzung nennt keine {sources}")
    parts = in_a_row(
        behind(place(scope.field, status), f"{status.label}:\N{NO-BREAK SPACE}{counts[status]}")
        for status in occurring(counts)
    )
    return (behind(place(scope.field), number), " (", *parts, ")") if named else (number,)


def _there_is(scope: Scope) -> Line:
    named, live = scope.concept.named(scope.field), len(scope.concept.proposals(scope.field))
    proposed = behind(place(scope.field, proposals=True), counted(live, PROPOSAL))
    return (*_whole(scope, named, counted(len(named), RECOMMENDATION)), *((" und ", proposed) if live else ()), ".")


def _happenings(scope: Scope) -> list[tuple[PartialDate, Item]]:
    """The updates and developments of recommendations up to the Stichtag, the newest first."""
    own = {item.id for item in scope.concept.recommendations(scope.field) if not item.is_proposal}
    found: list[tuple[PartialDate, Item]] = [
        (update.date, update) for update in scope.records(Update) if update.affects in own and _tells(update)
    ]
    found += [(d.date, d) for d in scope.records(Development) if own & set(d.affects)]
    past = [(day, item) for day, item in found if day.first <= scope.today]
    return sorted(past, key=lambda pair: newness(pair[0], pair[1].id), reverse=True)


def _tells(update: Update) -> bool:
    """A correction that takes a status back is no movement."""
    return update.status is not Status.UNKNOWN


def _moved(scope: Scope) -> Iterator[Card]:
    for day, item in _happenings(scope)[:_MOST]:
        links = in_a_row(map(id_ref, scope.concept.pick(affected(item), Recommendation)))
        yield Card(title=ref(item), lines=((day.german, " ", Badge("art", item.NAME, item.LABEL), " ", *links),))


def _due(scope: Scope) -> Iterator[Card]:
    for day, what, item in dues(scope):
        title = numbered(item) if isinstance(item, Recommendation) else ref(item)
        yield Card(title=title, lines=((f"{day:%d.%m.%Y} – {what}",),))


def dues(scope: Scope) -> list[tuple[date, str, Item]]:
    """Events, planned Beratungen and reviews from the Stichtag on, the next first; what is overdue before them."""
    until = year_after(scope.today)
    dated: list[tuple[Event | Consultation, str]] = [(event, event.kind.label) for event in scope.records(Event)]
    dated += [(planned, planned.LABEL) for planned in scope.records(Consultation) if planned.is_open]
    found: list[tuple[date, str, Item]] = [
        (item.date.first, what, item)
        for item, what in dated
        if scope.today <= item.date.last and item.date.first <= until
    ]
    for waits in scope.concept.recommendations(scope.field):
        if waits.is_to_review and waits.review_on and waits.review_on.first <= until:
            late = waits.review_on.last < scope.today
            found.append((waits.review_on.first, "seither zu prüfen" if late else "erneut zu prüfen", waits))
    return sorted(found, key=lambda entry: (entry[0], natural(entry[2].id)))


def _section(anchor: str, title: str, cards: Cards) -> Section:
    return Section(anchor=anchor, title=(title,), look=("liste",), blocks=(cards,))


def _lines(cards: Iterable[Card], empty: str) -> Cards:
    return Cards(cards=tuple(cards), empty=say(empty), look="zeilen")
