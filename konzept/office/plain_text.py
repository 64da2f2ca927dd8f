"""A paper as plain text, field by field, to be pasted into the council information system."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from konzept.blocks import Block, Table, Text, text_of
from konzept.model.values import noted
from konzept.office.prose import Targets, UnsupportedError, footnotes, tree
from konzept.paper.form import PaperSection, SessionPaper
from konzept.paper.view import PaperPart, facts, marks, notes, order, parts, votes
from konzept.town import Town

_RULE: Final = "=" * 72
_HOW: Final = "Unter jeder Überschrift zwischen zwei Linien steht der Text für das Feld, das so heißt."


def build(paper: SessionPaper, targets: Targets, town: Town, day: date) -> str:
    """The whole paper; lines are not wrapped, so that fields can be copied.

    :raises UnsupportedError: if the text has something that can't be plain text.
    """
    head = "\n".join(line for line in (marks(paper), *notes(paper, town), _HOW) if line)
    blocks = [f"{_RULE}\n{name}\n{_RULE}\n\n{text}".rstrip() for name, text in fields(paper, targets, day)]
    return "\n\n".join([head, *blocks]) + "\n"


def fields(paper: SessionPaper, targets: Targets, day: date) -> Iterator[tuple[str, str]]:
    """Name and text of every field, in the order of the form."""
    for name in paper.form.head:
        match name:
            case "angaben":
                yield from facts(paper)
            case "betreff":
                yield paper.form.subject, paper.subject
            case _:
                shown = (votes if name == "abstimmung" else order)(paper, blank=True)
                yield shown.caption, "\n".join(_rows(shown))
    for part in parts(paper, day):
        yield part.title, _part(part, paper, targets)


def _rows(table: Table) -> Iterator[str]:
    """A row of a table as one line; what is not filled in is left out. Two columns need no names."""
    for row in table.rows:
        texts = [(head, text_of(cell)) for head, cell in zip(table.head, row, strict=True)]
        named = [text if len(texts) == 2 else f"{head}: {text}" for head, text in texts if text]
        if len(named) > 1 or len(texts) == 2:
            yield " | ".join(named)


def _part(part: PaperPart, paper: SessionPaper, targets: Targets) -> str:
    lines = [line for block in part.blocks for line in _block(block)]
    prose = [_Prose(section, paper.file, targets).text() for section in part.sections]
    return "\n\n".join(text for text in ("\n".join(lines), *prose) if text)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Text):
        yield text_of((block.line,))
    elif isinstance(block, Table):
        yield block.caption
        yield from _rows(block)


class _Prose:
    """The text of one section without marks: its lists, tables and footnotes by plain signs."""

    def __init__(self, section: PaperSection, file: str, targets: Targets) -> None:
        self._section, self._file, self._targets = section, file, targets
        self._root = tree(section)
        self._notes = footnotes(self._root)
        self._numbers: dict[str, int] = {}

    def text(self) -> str:
        """The blocks, an empty line between them, then the footnotes that they use, in their order."""
        blocks = [self._block(node) for node in self._root.children]
        told: list[str] = []
        while len(told) < len(self._numbers):
            label = list(self._numbers)[len(told)]
            told.append(self._hanging(f"[{self._numbers[label]}] ", self._notes[label]))
        return "\n\n".join(block for block in [*blocks, *told] if block)

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "paragraph" | "heading":
                return self._inline(node.children[0])
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "blockquote":
                return "\n\n".join(self._block(child) for child in node.children)
            case "table":
                return "\n".join(self._row(row) for part in node.children for row in part.children)
            case "footnote_reference" | "myst_line_comment":
                return ""
            case _:
                raise UnsupportedError(node, self._section, self._file)

    def _list(self, node: SyntaxTreeNode) -> str:
        first = int(node.attrs.get("start", 1))
        signs = (f"{number}. " if node.type == "ordered_list" else "- " for number in range(first, 10**9))
        return "\n".join(self._hanging(sign, item) for sign, item in zip(signs, node.children, strict=False))

    def _hanging(self, sign: str, item: SyntaxTreeNode) -> str:
        """The blocks of an item behind its sign, further lines below the first."""
        text = "\n".join(self._block(child) for child in item.children)
        return sign + text.replace("\n", "\n" + " " * len(sign))

    def _row(self, row: SyntaxTreeNode) -> str:
        return " | ".join(self._inline(cell.children[0]) if cell.children else "" for cell in row.children)

    def _inline(self, node: SyntaxTreeNode) -> str:
        return "".join(self._piece(child) for child in node.children)

    def _piece(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "text" | "code_inline":
                return node.content
            case "softbreak":
                return " "
            case "hardbreak":
                return "\n"
            case "em" | "strong":
                return self._inline(node)
            case "link":
                words, address = self._inline(node), self._targets.link(str(node.attrs["href"]))
                return f"{words} ({noted(address)})" if address and words not in (address, noted(address)) else words
            case "myst_role":
                return self._targets.need(node.content)[0]
            case "footnote_ref":
                number = self._numbers.setdefault(str(node.meta["label"]), len(self._numbers) + 1)
                return f"[{number}]"
            case _:
                raise UnsupportedError(node, self._section, self._file)
