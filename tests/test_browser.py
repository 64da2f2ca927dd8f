"""The built website in a real browser: no barriers, no overflow, keyboard, search, tables, weight."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from konzept import stichtag, website
from tests.browser import Watched, chromium, watch
from tests.project import ROOT

pytestmark = pytest.mark.xdist_group("browser")

FIELD = "handlungsfelder/sprache-und-bildung/index.html"
DOSSIER = "handlungsfelder/sprache-und-bildung/SPR-01.html"
# One page of every type.
TYPES = (
    "index.html",
    FIELD,
    "handlungsfelder/sicherheit/index.html",
    DOSSIER,
    "handlungsfelder/sicherheit/SIC-V1.html",
    "handlungsfelder/wohnen-und-soziales/WOH-03.html",
    "empfehlungen.html",
    "umsetzung.html",
    "beratungen.html",
    "kennzahlen.html",
    "glossar.html",
    "lesehilfe.html",
    "anlaufstellen.html",
    "impressum.html",
    "barrierefreiheit.html",
    "einfach/index.html",
    "en/top-2.html",
    "search.html?q=Betreuung",
)
BUDGET = 60_000
WHOLE = "mitnehmen/konzept.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the real texts."""
    target = tmp_path_factory.mktemp("site") / "html"
    assert website.build(ROOT / "docs", target, stichtag.default(ROOT / "docs"))
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this module."""
    with chromium() as found:
        yield found


def open_page(browser: Browser, site: Path, name: str, width: int = 1280, scheme: str = "light") -> Watched:
    """Open a page of the site from its folder."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    return watch(context, f"{site.as_uri()}/{name}")


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser runs no script."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield context
    context.close()


def pages(site: Path) -> list[Path]:
    """All pages but the short addresses, which only lead on."""
    short = {site / path.stem / "index.html" for path in site.glob("handlungsfelder/*/*-*.html")}
    return [path for path in sorted(site.rglob("*.html")) if path not in short]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", TYPES)
def test_no_barrier_in_light_and_dark(browser: Browser, site: Path, name: str, width: int) -> None:
    watched = open_page(browser, site, name, width)
    found = watched.barriers()
    watched.page.emulate_media(color_scheme="dark")
    assert found + watched.barriers() == []
    watched.page.context.close()


def test_every_page_fits_a_small_phone_and_asks_for_nothing_foreign(browser: Browser, site: Path) -> None:
    found = []
    context = browser.new_context(viewport={"width": 320, "height": 800})
    for path in pages(site):
        name = str(path.relative_to(site))
        watched = watch(context, path.as_uri())
        wide = watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        foreign = [address for address in watched.requests if not address.startswith(site.as_uri())]
        found += [(name, f"{wide} px too wide")] if wide > 0 else []
        found += [(name, text) for text in (*watched.complaints, *foreign, *watched.refused())]
        found += [(name, "cookie")] if watched.page.evaluate("document.cookie") else []
        watched.page.close()
    context.close()
    assert found == []


def test_nothing_is_written_into_a_page_that_the_policy_would_refuse(site: Path) -> None:
    refused = re.compile(
        r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)|\son[a-z]+=\""
        r"|(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css)"
    )
    found = [
        (path.name, match[0])
        for path in site.rglob("*.html")
        if path != site / WHOLE and (match := refused.search(path.read_text("utf-8")))
    ]
    assert found == []


def test_every_page_has_language_title_description_and_an_order_of_headings(site: Path) -> None:
    found = []
    titles: dict[str, str] = {}
    for path in pages(site):
        name, text = str(path.relative_to(site)), path.read_text("utf-8")
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
        gaps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        title = re.search(r"<title>(.+)</title>", text)
        description = re.search(r'<meta name="description" content="([^"]{20,170})">', text)
        if levels.count(1) != 1 or levels[0] != 1 or gaps:
            found.append((name, f"headings {levels}"))
        language = re.match(r'<!DOCTYPE html>\n<html lang="([a-z-]+)">', text.lstrip())
        wanted = {"en": "en", "einfach": "de-simple"}.get(name.partition("/")[0], "de")
        if not language or language[1] != wanted or not title or not description:
            found.append((name, "language, title or description"))
        elif other := titles.get(title[1]):
            found.append((name, f"same title as {other}"))
        else:
            titles[title[1]] = name
    assert found == []


def test_short_addresses_lead_to_every_recommendation(browser: Browser, site: Path) -> None:
    sources = sorted((ROOT / "docs").glob("handlungsfelder/*/*-*.md"))
    assert all((site / source.stem / "index.html").exists() for source in sources)
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/SPR-01/index.html")
    page.wait_for_url(f"{site.as_uri()}/{DOSSIER}")
    page.close()


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


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus, and see that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == words:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"{words} is not reached by Tab")


def test_two_taps_lead_from_the_start_page_to_a_recommendation(phone: BrowserContext, site: Path) -> None:
    page = phone.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".kacheln").get_by_role("link", name="Wohnen und Soziales").click()
    page.locator(".karten").get_by_role("link", name="WOH-05").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mehr Sozialwohnungen schaffen")


def test_every_output_says_what_the_pages_are(site: Path) -> None:
    for path in pages(site):
        text = path.read_text("utf-8")
        assert "Keine amtliche Veröffentlichung der Stadt Herzogenrath" in text, path
        assert "keine Rechtsgrundlage; gesetzliche Ansprüche bleiben unberührt" in text, path
        assert re.search(r"Stichtag dieser Seiten: \d\d\.\d\d\.\d{4}\.", text), path


def test_print_keeps_content_and_disclaimer_and_drops_navigation(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "empfehlungen.html").page
    page.emulate_media(media="print")
    shown = [page.locator(where).first.is_visible() for where in (".leiste", ".menue-knopf", ".filter-leiste")]
    assert shown == [False, False, False]
    assert page.locator("tbody tr:visible").count() == 21
    expect(page.get_by_text("keine Rechtsgrundlage; gesetzliche")).to_be_visible()
    page.context.close()


QUERIES = {
    "SPR-01": "Empfehlung SPR-01 Die Teilnahme von Frauen an Sprachkursen verbessern",
    "sic-v1": "Vorschlag der Redaktion SIC-V1 Über den Schutz in den städtischen Unterkünften berichten",
    "Betreuung": "Kinderbetreuung",
    "Foerderung": "Lernförderung",
    "Förderung": "Lernförderung",
    "Wohnungsfuehrerschein": "Empfehlung WOH-01 Wohnungsführerschein",
    "Integrationsbeauftragter": "Empfehlung WOH-04",
    "Kurse": "Sprachkurse",
    "Sozialwohnung": "Empfehlung WOH-05 Mehr Sozialwohnungen schaffen",
    "Daueraufgabe": "Begriff Daueraufgabe",
    "Rassismus Appell": "SIC-V2",
}


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_within_the_first_hits_and_says_of_what_kind_they_are(
    browser: Browser, site: Path, query: str
) -> None:
    watched = open_page(browser, site, f"search.html?q={query}")
    expect(watched.page.get_by_role("heading", level=2, name="Treffer für")).to_have_text(
        re.compile(rf"\d+ Treffer für „{query}“")
    )
    rows = [" ".join(row.split()) for row in watched.page.locator(".treffer-liste li").all_inner_texts()]
    assert any(QUERIES[query] in row for row in (rows[:1] if "-" in query else rows[:5])), rows[:5]
    assert (watched.complaints, watched.refused()) == ([], [])
    watched.page.context.close()


def test_both_ways_to_write_an_umlaut_find_the_same(browser: Browser, site: Path) -> None:
    found = []
    for query in ("Förderung", "Foerderung"):
        page = open_page(browser, site, f"search.html?q={query}").page
        found.append(page.locator(".treffer-liste").inner_text())
        page.context.close()
    assert found[0] == found[1]


def test_search_without_a_hit_says_so(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "search.html?q=Xylophon").page
    expect(page.get_by_role("heading", level=2, name="Kein Treffer für „Xylophon“")).to_be_visible()
    page.context.close()


def test_table_is_filtered_and_sorted_by_keyboard(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "empfehlungen.html").page
    labels = page.locator(".filter-leiste label:visible").all_inner_texts()
    assert labels == [
        "Handlungsfeld",
        "Priorität",
        "Stand",
        "Herkunft",
        "Federführend (Vorschlag der Redaktion)",
    ]
    field = page.get_by_label("Handlungsfeld", exact=True)
    field.focus()
    page.keyboard.type("Sicherheit")
    expect(page.locator("tbody tr:visible")).to_have_count(2)
    expect(page.locator("output")).to_have_text("2 von 21 Einträgen")
    head = page.get_by_role("button", name="Empfehlung")
    head.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Empfehlung")).to_have_attribute("aria-sort", "ascending")
    assert page.locator("tbody tr:visible th").all_inner_texts() == ["SIC-V2", "SIC-V1"]
    page.context.close()


def test_dates_are_sorted_by_day_not_by_letters(browser: Browser, site: Path) -> None:
    page = open_page(browser, site, "beratungen.html").page
    page.goto(f"{site.as_uri()}/quellen.html")
    page.get_by_role("button", name="Datum").click()
    dates = page.locator("table tbody tr td:nth-child(2)").all_inner_texts()
    years = [int(found[0]) for date in dates if (found := re.search(r"\d{4}", date))]
    assert years == sorted(years)
    page.context.close()


def test_a_table_on_a_phone_is_cards_with_labels_also_without_script(phone: BrowserContext, site: Path) -> None:
    page = phone.new_page()
    page.goto(f"{site.as_uri()}/empfehlungen.html")
    cell = page.locator("tbody tr").first.locator("td").first
    assert cell.get_attribute("data-label") == "Empfehlung"
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert page.locator("tbody tr").count() == 21


@pytest.mark.parametrize("name", [name for name in TYPES if "?" not in name])
def test_weight_of_a_page_stays_in_its_budget(browser: Browser, site: Path, name: str) -> None:
    watched = open_page(browser, site, name)
    files = [site / address.removeprefix(f"{site.as_uri()}/").partition("?")[0] for address in watched.requests]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    watched.page.context.close()
    assert len(files) <= 4
    assert weight <= BUDGET


ENGLISH = re.compile(
    r"\b(the|this|link|search|next|previous|table|contents|home|page|close|open|filter by|sort|show|permalink|of)\b",
    re.I,
)


def test_no_english_is_left_in_what_readers_see(site: Path) -> None:
    """Words, titles and labels; the names of sources and addresses are left out."""
    found = set()
    for path in pages(site):
        if '<html lang="en">' in path.read_text("utf-8"):
            continue
        text = re.sub(
            r"(?s)<(script|pre|code|svg).*?</\1>|<[a-z]+[^>]*class=\"reference external\".*?</a>",
            "",
            path.read_text("utf-8"),
        )
        said = re.findall(r'\s(?:title|aria-label|alt|placeholder|content)="([^"]*)"', text.split("</head>")[1])
        said += re.findall(r">([^<]+)<", text.split("</head>")[1])
        found |= {(path.name, words) for words in said if ENGLISH.search(words)}
    assert found == set()
