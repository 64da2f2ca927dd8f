"""Everything that a build gives out beside its pages, each file declared once.

Pages, build, publication, withdrawal, sitemap and tests ask here what there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from konzept.model import TYPES, Consultation, Figure, Item, MainConcept, Origin, Recommendation, Source, Update
from konzept.model.speech import say
from konzept.town import Town

FOLDER: Final = "daten"
SCHEMA_VERSION: Final = 4
"""The version of the form of ``concept.json``; a changed model needs the next (tests/exports/test_concept_json.py)."""

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: its ending, what readers see and what machines call it. ``text`` can be searched as it is."""

    suffix: str
    label: str
    media: str
    text: bool = True


XLSX: Final = Kind(
    suffix=".xlsx",
    label="Excel-Datei (XLSX)",
    media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    text=False,
)
CSV: Final = Kind(suffix=".csv", label="Tabelle (CSV)", media="text/csv")
JSON: Final = Kind(suffix=".json", label="Daten (JSON)", media="application/json")
ATOM: Final = Kind(suffix=".atom", label="Feed (Atom)", media="application/atom+xml")
CALENDAR: Final = Kind(suffix=".ics", label="Kalender (iCalendar)", media="text/calendar")
HTML: Final = Kind(suffix=".html", label="Seite (HTML)", media="text/html")
KINDS: Final = (XLSX, CSV, JSON, ATOM, CALENDAR, HTML)


_COUNTED: Final = (
    "Zwei Zeilen je Handlungsfeld: wie viele {Einträge} und wie viele Vorschläge der Redaktion welchen Stand haben."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A table of the data: its name in files, and the kind of item in its rows; none if it counts."""

    name: str
    item: type[Item] | None = None

    @property
    def title(self) -> str:
        """What readers call it."""
        return self.item.PLURAL if self.item else "Stand nach Handlungsfeld"

    @property
    def row(self) -> str:
        """What a row stands for."""
        also = f" und je {Origin.PROPOSAL.label}" if self.item is Recommendation else ""
        return f"Eine Zeile je {self.item.LABEL}{also}." if self.item else say(_COUNTED)


def _table(kind: type[Item]) -> TableKind:
    # programs know the table of recommendations by one name, whatever a town calls them
    name = "empfehlungen" if kind is Recommendation else kind.PLURAL.lower().translate(_UMLAUTS)
    return TableKind(name=name, item=kind)


_FIRST: Final[tuple[type[Item], ...]] = (Recommendation, Update, Consultation, Source, Figure)
COUNTS: Final = TableKind(name="stand-nach-handlungsfeld")
TABLES: Final = (
    *map(_table, (*_FIRST, *(kind for kind in TYPES if kind not in (*_FIRST, MainConcept)))),
    COUNTS,
)
TABLE_BY_ITEM: Final = {kind.item.NAME: kind for kind in TABLES if kind.item}


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file: where it lies from the folder of the website, its kind, its title, and what it is good for.

    ``table`` is the one table that it has, if it is one; it has its title.
    """

    file: str
    kind: Kind
    own_title: str = ""
    use: str
    table: TableKind | None = None

    @property
    def title(self) -> str:
        """What readers call it."""
        return self.table.title if self.table else self.own_title


WORKBOOK: Final = Export(
    file=f"{FOLDER}/empfehlungen.xlsx",
    kind=XLSX,
    own_title="Alle Tabellen für Excel",
    use="Zum Lesen, Sortieren und Filtern in Excel oder LibreOffice: ein Blatt für jede Tabelle, vorn eines, "
    "das alles erklärt. Für die meisten die richtige Datei.",
)
CONCEPT: Final = Export(
    file=f"{FOLDER}/concept.json",
    kind=JSON,
    own_title="Das ganze Konzept für Programme",
    use="Jeder Eintrag mit allen Angaben und seinem Text. Wer ein Programm schreibt, nimmt diese Datei.",
)
SCHEMA: Final = Export(
    file=f"{FOLDER}/concept-schema-{SCHEMA_VERSION}.json",
    kind=JSON,
    own_title="Beschreibung der Datei concept.json (JSON Schema)",
    use="Sagt einem Programm, welche Angaben concept.json hat und wie sie aussehen. Damit lässt sie sich prüfen.",
)
NEEDS: Final = Export(
    file=f"{FOLDER}/needs.json",
    kind=JSON,
    own_title="Alle Einträge als needs.json",
    use="Für Programme, die diese Form kennen; so hießen die Daten in den ersten Ausgaben.",
)
PACKAGE: Final = Export(
    file=f"{FOLDER}/datapackage.json",
    kind=JSON,
    own_title="Beschreibung der Tabellen (Data Package)",
    use="Nennt einem Programm oder einem Datenportal jede Tabelle mit ihren Spalten. "
    "Die Form ist die von Frictionless Data.",
)
ALL_FEED: Final = Export(
    file="aenderungen.atom",
    kind=ATOM,
    own_title="Neue Einträge",
    use="Für ein Programm, das Neues von selbst anzeigt.",
)
CALENDAR_FILE: Final = Export(
    file="termine.ics",
    kind=CALENDAR,
    own_title="Termine",
    use="Für den Kalender auf dem Telefon oder am Arbeitsplatz.",
)
WHOLE: Final = Export(
    file="mitnehmen/konzept.html",
    kind=HTML,
    own_title="Alle Seiten in einer Datei",
    use="Zum Lesen ohne Netz und zum Weitergeben.",
)
_CSV_USE: Final = "Für Programme und Diagramme: Kommas zwischen den Spalten, Tage wie 2026-12-31."
_GERMAN_CSV_USE: Final = "Öffnet sich in einem deutschen Excel richtig: Semikolons zwischen den Spalten."


def csv_of(table: TableKind) -> Export:
    """The table for programs, as RFC 4180 has it."""
    return Export(file=f"{FOLDER}/csv/{table.name}.csv", kind=CSV, use=_CSV_USE, table=table)


def german_csv_of(table: TableKind) -> Export:
    """The same table for a German spreadsheet."""
    return Export(file=f"{FOLDER}/csv-excel/{table.name}.csv", kind=CSV, use=_GERMAN_CSV_USE, table=table)


def top_feed(town: Town) -> Export:
    """The feed on the Top recommendations; its name says how many there are."""
    return Export(
        file=f"top-{town.top_count}.atom",
        kind=ATOM,
        own_title=f"Neue Einträge zu den Top {town.top_count}",
        use=say("Dasselbe nur für die {Einträge}, die vorn stehen."),
    )


DATA_FILES: Final = (
    WORKBOOK,
    *map(german_csv_of, TABLES),
    *map(csv_of, TABLES),
    PACKAGE,
    CONCEPT,
    SCHEMA,
    NEEDS,
)
"""The files in the folder of the data: first for people, then for programs."""


def exports(town: Town) -> tuple[Export, ...]:
    """Every file that a build gives out beside its pages."""
    return (*DATA_FILES, ALL_FEED, *([top_feed(town)] if town.top_count else []), CALENDAR_FILE, WHOLE)
