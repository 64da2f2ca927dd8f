"""Characters that can be printed: the list is that of the fonts, and the examination names what is not in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from konzept.markdown import printable
from konzept.paper import layout
from konzept.pdf import fonts
from tests.project import BASE, ROOT, examine


def as_runs(letters: Iterable[int]) -> str:
    """A set of characters as the file has it."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return "".join(f"{first:X}-{last:X}\n" for first, last in runs)


def test_the_list_is_that_of_the_fonts() -> None:
    assert printable.FILE.read_text("ascii") == as_runs(fonts.covered()), (
        "Die Schriften haben sich geändert: printable.FILE.write_text(as_runs(fonts.covered()))"
    )


@pytest.mark.parametrize(
    "word",
    [
        *("שלום", "ሰላም", "हिन्दी", "مرحبا", "Україна", "ığşçöü", "kurdî ê", "თბილისი", "Հայաստան"),
        *("王小明", "東京へ", "한국", "বাংলা", "தமிழ்", "සිංහල", "ไทย", "ខ្មែរ", "မြန်မာ"),
        *("✓", "✗ ►", "☐ ☒", "🎉", "„“ – …"),
    ],
)
def test_names_and_signs_of_the_people_concerned_can_be_printed(word: str) -> None:
    assert printable.unprintable(word) == []


def test_what_no_font_has_is_named_once_at_its_line_before_anything_is_built(tmp_path: Path) -> None:
    page = "# Seite\n\nEin Fest ꆈ mit ཀ.\n\nNoch ein Fest ꆈ.\n"
    assert [str(finding) for finding in examine(tmp_path, {"seite.md": page}).findings] == [
        "seite.md:3: Dieses Zeichen fehlt in den Schriften der PDFs: 'ꆈ' (U+A188), 'ཀ' (U+0F40). "
        "Schreiben Sie es mit Wörtern, einen Namen in lateinischer Schrift."
    ]


def test_what_the_settings_bring_into_print_is_named_at_its_line_too(tmp_path: Path) -> None:
    form = (ROOT / "konzept/paper/form.toml").read_text("utf-8").replace('name = "Sitz', 'name = "ࠀ Sitz')
    town = f'# Ein Fest ꆈ\n{BASE["kommune.toml"]}rechtlich = "Recht ཀ, ཀ"\n'
    line = len(town.splitlines())
    assert [str(found) for found in examine(tmp_path, {"kommune.toml": town, layout.FILE: form}).findings] == [
        f"kommune.toml:{line}: Dieses Zeichen fehlt in den Schriften der PDFs: 'ཀ' (U+0F40). "
        "Schreiben Sie es mit Wörtern, einen Namen in lateinischer Schrift.",
        "sitzungsvorlage.toml:5: Dieses Zeichen fehlt in den Schriften der PDFs: 'ࠀ' (U+0800). "
        "Schreiben Sie es mit Wörtern, einen Namen in lateinischer Schrift.",
    ]
