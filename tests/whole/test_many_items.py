"""A field of more than 99 recommendations: its numbers are in order wherever they stand."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from konzept import website
from konzept.catalogue import WORKBOOK
from konzept.compare.period import between_days
from konzept.edits import Draft
from konzept.examine import Examination, examine_folder
from konzept.exports import csv
from konzept.pdf.make import make
from konzept.report.as_paper import document
from konzept.survey.outgoing import for_all
from konzept.survey.rows import RowKey
from konzept.town import load
from tests import pdf_reading as pdf
from tests.project import TODAY, recommendation, write

pytestmark = pytest.mark.xdist_group("many")
MANY: Final = 101
IDS: Final = [f"SIC-{number:02}" for number in range(1, MANY + 1)]
FIELD: Final = """\
:::{handlungsfeld} Sicherheit
:id: HF-SIC
:top2: offen
:::

## Alle Empfehlungen

:::{ansicht} empfehlungen
:handlungsfeld: HF-SIC
:::

:::{toctree}
:glob:

SIC-*
:::
"""


def _item(ident: str) -> str:
    return recommendation(ident).replace("HF-SPR", "HF-SIC").replace("Mehr Kurse", f"Maßnahme {ident[4:]}")


@dataclass(frozen=True, slots=True)
class Town:
    """The texts of a town with a field of many recommendations, examined, and its website."""

    texts: Path
    site: Path
    examined: Examination


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("many")
    start = "# Start\n\n:::{toctree}\n\nHF-SPR\nquellen\nsic/index\n:::\n"
    files = {"index.md": start, "sic/index.md": FIELD} | {f"sic/{ident}.md": _item(ident) for ident in IDS}
    texts = write(folder / "docs", files)
    assert website.build(texts, folder / "html", TODAY)
    return Town(texts, folder / "html", examine_folder(texts, TODAY))


def _ids(text: str) -> list[str]:
    """The IDs in a text, each where it stands first."""
    return list(dict.fromkeys(re.findall(r"SIC-[0-9]+", text)))


def test_the_examination_has_no_fault_and_the_order_of_numbers(town: Town) -> None:
    assert [str(finding) for finding in town.examined.findings if finding.is_error] == []
    assert [item.id for item in town.examined.concept.recommendations()] == IDS


def test_pages_follow_each_other_by_number(town: Town) -> None:
    pages = [IDS[0]]
    while next_page := re.search(r'rel="next"[^>]*href="(SIC-[0-9]+)\.html"', _page(town, f"sic/{pages[-1]}.html")):
        pages.append(next_page[1])
    assert pages == IDS
    field = _page(town, "sic/index.html")
    assert _ids(field[field.index("<article") :]) == IDS
    assert "sic/SIC-100.html" in _page(town, "SIC-100/index.html")


def test_table_questionnaire_and_report_have_all_in_order(town: Town) -> None:
    concept = town.examined.concept
    assert _ids(csv.recommendations_csv(concept, load(town.texts), TODAY).decode()) == IDS
    assert [item.id for item in for_all(concept, TODAY).items] == IDS
    key = RowKey("AMT-50", "2026-01-31", "SIC-100", "0123456789ab")
    assert RowKey.parse(str(key)) == key
    period = between_days(concept, load(town.texts), date(2020, 1, 1), TODAY)
    assert _ids(document(period)) == IDS


def test_the_next_id_has_as_many_digits_as_it_needs(town: Town) -> None:
    draft = Draft({path.name: path.read_bytes() for path in town.texts.rglob("*.md") if path.name != "index.md"})
    assert draft.ids.next("SIC-", 2) == "SIC-102"
    assert draft.ids.next("SPR-", 2) == "SPR-01"


def test_the_papers_have_all_in_order_and_nothing_overlaps(town: Town, tmp_path: Path) -> None:
    texts = shutil.copytree(town.texts, tmp_path / "docs")
    made = {path.name: path for path in make(texts, tmp_path / "pdf", TODAY, ["SIC", "SIC-100"])}
    field = made["handlungsfeld-SIC.pdf"]
    assert [ident for ident in _ids(pdf.body(field)) if ident in IDS] == IDS
    assert "Maßnahme 100" in pdf.body(made["steckbrief-SIC-100.pdf"])
    assert [pdf.misplaced(path) for path in made.values()] == [[]] * len(made)


def _page(town: Town, name: str) -> str:
    return (town.site / name).read_text("utf-8")


def test_spreadsheet_and_search_have_all_in_order(town: Town) -> None:
    book = openpyxl.load_workbook(town.site / WORKBOOK.file, read_only=True)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert _ids("\n".join(cells)) == IDS
    texts = "".join(path.read_text("utf-8") for path in town.site.rglob("suche-texte*.js"))
    assert set(_ids(texts)) == set(IDS)
