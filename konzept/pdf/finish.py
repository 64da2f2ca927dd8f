"""Finishes a PDF: headings of rows get their scope, and cells that only hold rows together are told to nobody."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf

from konzept.errors import KonzeptError
from konzept.pdf.writer import Flags


class StructureError(KonzeptError):
    """The tables of a PDF are not those that its source has."""


def finish(made: bytes, tables: Sequence[Flags]) -> tuple[bytes, int]:
    """The PDF with headings of rows, and its number of pages; equal input gives equal bytes.

    :param tables: for each table in reading order, for each of its rows, which cells are headings of it.
    :raises StructureError: if the structure of the PDF has other tables than these.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        found = list(_tables(pdf.Root.StructTreeRoot.K)) if tables else []
        if len(found) != len(tables):
            raise StructureError(f"{len(found)} Tabellen im PDF, {len(tables)} in der Quelle")
        for table, flags in zip(found, tables, strict=True):
            for cell in _mark(table, flags):
                if "/ID" in cell:
                    del pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)[str(cell.ID)]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue(), len(pdf.pages)


def _tables(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    stack = [node]
    while stack:
        at = stack.pop()
        if isinstance(at, pikepdf.Array):
            stack.extend(reversed(list(at)))
        elif isinstance(at, pikepdf.Dictionary):
            if at.get("/S") == "/Table":
                yield at
            if "/K" in at:
                stack.append(at.K)


def _mark(table: pikepdf.Object, flags: Flags) -> Iterator[pikepdf.Object]:
    """Mark the headings of a table's rows, and take its column without width out, whose cells are given."""
    parts = [part for kind in ("/THead", "/TBody") for part in _children(table, kind)] or [table]
    rows = [row for part in parts for row in _children(part, "/TR")]
    if len(rows) != len(flags):
        raise StructureError(f"{len(rows)} Zeilen im PDF, {len(flags)} in der Quelle")
    for row, headings in zip(rows, flags, strict=True):
        cells = [cell for cell in _children(row) if cell.get("/S") in ("/TD", "/TH")]
        if len(cells) == len(headings) + 1 and not _kids(cells[-1]):
            yield cells.pop()
            row.K = pikepdf.Array(cells)
        if len(cells) != len(headings):
            raise StructureError(f"{len(cells)} Zellen im PDF, {len(headings)} in der Quelle")
        for cell in (cell for cell, is_heading in zip(cells, headings, strict=True) if is_heading):
            _make_heading(cell)


def _make_heading(cell: pikepdf.Object) -> None:
    cell.S = pikepdf.Name.TH
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    old = cell.get("/A")
    if old is None:
        cell.A = scope
        return
    # attributes may be one dictionary or several
    entries = list(old) if isinstance(old, pikepdf.Array) else [old]
    own = next((entry for entry in entries if entry.get("/O") == "/Table"), None)
    if own is None:
        cell.A = pikepdf.Array([*entries, scope])
    else:
        own.Scope = pikepdf.Name.Row


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    below = node.get("/K", pikepdf.Array())
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def _children(node: pikepdf.Object, kind: str = "") -> list[pikepdf.Object]:
    """The elements below one, or those of a kind."""
    found = (child for child in _kids(node) if isinstance(child, pikepdf.Dictionary))
    return [child for child in found if not kind or child.get("/S") == kind]
