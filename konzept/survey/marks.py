"""What programs for tables did to a sheet beside its values: formulas, merged cells, hidden rows, filters left on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from konzept.kinds.markup import MarkupError, parse

_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODF: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class TooHostileError(Exception):
    """A part of the file is no XML that can be read safely."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Addresses of cells with formulas, ranges of merged cells, numbers of hidden rows, whether a filter is on.

    A file for LibreOffice tells only how many rows are hidden, not which: then their numbers count from 0.
    """

    formulas: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    filtered: bool = False


def _root(content: bytes) -> etree._Element:
    try:
        return parse(content)
    except MarkupError as error:
        raise TooHostileError(str(error)) from None


def of_xlsx(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    relations = {
        str(node.get("Id")): posixpath.normpath(posixpath.join("xl", str(node.get("Target", "")).lstrip("/")))
        for node in _root(parts["xl/_rels/workbook.xml.rels"])
        if isinstance(node.tag, str)
    }
    found = {}
    for node in _root(parts["xl/workbook.xml"]).iter("{*}sheet"):
        part = relations.get(str(node.get(_REL)), "").replace("xl/xl/", "xl/")
        if part in parts:
            found[str(node.get("name"))] = _sheet(_root(parts[part]))
    return found


def _sheet(root: etree._Element) -> Marks:
    return Marks(
        formulas=tuple(str(cell.get("r")) for f in root.iter("{*}f") if (cell := f.getparent()) is not None),
        merged=tuple(str(node.get("ref")) for node in root.iter("{*}mergeCell")),
        hidden=tuple(_hidden(root)),
        filtered=next(root.iter("{*}filterColumn"), None) is not None,
    )


def _hidden(root: etree._Element) -> Iterator[int]:
    for row in root.iter("{*}row"):
        if row.get("hidden") in ("1", "true") and str(row.get("r", "")).isdecimal():
            yield int(str(row.get("r")))


def of_ods(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name; merged cells and formulas by the values that they show."""
    found = {}
    for table in _root(parts["content.xml"]).iter(f"{_ODF}table"):
        rows = [row for row in table.iter(f"{_ODF}table-row") if row.get(f"{_ODF}visibility") in ("collapse", "filter")]
        cells = list(table.iter(f"{_ODF}table-cell"))
        merged = [
            cell
            for cell in cells
            if any(cell.get(f"{_ODF}number-{way}-spanned", "1") != "1" for way in ("columns", "rows"))
        ]
        found[str(table.get(f"{_ODF}name"))] = Marks(
            formulas=tuple(_shown(cell) for cell in cells if cell.get(f"{_ODF}formula")),
            merged=tuple(map(_shown, merged)),
            hidden=tuple(range(len(rows))),
            filtered=any(row.get(f"{_ODF}visibility") == "filter" for row in rows),
        )
    return found


def _shown(cell: etree._Element) -> str:
    return " ".join("".join(map(str, cell.itertext())).split())[:40]
