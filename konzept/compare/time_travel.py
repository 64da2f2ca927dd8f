"""Time travel: the concept as the dated records of today tell of a past day.

It tells what was the case on that day by what is recorded now, with the words of now; not what
a website said then. What the Redaktion took back of its own words is told of no day. A record
without a date, or of which only the month or the year of the day in question is known, is not
placed on either side: it is named beside the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from konzept.concept import Concept, newest
from konzept.model import (
    Consultation,
    Development,
    Event,
    Field,
    Figure,
    Item,
    Paper,
    PartialDate,
    Priority,
    Recommendation,
    Source,
    Statement,
    Status,
    Subject,
    TopState,
    Update,
)

DATED: Final = (Recommendation, Update, Development, Consultation, Paper, Statement, Event, Figure)


class Knowledge(Enum):
    """Whether something was known on a day."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The concept as of a day.

    ``uncertain`` are records dated by a month or year that the day lies in, ``undated`` those
    without any date. Neither is part of ``concept``. Sources, bodies and fields always are.
    """

    concept: Concept
    uncertain: tuple[Item, ...]
    undated: tuple[Item, ...]


def as_of(concept: Concept, day: date) -> Past:
    """What the dated records say of ``day``, which may be the Stichtag too: two days are treated alike."""
    known = {item.id: _known(concept, item, day) for item in concept.items.values()}
    kept = [item for item in concept.items.values() if known[item.id] is Knowledge.YES]
    past = Concept({item.id: item for item in _then(concept, kept, day)})
    return Past(
        concept=past,
        uncertain=tuple(item for item in concept.items.values() if known[item.id] is Knowledge.UNCERTAIN),
        undated=tuple(item for item in concept.items.values() if known[item.id] is Knowledge.UNDATED),
    )


def milestones(concept: Concept) -> tuple[Consultation, ...]:
    """The Beratungen on the concept as a whole: its reports and its decision, one for each day."""
    found: dict[PartialDate, Consultation] = {}
    for item in concept.consultations("KONZEPT"):
        if item.subject in (Subject.REPORT, Subject.GUIDE, Subject.CONCEPT):
            found.setdefault(item.date, item)
    return tuple(found.values())


def since_when(concept: Concept, item: Item) -> PartialDate | None:
    """The date from which an item tells of something.

    A planned date is known since the source that announces it, a paper without a date at the
    latest since the first Beratung of it.
    """
    match item:
        case Recommendation():
            return concept.since(item)
        case Event():
            return min((s.date for s in concept.pick(item.sources, Source) if s.date), default=None)
        case Paper(date=None):
            return min((c.date for c in concept.pointing_at(item.id, Consultation, "vorlage")), default=None)
        case Update() | Development() | Consultation() | Paper() | Statement() | Figure():
            return item.date
        case _:
            return None


def _known(concept: Concept, item: Item, day: date) -> Knowledge:
    if not isinstance(item, DATED):
        return Knowledge.YES
    if isinstance(item, Update) and not _holds(concept, item):
        return Knowledge.NO
    when = since_when(concept, item)
    if when is None:
        return Knowledge.UNDATED
    if when.last <= day:
        return Knowledge.YES
    return Knowledge.UNCERTAIN if when.first <= day else Knowledge.NO


def _holds(concept: Concept, update: Update) -> bool:
    """Whether the Redaktion has not taken it back, as words of its own."""
    item = concept.get(update.affects, Recommendation)
    return item is None or update.is_correction or update in concept.told(item)


def _then(concept: Concept, kept: Iterable[Item], day: date) -> Iterator[Item]:
    """The items with what is dated in them; what they only say since then is left out."""
    for item in kept:
        match item:
            case Field() if item.named_on is None or item.named_on.last > day:
                yield replace(item, top_state=TopState.OPEN, named_on=None)
            case Recommendation():
                yield _recommendation(concept, item, day)
            case _:
                yield item


def _recommendation(concept: Concept, item: Recommendation, day: date) -> Recommendation:
    """A recommendation as of a day: its status is that of the newest Sachstand by then.

    Where Sachstände of one day contradict each other, the one that the recommendation itself
    follows counts, else the first; all of them stand beside it.
    """
    held = [update for update in concept.updates(item) if _holds(concept, update)]
    updates = [update for update in held if update.date.last <= day]
    known = [update.status for update in newest(updates)]
    unheard = Status.SUGGESTED if item.is_proposal else Status.UNKNOWN  # of these nobody has to say anything
    status = item.status if item.status in known else known[-1] if known else unheard
    field = concept.get(item.field, Field)
    named = field is not None and field.named_on is not None and field.named_on.last <= day
    same = bool(updates) and len(updates) == len(held)
    named_in = tuple(s.id for s in concept.pick(item.named_in, Source) if s.date and s.date.last <= day)
    return replace(
        item,
        status=status,
        priority=item.priority if named else Priority.OTHER,
        named_in=named_in,
        obstacles=item.obstacles if same else (),
        review_on=item.review_on if same else None,
        review_when=item.review_when if same else None,
        confirmed_on=_by(item.confirmed_on, day),
        edited_on=_by(item.edited_on, day),
    )


def _by(when: PartialDate | None, day: date) -> PartialDate | None:
    return when if when and when.last <= day else None
