"""The invented town as a site of its own: two Ausgaben, pages and PDFs, and everything says that it is invented."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from konzept.links import inside
from tests import pdf_reading
from tests.project import BASE, ROOT, write
from tools import demo

pytestmark = pytest.mark.xdist_group("demo")
SAID = "Erfundenes Beispiel: Die Stadt Musterau gibt es nicht."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented town."""
    return demo.demo(tmp_path_factory.mktemp("demo") / "site").parent


def test_two_ausgaben_with_papers_and_something_to_compare(site: Path) -> None:
    for name in ("2026-1", "2026-2", "aktuell"):
        assert (site / name / "index.html").is_file()
        assert (site / name / "pdf" / "konzept.pdf").is_file()
    page = "handlungsfelder/sprache-und-bildung/SPR-03.html"
    first, second = ((site / name / page).read_text("utf-8") for name in ("2026-1", "2026-2"))
    assert "Lerncafés laufen dauerhaft" not in first
    assert "Lerncafés laufen dauerhaft" in second
    assert "Ausgabe 2026/1" in second.partition('id="SPR-03-ausgaben"')[2]


def test_every_page_and_paper_says_that_the_town_is_invented(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in (site / "2026-2").rglob("*.html")]
    shown = [text for text in pages if 'http-equiv="refresh"' not in text]
    assert len(shown) > 40
    assert all(SAID in text for text in shown)
    papers = sorted((site / "2026-2" / "pdf").glob("*.pdf"))
    silent = [path.name for path in papers if SAID not in " ".join(pdf_reading.text(path, "-raw").split())]
    assert silent == []


def test_no_link_of_the_site_leads_nowhere(site: Path) -> None:
    assert [str(found) for found in inside.dead(site, inside.read_pages(site))] == []


def test_a_town_can_refuse_to_show_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = write(tmp_path / "docs", {"kommune.toml": BASE["kommune.toml"] + "beispiel = false\n"})
    assert demo.main(["--target", str(tmp_path / "beispiel"), "--beside", str(docs)]) == 0
    assert "Ohne Beispiel" in capsys.readouterr().out
    assert not (tmp_path / "beispiel").exists()


def test_a_foreign_folder_stays_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Notiz.txt").write_text("meins", "utf-8")
    assert demo.main(["--target", str(tmp_path)]) == 2
    assert "nicht von diesem Programm" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["Notiz.txt"]


def test_the_pipelines_put_it_beside_the_real_site() -> None:
    public = (ROOT / "Makefile").read_text("utf-8").split("\npublic:")[1].split("\n\n")[0]
    assert "tools.demo --target public/beispiel --beside docs" in public


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_and_grids_stand_where_the_text_stands_and_the_ausgabe_is_named_once(
    site: Path, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / "2026-2" / "index.html").as_uri())
    assert page.locator(".ausgaben-wahl summary").inner_text() == "Ausgabe: 2026/2"
    edges, cards = page.evaluate(
        """() => {
            const edges = ["left", "right", "top", "bottom"];
            const box = (found) => edges.map((edge) => found.getBoundingClientRect()[edge]);
            const cards = [...document.querySelectorAll(".sd-card")].map(box);
            return [box(document.querySelector(".sd-container-fluid")), cards];
        }"""
    )
    assert (min(card[0] for card in cards), max(card[1] for card in cards)) == (edges[0], edges[1])
    rows = sorted({(card[2], card[3]) for card in cards})
    assert len(rows) == (4 if width == 390 else 2)
    assert all(lower[0] - upper[1] >= 16 for upper, lower in pairwise(rows))
    for name in ("umsetzung.html", "stellen/verwaltung.html"):
        page.goto((site / "2026-2" / name).as_uri())
        lines = page.evaluate(
            """() => {
                const box = (found) => found.getBoundingClientRect();
                const marks = [...document.querySelectorAll(".zeilen .marken")];
                return marks.map((found) => box(found).top - box(found.previousElementSibling).bottom);
            }"""
        )
        assert lines and min(lines) >= 0
    page.close()
