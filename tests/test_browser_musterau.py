"""The invented town in a real browser: every status, origin, option and component, without barriers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from konzept import website
from konzept.model import Status
from tests.browser import Watched, chromium, printed, watch
from tests.project import ROOT

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
    "aenderungen.html",
    "quellen.html",
    "kennzahlen.html",
    "glossar.html",
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
  const lost = all('a[href^="#"]').map((link) => decodeURIComponent(link.hash.slice(1)));
  faults.push(...lost.filter((id) => id && !document.getElementById(id)).map((id) => `no anchor ${id}`));
  if (document.cookie) faults.push("cookie");
  return faults;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of Musterau."""
    target = tmp_path_factory.mktemp("musterau") / "html"
    assert website.build(ROOT / "tests" / "musterau", target, TODAY)
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this module."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests of this module."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def open_page(context: BrowserContext, site: Path, name: str) -> Watched:
    """Open a page of the site from its folder."""
    return watch(context, f"{site.as_uri()}/{name}")


@pytest.mark.parametrize("name", TYPES)
def test_no_barrier_in_light_and_dark_wide_and_narrow(context: BrowserContext, site: Path, name: str) -> None:
    watched = open_page(context, site, name)
    found = []
    for width in (1280, 390):
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.page.emulate_media(color_scheme="light")
        found += [(width, "light", barrier) for barrier in watched.barriers()]
        watched.page.emulate_media(color_scheme="dark")  # changes nothing but colours
        found += [(width, "dark", barrier) for barrier in watched.barriers(only_colours=True)]
    watched.page.close()
    assert found == []


def test_every_page_is_in_order_on_a_small_phone_and_asks_for_nothing_foreign(
    context: BrowserContext, site: Path
) -> None:
    found = []
    leads_on = {site / path.stem / "index.html" for path in site.glob(f"{FIELDS}/*/*-*.html")}
    for path in sorted(set(site.rglob("*.html")) - leads_on):
        watched = watch(context, path.as_uri(), width=320)
        foreign = [address for address in watched.requests if not address.startswith(site.as_uri())]
        faults = [*watched.page.evaluate(_FAULTS), *watched.complaints, *foreign, *watched.refused()]
        found += [(str(path.relative_to(site)), fault) for fault in faults]
        watched.page.close()
    assert found == []


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
    page = open_page(context, site, "index.html").page
    table = page.locator("table", has_text="Alle Empfehlungen und Vorschläge")
    table.get_by_role("button", name="Stand", exact=True).click()
    shown = table.locator('td[data-label="Stand"]').all_inner_texts()
    page.close()
    labels = [status.label for status in Status]
    assert len(set(shown)) == len(labels)
    assert [labels.index(words) for words in shown] == sorted(labels.index(words) for words in shown)


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
