"""Lists of records: Beratungen, Entwicklungen, Stellungnahmen, Termine, Kennzahlen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from konzept.blocks import FOLDED, Block, Cell, Table, Text, cell, cells, known, ref
from konzept.concept import alphabetical, newness
from konzept.model import Consultation, Development, Event, Figure, Organization, Source, Statement
from konzept.model.values import number
from konzept.views.charts import series_chart
from konzept.views.scope import Scope

_FIGURE: Final = ("Stand", "Wert", "Quelle")


def consultations(scope: Scope) -> list[Block]:
    """What was discussed and decided, the newest first; it says where no result is known, lest it seems decided."""
    items = sorted(scope.records(Consultation), key=lambda c: newness(c.date, c.id), reverse=True)
    rows = []
    for item in items:
        body = scope.concept.get(item.body, Organization)
        short = (body.short or body.title) if body else item.body
        role, result = known(item.responsibility), known(item.result)
        rows.append((cell(item.date.german), cell(ref(item)), cell(short), role, result))
    return [
        Table(
            caption="Beratungen",
            head=("Datum", "Beratung", "Gremium", "Zuständigkeit", "Ergebnis"),
            rows=tuple(rows),
            empty="In den ausgewerteten Quellen steht keine Beratung eigens zu diesem Handlungsfeld.",
        ),
        *_without_result(scope, items),
    ]


def _without_result(scope: Scope, items: Sequence[Consultation]) -> list[Block]:
    """What is said of the Beratungen of the past whose result no source names; what lies ahead can have none."""
    past = [item for item in items if item.date.first <= scope.today]
    lacking = sum(item.result is None for item in past)
    if not lacking:
        return []
    if lacking < len(past):
        return [Text(("Wo kein Ergebnis steht, nennen die ausgewerteten Quellen keines.",))]
    which = "zu keiner dieser Beratungen" if lacking > 1 else "nicht"
    return [Text((f"Ein Ergebnis nennen die ausgewerteten Quellen {which}.",))]


def developments(scope: Scope) -> list[Block]:
    """What happened, the newest first, with sources; it changes no status."""
    items = sorted(scope.records(Development), key=lambda d: newness(d.date, d.id), reverse=True)
    rows = tuple((cell(d.date.german), cell(ref(d)), _sources(scope, d.sources)) for d in items)
    empty = "In den ausgewerteten Quellen steht dazu nichts."
    return [Table(caption="Entwicklungen", head=("Datum", "Entwicklung", "Quelle"), rows=rows, empty=empty)]


def statements(scope: Scope) -> list[Block]:
    """Who said what about the concept, in alphabetical order of the titles."""
    items = sorted(scope.records(Statement), key=lambda s: alphabetical(s.title))
    rows = tuple((cell(ref(s)), *cells(s.speaker.label, s.kind), known(s.date)) for s in items)
    head = ("Stellungnahme", "Von", "Art", "Datum")
    empty = "Noch ist keine Stellungnahme eingetragen."
    return [Table(caption="Stellungnahmen", head=head, rows=rows, empty=empty)]


def events(scope: Scope) -> list[Block]:
    """Days to keep in mind, as of the Stichtag: what comes next stands first, then what is past, the newest first."""
    ordered = sorted(scope.records(Event), key=lambda e: e.date)
    coming = [event for event in ordered if event.date.last >= scope.today]
    items = [*coming, *reversed([event for event in ordered if event.date.last < scope.today])]
    rows = tuple(
        (
            cell(e.date.german),
            cell(ref(e)),
            cell(e.kind.label),
            cell("Tag vorbei" if e.date.last < scope.today else "steht bevor"),
        )
        for e in items
    )
    head = ("Datum", "Termin", "Art", f"Am {scope.today:%d.%m.%Y}")
    return [Table(caption="Termine", head=head, rows=rows, empty="Es ist kein Termin eingetragen.")]


def figures(scope: Scope) -> list[Block]:
    """A picture and a table for each series, since figures of different definitions are none; single ones together."""
    items = sorted(scope.concept.all(Figure), key=lambda f: (f.series, f.date))
    tables: list[Block] = []
    single: list[Figure] = []
    for series, group in groupby(items, key=lambda f: f.series):
        found = list(group)
        if len(found) == 1:
            single += found
            continue
        rows = tuple(_figure(scope, figure) for figure in found)
        chart = series_chart(series, found)
        fold = FOLDED if chart else ""
        tables += [*chart, Table(caption=series, head=_FIGURE, rows=rows, empty="", fold=fold)]
    rows = tuple((cell(figure.series), *_figure(scope, figure)) for figure in single)
    empty = "" if tables else "Es ist keine Kennzahl eingetragen."
    caption, head = "Zahlen, die für sich stehen", ("Was gezählt wird", *_FIGURE)
    alone = Table(caption=caption, head=head, rows=rows, empty=empty, fold=f"{caption} ({len(rows)})")
    return [*tables, alone] if rows or not tables else tables


def _figure(scope: Scope, figure: Figure) -> tuple[Cell, ...]:
    value = f"{number(figure.value)} {figure.unit}"
    return cell(figure.date.german), cell(value), _sources(scope, figure.sources)


def sources(scope: Scope) -> list[Block]:
    """All sources in alphabetical order."""
    items = sorted(scope.concept.all(Source), key=lambda source: alphabetical(source.title))
    rows = tuple((cell(ref(s)), known(s.date), cell(s.kind.label)) for s in items)
    head = ("Quelle", "Datum", "Art")
    return [Table(caption="Verzeichnis der Quellen", head=head, rows=rows, empty="Es ist keine Quelle eingetragen.")]


def _sources(scope: Scope, idents: Iterable[str]) -> Cell:
    return tuple((ref(source),) for source in scope.concept.pick(idents, Source))
