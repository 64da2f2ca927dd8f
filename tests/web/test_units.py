"""What the search finds in a page: its units with their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from konzept.concept import Concept
from konzept.web.units import Unit, units
from tests.project import recommendation, sphinx, write

PAGE = """<!DOCTYPE html><html><body><nav><ul><li>Menü</li></ul></nav>
<article class="text" data-teil="text"><section id="seite"><h1>Eine Seite<a class="headerlink" href="#seite">#</a></h1>
<p>Der Anfang</p><p class="marken">Marke</p><table class="ansicht"><tr><td>Von anderen Seiten</td></tr></table>
<ul><li>Ein Punkt<ul><li>Ein Unterpunkt.</li></ul></li><li>Noch einer</li></ul>
<section id="teil"><h2>Ein Teil</h2><p>Mehr ( , ).</p>
<section id="tiefer"><h3>Tiefer</h3><p>Am Grund.</p></section></section>
<section class="folgen" id="feeds"><h2>Feeds</h2><ul><li>SPR-01 Von anderen Seiten</li></ul></section>
<section class="liste" id="offen"><h2>offen: 1</h2><p>in Beratung (1): SPR-01</p></section>
<section id="leer"><h2>Nur ein Bild</h2><svg><text>Wort</text></svg></section>
<section id="worte"><h2>Wörter</h2>
<dl class="glossary"><dt id="term-Amt">Amt</dt><dd><p>Eine Behörde.</p></dd></dl></section>
</section></article></body></html>"""


def test_a_page_is_cut_into_itself_its_parts_and_its_terms() -> None:
    assert list(units(PAGE, Concept.of(()))) == [
        Unit("", "Eine Seite", "Der Anfang · Ein Unterpunkt. Noch einer"),
        Unit("teil", "Ein Teil", "Mehr. Tiefer · Am Grund."),
        Unit("feeds", "Feeds", ""),
        Unit("offen", "offen: 1", ""),
        Unit("term-Amt", "Amt", "Eine Behörde.", is_term=True),
    ]


def test_each_place_of_a_page_of_places_is_a_unit() -> None:
    help_page = (
        '<article data-teil="text"><section id="hilfe"><h1>Hilfe</h1><p>Fragen Sie.</p><section id="hier"><h2>Hier</h2>'
        "<p>Mehr <strong>Rat</strong>.</p><ul><li><p><strong>Das Amt.</strong> Im Rathaus.</p></li></ul>"
        "<p><strong>Der Verein:</strong> Am Markt.</p><p><strong>Die Hilfe e. V.</strong> Im Tal.</p>"
        "</section></section></article>"
    )
    assert list(units(help_page, Concept.of(()), of_places=True)) == [
        Unit("", "Hilfe", "Fragen Sie."),
        Unit("hier", "Hier", "Mehr Rat."),
        Unit("hier", "Das Amt", "Im Rathaus.", is_place=True),
        Unit("hier", "Der Verein", "Am Markt.", is_place=True),
        Unit("hier", "Die Hilfe e. V.", "Im Tal.", is_place=True),
    ]
    assert not any(unit.is_place for unit in units(help_page, Concept.of(())))


def test_a_page_without_an_article_has_no_units() -> None:
    assert list(units("<html><body><p>Nichts</p></body></html>", Concept.of(()))) == []


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, list[list[object]]]:
    """What the search of a small town reads, by address without anchor."""
    update = (
        "\n:::{sachstand} Es gibt Kurse\n:id: SPR-01-S1\n:betrifft: SPR-01\n:datum: 2025-11-03\n:status: in-umsetzung\n"
        ":nach_angabe_von: Verwaltung\n:quelle: Q-PRESSE\n\nZwei Kurse am Abend.\n:::\n"
    )
    files = {
        "SPR-01.md": recommendation(status="in-umsetzung", after=update),
        "seite.md": "# Seite\n\nText.\n\n:::{glossary}\nKurs\n  Ein Angebot.\n:::\n",
        "synonyme.txt": "Kurs, Lehrgang\n",
    }
    assert sphinx(write(tmp_path / "docs", files), tmp_path / "out") == ""
    text = (tmp_path / "out" / "suche-texte.js").read_text("utf-8")
    data = json.loads(text.removeprefix("Suche.lies(").rstrip().removesuffix(")"))
    assert data["synonyme"] == [["Kurs", "Lehrgang"]]
    assert not (tmp_path / "out" / "searchindex.js").exists()
    found: dict[str, list[list[object]]] = {}
    for row in data["texte"]:
        found.setdefault(row[3].partition("#")[0], []).append(row)
    return found


def test_a_recommendation_is_one_unit_with_field_marks_and_its_updates(rows: dict[str, list[list[object]]]) -> None:
    [row] = rows["SPR-01.html"]
    kind, ident, title, address, place, text, marks = row
    assert (kind, ident, title, address) == ("Empfehlung", "SPR-01", "Mehr Kurse", "SPR-01.html#SPR-01")
    assert place == "Sprache"
    assert str(text).startswith("Text der Quelle. Text der Redaktion.")
    assert "Zwei Kurse am Abend." in str(text)
    assert "Stand: in Umsetzung" not in str(text)  # a mark says it beside the hit
    assert marks == [
        ["status-in-umsetzung", "in Umsetzung, Stand 11/2025"],
        ["herkunft-zwischenbericht", "Runder Tisch 2020"],
    ]


def test_records_and_terms_are_units_of_their_own(rows: dict[str, list[list[object]]]) -> None:
    assert [row[:4] for row in rows["quellen.html"]] == [
        ["Seite", "", "Quellen", "quellen.html"],
        ["Quelle", "Q-ZB", "Niederschrift", "quellen.html#Q-ZB"],
        ["Quelle", "Q-PRESSE", "Zeitung", "quellen.html#Q-PRESSE"],
    ]
    assert [row[:6] for row in rows["seite.html"]] == [
        ["Seite", "", "Seite", "seite.html", "", "Text."],
        ["Begriff", "", "Kurs", "seite.html#term-Kurs", "Seite", "Ein Angebot."],
    ]
