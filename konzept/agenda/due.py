"""What is due, from the concept, the rounds of asking and the pages whose details go out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from konzept.concept import Concept, natural
from konzept.model import Consultation, Recommendation
from konzept.model.dates import german_day, year_before
from konzept.model.words import Responsibility, Result
from konzept.rules.lookups import AGAIN
from konzept.survey.rounds import Round, Unanswered, unanswered
from konzept.views.following import days
from konzept.views.marks import is_old

REVIEW: Final = "Erneut prüfen"
EVENTS: Final = "Termine und Sitzungen"
ANSWERS: Final = "Antworten, die ausstehen"
QUIET: Final = "Seit mehr als einem Jahr ohne neue Angabe"
PAGES: Final = "Anschriften und Nummern wieder nachsehen"
WAITING: Final = "Im Eingang"
_LACKS: Final = "Ergebnis fehlt noch"
# What each group is for, said below its heading.
WHAT_TO_DO: Final[Mapping[str, str]] = {
    REVIEW: "Nachfragen, ob es jetzt anders ist, und einen Sachstand eintragen.",
    EVENTS: "Danach eintragen, was dabei herauskam.",
    ANSWERS: "Erinnern: python -m konzept survey remind schreibt, woran.",
    QUIET: "Nachfragen. Bleibt es dabei, sagt ein neuer Sachstand auch das.",
    PAGES: "Mit den Quellen vergleichen und den Tag bei 'geprueft' eintragen.",
    WAITING: "Ansehen und aufnehmen: python -m konzept intake.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something to think of. Without ``day`` it has none; ``ident`` tells it from all others for good."""

    text: str
    ident: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is due, in groups, as of a day; groups without anything are left out."""

    today: date
    groups: Mapping[str, tuple[Due, ...]]

    def said(self, due: Due) -> str:
        """One entry in words."""
        if due.day is None:
            return due.text
        if due.day < self.today:
            return f"{german_day(due.day)} (überfällig): {due.text}"
        return f"{german_day(due.day)}: {due.text}"


def agenda(
    concept: Concept,
    rounds: Iterable[Round],
    bodies: Mapping[str, str],
    looked_up: Mapping[str, date],
    waiting: Iterable[str],
    today: date,
) -> Agenda:
    """What is due as of a day; ``bodies`` are the names of who is asked, ``waiting`` the files in the Eingang."""
    found = {
        REVIEW: _reviews(concept),
        EVENTS: _events(concept, today),
        ANSWERS: _answers(rounds, bodies, concept),
        QUIET: _quiet(concept, today),
        PAGES: _pages(looked_up),
        WAITING: (Due(text=name, ident=("eingang", name)) for name in waiting),
    }
    ordered = {group: tuple(sorted(entries, key=_order)) for group, entries in found.items()}
    return Agenda(today=today, groups={group: entries for group, entries in ordered.items() if entries})


def _order(due: Due) -> tuple[date, list[tuple[str, int]]]:
    return due.day or date.max, natural(due.text)


def _reviews(concept: Concept) -> Iterator[Due]:
    for item in concept.recommendations():
        if item.is_to_review:
            when = f" (wenn {item.condition})" if item.condition else ""
            day = item.review_on.first if item.review_on else None
            yield Due(text=f"{item.numbered}{when}", ident=(item.id, "erneut-pruefen"), day=day)


def _events(concept: Concept, today: date) -> Iterator[Due]:
    for item, day, title, ident in days(concept, today):
        if not isinstance(item, Recommendation) and day >= today:
            yield Due(text=title, ident=ident, day=day)
    for consultation in concept.all(Consultation):
        if _lacks_result(consultation, today):
            yield Due(text=f"{consultation.title} ({_LACKS})", ident=(consultation.id,), day=consultation.date.last)


def _lacks_result(item: Consultation, today: date) -> bool:
    """Whether a session is over and lacks its result; a hearing has none, and old ones may have no source."""
    if not item.is_open or item.date.last >= today:
        return False
    recent = item.date.last >= year_before(today) and item.responsibility is not Responsibility.HEARING
    return recent or item.result is Result.OPEN


def _answers(rounds: Iterable[Round], bodies: Mapping[str, str], concept: Concept) -> Iterator[Due]:
    """One entry for each body and round."""
    for code, items in unanswered(rounds, concept).items():
        by_round: dict[Unanswered, list[str]] = {}
        for ident, when in items.items():
            by_round.setdefault(when, []).append(ident)
        for when, idents in by_round.items():
            asked = german_day(date.fromisoformat(when.since))
            listed = ", ".join(sorted(idents, key=natural))
            alike = [other for other in by_round if other[:2] == when[:2]]  # they differ by their deadline
            until = [when.until] if len(alike) > 1 else []
            yield Due(
                text=f"{bodies.get(code, code)}, gefragt zum {asked}: {listed}",
                ident=("abfrage", *dict.fromkeys((when.since, when.last)), *until, code),
                day=date.fromisoformat(when.until) if when.until else None,
            )


def _quiet(concept: Concept, today: date) -> Iterator[Due]:
    for item in concept.recommendations():
        if not item.is_proposal and is_old(concept, item, today):
            last = concept.newest_updates(item)[0]
            yield Due(text=f"{item.numbered}, zuletzt {last.date.german}", ident=(item.id, "still"))


def _pages(looked_up: Mapping[str, date]) -> Iterator[Due]:
    for file, day in looked_up.items():
        text = f"{file}, zuletzt verglichen am {german_day(day)}"
        yield Due(text=text, ident=("geprueft", file), day=day + AGAIN)
