"""Reads an ODT document by its XML: every paragraph once, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from konzept.documents.levels import levelled
from konzept.documents.odt_styles import STYLE, TEXT, Lists, Look, OdtStyles
from konzept.documents.office import OfficePlace, Run, Walk, number
from konzept.documents.outline import Block, Kind, Outline, squeezed
from konzept.documents.packed import UnreadableError, root, unpack
from konzept.documents.symbols import UNKNOWN, readable, unknown_signs

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_GONE: Final = (f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{_OFFICE}forms", f"{TEXT}alphabetical-index-mark")
_INDEXES: Final = tuple(f"{TEXT}{n}" for n in ("table-of-content", "illustration-index", "table-index", "user-index"))
_NOTES: Final = {f"{TEXT}note": ("fußnote", "Fußnote"), f"{_OFFICE}annotation": ("kommentar", "Kommentar")}
_SHAPES: Final = ("text-box", "custom-shape", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path")
_BESIDE: Final = (*_NOTES, *(f"{_DRAW}{n}" for n in (*_SHAPES, "regular-polygon", "connector", "caption", "measure")))
_EDGES: Final = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
_GROUPS: Final = tuple(f"{_TABLE}table-{name}" for name in ("header-rows", "rows", "row-group"))
Rows = Iterator[tuple[bool, Iterator[tuple[etree._Element, int, int]]]]


def read(content: bytes) -> Outline:
    """The outline of an ODT document.

    :raises UnreadableError: if it is none, or broken.
    """
    parts = unpack(content)
    tree, styles = root(parts, "content.xml"), root(parts, "styles.xml")
    body = None if tree is None else tree.find(f"{_OFFICE}body/{_OFFICE}text")
    if tree is None or body is None:
        raise UnreadableError("Die Datei ist kein Textdokument. Speichern Sie das Konzept als DOCX, ODT oder PDF.")
    known = OdtStyles(styles, tree)
    _read_signs(body, known)
    walk = _OdtWalk(tree, styles)
    blocks = [*walk.below(body, OfficePlace())]
    if str(walk.page) != _page_count(root(parts, "meta.xml")):
        blocks, walk.page = [replace(block, page=0) for block in blocks], 0
    edges = [*walk.edges(styles)]
    source = tuple(_source(body, styles, known))
    changes, pictures = (sum(1 for _ in body.iter(tag)) for tag in (f"{TEXT}changed-region", f"{_DRAW}image"))
    deleted = [" ".join(node.itertext(f"{TEXT}p", f"{TEXT}h", f"{TEXT}span")) for node in body.iter(f"{TEXT}deletion")]
    unknown = unknown_signs("".join(map(str, body.itertext())).count(UNKNOWN))
    warnings = (*walk.warnings(changes, pictures, deleted), *unknown)
    return Outline((*levelled(blocks), *edges), source, warnings, ordered=True, pages=walk.page)


def _read_signs(body: etree._Element, styles: OdtStyles) -> None:
    """Put letters for what is set in fonts of signs."""
    for node in body.iter(etree.Element):
        font, around = (_font(styles, holder) for holder in (node, node.getparent()))
        node.text = node.text and readable(font, node.text)
        node.tail = node.tail and readable(around, node.tail)


def _font(styles: OdtStyles, holder: etree._Element | None) -> str:
    return "" if holder is None else styles.font(str(holder.get(f"{TEXT}style-name", "")))


class _OdtWalk(Walk):
    """Goes through an ODT document once, in its order."""

    def __init__(self, tree: etree._Element, styles: etree._Element | None) -> None:
        super().__init__(paged=True)
        self._is_first = True  # a style that begins a page begins no second one at the head of a document
        self._styles = OdtStyles(styles, tree)
        self._lists = Lists((styles, tree))

    def below(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        """The blocks below a node."""
        for child in node:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                self._break("paragraph", str(child.get(f"{TEXT}style-name", "")))
                yield from self._paragraph(child, frame)
                frame = replace(frame, first=False)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, frame)
            elif child.tag == f"{_TABLE}table":
                self._break("table", str(child.get(f"{_TABLE}style-name", "")))
                yield from self.table(self._rows(child, head=False), frame)
            elif child.tag == f"{TEXT}soft-page-break":
                self.page += 1
            elif child.tag in _INDEXES:
                yield from self.below(child, replace(frame, contents=True))
            elif child.tag in _BESIDE:
                yield from self._beside(child, frame)
            elif isinstance(child.tag, str) and child.tag not in _GONE and not child.tag.endswith("-source"):
                yield from self.below(child, frame)

    def _break(self, family: str, name: str) -> None:
        """Turn the page before a paragraph or table whose style begins one."""
        self.page += not self._is_first and self._styles.begins_page(family, name)
        self._is_first = False

    def _rows(self, node: etree._Element, *, head: bool) -> Rows:
        for child in node:
            if child.tag == f"{_TABLE}table-row":
                yield head, _cells(child)
            elif child.tag == f"{TEXT}soft-page-break":
                self.page += 1
            elif child.tag in _GROUPS:
                yield from self._rows(child, head=head or child.tag == _GROUPS[0])

    def _list(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        name = str(node.get(f"{TEXT}style-name", "")) or frame.numbering
        goes_on = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list") or frame.depth
        if not goes_on:
            self._lists.begin(name)
        for item in node:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                first = item.tag == f"{TEXT}list-item"
                yield from self.below(item, replace(frame, numbering=name, depth=frame.depth + 1, first=first))

    def _paragraph(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        look, run, before = self._styles.paragraph(str(node.get(f"{TEXT}style-name", ""))), Run(), self.page
        self._inline(node, run, look)
        kind, level = self._kind(node, frame, look)
        yield from self.blocks(
            run,
            frame,
            before,
            kind,
            level=level,
            number=self._number(node, frame, look),
            size=run.size or look.size,
            indent=self._lists.indent(frame.numbering, frame.depth) + look.indent,
        )
        for beside in run.beside:
            yield from self._beside(beside, frame)

    def _number(self, node: etree._Element, frame: OfficePlace, look: Look) -> str:
        if node.tag == f"{TEXT}h" and not frame.depth:
            return self._lists.next("", _level(node, look))
        return self._lists.next(frame.numbering, frame.depth) if frame.depth and frame.first else ""

    @staticmethod
    def _kind(node: etree._Element, frame: OfficePlace, look: Look) -> tuple[Kind, int]:
        if frame.contents or look.contents:
            return "verzeichnis", 0
        if frame.kind == "absatz" and (node.tag == f"{TEXT}h" or look.level):
            return "überschrift", _level(node, look)
        return "liste" if frame.kind == "absatz" and frame.depth else frame.kind, frame.depth

    def _inline(self, node: etree._Element, run: Run, look: Look) -> None:
        """Gather the words below a node that belong to its paragraph."""
        _words(node.text, run, look)
        for child in node:
            tag = child.tag
            if tag in _BESIDE:
                run.beside.append(child)
            elif tag == f"{TEXT}s":
                run.text.append(" ")
            elif tag in (f"{TEXT}tab", f"{TEXT}line-break"):
                run.text.append("\n" if tag == f"{TEXT}line-break" else " ")
            elif tag == f"{TEXT}soft-page-break":
                self.page += 1
                run.text.append("\f")
            elif tag == f"{TEXT}span":
                self._inline(child, run, self._styles.letters(str(child.get(f"{TEXT}style-name", "")), look))
            elif isinstance(tag, str) and tag not in _GONE and not _is_title(child):
                self._inline(child, run, look)
            _words(child.tail, run, look)

    def _beside(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        """A note, a comment or a text box of a paragraph."""
        body = node.find(f"{TEXT}note-body") if node.tag == f"{TEXT}note" else node
        if node.tag not in _NOTES:
            yield from self.box(node, frame) if node.find(f".//{TEXT}p") is not None else ()
        elif body is not None:
            yield from self.apart(body, *_NOTES[node.tag])  # type: ignore[arg-type]

    def edges(self, styles: etree._Element | None) -> Iterator[Block]:
        """What stands at the head and foot of pages."""
        for name in _EDGES:
            for node in () if styles is None else styles.iter(f"{STYLE}{name}"):
                yield from self.apart(node, "rand", "Kopfzeile" if name.startswith("header") else "Fußzeile")


def _level(node: etree._Element, look: Look) -> int:
    level = str(node.get(f"{TEXT}outline-level", ""))
    return int(level) if level.isdecimal() and 0 < int(level) < 10 else look.level or 1


def _words(text: str | None, run: Run, look: Look) -> None:
    if text and look.hidden:
        run.hidden.append(text)
    elif text and look.struck:
        run.struck.append(text)
    elif text:
        run.part()
        run.text.append(text.replace("\n", " "))
        run.weigh(len(text.strip()), look.size, bold=look.bold)


def _is_title(node: etree._Element) -> bool:
    """Whether something only describes a picture."""
    return str(node.tag).endswith(("svg-compatible:1.0}title", "svg-compatible:1.0}desc"))


def _page_count(meta: etree._Element | None) -> str:
    """How many pages the document says it has; nothing if it does not say so."""
    found = () if meta is None else meta.iter(f"{_META}document-statistic")
    return next((str(node.get(f"{_META}page-count", "")) for node in found), "")


def _cells(line: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    column = 1
    for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        if cell.tag == f"{_TABLE}table-cell":
            yield cell, column, number(str(cell.get(f"{_TABLE}number-columns-spanned", "1")), 1)
        column += number(str(cell.get(f"{_TABLE}number-columns-repeated", "1")), 1)


def _source(body: etree._Element, styles: etree._Element | None, known: OdtStyles) -> Iterator[str]:
    """The text of each paragraph, found without walking: what its nodes say, but for what stands beside it."""
    nodes = [body, *(n for name in _EDGES for n in (() if styles is None else styles.iter(f"{STYLE}{name}")))]
    for node in nodes:
        for paragraph in node.iter(f"{TEXT}p", f"{TEXT}h"):
            if not any(a.tag in _GONE for a in paragraph.iterancestors()):
                found = list(_said(paragraph, known))
                beside = (f" {text}" for text, is_apart in found if is_apart)
                yield squeezed("".join((*(text for text, is_apart in found if not is_apart), *beside)))


def _said(paragraph: etree._Element, known: OdtStyles) -> Iterator[tuple[str, bool]]:
    """What a paragraph says, and of each part whether it stands apart: the words around it go on without it."""
    blanks = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
    for text in paragraph.xpath(".//text()"):
        owner = text.getparent()
        holder = owner.getparent() if text.is_tail else owner
        if text.is_tail and owner.tag in blanks:
            yield " ", False
        chain = [holder, *holder.iterancestors()]
        inside = chain[: chain.index(paragraph)]
        if not any(n.tag in (*_BESIDE, *_GONE) or _is_title(n) for n in inside):
            yield str(text), known.is_apart(str(holder.get(f"{TEXT}style-name", "")))
