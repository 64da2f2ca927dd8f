"""What readers do, in a real browser on the invented town: menu, search, filters, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import Watched, printed, watch
from tests.project import ROOT

pytestmark = pytest.mark.xdist_group("browser-use")

DOSSIER: Final = "handlungsfelder/sprache-und-bildung/SPR-01.html"
RECOMMENDATIONS: Final = len(list((ROOT / "tests" / "musterau").glob("handlungsfelder/*/*-*.md")))
NAMED: Final = RECOMMENDATIONS - len(list((ROOT / "tests" / "musterau").glob("handlungsfelder/*/*-V*.md")))
LONGEST_WHOLE: Final = 10  # letters; a longer word may break in a narrow column


def open_page(browser: Browser, site: Path, name: str) -> Watched:
    """Open a page of the site from its folder."""
    return watch(browser.new_context(viewport={"width": 1280, "height": 900}), f"{site.as_uri()}/{name}")


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser runs no script."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield context
    context.close()


def test_a_phone_without_script_opens_the_menu_by_keyboard(phone: BrowserContext, site: Path) -> None:
    page = phone.new_page()
    page.goto(f"{site.as_uri()}/{DOSSIER}")
    menu = page.get_by_role("navigation", name="Alle Seiten")
    expect(menu).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    tab_to(page, "Menü")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    tab_to(page, "Sicherheit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sicherheit/index.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sicherheit")


def test_the_parts_of_a_page_are_folded_on_a_phone_and_stand_open_where_there_is_room(
    phone: BrowserContext, site: Path
) -> None:
    page = phone.new_page()
    page.goto(f"{site.as_uri()}/{DOSSIER}")
    parts = page.get_by_role("navigation", name="Auf dieser Seite")
    fold, heading, link = parts.locator("summary"), parts.locator("p"), parts.get_by_role("link", name="Zitieren")
    assert [part.is_visible() for part in (fold, heading, link)] == [True, False, False]
    tab_to(page, "Auf dieser Seite")
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.reload()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert [part.is_visible() for part in (fold, heading, link)] == [False, True, True]
    tab_to(page, "Zitieren")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_keyboard_goes_through_the_head_from_above_to_below(browser: Browser, site: Path, width: int) -> None:
    page = open_page(browser, site, DOSSIER).page
    page.set_viewport_size({"width": width, "height": 900})
    page.keyboard.press("Tab")
    places = []
    while "Start" not in (words := page.locator(":focus").inner_text()):
        page.keyboard.press("Tab")
        places.append((page.locator(":focus").bounding_box() or {"y": 0})["y"])
        assert len(places) < 30, words
    assert all(below > above - 44 / 2 for above, below in pairwise(places))  # half the height of a button
    page.context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus, and see that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().replace("\u00ad", "").strip() == words:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"{words} is not reached by Tab")


def test_two_taps_lead_from_the_start_page_to_a_recommendation(phone: BrowserContext, site: Path) -> None:
    page = phone.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".kacheln").get_by_role("link", name="Wohnen und Soziales").click()
    page.locator(".karten").get_by_role("link", name="WOH-01").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mehr Sozialwohnungen an der Beispielstraße")


def test_print_keeps_content_and_disclaimer_and_drops_navigation(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "empfehlungen.html").page
    page.emulate_media(media="print")
    shown = [page.locator(where).first.is_visible() for where in (".leiste", ".menue-knopf", ".filter-leiste")]
    assert shown == [False, False, False]
    assert page.locator("tbody tr:visible").count() == RECOMMENDATIONS
    expect(page.locator(".nur-druck")).to_contain_text("keine Rechtsgrundlage; gesetzliche")
    expect(page.locator(".nur-druck")).to_be_visible()
    page.context.close()


def test_table_is_filtered_and_sorted_by_keyboard(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "empfehlungen.html").page
    labels = page.locator(".filter-leiste label:visible").all_inner_texts()
    assert labels == [
        "Handlungsfeld",
        "Priorität",
        "Stand",
        "Herkunft",
        "Federführend",
    ]
    field = page.get_by_label("Handlungsfeld", exact=True)
    field.focus()
    page.keyboard.type("Sicherheit")
    expect(page.locator("tbody tr:visible")).to_have_count(2)
    live = RECOMMENDATIONS - NAMED - 1  # SPR-V1 was withdrawn
    counted = f"1 von {NAMED} Empfehlungen, 1 von {live} Vorschlägen der Redaktion"
    counted += ", 0 von 1 zurückgezogenen Vorschlägen"
    expect(page.locator("output")).to_have_text(counted)
    head = page.get_by_role("button", name="Empfehlung")
    head.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Empfehlung")).to_have_attribute("aria-sort", "ascending")
    assert page.locator("tbody tr:visible th").all_inner_texts() == ["SIC-01", "SIC-V1"]
    page.context.close()


def test_a_choice_stands_in_the_address_and_survives_reload_and_the_way_back(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "empfehlungen.html").page
    page.get_by_label("Handlungsfeld", exact=True).select_option("Sicherheit")
    assert page.url.endswith("empfehlungen.html?handlungsfeld=Sicherheit")
    for step in (page.reload, lambda: page.goto(f"{site.as_uri()}/index.html") and page.go_back()):
        step()
        expect(page.get_by_label("Handlungsfeld", exact=True)).to_have_value("Sicherheit")
        expect(page.locator("tbody tr:visible")).to_have_count(2)
    page.get_by_role("button", name="Filter aufheben").click()
    expect(page.locator("tbody tr:visible")).to_have_count(RECOMMENDATIONS)
    assert page.url.endswith("empfehlungen.html")
    page.context.close()


def test_a_choice_without_a_hit_says_so_and_how_to_go_on(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "empfehlungen.html?handlungsfeld=Sicherheit").page
    shown = " ".join(page.locator("tbody tr:visible").all_inner_texts())
    states = page.get_by_label("Stand", exact=True)
    other = next(words for words in states.locator("option").all_inner_texts()[1:] if words not in shown)
    states.select_option(other)
    expect(page.locator("output")).to_have_text(
        "Kein Eintrag passt zu dieser Auswahl. „Filter aufheben“ zeigt wieder alle."
    )
    expect(page.locator("thead")).not_to_be_visible()
    page.context.close()


def test_the_menu_closes_behind_who_leaves_it_by_keyboard(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "index.html").page
    page.get_by_role("button", name="Menü").click()
    expect(page.locator("#menue")).to_be_visible()
    page.locator("#menue a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")
    expect(page.locator("#menue")).not_to_be_visible()
    page.context.close()


def test_dates_are_sorted_by_day_not_by_letters(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "quellen.html").page
    table = page.locator("table").first
    table.get_by_role("button", name="Datum").click()
    dates = table.locator("tbody tr td:nth-child(2)").all_inner_texts()
    years = [int(found[0]) for date in dates if (found := re.search(r"\d{4}", date))]
    assert years == sorted(years)
    page.context.close()


def test_a_table_on_a_phone_is_cards_with_labels_also_without_script(phone: BrowserContext, site: Path) -> None:
    page = phone.new_page()
    page.goto(f"{site.as_uri()}/empfehlungen.html")
    cell = page.locator("tbody tr").first.locator(".haupt")
    assert cell.get_attribute("data-label") == "Empfehlung"
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert page.locator("tbody tr").count() == RECOMMENDATIONS


def test_a_printed_row_stays_whole_and_a_foreign_link_shows_its_address(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    page = open_page(browser, site, "empfehlungen.html").page
    rows = [" ".join(row.replace("\u00ad", "").split()) for row in page.locator("tbody tr").all_inner_texts()]
    sheets = [sheet.replace("- ", "") for sheet in printed(page, tmp_path / "empfehlungen.pdf")]
    page.goto(f"{site.as_uri()}/quellen.html")
    links = set(page.locator(".text a.reference.external").evaluate_all("all => all.map(a => a.href)"))
    sources = "".join("".join(printed(page, tmp_path / "quellen.pdf")).split())
    page.context.close()
    for row in rows:
        ident, *words = row.split()
        short = [word for word in words if len(word) < LONGEST_WHOLE]
        assert any(ident in sheet and all(word in sheet for word in short) for sheet in sheets), row
    assert all("Federführend" in sheet for sheet in sheets if re.search(r"\b[A-Z]{3}-V?\d", sheet))
    assert len(sheets) > 1
    assert links
    assert [link for link in links if link not in sources] == []
