"""One Sachstand that was established later than the day it speaks of, drawn through every output.

No output may make the day of the source the day on which the speaker said it.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from konzept import town, website
from konzept.compare.period import between_days
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.exports import csv as data
from konzept.pdf.builder import ALL
from konzept.pdf.make import make
from konzept.report.as_paper import document
from tests import pdf_reading as pdf
from tests.outputs import outputs, words
from tests.project import TODAY, recommendation, write

pytestmark = pytest.mark.xdist_group("speaker")
TITLE: Final = "Ein Kurs hat begonnen"
# The day of which the Sachstand speaks, and the day on which the Redaktion established it, as outputs write them.
OF: Final = r"(?:15\.03\.2021|15\. März 2021|2021-03-15|März 2021|03/2021)"
ON: Final = r"(?:20\.11\.2025|20\. November 2025|2025-11-20)"
# "Redaktion, 20.11.2025 für den 15.03.2021" is right; the day of the source right behind the speaker is not.
WRONG: Final = rf"Redaktion\s*[,:(]?\s*(?:vom|am|von|seit)?\s*{OF}"
UPDATE: Final = (
    f"\n:::{{sachstand}} {TITLE}\n:id: SPR-01-S1\n:datum: 2021-03-15\n:festgestellt_am: 2025-11-20\n"
    ":status: in-umsetzung\n:nach_angabe_von: Redaktion\n:bezug: „mehr Kurse aus dem Konzept“\n"
    ":betrifft: SPR-01\n:quelle: Q-BERICHT\n\nDer Kurs läuft.\n:::\n"
)
VIEWS: Final = (
    *("top-2", "alle", "nachverfolgung", "stand-am", "seit", "neues", "antwort", "listen-nach-stand", "zahlen"),
    *("stand-nach-status", "status-woerter", "angabe-woerter", "zitat"),
)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts of a town with one recommendation that the Redaktion says is being carried out."""
    views = "".join(f"\n## {name}\n\n:::{{ansicht}} {name}\n:::\n" for name in VIEWS)
    source = (
        "# Berichte\n\n:::{quelle} Bericht\n:id: Q-BERICHT\n:datum: 2021-03-15\n:art: website\n:vollstaendig: ja\n:::\n"
    )
    files = {
        "SPR-01.md": recommendation(status="in-umsetzung", after=UPDATE),
        "berichte.md": source,
        "ansichten.md": "# Ansichten\n" + views,
    }
    return write(tmp_path_factory.mktemp("sprecher") / "docs", files)


@pytest.fixture(scope="module")
def concept(docs: Path) -> Concept:
    """The concept of the town."""
    examination = examine_folder(docs, TODAY)
    assert [str(finding) for finding in examination.findings] == []
    return examination.concept


def wrong(text: str) -> list[str]:
    """Each place that makes the day of the source the day of the speaker."""
    return [match[0] for match in re.finditer(WRONG, " ".join(re.sub("\u00ad\\s*", "", text).split()))]


def right(text: str) -> bool:
    """Whether the day on which it was said stands in the text."""
    return re.search(ON, text) is not None


def test_the_pattern_finds_what_it_is_for() -> None:
    assert wrong("in Umsetzung (Redaktion, 15.03.2021)") == ["Redaktion, 15.03.2021"]
    assert wrong("nach Angabe der Redaktion vom 15. März 2021") == ["Redaktion vom 15. März 2021"]
    assert wrong("Redaktion, 20.11.2025 für den 15.03.2021") == []


def test_no_file_of_the_website_does_so(docs: Path, concept: Concept) -> None:
    assert website.build(docs, docs.parent / "html", TODAY)
    shown = {
        path.relative_to(docs.parent / "html").as_posix(): words(path) for path in outputs(docs.parent / "html", TITLE)
    }
    assert {"SPR-01.html", "ansichten.html", "aenderungen.atom", "mitnehmen/konzept.html"} <= set(shown)
    assert {name: wrong(text) for name, text in shown.items() if wrong(text)} == {}
    assert {name for name in ("SPR-01.html", "ansichten.html", "aenderungen.atom") if not right(shown[name])} == set()


def test_no_pdf_does_so(docs: Path) -> None:
    assert make(docs, docs.parent / "pdf", TODAY, [ALL])
    texts = {path.name: pdf.text(path, "-raw") for path in sorted((docs.parent / "pdf").glob("*.pdf"))}
    assert {name: wrong(text) for name, text in texts.items() if wrong(text)} == {}
    assert {name for name, text in texts.items() if right(text)} >= {"konzept.pdf", "steckbrief-SPR-01.pdf"}


def test_neither_report_nor_table_does_so(docs: Path, concept: Concept) -> None:
    settings = town.load(docs)
    text = document(between_days(concept, settings, date(2020, 12, 31), TODAY))
    assert (wrong(text), right(text)) == ([], True)
    [row] = csv.DictReader(
        io.StringIO(data.recommendations_csv(concept, settings, TODAY).decode("utf-8-sig")), delimiter=";"
    )
    said = " ".join(row.values())
    assert (wrong(said), right(said)) == ([], True)
