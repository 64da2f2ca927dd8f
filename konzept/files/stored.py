"""Archives that have the same bytes wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

_FIXED: Final = (1980, 1, 1, 0, 0, 0)


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of these files in this order. Nothing in it is packed: each zlib packs in its own way.

    What goes over the net is packed for the way, as all files of the website are.
    """
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _FIXED), content)
    return opened.getvalue()


def unpacked(archive: bytes) -> bytes:
    """The same archive of our own with nothing packed in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return stored((entry.filename, opened.read(entry)) for entry in opened.infolist())
