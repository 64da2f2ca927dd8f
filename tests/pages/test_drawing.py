"""What stands on pages in the place of needs."""

from __future__ import annotations

import re
from pathlib import Path

from konzept.web.hyphens import written
from tests.project import recommendation, sphinx, write

UPDATE = (
    ":::{sachstand} Kurse laufen\n:id: SPR-01-S1\n:datum: 2025-06-01\n:status: in-umsetzung\n"
    ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-PRESSE\n:::\n"
)


def test_a_preview_names_an_item_with_a_fault_without_a_link(tmp_path: Path) -> None:
    docs = write(
        tmp_path / "docs",
        {
            "SPR-01.md": recommendation(status="kaputt"),
            "stand.md": f"# Stand\n\n{UPDATE}\n:::{{ansicht}} seit\n:tag: 2025-01-01\n:::\n",
        },
    )
    warnings = sphinx(docs, tmp_path / "out")
    assert "'kaputt' ist nicht vorgesehen" in warnings
    page = written(tmp_path / "out" / "stand.html")
    cell = re.search(r'data-label="Was".*?<p>(.*?)</p>', page)
    assert cell is not None
    assert cell[1] == (
        '<a class="reference internal" href="#SPR-01-S1">Kurse laufen</a> '
        "(SPR-01, Verwaltung, 01.06.2025: in Umsetzung)"
    )
    assert "<dt>Betrifft</dt><dd><p>SPR-01</p>" in page


def test_what_tells_nothing_is_left_out_of_a_table_but_not_of_its_data(tmp_path: Path) -> None:
    docs = write(
        tmp_path / "docs",
        {
            "SPR-01.md": recommendation(),
            "alle.md": "# Alle Empfehlungen und Vorschläge\n\n:::{ansicht} alle\n:::\n",
        },
    )
    sphinx(docs, tmp_path / "out")
    page = written(tmp_path / "out" / "alle.html")
    heads = re.findall(r'<th class="head[^>]*><p>(.*?)</p>', page)
    assert heads == ["Nummer", "Empfehlung", "Handlungsfeld", "Priorität", "Stand", "Herkunft"]
    assert re.search(r'<table class="ansicht [^"]*\bwie-titel ', page)  # the heading above says the same as its caption
    data = (tmp_path / "out" / "daten" / "seiten" / "alle-1.csv").read_text("utf-8-sig")
    assert "Federführend" in data.splitlines()[0]


def test_the_page_of_a_field_begins_with_the_answer(tmp_path: Path) -> None:
    field = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:quelle: Q-ZB\n:::\n\n"
    brief = ":::{ansicht} feld-kurz\n:handlungsfeld: HF-SPR\n:::\n\n## Ausgangslage\n\nText.\n"
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "HF-SPR.md": field + brief})
    sphinx(docs, tmp_path / "out")
    page = written(tmp_path / "out" / "HF-SPR.html").partition("<article")[2]
    places = [page.index(words) for words in ("</h1>", "Im Feld: ", "<dt>Quelle</dt>", "Ausgangslage<")]
    assert places == sorted(places)


def test_an_empty_part_of_a_field_goes_only_where_nobody_wrote_anything(tmp_path: Path) -> None:
    field = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:quelle: Q-ZB\n:::\n"
    view = ":::{ansicht} vorschlaege\n:handlungsfeld: HF-SPR\n:::\n"
    parts = f"\n## Nur die Liste\n\n{view}\n## Mit Satz\n\nDas steht hier.\n\n{view}\n## Danach\n\n{view}\nUnd das.\n"
    pages = {"HF-SPR.md": field + parts, "liste.md": f"# Vorschläge\n\n{view}"}
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), **pages})
    sphinx(docs, tmp_path / "out")
    page = written(tmp_path / "out" / "HF-SPR.html").partition("<article")[2].partition("</article")[0]
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Mit Satz", "Danach"]
    assert ("Das steht hier." in page, "Und das." in page) == (True, True)
    assert "<h1>Vorschläge" in written(tmp_path / "out" / "liste.html")
