"""Reads a document of whatever kind into an outline, or says in German what can't be read and what to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from konzept.documents import docx, odt, pdf
from konzept.documents.checking import to_look_at
from konzept.documents.outline import Outline
from konzept.documents.packed import AGAIN, LARGEST, LOCKED, UnreadableError

_OLD = (
    "Die Datei ist im alten Format von Word (.doc) oder mit einem Kennwort geschützt. Speichern Sie sie als DOCX ohne "
    "Kennwort."
)

_OTHER = "Gelesen werden PDF, DOCX und ODT. Speichern Sie das Konzept in einem dieser Formate."


def outline(content: bytes, known: Collection[str] = ()) -> Outline:
    """The outline of a document; ``known`` words are never told as strange.

    :raises UnreadableError: if it is broken, locked, only pictures, or of another kind.
    """
    if not content.strip():
        raise UnreadableError("Die Datei ist leer. Lassen Sie sie sich noch einmal schicken.")
    if len(content) > LARGEST:
        raise UnreadableError(f"Die Datei hat mehr als {LARGEST // 2**20} MB. Verkleinern Sie ihre Bilder.")
    try:
        if content.startswith(b"PK"):
            found = odt.read(content) if _is_odt(content) else docx.read(content)
        elif b"%PDF-" in content[:1024]:
            found = pdf.read(content)
        elif content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
            raise UnreadableError(_OLD)
        else:
            raise UnreadableError(_OTHER)
    except (ValueError, RecursionError):  # numbers and depths that no program writes
        raise UnreadableError(f"Die Datei ist beschädigt. {AGAIN}") from None
    if not any(block.text for block in found.blocks):
        raise UnreadableError("In der Datei steht kein Text.")
    return replace(found, warnings=(*found.warnings, *to_look_at(found.blocks, known)))


def _is_odt(content: bytes) -> bool:
    """Whether a packed file says that it is a text of the OpenDocument format."""
    head = content[:200]
    return b"opendocument.text" in head or (b"content.xml" in content and b"word/document" not in content)


__all__ = ["LOCKED", "UnreadableError", "outline"]
