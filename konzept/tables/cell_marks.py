"""What programs for tables did to a sheet beside its values: formulas, errors, formats, merged and hidden cells.

It also says how large a sheet is, before anything makes a table of it: two cells far from each other would take all
memory there is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from konzept.kinds.markup import MarkupError, plain
from konzept.tables.cells import address, place

_ODF: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TYPE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CELLS: Final = (f"{_ODF}table-cell", f"{_ODF}covered-table-cell")
_PLAIN: Final = ("0", "49")  # the number formats "General" and "Text"
_FORMATTED: Final = ("percentage", "currency", "date", "time")


class TooHostileError(Exception):
    """A part of the file is no XML that can be read safely."""


@dataclass(slots=True)
class Marks:
    """Addresses of cells with formulas, with error values, and with numbers that show as something else.

    Ranges of merged cells; cells to which somebody put a comment; numbers of hidden rows; whether a filter is on; how
    far cells with content reach.
    """

    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    formatted: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    filtered: bool = False
    height: int = 0
    width: int = 0

    def reaches(self, row: int, column: int) -> None:
        """Note a cell with content; row from 1, column from 0."""
        self.height, self.width = max(self.height, row), max(self.width, column + 1)


def _root(content: bytes) -> Element:
    try:
        return plain(content)
    except MarkupError as error:
        raise TooHostileError(str(error)) from None


def _all(root: Element, name: str) -> Iterator[Element]:
    """The elements of a name, in whatever namespace, in order."""
    return root.iterfind(f".//{{*}}{name}")


def book(parts: Mapping[str, bytes]) -> str:
    """The part that names the sheets of an XLSX, by its name in lower case; empty if it is none."""
    parts = {name.lower(): part for name, part in parts.items()}
    named = _targets(parts, "_rels/.rels").values() if "_rels/.rels" in parts else ()
    books = [
        name for name in (*named, "xl/workbook.xml") if name in parts and _root(parts[name]).tag.endswith("}workbook")
    ]
    return books[0] if len({*books}) == 1 else ""  # of two, nobody can tell which one is read


def of_xlsx(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Marks]]:
    """The marks of each sheet with its name; parts are found whatever the case of their names.

    :raises KeyError: if a part is missing.
    """
    whole = book(parts)
    parts = {name.lower(): part for name, part in parts.items()}
    folder, name = posixpath.split(whole)
    relations = _targets(parts, posixpath.join(folder, "_rels", f"{name}.rels"))
    formats = [str(node.get("numFmtId", "0")) for node in _cell_formats(parts, folder)]
    for node in _all(_root(parts[whole]), "sheet"):
        relation = next((str(value) for name, value in node.attrib.items() if str(name).endswith("}id")), "")
        marks = _sheet(_root(parts[relations[relation]]), formats)
        marks.remarks += _remarks(parts, relations[relation])
        yield str(node.get("name")), marks


def _remarks(parts: Mapping[str, bytes], sheet: str) -> Iterator[str]:
    """The cells of a sheet with comments; the newer kind, with answers, has an older beside it."""
    folder, name = posixpath.split(sheet)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    for part in _targets(parts, relations).values() if relations in parts else ():
        if part in parts and _root(parts[part]).tag.endswith("}comments"):
            yield from (str(node.get("ref")) for node in _all(_root(parts[part]), "comment"))


def _targets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The parts that a part of relations names, by their keys; their names in lower case."""
    above = posixpath.dirname(posixpath.dirname(name))
    return {
        str(node.get("Id")): posixpath.normpath(posixpath.join("/", above, str(node.get("Target", ""))))[1:].lower()
        for node in _root(parts[name])
    }


def _cell_formats(parts: Mapping[str, bytes], folder: str) -> Iterator[Element]:
    styles = posixpath.join(folder, "styles.xml")
    if styles in parts:
        for group in _all(_root(parts[styles]), "cellXfs"):
            yield from _all(group, "xf")


def _sheet(root: Element, formats: list[str]) -> Marks:
    marks = Marks(
        merged=[str(node.get("ref")) for node in _all(root, "mergeCell")],
        filtered=next(_all(root, "filterColumn"), None) is not None,
    )
    number = 0
    for row in _all(root, "row"):
        number = int(row.get("r") or number + 1)
        if row.get("hidden") in ("1", "true"):
            marks.hidden.append(number)
        column = -1
        for cell in row:
            where = place(str(cell.get("r"))) if cell.get("r") else (number, column + 1)
            column = where[1]
            if len(cell):
                _mark(cell, where, marks, formats)
    return marks


def _mark(cell: Element, where: tuple[int, int], marks: Marks, formats: list[str]) -> None:
    """Note what is to be said of a cell with content."""
    marks.reaches(*where)
    kind, style = cell.get("t") or "n", int(cell.get("s") or "0")
    if cell.find("{*}f") is not None:
        marks.formulas.append(address(*where))
    elif kind == "e":
        marks.errors.append(address(*where))
    elif kind == "n" and formats[style : style + 1] not in ([], *([plain] for plain in _PLAIN)):
        marks.formatted.append(address(*where))


def of_ods(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Marks]]:
    """The marks of each sheet with its name."""
    for table in _root(parts["content.xml"]).iter(f"{_ODF}table"):
        yield str(table.get(f"{_ODF}name")), _table(table)


def _table(table: Element) -> Marks:
    marks = Marks()
    number = 0
    for row in table.iter(f"{_ODF}table-row"):
        column, filled = 0, False
        times = _times(row, "rows")
        for cell in (node for node in row.iter() if node.tag in _CELLS):
            repeated = _times(cell, "columns")
            if len(cell) or cell.get(_TYPE):
                filled = True
                marks.reaches(number + times, column + repeated - 1)
            _note(cell, (number + 1, column), marks)
            column += repeated
        if filled and row.get(f"{_ODF}visibility") in ("collapse", "filter"):
            marks.hidden.append(number + 1)
            marks.filtered = marks.filtered or row.get(f"{_ODF}visibility") == "filter"
        number += times
    return marks


def _times(node: Element, what: str) -> int:
    return int(node.get(f"{_ODF}number-{what}-repeated", "1"))


def _note(cell: Element, where: tuple[int, int], marks: Marks) -> None:
    wide, high = (int(cell.get(f"{_ODF}number-{way}-spanned", "1")) for way in ("columns", "rows"))
    if (wide, high) != (1, 1):
        marks.merged.append(f"{address(*where)}:{address(where[0] + high - 1, where[1] + wide - 1)}")
    if cell.find("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation") is not None:
        marks.remarks.append(address(*where))
    if cell.get(f"{_ODF}formula"):
        marks.formulas.append(address(*where))
    elif cell.get(_TYPE) in _FORMATTED:
        marks.formatted.append(address(*where))
