"""Writes the text of a section into a Word document: paragraphs, lists, tables, quotes, footnotes."""

from __future__ import annotations

from docx.document import Document
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode

from konzept.office.docx.footnotes import Add, Footnotes
from konzept.office.docx.grid import fit, new_table
from konzept.office.docx.numbered import ListNumbering, mark
from konzept.office.docx.runs import Runs
from konzept.office.docx.styles import LEVELS, NOTE, TABLE_HEAD, TABLE_NUMBER, TABLE_TEXT
from konzept.office.prose import Targets, UnsupportedError, footnotes, is_number_column, tree
from konzept.paper.form import PaperSection


class Prose:
    """Writes the sections of a paper, one after the other, into a document."""

    def __init__(self, document: Document, targets: Targets, file: str) -> None:
        """Prepare lists and footnotes."""
        self.document, self.targets, self.file = document, targets, file
        self.numbering, self.footnotes = ListNumbering(document), Footnotes(document)

    def add(self, section: PaperSection) -> None:
        """Write a section.

        :raises UnsupportedError: if something in it has no form here.
        """
        _SectionWriter(self, section).write()


class _SectionWriter:
    """Writes one section. ``add`` adds a paragraph of a style to the text or to a footnote."""

    def __init__(self, prose: Prose, section: PaperSection) -> None:
        self._prose, self._section = prose, section
        self._root = tree(section)
        self._notes = footnotes(self._root)
        self._inlines = Runs(prose.targets, self._footnote, self._refusal)

    def write(self) -> None:
        """Write all blocks to the end of the document."""
        document = self._prose.document
        self._blocks(self._root, "Normal", 0, lambda style: document.add_paragraph(style=style))

    def _blocks(self, parent: SyntaxTreeNode, style: str, depth: int, add: Add) -> None:
        for child in parent.children:
            self._block(child, style, depth, add)

    def _block(self, node: SyntaxTreeNode, style: str, depth: int, add: Add) -> None:
        match node.type:
            case "paragraph":
                self._inlines.write(add(style), node.children[0])
            case "heading":
                self._inlines.write(add(f"Heading {int(node.tag[1]) - 1}"), node.children[0])
            case "bullet_list" | "ordered_list":
                self._list(node, depth, add)
            case "blockquote":
                self._blocks(node, "Quote", depth, add)
            case "table" if style != NOTE:
                self._table(node)
            case "footnote_reference" | "myst_line_comment":
                pass  # a footnote is written where its sign stands; a comment is not published
            case _:
                raise self._refusal(node)

    def _list(self, node: SyntaxTreeNode, depth: int, add: Add) -> None:
        ordered = node.type == "ordered_list"
        number = self._prose.numbering.new(ordered=ordered, depth=depth, start=int(node.attrs.get("start", 1)))
        level = min(depth + 1, LEVELS)
        suffix = f" {level}" if level > 1 else ""
        head, further = f"List {'Number' if ordered else 'Bullet'}{suffix}", f"List Continue{suffix}"
        for item in node.children:
            first = add(head)
            mark(first, number, depth)
            rest = list(item.children)
            if rest and rest[0].type == "paragraph":
                self._inlines.write(first, rest.pop(0).children[0])
            for child in rest:
                self._block(child, further, depth + 1, add)

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        table = new_table(self._prose.document, len(rows), len(rows[0].children))
        for number, (row, written) in enumerate(zip(table.rows, rows, strict=True)):
            for cell, content in zip(row.cells, written.children, strict=True):
                body = TABLE_NUMBER if is_number_column(content) else TABLE_TEXT
                cell.paragraphs[0].style = body if number else TABLE_HEAD
                if content.children:
                    self._inlines.write(cell.paragraphs[0], content.children[0])
        fit(table)

    def _footnote(self, paragraph: Paragraph, label: str) -> None:
        self._prose.footnotes.add(paragraph, lambda add: self._blocks(self._notes[label], NOTE, 0, add))

    def _refusal(self, node: SyntaxTreeNode) -> UnsupportedError:
        return UnsupportedError(node, self._section, self._prose.file)
