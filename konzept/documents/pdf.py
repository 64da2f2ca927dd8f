"""Reads a PDF: by its tags where it has some, else by how its pages look; says which, and what to look at."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pikepdf
import pypdfium2

from konzept.documents import pdf_edges, pdf_layout, pdf_tags
from konzept.documents.levels import levelled
from konzept.documents.outline import BULLET, Block, Outline
from konzept.documents.outline import Counter as Places
from konzept.documents.packed import LOCKED, UnreadableError
from konzept.documents.pdf_lines import Line, lines
from konzept.documents.pdf_page import Glyph, Page, pages
from konzept.documents.pdf_tags import TaggedPiece
from konzept.documents.pdf_told import plain, warnings
from konzept.documents.pdf_words import Joiner
from konzept.kinds.pdf_files import bounded

_BROKEN: Final = "Die PDF-Datei ist beschädigt oder unvollständig. Lassen Sie sie sich noch einmal schicken."
_MOST_PAGES: Final = 2_000
_TAGGED: Final = 0.6  # of the letters of a document whose tags count
_SCANNED: Final = 40  # letters a page: fewer are a picture of one
_NOTE: Final = re.compile(
    r"([0-9]{1,3})(?:\s+|(?=[^\W\d_]))|([ivx]{1,6}|\*{1,3})\s+"
)  # the number of a note, where no tag says it


def read(content: bytes) -> Outline:
    """The outline of a PDF.

    :raises UnreadableError: if it is broken, locked, or only pictures.
    """
    found = _pages(content)
    letters = sum(1 for page in found for g in page.glyphs if g.text.strip())
    if letters < _SCANNED * len(found) and any(page.pictures for page in found):
        raise UnreadableError(_scan())
    if sum(1 for page in found for g in page.glyphs if g.text.strip() and not g.known) > letters / 2:
        raise UnreadableError(_unknown())
    pieces = _pieces(content)
    marked = {mark for piece in pieces for mark in (*piece.marks, *piece.label)}
    inside = sum(1 for page in found for g in page.glyphs if g.text.strip() and (page.number, g.mark) in marked)
    is_tagged = letters > 0 and inside >= _TAGGED * letters
    blocks, joiner, raw = _by_tags(found, pieces) if is_tagged else _by_look(found)
    return Outline(
        levelled(blocks),
        tuple(plain(found)),
        tuple(warnings(found, joiner, blocks)),
        ordered=is_tagged,
        pages=len(found),
        read=tuple(raw),
    )


def _pages(content: bytes) -> list[Page]:
    if b"%%EOF" not in content[-4096:]:
        raise UnreadableError(_BROKEN)  # what is left of it could be read, and nobody would see that the rest is lost
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(LOCKED if "password" in str(error).lower() else _BROKEN) from None
    try:
        if not len(document):
            raise UnreadableError(_BROKEN)
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"Die Datei hat mehr als {_MOST_PAGES} Seiten. Nehmen Sie nur das Konzept.")
        found = [*pages(document)]
        if len(found) < len(document):
            raise UnreadableError("Die Datei hat zu viel Text für ein Konzept. Teilen Sie sie auf.")
        return found
    except pypdfium2.PdfiumError:
        raise UnreadableError(_BROKEN) from None
    finally:
        document.close()


def _unknown() -> str:
    return (
        "Die Schriften der PDF-Datei sagen nicht, welche Buchstaben sie zeigen; gelesen würde Unsinn. Bitten Sie um "
        "das Dokument, aus dem sie gemacht ist (Word), oder lassen Sie den Text erkennen (OCR) und lesen Sie ihn "
        f"Korrektur.{_ocr('--force-ocr ')}"
    )


def _scan() -> str:
    return (
        "Die PDF-Datei ist ein Scan: Sie hat Bilder von Seiten und keinen Text. Bitten Sie um das Dokument, aus dem "
        f"sie gemacht ist (Word), oder lassen Sie den Text erkennen (OCR) und lesen Sie ihn Korrektur.{_ocr()}"
    )


def _ocr(option: str = "") -> str:
    """How this machine recognises text, if it can."""
    with_tool = f"ocrmypdf {option}-l deu alt.pdf neu.pdf" if shutil.which("ocrmypdf") else ""
    if not with_tool and shutil.which("tesseract"):
        with_tool = "tesseract seite.png seite -l deu pdf"
    return f" Auf diesem Rechner geht das mit: {with_tool}." if with_tool else ""


def _pieces(content: bytes) -> list[TaggedPiece]:
    """The tags; a document whose tags can't be read is read as one without."""
    try:
        with bounded(), pikepdf.open(io.BytesIO(content)) as document:
            return pdf_tags.pieces(document)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, RecursionError):
        return []


def _by_tags(found: Sequence[Page], pieces: Sequence[TaggedPiece]) -> tuple[list[Block], Joiner, list[str]]:
    """Paragraphs by their tags; letters that no tag has are edges of pages, or are told of."""
    by_mark: dict[tuple[int, int], list[Glyph]] = {}
    left: dict[int, list[Glyph]] = {}
    marked = {mark for piece in pieces for mark in (*piece.marks, *piece.label)}
    for page in found:
        own = -1
        for glyph in page.glyphs:
            own = own if glyph.mark == -2 else glyph.mark
            key = (page.number, own)
            (by_mark.setdefault(key, []) if key in marked else left.setdefault(page.number, [])).append(glyph)
    made = [(piece, _lines(piece.marks, by_mark), _lines(piece.label, by_mark)) for piece in pieces]
    edge = [line for number, glyphs in left.items() for line in lines(number, glyphs)]
    joiner = Joiner.of([*(said for _, said, _ in made), edge])
    places, blocks, raw = Places(), list[Block](), list[str]()
    for piece, said, label in made:
        if said or label:
            raw += [line.whole for line in (*label, *said)]
            blocks.append(_block(piece, said, label, joiner, places))
    known = pdf_edges.edges(found)
    for line in edge:
        raw.append(line.whole)
        blocks.append(_edge(line, places, is_edge=(line.page, line.text) in known or _is_outside(line, found)))
    return blocks, joiner, raw


def _is_outside(line: Line, found: Sequence[Page]) -> bool:
    height = found[line.page - 1].height
    return line.bottom < 0.12 * height or line.top > 0.88 * height


def _lines(marks: Sequence[tuple[int, int]], by_mark: dict[tuple[int, int], list[Glyph]]) -> list[Line]:
    """The lines of marks that follow each other; letters of one line may have several marks."""
    made: list[Line] = []
    page, glyphs = 0, list[Glyph]()
    for number, mark in marks:
        if number != page:
            made += lines(page, glyphs)
            page, glyphs = number, []
        glyphs += by_mark.get((number, mark), ())
    return [*made, *lines(page, glyphs)]


def _block(piece: TaggedPiece, said: Sequence[Line], signs: Sequence[Line], joiner: Joiner, places: Places) -> Block:
    cell, text, label = piece.cell, joiner.text(said), joiner.text(signs)
    place = f"Tabelle {cell.table}, Zeile {cell.row}, Spalte {cell.column}" if cell else places.next(_NAMES[piece.kind])
    if piece.kind == "fußnote" and not label and (match := _NOTE.match(text)):
        label, text = match[1] or match[2], text[match.end() :]
    page = said[0].page if said else (signs[0].page if signs else 0)
    return Block(
        kind=piece.kind,
        text=text if text else label,
        place=place,
        page=page,
        level=piece.level if piece.kind in ("überschrift", "liste", "zelle") else 0,
        number=label if text and re.search(r"\w", label) else "",
        bold=bool(said) and all(line.bold for line in said),
        size=max((line.size for line in said), default=0.0),
        cell=cell,
        lines=tuple(_points(said, joiner)),
        marks=tuple(mark for line in said for mark in line.marks),
        indent=next((line.left for line in (*signs, *said) if line.placed), 0.0),
    )


def _points(said: Sequence[Line], joiner: Joiner) -> Iterator[str]:
    """The points of a paragraph in which somebody typed signs at the heads of lines; nothing of another."""
    begins = [n for n, line in enumerate(said) if BULLET.match(line.text)]
    if len(begins) > 1 and begins[0] == 0:
        for first, last in pairwise([*begins, len(said)]):
            yield joiner.text(said[first:last])


_NAMES: Final = {
    "überschrift": "Überschrift",
    "absatz": "Absatz",
    "liste": "Absatz",
    "kasten": "Kasten",
    "fußnote": "Fußnote",
    "verzeichnis": "Verzeichnis",
    "rand": "Rand",
    "zelle": "Zelle",
    "kommentar": "Kommentar",
}


def _edge(line: Line, places: Places, *, is_edge: bool) -> Block:
    kind = "rand" if is_edge else "kasten"
    return Block(kind="rand" if is_edge else "kasten", text=line.text, place=places.next(_NAMES[kind]), page=line.page)


def _by_look(found: Sequence[Page]) -> tuple[list[Block], Joiner, list[str]]:
    made = pdf_layout.paragraphs(found, pdf_edges.edges(found))
    joiner = Joiner.of(paragraph.lines for paragraph in made)
    places, blocks = Places(), list[Block]()
    for paragraph in made:
        piece = TaggedPiece(paragraph.kind, cell=paragraph.cell)
        blocks.append(_block(piece, paragraph.lines, (), joiner, places))
    return blocks, joiner, [line.whole for paragraph in made for line in paragraph.lines]
