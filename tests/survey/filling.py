"""Questionnaires of Musterau for tests, filled in as an office would."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from konzept import town
from konzept.editions import remembered
from konzept.survey import bodies, rounds
from konzept.survey.importing import SurveyIntake, intake
from konzept.survey.outgoing import for_all, questions
from konzept.survey.row import Judge
from konzept.survey.sheet_columns import COLUMNS, SHEET
from konzept.survey.workbook import workbook
from konzept.texts import Texts
from tests.project import ROOT

MUSTERAU: Final = ROOT / "tests/musterau"
ROUND: Final = date(2026, 11, 1)
TODAY: Final = date(2026, 11, 20)
OFFICE, CLUB, HEALTH = "BEISPIELAMT", "BRUECKE", "GESUNDHEIT"
HEADINGS: Final = {column.key: column.heading for column in COLUMNS}
GOOD: Final = {
    "status": "in Umsetzung",
    "since": "März 2026",
    "what": "Zwölf Plätze sind besetzt.",
    "publish": "ja",
    "released": "Leitung der Stelle",
    "on": "15.11.2026",
}


LIBREOFFICE: Final = (
    "Ob LibreOffice die Abfrage öffnet und speichert, wurde nicht geprüft: Calc fehlt. Auf Debian: apt-get install "
    "libreoffice-calc-nogui."
)


def saved_by_libreoffice(content: bytes, form: str, folder: Path) -> bytes:
    """The file as LibreOffice opens and saves it; without LibreOffice the test says so."""
    office = shutil.which("soffice")
    if office is None or not (Path(office).resolve().parent / "libsclo.so").exists():
        if os.environ.get("KONZEPT_ALLES") == "1":
            pytest.fail(LIBREOFFICE)
        pytest.skip(LIBREOFFICE)
    (folder / "in").mkdir()
    (folder / "in/abfrage.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    suffix = {"csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2"}.get(form, form)
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder / "out"), "abfrage.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180, cwd=folder / "in")
    (made,) = (folder / "out").iterdir()
    return made.read_bytes()


class Place:
    """A copy of Musterau with its questionnaires."""

    def __init__(self, folder: Path) -> None:
        """Copy it."""
        self.folder = folder / "docs"
        shutil.copytree(MUSTERAU, self.folder)
        self.rounds: tuple[rounds.Round, ...] = ()

    @property
    def texts(self) -> Texts:
        """The texts as they are now."""
        files = {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in sorted(self.folder.rglob("*.md"))}
        settings = town.load(self.folder)
        return Texts(files=files, town=settings, today=TODAY, published=remembered.read(self.folder))

    def out(self, only: str = OFFICE) -> bytes:
        """The questionnaire of a body; without one that for everybody."""
        texts = self.texts
        concept = texts.examined().concept
        asked = bodies.load((self.folder / bodies.FILE).read_bytes(), concept)
        if not only:
            return workbook(for_all(concept, ROUND), asked, concept, texts.town)
        return workbook(next(questions(asked, concept, self.rounds, ROUND, only=[only])), asked, concept, texts.town)

    def take(self, files: Mapping[str, bytes], *, body: str = "", accept: tuple[str, ...] = ()) -> SurveyIntake:
        """What these answers would change."""
        texts = self.texts
        before = texts.examined()
        asked = bodies.load((self.folder / bodies.FILE).read_bytes(), before.concept)
        court = Judge(
            asked=asked, before=before, rounds=self.rounds, today=TODAY, body=body, accepted=frozenset(accept)
        )
        return intake(files, texts, court)

    def apply(self, found: SurveyIntake) -> None:
        """Write it."""
        for change in found.changes:
            (self.folder / change.path).write_bytes(change.new or b"")
        self.rounds = found.rounds


def columns(sheet: Worksheet) -> dict[str, int]:
    """Where each column is, from 1."""
    names = {heading: key for key, heading in HEADINGS.items()}
    return {names[cell.value]: cell.column for cell in sheet[1] if cell.value in names}


def row_of(sheet: Worksheet, ident: str) -> int:
    """The row of a recommendation."""
    return next(cell.row for cell in sheet["A"] if cell.value == ident)


def filled(content: bytes, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A questionnaire with these answers: by ID, then by column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    places = columns(sheet)
    for ident, values in answers.items():
        for name, value in values.items():
            sheet.cell(row_of(sheet, ident), places[name]).value = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a book."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
