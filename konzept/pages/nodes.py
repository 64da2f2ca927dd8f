"""From the parts of a view to docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docutils import nodes

from konzept.blocks import Badge, Block, Card, Cards, Cell, Code, Inline, Line, Picture, Ref, Table, Text, Url
from konzept.pages.build import ItemLink


class Drawing(nodes.General, nodes.Element):
    """A picture as SVG text in ``svg``, with ``alt`` telling the same in words; ``wide`` as in Picture."""


def draw_blocks(blocks: Iterable[Block]) -> list[nodes.Node]:
    """Draw the blocks of a view."""
    return [node for block in blocks for node in _block(block)]


def draw_line(line: Line) -> list[nodes.Node]:
    """Draw the words and links of one line."""
    return [_inline(inline) for inline in line]


def _block(block: Block) -> list[nodes.Node]:
    match block:
        case Table():
            return [_table(block) if block.rows else _empty(block.empty)]
        case Text():
            return [nodes.paragraph("", "", *draw_line(block.line))]
        case Picture():
            return [Drawing(svg=block.svg, alt=block.alt, wide=block.wide)]
        case Cards():
            head = [nodes.paragraph("", "", _inline(block.heading), classes=["ueber-karten"])] if block.heading else []
            return [*head, _cards(block) if block.cards else _empty(block.empty)]


def _empty(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=["leer"])


def _cards(block: Cards) -> nodes.bullet_list:
    """A list, so that every output can draw it; the classes make cards of it."""
    return nodes.bullet_list("", *(_card(card) for card in block.cards), classes=[block.look])


def _card(card: Card) -> nodes.list_item:
    # a long word with a slash may break behind it
    breakable = replace(card.title, text=card.title.text.replace("/", "/\N{ZERO WIDTH SPACE}"))
    title = nodes.paragraph("", "", _inline(breakable), classes=["titel"])
    item = nodes.list_item("", title, classes=["karte", *(["vorschlag"] if card.proposal else [])])
    if card.badges:
        item += draw_badges(card.badges)
    item += [_paragraph(line) for line in card.lines]
    return item


def draw_badges(badges: Line) -> nodes.paragraph:
    """A line of badges."""
    parts = [part for badge in badges for part in (nodes.Text(" "), _inline(badge))][1:]
    return nodes.paragraph("", "", *parts, classes=["marken"])


def _inline(inline: Inline) -> nodes.Node:
    match inline:
        case str():
            return nodes.Text(inline)
        case Code():
            return nodes.literal("", inline.text)
        case Badge():
            return nodes.inline("", inline.text, classes=["marke", f"{inline.kind}-{inline.value}"])
        case Ref(id=""):
            return nodes.strong("", inline.text)
        case Ref():
            return ItemLink("", inline.text, target=inline.id, classes=["nr"] if inline.text == inline.id else [])
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
    return nodes.table(
        "", nodes.title("", table.caption), group, classes=["ansicht", *([] if table.sortable else ["fest"])]
    )


def _row(row: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *(_paragraph(line) for line in cell)) for cell in row))


def _paragraph(line: Line) -> nodes.paragraph:
    return nodes.paragraph("", "", *draw_line(line))
