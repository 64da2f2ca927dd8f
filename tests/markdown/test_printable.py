"""Characters that can be printed: the list is that of the fonts, and the examination names what is not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.markdown import printable
from konzept.pdf import fonts
from tests.project import examine


def test_the_list_is_that_of_the_fonts() -> None:
    assert printable.FILE.read_text("ascii") == printable.as_runs(fonts.covered()), (
        "Die Schriften haben sich geändert: printable.FILE.write_text(printable.as_runs(fonts.covered()))"
    )


@pytest.mark.parametrize(
    "word", ["שלום", "ሰላም", "हिन्दी", "مرحبا", "Україна", "ığşçöü", "kurdî ê", "✓", "☐ ☒", "„“ – …"]
)
def test_names_and_signs_of_the_people_concerned_can_be_printed(word: str) -> None:
    assert printable.unprintable(word) == []


def test_what_no_font_has_is_named_once_at_its_line_before_anything_is_built(tmp_path: Path) -> None:
    page = "# Seite\n\nEin Fest 🎉 mit თ.\n\nNoch ein Fest 🎉.\n"
    assert [str(finding) for finding in examine(tmp_path, {"seite.md": page}).findings] == [
        "seite.md:3: Dieses Zeichen fehlt in den Schriften der PDFs: '🎉' (U+1F389), 'თ' (U+10D7). "
        "Schreiben Sie es mit Wörtern."
    ]
