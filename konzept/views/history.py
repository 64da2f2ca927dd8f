"""The history of the concept as a picture and as a table: what was commissioned, reported, decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from konzept.blocks import Badge, Block, Picture, Table, cell, known, ref
from konzept.concept import natural
from konzept.model import Consultation, Development, MainConcept, Paper
from konzept.model.dates import german_day
from konzept.views.canvas import LINE, SAME, Canvas, of, parts, wrap
from konzept.views.scope import Scope

HistoryRecord = Consultation | Development | Paper
_AXIS: Final = 8
_TEXT: Final = 28
_CHARS: Final = 42


def history(scope: Scope) -> list[Block]:
    """What happened to the concept as a whole, the oldest first; records without a date stand last."""
    concept = scope.concept
    everything: list[HistoryRecord] = [*concept.all(Development), *concept.all(Paper), *concept.all(Consultation)]
    records = [record for record in everything if _is_of_the_whole(scope, record)]
    records.sort(key=lambda r: (r.date is None, r.date and r.date.last, natural(r.id)))
    table = Table(
        caption="Geschichte des Konzepts",
        head=("Datum", "Was geschah", "Art", "Ergebnis"),
        rows=tuple(
            (cell(_day(r)), cell(ref(r)), cell(Badge("art", r.NAME, r.LABEL)), known(_result(r))) for r in records
        ),
        empty="Zum Konzept als Ganzem ist noch nichts eingetragen.",
    )
    return [*_pictures(scope, records), table] if records else [table]


def _is_of_the_whole(scope: Scope, record: HistoryRecord) -> bool:
    if isinstance(record, Paper) and record.date is None and scope.concept.pointing_at(record.id, Consultation):
        return False  # the Beratung of it says the same, with a day
    known = record.date is None or record.date.first <= scope.today
    return known and bool(scope.concept.pick(record.affects, MainConcept))


def _day(record: HistoryRecord) -> str:
    return record.date.german if record.date else "ohne Datum"


def _result(record: HistoryRecord) -> str:
    if isinstance(record, Consultation):
        return record.result.label if record.result else ""
    return ""


def _pictures(scope: Scope, records: list[HistoryRecord]) -> Iterator[Picture]:
    """The line from the first record to the Stichtag, and what has no date below it; a long one in several pictures."""
    dated = [record for record in records if record.date]
    groups = parts([*dated, None, *records[len(dated) :]], _height)
    last = dated[0].date.year if dated and dated[0].date else scope.today.year
    for number, group in enumerate(groups, 1):
        canvas = Canvas()
        y: float = LINE
        for record in group:
            year = scope.today.year if record is None else record.date.year if record.date else last
            y = _gap(canvas, y, last + 1, year - (record is not None))
            y = _entry(canvas, y, record) if record else _today(canvas, y, scope)
            last = year
        listed = "; ".join(f"{_day(r)}: {r.title}" if r else _words_of(scope) for r in group)
        title = f"Geschichte des Konzepts als Zeitleiste{of(number, len(groups))}"
        alt = f"{title}. {listed}. {SAME}"
        yield Picture(svg=canvas.finish(y - LINE - 4, alt), alt=alt)


def _height(record: HistoryRecord | None) -> float:
    """About how much room a record needs, with the gap before it; what is no record is the Stichtag."""
    lines = len(wrap(record.title, _CHARS)) + bool(_result(record)) if record else 0
    return (2 + lines) * LINE + 20


def _today(canvas: Canvas, y: float, scope: Scope) -> float:
    canvas.box(0, y - 12, 16, 16, look="voll", name="b-wert")
    canvas.text(_TEXT, y, _words_of(scope), bold=True)
    return y + LINE + 14


def _words_of(scope: Scope) -> str:
    return f"{german_day(scope.today)}: Stichtag dieser Seiten"


def _entry(canvas: Canvas, y: float, record: HistoryRecord) -> float:
    """One record: its sign on the line, its day and kind, its title; without a date it stands off the line."""
    known = record.date is not None
    corners = 0 if isinstance(record, Consultation) else _AXIS
    with canvas.link(record.id):
        canvas.box(0, y - 12, 2 * _AXIS, 2 * _AXIS, look="leer" if known else "fehlt", round_=corners)
        canvas.text(_TEXT, y, f"{_day(record)} · {record.LABEL}", bold=True)
        below = canvas.lines(_TEXT, y + LINE, record.title, chars=_CHARS)
        if _result(record):
            below = canvas.lines(_TEXT, below, f"Ergebnis: {_result(record)}", chars=_CHARS)
    if known:
        canvas.line(f"M{_AXIS} {y + 4:g}V{below - 2:g}")
    return below + 10


def _gap(canvas: Canvas, y: float, first: int, last: int) -> float:
    """Years without a record are drawn as what they are: not known."""
    if first > last:
        return y
    years = f"{first}" if first == last else f"{first} bis {last}"
    below = canvas.lines(_TEXT, y, f"{years}: in den ausgewerteten Quellen nichts", chars=_CHARS)
    canvas.line(f"M{_AXIS} {y - 12:g}V{below - 2:g}", dashed=True)
    return below + 10
