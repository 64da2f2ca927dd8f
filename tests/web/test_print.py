"""Printed pages: no sheet without content, no heading alone at the end of one, no mark cut at the edge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import printed

pytestmark = pytest.mark.xdist_group("browser-print")

FIELDS: Final = "handlungsfelder"
# One page of each kind that somebody prints.
KINDS: Final = (
    *("index", "konzept", "top-2", "gespraechsblatt", "empfehlungen", "umsetzung", "nachverfolgung", "nach-stand"),
    *("wartet-auf", "zeitachse", "aenderungen", "stand-am", "beratungen", "kennzahlen", "quellen", "lesehilfe"),
    *(f"{FIELDS}/sprache-und-bildung/{name}" for name in ("index", "SPR-01", "SPR-05", "SPR-V1")),
)
# Headings that no cell repeats, since a row may end a sheet.
_HEADS: Final = """() => {
  const cells = new Set([...document.querySelectorAll("td, th")].map((cell) => cell.innerText.trim()));
  return [...document.querySelectorAll("article :is(h1, h2, h3, h4, caption)")]
    .filter((head) => head.checkVisibility()).map((head) => head.innerText.replace("#", "").trim())
    .filter((words) => !cells.has(words));
}"""
_DIVIDED: Final = """() => [...document.querySelectorAll("article dt")]
  .filter((name) => getComputedStyle(name).breakInside != "avoid").length"""
# The marks of a timeline stand half beside its line.
_CUT: Final = """() => [...document.querySelectorAll(".verlauf > .eintrag")].filter((entry) => {
  const left = entry.getBoundingClientRect().left + parseFloat(getComputedStyle(entry, "::before").insetInlineStart);
  return left < 0;
}).length"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """One page for all tests of this module."""
    return _new(browser)


def _new(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 700, "height": 990})
    page.emulate_media(media="print")
    return page


def _squeezed(words: str) -> str:
    return re.sub(r"[\s#\u00ad\u200b\u2010-]", "", words)


@pytest.mark.parametrize("name", KINDS)
def test_every_sheet_has_content_and_ends_with_no_heading(page: Page, site: Path, name: str, tmp_path: Path) -> None:
    page.goto(f"{site.as_uri()}/{name}.html")
    assert (page.evaluate(_CUT), page.evaluate(_DIVIDED)) == (0, 0)
    heads = {_squeezed(head) for head in page.evaluate(_HEADS)}
    foot = _squeezed("Das lebende Integrationskonzept für Musterau · Stichtag 22.11.2026")
    bodies = [_squeezed(sheet).rpartition(foot)[0] for sheet in printed(page, tmp_path / "page.pdf")]
    assert all(bodies)
    assert [head for body in bodies for head in heads if body.endswith(head)] == []


def test_the_sheet_for_the_talks_is_one_sheet(page: Page, town_and_site: tuple[Path, Path], tmp_path: Path) -> None:
    _, site = town_and_site
    page.goto(f"{site.as_uri()}/gespraechsblatt.html")
    (sheet,) = printed(page, tmp_path / "blatt.pdf")
    assert "keine Rechtsgrundlage" in sheet
    items = page.locator(".ansicht-gespraechsblatt tbody th a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert [ident for ident in items if ident not in sheet] == []
