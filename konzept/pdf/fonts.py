"""The fonts of the PDFs, from PyPI: which there are, and which characters they have."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

import fontpkg
import typst
from fontTools.ttLib import TTFont

FAMILIES: Final = ("fira-sans", "amiri")
_NO_GLYPH_NEEDED: Final = ("Cf", "Cc", "Zl", "Zp")


def folders() -> list[Path]:
    """The folders of the font files."""
    return [fontpkg.family(name).files[0].path.parent for name in FAMILIES]


@cache
def fonts() -> typst.Fonts:
    """What Typst may use: no font of the machine and none of Typst's own."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in folders()]
    )


@cache
def covered() -> frozenset[int]:
    """The characters that the regular styles have."""
    found: set[int] = set()
    for path in (fontpkg.path(name) for name in FAMILIES):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def missing(text: str) -> list[str]:
    """The characters of a text that no font has, each once, in their order."""
    known = covered()
    lacking = (
        letter for letter in text if ord(letter) not in known and unicodedata.category(letter) not in _NO_GLYPH_NEEDED
    )
    return list(dict.fromkeys(lacking))
