"""Which questionnaires go out, and what each asks: one for each body, or one for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from konzept.concept import Concept
from konzept.model import Recommendation
from konzept.model.speech import say
from konzept.survey.bodies import Asked, Body, surveyed
from konzept.survey.rounds import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: whom (nobody: whoever fills it in), for which items, in which round, until when."""

    body: Body | None
    items: Sequence[Recommendation]
    round: date
    until: date | None

    @property
    def file(self) -> str:
        """The name of the file; the deadline stands in it."""
        until = f"-bis-{self.until}" if self.until else ""
        return f"abfrage-{self.round}-{self.body.code.lower() if self.body else 'alle'}{until}.xlsx"

    @property
    def asked(self) -> str:
        """Whom it asks."""
        return self.body.name if self.body else say("alle {Einträge}")


def questions(
    asked: Asked,
    concept: Concept,
    rounds: Sequence[Round],
    day: date,
    until: date | None = None,
    only: Sequence[str] = (),
) -> Iterator[Question]:
    """A question for each body (``only`` these codes) that has something to answer; what was passed on goes along.

    :raises konzept.errors.RefusedError: if there is no such body.
    """
    for body in [asked.body(code) for code in only] or asked.bodies:
        if items := _items(body, asked, concept, rounds):
            yield Question(body=body, items=items, round=day, until=until)


def for_all(concept: Concept, day: date, until: date | None = None) -> Question:
    """One question for whoever fills it in, about all recommendations."""
    return Question(body=None, items=surveyed(concept), round=day, until=until)


def _items(body: Body, asked: Asked, concept: Concept, rounds: Sequence[Round]) -> tuple[Recommendation, ...]:
    """What it is asked for, with what others passed on to it, and without what it passed on."""
    latest: dict[tuple[str, str], str] = {}
    codes = {other.code for other in asked.bodies}
    for round_ in rounds:
        for answer in round_.answers:
            is_passed = answer.outcome == "weitergegeben" and answer.to in codes
            latest[answer.body, answer.item] = answer.to if is_passed else ""
    passed = {item for (_, item), to in latest.items() if to == body.code}
    wanted = passed | {item.id for item in asked.items(body, concept)}
    return tuple(item for item in surveyed(concept) if item.id in wanted and not _left(body.code, item.id, latest))


def _left(code: str, item: str, latest: Mapping[tuple[str, str], str]) -> bool:
    """Whether a body passed an item on for good: not in a circle, in which nobody would be asked any more."""
    way = [code]
    while to := latest.get((way[-1], item), ""):
        if to in way:
            return to != code
        way.append(to)
    return len(way) > 1
