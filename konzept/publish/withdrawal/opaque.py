"""Reads the words of files that are no texts: PDFs, office files and archives, and what else is packed with them."""

from __future__ import annotations

import html
import io
import re
import threading
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

import pikepdf
import pypdfium2

from konzept.editions import legible
from konzept.editions.folding import BOUNDARY
from konzept.editions.tags import tags
from konzept.kinds.pdf_files import written_in

PDF: Final = ".pdf"
PACKED: Final = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip", ".epub"})
_LARGEST: Final = 200 * 2**20  # unpacked; more is not looked through
_DEEPEST: Final = 3  # archives in archives
_ENDS: Final = frozenset(("w:p", "a:p", "text:p", "text:h", "si", "c", "row"))
_BREAKS: Final = frozenset(("w:tab", "w:br", "text:tab", "text:s", "text:line-break"))
_HYPHEN: Final = re.compile(r"[-\u00ad\u2010\x02\ufffe\uffff]\s*")
_READABLE: Final = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_ONE_AT_A_TIME: Final = threading.Lock()  # PDFium takes no two threads; Ausgaben are built and searched side by side
_EMBEDDED: Final = pikepdf.Name("/EmbeddedFile")


class OpaqueFileError(Exception):
    """Nobody can tell what words are in a file."""


def texts(content: bytes, name: str) -> Iterator[str]:
    """Everything that can be read in a file with this name.

    :raises OpaqueFileError: if it is damaged, encrypted, too large, or a scan.
    """
    yield from _texts(content, name, _DEEPEST)


def _texts(content: bytes, name: str, depth: int) -> Iterator[str]:
    kind = PurePosixPath(name).suffix.lower()
    if kind == PDF:
        yield from _of_pdf(content, depth)
    elif kind in PACKED:
        yield from _of_archive(content, depth)
    elif kind in legible.KINDS or kind == ".rels":
        yield from _of_text(content.decode("utf-8", "replace"), kind)
    else:
        yield from (found[0].decode("utf-8", "ignore") for found in _READABLE.finditer(content))


def _of_text(text: str, kind: str) -> Iterable[str]:
    return (*legible.texts(text, kind), html.unescape("".join(_without_marks(text))))


def _without_marks(text: str) -> Iterator[str]:
    """The words of a document, run by run; a gap where a paragraph or a cell ends."""
    last = 0
    for tag in tags(text):
        yield text[last : tag.start]
        yield " " if tag.name in (_ENDS if tag.closes else _BREAKS) else ""
        last = tag.end
    yield text[last:]


def _of_archive(content: bytes, depth: int) -> Iterator[str]:
    if not depth:
        raise OpaqueFileError
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise OpaqueFileError
            for member in archive.infolist():
                yield member.filename
                yield from _texts(archive.read(member), member.filename, depth - 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise OpaqueFileError from None


def _of_pdf(content: bytes, depth: int) -> Iterator[str]:
    """What its pages show, titles, descriptions and addresses, and the files attached to it."""
    if not depth:
        raise OpaqueFileError
    try:
        yield from _of_pages(content)
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as paper:
            for node in paper.objects:
                yield BOUNDARY.join(str(part) for part in written_in(node) if isinstance(part, pikepdf.String))
                if isinstance(node, pikepdf.Stream) and node.get("/Type") in (_EMBEDDED, "/Metadata"):
                    yield from _of_text(bytes(node.read_bytes()).decode("utf-8", "replace"), ".html")
    except (pypdfium2.PdfiumError, pikepdf.PdfError, RuntimeError):
        raise OpaqueFileError from None


def _of_pages(content: bytes) -> Iterator[str]:
    """The words of the pages; a hyphen at the end of a line may join or divide."""
    shown = []
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as paper:
        for page in paper:
            shown.append(page.get_textpage().get_text_bounded())
            if not shown[-1].strip() and any(page.get_objects(max_depth=4)):
                raise OpaqueFileError  # a scan
    whole = "\n".join(shown)
    yield from (whole, _HYPHEN.sub("", whole))
