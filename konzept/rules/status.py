"""Rules on the status of a recommendation: on what evidence, after which Beratung, with which reasons."""

from __future__ import annotations

from collections.abc import Iterator

from konzept.findings import Finding, either, shown
from konzept.german import sentence
from konzept.model import (
    BLOCKED,
    Consultation,
    Event,
    PartialDate,
    Recommendation,
    Responsibility,
    Status,
    Subject,
    Update,
)
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.rules.context import Context, error, hint
from konzept.rules.own_proposals import ALLOWED


def evidence(context: Context) -> Iterator[Finding]:
    """A known status has a Sachstand, and the newest one says it."""
    for item in context.concept.recommendations():
        newest = context.concept.newest_updates(item)
        if context.uncertain(Update, f"{item.id}-S") or _is_judged_as_proposal(item, newest):
            continue
        if newest and item.status not in {update.status for update in newest}:
            stated = " und ".join(f"{shown(update.status)} in {update.id}" for update in newest)
            yield error(
                item,
                "status",
                f"'status: {item.status}' muss der neueste Sachstand sagen, dort steht aber {stated}",
                mend="Gleichen Sie 'status' an oder ergänzen Sie einen neueren Sachstand.",
            )
        elif not newest and item.status not in (Status.UNKNOWN, Status.SUGGESTED):
            without = Status.SUGGESTED if item.is_proposal else Status.UNKNOWN
            yield error(
                item,
                "status",
                f"'status: {item.status}' braucht einen Sachstand mit Quelle",
                "keiner",
                f"Ergänzen Sie unter {say('{dem Eintrag}')} einen Sachstand {item.id}-S1 mit 'datum', 'status', "
                f"'nach_angabe_von' und 'quelle', oder schreiben Sie 'status: {without}'.",
            )


def _is_judged_as_proposal(item: Recommendation, newest: tuple[Update, ...]) -> bool:
    """Whether the rule on proposals reports the status already."""
    return item.is_proposal and (item.status not in ALLOWED or any(u.status is not Status.DROPPED for u in newest))


def future(context: Context) -> Iterator[Finding]:
    """Nothing that happened is dated after the Stichtag."""
    for item in context.concept.items.values():
        planned = isinstance(item, Consultation) and item.is_open
        for attribute, spec in item.options():
            value = getattr(item, attribute)
            if not isinstance(value, PartialDate) or value.first <= context.today:
                continue
            if not (isinstance(item, Event) or planned or spec.name in ("erneut_pruefen", "bis")):
                yield error(
                    item,
                    spec.name,
                    f"{spec.name!r} darf nicht nach dem Stichtag {german_day(context.today)} liegen",
                    value.german,
                    "Künftiges wird als Termin eingetragen.",
                )


def decisions(context: Context) -> Iterator[Finding]:
    """What is discussed or decided has its Beratung."""
    if context.uncertain(Consultation):
        return
    for item in context.concept.recommendations():
        consultations = context.concept.consultations(item.id)
        if item.status is Status.IN_DELIBERATION and not any(c.papers for c in consultations):
            yield error(
                item,
                "status",
                f"'status: {item.status}' braucht eine Beratung mit Vorlage, die {say('{diesen Eintrag}')} betrifft",
                mend=f"Ergänzen Sie in einer Beratung 'betrifft: {item.id}' und 'vorlage'.",
            )
        if item.status is Status.ADOPTED and not any(map(decides_realisation, consultations)):
            yield error(
                item,
                "status",
                f"'status: {item.status}' braucht eine Beratung mit 'betrifft: {item.id}', "
                f"'gegenstand: {Subject.REALISATION}', 'zustaendigkeit: {Responsibility.DECISION}' und einem "
                "Ergebnis, das beschließt",
                mend="Der Beschluss des Konzepts als Leitfaden genügt nicht.",
            )


def decides_realisation(consultation: Consultation) -> bool:
    """Whether it decided that what it concerns is to be realised."""
    return (
        consultation.subject is Subject.REALISATION
        and consultation.responsibility is not None
        and consultation.responsibility.decides
        and consultation.has_decided
    )


def obstacles(context: Context) -> Iterator[Finding]:
    """What is blocked says why, and when to look again."""
    for item in context.concept.recommendations():
        if item.status in BLOCKED:
            if not item.obstacles:
                yield error(
                    item,
                    "status",
                    f"'status: {item.status}' braucht 'hinderungsgrund'",
                    mend="Nennen Sie rechtlich, sachlich oder finanziell"
                    + either(" (auch mehrere, mit Komma).", ", auch mehrere."),
                )
            if not (item.review_on or item.condition):
                yield error(
                    item,
                    "status",
                    f"'status: {item.status}' braucht 'erneut_pruefen' (ein Tag) oder 'erneut_pruefen_wenn' "
                    "(eine Bedingung)",
                    mend=say("Sagen Sie, wann {der Eintrag} erneut geprüft wird."),
                )
        if item.condition and item.review_when != item.condition:
            yield hint(
                item,
                "erneut_pruefen_wenn",
                "Die Bedingung steht ohne 'wenn' oder 'falls' am Anfang und ohne Punkt am Ende da",
                mend=f"Schreiben Sie {item.condition!r}.",
            )
        option = "erneut_pruefen" if item.review_on else "erneut_pruefen_wenn"
        if item.status.is_over and (item.review_on or item.condition):
            must = f"Bei 'status: {item.status}' ist nichts mehr erneut zu prüfen"
            yield hint(item, option, must, mend=f"Nehmen Sie {option!r} heraus.")
        elif item.review_on and item.review_on.first <= context.today:
            yield hint(item, option, f"{sentence(item.review_on.since_when)} ist erneut zu prüfen")


def replacement(context: Context) -> Iterator[Finding]:
    """What is dropped says what replaced it, or why."""
    concept = context.concept
    for item in concept.recommendations():
        reasons = [u for u in concept.updates(item) if u.status is Status.DROPPED and u.text.strip()]
        # Without any Sachstand the rule on evidence asks for one.
        told = not concept.updates(item) or concept.replaced_by(item) or reasons or context.uncertain(Recommendation)
        if item.status is Status.DROPPED and not told:
            yield error(
                item,
                "status",
                "Was entfallen ist, sagt, was an seine Stelle tritt oder warum",
                mend=say(
                    "Ergänzen Sie in {dem neuen Eintrag} 'ersetzt: {id}' oder begründen Sie es im Text des Sachstands.",
                    id=item.id,
                ),
            )
        for old in concept.pick(item.replaces, Recommendation):
            if old is item or old.status is not Status.DROPPED:
                yield error(
                    item,
                    "ersetzt",
                    f"Wer {old.id} ersetzt, ist {say('{ein anderer Eintrag}')}, "
                    f"und {old.id} hat 'status: {Status.DROPPED}'",
                    shown(old.status),
                    f"Ändern Sie den Status von {old.id} oder streichen Sie 'ersetzt'.",
                )
