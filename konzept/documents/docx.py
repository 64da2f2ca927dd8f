"""Reads a Word document by its XML: every paragraph once, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from konzept.documents.docx_styles import DocxStyles, Numbering, Style, W, indent, is_on, numbered, value
from konzept.documents.docx_words import (
    BREAKS,
    DIAGRAM,
    DRAWN,
    LETTERS,
    MC,
    SIGN,
    chosen,
    counted,
    deleted,
    elsewhere,
    is_struck,
    prepared,
    sign_of,
    source,
)
from konzept.documents.levels import levelled
from konzept.documents.office import OfficePlace, Run, Walk, number
from konzept.documents.outline import Block, Kind, Outline, squeezed
from konzept.documents.packed import UnreadableError, root, unpack

_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_GONE: Final = (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}sdtPr")
_NOTES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"} | {
    f"{W}commentReference": "comments"
}
_EDGES: Final = re.compile(r"word/(header|footer)[0-9]*\.xml")


def read(content: bytes) -> Outline:
    """The outline of a Word document.

    :raises UnreadableError: if it is none, or broken.
    """
    parts = prepared(unpack(content))
    name = next((n for n in ("word/document.xml", "word/document2.xml") if n in parts), "")
    body = root(parts, name) if name else None
    found = None if body is None else body.find(f"{W}body")
    if body is None or found is None:
        raise UnreadableError("Die Datei ist kein Word-Dokument. Speichern Sie das Konzept als DOCX, ODT oder PDF.")
    walk = _DocxWalk(parts, name)
    blocks = [*walk.below(found, OfficePlace())]
    edges = [*walk.edges()]
    warnings = (*walk.warnings(*counted(body), deleted(body)), *elsewhere(body))
    return Outline((*levelled(blocks), *edges), (*source(parts, walk.read),), warnings, ordered=True, pages=walk.page)


class _DocxWalk(Walk):
    """Goes through a Word document once, in its order."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        super().__init__(paged=b"lastRenderedPageBreak" in parts[name])
        self._parts = parts
        self._styles = DocxStyles(root(parts, "word/styles.xml"))
        self._numbers = Numbering(root(parts, "word/numbering.xml"))
        self.read = [name]
        self._noted = {name: self._note_nodes(name) for name in ("footnotes", "endnotes", "comments")}
        related = root(parts, f"word/_rels/{name.removeprefix('word/')}.rels")
        self._targets = {} if related is None else {str(r.get("Id")): f"word/{r.get('Target')}" for r in related}

    def _note_nodes(self, name: str) -> dict[str, etree._Element]:
        node = root(self._parts, f"word/{name}.xml")
        if node is None:
            return {}
        self.read.append(f"word/{name}.xml")
        return {str(n.get(f"{W}id")): n for n in node if isinstance(n.tag, str)}

    def below(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        """The blocks below a node."""
        for child in node:
            if child.tag in (f"{W}p", f"{DRAWN}p"):
                yield from self._paragraph(child, frame)
            elif child.tag == f"{W}tbl":
                yield from self.table(_rows(child), frame)
            elif child.tag == f"{W}sdt":
                gallery = value(child, "sdtPr/docPartObj/docPartGallery")
                yield from self.below(child, replace(frame, contents=frame.contents or "Contents" in gallery))
            elif child.tag == f"{MC}AlternateContent":
                yield from self.below(chosen(child), frame)
            elif isinstance(child.tag, str) and child.tag not in _GONE:
                yield from self.below(child, frame)

    def _paragraph(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        properties = node.find(f"{W}pPr")
        style, run = self._styles[value(properties, "pStyle")], Run()
        if is_on(properties, "pageBreakBefore") and self.page:
            self.page += not any(True for _ in node.iter(f"{W}lastRenderedPageBreak"))
        before = self.page
        self._inline(node, run, style)
        kind, said = self._seen_as(properties, style, frame, counts=bool(squeezed("".join(run.text))))
        yield from self.blocks(run, frame, before, kind, size=run.size or style.size, **said)
        for beside in run.beside:
            yield from self._beside(beside, frame)

    def _seen_as(
        self, properties: etree._Element | None, style: Style, frame: OfficePlace, *, counts: bool
    ) -> tuple[Kind, dict[str, object]]:
        """What a paragraph is, with its level, number and indent."""
        ident, depth = numbered(properties)
        ident, depth = (ident, depth) if ident else style.number
        is_listed = bool(ident) and ident != "0"
        said: dict[str, object] = {
            "number": self._numbers.next(ident, depth) if is_listed and counts else "",
            "indent": indent(properties) or style.indent or (self._numbers.indent(ident, depth) if is_listed else 0.0),
        }
        outline = value(properties, "outlineLvl")
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else style.level
        if frame.contents or style.contents:
            return "verzeichnis", said
        if frame.kind == "absatz" and level:
            return "überschrift", said | {"level": level}
        if frame.kind in ("absatz", "zelle", "kasten") and is_listed:
            return "liste" if frame.kind == "absatz" else frame.kind, said | {"level": depth + 1}
        return frame.kind, said

    def _inline(self, node: etree._Element, run: Run, style: Style) -> None:
        """Gather the words below a node that belong to its paragraph."""
        for child in node:
            tag = child.tag
            if tag == f"{W}r" and is_on(child.find(f"{W}rPr"), "vanish"):
                run.hidden += [t.text or "" for t in child.iter(f"{W}t")]
            elif tag == f"{W}r" and is_struck(child):
                run.struck.append("".join(t.text or "" for t in child.iter(f"{W}t")))
            elif tag == f"{W}r":
                run.part()
                _weigh(child, run, style)
                self._inline(child, run, style)
            elif tag in LETTERS:
                run.text.append(child.text or "")
            elif tag in BREAKS:
                run.text.append(BREAKS[tag])
            elif tag == SIGN:
                run.text.append(sign_of(child))
            elif tag == f"{W}lastRenderedPageBreak":
                self.page += 1
                run.text.append("\f")
            elif tag in _NOTES or tag in (f"{W}txbxContent", f"{DIAGRAM}relIds"):
                run.beside.append(child)
            elif tag == f"{MC}AlternateContent":
                self._inline(chosen(child), run, style)
            elif isinstance(tag, str) and tag not in _GONE:
                self._inline(child, run, style)

    def _beside(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        """A box, a note, a comment, or a diagram of a paragraph."""
        if node.tag in _NOTES:
            yield from self._note(_NOTES[node.tag], str(node.get(f"{W}id")))
        elif node.tag == f"{W}txbxContent":
            yield from self.box(node, frame)
        else:
            name = self._targets.get(str(node.get(f"{_RELATED}dm")), "")
            drawn = root(self._parts, name)
            if drawn is not None and name not in self.read:
                self.read.append(name)
                yield from self.box(drawn, frame)

    def _note(self, part: str, ident: str) -> Iterator[Block]:
        node = self._noted[part].pop(ident, None)
        if node is not None:
            is_note = part != "comments"
            yield from self.apart(node, "fußnote" if is_note else "kommentar", "Fußnote" if is_note else "Kommentar")

    def edges(self) -> Iterator[Block]:
        """What stands at the head and foot of pages, and notes that nothing refers to."""
        for part, nodes in self._noted.items():
            for ident in list(nodes):
                yield from self._note(part, ident)
        for name in sorted(self._parts):
            node = root(self._parts, name) if (match := _EDGES.fullmatch(name)) else None
            if match and node is not None:
                self.read.append(name)
                yield from self.apart(node, "rand", "Kopfzeile" if match[1] == "header" else "Fußzeile")


def _weigh(node: etree._Element, run: Run, style: Style) -> None:
    """How much of a paragraph is bold, and how large it is."""
    look = node.find(f"{W}rPr")
    length = sum(len((t.text or "").strip()) for t in node.iter(f"{W}t"))
    bold, size = is_on(look, "b"), value(look, "sz")
    run.weigh(length, int(size) / 2 if size.isdecimal() else 0.0, bold=style.bold if bold is None else bold)


def _rows(node: etree._Element) -> Iterator[tuple[bool, Iterator[tuple[etree._Element, int, int]]]]:
    for line in _nearest(node, "tr"):
        yield is_on(line.find(f"{W}trPr"), "tblHeader") is True, _cells(line)


def _cells(line: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    column = 1 + number(value(line, "trPr/gridBefore"), 0)
    for cell in _nearest(line, "tc"):
        width = number(value(cell, "tcPr/gridSpan"), 1)
        yield cell, column, width
        column += width


def _nearest(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those in content controls."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif isinstance(child.tag, str) and child.tag != f"{W}tc" and child.tag not in _GONE:
            yield from _nearest(child, name)
