"""What readers can take along: the files beside the pages, and the page that lists them all.

Papers (PDF, Word) are made with every Ausgabe and only with it: a preview names none, so no link leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from konzept import catalogue
from konzept.blocks import Block, File, Line, Lines, Section, Shown, Text, in_a_row
from konzept.model import Field, Item, Recommendation
from konzept.model.speech import say
from konzept.paper.annexes import COUNCIL, DECISIONS, MATERIALS, of_field, of_recommendation, top_sheet
from konzept.town import Town
from konzept.views.decisions import TITLE as DECISION_LIST
from konzept.views.scope import Scope
from konzept.views.top_lists import short_name

DATA_VIEW: Final = "daten"
"""The view whose page is about the data."""
_FORMS: Final = ((".pdf", "PDF"), (".docx", "Word"), (".txt", "Text"))
_NO_PAPERS: Final = (
    "PDFs entstehen mit jeder veröffentlichten Ausgabe; diese Seiten sind eine Vorschau und haben keine. "
    "Jede Seite lässt sich aber auch aus dem Browser drucken."
)


def main_papers(town: Town, fields: Iterable[Field]) -> tuple[File, ...]:
    """The papers on the whole concept."""
    top = (sheet(town, short_name(town, fields)),) if town.top_count else ()
    if not town.council_edition:
        return (_paper(COUNCIL, "Für den Druck (PDF)"), *top)
    council = _paper(COUNCIL, f"{town.council_edition_name} (PDF)")
    return (council, *top, _paper(MATERIALS, "Materialband (PDF)"))


def _paper(name: str, title: str) -> File:
    return File(f"pdf/{name}.pdf", title)


def sheet(town: Town, name: str = "") -> File:
    """The sheet of the Top items; ``name`` is what they are called."""
    return _paper(top_sheet(town), f"{name} auf einem Blatt (PDF)".strip())


def paper_of(item: Item) -> File | None:
    """The paper on one field or one recommendation."""
    match item:
        case Recommendation():
            return _paper(of_recommendation(item.id), f"{item.numbered} als Steckbrief (PDF)")
        case Field():
            return _paper(of_field(item.code), f"{item.title} (PDF)")
        case _:
            return None


def session_papers(name: str, title: str) -> tuple[File, ...]:
    """The forms of one Sitzungsvorlage; ``name`` is that of its text without ending."""
    return tuple(File(f"pdf/{name}{ending}", f"{title} ({form})") for ending, form in _FORMS)


def decision_list() -> tuple[File, ...]:
    """The forms of the Beschlusskontrolle."""
    forms = ((".pdf", "PDF"), (".xlsx", "Excel"), (".csv", "CSV"))
    return tuple(File(f"pdf/{DECISIONS}{ending}", f"{DECISION_LIST} ({form})") for ending, form in forms)


def everything(scope: Scope) -> list[Block]:
    """All that can be taken along, in groups."""
    groups = (
        ("Als PDF", "pdf", ((paper,) for paper in main_papers(scope.town, scope.concept.all(Field)))),
        ("Ein Handlungsfeld", "felder", _items(scope, Field)),
        (say("{Ein Eintrag}"), "empfehlungen", _items(scope, Recommendation)),
        ("Für Sitzungen", "sitzungen", _sessions(scope)),
    )
    papers = [_group(title, anchor, lines) for title, anchor, found in groups if (lines := list(found))]
    return [
        *(papers if scope.edition else [Text((_NO_PAPERS,), "leer")]),
        _group(
            "Die Website als eine Datei", "datei", [(File(catalogue.WHOLE.file, "Alle Seiten in einer Datei (HTML)"),)]
        ),
        _group("Daten", "daten", list(_data())),
    ]


def _group(title: str, anchor: str, lines: list[Line]) -> Section:
    return Section(anchor=f"mitnehmen-{anchor}", title=(title,), look=("dateien",), blocks=(Lines(tuple(lines)),))


def _items(scope: Scope, kind: type[Item]) -> Iterator[Line]:
    return ((paper,) for item in scope.concept.all(kind) if (paper := paper_of(item)))


def _sessions(scope: Scope) -> Iterator[Line]:
    yield _in_forms(DECISION_LIST, decision_list())
    for name, title in sorted(scope.papers.items()):
        yield _in_forms(title, session_papers(name, title))


def _in_forms(title: str, papers: Iterable[File]) -> Line:
    """A title with a link to each form of the paper, by what stands in its brackets."""
    forms = (replace(paper, text=paper.text.rpartition("(")[2].removesuffix(")")) for paper in papers)
    return (f"{title}: ", *in_a_row(forms))


def _data() -> Iterator[Line]:
    table = catalogue.german_csv_of(catalogue.TABLE_BY_ITEM[Recommendation.NAME])
    yield (File(catalogue.WORKBOOK.file, "Alle Tabellen in einer Datei (Excel)"), " zum Lesen, Sortieren und Filtern")
    yield (File(table.file, say("Alle {Einträge} und Vorschläge als Tabelle (CSV)")), " für Excel und LibreOffice")
    yield (File(catalogue.CONCEPT.file, "Alle Einträge (JSON)"), " für eigene Programme")
    yield ("Alle Dateien mit Daten nennt die Seite ", Shown(DATA_VIEW, "", "Daten"), ".")
    yield ("Jede Tabelle dieser Seiten bietet darunter ihre Daten als CSV an.",)


def questionnaires(scope: Scope) -> list[Block]:
    """The blank questionnaires, one for each body that is asked, and one with all recommendations."""
    if not scope.questionnaires:
        return [Text(("Noch ist niemand eingetragen, der gefragt wird.",), "leer")]
    return [Lines(tuple((File(file, f"Abfrage: {asked} (XLSX)"),) for file, asked in scope.questionnaires))]
