"""The page on the data: which files there are, what their columns say, and a picture that is drawn from one of them."""

from __future__ import annotations

from collections import Counter
from typing import Final

from konzept import catalogue
from konzept.blocks import FOLDED, Block, Code, File, Line, Lines, Table, Text, cell, ref
from konzept.catalogue import COUNTS, TABLES, Export, TableKind
from konzept.model import Field, Recommendation
from konzept.model.speech import say
from konzept.views.behind import number, place
from konzept.views.charts import counted_chart
from konzept.views.columns import explained as meaning
from konzept.views.data_tables import columns, name_of, table
from konzept.views.following import days
from konzept.views.marks import STANDINGS
from konzept.views.scope import NO_FIELDS, Scope

_TITLE: Final = "{Einträge}, gezeichnet aus den Daten"
_FOR_PROGRAMS: Final = (catalogue.PACKAGE, catalogue.CONCEPT, catalogue.SCHEMA, catalogue.NEEDS)


def files(scope: Scope) -> list[Block]:
    """The workbook first, then each table in both forms, then what programs read, then what tells of news."""
    book = catalogue.WORKBOOK
    others = [catalogue.WHOLE, catalogue.ALL_FEED]
    if next(days(scope.concept, scope.today), None):
        others.append(catalogue.CALENDAR_FILE)
    rows = tuple(
        (
            cell(kind.title),
            cell(File(catalogue.german_csv_of(kind).file, "für Excel")),
            cell(File(catalogue.csv_of(kind).file, "für Programme")),
        )
        for kind in TABLES
    )
    return [
        Text((File(book.file, f"{book.title}: {book.kind.label}", "knopf"),)),
        Text((book.use,)),
        Table(
            caption="Jede Tabelle einzeln, als CSV",
            head=("Tabelle", "Mit Semikolon", "Mit Komma"),
            rows=rows,
            empty="",
            sortable=False,
        ),
        Text(("Für Programme und Datenportale:",)),
        Lines(tuple(map(_line, _FOR_PROGRAMS))),
        Text(("Außerdem:",)),
        Lines(tuple(map(_line, others))),
    ]


def _line(export: Export) -> Line:
    return (File(export.file, f"{export.title}, {export.kind.label}"), f": {export.use}")


def picture(scope: Scope) -> list[Block]:
    """How many recommendations of each field have which status, from the rows of the data and from nothing else."""
    data = table(scope, COUNTS, lambda item: "")
    names = [column.name for column in data.columns]
    rows = [dict(zip(names, row, strict=True)) for row in data.rows]
    counted = [
        (field, +Counter({status: _count(row[name_of(status)]) for status in STANDINGS}))
        for row in rows
        if row["art"] == Recommendation.LABEL and (field := scope.concept.get(str(row["handlungsfeld"]), Field))
    ]
    if not counted:
        return [Text((NO_FIELDS,), "leer")]
    used = [status for status in STANDINGS if any(counts[status] for _, counts in counted)]
    return [
        *counted_chart(say(_TITLE), counted),
        Table(
            caption=COUNTS.title,
            head=("Handlungsfeld", *(status.label for status in used), "Zusammen"),
            rows=tuple(
                (
                    cell(ref(field)),
                    *(number(counts[status], place(field, status)) for status in used),
                    number(counts.total(), place(field)),
                )
                for field, counts in counted
            ),
            empty="",
            fold=FOLDED,
        ),
    ]


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def explained(scope: Scope) -> list[Block]:
    """Each column of each table: its heading, its name for programs, what it says and where that comes from."""
    return [_explained(kind) for kind in TABLES]


def _explained(kind: TableKind) -> Table:
    rows = tuple(
        (cell(column.heading), cell(Code(column.name)), cell(meaning(column)), cell(column.basis))
        for column in columns(kind)
    )
    head = ("Spalte", "Name für Programme", "Was darin steht", "Woher das kommt")
    caption = f"{kind.title}: die Spalten"
    return Table(caption=caption, head=head, rows=rows, empty="", fold=f"{kind.title} ({len(rows)} Spalten)")
