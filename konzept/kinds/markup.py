"""XML of strangers, parsed so that it can load, expand and run nothing."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from konzept.errors import KonzeptError

if TYPE_CHECKING:
    from lxml import etree

# Whoever writes a document type can define words that grow without end or name files to load.
_TYPE: Final = re.compile(rb"<!DOCTYPE(?![^\[>]*>)|<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)")
_ENCODINGS: Final = ("utf-8", "us-ascii", "ascii")
_DEEPEST: Final = 256  # as in lxml
_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
_DAMAGED: Final = "Sie ist beschädigt: kein lesbares XML in UTF-8."


class MarkupError(KonzeptError):
    """The content is no XML that is read here; the message is a German sentence."""


def parse(content: bytes) -> etree._Element:
    """The root of an XML document in UTF-8 that defines no names of its own.

    :raises MarkupError: if it is anything else.
    """
    from lxml import etree  # not where this runs in a browser

    _refuse(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.ElementTree(etree.fromstring(content, parser))
    except (etree.XMLSyntaxError, ValueError):
        raise MarkupError(_DAMAGED) from None
    return tree.getroot()


def plain(content: bytes) -> ElementTree.Element:
    """The same by what Python itself has, for what also runs in a browser.

    :raises MarkupError: if it is anything else.
    """
    _refuse(content)
    try:
        parser = ElementTree.XMLParser(target=_Bounded())  # noqa: S314  # what could define anything is refused
        parser.feed(content)
        root: ElementTree.Element = parser.close()
        return root
    except ElementTree.ParseError:
        raise MarkupError(_DAMAGED) from None


class _Bounded(ElementTree.TreeBuilder):
    """Refuses what is nested so deep that nobody wrote it."""

    _depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:
        """An element begins.

        :raises MarkupError: if it is nested too deep.
        """
        self._depth += 1
        if self._depth > _DEEPEST:
            raise MarkupError(_DAMAGED)
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        """It ends."""
        self._depth -= 1
        return super().end(tag)


def _refuse(content: bytes) -> None:
    """Refuse what defines names, and what is not in UTF-8 or says so."""
    if _TYPE.search(content):
        raise MarkupError("Sie legt in <!DOCTYPE …> eigene Namen fest. Streichen Sie diese Angabe.")
    try:
        content.decode("utf-8")
    except ValueError:
        raise MarkupError(_DAMAGED) from None
    declared = _DECLARED.match(content.removeprefix(codecs.BOM_UTF8))
    if declared and (name := declared[1].decode("ascii", "replace")).lower() not in _ENCODINGS:
        raise MarkupError(f"Sie nennt die Kodierung {name!r}. Speichern Sie sie in UTF-8.")
