"""The review file for Word says and takes the same as that for programs for tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import Result
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Row
from openpyxl.comments import Comment

from tests.ingest.deciding import DECISIONS, EVERYTHING, RIGHTS, Evening, in_word, run
from tests.survey.filling import saved_by_libreoffice

DETAILS = {"publish": "ja", "complete": "ja", "changes": "Der Ausschuss strich einen Satz."}


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    return Evening(tmp_path)


@pytest.mark.parametrize("office", [False, True], ids=["as it is", "saved by LibreOffice"])
def test_both_files_give_the_same_texts(evening: Evening, tmp_path: Path, office: bool) -> None:
    other = Evening(tmp_path / "zweite", evening.document.read_bytes())
    assert other.apply(RIGHTS, EVERYTHING).exit_code == 0
    back = in_word(evening, DETAILS, DECISIONS)
    if office:
        (tmp_path / "office").mkdir()
        back.write_bytes(saved_by_libreoffice(back.read_bytes(), "docx", tmp_path / "office"))
    done = run("--apply", back, "--texts", evening.docs)
    assert (done.exit_code, done.stderr) == (0, "")
    assert evening.texts() == other.texts()


def test_a_row_may_belong_to_several(evening: Evening) -> None:
    several = DECISIONS | {"Kinderbetreuung": {"decision": "gehört zu", "belongs": "SPR-02, SPR-01"}}
    assert run("--apply", in_word(evening, DETAILS, several), "--texts", evening.docs).exit_code == 0
    folder = "handlungsfelder/sprache-und-bildung"
    for name in ("SPR-01", "SPR-02"):
        assert "„Kinderbetreuung neben jedem Sprachkurs anbieten“" in evening.texts()[f"{folder}/{name}.md"]


def test_what_is_not_decided_is_told_with_its_row(evening: Evening) -> None:
    before = evening.texts()
    some = {name: values for name, values in DECISIONS.items() if name != "Beete"}
    done = run("--apply", in_word(evening, {"publish": "", "complete": "ja"}, some), "--texts", evening.docs)
    assert (done.exit_code, evening.texts()) == (1, before)
    assert done.stdout.splitlines() == [
        "fertig.docx, Angaben (Wortlaut veröffentlichen): Hier steht ja oder nein.",
    ]
    done = run("--apply", in_word(evening, DETAILS, some), "--texts", evening.docs)
    assert (done.exit_code, evening.texts()) == (1, before)
    assert done.stdout.splitlines() == [
        "fertig.docx, Entscheiden!Zeile 8 (Entscheidung): Zu dieser Zeile fehlt die Entscheidung.",
    ]


def test_a_row_that_was_deleted_is_missed(evening: Evening) -> None:
    back = in_word(evening, DETAILS, DECISIONS)
    document = docx.Document(str(back))
    table = next(t for t in document.tables if any("Beete" in row.cells[1].text for row in t.rows))
    table._tbl.getparent().remove(table._tbl)
    document.save(str(back))
    done = run("--apply", back, "--texts", evening.docs)
    assert done.exit_code == 1
    assert done.stdout.startswith("fertig.docx: Jede Zeile der Datei bleibt stehen; diese fehlen: 8. Übernehmen Sie")


def test_changed_words_are_refused(evening: Evening) -> None:
    changed = DECISIONS | {"Ein Lesefest": {"decision": "neu", "title": "Fest", "words": "Ein anderes Fest"}}
    done = run("--apply", in_word(evening, DETAILS, changed), "--texts", evening.docs)
    assert done.exit_code == 1
    assert "(Wortlaut): Was das Konzept sagt, bleibt, wie es dasteht; gekürzt wird mit […]." in done.stdout


def _item(document: Document, words: str) -> dict[str, _Row]:
    """The lines of an item by their labels."""
    for table in document.tables:
        lines = {row.cells[0].paragraphs[0].text: row for row in table.rows}
        if "Wortlaut" in lines and words in lines["Wortlaut"].cells[1].text:
            return lines
    raise LookupError(words)


def _handled(evening: Evening, change: Callable[[Document], None]) -> Result:
    """Take in a file that was filled in and then changed by hand."""
    back = in_word(evening, DETAILS, DECISIONS)
    document = docx.Document(str(back))
    change(document)
    document.save(str(back))
    return run("--apply", back, "--texts", evening.docs)


def _written_beside(document: Document) -> None:
    """Words beside what invites to choose, a label with a colon, an old title that was moved away."""
    cell = _item(document, "Drei Kurse")["Entscheidung"].cells[1]
    cell._tc.xpath(".//w:sdt//w:t")[0].text = "Bitte wählen"
    cell.add_paragraph("Ausgangslage")
    _item(document, "Beete")["Entscheidung"].cells[0].paragraphs[0].add_run(":")
    title = _item(document, "Lesefest")["Kurztitel (Vorschlag der Redaktion)"].cells[1].paragraphs[0]
    moved = "<w:moveFrom {} w:id='5' w:author='a'><w:r><w:t>Alter Titel. </w:t></w:r></w:moveFrom>"
    title._p.insert(0, parse_xml(moved.format(nsdecls("w"))))


def _joined(document: Document) -> None:
    """The heading between two tables is deleted: Word makes one of them."""
    first, second = (_item(document, words)["Zeile"]._tr.getparent() for words in ("Drei Kurse", "Alle lernen"))
    first.extend(second.iterchildren("{*}tr"))
    second.getparent().remove(second)


@pytest.mark.parametrize("change", [_written_beside, _joined])
def test_what_people_do_to_a_file_by_hand_is_understood(
    evening: Evening, tmp_path: Path, change: Callable[[Document], None]
) -> None:
    other = Evening(tmp_path / "zweite", evening.document.read_bytes())
    assert other.apply(RIGHTS, EVERYTHING).exit_code == 0
    done = _handled(evening, change)
    assert (done.exit_code, done.stderr) == (0, "")
    assert evening.texts() == other.texts()


def test_struck_words_are_gone_and_a_place_left_out_is_marked(evening: Evening) -> None:
    def strike(document: Document) -> None:
        words = _item(document, "Lesefest")["Wortlaut"].cells[1].paragraphs[0]
        before, struck, after = words.text.partition(" am Marktplatz")
        words.runs[0].text = before
        words.add_run(struck).font.strike = True
        words.add_run(after)

    done = _handled(evening, strike)
    assert done.exit_code == 1
    assert "gekürzt wird mit […]. Gefunden: 'Ein Lesefest feiern. […] leitet es.'" in done.stdout


def test_comments_and_words_between_the_tables_are_told(evening: Evening) -> None:
    def remark(document: Document) -> None:
        lines = _item(document, "Drei Kurse")
        document.add_comment(lines["Wortlaut"].cells[1].paragraphs[0].runs, text="Stimmt das?", author="A")
        said = "<w:p {}><w:r><w:t>Bitte prüfen.</w:t></w:r></w:p>".format(nsdecls("w"))
        lines["Zeile"]._tr.getparent().addnext(parse_xml(said))

    done = _handled(evening, remark)
    assert (done.exit_code, done.stderr.splitlines()) == (
        0,
        [
            "Hinweis: In der Prüfdatei stehen Kommentare (Zahl: 1). Sie kommen nicht in die Texte.",
            "Hinweis: In der Prüfdatei steht etwas zwischen den Tabellen. Dort wird nichts gelesen: „Bitte prüfen.“",
        ],
    )


def test_comments_in_a_file_for_tables_are_told(evening: Evening) -> None:
    def remark(book: openpyxl.Workbook) -> None:
        book["Entscheiden"]["D2"].comment = Comment("Stimmt das?", "A")

    done = evening.apply(RIGHTS, EVERYTHING, remark)
    assert "Kommentare (Zahl: 1)" in done.stderr


def test_the_same_document_gives_the_same_bytes(evening: Evening) -> None:
    file = evening.review.with_suffix(".docx")
    first = file.read_bytes()
    assert run(evening.document, "--texts", evening.docs, "--target", evening.out).exit_code == 0
    assert file.read_bytes() == first
