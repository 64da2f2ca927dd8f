"""Opens packed documents within bounds, and says in German what can't be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from konzept.errors import RefusedError
from konzept.kinds.markup import MarkupError, parse

LARGEST: Final = 200 * 2**20
_UNPACKED: Final = 400 * 2**20
_TEXT: Final = 100 * 2**20
_PARTS: Final = 5_000
AGAIN: Final = "Öffnen Sie sie in Word oder LibreOffice und speichern Sie sie neu."
LOCKED: Final = "Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort."


class UnreadableError(RefusedError):
    """The document is not read; the message says in German why and what to do."""


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts in XML of a packed document by their names.

    :raises UnreadableError: if it is broken, locked or out of bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > _PARTS or sum(entry.file_size for entry in entries) > _UNPACKED:
                raise UnreadableError(f"Ausgepackt ist die Datei größer als {_UNPACKED // 2**20} MB. Teilen Sie sie.")
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError(LOCKED)
            texts = [e for e in entries if e.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in texts) > _TEXT:
                raise UnreadableError(f"Die Datei hat mehr als {_TEXT // 2**20} MB Text. Teilen Sie sie auf.")
            found = {entry.filename: packed.read(entry) for entry in texts}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, NotImplementedError, EOFError):
        raise UnreadableError(f"Die Datei ist beschädigt oder unvollständig. {AGAIN}") from None
    if b"encryption-data" in found.get("META-INF/manifest.xml", b""):
        raise UnreadableError(LOCKED)
    return found


def root(parts: dict[str, bytes], name: str) -> etree._Element | None:
    """The root of a part; nothing without it.

    :raises UnreadableError: if it is broken or defines names of its own.
    """
    if name not in parts:
        return None
    try:
        return parse(parts[name])
    except MarkupError:
        raise UnreadableError(f"Der Teil {name} der Datei ist kein lesbares XML. {AGAIN}") from None
