"""The person in the head of a patch: what git would drop, cut or take for something else is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 80
_BETWEEN: Final = " .,'’()/&-"
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def no_name(name: str) -> str:
    """What is wrong with the name of an author, in German; empty if a commit can bear it as it is."""
    strange = sorted({letter for letter in name if not (_in_words(letter) or letter in _BETWEEN)})
    if strange:
        return f"Im Namen kann nicht stehen: {' '.join(strange)}. Lassen Sie es weg."
    if not any(map(str.isalpha, name)):
        return "Der Name hat keinen Buchstaben. Schreiben Sie ihn wie Anna Muster, oder lassen Sie das Feld leer."
    return f"Der Name ist länger als {_LONGEST} Zeichen. Kürzen Sie ihn." if len(name) > _LONGEST else ""


def no_address(address: str) -> str:
    """What is wrong with the address of an author, in German; empty if it is one."""
    if _ADDRESS.fullmatch(address):
        return ""
    return (
        "Das ist keine E-Mail-Adresse, die hier stehen kann. Schreiben Sie eine einzige, ohne Umlaute, wie "
        "name@example.org, oder lassen Sie das Feld leer."
    )


def _in_words(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")
