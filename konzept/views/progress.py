"""Progress over time, from the dated records: which status the recommendations had at the end of each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from konzept.blocks import FOLDED, Block, Picture, Table, Text, cell
from konzept.compare.time_travel import as_of
from konzept.concept import Concept
from konzept.german import RECOMMENDATION, agree, counted
from konzept.model import Recommendation, Status
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.views.behind import number, of_day, target
from konzept.views.canvas import LINE, SAME, WIDTH, Canvas
from konzept.views.charts import status_bar, told
from konzept.views.marks import STANDINGS, Standing, count, standing
from konzept.views.scope import Scope

_TITLE: Final = "Stand der {Einträge} am Ende jedes Jahres"
_NEVER: Final = "An keinem Jahresende war ein Stand bekannt, und heute ist es keiner."
_MOST: Final = 12  # years, so that the picture fits a sheet; the last ones


@dataclass(frozen=True, slots=True)
class Moment:
    """The recommendations that a source names, as they stood on a day, and on each of these days since ``since``."""

    day: date
    concept: Concept
    items: tuple[Recommendation, ...]
    since: date

    @property
    def place(self) -> Callable[[Standing], str]:
        """Where the list of what had a status stands: days on which all was the same share it."""
        return partial(of_day, self.since.isoformat())

    @property
    def all(self) -> str:
        """Where the lists of the day stand."""
        return of_day(self.since.isoformat())

    @property
    def counts(self) -> Counter[Standing]:
        """How many of them had which status."""
        return count(self.concept, self.items)


def progress(scope: Scope) -> list[Block]:
    """A bar for the end of each year and for the Stichtag, with its table folded."""
    found = list(moments(scope))
    if not found:
        return [Text((say("{Kein Eintrag} hat einen Tag, seit dem eine Quelle {ihn} nennt."),), "leer")]
    is_known = any(moment.counts.keys() - {Status.UNKNOWN} for moment in found)
    shown = _picture(found) if is_known else Text((_NEVER,))
    return [*(Text(line) for line in _undated(scope)), shown, _table(found)]


def moments(scope: Scope) -> Iterator[Moment]:
    """The ends of the years since a source first names a recommendation, then the Stichtag."""
    since = [scope.concept.since(item) for item in scope.concept.named()]
    years = [day.year for day in since if day and day.first <= scope.today]
    if not years:
        return
    ends = [date(year, 12, 31) for year in range(min(years), scope.today.year)][-_MOST:]
    first, before = scope.today, None
    for day in (*ends, scope.today):
        then = as_of(scope.concept, day).concept
        items = tuple(then.named())
        stands = [(item.id, standing(then, item)) for item in items]
        first, before = first if stands == before else day, stands
        yield Moment(day, then, items, first)


def _undated(scope: Scope) -> Iterator[tuple[str]]:
    if missing := sum(scope.concept.since(item) is None for item in scope.concept.named()):
        verb = agree(missing, "hat", "haben")
        yield (
            f"{counted(missing, RECOMMENDATION)} {verb} keinen Tag und {agree(missing, 'zählt', 'zählen')} nicht mit.",
        )


def _picture(moments: list[Moment]) -> Picture:
    most = max(moment.counts.total() for moment in moments)
    canvas = Canvas()
    y = canvas.lines(0, LINE, say(_TITLE), bold=True) + 8
    said = []
    for moment in moments:
        title = f"{german_day(moment.day)}: {len(moment.items)}"
        with canvas.link(target(moment.all)):
            canvas.text(0, y, title, bold=True)
        y = status_bar(canvas, y + 6, moment.counts, WIDTH / most, moment.place) + LINE + 10
        said.append(f"{title}, davon {told(moment.counts)}" if moment.counts else title)
    alt = f"{say(_TITLE)}. {'; '.join(said)}. {SAME}"
    return Picture(svg=canvas.finish(y - LINE, alt), alt=alt)


def _table(moments: list[Moment]) -> Table:
    used = [status for status in STANDINGS if any(moment.counts[status] for moment in moments)]
    rows = tuple(
        (
            cell(german_day(moment.day)),
            *(number(moment.counts[status], moment.place(status)) for status in used),
            number(len(moment.items), moment.all),
        )
        for moment in moments
    )
    head = ("Tag", *(status.label for status in used), "Zusammen")
    return Table(caption=say(_TITLE), head=head, rows=rows, empty="", sortable=False, fold=FOLDED)
