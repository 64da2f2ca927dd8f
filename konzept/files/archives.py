"""ZIP archives that have the same bytes whenever they are made of the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

_FIXED: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say
_UNIX: Final = 3


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these files in this order. Nothing in it is packed: each zlib packs in its own way.

    What goes over the net is packed for the way, as all files of the website are.
    """
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _FIXED), content)
    return opened.getvalue()


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The same, but packed: smaller, and where another zlib packs it with other bytes."""
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, 0o644 << 16
            archive.writestr(entry, content)
    return opened.getvalue()


def unpacked(archive: bytes) -> bytes:
    """The same archive of our own with nothing packed in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return stored((entry.filename, opened.read(entry)) for entry in opened.infolist())
