"""Soft hyphens: where a word is parted, what stays whole, and that pages can be read as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.web.hyphens import HYPHEN, hyphenated, written


def parted(page: str) -> str:
    """A page with visible hyphens where it has soft ones."""
    return hyphenated(page).replace(HYPHEN, "|")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Integrationskonzept", "Integra|tions|konzept"),
        ("Zwischenbericht", "Zwischen|bericht"),
        ("Zusammenarbeit", "Zusam|menarbeit"),
        ("institutionalisieren", "insti|tu|tiona|li|sieren"),
        ("Herzogenrath", "Herzo|gen|rath"),
        ("Sprachkurse", "Sprachkurse"),  # short enough in running text
    ],
)
def test_long_words_are_parted_where_german_parts_them(word: str, said: str) -> None:
    assert parted(f'<p lang="de">{word}</p>') == f'<p lang="de">{said}</p>'


@pytest.mark.parametrize(
    "page",
    [
        '<p lang="de"><span class="marke">Integrationskonzept</span></p>',
        '<p lang="de"><code>Integrationskonzept</code></p>',
        '<p lang="de"><a title="Integrationskonzept" href="integrationskonzept.html">hier</a></p>',
        '<html lang="de"><head><title>Integrationskonzept</title></head></html>',
        "<p>Integrationskonzept</p>",  # nobody says in which language
        '<p lang="ar">Integrationskonzept</p>',
    ],
)
def test_marks_code_titles_and_other_languages_stay_whole(page: str) -> None:
    assert hyphenated(page) == page


def test_a_written_page_can_be_read_as_before(tmp_path: Path) -> None:
    page = '<p lang="de">Verwaltung/Zwischenbericht und Donaudampfschifffahrtsgesellschaftskapitän</p>'
    (tmp_path / "a.html").write_text(hyphenated(page), "utf-8")
    assert HYPHEN in (tmp_path / "a.html").read_text("utf-8")
    assert written(tmp_path / "a.html") == page
