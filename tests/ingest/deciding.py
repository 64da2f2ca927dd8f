"""A small concept for the invented town Musterau, and its review file filled in as editors would."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import docx
import openpyxl
from click.testing import CliRunner, Result
from docx.table import _Cell
from openpyxl.worksheet.worksheet import Worksheet

from konzept.cli import main
from konzept.ingest.review_columns import COLUMNS, DECIDE, DETAIL_ROWS, DETAILS
from tests.project import ROOT

MUSTERAU: Final = ROOT / "tests/musterau"
DAY: Final = ("--as-of", "2026-11-25")
COLUMN: Final = {column.key: number for number, column in enumerate(COLUMNS, 1)}
HEADING: Final = {detail.key: detail.heading for detail in DETAIL_ROWS}
Change = Callable[[openpyxl.Workbook], None]


def concept() -> bytes:
    """A field with a finding, a goal with two measures of which Musterau has one, a name; and another field."""
    document = docx.Document()
    document.add_heading("Vorwort", 1)
    document.add_paragraph("Dieses Konzept gilt ab sofort.")
    document.add_paragraph("Erika Beispiel, Bürgermeisterin")
    document.add_heading("Handlungsfeld: Sprache und Bildung", 1)
    document.add_heading("Ausgangslage", 2)
    document.add_paragraph("Drei Kurse sind voll.")
    document.add_heading("Ziele und Maßnahmen", 2)
    document.add_paragraph("1.1 Leitziel: Alle lernen „gutes“ Deutsch*")
    document.add_paragraph("Maßnahme 1.1.1: Kinderbetreuung neben jedem Sprachkurs anbieten")
    document.add_paragraph("Maßnahme 1.1.2: Ein Lesefest am Marktplatz feiern. Frau Erika Beispiel leitet es.")
    document.add_paragraph("Kosten: 500 Euro")
    document.add_heading("Handlungsfeld: Garten", 1)
    document.add_heading("Maßnahmen", 2)
    document.add_paragraph("Beete vor dem Rathaus anlegen", style="List Bullet")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def run(*arguments: object) -> Result:
    """The command with the day of the tests."""
    return CliRunner().invoke(main, ["ingest", *map(str, arguments), *DAY])


class Evening:
    """A copy of Musterau, the document, and its review file."""

    def __init__(self, folder: Path, content: bytes | None = None, name: str = "konzept.docx") -> None:
        """Copy the texts and make the review file."""
        self.docs = Path(shutil.copytree(MUSTERAU, folder / "docs"))
        self.document = folder / name
        self.document.write_bytes(content or concept())
        self.out = folder / "aufnahme"
        self.said = run(self.document, "--texts", self.docs, "--target", self.out)
        self.review = self.out / f"{self.document.stem}-pruefen.xlsx"

    def rows(self, sheet: str = DECIDE) -> list[dict[str, str]]:
        """What stands in each row of a sheet."""
        book = openpyxl.load_workbook(self.review)
        return [
            {key: str(sheet_row[at - 1].value or "") for key, at in COLUMN.items()}
            for sheet_row in book[sheet].iter_rows(min_row=2)
        ]

    def apply(self, *changes: Change, more: tuple[str, ...] = ()) -> Result:
        """Take in the review file after these changes."""
        book = openpyxl.load_workbook(self.review)
        for change in (told(meeting=ADOPTED), *changes):
            change(book)
        back = self.out.parent / "fertig.xlsx"
        book.save(back)
        return run("--apply", back, "--texts", self.docs, *more)

    def texts(self) -> dict[str, str]:
        """All texts as they are now."""
        return {p.relative_to(self.docs).as_posix(): p.read_text("utf-8") for p in sorted(self.docs.rglob("*.md"))}


def told(**values: str) -> Change:
    """Fill in the sheet Angaben."""

    def change(book: openpyxl.Workbook) -> None:
        for row in book[DETAILS].iter_rows(min_row=2):
            for key, value in values.items():
                if row[0].value == HEADING[key]:
                    row[1].value = value

    return change


def decide(decisions: Mapping[str, Mapping[str, str]], sheet: str = DECIDE) -> Change:
    """Fill in the rows whose words begin so."""

    def change(book: openpyxl.Workbook) -> None:
        for words, values in decisions.items():
            row = _row(book[sheet], words)
            for key, value in values.items():
                book[sheet].cell(row, COLUMN[key]).value = value

    return change


def _row(sheet: Worksheet, words: str) -> int:
    (found,) = [n for n in range(2, sheet.max_row + 1) if str(sheet.cell(n, COLUMN["words"]).value).startswith(words)]
    return found


ADOPTED: Final = "B-2025-03-25-1"  # not proposed: Musterau has another file that was adopted there
RIGHTS: Final = told(publish="ja", complete="ja", changes="Der Ausschuss strich einen Satz.")
DECISIONS: Final = {
    "Drei Kurse": {"decision": "Ausgangslage"},
    "Alle lernen": {"decision": "neu"},
    "Kinderbetreuung": {"decision": "gehört zu SPR-02"},
    "Ein Lesefest": {"decision": "neu", "title": "Ein Lesefest"},
    "Beete": {"decision": "weglassen", "reason": "Das betrifft das Gartenamt."},
}
EVERYTHING: Final = decide(DECISIONS)


def in_word(evening: Evening, details: Mapping[str, str], decisions: Mapping[str, Mapping[str, str]]) -> Path:
    """The review file for Word, filled in as editors would: beside the labels."""
    document = docx.Document(str(evening.review.with_suffix(".docx")))
    wanted = {column.heading: column.key for column in COLUMNS}
    said = {"meeting": ADOPTED, **details}
    for table in document.tables:
        lines = {row.cells[0].paragraphs[0].text: row.cells[1] for row in table.rows}
        words = lines["Wortlaut"].text if "Wortlaut" in lines else ""
        given = next((values for begin, values in decisions.items() if begin and words.startswith(begin)), {})
        for label, cell in lines.items():
            key = wanted.get(label, "")
            value = given.get(key) if words else next((v for k, v in said.items() if HEADING[k] == label), None)
            if value is not None:
                _fill(cell, value)
    back = evening.out.parent / "fertig.docx"
    document.save(str(back))
    return back


def _fill(cell: _Cell, value: str) -> None:
    """Choose or type, as Word does: in the field if there is one."""
    letters = cell._tc.xpath(".//w:sdt//w:t")
    for mark in cell._tc.xpath(".//w:showingPlcHdr"):
        mark.getparent().remove(mark)
    if letters:
        letters[0].text = value
    else:
        cell.text = value
