"""The bytes of a Word file: without the template's leftovers, the same on every machine and day."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from konzept.files import archives

# The picture of python-docx' template, and what it says of the program that made it.
_LEFTOVERS: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def packed(document: Document) -> bytes:
    """Save a document, with one fixed time on every file in it."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype in _LEFTOVERS]:
        del relations[key]
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source:
        return archives.packed((name, source.read(name)) for name in source.namelist())
