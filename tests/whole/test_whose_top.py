"""“Top 2” never stands without whose choice it is: in whatever the program writes, in every kind of output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from konzept import town, website
from konzept.cli.shared_options import EDITION
from konzept.examine import examine_folder
from konzept.exports.atom import atom
from konzept.exports.csv import recommendations_csv
from konzept.model import Item, Recommendation
from konzept.views import VIEWS
from konzept.views.following import Following
from konzept.views.item import page
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests.project import ROOT

TODAY = date(2026, 11, 22)
MUSTERAU = ROOT / "tests" / "musterau"
FOR_AUTHORS = ("regeln", "eintragsarten", "daten-spalten")  # they list words
# Whose choice it is, that there is none yet, or that a sentence is about the naming itself.
WHOSE = re.compile(r"benannt|Benennung|Entwurf der Redaktion|offen\b|nie zu den Top 2|zustande kamen|keine Top 2 vor")


@pytest.fixture(scope="module")
def scope() -> Scope:
    """Musterau as an Ausgabe: its fields have named, drafted and open Top 2."""
    concept, settings = examine_folder(MUSTERAU, TODAY).concept, town.load(MUSTERAU)
    return Scope(concept=concept, town=settings, today=TODAY, edition="Ausgabe 1", papers={"v": "Vorlage"})


def said(thing: object) -> Iterator[str]:
    """Every text in blocks; the words of one line belong together."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        yield "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in thing)
        yield from (text for part in thing for text in said(part) if not isinstance(part, str) or len(thing) == 1)
    elif is_dataclass(thing):
        yield from (text for field in fields(thing) for text in said(getattr(thing, field.name)))


def bare(texts: Iterable[str], scope: Scope) -> list[str]:
    """The texts that speak of Top 2 without whose choice they are; what authors called an entry is theirs."""
    authored = [item.title for item in scope.concept.items.values() if "Top 2" in item.title]
    titles = re.compile("|".join(map(re.escape, authored)))
    found = (titles.sub("", text) for text in texts)
    return [text for text in found if re.search(r"\bTop[ -]2\b", text) and not WHOSE.search(text)]


def test_every_view_and_every_page_of_an_item_says_whose(scope: Scope) -> None:
    shown = {name: bare(said(view(scope)), scope) for name, view in VIEWS.items() if name not in FOR_AUTHORS}
    shown |= {item.id: bare(said(page(scope, item)), scope) for item in scope.concept.all(Recommendation)}
    assert {name: found for name, found in shown.items() if found} == {}


def test_files_for_programs_say_whose(scope: Scope) -> None:
    def at(item: Item) -> str:
        return item.id

    feeds = Following(scope.concept, scope.town, TODAY).feeds
    roots = [lxml.etree.fromstring(atom(feed, scope.concept, scope.town, TODAY, at)) for feed in feeds]
    titles = [str(root.findtext("{http://www.w3.org/2005/Atom}title")) for root in roots]
    assert any("Top 2" in title for title in titles)
    assert bare(titles, scope) == []
    lines = recommendations_csv(scope.concept, scope.town, TODAY).decode("utf-8-sig").splitlines()
    assert bare(lines[1:], scope) == []


def test_frame_and_tools_of_a_page_say_whose(scope: Scope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EDITION, "Ausgabe 1")
    assert website.build(MUSTERAU, tmp_path / "html", TODAY)
    root = lxml.html.fromstring(written(tmp_path / "html" / "top-2.html"))
    parts = root.xpath("//footer//li | //*[contains(@class, 'werkzeuge') or contains(@class, 'marke')] | //caption")
    texts = [str(part.text_content()) for part in parts] + [str(link.get("title")) for link in root.xpath("//link")]
    assert any("Top 2" in text for text in texts)
    assert bare(texts, scope) == []
