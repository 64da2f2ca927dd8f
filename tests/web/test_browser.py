"""The built website in a real browser: no barriers, no overflow, keyboard, search, tables, weight."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from konzept import town
from konzept.languages import LANGUAGES
from konzept.languages.interface import interface
from konzept.notices import official
from konzept.web.hyphens import written
from tests.browser import Watched, barriers_at_each_width, watch
from tests.project import ROOT

pytestmark = pytest.mark.xdist_group("browser")

DOCS = ROOT / "docs"
FIELDS = DOCS / "handlungsfelder"


def _types() -> tuple[str, ...]:
    """Every page that is not one of many alike, and one of each kind: a field, a dossier, a proposal, a search."""
    ordinary = sorted(path for path in DOCS.rglob("*.md") if FIELDS not in path.parents)
    kinds = (next(iter(sorted(FIELDS.glob(f"*/{name}.md")))) for name in ("index", "*-0*", "*-V*"))
    names = [
        path.relative_to(DOCS).with_suffix(".html").as_posix() for path in (*ordinary, FIELDS / "index.md", *kinds)
    ]
    return (*names, "search.html?q=Konzept")


TYPES = _types()
BUDGET = 60_000
_AS_OF = "|".join(re.escape(interface(language).as_of) for language in LANGUAGES.values())
WHOLE = "mitnehmen/konzept.html"


@pytest.fixture(scope="session")
def site(docs_site: Path) -> Path:
    """The website of the real texts."""
    return docs_site


@pytest.fixture(scope="module")
def window(browser: Browser) -> Watched:
    """One window for all pages: a new one for each takes three times as long."""
    return watch(browser.new_context())


def pages(site: Path) -> list[Path]:
    """All pages but the short addresses, which only lead on."""
    short = {site / path.stem / "index.html" for path in site.glob("handlungsfelder/*/*-*.html")}
    return [path for path in sorted(site.rglob("*.html")) if path not in short]


@pytest.mark.parametrize("name", TYPES)
def test_no_barrier_in_light_and_dark_wide_and_narrow(window: Watched, site: Path, name: str) -> None:
    window.go(f"{site.as_uri()}/{name}")
    assert barriers_at_each_width(window) == []


def test_every_page_fits_a_small_phone_and_asks_for_nothing_foreign(window: Watched, site: Path) -> None:
    found = []
    window.page.set_viewport_size({"width": 320, "height": 800})
    for path in pages(site):
        name = str(path.relative_to(site))
        window.go(path.as_uri())
        wide = window.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        foreign = [address for address in window.requests if not address.startswith(site.as_uri())]
        found += [(name, f"{wide} px too wide")] if wide > 0 else []
        found += [(name, text) for text in (*window.complaints, *foreign, *window.refused())]
        found += [(name, "cookie")] if window.page.evaluate("document.cookie") else []
    assert found == []


def test_every_page_fits_a_small_phone_with_letters_twice_as_large(window: Watched, site: Path) -> None:
    window.page.set_viewport_size({"width": 320, "height": 800})
    found = []
    for path in pages(site):
        window.go(path.as_uri())
        window.page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = window.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found += [(str(path.relative_to(site)), wide)] if wide > 0 else []
    assert found == []


def test_nothing_is_written_into_a_page_that_the_policy_would_refuse(site: Path) -> None:
    refused = re.compile(
        r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)|\son[a-z]+=\""
        r"|(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css)"
    )
    found = [
        (path.name, match[0])
        for path in site.rglob("*.html")
        if path != site / WHOLE and (match := refused.search(written(path)))
    ]
    assert found == []


def test_every_page_has_language_title_description_and_an_order_of_headings(site: Path) -> None:
    found = []
    titles: dict[str, str] = {}
    for path in pages(site):
        name, text = str(path.relative_to(site)), written(path)
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
        gaps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        title = re.search(r"<title>(.+)</title>", text)
        description = re.search(r'<meta name="description" content="([^"]{20,170})">', text)
        if levels.count(1) != 1 or levels[0] != 1 or gaps:
            found.append((name, f"headings {levels}"))
        language = re.match(r'<!DOCTYPE html>\n<html lang="([a-z-]+)">', text.lstrip())
        if not language or language[1] not in LANGUAGES or not title or not description:
            found.append((name, "language, title or description"))
        elif other := titles.get(title[1]):
            found.append((name, f"same title as {other}"))
        else:
            titles[title[1]] = name
    assert found == []


def test_short_addresses_lead_to_every_recommendation(browser: Browser, site: Path) -> None:
    sources = sorted(FIELDS.glob("*/*-*.md"))
    assert all((site / source.stem / "index.html").exists() for source in sources)
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/{sources[0].stem}/index.html")
    page.wait_for_url(f"{site.as_uri()}/{sources[0].relative_to(DOCS).with_suffix('.html')}")
    page.close()


def test_every_output_says_what_the_pages_are(site: Path) -> None:
    for path in pages(site):
        text = written(path)
        assert official(town.load(DOCS)) in text, path
        assert "keine Rechtsgrundlage; gesetzliche Ansprüche bleiben unberührt" in text, path
        assert re.search(rf"(?:{_AS_OF}) \d\d\.\d\d\.\d{{4}}\.", text), path


@pytest.mark.parametrize("name", [name for name in TYPES if "?" not in name])
def test_weight_of_a_page_stays_in_its_budget(window: Watched, site: Path, name: str) -> None:
    window.go(f"{site.as_uri()}/{name}")
    files = [site / address.removeprefix(f"{site.as_uri()}/").partition("?")[0] for address in window.requests]
    assert site / name in files
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert len([file for file in files if file.suffix != ".webp"]) <= 4  # pictures in a text are its own
    assert weight <= BUDGET


ENGLISH = re.compile(
    r"\b(the|this|link|search|next|previous|table|contents|home|page|close|open|filter by|sort|show|permalink|of)\b",
    re.I,
)


def test_no_english_is_left_in_what_readers_see(site: Path) -> None:
    """Words, titles and labels; the names of sources and addresses are left out."""
    found = set()
    for path in pages(site):
        if '<html lang="en">' in written(path):
            continue
        text = re.sub(
            r"(?s)<(script|pre|code|svg).*?</\1>|<[a-z]+[^>]*class=\"reference external\".*?</a>",
            "",
            written(path),
        )
        said = re.findall(r'\s(?:title|aria-label|alt|placeholder|content)="([^"]*)"', text.split("</head>")[1])
        said += re.findall(r">([^<]+)<", text.split("</head>")[1])
        found |= {(path.name, words) for words in said if ENGLISH.search(words)}
    assert found == set()
