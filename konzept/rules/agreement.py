"""Rules on facts that must agree with each other: votes and results, evidence and dates, periods, figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from konzept.findings import Finding
from konzept.model import (
    Consultation,
    Development,
    Figure,
    Item,
    Organization,
    Party,
    Responsibility,
    Result,
    Source,
    Update,
)
from konzept.model.words import YesNo
from konzept.rules.context import Context, error, hint

_FAR: Final = 100  # a series whose value grows a hundredfold has a slip in it, or another definition


def votes(context: Context) -> Iterator[Finding]:
    """What is recorded of a vote does not contradict itself."""
    for item in context.concept.all(Consultation):
        for option, message in _contradictions(item):
            yield error(item, option, "abstimmung", message)


def _contradictions(item: Consultation) -> Iterator[tuple[str, str]]:
    yes, no = item.yes, item.no
    counted = [name for name, votes in (("ja", yes), ("nein", no), ("enthaltung", item.abstentions)) if votes]
    if item.unanimous is YesNo.YES and no:
        yield (
            "einstimmig",
            f"Einstimmig ist ein Beschluss ohne Gegenstimmen, gefunden: {no} Nein. Berichtigen Sie eins.",
        )
    if item.unanimous is YesNo.NO and no == 0 and not item.abstentions:
        yield "einstimmig", "Ohne Gegenstimmen und Enthaltungen ist ein Beschluss einstimmig. Berichtigen Sie eins."
    if counted and item.result in (None, Result.OPEN):
        yield (
            counted[0],
            "Wo Stimmen gezählt sind, gibt es ein 'ergebnis'. Ergänzen Sie es oder streichen Sie die Stimmen.",
        )
    if yes is not None and no is not None and (yes or no):
        if item.result and item.result.positive and no >= yes:
            yield "ergebnis", f"Beschlossen ist nur, was mehr Ja als Nein hat, gefunden: {yes} Ja, {no} Nein."
        if item.result is Result.REJECTED and yes > no:
            yield "ergebnis", f"Abgelehnt ist nichts, was mehr Ja als Nein hat, gefunden: {yes} Ja, {no} Nein."
    if item.responsibility is Responsibility.NOTICE and item.result and item.result.positive:
        yield "ergebnis", "Wer zur Kenntnis nimmt, beschließt nicht. Berichtigen Sie 'zustaendigkeit' oder 'ergebnis'."


def evidence(context: Context) -> Iterator[Finding]:
    """A source is not older than what it proves."""
    for item in context.concept.items.values():
        if not isinstance(item, Update | Development | Consultation) or _needs_no_newer(item):
            continue
        dates = [source.date for source in context.concept.pick(item.sources, Source)]
        if dates and all(day is not None and day.last < item.date.first for day in dates):
            newest = max(day for day in dates if day is not None).german
            yield error(
                item,
                "quelle",
                "beleg",
                f"Eine Quelle vom {newest} belegt nichts vom {item.date.german}: Sie ist älter. Nennen Sie eine "
                "neuere Quelle oder berichtigen Sie 'datum'.",
            )


def _needs_no_newer(item: Item) -> bool:
    """Whether older sources are right: agendas announce, the Redaktion looks back on what it read."""
    if isinstance(item, Consultation):
        return item.result in (None, Result.OPEN)
    return isinstance(item, Update) and item.stated_by is Party.EDITORS


def periods(context: Context) -> Iterator[Finding]:
    """Nothing ends before it begins."""
    for item in context.concept.all(Organization):
        if item.start and item.end and item.end.last < item.start.first:
            yield error(item, "bis", "zeitraum", f"'bis' liegt nicht vor 'von', gefunden: {item.end.german}.")


def series(context: Context) -> Iterator[Finding]:
    """A value of a series that is a hundred times another one is looked at again."""
    least: dict[str, Figure] = {}
    for item in context.concept.all(Figure):
        if item.value and (item.series not in least or item.value < least[item.series].value):
            least[item.series] = item
    for item in context.concept.all(Figure):
        other = least.get(item.series)
        if other and item.value >= _FAR * other.value:
            message = f"Der Wert ist mehr als das Hundertfache von {other.id} derselben Reihe. Stimmen beide?"
            yield hint(item, "wert", "reihe", message)
