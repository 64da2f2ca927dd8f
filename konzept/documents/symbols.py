"""Signs that office programs take from fonts of signs, as letters that every program shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

UNKNOWN: Final = "\ufffd"
_SIGNS: Final = re.compile(r"(?:.*\+)?(wingdings|symbol|webdings)(2|3)?(?:mt|regular)?")
_FONTS: Final = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x74: "⬧", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓",
        0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x96: "•", 0x97: "●", 0xA3: "☐"},
    "wingdings3": {0x7D: "▶"},
    "symbol": {code: chr(code) for code in range(0x20, 0x40) if code not in (0x22, 0x24, 0x27, 0x2A, 0x2D)} | {
        0x2D: "−", 0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
        0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒",
    },
}  # fmt: skip
_SURE: Final = {  # codes that stand for this sign, whatever of the usual fonts it is from
    **{code: _FONTS["wingdings"][code] for code in (0x6F, 0x76, 0xA7, 0xA8, 0xD8, 0xE0, 0xE8, 0xFB, 0xFC, 0xFD, 0xFE)},
    **{code: _FONTS["symbol"][code] for code in (0xA3, 0xB3, 0xB7)},
}


def unknown_signs(number: int) -> Iterator[str]:
    """What people are told of so many signs that nothing here names."""
    if number:
        yield f"Im Dokument stehen Zeichen, die das Programm nicht kennt (Zahl: {number}). Dort steht {UNKNOWN}."


def letter(font: str, code: str) -> str:
    """The letter for a sign by its hexadecimal code; :data:`UNKNOWN` for one that is not listed."""
    return _FONTS.get(_signs(font), {}).get(int(code, 16) & 0xFF, UNKNOWN)


def readable(font: str, text: str) -> str:
    """The text of a font as letters: of one of signs each, of another what programs took from one of signs."""
    signs = _signs(font)
    return "".join(_one(signs, sign) for sign in text)


def _one(signs: str, sign: str) -> str:
    code = ord(sign)
    is_private = 0xF000 <= code <= 0xF0FF
    if not signs:
        return _SURE.get(code & 0xFF, sign) if is_private else sign
    if sign.isspace() or (code > 0xFF and not is_private):
        return sign
    return _FONTS.get(signs, {}).get(code & 0xFF, UNKNOWN)


def _signs(font: str) -> str:
    """Which font of signs it is, however programs spell its name; nothing for one of letters."""
    match = _SIGNS.fullmatch(re.sub(r"[\s,_-]", "", font.casefold()))
    return f"{match[1]}{match[2] or ''}" if match else ""
