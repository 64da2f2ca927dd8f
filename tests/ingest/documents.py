"""Invented concepts, as Word documents of six layouts, with what is true of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from konzept.documents.accounting import word_loss
from konzept.documents.outline import Block
from konzept.ingest.passages import Class, Passage, Understood

FIELDS: Final = (
    "Sprache und Bildung",
    "Wohnen und Soziales",
    "Gesundheit und Sport",
    "Arbeit und Weiterbildung",
    "Kultur und Religionen",
    "Ehrenamt und Begegnung",
)
_DO: Final = (
    "Kurse mit Kinderbetreuung am Vormittag anbieten",
    "Einen Lotsendienst in den Ortsteilen aufbauen",
    "Formulare der Verwaltung in einfacher Sprache schreiben",
    "Räume der Schulen am Abend öffnen",
    "Patenschaften zwischen Vereinen und Familien vermitteln",
    "Einmal im Jahr ein gemeinsames Fest ausrichten",
    "Sprechstunden mit Dolmetscherinnen und Dolmetschern einrichten",
)
_FILLER: Final = (
    "In Neuenmoor leben Menschen aus vielen Ländern. Die Zahl der Haushalte ist zuletzt gewachsen, "
    "und mit ihr die Zahl "
    "der Fragen, die im Rathaus, in Schulen und Vereinen gestellt werden. Viele Angebote sind in "
    "den letzten Jahren "
    "entstanden, manche sind wieder verschwunden. Der Arbeitskreis hat Gespräche geführt und "
    "Protokolle gelesen.",
    "Die Angebote liegen weit auseinander. Wer kein Auto hat, braucht für den Weg in die Stadtmitte "
    "fast eine Stunde. "
    "Im Norden der Stadt gibt es einen Treffpunkt, im Süden bisher keinen. Die Beratungsstelle ist "
    "an drei Tagen offen.",
    "Ehrenamtliche begleiten Familien zu Terminen. Sie berichten von langen Wartezeiten und von "
    "Briefen, die niemand "
    "versteht. Die Zahl der Begleitungen lag im letzten Jahr bei zweihundert.",
)


@dataclass
class Truth:
    """A document and its truth: recommendations with field and number, goals, and which goal is above which."""

    content: bytes
    fields: list[str] = field(default_factory=list)
    recommendations: list[tuple[str, str, str]] = field(default_factory=list)  # field, number, words
    goals: list[str] = field(default_factory=list)
    under: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Score:
    """How well a document was understood; each from 0 to 1, and the words lost."""

    precision: float
    recall: float
    fields: float
    numbers: float
    hierarchy: float
    lost: int


def of(reading: Understood, kind: Class) -> list[Passage]:
    """The passages of a kind."""
    return [passage for passage in reading.passages if passage.kind is kind]


def rest(reading: Understood, kind: Class) -> list[Block]:
    """The blocks of a kind that are in no passage."""
    inside = {index for passage in reading.passages for index in passage.blocks}
    known = enumerate(zip(reading.outline.blocks, reading.classes, strict=True))
    return [block for index, (block, this) in known if index not in inside and this is kind]


def score(reading: Understood, truth: Truth) -> Score:
    """Compare what was found with what is true; unsure ones count as found."""
    found = {_key(p.text): p for p in (*of(reading, Class.RECOMMENDATION), *of(reading, Class.UNSURE))}
    wanted = {_key(words): (name, number) for name, number, words in truth.recommendations}
    hits = wanted.keys() & found.keys()
    right = sum(found[k].field == wanted[k][0] for k in hits)
    numbered = [k for k in wanted if wanted[k][1]]
    numbers = sum(k in found and found[k].number == wanted[k][1] for k in numbered)
    above = {_key(k): _key(v) for k, v in truth.under.items()}
    everything = {_key(p.text): p for p in reading.passages}
    tree = sum(k in everything and any(v in _key(u) for u in everything[k].under) for k, v in above.items())
    loss = word_loss(reading.outline)
    return Score(
        _part(len(hits), len(found)),
        _part(len(hits), len(wanted)),
        _part(right, len(hits)) if list(dict.fromkeys(reading.fields)) == truth.fields else 0.0,
        _part(numbers, len(numbered)),
        _part(tree, len(above)),
        len(loss.lost) + len(loss.extra),
    )


def _part(some: int, of: int) -> float:
    return round(some / of, 3) if of else 1.0


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _measure(name: str, number: int) -> str:
    return f"{_DO[(number + len(name)) % len(_DO)]}, im Bereich {name}"


def finished(document: Document, truth: Truth) -> Truth:
    """The document with what all such have: cover, contents list, running head, page numbers, footnote, box."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "Konzept der Stadt Neuenmoor"
    section.footer.paragraphs[0].text = "Seite "
    section.footer.paragraphs[0]._p.append(
        parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr='PAGE'><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    )
    first = document.paragraphs[0]
    for line in ("Stadt Neuenmoor", "Beschlossen vom Rat", "Inhaltsverzeichnis"):
        first.insert_paragraph_before(line)
    for page, name in enumerate(truth.fields, 4):
        first.insert_paragraph_before(f"{name} {'.' * 40} {page}")
    first.paragraph_format.page_break_before = True
    document.add_heading("Schlusswort", 1)
    _fill(document, 9)
    last = document.add_paragraph("Das Konzept wird alle zwei Jahre geprüft.")
    last._p.append(box("Haben Sie Fragen? Das Rathaus hilft."))
    footnote(document, last, "Beschluss vom Mai.")
    truth.content = saved(document)
    return truth


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _new(title: str) -> Document:
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_heading("Vorwort", 1)
    document.add_paragraph(
        "Dieses Konzept soll allen dienen, die in Neuenmoor leben. Es ist in zwei Jahren entstanden."
    )
    document.add_paragraph("Erika Mustermann, Bürgermeisterin")
    document.add_heading("Einleitung", 1)
    _fill(document, 9)
    return document


def _fill(document: Document, times: int) -> None:
    for number in range(times):
        document.add_paragraph(_FILLER[number % len(_FILLER)])


def footnote(document: Document, paragraph: Any, text: str) -> None:
    """A footnote as Word writes it: its part, its relation, its reference."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(reference)


def tables() -> Truth:
    """A table a field, in a form known from an interim report; in some cells stand two points."""
    document, truth = _new("Integrationskonzept"), Truth(b"", [*FIELDS])
    document.add_heading("Handlungsfelder", 1)
    for name in FIELDS:
        document.add_heading(f"Handlungsfeld: {name}", 2)
        _fill(document, 3)
        table = document.add_table(1, 3, "Table Grid")
        for cell, words in zip(
            table.rows[0].cells, ("Feststellungen-Aussagen", "Anmerkungen", "Agenda-Vorschläge"), strict=True
        ):
            cell.text = words
        for number in range(6):
            row = table.add_row().cells
            row[0].text = f"{_FILLER[number % 3].split('. ')[0]} ({name}, {number})."
            row[1].text = f"Vergleiche das Protokoll Nummer {number}."
            row[2].text = _measure(name, number)
            truth.recommendations.append((name, "", _measure(name, number)))
            if number == 2:
                second = f"Mit den Schulen über {name} sprechen"
                row[2].add_paragraph(second)
                truth.recommendations.append((name, "", second))
        _fill(document, 2)
    return finished(document, truth)


def numbered() -> Truth:
    """Leitziel, Teilziel, Maßnahme with decimal numbers, spelled into the text; the headings are only bold."""
    document, truth = _new("Konzept zur Teilhabe"), Truth(b"", [*FIELDS])
    for n, name in enumerate(FIELDS, 1):
        heading = document.add_paragraph()
        heading.add_run(f"{n}. Handlungsfeld {name}").bold = True
        heading.runs[0].font.size = Pt(16)
        _fill(document, 3)
        goal = f"Alle Menschen nehmen an {name} teil"
        document.add_paragraph(f"{n}.1 Leitziel: {goal}")
        truth.goals.append(goal)
        for k in (1, 2):
            part = f"Der Zugang zu {name} ist im Ortsteil {k} einfach"
            document.add_paragraph(f"{n}.1.{k} Teilziel: {part}")
            truth.goals.append(part)
            truth.under[part] = goal
            for m in (1, 2, 3):
                words = _measure(name, m + 3 * k)
                document.add_paragraph(f"Maßnahme {n}.1.{k}.{m}: {words}")
                truth.recommendations.append((name, f"{n}.1.{k}.{m}", words))
                truth.under[words] = part
                document.add_paragraph(_FILLER[m % 3])
        _fill(document, 2)
    return finished(document, truth)


def sheets() -> Truth:
    """Steckbriefe: a table of labels and answers a page for each measure."""
    document, truth = _new("Integrationsplan"), Truth(b"", [*FIELDS])
    count = 0
    for name in FIELDS:
        document.add_heading(name, 1)
        _fill(document, 3)
        for number in range(3):
            count += 1
            words, goal = _measure(name, number), f"Mehr Menschen finden zu {name}, Teil {number}"
            document.add_page_break()
            document.add_heading(f"M {count} {words}", 2)
            table = document.add_table(0, 2, "Table Grid")
            for label, answer in (
                ("Ziel", goal),
                ("Beschreibung", _FILLER[number]),
                ("Zielgruppe", "Familien"),
                ("Zuständig", "Amt für Soziales"),
                ("Kosten", "im laufenden Haushalt"),
            ):
                row = table.add_row().cells
                row[0].text, row[1].text = label, answer
            truth.recommendations.append((name, f"M {count}", words))
            truth.under[words] = goal
    return finished(document, truth)


def prose() -> Truth:
    """Running text: each field has a chapter, wishes stand in sentences, a few in a list at its end."""
    document, truth = _new("Leitfaden Zusammenleben"), Truth(b"", [*FIELDS])
    for n, name in enumerate(FIELDS, 1):
        document.add_heading(f"{n} {name}", 1)
        document.add_heading("Ausgangslage", 2)
        _fill(document, 3)
        document.add_heading("Empfehlungen", 2)
        document.add_paragraph("Der Arbeitskreis hat sich auf folgende Punkte verständigt:")
        for number in range(3):
            words = _measure(name, number)
            document.add_paragraph(words, style="List Bullet")
            truth.recommendations.append((name, "", words))
        document.add_heading("Weitere Überlegungen", 2)
        _fill(document, 2)
        wish = f"Die Stadt sollte für {name} eine feste Stelle im Rathaus benennen."
        document.add_paragraph(f"Viele fragen nach. {wish} Das sagten fast alle.")
        truth.recommendations.append((name, "", wish))
        _fill(document, 2)
    return finished(document, truth)


def points() -> Truth:
    """The known table, but in each cell several points that somebody typed with a dash, line below line."""
    document, truth = _new("Agenda Zusammenleben"), Truth(b"", [*FIELDS])
    for name in FIELDS:
        document.add_heading(name, 1)
        _fill(document, 2)
        table = document.add_table(1, 3, "Table Grid")
        for cell, words in zip(
            table.rows[0].cells, ("Feststellungen/Aussagen", "Anmerkungen", "Agenda-Vorschläge"), strict=True
        ):
            cell.text = words
        for number in range(4):
            row = table.add_row().cells
            row[0].text = f"- Es fehlen Angebote zu {name} ({number})\n- Die Wege sind weit ({number})"
            row[1].text = "siehe Protokoll"
            asked = [_measure(name, number), f"Fahrdienst zu {name} einrichten, Linie {number}"]
            row[2].text = "\n".join(f"- {words}" for words in asked)
            truth.recommendations += [(name, "", words) for words in asked]
    return finished(document, truth)


def catalogue() -> Truth:
    """A landscape table of numbered measures a field, in which one merged cell is the goal of several rows."""
    document, truth = _new("Maßnahmenkatalog"), Truth(b"", [*FIELDS])
    document.add_section()
    landscape(document)
    count = 0
    for name in FIELDS:
        document.add_heading(name, 1)
        table = document.add_table(1, 5, "Table Grid")
        heads = ("Nr.", "Teilziel", "Maßnahme", "Verantwortlich", "Zeitrahmen")
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            cell.text = words
        for part in (1, 2):
            goal, merged = f"Der Zugang zu {name} ist einfach, Teil {part}", None
            for number in range(3):
                count += 1
                row = table.add_row().cells
                words = _measure(name, number + 3 * part)
                row[0].text, row[2].text, row[3].text, row[4].text = f"M {count}", words, "Fachbereich 4", "bis 2027"
                if merged is None:
                    merged = row[1]
                    merged.text = goal
                else:
                    merged.merge(row[1])
                truth.recommendations.append((name, f"M {count}", words))
                truth.under[words] = goal
        _fill(document, 2)
    return finished(document, truth)


LAYOUTS: Final[dict[str, Callable[[], Truth]]] = {
    "tables": tables,
    "numbered": numbered,
    "sheets": sheets,
    "prose": prose,
    "points": points,
    "catalogue": catalogue,
}


def landscape(document: Document) -> None:
    """Turn the last section."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def box(text: str) -> Any:
    """A text box as Word writes it: once for it, once for old programs."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        f"{nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
        " xmlns:v='urn:schemas-microsoft-com:vml'"
    )
    drawn = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
    return parse_xml(f"<w:r {spaces}><mc:AlternateContent>{drawn}{old}</mc:AlternateContent></w:r>")
