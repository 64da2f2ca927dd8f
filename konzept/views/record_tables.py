"""Lists of records: Beratungen, Entwicklungen, Stellungnahmen, Termine, Kennzahlen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from konzept.blocks import Block, Cell, Table, cell, cells, known, ref
from konzept.model import Consultation, Development, Event, Figure, Organization, Source, Statement
from konzept.model.values import number
from konzept.views.charts import series_chart
from konzept.views.scope import Scope


def consultations(scope: Scope) -> list[Block]:
    """What was discussed and decided."""
    items = sorted(scope.records(Consultation), key=lambda c: c.date)
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
        )
    ]


def developments(scope: Scope) -> list[Block]:
    """What happened, with sources; it changes no status."""
    items = sorted(scope.records(Development), key=lambda d: d.date)
    rows = tuple((cell(d.date.german), cell(ref(d)), _sources(scope, d.sources)) for d in items)
    empty = "In den ausgewerteten Quellen steht dazu nichts."
    return [Table(caption="Entwicklungen", head=("Datum", "Entwicklung", "Quelle"), rows=rows, empty=empty)]


def statements(scope: Scope) -> list[Block]:
    """Who said what about the concept, in alphabetical order of the titles."""
    items = sorted(scope.records(Statement), key=lambda s: s.title)
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
    """One table for each series, since figures of different definitions are no series; several figures are drawn."""
    items = sorted(scope.concept.all(Figure), key=lambda f: (f.series, f.date))
    tables: list[Block] = []
    for series, group in groupby(items, key=lambda f: f.series):
        found = list(group)
        tables += series_chart(series, found) if len(found) > 1 else []
        rows = tuple(
            (cell(f.date.german), cell(f"{number(f.value)} {f.unit}"), _sources(scope, f.sources)) for f in found
        )
        tables.append(Table(caption=series, head=("Stand", "Wert", "Quelle"), rows=rows, empty=""))
    return tables or [Table(caption="", head=(), rows=(), empty="Es ist keine Kennzahl eingetragen.")]


def sources(scope: Scope) -> list[Block]:
    """All sources in alphabetical order."""
    items = sorted(scope.concept.all(Source), key=lambda source: source.title)
    rows = tuple((cell(ref(s)), cell(s.id), known(s.date), cell(s.kind.label)) for s in items)
    head = ("Quelle", "Nummer", "Datum", "Art")
    return [Table(caption="Verzeichnis der Quellen", head=head, rows=rows, empty="Es ist keine Quelle eingetragen.")]


def _sources(scope: Scope, idents: Iterable[str]) -> Cell:
    return tuple((ref(source),) for source in scope.concept.pick(idents, Source))
