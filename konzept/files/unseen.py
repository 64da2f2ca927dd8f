"""Characters that nobody sees and that make people or programs read something else than what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Python, MyST and docutils disagree on which of these end a line; those of the second group turn letters around,
# those of the third hide text, or part words that look like one.
_SEPARATORS: Final = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HIDDEN: Final = (
    "\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufdd0-\ufdef\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
UNSEEN: Final = re.compile(
    f"[{_SEPARATORS}{_DIRECTIONS}{_HIDDEN}\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each invisible character, the first of its kind; lines end with a line feed."""
    seen: set[str] = set()
    for match in UNSEEN.finditer(text):
        if (found := match[0]) not in seen:
            seen.add(found)
            yield text.count("\n", 0, match.start()) + 1, _sentence(found)


def _sentence(found: str) -> str:
    name = f"U+{ord(found):04X}"
    if found in _SEPARATORS:
        return (
            f"Hier steht ein unsichtbares Zeichen ({name}), das manche Programme als Zeilenende lesen. Es kommt meist "
            "aus einem PDF oder aus Word. Ersetzen Sie es durch ein Leerzeichen."
        )
    if found in _DIRECTIONS:
        return f"Hier steht ein unsichtbares Zeichen ({name}), das die Leserichtung umkehrt. Löschen Sie es."
    if re.match(f"[{_HIDDEN}]", found):
        return f"Hier steht ein unsichtbares Zeichen ({name}), das keinen Platz braucht. Löschen Sie es."
    return f"Hier steht ein unsichtbares Steuerzeichen ({name}). Löschen Sie es."
