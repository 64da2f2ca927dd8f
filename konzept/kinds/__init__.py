"""The kinds of files that may be published beside the texts, and what must hold for each.

What is in a file is examined in :mod:`konzept.kinds.content`; that needs libraries which are slow to load.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from konzept.findings import nearest

MOST_PIXELS: Final = 25_000_000
_PIXELS: Final = (
    "Bild, unbeschädigt, unbewegt, ohne Ort der Aufnahme (GPS), mit höchstens "
    f"{MOST_PIXELS // 1_000_000} Millionen Bildpunkten, in RGB oder Grau"
)
_OFFICE: Final = "ohne Makros, eingebettete Dateien und Teile, die von anderswo geladen werden; unverschlüsselt"
KINDS: Final = {
    "png": _PIXELS,
    "jpg": _PIXELS,
    "gif": _PIXELS,
    "webp": _PIXELS,
    "svg": "Zeichnung aus Formen, Text und Farben; ohne Programme, Verweise, eingebettete Bilder und Filter",
    "pdf": "PDF, unbeschädigt und unverschlüsselt; ohne JavaScript, Anhänge, Formularversand und Multimedia",
    "docx": f"Word-Dokument, {_OFFICE}",
    "xlsx": f"Excel-Tabelle, {_OFFICE}",
    "odt": f"Dokument von Writer, {_OFFICE}",
    "csv": "Tabelle in UTF-8, ohne HTML und ohne Zellen, die eine Tabellenkalkulation berechnet",
    "ics": "Termine in UTF-8; ohne Anhänge und ohne Erinnerungen, die etwas starten",
    "txt": "Text in UTF-8, ohne HTML",
}
PICTURES: Final = ("png", "jpg", "gif", "webp", "svg")
ADDRESSES: Final = ("https:", "http:", "mailto:", "tel:")
"""How an address begins to which a link in a file may lead; others start programs or open files."""
_OTHER_NAMES: Final = {"jpeg": "jpg"}


def kind_of(name: str) -> str:
    """The kind that a file's name promises: its ending in small letters, without the dot."""
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    return _OTHER_NAMES.get(ending, ending)


def unwanted(name: str, allowed: Collection[str]) -> str:
    """Why a file of this name is not published, or nothing; ``allowed`` are the kinds that are."""
    kind = kind_of(name)
    if kind in allowed:
        return ""
    offer = nearest(kind, allowed) if allowed else "Die Einstellung 'dateiarten' lässt keine zu."
    found = f"Dateien der Art {kind!r} sind" if kind else "Dateien ohne Endung sind"
    return refusal(name, f"{found} hier nicht erlaubt. {offer}")


def refusal(name: str, reason: str) -> str:
    """What is said of a file that is not published."""
    return f"Die Datei {name!r} wird nicht veröffentlicht: {reason}"
