"""Plain words: markup goes, sentences end where they end."""

from __future__ import annotations

import pytest

from konzept.views.plain import plain, shortened


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Es gilt ({need}`Seite <Q-A>`).", "Es gilt."),
        ("Es gilt ({need}`A <Q-A>`, {need}`B <Q-B>`) viel.", "Es gilt viel."),
        ("Die {need}`Vorlage <Q-A>` und {need}`SPR-05`.", "Die Vorlage und SPR-05."),
        ("**Fett**, *schräg* und [Seite](a.md).", "Fett, schräg und Seite."),
    ],
)
def test_markup_goes(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_long_text_is_cut_between_words() -> None:
    cut = shortened("Wort, " * 60)
    assert len(cut) <= 157
    assert cut.endswith("Wort …")
