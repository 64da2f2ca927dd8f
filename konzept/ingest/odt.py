"""Reads an ODT document by its XML: every paragraph once, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from konzept.ingest.odt_styles import STYLE, TEXT, Lists, Styles
from konzept.ingest.outline import Block, Cell, Counter, Kind, Outline, broken, headed, squeezed
from konzept.ingest.parts import UnreadableError, root, unpack

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_GONE: Final = (f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{_OFFICE}forms", f"{TEXT}alphabetical-index-mark")
_INDEXES: Final = tuple(f"{TEXT}{n}" for n in ("table-of-content", "illustration-index", "table-index", "user-index"))
_BESIDE: Final = (f"{TEXT}note", f"{_OFFICE}annotation", f"{_DRAW}text-box")
_EDGES: Final = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")


def read(content: bytes) -> Outline:
    """The outline of an ODT document.

    :raises UnreadableError: if it is none, or broken.
    """
    parts = unpack(content)
    tree, styles = root(parts, "content.xml"), root(parts, "styles.xml")
    body = None if tree is None else tree.find(f"{_OFFICE}body/{_OFFICE}text")
    if tree is None or body is None:
        raise UnreadableError("Die Datei ist kein Textdokument. Speichern Sie das Konzept als DOCX, ODT oder PDF.")
    walk = _Walk(tree, styles)
    blocks = [*walk.below(body, _Frame())]
    edges = [*walk.edges(styles)]
    source = tuple(_source(body, styles))
    return Outline((*headed(blocks), *edges), source, tuple(_warnings(body)), ordered=True, pages=walk.page)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the walk is: what kind of place, in which cell, how deep in which list."""

    kind: Kind = "absatz"
    cell: Cell | None = None
    place: str = ""
    numbering: str = ""
    depth: int = 0
    first: bool = True  # the first paragraph of a point has its number
    contents: bool = False


@dataclass(slots=True)
class _Run:
    """The text of a paragraph as it grows, with what stands beside it."""

    text: list[str] = field(default_factory=list)
    beside: list[etree._Element] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    size: float = 0.0


class _Walk:
    """Goes through a document once, in its order."""

    def __init__(self, tree: etree._Element, styles: etree._Element | None) -> None:
        self._styles = Styles(styles, tree)
        self._lists = Lists((styles, tree))
        self._count = Counter()
        self._tables = 0
        self.page = 1 if next(tree.iter(f"{TEXT}soft-page-break"), None) is not None else 0

    def below(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        """The blocks below a node."""
        for child in node:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, frame)
                frame = replace(frame, first=False)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, frame)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child, frame)
            elif child.tag == f"{TEXT}soft-page-break":
                self.page += 1
            elif child.tag in _INDEXES:
                yield from self.below(child, replace(frame, contents=True))
            elif child.tag in _BESIDE:
                yield from self._beside(child, frame)
            elif isinstance(child.tag, str) and child.tag not in _GONE and not child.tag.endswith("-source"):
                yield from self.below(child, frame)

    def _list(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        name = str(node.get(f"{TEXT}style-name", "")) or frame.numbering
        goes_on = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list") or frame.depth
        if not goes_on:
            self._lists.begin(name)
        for item in node:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                first = item.tag == f"{TEXT}list-item"
                yield from self.below(item, replace(frame, numbering=name, depth=frame.depth + 1, first=first))

    def _paragraph(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        look, run, before = self._styles.paragraph(str(node.get(f"{TEXT}style-name", ""))), _Run(), self.page
        self._inline(node, run, look.bold, look.size)
        text = squeezed("".join(run.text).replace("\f", ""))
        is_heading = node.tag == f"{TEXT}h" or look.level > 0
        number = ""
        if is_heading and node.tag == f"{TEXT}h" and not frame.depth:
            number = self._lists.next("", self._level(node, look.level))
        elif frame.depth and frame.first:
            number = self._lists.next(frame.numbering, frame.depth)
        if text:
            page = before if "".join(run.text).partition("\f")[0].strip() else self.page
            kind, level = self._kind(node, frame, look.level, contents=look.contents)
            yield Block(
                kind=kind,
                text=text,
                place=frame.place or self._count.next("Absatz"),
                page=page,
                level=level,
                number=number,
                bold=run.plain == 0 and run.bold > 0,
                size=run.size or look.size,
                cell=frame.cell,
                lines=broken("".join(run.text).replace("\f", "")),
            )
        for beside in run.beside:
            yield from self._beside(beside, frame)

    @staticmethod
    def _level(node: etree._Element, named: int) -> int:
        level = str(node.get(f"{TEXT}outline-level", ""))
        return int(level) if level.isdecimal() and 0 < int(level) < 10 else named or 1

    def _kind(self, node: etree._Element, frame: _Frame, named: int, *, contents: bool) -> tuple[Kind, int]:
        if frame.contents or contents:
            return "verzeichnis", 0
        if frame.kind == "absatz" and (node.tag == f"{TEXT}h" or named):
            return "überschrift", self._level(node, named)
        if frame.kind == "absatz" and frame.depth:
            return "liste", frame.depth
        return frame.kind, frame.depth

    def _inline(self, node: etree._Element, run: _Run, bold: bool, size: float) -> None:
        """Gather the words below a node that belong to its paragraph."""
        self._words(node.text, run, bold, size)
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
                name = str(child.get(f"{TEXT}style-name", ""))
                own = self._styles.bold(name)
                self._inline(child, run, bold if own is None else own, self._styles.size(name) or size)
            elif isinstance(tag, str) and tag not in _GONE and not _is_title(child):
                self._inline(child, run, bold, size)
            self._words(child.tail, run, bold, size)

    @staticmethod
    def _words(text: str | None, run: _Run, bold: bool, size: float) -> None:
        if text:
            run.text.append(text.replace("\n", " "))
            length = len(text.strip())
            run.bold, run.plain = (run.bold + length, run.plain) if bold else (run.bold, run.plain + length)
            run.size = max(run.size, size if length else 0.0)

    def _beside(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        """A note, a comment or a text box of a paragraph."""
        if node.tag == f"{TEXT}note":
            body = node.find(f"{TEXT}note-body")
            own = _Frame(kind="fußnote", place=self._count.next("Fußnote"))
            yield from () if body is None else self.below(body, own)
        elif node.tag == f"{_OFFICE}annotation":
            yield from self.below(node, _Frame(kind="kommentar", place=self._count.next("Kommentar")))
        else:
            place = self._count.next("Kasten") if frame.kind != "kasten" else frame.place
            yield from self.below(node, replace(frame, kind="kasten", place=place, depth=0))

    def _table(self, node: etree._Element, frame: _Frame) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        within = (*frame.cell.within, frame.cell.table) if frame.cell else ()
        for row, (line, head) in enumerate(_rows(node, head=False), 1):
            column = 1
            for cell in line:
                if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    continue
                width = _number(cell, "number-columns-spanned")
                if cell.tag == f"{_TABLE}table-cell":
                    spot = Cell(number, row, column, head, width, within)
                    place = f"Tabelle {number}, Zeile {row}, Spalte {column}"
                    own = replace(frame, kind="zelle", cell=spot, place=place, depth=0, numbering="")
                    yield from self.below(cell, own)
                column += _number(cell, "number-columns-repeated")

    def edges(self, styles: etree._Element | None) -> Iterator[Block]:
        """What stands at the head and foot of pages."""
        for name in _EDGES:
            for node in () if styles is None else styles.iter(f"{STYLE}{name}"):
                place = self._count.next("Kopfzeile" if name.startswith("header") else "Fußzeile")
                yield from self.below(node, _Frame(kind="rand", place=place))


def _is_title(node: etree._Element) -> bool:
    """Whether something only describes a picture."""
    return str(node.tag).endswith(("svg-compatible:1.0}title", "svg-compatible:1.0}desc"))


def _rows(node: etree._Element, *, head: bool) -> Iterator[tuple[etree._Element, bool]]:
    for child in node:
        if child.tag == f"{_TABLE}table-row":
            yield child, head
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(child, head=head or child.tag == f"{_TABLE}table-header-rows")


def _number(node: etree._Element, name: str) -> int:
    value = str(node.get(f"{_TABLE}{name}", "1"))
    return min(int(value), 1000) if value.isdecimal() else 1


def _source(body: etree._Element, styles: etree._Element | None) -> Iterator[str]:
    """The text of each paragraph, found without walking: what its nodes say, but for what stands beside it."""
    nodes = [body, *(n for name in _EDGES for n in (() if styles is None else styles.iter(f"{STYLE}{name}")))]
    for node in nodes:
        for paragraph in node.iter(f"{TEXT}p", f"{TEXT}h"):
            if not any(a.tag in _GONE for a in paragraph.iterancestors()):
                yield squeezed("".join(_said(paragraph)))


def _said(paragraph: etree._Element) -> Iterator[str]:
    blanks = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
    for text in paragraph.xpath(".//text()"):
        owner = text.getparent()
        holder = owner.getparent() if text.is_tail else owner
        if text.is_tail and owner.tag in blanks:
            yield " "
        chain = [holder, *holder.iterancestors()]
        inside = chain[: chain.index(paragraph)]
        if not any(n.tag in (*_BESIDE, *_GONE) or _is_title(n) for n in inside):
            yield str(text)


def _warnings(body: etree._Element) -> Iterator[str]:
    """What people should look at in the document itself."""
    changed = [*body.iter(f"{TEXT}changed-region")]
    if changed:
        yield (
            f"Im Dokument sind {len(changed)} Änderungen noch nicht angenommen. Gelesen ist, was danach dastünde. "
            "Prüfen Sie, ob das die beschlossene Fassung ist."
        )
    if next(body.iter(f"{_DRAW}image"), None) is not None:
        yield "Das Dokument hat Bilder. Was in Bildern geschrieben steht, ist nicht gelesen."
