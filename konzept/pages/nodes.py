"""From blocks to docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from docutils import nodes

from konzept.blocks import (
    Authored,
    Badge,
    Block,
    Card,
    Cards,
    Cell,
    Code,
    Facts,
    File,
    Gap,
    Inline,
    Line,
    Lines,
    Picture,
    Ref,
    Section,
    Shown,
    Styled,
    Table,
    Text,
    Url,
    badge_line,
)
from konzept.pages.build import FileLink, ItemLink, Slot, ViewLink

OF_FILES: Final = "von-dateien"
"""The look of a table whose cells lead to files, so that it is no data itself."""


class Drawing(nodes.General, nodes.Element):
    """A picture as SVG text in ``svg``, ``alt`` tells the same in words; ``wide`` and ``broad`` as in Picture."""


class Fold(nodes.General, nodes.Element):
    """What a screen shows when asked by the words of ``label``; print shows it."""


def draw_blocks(blocks: Iterable[Block], written: Sequence[list[nodes.Node]] = ()) -> list[nodes.Node]:
    """Draw blocks. ``written`` are the parts of an item's text, for :class:`konzept.blocks.Authored`."""
    return [node for block in blocks for node in _block(block, written)]


def draw_section(section: Section, written: Sequence[list[nodes.Node]]) -> nodes.section:
    """Draw a section with all that it holds."""
    title = nodes.title("", "", *draw_line(section.title))
    below = draw_blocks(section.blocks, written)
    return nodes.section("", title, *below, ids=[section.anchor], classes=list(section.look))


def draw_line(line: Line) -> list[nodes.Node]:
    """Draw the words and links of one line."""
    return [_inline(inline) for inline in line]


def _block(block: Block, written: Sequence[list[nodes.Node]]) -> list[nodes.Node]:
    match block:
        case Table():
            table = _table(block) if block.rows else _empty(block.empty)
            return [Fold("", table, label=block.fold) if block.fold and block.rows else table]
        case Text():
            shown = _paragraph(block.line, *([block.look] if block.look else []))
            shown["ids"] += [block.anchor] if block.anchor else []
            return [shown]
        case Facts():
            return [_facts(block)]
        case Lines():
            return [nodes.bullet_list("", *(nodes.list_item("", _paragraph(line)) for line in block.lines))]
        case Picture():
            return [Drawing(svg=block.svg, alt=block.alt, wide=block.wide, broad=block.broad)]
        case Cards():
            head = [_paragraph((block.heading,), "ueber-karten")] if block.heading else []
            listed = nodes.bullet_list("", *map(_card, block.cards), classes=[block.look])
            return [*head, listed if block.cards else _empty(block.empty)]
        case Section():
            return [draw_section(block, written)]
        case Authored():
            return written[block.part]
        case Gap():
            return [Slot(kind=block.part, name="", item=block.item)]


def _facts(facts: Facts) -> nodes.definition_list:
    entries = [
        nodes.definition_list_item("", nodes.term("", label), nodes.definition("", *map(_paragraph, lines)))
        for label, lines in facts.entries
    ]
    return nodes.definition_list("", *entries, classes=["angaben", *facts.look.split()])


def _empty(text: str) -> nodes.paragraph:
    return _paragraph((text,), "leer")


def _card(card: Card) -> nodes.list_item:
    # a long word with a slash may break behind it
    breakable = replace(card.title, text=card.title.text.replace("/", "/\N{ZERO WIDTH SPACE}"))
    title = _paragraph((breakable,), "titel")
    item = nodes.list_item("", title, classes=["karte", *(["vorschlag"] if card.proposal else [])])
    if card.badges:
        item += draw_blocks([badge_line(card.badges)])
    item += [_paragraph(line) for line in card.lines]
    return item


def _inline(inline: Inline) -> nodes.Node:
    match inline:
        case str():
            return nodes.Text(inline)
        case Code():
            return nodes.literal("", inline.text)
        case Badge():
            return nodes.inline("", inline.text, classes=["marke", *inline.looks])
        case Styled():
            return nodes.inline("", inline.text, classes=[inline.look])
        case Ref(id=""):
            return nodes.strong("", inline.text)
        case Ref():
            return ItemLink("", inline.text, target=inline.id, classes=["nr"] if inline.text == inline.id else [])
        case Shown():
            return ViewLink("", inline.text, view=inline.view, anchor=inline.anchor)
        case File():
            return FileLink("", inline.text, file=inline.path, classes=[inline.look] if inline.look else [])
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
    looks = [*([] if table.sortable else ["fest"]), *([OF_FILES] if any(group.findall(FileLink)) else [])]
    return nodes.table("", nodes.title("", table.caption), group, classes=["ansicht", *looks])


def _row(row: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *(_paragraph(line) for line in cell)) for cell in row))


def _paragraph(line: Line, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *draw_line(line), classes=list(classes))
