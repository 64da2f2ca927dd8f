"""From blocks to plain HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

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
from konzept.concept import Concept

_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws blocks; ``text`` gives a part of an item's text as HTML."""

    concept: Concept
    text: Callable[[str, int], str]

    def section(self, section: Section, level: int) -> str:
        """A section with its heading."""
        rank = min(level, _DEEPEST)
        head = f"<h{rank}>{self.line(section.title)}</h{rank}>\n"
        body = self.blocks(section.blocks, level + 1)
        look = escape(" ".join(section.look))
        return f'<section class="{look}" id="{escape(section.anchor)}">\n{head}{body}</section>\n'

    def blocks(self, blocks: Iterable[Block], level: int = 2) -> str:
        """Blocks, one after the other; sections among them have headings of the given level."""
        return "".join(self._block(block, level) for block in blocks)

    def _block(self, block: Block, level: int) -> str:
        match block:
            case Table():
                table = self._table(block) if block.rows else self._paragraph((block.empty,), "leer")
                fold = f'<details class="klappe"><summary>{escape(block.fold)}</summary>\n{table}</details>\n'
                return fold if block.fold and block.rows else table
            case Text():
                return self._paragraph(block.line, block.look)
            case Facts():
                entries = (f"<dt>{escape(label)}</dt><dd>{self._cell(lines)}</dd>\n" for label, lines in block.entries)
                return f'<dl class="{_look("angaben", block.look)}">\n{"".join(entries)}</dl>\n'
            case Lines():
                points = "".join(f"<li>{self._paragraph(line)}</li>\n" for line in block.lines)
                return f"<ul>\n{points}</ul>\n"
            case Picture():
                return f'<div class="bild">{block.svg}{block.broad}</div>\n'
            case Cards():
                return self._cards(block)
            case Section():
                return self.section(block, level)
            case Authored():
                return self.text(block.item, block.part)
            case Gap():
                return ""

    def _cards(self, cards: Cards) -> str:
        head = self._paragraph((cards.heading,), "ueber-karten") if cards.heading else ""
        if not cards.cards:
            return head + self._paragraph((cards.empty,), "leer")
        return f'{head}<ul class="{cards.look}">\n{"".join(map(self._card, cards.cards))}</ul>\n'

    def _card(self, card: Card) -> str:
        badges = self.blocks([badge_line(card.badges)]) if card.badges else ""
        body = self._paragraph((card.title,), "titel") + badges + self._cell(card.lines)
        return f'<li class="{_look("karte", "vorschlag" if card.proposal else "")}">{body}</li>\n'

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.head)
        rows = "".join(f"<tr>{self._row(row, row_heads=table.row_heads)}</tr>\n" for row in table.rows)
        caption = f"<caption>{escape(table.caption)}</caption>\n"
        return f'<table class="ansicht">\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n'

    def _row(self, row: tuple[Cell, ...], *, row_heads: bool) -> str:
        first = '<th scope="row">', "</th>"
        marks = [first if row_heads and not number else ("<td>", "</td>") for number in range(len(row))]
        return "".join(f"{start}{self._cell(cell)}{end}" for (start, end), cell in zip(marks, row, strict=True))

    def _cell(self, cell: Cell) -> str:
        return "".join(self._paragraph(line) for line in cell)

    def _paragraph(self, line: Line, look: str = "") -> str:
        classed = f' class="{look}"' if look else ""
        return f"<p{classed}>{self.line(line)}</p>\n"

    def line(self, line: Line) -> str:
        """Words and links of one line."""
        return "".join(map(self._inline, line))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case str():
                return escape(inline)
            case Code():
                return f"<code>{escape(inline.text)}</code>"
            case Badge():
                return f'<span class="marke {escape(" ".join(inline.looks))}">{escape(inline.text)}</span>'
            case Styled():
                return f'<span class="{inline.look}">{escape(inline.text)}</span>'
            case Ref(id=""):
                return f"<strong>{escape(inline.text)}</strong>"
            case Ref():
                return self.link(inline.id, escape(inline.text))
            case Shown() | File():
                return escape(inline.text)
            case Url():
                return f'<a href="{escape(inline.address)}">{escape(inline.text)}</a>'

    def link(self, ident: str, words: str) -> str:
        """A link to an item around words that are HTML; without the item only the words."""
        item = self.concept.items.get(ident)
        return f'<a href="#{escape(item.id)}">{words}</a>' if item else words


def _look(*names: str) -> str:
    return " ".join(name for name in names if name)
