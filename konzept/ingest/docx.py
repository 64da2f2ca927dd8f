"""Reads a Word document by its XML: every paragraph once, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from konzept.ingest.docx_styles import Numbering, Style, Styles, W, is_on, numbered, value
from konzept.ingest.outline import Block, Cell, Counter, Kind, Outline, broken, headed, squeezed
from konzept.ingest.parts import UnreadableError, root, unpack

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_GONE: Final = (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText")
_NOTES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes", f"{W}commentReference": ""}
_EDGES: Final = re.compile(r"word/(header|footer)[0-9]*\.xml")


def read(content: bytes) -> Outline:
    """The outline of a Word document.

    :raises UnreadableError: if it is none, or broken.
    """
    parts = unpack(content)
    name = next((n for n in ("word/document.xml", "word/document2.xml") if n in parts), "")
    body = root(parts, name) if name else None
    found = None if body is None else body.find(f"{W}body")
    if body is None or found is None:
        raise UnreadableError("Die Datei ist kein Word-Dokument. Speichern Sie das Konzept als DOCX, ODT oder PDF.")
    walk = _Walk(parts)
    blocks = [*walk.below(found, _Frame())]
    edges = [*walk.edges()]
    warnings = tuple(walk.warnings(body))
    return Outline((*headed(blocks), *edges), (*_source(parts, walk.read),), warnings, ordered=True, pages=walk.page)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the walk is: what kind of place, in which cell, in a contents list."""

    kind: Kind = "absatz"
    cell: Cell | None = None
    place: str = ""
    contents: bool = False
    head: bool = False


@dataclass(slots=True)
class _Run:
    """The text of a paragraph as it grows, with what hangs on it."""

    text: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    size: float = 0.0


class _Walk:
    """Goes through a document once, in its order."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._styles = Styles(root(parts, "word/styles.xml"))
        self._numbers = Numbering(root(parts, "word/numbering.xml"))
        self._count = Counter()
        self._tables = 0
        self.page = 1 if b"lastRenderedPageBreak" in parts.get("word/document.xml", b"") else 0
        self.read = ["word/document.xml" if "word/document.xml" in parts else "word/document2.xml"]
        self._noted = {name: self._note_nodes(name) for name in ("footnotes", "endnotes", "comments")}

    def _note_nodes(self, name: str) -> dict[str, etree._Element]:
        node = root(self._parts, f"word/{name}.xml")
        if node is None:
            return {}
        self.read.append(f"word/{name}.xml")
        return {str(n.get(f"{W}id")): n for n in node if isinstance(n.tag, str)}

    def below(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        """The blocks below a node."""
        for child in node:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, frame)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, frame)
            elif child.tag == f"{W}sdt":
                gallery = value(child, "sdtPr/docPartObj/docPartGallery")
                yield from self.below(child, replace(frame, contents=frame.contents or "Contents" in gallery))
            elif child.tag == f"{_MC}AlternateContent":
                yield from self.below(_chosen(child), frame)
            elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != f"{W}sdtPr":
                yield from self.below(child, frame)

    def _paragraph(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        properties = node.find(f"{W}pPr")
        style, run = self._styles[value(properties, "pStyle")], _Run()
        if is_on(properties, "pageBreakBefore") and self.page:
            self.page += not any(True for _ in node.iter(f"{W}lastRenderedPageBreak"))
        before = self.page
        self._inline(node, run, style)
        page = before if "".join(run.text).partition("\f")[0].strip() else self.page
        if text := squeezed("".join(run.text).replace("\f", "")):
            yield self._block(text, run, properties, style, frame, page)
        for box in run.boxes:
            place = self._count.next("Kasten") if frame.kind != "kasten" else frame.place
            yield from self.below(box, replace(frame, kind="kasten", place=place))
        for part, ident in run.notes:
            yield from self._note(part, ident)

    def _block(
        self, text: str, run: _Run, properties: etree._Element | None, style: Style, frame: _Frame, page: int
    ) -> Block:
        ident, depth = numbered(properties)
        ident, depth = (ident, depth) if ident else style.number
        number = self._numbers.next(ident, depth) if ident and ident != "0" else ""
        outline = value(properties, "outlineLvl")
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else style.level
        kind = frame.kind
        if frame.contents or style.contents:
            kind = "verzeichnis"
        elif kind == "absatz" and level:
            kind = "überschrift"
        elif kind == "absatz" and ident and ident != "0":
            kind, level = "liste", depth + 1
        elif kind in ("zelle", "kasten") and ident and ident != "0":
            level = depth + 1
        else:
            level = 0 if kind != "überschrift" else level
        return Block(
            kind=kind,
            text=text,
            place=frame.place or self._count.next("Absatz"),
            page=page,
            level=level,
            number=number,
            bold=run.plain == 0 and run.bold > 0,
            size=run.size or style.size,
            cell=frame.cell,
            lines=broken("".join(run.text).replace("\f", "")),
        )

    def _inline(self, node: etree._Element, run: _Run, style: Style) -> None:
        """Gather the words below a node that belong to its paragraph."""
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._weigh(child, run, style)
                self._inline(child, run, style)
            elif tag == f"{W}t":
                run.text.append(child.text or "")
            elif tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"):
                run.text.append("\n" if tag in (f"{W}br", f"{W}cr") else " ")
                self._turn(run, child.get(f"{W}type") == "page" and not self._rendered())
            elif tag == f"{W}lastRenderedPageBreak":
                self._turn(run, turned=True)
            elif tag == f"{W}noBreakHyphen":
                run.text.append("-")
            elif tag in _NOTES:
                run.notes.append((_NOTES[tag] or "comments", str(child.get(f"{W}id"))))
            elif tag == f"{W}txbxContent":
                run.boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                self._inline(_chosen(child), run, style)
            elif isinstance(tag, str) and tag not in _GONE:
                self._inline(child, run, style)

    def _rendered(self) -> bool:
        return self.page > 0

    def _turn(self, run: _Run, turned: bool) -> None:
        if turned and self.page:
            self.page += 1
            run.text.append("\f")

    @staticmethod
    def _weigh(node: etree._Element, run: _Run, style: Style) -> None:
        """How much of a paragraph is bold, and how large it is."""
        look = node.find(f"{W}rPr")
        length = sum(len((t.text or "").strip()) for t in node.iter(f"{W}t"))
        bold = is_on(look, "b")
        if length and (style.bold if bold is None else bold):
            run.bold += length
        else:
            run.plain += length
        size = value(look, "sz")
        if length and size.isdecimal():
            run.size = max(run.size, int(size) / 2)

    def _table(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        within = (*frame.cell.within, frame.cell.table) if frame.cell else ()
        for row, line in enumerate(_rows(node), 1):
            head = is_on(line.find(f"{W}trPr"), "tblHeader") is True
            column = 1 + _number(value(line, "trPr/gridBefore"), 0)
            for cell in _cells(line):
                width = _number(value(cell, "tcPr/gridSpan"), 1)
                spot = Cell(number, row, column, head, width, within)
                place = f"Tabelle {number}, Zeile {row}, Spalte {column}"
                yield from self.below(cell, replace(frame, kind="zelle", cell=spot, place=place))
                column += width

    def _note(self, part: str, ident: str) -> Iterator[Block]:
        node = self._noted[part].pop(ident, None)
        if node is not None:
            kind: Kind = "kommentar" if part == "comments" else "fußnote"
            place = self._count.next("Kommentar" if part == "comments" else "Fußnote")
            yield from self.below(node, _Frame(kind=kind, place=place))

    def edges(self) -> Iterator[Block]:
        """What stands at the head and foot of pages, and notes that nothing refers to."""
        for part, nodes in self._noted.items():
            for ident in list(nodes):
                yield from self._note(part, ident)
        for name in sorted(self._parts):
            if match := _EDGES.fullmatch(name):
                self.read.append(name)
                node = root(self._parts, name)
                place = self._count.next("Kopfzeile" if match[1] == "header" else "Fußzeile")
                if node is not None:
                    yield from self.below(node, _Frame(kind="rand", place=place))

    def warnings(self, body: etree._Element) -> Iterator[str]:
        """What people should look at in the document itself."""
        changed = [*body.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")]
        if changed:
            yield (
                f"Im Dokument sind {len(changed)} Änderungen noch nicht angenommen. Gelesen ist, was danach dastünde. "
                "Prüfen Sie, ob das die beschlossene Fassung ist."
            )
        if next(body.iter("{*}imagedata", _PICTURE), None) is not None:
            yield "Das Dokument hat Bilder. Was in Bildern geschrieben steht, ist nicht gelesen."
        if next(body.iter(f"{W}altChunk"), None) is not None:
            yield "Das Dokument bindet andere Dateien ein. Ihr Inhalt ist nicht gelesen: Speichern Sie es in Word neu."


def _number(text: str, otherwise: int) -> int:
    """A number of columns, as far as a table can have them."""
    return min(int(text), 1000) if text.isdecimal() else otherwise


def _chosen(node: etree._Element) -> etree._Element:
    """Of what a program offers twice, once for old programs, one."""
    choice = node.find(f"{_MC}Choice")
    fallback = node.find(f"{_MC}Fallback")
    if choice is not None and (fallback is None or next(choice.iter(f"{W}t"), None) is not None):
        return choice
    return node if fallback is None else fallback


def _rows(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == f"{W}tr":
            yield child
        elif isinstance(child.tag, str) and child.tag != f"{W}tc" and child.tag not in _GONE:
            yield from _rows(child)


def _cells(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == f"{W}tc":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _cells(child)


def _source(parts: dict[str, bytes], names: list[str]) -> Iterator[str]:
    """The text of each paragraph of the parts, found without walking: each ``w:t`` that is not gone or doubled."""
    for name in names:
        node = root(parts, name)
        if node is None:
            continue
        texts: dict[etree._Element, list[str]] = {}
        marks = (f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}ptab")
        for mark in node.iter(*marks):
            above = [str(a.tag) for a in mark.iterancestors()]
            if {f"{W}del", f"{W}moveFrom", f"{W}pPr"} & {*above} or _doubled(mark):
                continue
            owner = next((a for a in mark.iterancestors() if a.tag == f"{W}p"), node)
            written = {f"{W}t": mark.text or "", f"{W}noBreakHyphen": "-"}.get(str(mark.tag), " ")
            texts.setdefault(owner, []).append(written)
        yield from (squeezed("".join(pieces)) for pieces in texts.values())


def _doubled(mark: etree._Element) -> bool:
    """Whether a mark is in the part of an alternative that is not taken."""
    for node in mark.iterancestors():
        above = node.getparent()
        if above is not None and above.tag == f"{_MC}AlternateContent" and _chosen(above) is not node:
            return True
    return False
