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

_FAR: Final = 100  # a series with a value of more than a hundred times another has a slip in it, or another definition
_ONE: Final = "Berichtigen Sie eins."


def votes(context: Context) -> Iterator[Finding]:
    """What is recorded of a vote does not contradict itself."""
    for item in context.concept.all(Consultation):
        yield from _contradictions(item)


def _contradictions(item: Consultation) -> Iterator[Finding]:
    yes, no = item.yes, item.no
    counted = [name for name, votes in (("ja", yes), ("nein", no), ("enthaltung", item.abstentions)) if votes]
    if YesNo.YES in (item.unanimous, _unanimous(item.result)) and no:
        told = "einstimmig" if item.unanimous else "ergebnis"
        yield error(item, told, "Einstimmig ist ein Beschluss ohne Gegenstimmen", f"{no} Nein", _ONE)
    if item.unanimous is YesNo.NO and no == 0 and not item.abstentions:
        yield error(item, "einstimmig", "Ohne Gegenstimmen und Enthaltungen ist ein Beschluss einstimmig", mend=_ONE)
    if item.unanimous and _unanimous(item.result) not in (None, item.unanimous):
        yield error(item, "einstimmig", "'einstimmig' und 'ergebnis' widersprechen sich nicht", mend=_ONE)
    if counted and item.is_open:
        mend = "Ergänzen Sie es oder streichen Sie die Stimmen."
        yield error(item, counted[0], "Wo Stimmen gezählt sind, gibt es ein 'ergebnis'", mend=mend)
    votes = ", ".join(f"{number} {word}" for number, word in ((yes, "Ja"), (no, "Nein")) if number is not None)
    if yes is not None:
        if item.has_decided and (no or 0) >= yes:
            yield error(item, "ergebnis", "Beschlossen ist nur, was mehr Ja als Nein hat", votes)
        if item.result is Result.REJECTED and no is not None and yes > no:
            yield error(item, "ergebnis", "Abgelehnt ist nichts, was mehr Ja als Nein hat", votes)
    if item.responsibility is Responsibility.NOTICE and item.has_decided:
        mend = "Berichtigen Sie 'zustaendigkeit' oder 'ergebnis'."
        yield error(item, "ergebnis", "Wer zur Kenntnis nimmt, beschließt nicht", mend=mend)


def _unanimous(result: Result | None) -> YesNo | None:
    """What the word for a result says of the votes."""
    return {Result.UNANIMOUS: YesNo.YES, Result.BY_MAJORITY: YesNo.NO}.get(result) if result else None


def evidence(context: Context) -> Iterator[Finding]:
    """A source is not older than what it proves."""
    for item in context.concept.items.values():
        if not isinstance(item, Update | Development | Consultation | Figure) or _needs_no_newer(item):
            continue
        dates = [source.date for source in context.concept.pick(item.sources, Source)]
        if dates and all(day is not None and day.last < item.date.first for day in dates):
            newest = max(day for day in dates if day is not None).from_when
            yield error(
                item,
                "quelle",
                f"Eine Quelle {newest} belegt nichts {item.date.from_when}: Sie ist älter",
                mend="Nennen Sie eine neuere Quelle oder berichtigen Sie 'datum'.",
            )


def _needs_no_newer(item: Item) -> bool:
    """Whether older sources are right: agendas announce, the Redaktion looks back on what it read."""
    if isinstance(item, Consultation):
        return item.is_open
    return isinstance(item, Update) and item.stated_by is Party.EDITORS


def periods(context: Context) -> Iterator[Finding]:
    """Nothing ends before it begins."""
    for item in context.concept.all(Organization):
        if item.start and item.end and item.end.last < item.start.first:
            yield error(item, "bis", "'bis' liegt nicht vor 'von'", item.end.german)


def series(context: Context) -> Iterator[Finding]:
    """The figures of a series count the same, one each day; one above a hundred times another is odd."""
    least: dict[str, Figure] = {}
    days: dict[tuple[object, ...], Figure] = {}
    for item in context.concept.all(Figure):
        if item.value and (item.series not in least or item.value < least[item.series].value):
            least[item.series] = item
        first = days.setdefault((item.series,), item)
        if first.unit != item.unit:
            told = f"Eine Reihe hat eine Einheit, die von {first.id} ist {first.unit}"
            yield error(item, "einheit", told, mend="Berichtigen Sie sie, oder nennen Sie eine andere Reihe.")
        same = days.setdefault((item.series, item.date, item.span), item)
        if same.value != item.value:
            told = f"Zum selben Stand hat {same.id} derselben Reihe einen anderen Wert"
            yield error(item, "wert", told, mend="Berichtigen Sie einen, oder nennen Sie eine andere Reihe.")
    for item in context.concept.all(Figure):
        other = least.get(item.series)
        if other and item.value > _FAR * other.value:
            message = f"Der Wert ist mehr als das Hundertfache von {other.id} derselben Reihe"
            yield hint(item, "wert", message, "Stimmen beide?")
