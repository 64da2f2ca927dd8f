"""Bars: how many recommendations have which status, over all and by field; a series of figures by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from decimal import Decimal
from functools import partial
from typing import Final

from konzept.blocks import Picture
from konzept.model import Field, Figure, Recommendation
from konzept.model.values import number
from konzept.views.behind import place, target
from konzept.views.canvas import BROAD, LINE, SAME, WIDTH, Canvas, as_wide, of, parts
from konzept.views.marks import Standing, count, occurring
from konzept.views.scope import Scope

Counted = Counter[Standing]
_BAR: Final = 18
_ROW: Final = LINE + _BAR + 16


def status_chart(scope: Scope, title: str, items: Sequence[Recommendation], *, proposal: bool = False) -> Picture:
    """The share of each status: a bar for each status that occurs, in the order of a status' life."""
    counts = count(scope.concept, items)
    used = occurring(counts)
    canvas = Canvas(look=_look(proposal))
    with canvas.link(target(place(scope.field, proposals=proposal))):
        y = canvas.lines(0, LINE, f"{title}: {len(items)}", bold=True) + 6
    for status in used:
        found = counts[status]
        with canvas.link(target(place(scope.field, status))):
            canvas.text(0, y, status.label)
            canvas.text(WIDTH, y, f"{found} ({_percent(found, len(items))})", end=True)
            canvas.box(0, y + 6, WIDTH, _BAR, look="fehlt", name="grund")
            canvas.box(0, y + 6, WIDTH * found / len(items), _BAR, look=status.value, name=f"b-{status.value}")
        y += _ROW
    words = ", ".join(f"{counts[status]} {status.label}" for status in used)
    alt = f"{title} nach Stand, zusammen {len(items)}: {words}. {SAME}"
    return Picture(svg=canvas.finish(y - LINE + 6, alt), alt=alt)


def counted_chart(
    title: str, by_field: Sequence[tuple[Field, Counted]], *, proposal: bool = False, most: int = 0
) -> list[Picture]:
    """The share of each status in every field: one bar a field, all on one scale; many are drawn in several pictures.

    :param most: how many a bar as wide as the picture stands for; without it, as many as a field has.
    """
    most = most or max(counts.total() for _, counts in by_field) or 1
    groups = parts(by_field, lambda entry: _BAR + LINE * (3 + len(+entry[1])))
    return [
        _counted(f"{title}{of(number, len(groups))}", group, WIDTH / most, proposal=proposal)
        for number, group in enumerate(groups, 1)
    ]


def _counted(title: str, by_field: Sequence[tuple[Field, Counted]], unit: float, *, proposal: bool) -> Picture:
    canvas = Canvas(look=_look(proposal))
    y = canvas.lines(0, LINE, title, bold=True) + 8
    words = []
    for about, counts in by_field:
        with canvas.link(target(place(about, proposals=proposal)) if counts else about.id):
            y = canvas.lines(0, y, f"{about.title}: {counts.total()}", bold=True)
        where = partial(place, about, proposals=proposal)
        none = "keine" if proposal else "keine bekannt"  # of its own proposals the Redaktion knows all
        y = status_bar(canvas, y - LINE + 6, counts, unit, where, none) + LINE + 10
        words.append(f"{about.title}: " + (told(counts) or "keine"))
    alt = f"{title} nach Handlungsfeld und Stand. {'; '.join(words)}. {SAME}"
    return Picture(svg=canvas.finish(y - LINE, alt), alt=alt)


def status_bar(
    canvas: Canvas,
    y: float,
    counts: Counted,
    unit: float,
    where: Callable[[Standing], str],
    none: str = "keine bekannt",
) -> float:
    """One bar made of its statuses, and below it what each part is; the answer is its lower end.

    ``where`` tells where the list of what has a status stands, ``none`` is said where there is nothing to count.
    """
    if not counts:
        canvas.box(0, y, WIDTH, _BAR, look="fehlt", name="grund")
        canvas.text(8, y + 14, none)
        return y + _BAR
    x = 0.0
    for status in occurring(counts):
        width = counts[status] * unit
        with canvas.link(target(where(status)), f"{status.label}: {counts[status]}"):
            canvas.box(x, y, width, _BAR, look=status.value, name=f"b-{status.value}")
        x += width
    y += _BAR + 6
    for status in occurring(counts):
        with canvas.link(target(where(status))):
            canvas.box(0, y, 18, 12, look=status.value, name=f"b-{status.value}")
            canvas.text(26, y + 11, f"{status.label}: {counts[status]}")
        y += LINE
    return y


def series_chart(series: str, figures: Sequence[Figure]) -> list[Picture]:
    """A series by time: a bar for each figure, and an empty one for each year without; a long one is divided."""
    most = max(figure.value for figure in figures) or Decimal(1)
    groups = parts(_by_year(figures), lambda _: _ROW)
    return [_bars(f"{series}{of(number, len(groups))}", group, most) for number, group in enumerate(groups, 1)]


def _bars(series: str, figures: Iterable[tuple[str, Figure | None]], most: Decimal) -> Picture:
    figures = tuple(figures)
    alt = f"{series}. {'; '.join(f'{label}: {_value(figure)}' for label, figure in figures)}. {SAME}"
    narrow, broad = (_drawn(series, figures, most, alt, as_wide(width)) for width in (WIDTH, BROAD))
    return Picture(svg=narrow, alt=alt, broad=broad)


def _drawn(series: str, figures: Iterable[tuple[str, Figure | None]], most: Decimal, alt: str, canvas: Canvas) -> str:
    y = canvas.lines(0, LINE, series, bold=True) + 6
    for label, figure in figures:
        width = canvas.width * float(figure.value / most) if figure else canvas.width
        with canvas.link(figure.id) if figure else nullcontext():
            canvas.text(0, y, label)
            canvas.text(canvas.width, y, _value(figure), end=True)
            name = "b-wert" if figure else "grund"
            canvas.box(0, y + 6, width, _BAR, look="voll" if figure else "unbekannt", name=name)
        y += _ROW
    return canvas.finish(y - LINE + 6, alt)


def _value(figure: Figure | None) -> str:
    return f"{number(figure.value)} {figure.unit}" if figure else "keine Zahl bekannt"


def _by_year(figures: Sequence[Figure]) -> Iterable[tuple[str, Figure | None]]:
    """The figures in order; a year between the first and the last one without a figure has none."""
    last = figures[0].date.year
    for figure in figures:
        yield from ((str(year), None) for year in range(last + 1, figure.date.year))
        yield figure.date.german, figure
        last = figure.date.year


def _look(proposal: bool) -> str:
    return "schmal vorschlag" if proposal else "schmal"


def told(counts: Counted) -> str:
    """How many have each status, in words."""
    return ", ".join(f"{counts[status]} {status.label}" for status in occurring(counts))


def _percent(count: int, total: int) -> str:
    return f"{round(100 * count / total)} %"
