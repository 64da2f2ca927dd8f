"""Reads the Word document in which people decided, as the sheets of the file for programs for tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from konzept.documents.docx_styles import W, is_on
from konzept.documents.packed import UnreadableError, root, unpack
from konzept.german import quoted
from konzept.ingest.review_columns import BY_KEY, COLUMNS, DECIDE, DETAILS, ORIGINAL, REST
from konzept.ingest.word_file import CHOOSE, PARTS
from konzept.tables.table_files import Sheet, UnreadableTableError
from konzept.typed import key

_LEFT_OUT: Final = (f"{W}del", f"{W}moveFrom", f"{W}sdtPr", f"{W}pPr", f"{W}rPr", f"{W}tbl")
_FIRST: Final = BY_KEY["number"].heading
_OF_ITEM: Final = re.compile(rf"{_FIRST} [0-9]+,")
_COMMENTS: Final = re.compile(r"(?:word|xl)/(?:comments/)?comments?[0-9]*\.xml|content\.xml")
_MOST: Final = 5  # remarks that are told


def is_word(content: bytes) -> bool:
    """Whether a file is a Word document."""
    return content.startswith(b"PK") and b"word/document.xml" in content


def sheets(content: bytes) -> list[Sheet]:
    """What stands in such a file.

    :raises konzept.tables.table_files.UnreadableTableError: if it can't be read.
    """
    found: dict[str, list[list[str]]] = {DETAILS: [], DECIDE: [], REST: [], ORIGINAL: []}
    items: dict[str, list[dict[str, str]]] = {DECIDE: [], REST: []}
    name = DECIDE
    for node in _body(content):
        if node.tag == f"{W}p":
            name = PARTS.get(_said(node).strip(), name)
        elif name in items:
            items[name] += _items(node)
        else:
            found[name] += [[_label(line), *line[1:]] if name == DETAILS else line for line in _lines(node)]
    for part, given in items.items():
        lines = [[item.get(key(column.heading), "") for column in COLUMNS] for item in given]
        found[part] = [[column.heading for column in COLUMNS], *lines]
    return [Sheet(part, lines) for part, lines in found.items()]


def beside(content: bytes) -> Iterator[str]:
    """What people wrote where nothing is read from: between the tables."""
    begun = False
    for node in _body(content):
        begun = begun or node.tag == f"{W}tbl"
        text = _said(node).strip() if begun and node.tag == f"{W}p" else ""
        if text and text not in PARTS and not _OF_ITEM.match(text):
            yield text


def remarks(content: bytes) -> Iterator[str]:
    """What is told of words in a file that was read, of Word or of a program for tables, and that come into no text."""
    parts = unpack(content) if content.startswith(b"PK") else {}
    noted = (node for name in parts if _COMMENTS.fullmatch(name) and (node := root(parts, name)) is not None)
    if number := sum(1 for node in noted for _ in node.iter("{*}comment", "{*}annotation")):
        yield f"In der Prüfdatei stehen Kommentare (Zahl: {number}). Sie kommen nicht in die Texte."
    if words := [quoted(text) for text in beside(content)] if is_word(content) else []:
        more = [f"{len(words) - _MOST} weitere"] if len(words) > _MOST else []
        said = "; ".join((*words[:_MOST], *more))
        yield f"In der Prüfdatei steht etwas zwischen den Tabellen. Dort wird nichts gelesen: {said}"


def _body(content: bytes) -> Iterator[etree._Element]:
    try:
        document = root(unpack(content), "word/document.xml")
    except UnreadableError as error:
        raise UnreadableTableError(str(error)) from None
    body = None if document is None else document.find(f"{W}body")
    yield from () if body is None else body.iterchildren(f"{W}p", f"{W}tbl")


def _items(table: etree._Element) -> Iterator[dict[str, str]]:
    """The items of a table by the keys of their labels: several, where somebody deleted what stood between tables."""
    item: dict[str, str] = {}
    for line in _lines(table):
        if len(line) > 1:
            if _label(line) == _FIRST and item:
                yield item
                item = {}
            item[key(_label(line))] = line[1]
    yield item


def _lines(table: etree._Element) -> Iterator[list[str]]:
    for line in table.iter(f"{W}tr"):
        yield [_cell_said(cell) for cell in line.iter(f"{W}tc")]


def _label(line: list[str]) -> str:
    return line[0].partition("\n")[0] if line else ""


def _cell_said(cell: etree._Element) -> str:
    """What stands in a cell; people may write beside what invites to choose."""
    said = "\n".join(_said(paragraph) for paragraph in cell.iter(f"{W}p"))
    is_chooser = said.strip() == CHOOSE or next(cell.iter(f"{W}sdt"), None) is not None
    return said.replace(CHOOSE, "").strip() if is_chooser else said


def _said(node: etree._Element) -> str:
    """The words below a node, without those that only invite to choose, that were moved away or struck out."""
    made = ""
    for child in node:
        if child.tag == f"{W}t":
            made += child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr", f"{W}tab"):
            made += "\t" if child.tag == f"{W}tab" else "\n"
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and not _is_struck(child):
            made += _said(child)
    return made


def _is_struck(node: etree._Element) -> bool:
    look = node.find(f"{W}rPr")
    return bool(is_on(look, "strike") or is_on(look, "dstrike"))
