"""One time axis over all entries: a lane for the concept, each field and each recommendation, all on the same scale.

A sign stands on the day of an entry. Where only the month or the year is known, a line shows how wide that is: nothing
is drawn more exactly than it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Final

from konzept.blocks import FOLDED, Badge, Block, Picture, Section, Table, Text, cell, ref
from konzept.concept import natural
from konzept.model import (
    RECORDS,
    Consultation,
    Development,
    Event,
    Field,
    Item,
    MainConcept,
    Paper,
    PartialDate,
    Recommendation,
    Source,
    Update,
)
from konzept.model.dates import german_day
from konzept.views.canvas import BROAD, LINE, SAME, WIDTH, Canvas, as_wide
from konzept.views.dossier import TimelineRecord
from konzept.views.scope import Scope

_SIGN: Final = 12
_STEP: Final = _SIGN + 4
_LANES: Final = 10  # of one picture at most, so that it fits a sheet; several have about as many
_LABELS: Final = 6
_CHARS: Final = 38  # of a bold line
_NAMED, _PROPOSED = "in einer Quelle genannt", "vorgeschlagen"
_LEGEND: Final = (
    (Recommendation, "genannt oder vorgeschlagen"),
    (Consultation, "Beratung oder Vorlage"),
    (Update, "Sachstand"),
    (Development, "Entwicklung oder Stellungnahme"),
    (Event, "Termin"),
)
_VAGUE: Final = "nur Monat oder Jahr bekannt"


@dataclass(frozen=True, slots=True)
class Sign:
    """An entry on its day; ``item`` is the record, or the recommendation itself where a source names it."""

    day: PartialDate
    item: Item
    what: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What happened to one item, the oldest first."""

    about: Item
    signs: tuple[Sign, ...]

    @property
    def title(self) -> str:
        """What the lane is called."""
        return self.about.numbered if isinstance(self.about, Recommendation) else self.about.title


@dataclass(slots=True)
class _Scale:
    """Where a day lies on the width of a picture."""

    first: date
    last: date
    width: int = WIDTH

    def at(self, day: date) -> float:
        """The place of a day; 0 is the beginning of the first year."""
        whole = (self.last - self.first).days or 1
        return (self.width - _SIGN) * min(max((day - self.first).days, 0), whole) / whole + _SIGN / 2

    @property
    def years(self) -> list[int]:
        """The years that are named, so few that their numbers do not touch."""
        step = ceil((self.last.year - self.first.year + 1) / (_LABELS * self.width // WIDTH))
        return list(range(self.first.year, self.last.year + 1, step))


def axis(scope: Scope) -> list[Block]:
    """A picture for the concept and for each field, with its table folded; what has no dated entry is left out."""
    groups = [(title, anchor, [lane for lane in lanes if lane.signs]) for title, anchor, lanes in _groups(scope)]
    signs = [sign for _, _, lanes in groups for lane in lanes for sign in lane.signs]
    if not signs:
        return [Text(("Es gibt noch keinen Eintrag mit einem Tag.",), "leer")]
    first = min(sign.day.first for sign in signs)
    last = max(scope.today, *(sign.day.last for sign in signs))
    scale = _Scale(date(first.year, 1, 1), date(last.year, 12, 31))
    sections = (
        Section(anchor=f"achse-{anchor}", title=(title,), look=("achse",), blocks=_drawn(scope, scale, title, lanes))
        for title, anchor, lanes in groups
        if lanes
    )
    return [_legend(scope.today), *sections]


def _groups(scope: Scope) -> Iterator[tuple[str, str, list[Lane]]]:
    """Title, anchor and lanes of the concept and of each field."""
    whole = scope.concept.all(MainConcept)
    yield "Das Konzept als Ganzes", "konzept", [_lane(scope, item) for item in whole]
    for entry in scope.concept.all(Field):
        items = scope.concept.recommendations(entry)
        yield entry.title, entry.code.lower(), [_lane(scope, item) for item in (entry, *items)]


def _lane(scope: Scope, about: Item) -> Lane:
    found = [item for item in scope.concept.pointing_at(about.id, Item, "betrifft") if isinstance(item, RECORDS)]
    signs = [Sign(record.date, record, _what(record)) for record in found if record.date and _may_stand(scope, record)]
    if isinstance(about, Recommendation):
        what = _PROPOSED if about.is_proposal else _NAMED
        signs += [Sign(day, about, what) for day in _days_of_naming(scope, about)]
    return Lane(about, tuple(sorted(signs, key=lambda sign: (sign.day, natural(sign.item.id)))))


def _days_of_naming(scope: Scope, item: Recommendation) -> set[PartialDate]:
    """The days of the sources that name it, not only of the first; of a proposal, when it was made."""
    days = [item.since] if item.is_proposal else [source.date for source in scope.concept.pick(item.named_in, Source)]
    return {day for day in days if day}


def _may_stand(scope: Scope, record: TimelineRecord) -> bool:
    """What is planned may lie in the future; what tells of something may not."""
    planned = isinstance(record, Event) or (isinstance(record, Consultation) and record.is_open)
    return planned or record.date is None or record.date.first <= scope.today


def _what(record: TimelineRecord) -> str:
    return record.state if isinstance(record, Update) else record.LABEL


def _drawn(scope: Scope, scale: _Scale, title: str, lanes: Sequence[Lane]) -> tuple[Block, ...]:
    size = ceil(len(lanes) / ceil(len(lanes) / _LANES))
    parts = [lanes[start : start + size] for start in range(0, len(lanes), size)]
    return (*(_picture(scope, scale, title, part) for part in parts), _table(title, lanes))


def _picture(scope: Scope, scale: _Scale, title: str, lanes: Sequence[Lane]) -> Picture:
    said = [f"{lane.title}: " + "; ".join(f"{s.day.german} {s.what}" for s in lane.signs) for lane in lanes]
    alt = (
        f"Zeitachse {title}, {scale.first.year} bis {scale.last.year}; die gestrichelte Linie ist der Stichtag "
        f"{german_day(scope.today)}. {'. '.join(said)}. {SAME}"
    )
    narrow, broad = (_plot(scope, replace(scale, width=width), lanes, alt) for width in (WIDTH, BROAD))
    return Picture(svg=narrow, alt=alt, broad=broad)


def _plot(scope: Scope, scale: _Scale, lanes: Iterable[Lane], alt: str) -> str:
    canvas = as_wide(scale.width)
    top = y = _years(canvas, scale)
    for lane in lanes:
        with canvas.link(lane.about.id):
            y = canvas.lines(0, y + LINE, lane.title, chars=_CHARS, bold=True) - LINE + 8
        y = _signs(canvas, y, scale, lane) + 6
    for year in scale.years:
        canvas.line(f"M{scale.at(date(year, 1, 1)):.1f} {top - 12:g}V{top:g}")
    now = scale.at(scope.today)
    canvas.line(f"M{now:.1f} {top:g}V{y:g}", dashed=True)
    return canvas.finish(y + 4, alt)


def _years(canvas: Canvas, scale: _Scale) -> float:
    """The numbers of the years above the lanes; each stands behind the beginning of its year."""
    for year in scale.years:
        canvas.text(scale.at(date(year, 1, 1)) + 3, LINE, str(year))
    return LINE + 6


def _signs(canvas: Canvas, y: float, scale: _Scale, lane: Lane) -> float:
    """The signs of a lane; one that would cover another stands a step lower. The answer is the lower end."""
    ends: list[float] = []
    for sign in lane.signs:
        begin, end = scale.at(sign.day.first), scale.at(sign.day.last)
        place = (begin + end) / 2
        left, right = min(begin, place - _SIGN / 2), max(end, place + _SIGN / 2)
        row = next((number for number, used in enumerate(ends) if used < left), len(ends))
        ends[row : row + 1] = [right]
        top = y + row * _STEP
        if end - begin > _SIGN:
            middle = top + _SIGN / 2
            canvas.line(f"M{begin:.1f} {middle:g}H{place - 6:.1f}M{place + 6:.1f} {middle:g}H{end:.1f}")
        told = sign.what if sign.item is lane.about else sign.item.title
        with canvas.link(sign.item.id, f"{sign.day.german}: {told}"):
            _sign(canvas, place, top, sign.item)
    return y + max(len(ends), 1) * _STEP


def _sign(canvas: Canvas, x: float, y: float, item: Item | type[Item]) -> None:
    """The sign of a kind of entry, with its middle at ``x``: its shape tells the kind, no colour is needed."""
    kind = item if isinstance(item, type) else type(item)
    left, half = x - _SIGN / 2, _SIGN // 2
    if issubclass(kind, Update):
        canvas.box(left, y, _SIGN, _SIGN, look="voll", name="b-wert")
    elif issubclass(kind, Consultation | Paper):
        canvas.box(left, y, _SIGN, _SIGN)
    elif issubclass(kind, Event):
        canvas.box(x - 3, y, 6, _SIGN)
    elif issubclass(kind, Recommendation):
        canvas.box(left, y, _SIGN, _SIGN, round_=half)
    else:
        canvas.box(x - 4, y + 2, 8, 8, look="voll", round_=4)


def _legend(today: date) -> Picture:
    canvas = Canvas()
    y: float = LINE
    for kind, words in _LEGEND:
        _sign(canvas, _SIGN / 2, y - _SIGN + 1, kind)
        canvas.text(_SIGN + 10, y, words)
        y += LINE + 4
    canvas.line(f"M0 {y - 5:g}h{_SIGN}")
    canvas.text(_SIGN + 10, y, _VAGUE)
    y += LINE + 4
    canvas.line(f"M{_SIGN // 2} {y - 14:g}v18", dashed=True)
    canvas.text(_SIGN + 10, y, f"Stichtag {german_day(today)}")
    alt = "Zeichen der Zeitachse: Kreis: genannt oder vorgeschlagen; leeres Quadrat: Beratung oder Vorlage; volles "
    alt += "Quadrat: Sachstand; kleiner voller Kreis: Entwicklung oder Stellungnahme; schmales Rechteck: Termin; "
    alt += f"waagerechter Strich: {_VAGUE}; gestrichelte Linie: Stichtag {german_day(today)}."
    return Picture(svg=canvas.finish(y + 6, alt), alt=alt)


def _table(title: str, lanes: Iterable[Lane]) -> Table:
    """All entries of the lanes in the order of their days."""
    signs = sorted(((lane, sign) for lane in lanes for sign in lane.signs), key=lambda pair: pair[1].day)
    rows = tuple(
        (
            cell(sign.day.german),
            cell(ref(sign.item)),
            cell(sign.what) if sign.item is lane.about else cell(Badge("art", sign.item.NAME, sign.item.LABEL)),
            cell(ref(lane.about)) if sign.item is not lane.about else (),
        )
        for lane, sign in signs
    )
    head = ("Datum", "Was", "Art", "Betrifft")
    return Table(caption=f"Zeitachse: {title}", head=head, rows=rows, empty="", fold=FOLDED)
