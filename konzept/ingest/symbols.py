"""Signs that Word takes from fonts of signs, as letters that every program shows."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "\ufffd"
_FONTS: Final = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x74: "⬧", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓",
        0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "symbol": {
        0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
        0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒",
    },
}  # fmt: skip


def letter(font: str, code: str) -> str:
    """The letter for a sign by its hexadecimal code; :data:`UNKNOWN` for one that is not listed."""
    number = int(code, 16) & 0xFF
    return _FONTS.get(font.casefold(), {}).get(number, UNKNOWN)
