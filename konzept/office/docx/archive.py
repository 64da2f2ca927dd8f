"""The bytes of a Word file: without the template's leftovers, the same on every machine and day."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
# The picture of python-docx' template, and what it says of the program that made it.
_LEFTOVERS: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def packed(document: Document) -> bytes:
    """Save a document, with one fixed time on every file in it."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype in _LEFTOVERS]:
        del relations[key]
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
