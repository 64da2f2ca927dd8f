"""What an Ausgabe holds besides its pages: every paper, linked where one looks for it; a preview has no such link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept import website
from konzept.cli import main
from konzept.links import inside
from konzept.web.hyphens import written
from tests.office.test_paper_outputs import SAMPLE_HEAD, SECTIONS
from tests.project import BASE, TODAY, recommendation, write

TOWN = BASE["kommune.toml"] + 'ratsausgabe = ["index.md", "SPR-01.md"]\n'
TEXTS = {
    "kommune.toml": TOWN,
    "SPR-01.md": recommendation(),
    "vorlagen/neu.md": SAMPLE_HEAD + SECTIONS,
    "top.md": "# Top 2\n\n:::{ansicht} top-2\n:::\n",
    "sitzungen.md": "# Sitzungen\n\n:::{ansicht} beratungen\n:::\n",
    "beratet.md": (
        "# Beratet\n\n:::{gremium} Rat\n:id: G-R\n:kurz: Rat\n:quelle: Q-ZB\n:::\n\n:::{beratung} Kurse\n"
        ":id: B-2020-02-03-1\n:datum: 2020-02-03\n:gremium: G-R\n:gegenstand: bericht\n"
        ":zustaendigkeit: Kenntnisnahme\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    ),
    "zum-mitnehmen.md": "# Zum Mitnehmen\n\n:::{ansicht} mitnehmen\n:::\n",
}
FILES = {
    *("konzept.pdf", "materialband.pdf", "top-2.pdf", "handlungsfeld-SPR.pdf", "steckbrief-SPR-01.pdf"),
    *("neu.pdf", "neu.docx", "neu.txt"),
    *("beschlusskontrolle.pdf", "beschlusskontrolle.xlsx", "beschlusskontrolle.csv"),
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A small town with a council paper."""
    return write(tmp_path / "docs", TEXTS)


def papers(page: str) -> list[str]:
    """The papers to which a page leads, but those at the foot of every page, in order."""
    return re.findall(r'href="(?:\.\./)*pdf/([^"]+)"', page.partition("<footer")[0])


def test_an_edition_has_every_paper_and_each_page_leads_to_its_own(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONZEPT_AUSGABE", "Ausgabe 1")
    site, target = tmp_path / "site", tmp_path / "site" / "eins"
    for name in ("aktuell", "ausgaben"):  # what the publisher puts beside each Ausgabe
        (site / name).mkdir(parents=True)
        (site / name / "index.html").touch()
    assert website.build(docs, target, TODAY)
    answer = CliRunner().invoke(main, ["pdf", str(docs), str(tmp_path / "pdf"), "--as-of", TODAY.isoformat()])
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "pdf").iterdir()} == FILES
    (tmp_path / "pdf").rename(target / "pdf")
    found = {name: papers(written(target / f"{name}.html")) for name in ("SPR-01", "HF-SPR", "top")}
    assert found == {"SPR-01": ["steckbrief-SPR-01.pdf"], "HF-SPR": ["handlungsfeld-SPR.pdf"], "top": ["top-2.pdf"]}
    assert papers(written(target / "vorlagen" / "neu.html")) == ["neu.pdf", "neu.docx", "neu.txt"]
    for name in ("sitzungen", "beratet"):
        assert papers(written(target / f"{name}.html")) == [
            *("beschlusskontrolle.pdf", "beschlusskontrolle.xlsx", "beschlusskontrolle.csv"),
        ]
    assert set(papers(written(target / "zum-mitnehmen.html"))) == FILES
    assert list(inside.dead(site, inside.read_pages(site))) == []


def test_a_preview_leads_to_no_paper_and_says_how_to_get_them(docs: Path, tmp_path: Path) -> None:
    target = tmp_path / "html"
    assert website.build(docs, target, TODAY)
    assert not any('href="pdf/' in path.read_text("utf-8") for path in target.rglob("*.html"))
    assert "eine Vorschau und haben keine" in written(target / "zum-mitnehmen.html")
    assert list(inside.dead(target, inside.read_pages(target))) == []
