"""A proposal that the Redaktion took back is "zurückgezogen" wherever its state is told: nobody else dropped it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from konzept import town, website
from konzept.blocks import Section
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.pdf.builder import ALL
from konzept.pdf.make import make
from konzept.views import VIEWS
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests import pdf_reading as pdf
from tests.outputs import outputs, words
from tests.project import BLOCKS, TODAY, recommendation, write
from tests.views.test_views import text

pytestmark = pytest.mark.xdist_group("proposal")
GONE, DROPPED = "zurückgezogen", "entfallen"
_VIEWS: Final = ("alle", "nachverfolgung", "spur", "stand-am", "seit", "zeitachse", "listen-nach-stand", "zitat")


def _proposal(ident: str) -> str:
    return (
        f":::{{empfehlung}} Mehr Bücher {ident}\n:id: {ident}\n:status: entfallen\n:priority: weitere\n"
        ":handlungsfeld: HF-SPR\n:zuordnung: redaktion\n:anlass: Q-PRESSE\n:seit: 2025-01-01\n\n"
        + BLOCKS.replace("Laut Quelle", "Anlass")
        + f"\n:::\n\n:::{{sachstand}} Bedarf gedeckt\n:id: {ident}-S1\n:datum: 2026-01-01\n"
        f":festgestellt_am: 2026-01-01\n:status: entfallen\n:nach_angabe_von: Redaktion\n:betrifft: {ident}\n"
        ":quelle: Q-PRESSE\n\nDie Bücherei hat genug.\n:::\n"
    )


_FILES: Final = {
    "kommune.toml": 'name = "Musterau"\ntitel = "Konzept"\nbasisadresse = "https://konzept.example.org"\n',
    "SPR-01.md": recommendation(),
    "SPR-V1.md": _proposal("SPR-V1"),
    "ansichten.md": "# Ansichten\n" + "".join(f"\n## {name}\n\n:::{{ansicht}} {name}\n:::\n" for name in _VIEWS),
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts of a town with one recommendation and one withdrawn proposal."""
    return write(tmp_path_factory.mktemp("zurueck") / "docs", _FILES)


def _concept(docs: Path) -> Concept:
    examination = examine_folder(docs, TODAY)
    assert [str(finding) for finding in examination.findings] == []
    return examination.concept


def test_no_page_and_no_feed_says_that_it_was_dropped(docs: Path) -> None:
    site = docs.parent / "html"
    assert website.build(docs, site, TODAY)
    shown = {path.relative_to(site) for path in outputs(site, DROPPED) if path.suffix in (".html", ".atom")}
    assert shown <= {Path("mitnehmen/konzept.html")}  # whose style sheet has the class
    page = written(site / "SPR-V1.html")
    assert f"SPR-V1: Mehr Bücher SPR-V1 (Vorschlag der Redaktion), {GONE}. In: Konzept." in page
    assert f"Mehr Bücher SPR-V1 ({GONE})" in page.partition("</head>")[0]
    assert f'data-filter="{GONE}"' in written(site / "ansichten.html")
    assert f"Stand: {GONE}." in words(site / "aenderungen.atom")


def test_the_printed_legend_has_the_word(docs: Path) -> None:
    target = docs.parent / "pdf"
    assert make(docs, target, TODAY, [ALL])
    whole = pdf.text(target / "konzept.pdf", "-raw")
    assert GONE in whole.partition("In der PDF-Datei stecken")[0]
    assert DROPPED not in pdf.text(target / "steckbrief-SPR-V1.pdf", "-raw")


def test_the_table_of_words_explains_it_and_gives_no_proposal_as_dropped(docs: Path) -> None:
    [table] = VIEWS["status-woerter"](Scope(concept=_concept(docs), town=town.load(docs), today=TODAY))
    *_, dropped, gone = text(table).splitlines()
    assert dropped.startswith(f"{DROPPED} | ")
    assert dropped.endswith(" | zurzeit keines")
    assert gone.startswith(f"{GONE} | Die Redaktion hat ihren eigenen Vorschlag zurückgenommen.")
    assert gone.endswith("SPR-V1 Mehr Bücher SPR-V1 (Vorschlag der Redaktion)")


def test_what_was_taken_over_is_not_called_withdrawn(tmp_path: Path) -> None:
    taken = recommendation("SPR-02").replace(":priority:", ":ersetzt: SPR-V1\n:priority:")
    docs = write(tmp_path / "docs", {**_FILES, "SPR-02.md": taken})
    concept = _concept(docs)
    [proposal] = (item for item in concept.recommendations() if item.is_proposal)
    assert not concept.is_withdrawn(proposal)
    assert concept.standing(proposal) == DROPPED
    parts = VIEWS["listen-nach-stand"](Scope(concept=concept, town=town.load(docs), today=TODAY))
    titles = ["".join(map(str, part.title)) for part in parts if isinstance(part, Section)]
    assert [title for title in titles if "Vorschläge der Redaktion" in title] == [
        "Ersetzte Vorschläge der Redaktion: 1"
    ]
