"""Rules on the Top 2 of a field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from konzept.concept import Concept
from konzept.findings import Finding, either
from konzept.german import count as numbered
from konzept.model import Field, Priority, Recommendation, Source, Status, TopState
from konzept.model.speech import say
from konzept.rules.context import Context, error, hint

CRITERION: Final = "was mehr Quellen nennen, dann, was die neueste Quelle nennt, dann die kleinere Nummer"


def count(context: Context) -> Iterator[Finding]:
    """A field has as many Top items as the way they came about asks for."""
    if not context.town.top_count:
        return  # the reader takes no word for it
    for field in context.concept.all(Field):
        if context.uncertain(Recommendation, field.code) or context.uncertain(Source):
            continue
        top = [r for r in context.concept.named(field) if r.priority is Priority.TOP]
        most = 0 if field.top_state is TopState.OPEN else context.town.top_count
        least = 1 if field.top_state is TopState.PROPOSED else most  # what is only proposed may leave places free
        if not least <= len(top) <= most:
            found = ", ".join(r.id for r in top) or "keine"
            mend = say("Ändern Sie 'priority' bei den {Einträgen} oder 'top2' beim Handlungsfeld.")
            if field.top_state is TopState.NAMED:
                mend = either(mend, "Wählen Sie so viele aus.")
            yield error(
                field,
                "top2",
                f"Bei 'top2: {field.top_state}' hat das Handlungsfeld {_words(least, most)} "
                f"mit 'priority: {Priority.TOP.written}'",
                f"{len(top)} ({found})",
                mend,
            )
        for item in top:
            if item.status in (Status.NOT_FEASIBLE, Status.DROPPED):
                yield hint(
                    item,
                    "status",
                    f"Die Top {context.town.top_count} von {field.id} sind neu zu benennen, "
                    f"denn {say('{dieser Eintrag}')} ist '{item.status.label}'",
                )


def _words(least: int, most: int) -> str:
    if least < most or not most:
        return f"{f'{least} bis {most}' if most else 'keine'} {Recommendation.PLURAL}"
    return f"genau {numbered(most, Recommendation.LABEL, Recommendation.PLURAL)}"


def named(context: Context) -> Iterator[Finding]:
    """Named Top 2 have date and source."""
    for field in context.concept.all(Field):
        if field.top_state is TopState.NAMED:
            missing = [n for n, v in (("benannt_am", field.named_on), ("quelle", field.sources)) if not v]
            if missing:
                yield error(
                    field,
                    "top2",
                    f"'top2: {TopState.NAMED}' verlangt, dass 'benannt_am' und 'quelle' sagen, wann und wo "
                    f"{context.town.authors.who} die Top {context.town.top_count} benannt hat",
                    mend=f"Ergänzen Sie {' und '.join(map(repr, missing))}.",
                )
        elif field.named_on:
            yield error(
                field,
                "benannt_am",
                f"'benannt_am' steht nur bei 'top2: {TopState.NAMED}'",
                either(f"'top2: {field.top_state}'", f"„{field.top_state.label}“"),
                "Streichen Sie 'benannt_am' oder ändern Sie 'top2'.",
            )


def choice(context: Context) -> Iterator[Finding]:
    """A draft follows its written criterion: nothing that weighs more stands behind what it puts first."""
    for field in context.concept.all(Field):
        if field.top_state is not TopState.PROPOSED:
            continue
        if context.uncertain(Source) or context.uncertain(Recommendation, field.code):
            continue
        wanted, chosen = first(context.concept, field)
        missed = [item.id for item in wanted if item not in chosen]
        if missed:
            yield error(
                field,
                "top2",
                f"Im Entwurf der Redaktion steht vorn, {CRITERION}. Danach gehört {missed[0]} dazu",
                ", ".join(r.id for r in chosen),
                say("Ändern Sie 'priority' bei den {Einträgen}."),
            )


def first(concept: Concept, field: Field) -> tuple[list[Recommendation], list[Recommendation]]:
    """What a draft of Top items would put first by its criterion, as many as it has; and what it puts first."""
    known = [r for r in concept.named(field) if not r.status.is_settled and r.status is not Status.NOT_FEASIBLE]
    chosen = [r for r in known if r.priority is Priority.TOP]
    return sorted(known, key=concept.weight)[: len(chosen)], chosen
