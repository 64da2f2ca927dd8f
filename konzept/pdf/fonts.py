"""The fonts of the PDFs, from PyPI: which there are, and which characters they have."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import fontpkg
import typst
from fontTools.ttLib import TTFont

FAMILIES: Final = ("fira-sans", "amiri", "heebo", "noto-sans-devanagari", "source-sans-3")
_ETHIOPIC: Final = Path(str(files("justmytype_intl_africa"))) / "fonts" / "ofl" / "notosansethiopic"


def folders() -> list[Path]:
    """The folders of the font files."""
    return [*(fontpkg.family(name).files[0].path.parent for name in FAMILIES), _ETHIOPIC]


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
    for path in (*(fontpkg.path(name) for name in FAMILIES), next(_ETHIOPIC.glob("*.ttf"))):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
