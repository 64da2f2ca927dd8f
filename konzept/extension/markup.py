"""From the parts of a view to docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from konzept.extension.build import Link
from konzept.views.parts import Block, Cell, Inline, Line, Picture, Ref, Table, Text, Url


class Drawing(nodes.General, nodes.Element):
    """A picture as SVG text in ``svg``, with ``alt`` telling the same in words."""


def draw_blocks(blocks: Iterable[Block]) -> list[nodes.Node]:
    """Draw the blocks of a view."""
    return [_block(block) for block in blocks]


def draw_line(line: Line) -> list[nodes.Node]:
    """Draw the words and links of one line."""
    return [_inline(inline) for inline in line]


def _block(block: Block) -> nodes.Node:
    match block:
        case Table():
            return _table(block) if block.rows else nodes.paragraph("", block.empty, classes=["leer"])
        case Text():
            return nodes.paragraph("", "", *draw_line(block.line))
        case Picture():
            return Drawing(svg=block.svg, alt=block.alt)


def _inline(inline: Inline) -> nodes.Node:
    match inline:
        case str():
            return nodes.Text(inline)
        case Ref():
            return Link("", inline.text, target=inline.id)
        case Url():
            return nodes.reference("", inline.text, refuri=inline.address)


def _table(table: Table) -> nodes.table:
    group = nodes.tgroup(cols=len(table.head))
    group += [nodes.colspec(colwidth=1) for _ in table.head]
    group += nodes.thead("", _row([((head,),) for head in table.head]))
    group += nodes.tbody("", *(_row(row) for row in table.rows))
    if table.row_heads:
        for colspec in group.findall(nodes.colspec):
            colspec["stub"] = 1
            break
    return nodes.table("", nodes.title("", table.caption), group, classes=["ansicht"])


def _row(row: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *(_paragraph(line) for line in cell)) for cell in row))


def _paragraph(line: Line) -> nodes.paragraph:
    return nodes.paragraph("", "", *draw_line(line))
