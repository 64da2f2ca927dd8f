"""Pages for the Redaktion: they are there and linked, but in no menu, search, print or file to take along."""

from __future__ import annotations

from pathlib import Path

from konzept import town, website
from konzept.pdf.volumes import volumes
from konzept.web.hyphens import written
from tests.project import BASE, DOCS, TODAY, of_the_town, recommendation, write

TEXTS = {
    "SPR-01.md": recommendation(),
    "mitmachen.md": "# Mitmachen\n\n[Zur Anleitung](schreiben.md)\n",
    "schreiben.md": "# Schreibanleitung\n\nDer Zaunkönig zeigt es.\n",
}
SETTING = BASE["kommune.toml"] + 'redaktion = ["schreiben.md"]\n'


def places(target: Path) -> dict[str, bool]:
    """Where the page can be found: link of a page, menu, words and title in the search, file to take along."""
    menu = written(target / "index.html").partition('id="menue"')[2].partition("</nav>")[0]
    index = (target / "suche-texte.js").read_text("utf-8")
    return {
        "link": 'href="schreiben.html"' in written(target / "mitmachen.html"),
        "menu": "Schreibanleitung" in menu,
        "words": "Zaunkönig" in index,
        "title": "Schreibanleitung" in index,
        "taken along": "Zaunkönig" in written(target / "mitnehmen" / "konzept.html"),
    }


def test_a_page_for_the_redaktion_is_linked_and_nowhere_else(tmp_path: Path) -> None:
    docs, target = write(tmp_path / "docs", TEXTS), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    assert set(places(target).values()) == {True}
    (docs / "kommune.toml").write_text(SETTING, "utf-8")
    assert website.build(docs, target, TODAY)
    assert places(target) == {"link": True, "menu": False, "words": False, "title": False, "taken along": False}
    (docs / "kommune.toml").write_text(BASE["kommune.toml"], "utf-8")
    assert website.build(docs, target, TODAY)
    assert set(places(target).values()) == {True}


def test_no_printed_volume_has_a_page_for_the_redaktion(tmp_path: Path) -> None:
    docs = write(tmp_path, TEXTS | {"kommune.toml": SETTING})
    pages = ("index", "SPR-01", "mitmachen", "schreiben")
    (whole,) = volumes(town.load(docs), pages, frozenset())
    assert whole.pages == pages[:3]
    (docs / "kommune.toml").write_text(f'{SETTING}ratsausgabe = ["index.md", "schreiben.md"]\n', "utf-8")
    assert [volume.pages for volume in volumes(town.load(docs), pages, frozenset())] == [
        ("index",),
        ("SPR-01", "mitmachen"),
    ]


@of_the_town
def test_the_real_texts_keep_what_is_for_the_redaktion_apart() -> None:
    settings = town.load(DOCS)
    files = [path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")]
    apart = {name for name in files if settings.is_editorial(name)}
    assert {"redaktion/index", "redaktion/anleitung", "redaktion/pruefung", "redaktion/abfrage"} <= apart
    assert not apart & {"mitmachen", "index", "lesehilfe"}
