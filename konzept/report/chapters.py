"""What a report tells, chapter by chapter, as Markdown: the Sachdarstellung of its paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from konzept.compare.changelist import chosen
from konzept.compare.period import Period
from konzept.edits.wording import bullets, escaped, heading, reference, table
from konzept.german import ENTRY, RegularNoun, agree, counted, listed, sentence
from konzept.model import (
    AHEAD,
    BEGUN,
    BLOCKED,
    DONE,
    GIVEN_UP,
    Consultation,
    Field,
    Happened,
    Item,
    Recommendation,
    Status,
    Update,
)
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.model.types import affected
from konzept.report import state_chapters
from konzept.report.sentences import corrected
from konzept.views import top_lists
from konzept.views.marks import Contested, Standing, standing
from konzept.views.scope import Scope
from konzept.views.summary import TAKEN_BACK, summary

_NEW_ENTRY: Final = RegularNoun("der", "neuer Eintrag", "neue Einträge")
_OR_CONTESTED: Final = " oder strittig"  # in one column and a short word, or the table is too wide for paper
COUNTED: Final[tuple[tuple[str, tuple[Standing, ...]], ...]] = (
    (f"{Status.UNKNOWN.label}{_OR_CONTESTED}", (Status.UNKNOWN, Contested.CONTESTED)),
    ("offen oder in Beratung", AHEAD),
    ("beschlossen oder in Umsetzung", BEGUN),
    ("realisiert oder Daueraufgabe", DONE),
    ("zurückgestellt oder derzeit nicht umsetzbar", BLOCKED),
    ("entfallen", GIVEN_UP),
)
_PAST: Final = (
    "Was die Quellen davon berichten, steht darüber. Wo dort nichts steht, ist nicht bekannt, wie es ausging."
)
_NAMED: Final = 10  # more than these stand as a list: in one sentence nobody finds them, and it has no end


def facts(period: Period, asked: str) -> Iterator[str]:
    """All chapters; ``asked`` says who was asked for the state and who answered."""
    yield heading(3, "Zusammenfassung")
    yield from summary(period)
    yield heading(3, "Stand je Handlungsfeld")
    yield _fields(period)
    yield from state_chapters.told(period)
    if period.town.top_count:
        yield heading(3, top_lists.name(period.town, period.whole.all(Field)))
        yield from _tops(period)
    yield heading(3, "Was neu erfasst ist" if period.states else "Was die Quellen aus diesem Zeitraum berichten")
    yield _happenings(period)
    if period.states and (otherwise := _restated(period)):
        yield "Anders als zuvor steht in den Texten:"
        yield bullets(otherwise)
    if period.corrections:
        yield heading(3, "Was die Redaktion berichtigt hat")
        yield say(TAKEN_BACK)
        yield bullets(corrected(period.now, update) for update in period.corrections)
    if period.past:
        yield heading(3, "Termine, die im Berichtszeitraum lagen")
        yield _PAST
        yield bullets(f"{item.date.german}: {reference(item)} ({item.kind.label})" for item in period.past)
    yield heading(3, "Was ansteht")
    ahead = [f"{item.date.german}: {reference(item)} ({item.LABEL})" for item in period.ahead]
    yield bullets(ahead) or "Es ist kein künftiger Termin erfasst."
    yield heading(3, "Wie dieser Bericht entstanden ist")
    yield from _method(period)
    yield from filter(None, [asked])


def _fields(period: Period) -> str:
    counts = {field.id: Counter[Standing]() for field in period.now.all(Field)}
    proposals = Counter(item.field for item in period.proposals)
    for item in period.named:
        counts.setdefault(item.field, Counter())[standing(period.now, item)] += 1
    total = sum(counts.values(), Counter[Standing]())
    labels = ((label if total[Contested.CONTESTED] else label.removesuffix(_OR_CONTESTED), g) for label, g in COUNTED)
    used = [(label, group) for label, group in labels if any(total[status] for status in group)]
    proposed = ["Vorschläge der Redaktion"] if proposals else []
    rows = [
        [reference(field), *_numbers(counts[field.id], used), *(str(proposals[field.id]) for _ in proposed)]
        for field in period.now.all(Field)
    ]
    rows.append(["Zusammen", *_numbers(total, used), *(str(proposals.total()) for _ in proposed)])
    return table(["Handlungsfeld", Recommendation.PLURAL, *(label for label, _ in used), *proposed], rows)


def _numbers(counts: Counter[Standing], used: Iterable[tuple[str, tuple[Standing, ...]]]) -> list[str]:
    return [str(counts.total()), *(str(sum(counts[status] for status in group)) for _, group in used)]


def _tops(period: Period) -> Iterator[str]:
    found = top_lists.places(Scope(concept=period.whole, town=period.town, today=period.end))
    yield top_lists.filled(found)
    fields = [entry.field for entry in found]
    how = (*top_lists.chosen_by(fields), *top_lists.criterion(fields))
    yield from (escaped("".join(map(str, line))) for line in how)
    rows = [[reference(entry.field), reference(item), _moved(period, item)] for entry in found for item in entry.items]
    if rows:
        yield table(["Handlungsfeld", Recommendation.LABEL, "Veränderung im Berichtszeitraum"], rows)
    if period.states and (other := chosen(period.changes)):  # of a day nobody knows what stood in front then
        yield f"Seit dem {german_day(period.start)} ist anders gewählt:"
        yield bullets(f"{reference(entry.item)}: {escaped('; '.join(entry.lines))}" for entry in other)


def _moved(period: Period, item: Recommendation) -> str:
    """What moved a recommendation in the period: its status, that it is new, or other entries on it."""
    now = period.now.get(item.id, Recommendation)
    if now is None:  # the list is that of today, the period ended before
        return "noch nicht genannt"
    if change := period.moved.get(item.id):
        return f"{change.before} → {period.now.standing(now)}"
    if any(item.id == other.id for other in period.fresh):
        return f"{'neu erfasst' if period.states else 'erstmals genannt'}; {period.now.standing(now)}"
    touching = sum(item.id in affected(happening) for happening in period.happenings)
    said = ["neu gewählt"] if period.states and item in _newly_chosen(period) else []
    said += ["erneut genannt"] if item.id in period.named_again else []
    said += [counted(touching, _NEW_ENTRY)] if touching else []
    said += ["von der Redaktion berichtigt"] if any(u.affects == item.id for u in period.corrections) else []
    return f"{', '.join(said) or 'keine'}; {period.now.standing(now)}"


def _newly_chosen(period: Period) -> list[Item]:
    return [change.new for change in period.changes.priorities]


def _happenings(period: Period) -> str:
    rows = [
        [h.date.german if h.date else "", h.LABEL, reference(h) + _result(h), _concerned(period, h)]
        for h in period.happenings
    ]
    empty = "In den ausgewerteten Quellen steht dazu nichts."
    return table(["Datum", "Art", "Was", "Betrifft"], rows) if rows else empty


def _restated(period: Period) -> list[str]:
    """The Sachstände that both states have and that say something else now."""
    found = ((c.new, c.restated) for c in period.changes.differing(Update) if c.new not in period.corrections)
    return [f"{reference(item)}: {escaped('; '.join(map(str, said)))}" for item, said in found if said]


def _concerned(period: Period, item: Happened) -> str:
    found = period.whole.pick(affected(item), Item)
    return ", ".join(other.id if isinstance(other, Recommendation) else escaped(other.title) for other in found)


def _result(item: Item) -> str:
    if not isinstance(item, Consultation):
        return ""
    return f" (Ergebnis: {item.result.label})" if item.result else ""


def _method(period: Period) -> Iterator[str]:
    start, end = german_day(period.start), german_day(period.end)
    if period.states:
        yield (
            f"Der Bericht vergleicht zwei Stände der Texte: {escaped(period.states[0])} vom {start} und "
            f"{escaped(period.states[1])} vom {end}."
        )
    else:
        yield (
            f"Der Bericht vergleicht, was für den {start} und was für den {end} erfasst ist. "
            "Er stützt sich auf die Einträge mit Datum und Quelle, wie sie heute erfasst sind. "
            "Was damals auf einer Website stand, sagt er nicht."
        )
    for items, one, many in (
        (
            period.uncertain,
            "ist nur mit Monat oder Jahr datiert oder angekündigt",
            "sind nur mit Monat oder Jahr datiert oder angekündigt",
        ),
        (period.undated, "hat kein Datum", "haben kein Datum"),
    ):
        if items:
            number = len(items)
            belongs = agree(number, "er in diesen Zeitraum fällt", "sie in diesen Zeitraum fallen")
            words = f"{counted(number, ENTRY)} {agree(number, one, many)}; ob {belongs}, lässt sich nicht sagen"
            named = [reference(item) for item in items]
            if number > _NAMED:
                yield f"{sentence(words)}:"
                yield bullets(named)
            else:
                yield f"{sentence(words)}: {listed(named)}."
    if period.left_out:
        yield "Vorschläge der Redaktion sind nicht Gegenstand dieses Berichts."
    yield period.town.legal
