"""Invented concepts of other make than :mod:`tests.ingest.documents`: written first, read afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.ingest.documents import Truth, finished

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
    "Ankommen und Orientierung": (
        "Ein Willkommensheft in sieben Sprachen erscheint jährlich und liegt an allen Meldestellen aus",
        "Begrüßungsabende mit dem Bürgermeister für alle, die im letzten Halbjahr zugezogen sind",
        "Die Ausländerbehörde erhält einen Servicebereich mit Wartenummern und Sprachmittlung per Video",
        "Aufbau eines Pools ehrenamtlicher Alltagsbegleiterinnen und Alltagsbegleiter (20 Personen bis 2027)",
    ),
    "Frühe Bildung und Schule": (
        "Rucksack-Programm in drei weiteren Kindertagesstätten einführen",
        "Herkunftssprachlicher Unterricht soll auch in Arabisch und Ukrainisch angeboten werden",
        "Übergang Kita–Grundschule: gemeinsame Elternabende, Hospitationen und ein Übergabebogen",
        "Hausaufgabenhilfe am Nachmittag ausweiten, insbesondere für die Klassen 5 bis 7",
    ),
    "Arbeit und Ausbildung": (
        "Jobcenter und Kammern richten eine gemeinsame Anerkennungsberatung ein, die einmal im Monat vor Ort ist",
        "Betriebsbesuche für Jugendliche ohne Ausbildungsplatz organisieren",
        "Mentoring für zugewanderte Frauen mit akademischem Abschluss",
        "Die Stadt geht als Arbeitgeberin voran: Anonymisierte Bewerbungen in zwei Fachbereichen erproben",
    ),
    "Gesundheit, Pflege und Alter": (
        "Gesundheitslotsinnen und -lotsen ausbilden (Kooperation mit dem Kreisgesundheitsamt)",
        "Kultursensible Pflege als Thema der Pflegekonferenz verankern",
        "Informationsreihe zu Vorsorge, Impfungen und seelischer Gesundheit in den Gemeinden",
        "Begegnungscafé für ältere Zugewanderte in der Altentagesstätte am Markt eröffnen",
    ),
    "Nachbarschaft und Wohnen": (
        "Mietführerschein: Kurse zu Mülltrennung, Heizen und Lüften, Rechten und Pflichten",
        "Konfliktvermittlung in drei Großsiedlungen durch geschulte Nachbarinnen und Nachbarn",
        "Interkultureller Garten auf der Brachfläche hinter dem Feuerwehrhaus",
        "Belegungsrechte bei Neubauten sichern, um große Familien mit Wohnraum zu versorgen",
    ),
}
FIELDS: Final = (*_DO,)
_TEXT: Final = (
    "Das Thema wurde in zwei Workshops bearbeitet. Ergänzend fanden Interviews statt, deren Ergebnisse hier stehen.",
    "Die Angebote sind vielfältig, aber wenig aufeinander abgestimmt (vgl. Kap. 3.1). Das betrifft z. B. die Hilfe.",
    "Die Zahl der Zuzüge aus dem Ausland lag in den vergangenen fünf Jahren zwischen 340 und 810 "
    "Personen. Etwa ein Drittel zieht innerhalb von zwei Jahren wieder fort. Für die Stadtverwaltung "
    "bedeutet das, dass Angebote immer wieder neu bekannt gemacht werden müssen.",
    "In den Werkstattgesprächen wurde deutlich, dass viele Angebote zwar bestehen, aber nur wenigen "
    "bekannt sind. Fachkräfte nennen fehlende Zeit, Familien nennen unübersichtliche Zuständigkeiten. "
    "Auch die Öffnungszeiten passen häufig nicht zu Schichtarbeit und Kinderbetreuung.",
    "Seit 2019 arbeitet ein Runder Tisch, an dem Wohlfahrtsverbände, Schulen, Sportvereine, Moschee- und "
    "Kirchengemeinden sowie die Migrantenselbstorganisationen vertreten sind. Er tagt viermal im Jahr und "
    "berichtet dem Fachausschuss.",
    "Die Befragung ergab ein gemischtes Bild: 62 Prozent der Befragten fühlen sich gut informiert, 21 "
    "Prozent eher schlecht. Besonders Alleinerziehende und Menschen ohne eigenes Fahrzeug beschreiben "
    "weite Wege (vgl. Abschnitt 2.3).",
)


def _line(document: Document, text: str, size: float, *, bold: bool = False) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _fill(document: Document, times: int = 2) -> None:
    for text in _TEXT * times:
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
    return finished(document, truth)


def sheets() -> Truth:
    """Sheets of two columns that begin with one wide cell, several in a table; lists and a table in their cells."""
    document, truth, number = docx.Document(), Truth(b"", [*FIELDS]), 0
    document.add_heading("Aktionsplan", 0)
    for roman, name in zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII"), FIELDS, strict=True):
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
    return finished(document, truth)


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
    return finished(document, truth)


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
    return finished(document, truth)


def across() -> Truth:
    """One table with questions as heads; a row across it names the field; two points in a cell without any sign."""
    document, truth = docx.Document(), Truth(b"", [*FIELDS])
    document.add_heading("Ergebnisse der Werkstatt", 1)
    table = document.add_table(0, 3, "Table Grid")
    _row(table, "Was haben wir festgestellt?", "Was schlagen wir vor?", "Wer kümmert sich?")
    for name in FIELDS:
        cells = _row(table, "", "", "").cells
        cells[0].merge(cells[2]).text = f"Handlungsfeld: {name}"
        for at in range(0, len(_DO[name]), 2):
            _several(_row(table, " ".join(_TEXT), "", "Sozialamt").cells[1], _DO[name][at : at + 2])
        truth.recommendations += [(name, "", words) for words in _DO[name]]
    return finished(document, truth)


def _several(cell: docx.table._Cell, texts: Sequence[str]) -> None:
    cell.text = texts[0]
    for text in texts[1:]:
        cell.add_paragraph(text)


def overview() -> Truth:
    """One table of all measures, in which field and goal are merged cells; names in an appendix."""
    document, truth, number = docx.Document(), Truth(b"", [*FIELDS], names=["Kortenbruck"]), 0
    document.add_heading("Maßnahmenplan", 1)
    _fill(document, 8)
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
    return finished(document, truth)


def bare() -> Truth:
    """Tables without any line, each below a goal; what comes before the fields says Ziele und Maßnahmen."""
    document, truth, count = docx.Document(), Truth(b"", [*FIELDS]), 0
    document.add_heading("Rahmenkonzept Vielfalt", 1)
    document.add_heading("1 Bestandsaufnahme und Beteiligung", 2)
    _fill(document)
    document.add_heading("2 Ziele und Maßnahmen in den Bereichen", 2)
    for number, name in enumerate(FIELDS, 1):
        document.add_heading(f"2.{number} {name}", 3)
        _fill(document)
        for part in (1, 2):
            goal = f"Zugänge zu {name} werden einfacher, gerade für Menschen mit wenig Zeit ({part})"
            document.add_paragraph().add_run(f"Strategisches Ziel {number}.{part}:").bold = True
            document.paragraphs[-1].add_run(f" {goal}")
            truth.goals.append(goal)
            table = document.add_table(0, 4)
            for cell in _row(table, "Nr.", "Was wollen wir tun?", "Wer ist verantwortlich?", "Bis wann?").cells:
                cell.paragraphs[0].runs[0].bold = True
            for words in _DO[name][2 * part - 2 : 2 * part]:
                count += 1
                _row(table, str(count), words, "Amt für Jugend und Soziales, Caritas, Diakonie", "Ende 2026")
                truth.recommendations.append((name, str(count), words))
                truth.under[words] = goal
        _fill(document, 1)
    return finished(document, truth)


def twice() -> Truth:
    """Measures stand in an overview and again in detail, with run-in labels; goals on each of their measures."""
    document, truth = docx.Document(), Truth(b"", [*FIELDS])
    document.add_heading("Klimaschutzkonzept", 0)
    document.add_heading("1 Ausgangslage", 1)
    document.add_paragraph("Der Bestand ist alt: Zwei Drittel der Häuser standen schon vor fünfzig Jahren.")
    _fill(document)
    document.add_heading("2 Maßnahmenkatalog", 1)
    table = document.add_table(0, 4, "Table Grid")
    _row(table, "Kürzel", "Maßnahme", "Beginn", "Zuständig")
    codes = {words: _joined(at, n) for at, name in enumerate(FIELDS) for n, words in enumerate(_DO[name], 1)}
    for words, code in codes.items():
        _row(table, code, words, "2026", "Fachdienst Umwelt")
    for number, name in enumerate(FIELDS, 1):
        document.add_heading(f"2.{number} Handlungsfeld {name}", 2)
        _fill(document, 1)
        goal = f"Der Bereich {name} kommt bis 2035 ohne Öl aus"
        truth.goals.append(goal)
        for words in _DO[name]:
            document.add_heading(f"{codes[words]} {words}", 3)
            for label, said in (("Teilziel", goal), ("Kurzbeschreibung", _TEXT[0]), ("Kosten", "rund 45.000 Euro")):
                document.add_paragraph().add_run(f"{label}: ").bold = True
                document.paragraphs[-1].add_run(said)
            document.add_paragraph().add_run("Erste Schritte:").bold = True
            document.add_paragraph("Mittel im Haushalt anmelden", style="List Number")
            truth.recommendations.append((name, codes[words], words))
            truth.under[words] = goal
    return finished(document, truth)


def _joined(field: int, number: int) -> str:
    """The code of a measure; some take the place of two: B3+4."""
    return f"{'ABCDEFÜV'[field]}{number}" if number % 4 else f"{'ABCDEFÜV'[field]}{number}+{number + 1}"


def columns() -> tuple[str, Truth]:
    """Typst: two columns, numbers such as HE 2.3 in bold at the head of paragraphs, running heads by chapter, boxes."""
    truth = Truth(b"", [*FIELDS], names=["Sandvoss"])
    made = [
        '#set page(numbering: "1", header: context {',
        "let found = query(selector(heading.where(level: 1)).before(here()))",
        "if found.len() > 0 [#emph(found.last().body) #h(1fr) Stadt Wallenrode] })",
        '#set text(lang: "de", size: 10pt)\n#set par(justify: true)\n#set heading(numbering: "1.1")',
        "#align(center, text(28pt)[Gemeinsam in Wallenrode])\n#pagebreak()\n#outline(title: [Inhaltsverzeichnis])",
        f"#pagebreak()\n= Grußwort\n{_TEXT[3]}\n\nHenrike Sandvoss\\\nBürgermeisterin\n#pagebreak()",
    ]
    for number, name in enumerate(FIELDS, 1):
        made.append(f"= Handlungsfeld {name}\n#columns(2)[\n== Stand der Dinge\n{_TEXT[2]}#footnote[Eigene Zahlen.]\n")
        made += [f"{text}\n" for text in _TEXT[3:]]
        made.append("#colbreak()\n== Handlungsempfehlungen\n")
        for at, words in enumerate(_DO[name], 1):
            made.append(f"*HE {number}.{at}* {words}.\n\n_Federführung: Fachbereich {at}_\n")
            truth.recommendations.append((name, f"HE {number}.{at}", f"{words}."))
        made.append(f"]\n#block(fill: aqua, inset: 8pt)[*Auf einen Blick.* {_TEXT[4]}]\n\n{_TEXT[5]}\n#pagebreak()")
    return "\n".join(made), truth


def pages() -> tuple[str, Truth]:
    """Typst: a measure a page, its number and title white on a band, labels on shaded rows without lines."""
    truth, made = Truth(b"", [*FIELDS]), ["#set page(footer: context [Stadt Wallenrode #h(1fr) Seite #here().page()])"]
    made.append("#set text(size: 10pt)\n= Maßnahmensteckbriefe\n#pagebreak()\n== Inhalt\n")
    made += [f"Handlungsfeld {at}: {name} #box(width: 1fr, repeat[.]) {at}\n" for at, name in enumerate(FIELDS, 1)]
    for at, name in enumerate(FIELDS, 1):
        made.append(f"#pagebreak()\n== Handlungsfeld {at}: {name}\n=== Worum geht es?\n{_TEXT[2]}\n\n{_TEXT[4]}\n")
        goals = [f"Menschen finden in {name} leicht Hilfe.", f"Einrichtungen stimmen sich in {name} ab."]
        made.append("=== Ziele im Handlungsfeld\n")
        made += [f"Ziel {at}.{part}: {goal}\n" for part, goal in enumerate(goals, 1)]
        truth.goals += goals
        for number, words in enumerate(_DO[name], 1):
            code = f"{'ABCDEFGH'[at - 1]}{number}"
            band = f"#text(13pt, white)[*{code}*], #text(13pt, white)[*{words}*]"
            made.append(
                f"#pagebreak()\n#table(columns: (2cm, 1fr), stroke: none, fill: navy, {band.replace('#', '')})\n"
            )
            steps = "[- Auftakt mit allen Trägern\n- Finanzierung klären\n- Zwischenbericht im Ausschuss]"
            rows = f"[*Kurzbeschreibung*], [{_TEXT[3]}], [*Arbeitsschritte*], {steps}, [*Zielgruppe*], [Familien], "
            rows += (
                "[*Verantwortlich*], [Fachdienst Soziales], [*Zeitraum*], [ab 2026, dauerhaft], [*Kosten*], [4.500 €]"
            )
            made.append(
                f"#table(columns: (4cm, 1fr), stroke: none, fill: (_, y) => if calc.odd(y) {{ silver }}, {rows})\n"
            )
            truth.recommendations.append((name, code, words))
    return "\n".join(made), truth


TYPESET: Final[dict[str, Callable[[], tuple[str, Truth]]]] = {"columns": columns, "pages": pages}
OTHERS: Final[dict[str, Callable[[], Truth]]] = {
    "needs": needs,
    "other-sheets": sheets,
    "lists": lists,
    "other-prose": prose,
    "across": across,
    "overview": overview,
    "bare": bare,
    "twice": twice,
}
