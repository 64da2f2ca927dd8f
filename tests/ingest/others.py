"""Invented concepts of other make than :mod:`tests.ingest.documents`: written first, read afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.ingest.documents import Truth, saved

FIELDS: Final = ("Wohnen und Quartier", "Kultur, Religion und Begegnung", "Sprache und Bildung")
_DO: Final = {
    "Wohnen und Quartier": (
        "Mieterschulungen für Neuzugewanderte in Zusammenarbeit mit der Wohnungsgesellschaft",
        "Verkleinerung der Gemeinschaftsunterkunft am Bahnhof zugunsten dezentraler Unterbringung",
        "Quartierstreffs in Nord und Süd personell absichern",
    ),
    "Kultur, Religion und Begegnung": (
        "Interreligiösen Dialogkreis fortführen und für neue Gemeinden öffnen",
        "Museum und Stadtarchiv sammeln Zeugnisse der Einwanderung",
        "Förderrichtlinie Kultur um das Kriterium Vielfalt erweitern",
    ),
    "Sprache und Bildung": (
        "Elterncafés an den Grundschulen werden dauerhaft finanziert",
        "Fortbildung der pädagogischen Fachkräfte zum Thema Mehrsprachigkeit",
        "Einrichtung einer zentralen Anlaufstelle für Fragen rund um Schule und Kita",
    ),
}
_TEXT: Final = (
    "Das Thema wurde in zwei Workshops bearbeitet. Ergänzend fanden Interviews statt, deren Ergebnisse hier stehen.",
    "Die Angebote sind vielfältig, aber wenig aufeinander abgestimmt (vgl. Kap. 3.1). Das betrifft z. B. die Hilfe.",
)


def _line(document: Document, text: str, size: float, *, bold: bool = False) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _fill(document: Document) -> None:
    for text in _TEXT:
        document.add_paragraph(text)


def _row(table: docx.table.Table, *texts: str) -> docx.table._Row:
    row = table.add_row()
    for cell, text in zip(row.cells, texts, strict=False):
        cell.text = text
    return row


def needs() -> Truth:
    """Tables Ist-Stand, Bedarf, Empfehlung; headings only larger, with numbers; a contents list, a foreword, names."""
    document, truth = docx.Document(), Truth(b"", [*FIELDS], names=["Lindenhof", "Weidenkamp"])
    _line(document, "Integrationskonzept 2030", 26)
    _line(document, "Impressum", 12, bold=True)
    document.add_paragraph("Redaktion: Dr. Sabine Lindenhof, Telefon: 02299 12-345")
    _line(document, "Inhalt", 16)
    for number, name in enumerate(FIELDS, 1):
        document.add_paragraph(f"4.{number} Handlungsfeld {name} {'.' * 20} {8 + number}")
    _line(document, "1 Vorwort", 16)
    document.add_paragraph("Hiermit sollte nicht weniger erreicht werden als ein besseres Miteinander.")
    document.add_paragraph("Thomas Weidenkamp")
    _line(document, "4 Handlungsfelder", 16)
    for number, name in enumerate(FIELDS, 1):
        _line(document, f"4.{number} Handlungsfeld {name}", 14)
        _fill(document)
        table = document.add_table(0, 4, "Table Grid")
        head = _row(table, "Ist-Stand", "Bedarf", "Empfehlung", "Zuständigkeit")
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for words in _DO[name]:
            row = _row(table, "Es gibt einen Kurs.", "In den Ortsteilen fehlen Angebote.", words, "FB 51")
            second = f"Eine Arbeitsgruppe zum Thema {name} einberufen" if words == _DO[name][0] else ""
            if second:
                row.cells[2].add_paragraph(second)
            truth.recommendations += [(name, "", said) for said in (words, second) if said]
    truth.content = saved(document)
    return truth


def sheets() -> Truth:
    """Sheets of two columns that begin with one wide cell, several in a table; lists and a table in their cells."""
    document, truth, number = docx.Document(), Truth(b"", [*FIELDS]), 0
    document.add_heading("Aktionsplan", 0)
    for roman, name in zip(("I", "II", "III"), FIELDS, strict=True):
        document.add_heading(f"Handlungsfeld {roman} – {name}", 1)
        _fill(document)
        table = document.add_table(0, 2, "Table Grid")
        for words in _DO[name]:
            number += 1
            cells = _row(table, "", "").cells
            cells[0].merge(cells[1]).text = f"Maßnahme {number}: {words}"
            goal = f"Ziel {number} ist für alle erreichbar"
            _row(table, "Ziel", goal)
            steps = _row(table, "Umsetzungsschritte", "Auftakt mit den Trägern").cells[1]
            steps.paragraphs[0].style = document.styles["List Bullet"]
            steps.add_paragraph("Bericht im Ausschuss", style="List Bullet")
            _row(table, "Zeitplan", "").cells[1].add_table(1, 2).cell(0, 0).text = "Beginn 2025"
            _row(table, "Federführung", "Fachbereich Soziales")
            truth.recommendations.append((name, str(number), words))
            truth.under[words] = goal
    truth.content = saved(document)
    return truth


def lists() -> Truth:
    """Bulleted Handlungsempfehlungen with points moved in below; the sections come back in each field."""
    document, truth = docx.Document(), Truth(b"", [*FIELDS])
    document.add_heading("Kommunales Konzept", 1)
    document.add_heading("Die Themenfelder", 2)
    for name in FIELDS:
        document.add_heading(name, 3)
        document.add_heading("Bestandsaufnahme", 4)
        _fill(document)
        document.add_heading("Handlungsempfehlungen", 4)
        document.add_paragraph("Es ergeben sich folgende Empfehlungen:")
        for words in _DO[name]:
            document.add_paragraph(words, style="List Bullet")
            truth.recommendations.append((name, "", words))
        document.add_paragraph("zunächst in einem Stadtteil", style="List Bullet 2")
    truth.content = saved(document)
    return truth


def prose() -> Truth:
    """Prose in own styles: fields are known only by the sections that come back; a content control, soft hyphens."""
    document, truth = docx.Document(), Truth(b"", [*FIELDS])
    document.add_heading("Miteinander", 0)
    document.add_heading("Zu diesem Papier", 1)
    document.add_paragraph("Das Papier soll Orientierung geben.")
    for name in FIELDS:
        document.add_heading(name, 1)
        for section in ("Wo wir stehen", "Wohin wir wollen"):
            document.add_heading(section, 2)
            _fill(document)
        document.add_heading("Wie wir dahin kommen", 2)
        wish = f"Die Stadt sollte den Bereich {name} mit einer festen Stelle stärken."
        document.add_paragraph(f"{_TEXT[1]} {wish} Das war unstrittig.")
        good = f"Sinnvoll wäre auch, dass die Mehr\u00adsprachig\u00adkeit in {name} sichtbar wird."
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>{good}</w:t></w:r></w:sdtContent></w:sdt>"
        document.add_paragraph()._p.append(parse_xml(control))
        truth.recommendations += [(name, "", wish), (name, "", good.replace("\u00ad", ""))]
    truth.content = saved(document)
    return truth


def across() -> Truth:
    """One table with questions as heads; a row across it names the field; two points in a cell without any sign."""
    document, truth = docx.Document(), Truth(b"", [*FIELDS])
    document.add_heading("Ergebnisse der Werkstatt", 1)
    table = document.add_table(0, 3, "Table Grid")
    _row(table, "Was haben wir festgestellt?", "Was schlagen wir vor?", "Wer kümmert sich?")
    for name in FIELDS:
        cells = _row(table, "", "", "").cells
        cells[0].merge(cells[2]).text = f"Handlungsfeld: {name}"
        cell = _row(table, "Veranstaltungsorte fehlen im Süden.", "", "Sozialamt").cells[1]
        _several(cell, _DO[name])
        truth.recommendations += [(name, "", words) for words in _DO[name]]
    truth.content = saved(document)
    return truth


def _several(cell: docx.table._Cell, texts: Sequence[str]) -> None:
    cell.text = texts[0]
    for text in texts[1:]:
        cell.add_paragraph(text)


def overview() -> Truth:
    """One table of all measures, in which field and goal are merged cells; names in an appendix."""
    document, truth, number = docx.Document(), Truth(b"", [*FIELDS], names=["Kortenbruck"]), 0
    document.add_heading("Maßnahmenplan", 1)
    document.add_heading("Übersicht", 2)
    table = document.add_table(0, 5, "Table Grid")
    _row(table, "Handlungsfeld", "Nr.", "Ziel", "Maßnahme", "Status")
    for name in FIELDS:
        rows = [_row(table, "", str(number + at), "", words, "geplant") for at, words in enumerate(_DO[name], 1)]
        goal = f"Alle nehmen an {name} teil"
        for column, text in ((0, name), (2, goal)):
            rows[0].cells[column].merge(rows[-1].cells[column]).text = text
        for at, words in enumerate(_DO[name], 1):
            truth.recommendations.append((name, str(number + at), words))
            truth.under[words] = goal
        number += len(rows)
    document.add_heading("Anhang: Beteiligte", 2)
    document.add_paragraph("Anna Kortenbruck, Integrationsrat")
    truth.content = saved(document)
    return truth


OTHERS: Final[dict[str, Callable[[], Truth]]] = {
    "needs": needs,
    "other-sheets": sheets,
    "lists": lists,
    "other-prose": prose,
    "across": across,
    "overview": overview,
}
