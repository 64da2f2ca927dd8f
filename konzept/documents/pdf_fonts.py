"""What the fonts of a PDF say of letters: their name, weight and depth, and which letters are signs."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

_BOLD: Final = 600
_FLAT: Final = -0.1  # a font whose letters reach less deep does not say how deep they do


def font_name(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of the font of a letter, as the file spells it."""
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, None, 0, ctypes.byref(flags))
    name = ctypes.create_string_buffer(max(1, length))
    raw.FPDFText_GetFontInfo(text, index, name, length, ctypes.byref(flags))
    return name.value.decode("latin-1")


def is_bold(text: pypdfium2.PdfTextPage, index: int, name: str) -> bool:
    """Whether a letter of a font of this name is bold."""
    called = name.lower()
    weight = raw.FPDFText_GetFontWeight(text, index)
    return weight >= _BOLD or any(word in called for word in ("bold", "black", "heavy", "semibold"))


def tells_height(owner: Any) -> bool:
    """Whether the font of a text says how deep letters reach; else each one's box is only as high as its ink."""
    depth = ctypes.c_float()
    font = raw.FPDFTextObj_GetFont(owner) if owner else None
    return font is None or not raw.FPDFFont_GetDescent(font, 1.0, ctypes.byref(depth)) or depth.value < _FLAT


def plain(text: pypdfium2.PdfTextPage, signs: Mapping[int, str]) -> str:
    """The text of a page as a whole; letters that stand for signs, by their places, are these."""
    said = str(text.get_text_range())
    wanted: dict[tuple[str, int], str] = {}
    seen: Counter[str] = Counter()
    for index in range(max(signs, default=-1) + 1):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if index in signs:
            wanted[letter, seen[letter]] = signs[index]
        seen[letter] += 1
    if not wanted:
        return said
    again: Counter[str] = Counter()
    made = []
    for letter in said:
        made.append(wanted.get((letter, again[letter]), letter))
        again[letter] += 1
    return "".join(made)
