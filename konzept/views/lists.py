"""The lists behind the numbers: for each number that a view tells, exactly the recommendations that it counts.

They work without a script: each has an address of its own (:mod:`konzept.views.behind`), to which the number or the
part of a picture leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from konzept.blocks import Block, Line, Section, Text, id_ref
from konzept.concept import Concept
from konzept.model import Field, Recommendation, Status
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.views.behind import REPLACED, WITHDRAWN, place
from konzept.views.cards import rows
from konzept.views.marks import STANDINGS, Standing, anchor, standing
from konzept.views.progress import moments
from konzept.views.scope import NO_ITEMS, Scope
from konzept.views.state import PROPOSED, by_kind


def lists(scope: Scope) -> list[Block]:
    """A list for each status, then what the sums by field, by origin and by year count."""
    named, proposed = scope.concept.named(scope.field), scope.concept.proposals(scope.field)
    if not named and not proposed:
        return [Text((say(NO_ITEMS),), "leer")]
    return [
        *_by_status(scope, named, proposed),
        *_by_field(scope, named, say("{Einträge} nach Handlungsfeld"), proposals=False),
        *_by_field(scope, proposed, f"{PROPOSED} nach Handlungsfeld", proposals=True),
        _by_origin(scope),
        *(() if scope.field else _by_year(scope)),  # the sums by year are those of the whole concept
    ]


def _by_status(scope: Scope, named: Sequence[Recommendation], proposed: Sequence[Recommendation]) -> Iterator[Section]:
    everything, counted = scope.concept.recommendations(scope.field), {item.id for item in (*named, *proposed)}
    for status in (*(other for other in STANDINGS if other is not Status.SUGGESTED), Status.SUGGESTED):
        if found := [r for r in everything if r.id in counted and standing(scope.concept, r) is status]:
            yield _section(anchor(status), f"{status.label}: {len(found)}", rows(scope, found))
    gone = [item for item in everything if item.id not in counted]
    for anchored, word in ((WITHDRAWN, "Zurückgezogene"), (REPLACED, "Ersetzte")):
        if own := [item for item in gone if scope.concept.is_withdrawn(item) is (anchored == WITHDRAWN)]:
            yield _section(anchored, f"{word} {PROPOSED}: {len(own)}", rows(scope, own))


def _by_field(scope: Scope, items: Sequence[Recommendation], title: str, *, proposals: bool) -> Iterator[Section]:
    parts = []
    for field in scope.concept.all(Field):
        if own := [item for item in items if item.field == field.id]:
            lines = _by_its_status(scope.concept, own, partial(place, field, proposals=proposals))
            parts.append(_section(place(field, proposals=proposals), f"{field.title}: {len(own)}", *lines))
    if parts:
        yield _section(place(None, proposals=proposals), f"{title}: {len(items)}", *parts)


def _by_its_status(
    concept: Concept, items: Sequence[Recommendation], place_of: Callable[[Standing], str]
) -> Iterator[Text]:
    for status in STANDINGS:
        if found := [item for item in items if standing(concept, item) is status]:
            yield Text((f"{status.label} ({len(found)}): ", *_linked(found)), anchor=place_of(status))


def _by_origin(scope: Scope) -> Section:
    parts = [
        _section(kind, f"{name}: {len(found)}", Text(_linked(found))) for kind, name, found in by_kind(scope) if found
    ]
    return _section("herkunft", say("{Einträge} und Vorschläge nach Herkunft"), *parts)


def _by_year(scope: Scope) -> Iterator[Section]:
    parts = []
    for since, same in groupby(moments(scope), key=lambda moment: moment.since):  # said once, and not for each year
        *_, last = same
        days = german_day(since) + (f" bis {german_day(last.day)}" if last.day > since else "")
        lines = _by_its_status(last.concept, last.items, last.place)
        parts.append(_section(last.all, f"{days}: {len(last.items)}", *lines))
    if parts:
        yield _section("jahre", say("{Einträge} am Ende jedes Jahres"), *parts)


def _linked(items: Iterable[Recommendation]) -> Line:
    return tuple(part for item in items for part in (", ", id_ref(item)))[1:]


def _section(anchored: str, title: str, *blocks: Block) -> Section:
    return Section(anchor=anchored, title=(title,), look=("liste",), blocks=blocks)
