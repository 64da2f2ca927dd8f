"""The list of all Ausgaben can be looked over: one finds an Ausgabe by its name, and its main papers first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from konzept import town
from konzept.editions.registry import Edition
from konzept.publish.around import ListedEdition, PdfFile, SitePages
from tests.project import write


def test_ausgaben_are_named_on_top_and_what_is_on_one_item_alone_is_folded(tmp_path: Path) -> None:
    settings = town.load(write(tmp_path / "docs", {}))
    names = ("konzept", "handlungsfeld-SPR", "steckbrief-SPR-01", "top-2")
    papers = tuple(PdfFile(f"pdf/{name}.pdf", name, "1 kB") for name in names)
    editions = [Edition(name=name, title=name.title(), date=date(2026, 1, 31)) for name in ("zwei", "eins")]
    rows = [ListedEdition(edition, "abc", {}, papers, ()) for edition in editions]
    page = SitePages(settings).page("list.html", 1, rows=rows, current="ausgaben")
    assert re.findall(r'<li><a href="#(\w+)">(\w+)</a>, 31.01.2026</li>', page) == [("zwei", "Zwei"), ("eins", "Eins")]
    (first, second) = re.findall(r'<section class="eintrag ausgabe" id="\w+">.*?</section>', page, re.DOTALL)
    for section, name in ((first, "zwei"), (second, "eins")):
        open_, folded = section.split(
            "<details><summary>Jedes Handlungsfeld und jede Empfehlung für sich (2)</summary>"
        )
        listed = [re.findall(rf'href="\.\./{name}/pdf/([\w-]+)\.pdf"', part) for part in (open_, folded)]
        assert listed == [["konzept", "top-2"], ["handlungsfeld-SPR", "steckbrief-SPR-01"]]


def test_an_ausgabe_whose_title_says_so_is_not_called_so_twice(tmp_path: Path) -> None:
    settings = town.load(write(tmp_path / "docs", {}))
    edition = Edition(name="2027-1", title="Ausgabe 2027/1", date=date(2027, 1, 15))
    row = ListedEdition(edition, "abc", {"needs.json": "0" * 64}, (), ())
    page = SitePages(settings).page("list.html", 1, rows=[row], current="ausgaben")
    assert "der Ausgabe „Ausgabe 2027/1“</a>, <a" in page
    assert "Ausgabe Ausgabe" not in page
