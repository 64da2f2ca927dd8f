"""Characters that can be printed: the list is that of the fonts, and the examination names what is not in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont

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


def covered() -> set[int]:
    """The characters that the regular styles of the fonts have."""
    found: set[int] = set()
    noto = (path for folder in fonts.NOTO for path in folder.glob("*.tt?"))
    for path in (*(fontpkg.path(name) for name in fonts.FAMILIES), *noto):
        number = 0 if path.suffix == ".ttc" else -1  # a collection: its fonts have the same characters
        with TTFont(path, lazy=True, fontNumber=number) as font:
            found |= set(font.getBestCmap())
    return found


def test_the_list_is_that_of_the_fonts() -> None:
    assert printable.FILE.read_text("ascii") == as_runs(covered()), (
        "Die Schriften haben sich geändert: printable.FILE.write_text(as_runs(covered()))"
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
