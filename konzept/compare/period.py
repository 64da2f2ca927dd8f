"""What a report tells: the facts between two days, or between two states of the concept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from konzept.compare import Changes, StatusChange, compare, without
from konzept.compare.time_travel import as_of
from konzept.concept import Concept, natural
from konzept.model import (
    HAPPENED,
    Consultation,
    Event,
    Figure,
    Happened,
    Item,
    PartialDate,
    Recommendation,
    Source,
    Status,
    Update,
)
from konzept.model.dates import year_before
from konzept.town import Town

_NO_DATE: Final = PartialDate(1, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Period:
    """What happened from the day after ``start`` up to and with ``end``."""

    start: date
    end: date
    town: Town
    changes: Changes  # between the two days
    now: Concept  # as it was known at the end
    whole: Concept  # all that is recorded, also of later days and without a day
    uncertain: tuple[Item, ...] = ()  # records whose date is a month or a year: in the period, or before it
    undated: tuple[Item, ...] = ()  # records without a date
    states: tuple[str, str] | None = None  # the names of two states of the texts, if these are compared and not days
    left_out: int  # how many proposals of the Redaktion it does not tell of

    @cached_property
    def named(self) -> tuple[Recommendation, ...]:
        """The recommendations that a source names, at the end."""
        return tuple(self.now.named())

    @cached_property
    def proposals(self) -> tuple[Recommendation, ...]:
        """The proposals of the Redaktion at the end, without those that it has withdrawn."""
        return tuple(self.now.proposals())

    @cached_property
    def moved(self) -> dict[str, StatusChange]:
        """The changes of status, by ID; what the Redaktion took back is none."""
        return {change.new.id: change for change in self.changes.statuses if not change.is_correction}

    @cached_property
    def without_day(self) -> tuple[Source, ...]:
        """The sources without a date for want of which recommendations are not counted."""
        left_out = (item for item in self.undated if isinstance(item, Recommendation))
        return self.whole.pick(dict.fromkeys(ident for item in left_out for ident in item.named_in), Source)

    def with_status(self, *statuses: Status) -> tuple[Recommendation, ...]:
        """The recommendations and proposals that have one of these statuses at the end, none that is contested."""
        return tuple(
            item for item in self.now.recommendations() if item.status in statuses and len(self.now.stated(item)) == 1
        )

    @cached_property
    def contested(self) -> tuple[Recommendation, ...]:
        """Those of whose status the newest Sachstände contradict each other at the end."""
        return tuple(item for item in self.now.recommendations() if len(self.now.stated(item)) > 1)

    @cached_property
    def fresh(self) -> tuple[Recommendation, ...]:
        """The recommendations that are new in the period, without proposals that are withdrawn already."""
        return tuple(r for r in self.changes.came(Recommendation) if not r.is_proposal or r.is_live_proposal)

    @cached_property
    def named_again(self) -> dict[str, tuple[Source, ...]]:
        """By ID, the sources of the period that name what an earlier one had named; none between two states."""
        found: dict[str, tuple[Source, ...]] = {}
        for item in self.named if not self.states else ():
            dated = [(source, source.date) for source in self.now.pick(item.named_in, Source) if source.date]
            recent = tuple(source for source, day in dated if day.first > self.start)
            if recent and any(day.last <= self.start for _, day in dated):
                found[item.id] = recent
        return found

    @cached_property
    def happenings(self) -> tuple[Happened, ...]:
        """What is new in the period and has a date, the oldest first; the Redaktion's own corrections are none."""
        added = [item for item in self.changes.added if isinstance(item, HAPPENED)]
        found = [item for item in added if not (isinstance(item, Update) and item.is_correction)]
        return tuple(sorted(found, key=lambda item: (item.date or _NO_DATE, natural(item.id))))

    @cached_property
    def corrections(self) -> tuple[Update, ...]:
        """The Sachstände of the period by which the Redaktion takes back words or proposals of its own."""
        found = (update for update in self.changes.came(Update) if update.is_correction)
        return tuple(sorted(found, key=lambda update: (update.said_on, natural(update.id))))

    @cached_property
    def silent(self) -> tuple[Recommendation, ...]:
        """Those neither realised nor dropped whose newest Sachstand is older than a year at the end."""
        limit = year_before(self.end)
        return tuple(
            item
            for item in self.now.recommendations()
            if not item.status.is_over and (updates := self.now.told(item)) and updates[0].date.last < limit
        )

    @cached_property
    def unheard(self) -> tuple[Recommendation, ...]:
        """Those named by a source of which there has never been a known state."""
        return tuple(item for item in self.named if all(u.status is Status.UNKNOWN for u in self.now.told(item)))

    @cached_property
    def due(self) -> tuple[Recommendation, ...]:
        """Those to be looked at again by the end."""
        found = (item for item in self.now.recommendations() if item.is_to_review)
        return tuple(item for item in found if item.review_on and item.review_on.last <= self.end)

    @cached_property
    def later(self) -> tuple[Recommendation, ...]:
        """Those to be looked at again after the end, or under a condition."""
        due = {item.id for item in self.due}
        found = (item for item in self.now.recommendations() if item.is_to_review)
        return tuple(item for item in found if item.id not in due)

    @cached_property
    def past(self) -> tuple[Event, ...]:
        """Dates of the period that are over at its end, the oldest first."""
        found = (item for item in self.whole.all(Event) if self.start < item.date.first and item.date.last < self.end)
        return tuple(sorted(found, key=lambda item: (item.date, natural(item.id))))

    @cached_property
    def ahead(self) -> tuple[Event | Consultation, ...]:
        """Dates from the last day on and planned Beratungen that may come after it, whenever they were announced."""
        planned = (item for item in self.whole.all(Consultation) if item.is_open)
        found: list[Event | Consultation] = [item for item in self.whole.all(Event) if item.date.last >= self.end]
        found += [item for item in planned if item.date.last > self.end]
        return tuple(sorted(found, key=lambda item: (item.date, natural(item.id))))


def between_days(concept: Concept, town: Town, start: date, end: date, *, proposals: bool = False) -> Period:
    """The period between two days, as the dated records of one state tell of it.

    Proposals of the Redaktion are no matter of a committee: without ``proposals`` it is not about them.
    """
    left_out = 0 if proposals else _count(concept)
    concept = concept if proposals else _without_proposals(concept)
    before, after = as_of(concept, start), as_of(concept, end)
    unsure = frozenset(item.id for item in before.uncertain)
    doubtful = [item for item in (*before.uncertain, *after.uncertain) if not isinstance(item, Figure)]
    return Period(
        start=start,
        end=end,
        town=town,
        changes=compare(before.concept, without(after.concept, unsure)),
        now=after.concept,
        whole=concept,
        uncertain=tuple({item.id: item for item in doubtful}.values()),
        undated=after.undated,
        left_out=left_out,
    )


def between_states(
    old: Concept, new: Concept, town: Town, start: date, end: date, states: tuple[str, str], *, proposals: bool = False
) -> Period:
    """The period between two states, for instance two Ausgaben, with their days and what they are called."""
    left_out = 0 if proposals else _count(new)
    if not proposals:
        old, new = _without_proposals(old), _without_proposals(new)
    return Period(
        start=start,
        end=end,
        town=town,
        changes=compare(old, new),
        now=new,
        whole=new,
        states=states,
        left_out=left_out,
    )


def _count(concept: Concept) -> int:
    return sum(item.is_proposal for item in concept.recommendations())


def _without_proposals(concept: Concept) -> Concept:
    """The concept without proposals of the Redaktion and without the records that are about nothing else."""
    gone = {item.id for item in concept.recommendations() if item.is_proposal}
    for item in concept.items.values():
        about = {target for spec, target in item.links() if spec.name == "betrifft"}
        if about and about <= gone:
            gone.add(item.id)
    return without(concept, frozenset(gone))
