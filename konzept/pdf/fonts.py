"""The fonts of the PDFs, from PyPI, and the order in which a character is looked for in them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import fontpkg
import typst

FAMILIES: Final = ("fira-sans", "amiri", "source-sans-3")
NOTO: Final = tuple(Path(str(files(name))) for name in ("manimgx_fonts", "manimgx_fonts_cjk"))
# Amiri before Noto: Arabic words in it can be copied as they are.
_FIRST: Final = ("Fira Sans", "Amiri", "Source Sans 3", "Noto Sans", "Noto Sans Symbols", "Noto Sans CJK SC")


@cache
def fonts() -> typst.Fonts:
    """What Typst may use: no font of the machine and none of Typst's own."""
    folders = [*(fontpkg.family(name).files[0].path.parent for name in FAMILIES), *NOTO]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in folders]
    )


@cache
def names() -> tuple[str, ...]:
    """The families in the order in which a character is looked for."""
    return tuple(dict.fromkeys((*_FIRST, *sorted(fonts().families()))))
