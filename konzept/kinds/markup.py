"""XML of strangers, parsed so that it can load, expand and run nothing."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from konzept.errors import KonzeptError

# Whoever writes a document type can define words that grow without end or name files to load.
_TYPE: Final = re.compile(rb"<!DOCTYPE(?![^\[>]*>)|<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)")
_ENCODINGS: Final = ("utf-8", "us-ascii", "ascii")


class MarkupError(KonzeptError):
    """The content is no XML that is read here; the message is a German sentence."""


def parse(content: bytes) -> etree._Element:
    """The root of an XML document in UTF-8 that defines no names of its own.

    :raises MarkupError: if it is anything else.
    """
    if _TYPE.search(content):
        raise MarkupError("Sie legt in <!DOCTYPE …> eigene Namen fest. Streichen Sie diese Angabe.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        content.decode("utf-8")
        tree = etree.ElementTree(etree.fromstring(content, parser))
    except (etree.XMLSyntaxError, ValueError):
        raise MarkupError("Sie ist beschädigt: kein lesbares XML in UTF-8.") from None
    if (tree.docinfo.encoding or "utf-8").lower() not in _ENCODINGS:
        raise MarkupError(f"Sie nennt die Kodierung {tree.docinfo.encoding!r}. Speichern Sie sie in UTF-8.")
    return tree.getroot()
