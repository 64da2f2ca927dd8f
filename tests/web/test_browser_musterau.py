"""The invented town in a real browser: every status, origin, option and component, without barriers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from konzept import website
from konzept.languages import LANGUAGES
from konzept.languages.interface import interface
from konzept.views.marks import STANDINGS
from tests.browser import Watched, barriers_at_each_width, printed, watch
from tests.project import recommendation, write

pytestmark = pytest.mark.xdist_group("browser-musterau")

TODAY: Final = date(2026, 11, 22)
FIELDS: Final = "handlungsfelder"
# One page of every type, and a dossier of every kind of state.
TYPES: Final = (
    "index.html",
    "konzept.html",
    f"{FIELDS}/sprache-und-bildung/index.html",
    f"{FIELDS}/sprache-und-bildung/SPR-01.html",
    f"{FIELDS}/sprache-und-bildung/SPR-06.html",
    f"{FIELDS}/sprache-und-bildung/SPR-V1.html",
    f"{FIELDS}/sicherheit/SIC-01.html",
    f"{FIELDS}/wohnen-und-soziales/WOH-03.html",
    "umsetzung.html",
    "nachverfolgung.html",
    "aenderungen.html",
    "gespraechsblatt.html",
    "zeitachse.html",
    "auf-dem-laufenden.html",
    "zum-mitnehmen.html",
    "mitmachen.html",
    "quellen.html",
    "kennzahlen.html",
    "glossar.html",
    "pruefung.html",
    "lesehilfe.html",
    "impressum.html",
    "ar/index.html",
    "ar/seite.html",
    "search.html?q=Sprache",
)
# What must hold of the parts of a page; each line of the answer is a fault.
_FAULTS: Final = """() => {
  const all = (where) => [...document.querySelectorAll(where)];
  const faults = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) faults.push(`${wide} px too wide`);
  const levels = all("h1, h2, h3, h4, h5, h6").map((head) => Number(head.localName[1]));
  const gap = levels.some((level, number) => number && level > levels[number - 1] + 1);
  if (gap || levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1) faults.push(`headings ${levels}`);
  const ids = all("[id]").map((element) => element.id);
  faults.push(...ids.filter((id, number) => ids.indexOf(id) !== number).map((id) => `id ${id} twice`));
  const lost = all('a[href^="#"]').map((link) => decodeURIComponent(link.getAttribute("href").slice(1)));
  faults.push(...lost.filter((id) => id && !document.getElementById(id)).map((id) => `no anchor ${id}`));
  const cells = all(".breit tbody td").filter((cell) => cell.checkVisibility() && !cell.textContent.trim());
  faults.push(...cells.map((cell) => `nothing behind ${cell.dataset.label}`));
  if (document.cookie) faults.push("cookie");
  return faults;
}"""


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests of this module."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="module")
def window(context: BrowserContext) -> Watched:
    """One page for all tests that look at many: a new one for each takes three times as long."""
    return watch(context)


def open_page(context: BrowserContext, site: Path, name: str) -> Watched:
    """Open a page of the site from its folder."""
    return watch(context, f"{site.as_uri()}/{name}")


@pytest.mark.parametrize("name", TYPES)
def test_no_barrier_in_light_and_dark_wide_and_narrow(window: Watched, site: Path, name: str) -> None:
    window.go(f"{site.as_uri()}/{name}")
    assert barriers_at_each_width(window) == []


def test_a_page_of_an_edition_has_no_barrier(
    context: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONZEPT_AUSGABE", "Ausgabe 1")
    english = "---\norphan: true\nlang: en\n---\n\n# X\n"
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "en.md": english})
    assert website.build(docs, tmp_path / "html", TODAY)
    for name in ("SPR-01.html", "en.html"):
        watched = open_page(context, tmp_path / "html", name)
        expect(watched.page.locator(".ausgabe-hinweis")).to_contain_text("Ausgabe 1")
        assert watched.barriers() == []
        watched.page.close()


def test_every_page_is_in_order_on_a_small_phone_and_asks_for_nothing_foreign(window: Watched, site: Path) -> None:
    found = []
    window.page.set_viewport_size({"width": 320, "height": 800})
    leads_on = {site / path.stem / "index.html" for path in site.glob(f"{FIELDS}/*/*-*.html")}
    for path in sorted(set(site.rglob("*.html")) - leads_on):
        window.go(path.as_uri())
        foreign = [address for address in window.requests if not address.startswith(site.as_uri())]
        faults = [*window.page.evaluate(_FAULTS), *window.complaints, *foreign, *window.refused()]
        found += [(str(path.relative_to(site)), fault) for fault in faults]
    assert found == []


def test_whole_concept_in_one_file_has_no_barrier_and_needs_no_other_file(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "konzept.html"
    alone.write_bytes((site / "mitnehmen" / "konzept.html").read_bytes())
    offline = browser.new_context(viewport={"width": 390, "height": 900}, offline=True, java_script_enabled=True)
    watched = watch(offline, alone.as_uri())
    assert (watched.barriers(), watched.refused(), watched.complaints) == ([], [], [])
    assert watched.requests == [alone.as_uri()]
    assert watched.page.locator("script").count() == 0
    colour = watched.page.locator(".kopf").evaluate("head => getComputedStyle(head).borderTopWidth")
    assert colour == "4px"  # its style sheet is not refused
    watched.page.locator(".inhaltsverzeichnis").get_by_role("link", name="SPR-06").click()
    expect(watched.page.get_by_role("heading", name="SPR-06").first).to_be_in_viewport()
    offline.close()


def test_script_from_right_to_left_mirrors_the_page_but_not_its_german_words(
    context: BrowserContext, site: Path
) -> None:
    page = open_page(context, site, "ar/seite.html").page
    sides = """element => {
      const box = element.getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(element);
      const text = words.getClientRects()[0];
      return [Math.round(text.left - box.left), Math.round(box.right - text.right)];
    }"""
    left, right = page.locator("article h1").evaluate(sides)
    assert left > right == 0
    menu, name = (page.locator(where).bounding_box() for where in (".menue-knopf", ".marke-seite"))
    assert menu and name and menu["x"] < name["x"]
    left, right = page.locator(".fuss section p").first.evaluate(sides)
    assert right > left == 0
    page.close()


def test_language_menu_leads_to_the_same_page_and_back_by_keyboard(context: BrowserContext, site: Path) -> None:
    page = open_page(context, site, "top-2.html").page
    languages = page.get_by_role("navigation", name="Sprachen")
    languages.get_by_role("link", name="العربية").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/seite.html")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".hinweis-sprache")).to_contain_text(LANGUAGES["ar"].changed)
    page.get_by_role("navigation", name=interface(LANGUAGES["ar"]).languages).get_by_role(
        "link", name="Deutsch"
    ).click()
    page.wait_for_url("**/top-2.html")
    page.close()


def test_structured_data_is_read_and_refused_by_no_policy(context: BrowserContext, site: Path) -> None:
    watched = open_page(context, site, f"{FIELDS}/sprache-und-bildung/SPR-01.html")
    data = json.loads(watched.page.locator('script[type="application/ld+json"]').inner_text())
    assert watched.refused() == []
    assert data["mainEntity"]["identifier"] == "SPR-01"
    assert [step["name"] for step in data["breadcrumb"]["itemListElement"]][::3] == ["Start", data["name"]]
    watched.page.close()


def test_pictures_are_as_wide_as_a_phone_and_print(context: BrowserContext, site: Path, tmp_path: Path) -> None:
    page = watch(context, f"{site.as_uri()}/umsetzung.html", width=390).page
    letters = """() => [...document.querySelectorAll(".bild svg.schmal text")].map((text) => {
      const box = text.getBoundingClientRect();
      return [text.textContent, box.height, box.left >= 0 && box.right <= window.innerWidth];
    })"""
    found = page.evaluate(letters)
    assert len(found) > 30
    assert [words for words, height, inside in found if height < 11 or not inside] == []
    whole = " ".join(printed(page, tmp_path / "umsetzung.pdf"))
    assert "Vorschläge der Redaktion: 4" in whole
    assert "in den ausgewerteten Quellen nichts" in whole
    page.close()


@pytest.mark.parametrize("name", ["kennzahlen", "zeitachse"])
def test_a_wide_window_has_wide_pictures_with_letters_of_the_same_size(
    context: BrowserContext, site: Path, name: str
) -> None:
    visible = """() => [...document.querySelectorAll(".bild:has(> .weit) > svg")].map((svg) => {
      const { width } = svg.getBoundingClientRect();
      return [Math.round(width), width ? Math.round(svg.querySelector("text").getBoundingClientRect().height) : 0];
    }).filter(([width]) => width)"""
    number = "() => document.querySelectorAll('.bild:has(> .weit)').length"
    found = {}
    for width in (390, 1280):
        page = watch(context, f"{site.as_uri()}/{name}.html", width=width).page
        found[width] = page.evaluate(visible)
        assert len(found[width]) == page.evaluate(number) > 0  # of both drawings one is seen
        page.close()
    assert {width for width, _ in found[1280]} == {670}
    assert all(width < 390 for width, _ in found[390])
    assert all(12 < height < 22 for _, height in (*found[390], *found[1280]))


def test_dropped_recommendation_keeps_its_page_and_says_what_replaced_it(context: BrowserContext, site: Path) -> None:
    page = open_page(context, site, f"{FIELDS}/sprache-und-bildung/SPR-06.html").page
    expect(page.get_by_role("heading", level=1)).to_contain_text("SPR-06")
    expect(page.locator(".marken").first).to_contain_text("entfallen")
    expect(page.locator(".angaben.stand")).to_contain_text("Ersetzt durch")
    page.close()


def test_contradicting_updates_stand_side_by_side(context: BrowserContext, site: Path) -> None:
    said = "Runder Tisch, 20.01.2026: in Umsetzung", "Träger, 20.01.2026: realisiert"
    page = open_page(context, site, f"{FIELDS}/sprache-und-bildung/SPR-01.html").page
    for words in said:
        expect(page.locator(".angaben.stand")).to_contain_text(words)
    page.close()


def test_a_status_is_sorted_by_the_order_of_its_life(context: BrowserContext, site: Path) -> None:
    page = open_page(context, site, "empfehlungen.html").page
    table = page.locator("table", has_text="Alle Empfehlungen und Vorschläge")
    table.get_by_role("button", name="Stand", exact=True).click()
    shown = table.locator('td[data-label="Stand"]').evaluate_all("cells => cells.map(cell => cell.dataset.filter)")
    page.close()
    labels = [status.label for status in STANDINGS]
    assert len(set(shown)) == len(labels) - 1  # one status has nothing but what is disputed
    assert [labels.index(words) for words in shown] == sorted(labels.index(words) for words in shown)


def test_numbers_are_sorted_by_the_order_of_the_concept(context: BrowserContext, site: Path) -> None:
    page = open_page(context, site, "empfehlungen.html").page
    table = page.locator("table", has_text="Alle Empfehlungen und Vorschläge")
    before = table.locator('tbody [data-label="Nummer"]').all_inner_texts()
    table.get_by_role("button", name="Stand", exact=True).click()
    assert table.locator('tbody [data-label="Nummer"]').all_inner_texts() != before
    table.get_by_role("button", name="Nummer", exact=True).click()
    assert table.locator('tbody [data-label="Nummer"]').all_inner_texts() == before
    page.close()


def test_every_printed_sheet_says_what_it_is_and_no_row_is_lost(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    page = open_page(context, site, "index.html").page
    rows = set(page.locator("tbody .nr").all_inner_texts())
    sheets = printed(page, tmp_path / "start.pdf")
    page.close()
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert "Das lebende Integrationskonzept für Musterau · Stichtag 22.11.2026" in sheet
        assert "Eine Veröffentlichung der Stadt Musterau." in sheet
        assert "keine Rechtsgrundlage; gesetzliche Ansprüche bleiben unberührt." in sheet
        assert f"Seite {number} von {len(sheets)}" in sheet
    whole = " ".join(sheets)
    assert not [word for word in ("Menü", "Filter aufheben", "Sie sind hier") if word in whole]
    assert {"SPR-01", "SIC-V1"} <= rows
    assert not [row for row in rows if row not in whole]


def test_print_opens_what_is_folded_and_shows_where_links_lead(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    page = open_page(context, site, "konzept.html").page
    whole = " ".join(printed(page, tmp_path / "konzept.pdf"))
    page.close()
    for words in (
        "Der zweite Zwischenbericht geht",
        "Der Ausschuss beschließt das Konzept",
        "Er verpflichtet niemanden",
    ):
        assert words in whole
    page = open_page(context, site, f"{FIELDS}/sprache-und-bildung/SPR-01.html").page
    whole = " ".join(printed(page, tmp_path / "SPR-01.pdf"))
    page.close()
    assert whole.count("https://konzept.example.org/SPR-01/") == 1
