"""Every number and every part of a picture leads to exactly the recommendations that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import html

from konzept.web.hyphens import written

LISTS: Final = "nach-stand.html"
SVG: Final = "//*[name()='svg']"
# How a count is told: "5", "12 (100 %)", "in Umsetzung: 5", "31.12.2025: 8", "zwölf Empfehlungen".
_COUNT: Final = re.compile(r"(\d+) \(\d+ %\)$|(?<![\d.])(\d+)$|^(\d+) ")
_WORDS: Final = ["-", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]


def counted(words: str) -> int:
    """The number that the words of a link tell."""
    if match := _COUNT.search(words):
        return int(next(filter(None, match.groups())))
    first = words.lower().split()[0]
    found = [number for number, word in enumerate(_WORDS) if first in (word, f"{word}e", f"{word}en", f"{word}er")]
    assert found, words
    return found[0]


def links(site: Path) -> Iterator[tuple[str, str, str]]:
    """Page, words and anchor of each link to a list behind a number, those in pictures too."""
    for page in sorted(site.rglob("*.html")):
        if page.name == LISTS or "mitnehmen" in page.parts:
            continue
        for link in html.fromstring(written(page)).xpath("//*[name()='a'][@href]"):
            file, _, anchor = link.get("href").partition("#")
            if anchor and file.endswith(LISTS):
                yield page.name, " ".join((link.get("aria-label") or link.text_content()).split()), anchor


def test_behind_each_number_stand_so_many(town_and_site: tuple[Path, Path]) -> None:
    _, site = town_and_site
    lists = html.fromstring(written(site / LISTS))
    found = list(links(site))
    wrong = []
    for page, words, anchor in found:
        (place,) = lists.xpath("//*[@id=$anchor]", anchor=anchor)
        items = {address.rpartition("#")[2] for address in place.xpath(".//a[not(@class='headerlink')]/@href")}
        if len(items) != counted(words):
            wrong.append((page, words, anchor, sorted(items)))
    assert len(found) > 100
    assert wrong == []


def test_every_part_of_a_picture_is_a_link(town_and_site: tuple[Path, Path]) -> None:
    _, site = town_and_site
    parts = 0
    for page in sorted(site.rglob("*.html")):
        tree = html.fromstring(page.read_text("utf-8"))
        parts += len(tree.xpath(f"{SVG}//*[name()='a'][@href]"))
        assert not tree.xpath(f"{SVG}//*[name()='a'][not(@href)]"), page
        bars = tree.xpath(f"{SVG}//*[name()='rect'][contains(@class, 'b-')][not(ancestor::*[name()='a'])]")
        assert [
            bar for bar in bars if "Zeichen der Zeitachse" not in _alt(bar) and "Stichtag" not in _beside(bar)
        ] == []
    assert parts > 100


def _alt(element: html.HtmlElement) -> str:
    return str(element.xpath("ancestor::*[name()='svg']/@aria-label")[0])


def _beside(element: html.HtmlElement) -> str:
    """The words behind a sign: the one of the Stichtag leads nowhere."""
    return " ".join(element.xpath("following-sibling::*[1]/text()"))


def test_the_page_of_a_field_has_no_part_for_what_the_field_has_not(town_and_site: tuple[Path, Path]) -> None:
    _, site = town_and_site
    pages = [html.fromstring(page.read_text("utf-8")) for page in sorted(site.glob("handlungsfelder/*/index.html"))]
    for page in pages:
        assert page.xpath("//article//p[@class='leer']") == []
        ids = set(page.xpath("//article//section/@id"))
        listed = {address.removeprefix("#") for address in page.xpath("//nav[@class='auf-der-seite']//a/@href")}
        assert listed <= ids
    titles = [{title.text.rstrip() for title in page.xpath("//article//h2")} for page in pages]
    assert len(set.union(*titles) - set.intersection(*titles)) > 0  # some field lacks something
