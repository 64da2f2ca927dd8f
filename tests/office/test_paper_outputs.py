"""What is made of a Sitzungsvorlage: the file for Word, the plain text, and the command that writes both."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from konzept import paper as papers
from konzept.cli import main
from konzept.examine import examine_folder
from konzept.office import outputs
from konzept.office.prose import Targets, UnsupportedError
from konzept.paper import PaperSection, layout
from konzept.town import Town
from konzept.web.hyphens import written
from tests.paper.test_paper import HEAD, INDEX, SAMPLE_HEAD
from tests.project import ROOT, SECTIONS, TODAY, TOWNS, filled, recommendation, sphinx, write

WORD: Final = r"[\w☒☐]+"
DAY: Final = ["--as-of", TODAY.isoformat()]
OFFICE: Final = (
    "Ob sich die Datei in LibreOffice öffnen lässt, wurde nicht geprüft: soffice fehlt. Auf Debian: "
    "apt-get install libreoffice-writer-nogui."
)
TEXT: Final = """# Betreff; hier: Beispiel

## Beschlussvorschlag

Der Ausschuss beschließt

3. **fett**, *schräg*, ***beides*** und `Code`,
4. eine Liste:
   - eins

     noch ein Absatz
   - zwei
     1. tief
5. Ende

Ein Absatz,\\
der umbricht
und weitergeht.

1. neu gezählt

## Sachverhalt

### Zwischenüberschrift

Siehe {need}`SPR-01`, {need}`die Kurse <SPR-01>`, {need}`Q-ZB`, {need}`die Zeitung <Q-PRESSE>`,
[**das Amt**](https://example.org/amt), [den Start](../index.md), <https://example.org>,
[das Büro](mailto:b@x.example?subject=A).[^a]

> Zitat

| Art | Euro |
|---|---:|
| **Summe** | 1.000 |
| leer | |

| Zweite |
|---|
| Tabelle[^b] |

% Ein Kommentar

[^a]: Die *erste* Fußnote.

    Ihr zweiter Absatz.
[^b]: Die zweite mit {need}`SPR-01`.

## Zuständigkeit

Der Ausschuss.
"""
PROSE: Final = [
    ("Normal", "Der Ausschuss beschließt"),
    ("List Number", "fett, schräg, beides und Code,"),
    ("List Number", "eine Liste:"),
    ("List Bullet 2", "eins"),
    ("List Continue 2", "noch ein Absatz"),
    ("List Bullet 2", "zwei"),
    ("List Number 3", "tief"),
    ("List Number", "Ende"),
    ("Normal", "Ein Absatz,\nder umbricht und weitergeht."),
    ("List Number", "neu gezählt"),
    ("Heading 1", "Auswirkungen auf den Klimaschutz"),
]
FACTS: Final = [
    ("Heading 1", "Sachverhalt"),
    ("Heading 2", "Zwischenüberschrift"),
    (
        "Normal",
        "Siehe SPR-01 Mehr Kurse, SPR-01 die Kurse, Niederschrift, die Zeitung, das Amt, den Start, "
        "https://example.org, das Büro.",
    ),
    ("Quote", "Zitat"),
    ("Tabelle Kopf", "Art"),
    ("Tabelle Kopf", "Euro"),
    ("Tabelle Text", "Summe"),
    ("Tabelle Zahl", "1.000"),
    ("Tabelle Text", "leer"),
    ("Tabelle Zahl", ""),
    ("Tabelle Text", ""),
    ("Tabelle Kopf", "Zweite"),
    ("Tabelle Text", "Tabelle"),
    ("Normal", "Der Ausschuss."),
]
RECOMMENDATION: Final = filled(
    ":::{empfehlung} Mehr Kurse\n:id: SPR-01\n:status: unbekannt\n:priority: weitere\n:handlungsfeld: HF-SPR\n"
    ":zuordnung: quelle\n:genannt_in: Q-ZB\n\n(Text)\n:::\n"
)


def made(folder: Path, head: str = SAMPLE_HEAD, text: str = TEXT, town: str = "") -> dict[str, bytes]:
    """The files made of one paper of a small town."""
    files = {"vorlagen/neu.md": head + text, "SPR-01.md": RECOMMENDATION}
    if town:
        files["kommune.toml"] = town
    write(folder, files)
    found, faults = outputs.make([folder / "vorlagen/neu.md"], folder, TODAY)
    assert faults == ""
    return found


def paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """Style and text of all paragraphs in their order, those of tables too."""
    for block in document.iter_inner_content():
        inside = (
            [p for row in block.rows for c in row.cells for p in c.paragraphs] if isinstance(block, Table) else [block]
        )
        yield from ((paragraph.style.name, whole(paragraph)) for paragraph in inside)


def whole(paragraph: Any) -> str:
    """The text of a paragraph with what stands in its content controls, which python-docx passes over."""
    controls = list(paragraph._p.iter(qn("w:sdt")))
    return paragraph.text if not controls else "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))


def opened(content: bytes) -> Document:
    """A document as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def test_word_has_every_part_in_its_style_and_order(tmp_path: Path) -> None:
    found = list(paragraphs(opened(made(tmp_path)["neu.docx"])))
    assert found[:18] == [
        ("Muster", "Muster, kein Dokument der Stadt"),
        ("Angabe", "Drucksachen-Nr: ____________"),
        ("Angabe", "Vorlageart: Sitzungsvorlage"),
        ("Angabe", "Status: öffentlich"),
        ("Angabe", "Erstellt durch: ____________"),
        *(("Tabelle Kopf", name) for name in ("TOP", "Einst.", "Ja", "Nein", "Enth.")),
        *[("Tabelle Text", "")] * 5,
        ("Title", "Betreff; hier: Beispiel"),
        ("Heading 1", "Beratungsfolge"),
        ("Tabelle Kopf", "Datum"),
    ]
    start = found.index(("Heading 1", "Beschlussvorschlag")) + 1
    assert found[start : start + len(PROSE)] == PROSE
    assert found[start + len(PROSE) : start + len(PROSE) + 3] == [
        ("Angabe", "☒ keine Auswirkungen"),
        ("Angabe", "☐ positive Auswirkungen"),
        ("Angabe", "☐ negative Auswirkungen"),
    ]
    assert found[-len(FACTS) :] == FACTS


def test_boxes_can_be_ticked_and_fields_have_names(tmp_path: Path) -> None:
    body = opened(made(tmp_path)["neu.docx"]).element.body
    boxes = [box.get(qn("w14:val")) for box in body.iter(qn("w14:checked"))]
    assert boxes == ["1", "0", "0"]  # the climate's
    assert [name.get(qn("w:val")) for name in body.iter(qn("w:alias"))] == ["Drucksachen-Nr", "Erstellt durch"]


def test_a_betreff_may_be_as_long_as_it_is(tmp_path: Path) -> None:
    subject = f"Betreff; hier: {'sehr ' * 400}lang"
    document = opened(made(tmp_path, text=TEXT.replace("Betreff; hier: Beispiel", subject))["neu.docx"])
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Title"] == [subject]
    assert document.core_properties.title == f"Muster, kein Dokument der Stadt: {subject}"[:255]


def test_word_numbers_each_list_for_itself_from_where_its_author_says(tmp_path: Path) -> None:
    document = opened(made(tmp_path)["neu.docx"])
    starts = document.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert [start.get(qn("w:val")) for start in starts] == ["3", "1", "1"]
    assert len(set(numbers[:3])) == 1
    assert numbers[3] != numbers[0]


ONE_WORD: Final = "<w:noBreakHyphen/>"  # in the number of an entry, which stays in one line


def test_word_has_real_footnotes_with_links_in_them(tmp_path: Path) -> None:
    town = 'name = "Musterau"\ntitel = "Konzept"\nbasisadresse = "https://konzept.example.org/"\n'
    with zipfile.ZipFile(io.BytesIO(made(tmp_path, town=town)["neu.docx"])) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        links = [archive.read(f"word/_rels/{name}.xml.rels").decode() for name in ("footnotes", "document")]
    texts = [
        re.sub(r"<[^>]+>", "", note.replace(ONE_WORD, "-"))
        for note in re.findall(r"<w:footnote w:id=.*?</w:footnote>", notes, re.DOTALL)
    ]
    assert texts == [" Die erste Fußnote.Ihr zweiter Absatz.", " Die zweite mit SPR-01 Mehr Kurse."]
    assert [sorted(re.findall(r'Target="(https:[^"]+)" TargetMode="External"', link)) for link in links] == [
        ["https://konzept.example.org/SPR-01.html#SPR-01"],
        [
            "https://example.org",
            "https://example.org/amt",
            "https://konzept.example.org/SPR-01.html#SPR-01",
            "https://konzept.example.org/index.html",
            "https://konzept.example.org/quellen.html#Q-PRESSE",
            "https://konzept.example.org/quellen.html#Q-ZB",
        ],
    ]


def test_word_marks_heading_rows_language_and_title_and_names_nobody(tmp_path: Path) -> None:
    document = opened(made(tmp_path)["neu.docx"])
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    properties = document.core_properties
    assert (properties.title, properties.language) == (
        "Muster, kein Dokument der Stadt: Betreff; hier: Beispiel",
        "de-DE",
    )
    assert {properties.author, properties.last_modified_by, properties.comments, properties.keywords} == {""}
    midnight = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    assert {properties.created, properties.modified} == {midnight}
    assert not any(
        "thumbnail" in part.partname or "app.xml" in part.partname for part in document.part.package.iter_parts()
    )


def test_word_says_on_every_page_what_it_is(tmp_path: Path) -> None:
    for number, (head, wanted) in enumerate(
        [(SAMPLE_HEAD, "Muster, kein Dokument der Stadt"), (HEAD, "Sitzungsvorlage V/2026/001")]
    ):
        section = opened(made(tmp_path / str(number), head)["neu.docx"]).sections[0]
        assert section.header.paragraphs[0].text == wanted
        no_paper_of_the_town = (
            "Keine amtliche Veröffentlichung der Stadt Musterau, solange die Stadt sie nicht übernimmt. "
        )
        note = "Gesetzliche Ansprüche bleiben unberührt."
        assert section.footer.paragraphs[0].text == (no_paper_of_the_town if head == SAMPLE_HEAD else "") + note


def test_formatting_stands_in_styles_only(tmp_path: Path) -> None:
    """Only emphasis inside a link has no style of its own, since the link has one."""
    document = opened(made(tmp_path)["neu.docx"])
    direct = [
        (run.text, child.tag.rpartition("}")[2])
        for paragraph in document.element.body.iter(qn("w:p"))
        for run in docx.text.paragraph.Paragraph(paragraph, document).iter_inner_content()
        for inner in (run.runs if hasattr(run, "runs") else [run])
        for child in (inner._r.rPr if inner._r.rPr is not None else ())
        if child.tag != qn("w:rStyle")
        for run in [inner]
    ]
    assert direct == [("das Amt", "b")]


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = made(tmp_path / "a"), made(tmp_path / "b")
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first["neu.docx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_plain_text_has_every_field(tmp_path: Path) -> None:
    content = made(tmp_path, HEAD)["neu.txt"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    rule = "=" * 72
    assert content.decode("utf-8-sig").replace("\r\n", "\n") == (
        "Gesetzliche Ansprüche bleiben unberührt.\n"
        "Unter jeder Überschrift zwischen zwei Linien steht der Text für das Feld, das so heißt.\n\n"
        + "\n\n".join(f"{rule}\n{name}\n{rule}\n\n{text}" for name, text in FIELDS.items())
        + "\n"
    )


FIELDS: Final = {
    "Drucksachen-Nr": "V/2026/001",
    "Vorlageart": "Sitzungsvorlage",
    "Status": "öffentlich",
    "Erstellt durch": "Amt 51: Beispielamt",
    "Tagesordnungspunkt und Abstimmung": "TOP: Ö 3 | Einst.: nein | Ja: 10 | Nein: 4 | Enth.: 0",
    "Betreff": "Betreff; hier: Beispiel",
    "Beratungsfolge": ("20.01.2026 | Rat (Entscheidung)\n21.01.2026 | Ausschuss (Anhörung)"),
    "Beschlussvorschlag": (
        "Der Ausschuss beschließt\n\n3. fett, schräg, beides und Code,\n4. eine Liste:\n   - eins\n"
        "     noch ein Absatz\n   - zwei\n     1. tief\n5. Ende\n\nEin Absatz,\nder umbricht und weitergeht.\n\n"
        "1. neu gezählt"
    ),
    "Finanzielle Auswirkungen": (
        "(einschl. Darstellung der Folgekosten Sach- und Personalaufwendungen sowie Folgeerträge)\n"
        "1. Gesamtkosten: 1.500 Euro\n☒ Pflichtaufgabe   ☐ Freiwillige Aufgabe\n"
        "Haushaltsmittel stehen zur Verfügung: ☒ ja   ☐ nein\n☒ im Ergebnisplan bei Aufwandskonto 4711\n"
        "☐ im Finanzplan bei Investitionsnummer\nGesamtausgaben: 1.500,50 Euro\n"
        "2. Folgeerträge/Folgekosten in Euro"
    ),
    "Auswirkungen auf den Klimaschutz": (
        "☒ keine Auswirkungen\n☐ positive Auswirkungen\n☐ negative Auswirkungen\n"
        "Kurze Erläuterung (1-3 Sätze – Um welche Auswirkungen handelt es sich? Sind diese erheblich oder gering? "
        "Wenn die Auswirkungen negativ sind, bestehen alternative Handlungsmöglichkeiten?)"
    ),
    "Sachverhalt": (
        "Zwischenüberschrift\n\n"
        "Siehe SPR-01 Mehr Kurse, SPR-01 die Kurse, Niederschrift, die Zeitung, das Amt (https://example.org/amt), "
        "den Start, https://example.org, das Büro (b@x.example).[1]\n\n"
        "Zitat\n\nArt | Euro\nSumme | 1.000\nleer | \n\nZweite\nTabelle[2]\n\n"
        "[1] Die erste Fußnote.\n    Ihr zweiter Absatz.\n\n[2] Die zweite mit SPR-01 Mehr Kurse."
        "\n\nDer Ausschuss."
    ),
    "Anlage/n": "1 - Plan",
}


class _Words(HTMLParser):
    """Counts the words of the article of a page, without the signs at headings and footnotes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        article = page.partition('data-teil="text">')[2].partition("</article>")[0]
        signs = r'<a class="(headerlink|footnote-reference)[^>]*>.*?</a>|<span class="label">.*?</span>(?=\s*<p)'
        self.feed(re.sub(signs, "", article, flags=re.DOTALL))

    def handle_data(self, data: str) -> None:
        self.found.update(re.findall(WORD, data))


# Words that say on the page what a form leaves blank, or name its two columns there.
FRAME: Final = Counter(["Angaben", "zur", "Vorlage", "Feld", "Angabe"])
BLANK: Final = {"bleibt", "im", "Muster", "leer", "noch", "offen", "Gremium"}
# In the plain text, a column of the Beratungsfolge is named only where something stands in it.
COLUMNS: Final = {"Art", "Jahr", "1", "2", "3", "4"}
COLUMNS |= {"Sachkosten", "Personalkosten", "Finanzaufwand", "Folgelasten", "gesamt", "Folgeerträge", "saldiert"}


@pytest.mark.parametrize("folder", TOWNS, ids=lambda folder: folder.name)
def test_no_word_of_a_page_is_lost_in_word_or_text(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "docs")
    sphinx(tmp_path / "docs", tmp_path / "out")
    papers = outputs.all_papers(folder)
    made, _ = outputs.make(papers, folder, TODAY)
    form = layout.read(folder).form
    frame = FRAME + Counter(re.findall(WORD, form.votes.title))
    columns = COLUMNS | set(re.findall(WORD, " ".join((*form.votes, *form.order))))
    for path in papers:
        page = _Words(written(tmp_path / "out/vorlagen" / f"{path.stem}.html")).found - frame
        with zipfile.ZipFile(io.BytesIO(made[f"{path.stem}.docx"])) as archive:
            parts = [
                archive.read(name).decode()
                for name in archive.namelist()
                if re.search(r"/(document|footnotes)\.", name)
            ]
        word = " ".join(re.sub(r"<w:(p|br|tab)[ >/]", " <", part.replace(ONE_WORD, "-")) for part in parts)
        in_word = Counter(re.findall(WORD, re.sub(r"<[^>]+>", "", word)))
        in_text = Counter(re.findall(WORD, made[f"{path.stem}.txt"].decode("utf-8-sig")))
        assert {word for word in page - in_word if word not in BLANK} == set()
        assert {word for word in page - in_text if word not in BLANK | columns} == set()


def test_word_and_text_name_an_entry_as_pages_and_pdf_do() -> None:
    items = {item.id: item for item in examine_folder(ROOT / "tests" / "musterau", TODAY).concept.recommendations()}
    need = Targets(items=items, base="", file="vorlagen/v.md").need
    proposal = next(item for item in items.values() if item.is_proposal)
    assert need(proposal.id)[0] == proposal.numbered
    assert need(f"dieser Vorschlag <{proposal.id}>")[0] == f"{proposal.id} dieser Vorschlag (Vorschlag der Redaktion)"
    assert need("die Kurse <SPR-01>")[0] == "SPR-01 die Kurse"
    assert need("Kurse (SPR-01) für alle <SPR-01>")[0] == "Kurse (SPR-01) für alle"


def test_libreoffice_opens_what_is_made(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("KONZEPT_ALLES") == "1":
            pytest.fail(OFFICE)
        pytest.skip(OFFICE)
    (tmp_path / "neu.docx").write_bytes(made(tmp_path / "docs")["neu.docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "html", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "neu.docx")], check=True, capture_output=True, timeout=120)
    page = _Words(f'<article data-teil="text">{(tmp_path / "neu.html").read_text("utf-8")}</article>').found
    said = Counter(re.findall(WORD, " ".join(text for _, text in paragraphs(docx.Document(tmp_path / "neu.docx")))))
    assert said - page == Counter()
    assert Counter("Die zweite mit SPR-01 Mehr Kurse".replace("-", " ").split()) - (page - said) == Counter()


def test_the_command_writes_both_files_of_every_paper(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"vorlagen/a.md": SAMPLE_HEAD + SECTIONS, "vorlagen/index.md": "# Vorlagen\n"})
    outside = tmp_path / "bericht.md"
    outside.write_text(HEAD + SECTIONS.replace("Text.", "Text zu {need}`HF-SPR`."), "utf-8")
    target = tmp_path / "pdf"
    options = ["--texts", str(docs), "--target", str(target), *DAY]
    for files, names in (([], ["a.docx", "a.txt"]), ([str(outside)], ["bericht.docx", "bericht.txt"])):
        result = CliRunner().invoke(main, ["paper", *files, *options])
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == "".join(f"{(target / name).as_posix()}\n" for name in names)
    assert sorted(path.name for path in target.iterdir()) == ["a.docx", "a.txt", "bericht.docx", "bericht.txt"]
    assert "Text zu Sprache." in (target / "bericht.txt").read_text("utf-8-sig")


def test_the_command_says_what_is_wrong_with_each_paper_and_writes_nothing(tmp_path: Path) -> None:
    bad = {
        "vorlagen/a.md": SAMPLE_HEAD.replace("muster: true\n", "") + SECTIONS,
        "vorlagen/b.md": SAMPLE_HEAD
        + SECTIONS.replace("Text.", "Text[^1] {need}`SPR-99`.\n\n[^1]: Note\n\n    |a|\n    |-|\n    |1|"),
        "vorlagen/2027/c.md": SAMPLE_HEAD + SECTIONS,
        "vorlagen/c.md": SAMPLE_HEAD + SECTIONS,
    }
    docs = write(tmp_path / "docs", {"index.md": INDEX, **bad})
    (docs / "vorlagen/d.md").write_bytes("ä".encode("latin-1"))
    target = tmp_path / "pdf"
    result = CliRunner().invoke(main, ["paper", "--texts", str(docs), "--target", str(target), *DAY])
    assert result.exit_code == 1
    assert result.stdout.replace(f"{docs.as_posix()}/vorlagen/", "").splitlines() == [
        "a.md:1: 'drucksache' ist leer, das geht nur bei 'muster: true'. Tragen Sie es ein.",
        "a.md:1: 'erstellt_durch' ist leer, das geht nur bei 'muster: true'. Tragen Sie es ein.",
        "a.md:5: 'datum' ist leer, das geht nur bei 'muster: true'. Tragen Sie es ein.",
        "a.md:5: 'gremium' ist leer, das geht nur bei 'muster: true'. Tragen Sie es ein.",
        "b.md:18: Den Eintrag 'SPR-99', auf den der Text verweist, gibt es nicht. Legen Sie ihn an oder berichtigen "
        "Sie die ID.",
        "b.md:22: In einer Fußnote steht keine Tabelle und keine Überschrift. Setzen Sie sie in den Text.",
        "c.md:1: Zwei Vorlagen heißen 'c'. Geben Sie einer einen anderen Namen.",
        "d.md:1: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie so.",
    ]
    assert not target.exists()


def test_word_holds_the_first_and_the_last_rows_of_a_table_together_and_the_text_apart(tmp_path: Path) -> None:
    rows = "".join(f"| Zeile {number} | x |\n" for number in range(20))
    text = SECTIONS.replace("Text.", f"| A | B |\n|---|---|\n{rows}\nDanach.")
    document = opened(made(tmp_path, text=text)["neu.docx"])
    *forms, table = document.tables
    held = [[bool(cell.paragraphs[0].paragraph_format.keep_with_next) for cell in row.cells] for row in table.rows]
    assert [number for number, row in enumerate(held) if all(row)] == [0, 1, 19]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for form in forms for cell in form.rows[0].cells)
    below = next(paragraph for paragraph in document.paragraphs if paragraph.text == "Danach.")
    assert below.paragraph_format.space_before == Pt(8)


def test_word_sets_numbers_right_and_words_days_and_heads_of_rows_left(tmp_path: Path) -> None:
    rows = "| Feld | Zahl | Tag |\n|---|---|---|\n| 2 | 10 | 01.02.2026 |\n| Summe | 9 | 01.03.2026 |\n"
    *_, table = opened(made(tmp_path, text=SECTIONS.replace("Text.", rows))["neu.docx"]).tables
    styles = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows[1:]]
    assert styles == [["Tabelle Text", "Tabelle Zahl", "Tabelle Text"]] * 2
    heads = [cell.paragraphs[0].alignment for cell in table.rows[0].cells]
    assert heads == [None, WD_ALIGN_PARAGRAPH.RIGHT, None]


def test_a_paper_with_a_fault_keeps_its_files_and_stops_no_other(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"index.md": INDEX, **{f"vorlagen/{x}.md": SAMPLE_HEAD + SECTIONS for x in "ab"}})
    target = tmp_path / "pdf"
    command = ["paper", "--texts", str(docs), "--target", str(target), *DAY]
    assert CliRunner().invoke(main, command).exit_code == 0
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    (docs / "vorlagen/a.md").write_text(SAMPLE_HEAD + SECTIONS.replace("Text.", "{need}`SPR-99`"), "utf-8")
    (docs / "vorlagen/b.md").write_text(SAMPLE_HEAD + SECTIONS.replace("Text.", "Neuer Text."), "utf-8")
    result = CliRunner().invoke(main, command)
    said, *written = result.stdout.splitlines()
    assert (result.exit_code, written) == (1, [f"{target.as_posix()}/{name}" for name in ("b.docx", "b.txt")])
    assert said.startswith(f"{docs.as_posix()}/vorlagen/a.md:")
    assert result.stderr.startswith("Nur diese Vorlagen sind geschrieben.")
    after = {path.name: path.read_bytes() for path in target.iterdir()}
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {"b.docx", "b.txt"}


@pytest.mark.parametrize("form", outputs.FORMS.values(), ids=outputs.FORMS)
def test_what_an_output_has_no_form_for_is_an_error_with_file_and_line(form: Callable[..., bytes]) -> None:
    """The examination refuses it before; nothing is left out even if it should not."""
    paper = papers.read(SAMPLE_HEAD + SECTIONS, "vorlagen/neu.md").paper
    assert paper is not None
    paper = dataclasses.replace(paper, sections=(PaperSection("Sachverhalt", "Text\n\n---\n", 20),))
    with pytest.raises(UnsupportedError) as error:
        form(paper, Targets(items={}, base="", file=paper.file), Town(name="Musterau", title="Konzept"), TODAY)
    assert str(error.value) == (
        "vorlagen/neu.md:22: Für 'hr' unter 'Sachverhalt' gibt es in diesem Dateiformat keine Form. "
        "Schreiben Sie es als Absatz, Liste oder Tabelle."
    )


def test_a_paper_that_names_an_entry_with_a_fault_is_refused(tmp_path: Path) -> None:
    """Its title and its address would be missing in the paper without a word."""
    text = SAMPLE_HEAD + SECTIONS.replace("Text.", "Text zu {need}`SPR-01`.")
    files = {"vorlagen/a.md": text, "SPR-01.md": recommendation(status="fertig")}
    docs, target = write(tmp_path / "docs", files), tmp_path / "pdf"
    result = CliRunner().invoke(main, ["paper", "--texts", str(docs), "--target", str(target), *DAY])
    line = text.splitlines().index("Text zu {need}`SPR-01`.") + 1
    assert (result.exit_code, result.stdout) == (
        1,
        f"{docs.as_posix()}/vorlagen/a.md:{line}: Der Eintrag 'SPR-01', auf den der Text verweist, hat selbst Fehler; "
        "'check' nennt sie.\n",
    )
    assert not target.exists()
