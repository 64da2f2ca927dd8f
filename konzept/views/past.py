"""Looking back: what was known on a day, and what happened since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from konzept.blocks import Badge, Block, Cell, Line, Ref, Table, Text, cell, cells, id_ref, ref
from konzept.compare.period import Period, between_days
from konzept.compare.time_travel import as_of, milestones
from konzept.concept import Concept, newness
from konzept.german import PROPOSAL, RECOMMENDATION, agree, counted
from konzept.model import DONE, Consultation, Figure, Item, Recommendation, Status, Update
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.views.marks import bare, mark, standing, stated
from konzept.views.recommendations import newest, origin
from konzept.views.scope import Scope
from konzept.views.summary import CONTRADICTION, TAKEN_BACK, summary


def as_known(scope: Scope) -> list[Block]:
    """What the records say of a day (without one, of the Stichtag): each recommendation named by then."""
    day = scope.day or scope.today
    if day > scope.today:
        words = f"Der {german_day(day)} liegt nach dem Stichtag dieser Seiten, dem {german_day(scope.today)}."
        return [Text((f"{words} Was dann ist, steht in diesen Texten nicht.",))]
    past = as_of(scope.concept, day)
    then = Scope(concept=past.concept, town=scope.town, today=day)
    named, proposed = past.concept.named(), past.concept.proposals()
    told = sum(item.status is not Status.UNKNOWN for item in named)
    words = (
        f"Bis zum {german_day(day)} {agree(len(named), 'wurde', 'wurden')} {counted(len(named), RECOMMENDATION)} "
        f"in einer ausgewerteten Quelle genannt. Zu {counted(told, RECOMMENDATION, 'dat')} ist für diesen Tag ein "
        "Stand erfasst."
    )
    if proposed:
        words += f" Dazu {agree(len(proposed), 'kommt', 'kommen')} {counted(len(proposed), PROPOSAL)}."
    blocks: list[Block] = [Text((words,))]
    if named:
        blocks.append(_table(then, named, f"{Recommendation.PLURAL} am {german_day(day)}"))
    if proposed:
        blocks.append(_table(then, proposed, f"Vorschläge der Redaktion am {german_day(day)}", "Vorschlag"))
    return [*blocks, *_doubtful(past.uncertain)]


def overview(scope: Scope) -> list[Block]:
    """The days on which a body dealt with the concept as a whole, and the Stichtag, in numbers."""
    days = [item for item in milestones(scope.concept) if item.date.last <= scope.today]
    rows = [_numbers(scope.concept, item.date.last, cell(ref(item))) for item in days]
    if rows:
        rows.append(_numbers(scope.concept, scope.today, cell("Stichtag dieser Seiten")))
    head = (
        "Tag",
        "Anlass",
        Recommendation.PLURAL,
        "mit erfasstem Stand",
        "realisiert oder Daueraufgabe",
        "Vorschläge der Redaktion",
    )
    empty = "Noch ist keine Beratung über das Konzept als Ganzes eingetragen."
    return [Table(caption="Rückblick in Zahlen", head=head, rows=tuple(rows), empty=empty, sortable=False)]


def undated(scope: Scope) -> list[Block]:
    """The records that no day can place, since they have no date."""
    items = as_of(scope.concept, scope.today).undated
    rows = tuple((cell(ref(item)), cell(item.LABEL)) for item in items)
    return [
        Table(caption="Einträge ohne Datum", head=("Eintrag", "Art"), rows=rows, empty="Jeder Eintrag hat ein Datum.")
    ]


def since(scope: Scope) -> list[Block]:
    """What changed since a day (without one, since a body last dealt with the whole concept), then how it stands."""
    earlier = [item.date.last for item in milestones(scope.concept) if item.date.last < scope.today]
    start = scope.day or (earlier[-1] if earlier else None)
    if start is None or start >= scope.today:
        return [Text(("Es gibt noch keinen Tag, seit dem sich Änderungen zählen ließen.",))]
    period = between_days(scope.concept, scope.town, start, scope.today, proposals=True)
    standing, changed = summary(period)
    return [
        Text((changed,)),
        *_moves(period, start),
        _happenings(period),
        *_corrections(period),
        *_doubtful(period.uncertain),
        Text((standing,)),
    ]


def _table(scope: Scope, items: Iterable[Recommendation], caption: str, what: str = "") -> Table:
    rows = tuple(
        (cell(id_ref(r)), cell(ref(r)), cell(mark(scope.concept, r, scope.today)), origin(scope, r), newest(scope, r))
        for r in items
    )
    head = ("Nummer", what or Recommendation.LABEL, "Stand", "Herkunft", "Neuester Sachstand")
    return Table(caption=caption, head=head, rows=rows, empty="")


def _numbers(concept: Concept, day: date, occasion: Cell) -> tuple[Cell, ...]:
    then = as_of(concept, day).concept
    named = then.named()
    told, done = (sum(r.status is not Status.UNKNOWN for r in named), sum(standing(then, r) in DONE for r in named))
    return (cell(german_day(day)), occasion, *cells(len(named), told, done, len(then.proposals())))


def _moves(period: Period, start: date) -> list[Block]:
    """What changed its status; that nothing did the summary says."""
    rows = []
    for change in period.moved.values():
        lines: list[Line] = [
            (stated(update), f" nach Angabe von: {update.speaker}: ", ref(update)) for update in change.because
        ]
        lines += [(CONTRADICTION,)] if change.is_contested else []
        lines += [("Ersetzt durch ", ref(item)) for item in change.replaced_by]
        before = bare(period.changes.old, change.old)
        rows.append((cell(id_ref(change.new)), cell(ref(change.new)), cell(before), tuple(lines)))
    head = ("Nummer", Recommendation.LABEL, "Bisher", "Jetzt")
    caption = f"Geänderter Stand seit dem {german_day(start)}"
    return [Table(caption=caption, head=head, rows=tuple(rows), empty="")] if rows else []


def _happenings(period: Period) -> Table:
    """What is dated in the period, the newest first."""
    rows = tuple(
        (cell(item.date.german if item.date else ""), cell(Badge("art", item.NAME, item.LABEL)), _what(item))
        for item in sorted(period.happenings, key=lambda item: newness(item.date, item.id), reverse=True)
    )
    empty = "Aus dieser Zeit ist nichts eingetragen."
    return Table(
        caption=f"Was die Quellen seit dem {german_day(period.start)} berichten",
        head=("Datum", "Art", "Was"),
        rows=rows,
        empty=empty,
    )


def _corrections(period: Period) -> list[Block]:
    """What the Redaktion took back, the newest first."""
    rows = tuple(
        (cell(update.said_on.german), cell(Ref(update.affects, update.affects)), cell(ref(update)))
        for update in sorted(period.corrections, key=lambda own: newness(own.said_on, own.id), reverse=True)
    )
    caption = f"Was die Redaktion seit dem {german_day(period.start)} berichtigt hat"
    table = Table(caption=caption, head=("Datum", "Betrifft", "Was"), rows=rows, empty="")
    return [Text((say(TAKEN_BACK),)), table] if rows else []


def _what(item: Item) -> Cell:
    if isinstance(item, Update):
        return cell(ref(item), " (", Ref(item.affects, item.affects), f", {item.speaker}: {item.state})")
    if isinstance(item, Consultation):
        return cell(ref(item), f" (Ergebnis: {item.result.label})" if item.result else "")
    return cell(ref(item))


def _doubtful(items: Iterable[Item]) -> list[Block]:
    """The records dated only by a month or year that the day lies in."""
    found = [item for item in items if not isinstance(item, Figure)]
    if not found:
        return []
    links = [part for item in found for part in (", ", ref(item), f" ({item.LABEL})")][1:]
    return [Text(("Nur mit Monat oder Jahr datiert oder angekündigt und deshalb nicht zugeordnet: ", *links, "."))]
