"""What bodies decided and what became of it: the list that councils call Beschlusskontrolle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from konzept.blocks import Cell, Table, cell
from konzept.german import CONSULTATION, counted
from konzept.model import (
    Consultation,
    Event,
    EventKind,
    Organization,
    Paper,
    Recommendation,
    Status,
    Subject,
)
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.views.marks import is_disputed, mark
from konzept.views.scope import Scope

TITLE: Final = "Beschlusskontrolle"
HEAD: Final = ("Datum", "Betreff", "Federführend für die Vorlage", "Frist", "Sachstand", "Erledigt")
_NONE: Final = "–"
_UNKNOWN: Final = "nicht bekannt"
_GUIDE: Final = "{Ein einzelner Eintrag} ist mit dem Leitfaden nicht beschlossen."
_HOW: Final = (
    "Die Liste nennt jede erfasste Beratung, die mit einem Beschluss endete. Federführend ist das Amt, das die "
    "Vorlage dafür nennt; wer den Beschluss ausführt, sagt das nicht. Fristen und Sachstände sind die der "
    "{Einträge}, die der Beschluss betrifft. Erledigt ist er, wenn alle diese {Einträge} realisiert sind. "
    "Ein Strich heißt: In den ausgewerteten Quellen steht dazu nichts."
)


def decisions(scope: Scope) -> Table:
    """A row for each decision, in the order of their days: plain words, to be printed and computed with."""
    decided = [c for c in scope.concept.all(Consultation) if c.has_decided]
    found = sorted(decided, key=lambda c: c.date)
    return Table(
        caption=TITLE,
        head=HEAD,
        rows=tuple(_row(scope, item) for item in found),
        empty="In den ausgewerteten Quellen steht kein Beschluss.",
        row_heads=False,
    )


def how(scope: Scope) -> tuple[str, ...]:
    """What the list says of itself: what it holds, and how many Beratungen are over whose end nobody knows."""
    left = [c for c in scope.concept.all(Consultation) if c.is_open and c.date.last < scope.today]
    said = f"Ohne bekanntes Ergebnis und deshalb nicht in der Liste: {counted(len(left), CONSULTATION)}."
    return (say(_HOW), said) if left else (say(_HOW),)


def _row(scope: Scope, item: Consultation) -> tuple[Cell, ...]:
    affected = scope.concept.pick(item.affects, Recommendation)
    return (
        cell(item.date.german),
        _subject(scope, item),
        _lines(dict.fromkeys(p.lead for p in scope.concept.pick(item.papers, Paper) if p.lead)),
        _lines(_deadlines(scope, affected)),
        _lines(_state(scope, item, affected)),
        cell(_is_done(scope, affected)),
    )


def _subject(scope: Scope, item: Consultation) -> Cell:
    body = scope.concept.get(item.body, Organization)
    result = f"{body.title if body else item.body}: {item.result.label if item.result else _UNKNOWN}"
    papers = [f"Vorlage {paper.number}" for paper in scope.concept.pick(item.papers, Paper) if paper.number]
    return tuple((line,) for line in (item.title, result, *papers))


def _deadlines(scope: Scope, affected: Sequence[Recommendation]) -> list[str]:
    """Deadlines of the recommendations, and the days on which they are to be looked at again."""
    found = {
        event.id: (event.date.last, f"{event.date.german}: {event.title}")
        for item in affected
        for event in scope.concept.pointing_at(item.id, Event, "betrifft")
        if event.kind is EventKind.DEADLINE
    }
    waiting = [(r, r.review_on) for r in affected if r.is_to_review and r.review_on]
    again = [(day.last, f"{day.german}: {r.id} erneut prüfen") for r, day in waiting]
    return [words for _, words in sorted([*found.values(), *again])]


def _state(scope: Scope, item: Consultation, affected: Sequence[Recommendation]) -> list[str]:
    known = [f"{r.id}: {mark(scope.concept, r, scope.today).text}" for r in affected]
    return known or ([say(_GUIDE)] if item.subject is Subject.GUIDE else [])


def _is_done(scope: Scope, affected: Sequence[Recommendation]) -> str:
    """Whether all of it is realised; open if nothing is known of one, or if it is disputed."""
    statuses = {r.status for r in affected}
    unsure = any(is_disputed(scope.concept, r) for r in affected) or Status.UNKNOWN in statuses
    if not affected or unsure:
        return _UNKNOWN
    return "ja" if statuses == {Status.REALISED} else "nein"


def _lines(words: Sequence[str] | dict[str, None]) -> Cell:
    return tuple((line,) for line in words) or cell(_NONE)


def day(scope: Scope) -> str:
    """The day of the list."""
    return f"Stichtag {german_day(scope.today)}"
