"""The frame around every page."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from konzept.languages import LANGUAGES
from konzept.languages.interface import interface
from konzept.web import menu
from konzept.web.hyphens import written
from tests.project import recommendation, sphinx, write


def test_the_menu_is_read_once_a_build_and_not_for_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    original = menu.groups

    def groups(*arguments: object) -> object:
        read.append(arguments)
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("konzept.web.frame.groups", groups)
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "SPR-02.md": recommendation("SPR-02")})
    assert sphinx(docs, tmp_path / "out") == ""
    assert len(list((tmp_path / "out").rglob("*.html"))) > 5
    assert len(read) == 1


def test_no_link_to_an_entry_shows_its_raw_number_when_pointed_at(tmp_path: Path) -> None:
    more = {"seite.md": "---\norphan: true\n---\n\n# X\n\nSo steht es in der {need}`Zeitung <Q-PRESSE>`.\n"}
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()} | more)
    assert sphinx(docs, tmp_path / "out") == ""
    root = lxml.html.fromstring(written(tmp_path / "out" / "seite.html"))
    links = root.xpath("//article//p//a[contains(@href, '#Q-PRESSE')]")
    assert [(link.text_content(), link.get("title")) for link in links] == [("Zeitung", None)]


def frame_of(page: Path) -> lxml.html.HtmlElement:
    """A page without its article: menu, search, notes and foot."""
    root = lxml.html.fromstring(written(page))
    for article in root.xpath("//article"):
        article.drop_tree()
    return root


def test_the_frame_speaks_the_language_of_its_page(tmp_path: Path) -> None:
    head = "---\norphan: true\nlang: {}\n---\n\n# X\n"
    texts = {f"{tag}/index.md": head.format(tag) for tag in ("en", "ar", "tr", "de-simple")}
    docs = write(tmp_path / "docs", texts | {"SPR-01.md": recommendation()})
    assert sphinx(docs, tmp_path / "out") == ""
    pages = {tag: frame_of(tmp_path / "out" / tag / "index.html") for tag in ("en", "ar", "tr", "de-simple")}
    skips = {tag: page.xpath("//a[@class='sprung']")[0] for tag, page in pages.items()}
    assert {tag: (link.text_content(), link.get("lang")) for tag, link in skips.items()} == {
        "en": ("Skip to content", None),
        "ar": (interface(LANGUAGES["ar"]).skip, None),
        "tr": ("Zum Inhalt springen", "de"),
        "de-simple": ("Zum Inhalt springen", "de"),
    }
    assert pages["ar"].get("dir") == "rtl"
    assert pages["en"].xpath("string(//input[@id='suchwort']/@placeholder)") == "Word or number"
    # every German title in the frame of an English page says that it is German
    titles = [
        link for link in pages["en"].xpath("//nav//a | //footer//a") if link.text_content() in ("Quellen", "Konzept")
    ]
    assert titles
    assert all(link.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == "de" for link in titles)


def test_a_page_says_when_its_details_were_compared_last(tmp_path: Path) -> None:
    texts = {"hilfe.md": "---\ngeprueft: 2026-01-15\n---\n\n# Hilfe\n\nText.\n"}
    assert sphinx(write(tmp_path / "docs", texts), tmp_path / "out") == ""
    said = "haben wir zuletzt durchgesehen am 15.01.2026."
    assert said in written(tmp_path / "out" / "hilfe.html")
    assert "geprueft" not in written(tmp_path / "out" / "quellen.html")


def test_short_paragraphs_are_described_together_and_a_paper_without_day_says_no_word_about_it(tmp_path: Path) -> None:
    page = (
        "---\norphan: true\n---\n\n# X\n\nKurz gesagt.\n\nDer zweite Absatz sagt mehr, damit es dafür reicht.\n\n"
        "Der dritte fehlt.\n\n"
        ":::{vorlage} Papier\n:id: V-2025-001\n:oeffentlich: ja\n:betrifft: HF-SPR\n:quelle: Q-ZB\n:::\n\n"
        ":::{stellungnahme} Wort\n:id: ST-A\n:von: Partei\n:art: Wahlprogramm\n:betrifft: HF-SPR\n:quelle: Q-ZB\n:::\n"
    )
    docs = write(tmp_path / "docs", {"seite.md": page})
    assert sphinx(docs, tmp_path / "out") == ""
    root = lxml.html.fromstring(written(tmp_path / "out" / "seite.html"))
    said = "Kurz gesagt. Der zweite Absatz sagt mehr, damit es dafür reicht."
    assert root.xpath("//meta[@name='description']/@content") == [said]
    heads = [" ".join(line.text_content().split()) for line in root.xpath("//p[contains(@class, 'zeit')]")]
    assert heads == ["Vorlage", "ohne Datum Stellungnahme Partei, Wahlprogramm"]
