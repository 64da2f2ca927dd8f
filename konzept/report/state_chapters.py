"""The chapters of a report on states: what changed, what is said to be done or blocked, what nobody heard of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from konzept.compare.period import Period
from konzept.concept import newest
from konzept.edits.wording import bullets, escaped, heading, reference, table
from konzept.german import RECOMMENDATION, agree, counted, listed
from konzept.model import AHEAD, BEGUN, BLOCKED, DONE, GIVEN_UP, Recommendation, Source
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.report.sentences import said, state
from konzept.views.summary import CONTRADICTION

_NONE: Final = "In den ausgewerteten Quellen steht das zu {keinem Eintrag}."
TOLD: Final = {
    "Als realisiert angegeben": DONE,
    "Als offen, in Beratung, beschlossen oder in Umsetzung angegeben": (*AHEAD, *BEGUN),
    "Als zurückgestellt oder derzeit nicht umsetzbar angegeben": BLOCKED,
    "Als entfallen angegeben": GIVEN_UP,
}
_STATED_ALL: Final = "Als realisiert, begonnen, offen, zurückgestellt, nicht umsetzbar oder entfallen angegeben"


def told(period: Period) -> Iterator[str]:
    """These chapters as Markdown, each with its heading."""
    yield heading(3, "Was sich an den Angaben geändert hat")
    yield from _moves(period)
    yield from _states(period)
    yield heading(3, "Seit mehr als einem Jahr keine neue Angabe")
    yield from _silence(period)
    yield heading(3, "Was erneut zu prüfen ist")
    yield from _review(period)


def _moves(period: Period) -> Iterator[str]:
    rows = []
    for change in period.moved.values():
        now = "; ".join(map(said, change.because)) or change.now
        now += f". {CONTRADICTION}" if change.is_contested else ""
        now += f". Ersetzt durch {listed(map(reference, change.replaced_by))}" if change.replaced_by else ""
        rows.append([reference(change.new), change.before, now])
    fresh = list(_fresh(period))
    if rows:
        yield table([Recommendation.LABEL, "Bisher", "Jetzt, nach Angabe von"], rows)
    elif not fresh:
        yield f"Seit dem {german_day(period.start)} ist kein geänderter Stand erfasst."
    yield from fresh
    if gone := period.changes.went(Recommendation):
        yield "Nicht mehr enthalten:"
        yield bullets([escaped(f"{item.id} {item.marked}") for item in gone])


def _fresh(period: Period) -> Iterator[str]:
    """What a source of the period names for the first time; that does not make it new to the concept."""
    stands = period.now.standing
    first = "Neu erfasst, mit Quelle und Stand:" if period.states else "Erstmals in einer ausgewerteten Quelle genannt:"
    named = [f"{reference(r)}: {_origin(period, r)}; {stands(r)}" for r in period.fresh if not r.is_proposal]
    proposed = [f"{reference(item)}; {stands(item)}" for item in period.fresh if item.is_proposal]
    again = [
        f"{reference(item)}: {listed(map(_of_source, period.named_again[item.id]))}; {stands(item)}"
        for item in period.named
        if item.id in period.named_again
    ]
    once_more = "Erneut in einer ausgewerteten Quelle genannt:"
    for lead, lines in ((first, named), (once_more, again), ("Neue Vorschläge:", proposed)):
        if lines:
            yield lead
            yield bullets(lines)


def _origin(period: Period, item: Recommendation) -> str:
    """The earliest source that names it, with its day; those after it by their short words."""
    earliest, *others = period.now.origins(item)
    source = earliest.source
    named = _of_source(source) if source else earliest.label
    return "; ".join([named, *(origin.label for origin in others)])


def _of_source(source: Source) -> str:
    return f"{source.kind.label}{f' {source.date.from_when}' if source.date else ''}"


def _states(period: Period) -> Iterator[str]:
    """The chapters on what is said to be done, under way, blocked or dropped; one for all if nothing is."""
    chapters = {name: _stated(period, period.with_status(*statuses)) for name, statuses in TOLD.items()}
    if contested := _stated(period, period.contested):
        chapters["Widersprüchlich angegeben"] = contested
    if not any(chapters.values()):
        chapters = {_STATED_ALL: []}
    for name, lines in chapters.items():
        yield heading(3, name)
        yield bullets(lines) or say(_NONE)


def _stated(period: Period, items: Iterable[Recommendation]) -> list[str]:
    """The states of these recommendations, on whose word and on what evidence."""
    found = [item for item in items if not item.is_proposal or item.is_live_proposal]
    return [f"{reference(item)}: {state(period.now, item)}{_why(item)}{_instead(period, item)}" for item in found]


def _instead(period: Period, item: Recommendation) -> str:
    """What replaced it."""
    others = listed(map(reference, period.now.replaced_by(item)))
    return f" Ersetzt durch {others}." if others else ""


def _why(item: Recommendation) -> str:
    reasons = listed(kind.label for kind in item.obstacles)
    return f" Hinderungsgrund: {reasons}.{_again(item)}" if reasons else _again(item)


def _again(item: Recommendation) -> str:
    day = f" Erneut prüfen am {item.review_on.german}." if item.review_on else ""
    return day + (f" Erneut prüfen, wenn {escaped(item.condition)}." if item.condition else "")


def _silence(period: Period) -> Iterator[str]:
    heard = {item: newest(period.now.told(item))[::-1] for item in period.silent}
    old = [f"{reference(item)}: {'; '.join(map(said, updates))}" for item, updates in heard.items()]
    number = len(period.unheard)
    if 1 < number == len(period.named):
        yield f"{say('Zu {keinem}')} der {counted(number, RECOMMENDATION)} ist ein bekannter Stand erfasst."
        return
    yield bullets(old) or "Kein Sachstand ist älter als ein Jahr."
    if number:
        which = say(agree(number, "{folgendem Eintrag}", "folgenden {Einträgen}"))
        yield f"Zu {which} ist kein bekannter Stand erfasst."
        yield bullets([reference(item) for item in period.unheard])


def _review(period: Period) -> Iterator[str]:
    due = [f"{reference(item)}: {item.review_on.since_when} fällig." for item in period.due if item.review_on]
    later = [f"{reference(item)}:{_again(item)}" for item in period.later]
    yield bullets([*due, *later]) or say("{Kein Eintrag} ist zum erneuten Prüfen vorgemerkt.")
