"""Every kind of page at every width: nothing to push sideways, no word broken, no text of a picture cut, none too long.

One page is opened once, its folds too, and made narrower step by step; a text twice as large is a letter of the root
twice as large.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from konzept.catalogue import WHOLE
from konzept.web import responsive
from tests.project import ROOT

pytestmark = pytest.mark.xdist_group("browser-layout")

MUSTERAU: Final = ROOT / "tests" / "musterau"
DOCS: Final = ROOT / "docs"
# Some, around those at which the rules for the whole page change, and those at which cards just become a table.
TABLES: Final = tuple(16 * least + 40 for least in responsive.WIDTHS)
WIDTHS: Final = (*range(320, 1601, 80), 831, 833, 1199, 1201, 1216, *TABLES)
# Where each word is looked at; 390 is a common phone.
CLOSE: Final = (320, 390, 840, 1280)
LARGE: Final = (390, 1280)
SCREEN: Final = 844
LONGEST: Final = 15  # screens
# Whole lists and pages for the Redaktion may be longer.
LISTS: Final = frozenset(("quellen", "beratungen", "nachverfolgung", "empfehlungen", "pruefung"))
CARDS: Final = dict.fromkeys(("quellen", "empfehlungen"), 100)
"""Pixels that a row of a list takes on a phone, on average. Musterau tells more of each than docs."""

_UNFOLD: Final = "() => document.querySelectorAll('.text details').forEach((one) => { one.open = true; })"
_WIDE: Final = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide <= 0) return [];
  const isOut = (one) => one.getBoundingClientRect().right > window.innerWidth + 1;
  const out = [...document.querySelectorAll("body *")].filter(isOut);
  const names = out.slice(-3).map((one) => `${one.localName}.${one.className.baseVal ?? one.className}`);
  return [`${wide} px too wide: ${names.join(", ")}`];
}"""
# A word stands on one line, or is parted at a soft hyphen; words of a mark are never parted. What is copied or drawn
# from the index of the search has no soft hyphens.
_WORDS: Final = """() => {
  const faults = [];
  const WHOLE = "svg, script, pre, code, option, .adresse, .unsichtbar, .zitieren, #treffer, [href^='mailto:']";
  const NO_WORD = /[\\d_@/]|\\.\\p{L}/u; // addresses, numbers
  const range = document.createRange();
  const rects = () => [...range.getClientRects()].filter(({ width }) => width > 1);
  const lines = () => new Set(rects().map(({ top }) => Math.round(top / 4)));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, { parentElement: around, data } = text;
    if (data.trim().length < 4 || around.closest(WHOLE)) continue;
    range.selectNodeContents(text);
    if (range.getClientRects().length < 2) continue;
    for (const { 0: word, index } of data.matchAll(/[\\p{L}\\u00ad]{4,}/gu)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const token = /\\S*$/.exec(data.slice(0, index))[0] + /^\\S*/.exec(data.slice(index))[0];
      if (lines().size < 2 || NO_WORD.test(token)) continue;
      const parts = [];
      let before = null;
      for (let at = 0; at < word.length; at++) {
        range.setStart(text, index + at);
        range.setEnd(text, index + at + 1);
        const top = [...lines()].at(-1);
        if (top === undefined) continue;
        const isParted = before !== null && top !== before && word[at - 1] !== "\\u00ad";
        if (isParted) parts.push(`${word.slice(0, at)}|${word.slice(at)}`);
        before = top;
      }
      if (around.closest(".marke")) faults.push(`a mark is broken: ${word}`);
      else if (parts.length) faults.push(`${around.localName}: ${parts[0].replaceAll("\\u00ad", "")}`);
    }
  }
  return faults;
}"""
_PICTURES: Final = """() => [...document.querySelectorAll(".bild svg")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const { left, right, top, bottom, width } = text.getBoundingClientRect();
    const isBeside = left < frame.left - 1 || right > frame.right + 1;
    return width && (isBeside || top < frame.top - 2 || bottom > frame.bottom + 2);
  }).map((text) => `a picture cuts: ${text.textContent}`);
})"""


def _kinds(folder: Path) -> list[str]:
    """One page of each kind: of the pages of a folder within, which are alike, the first and an index; the search."""
    whole = sorted(path.relative_to(folder).with_suffix("") for path in folder.rglob("*.md"))
    fields = [path for path in whole if path.parts[0] == "handlungsfelder"]
    kinds = (next(path for path in fields if kind in path.name) for kind in ("index", "-0", "-V"))
    longest = max(fields, key=lambda path: (folder / path).with_suffix(".md").stat().st_size)
    others = {path.parent: path for path in whole if len(path.parts) == 2 and path not in fields}
    pages = [*(path for path in whole if len(path.parts) == 1), *others.values(), *kinds, fields[0], longest]
    return [*sorted({f"{path.as_posix()}.html" for path in pages}), "search.html?q=Sprache"]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests of this module."""
    context = browser.new_context(viewport={"width": 390, "height": SCREEN}, reduced_motion="reduce")
    yield context
    context.close()


def faults(page: Page) -> Iterator[str]:
    """What does not fit, from the widest to the narrowest, then with a text twice as large."""
    for width in sorted({*WIDTHS, *CLOSE}, reverse=True):
        yield from _at(page, width, "", close=width in CLOSE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in LARGE:
        yield from _at(page, width, " with large letters", close=True)


def _at(page: Page, width: int, how: str, *, close: bool) -> Iterator[str]:
    page.set_viewport_size({"width": width, "height": SCREEN})
    looks = (_WIDE, _WORDS, _PICTURES) if close else (_WIDE,)
    yield from (f"{width}{how}: {fault}" for look in looks for fault in page.evaluate(look))


def look_at(context: BrowserContext, site: Path, names: list[str]) -> list[tuple[str, str]]:
    """The faults of each page."""
    found = []
    page = context.new_page()
    for name in names:
        page.goto(f"{site.as_uri()}/{name}")
        page.evaluate(_UNFOLD)
        found += [(name, fault) for fault in faults(page)]
    page.close()
    return found


def test_every_kind_of_page_of_the_real_texts_fits_every_width(context: BrowserContext, docs_site: Path) -> None:
    assert look_at(context, docs_site, _kinds(DOCS)) == []


def test_every_kind_of_page_of_musterau_fits_every_width(context: BrowserContext, site: Path) -> None:
    body = max((path.name for path in site.glob("stellen/*.html")), key=len)  # no text is written for it
    assert look_at(context, site, [*_kinds(MUSTERAU), f"stellen/{body}"]) == []


def test_the_file_with_all_pages_fits_every_width(context: BrowserContext, docs_site: Path, site: Path) -> None:
    page, found = context.new_page(), []
    for folder in (docs_site, site):
        page.goto(f"{folder.as_uri()}/{WHOLE.file}")
        page.evaluate(_UNFOLD)
        for width in sorted(WIDTHS):
            page.set_viewport_size({"width": width, "height": SCREEN})
            found += [(folder.name, width, fault) for fault in page.evaluate(_WIDE)]
    page.close()
    assert found == []


def test_a_row_of_a_list_is_a_card_on_a_phone_and_no_page_of_readers_is_endless(
    context: BrowserContext, site: Path
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": SCREEN})
    long = []
    leads_on = {site / path.stem / "index.html" for path in site.glob("handlungsfelder/*/*-*.html")}
    for path in sorted(set(site.rglob("*.html")) - leads_on):
        page.goto(path.as_uri())
        screens = page.evaluate("document.documentElement.scrollHeight") / SCREEN
        is_list = path.stem in LISTS or path == site / "mitnehmen" / "konzept.html"
        long += [(path.stem, screens)] if screens > LONGEST and not is_list else []
    assert long == []
    for name, most in CARDS.items():
        page.goto(f"{site.as_uri()}/{name}.html")
        rows = page.locator("table.breit").first.locator("tbody tr").evaluate_all("all => all.map(r => r.offsetHeight)")
        assert sum(rows) / len(rows) <= most, name
    page.close()


def test_a_title_on_a_card_is_parted_only_where_it_is_as_narrow_as_a_phone(
    context: BrowserContext, docs_site: Path
) -> None:
    page = context.new_page()
    page.goto(f"{docs_site.as_uri()}/empfehlungen.html")
    title, found = page.locator("tbody .haupt").first, {}
    for width in (390, 600):
        page.set_viewport_size({"width": width, "height": SCREEN})
        found[width] = title.evaluate("title => [getComputedStyle(title).display, getComputedStyle(title).hyphens]")
    page.close()
    assert found == {390: ["block", "auto"], 600: ["block", "none"]}


@pytest.mark.parametrize("name", ["index.html", "search.html"])
def test_with_large_letters_a_word_fits_the_field_of_the_search(
    context: BrowserContext, docs_site: Path, name: str
) -> None:
    page = context.new_page()
    page.goto(f"{docs_site.as_uri()}/{name}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    widths = []
    for width in (320, *LARGE):
        page.set_viewport_size({"width": width, "height": SCREEN})
        fields = page.locator(".suche input")
        widths.append(fields.evaluate("field => field.clientWidth / parseFloat(getComputedStyle(field).fontSize)"))
    page.close()
    assert [width for width in widths if width < 6] == []  # letters


def test_in_forced_colours_a_filled_mark_is_not_an_empty_one(browser: Browser, site: Path) -> None:
    page = browser.new_page(forced_colors="active")
    page.goto(f"{site.as_uri()}/lesehilfe.html")
    filled = """([where]) => {
      const { backgroundColor, color } = getComputedStyle(document.querySelector(where), "::before");
      return backgroundColor === color;
    }"""
    marks = {where: page.evaluate(filled, [f".{where}"]) for where in ("status-realisiert", "herkunft-konzept")}
    marks |= {where: page.evaluate(filled, [f".{where}"]) for where in ("top-vorschlag", "status-offen")}
    page.close()
    assert marks == {
        "status-realisiert": True,
        "herkunft-konzept": True,
        "top-vorschlag": True,
        "status-offen": False,
    }


def test_marks_are_read_aloud_one_after_the_other(browser: Browser, site: Path) -> None:
    """A comma that only the tree of a screen reader has stands between them, and none behind the last."""
    page = browser.new_page()
    page.goto((site / "handlungsfelder/sprache-und-bildung/index.html").as_uri())
    marks = page.locator(".marken").first.locator(".marke").all_inner_texts()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    page.close()
    nodes = {node["nodeId"]: node for node in tree}

    def said(node: dict[str, Any]) -> list[str]:
        if node.get("role", {}).get("value") == "StaticText":
            return [node["name"]["value"]]
        return [words for ident in node["childIds"] if ident in nodes for words in said(nodes[ident])]

    assert len(marks) > 1
    assert [words for mark in marks for words in (",", mark)][1:] in map(said, nodes.values())
