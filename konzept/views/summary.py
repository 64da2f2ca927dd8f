"""A period in a few sentences: what there is, what is known, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from konzept.compare.period import Period
from konzept.german import (
    CONSULTATION,
    CORRECTION,
    DEVELOPMENT,
    PAPER,
    PROPOSAL,
    RECOMMENDATION,
    STATEMENT,
    UPDATE,
    WITHDRAWN,
    RegularNoun,
    agree,
    counted,
    listed,
    sentence,
)
from konzept.model import Consultation, Development, Item, Paper, Recommendation, Statement, Status, Update
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.views.marks import STANDINGS, Contested, Standing, count, standing

FIELD: Final = RegularNoun("das", "Handlungsfeld", "Handlungsfelder")
_EARLIER: Final = RegularNoun(None, "der schon bekannten {Einträge}", "der schon bekannten {Einträge}")
_NOUNS: Final[tuple[tuple[type[Item], RegularNoun], ...]] = (
    (Update, UPDATE),
    (Consultation, CONSULTATION),
    (Paper, PAPER),
    (Statement, STATEMENT),
    (Development, DEVELOPMENT),
)
_NOT_KNOWN: Final[tuple[Standing, ...]] = (Status.UNKNOWN, Contested.CONTESTED)
_FEW: Final = 2
_NOTHING: Final = "weder Sachstand noch Beratung noch Entwicklung"
TAKEN_BACK: Final = "Hier nimmt die Redaktion eigene Angaben und Vorschläge zurück. Über {kommune_wen} sagt das nichts."
NOT_READ: Final = "Das sagt weder, dass etwas geschehen ist, noch, dass nichts geschehen ist."
CONTRADICTION: Final = "Die Angaben widersprechen sich; sie stehen nebeneinander."


def summary(period: Period) -> Iterator[str]:
    """The paragraphs that stand first: what there is, what is known, what changed."""
    yield " ".join([_inventory(period), *_statuses(period)])
    yield " ".join(_changes(period))


def _inventory(period: Period) -> str:
    number, proposed = len(period.named), len(period.proposals)
    fields = len({item.field for item in period.named})
    where = f" in {counted(fields, FIELD, 'dat')}" if fields else ""
    undated = sum(isinstance(item, Recommendation) and not item.is_proposal for item in period.undated)
    words = (
        f"Am {german_day(period.end)} {agree(number, 'ist', 'sind')}{where} {counted(number, RECOMMENDATION)} "
        f"erfasst, {agree(number, say('{den}'), 'die')} eine Quelle {'mit Datum ' if undated else ''}nennt."
    )
    if undated:
        words += (
            f" {sentence(counted(undated, RECOMMENDATION))} {agree(undated, 'steht', 'stehen')} nur in Quellen ohne "
            f"Datum und {agree(undated, 'ist', 'sind')} hier nicht gezählt."
        )
    if proposed:
        words += f" {sentence(counted(proposed, PROPOSAL))} {agree(proposed, 'wird', 'werden')} getrennt gezählt."
    return words


def _statuses(period: Period) -> Iterator[str]:
    """What is known of how many; three statuses and more are a list, since nobody reads so many sentences."""
    counts = count(period.now, period.named)
    unknown, contested = counts[Status.UNKNOWN], counts[Contested.CONTESTED]
    known = {status: counts[status] for status in STANDINGS if status not in _NOT_KNOWN and counts[status]}
    if 1 < unknown == len(period.named):
        yield f"{say('Zu {keinem}')} der {counted(unknown, RECOMMENDATION)} ist der Stand bekannt. {NOT_READ}"
    elif unknown:
        yield f"Zu {counted(unknown, RECOMMENDATION, 'dat')} ist der Stand nicht bekannt. {NOT_READ}"
    if len(known) > _FEW:
        yield f"Als Stand ist erfasst: {', '.join(f'{status.label} ({n})' for status, n in known.items())}."
    else:
        yield from (_status(status, number) for status, number in known.items())
    if contested:
        yield f"Bei {counted(contested, RECOMMENDATION, 'dat')} widersprechen sich die Angaben."


def _status(status: Standing, number: int) -> str:
    many, verb = counted(number, RECOMMENDATION), agree(number, "ist", "sind")
    match status:
        case Status.ADOPTED:
            return f"Bei {counted(number, RECOMMENDATION, 'dat')} ist die Umsetzung beschlossen."
        case Status.ONGOING:
            return sentence(f"{many} {verb} {agree(number, 'eine Daueraufgabe', 'Daueraufgaben')}.")
        case _:
            return sentence(f"{many} {verb} {status.label}.")


def _changes(period: Period) -> Iterator[str]:
    since = f"Seit dem {german_day(period.start)}"
    moved = [change for change in period.moved.values() if not change.new.is_proposal]
    proposed = len(period.moved) - len(moved)
    yield f"{since} ist bei {counted(len(moved), _EARLIER, 'dat')} ein anderer Stand erfasst."
    if proposed:
        yield f"Bei {counted(proposed, PROPOSAL, 'dat')} ist ein anderer Stand erfasst."
    yield _came(period)
    yield _happened(period)


def _happened(period: Period) -> str:
    found: Counter[type[Item]] = Counter(type(item) for item in period.happenings)
    told, number = listed(counted(found[kind], noun) for kind, noun in _NOUNS if found[kind]), found.total()
    back = _corrected(period)
    besides = f", dazu {back}" if back else ""
    if back and not told:
        told, number, besides = back, len(period.corrections), f", sonst {_NOTHING}"
    if period.states:
        return f"Neu erfasst {agree(number, 'wurde', 'wurden')} {told or _NOTHING}{besides}."
    if told:
        return f"Für diesen Zeitraum {agree(number, 'ist', 'sind')} {told} erfasst{besides}."
    return "Für diesen Zeitraum ist weder ein Sachstand noch eine Beratung noch eine Entwicklung erfasst."


def _corrected(period: Period) -> str:
    """How many words of its own the Redaktion took back, and how many proposals; that is no news of the town."""
    withdrawn = sum(update.status is Status.DROPPED for update in period.corrections)
    numbers = ((len(period.corrections) - withdrawn, CORRECTION), (withdrawn, WITHDRAWN))
    return listed(counted(number, noun) for number, noun in numbers if number)


def _came(period: Period) -> str:
    proposed = sum(item.is_proposal for item in period.fresh)
    named = len(period.fresh) - proposed
    if period.states:
        parts = [counted(n, noun) for n, noun in ((named, RECOMMENDATION), (proposed, PROPOSAL)) if n]
        verb = agree(named + proposed, "ist", "sind")
        return f"Hinzugekommen {verb} {listed(parts)}." if parts else say("{Kein Eintrag} ist hinzugekommen.")
    words = say("Keine ausgewertete Quelle aus diesem Zeitraum nennt {einen Eintrag} zum ersten Mal.")
    if named:
        known = sum(standing(period.now, item) not in _NOT_KNOWN and not item.is_proposal for item in period.fresh)
        source = agree(
            len({period.now.origins(item)[0].source for item in period.fresh if not item.is_proposal}),
            "Eine ausgewertete Quelle aus diesem Zeitraum nennt",
            "Ausgewertete Quellen aus diesem Zeitraum nennen",
        )
        words = f"{source} {counted(named, RECOMMENDATION, 'akk')} zum ersten Mal"
        if any(item.status is not Status.UNKNOWN for item in period.named):  # else it is said already
            words += _known(known, named)
        words += "."
    new = f" {sentence(counted(proposed, PROPOSAL))} {agree(proposed, 'ist', 'sind')} neu."
    return f"{words}{new}" if proposed else words


def _known(known: int, named: int) -> str:
    """Of how many the state is known; what is so of all is said of them."""
    if 0 < known < named:
        return f"; davon ist zu {counted(known, RECOMMENDATION, 'dat')} der Stand bekannt"
    return f"; {agree(named, say('{sein}'), 'ihr')} Stand ist {'bekannt' if known else 'nicht bekannt'}"
