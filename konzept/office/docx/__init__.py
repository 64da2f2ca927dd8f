"""A paper as a Word file: styles instead of direct formatting, real headings, lists, tables and footnotes."""

from __future__ import annotations

from datetime import date

from docx.document import Document

from konzept.blocks import Table, Text, text_of
from konzept.office.docx.archive import packed
from konzept.office.docx.controls import add_field, add_with_boxes
from konzept.office.docx.grid import add_table, describe, set_apart
from konzept.office.docx.section_text import Prose
from konzept.office.docx.styles import MARK, new_document
from konzept.office.prose import Targets
from konzept.paper.form import SessionPaper
from konzept.paper.view import PaperPart, facts, marks, notes, order, parts, titled, votes
from konzept.town import Town


def build(paper: SessionPaper, targets: Targets, town: Town, today: date) -> bytes:
    """The bytes of the file. The same paper and day give the same bytes.

    :raises konzept.office.prose.UnsupportedError: if the text has something that has no form in Word.
    """
    document = new_document(
        title=titled(paper),
        head=marks(paper) or f"{paper.form.name} {paper.number}".rstrip(),
        foot=" ".join(notes(paper, town)),
        today=today,
    )
    _head(document, paper)
    prose = Prose(document, targets, paper.file)
    for part in parts(paper, today):
        _part(document, part, prose)
    set_apart(document)
    return packed(document)


def _head(document: Document, paper: SessionPaper) -> None:
    if mark := marks(paper):
        document.add_paragraph(mark, MARK)
    for name in paper.form.head:
        match name:
            case "angaben":
                _facts(document, paper)
            case "abstimmung":
                _table(document, votes(paper, blank=True))
            case "betreff":
                document.add_paragraph(paper.subject, "Title")
            case "beratungsfolge":
                shown = order(paper, blank=True)
                document.add_heading(shown.caption, 1)
                _table(document, shown)


def _facts(document: Document, paper: SessionPaper) -> None:
    for label, value in facts(paper):
        line = document.add_paragraph(style="Angabe")
        line.add_run(f"{label}: ", "Strong")
        if value:
            line.add_run(value)
        else:
            add_field(line, label)


def _table(document: Document, shown: Table) -> None:
    table = add_table(document, [list(shown.head), *([text_of(cell) for cell in row] for row in shown.rows)])
    describe(table, shown.caption)


def _part(document: Document, part: PaperPart, prose: Prose) -> None:
    document.add_heading(part.title, 1)
    for block in part.blocks:
        if isinstance(block, Text):
            add_with_boxes(document.add_paragraph(style="Angabe"), text_of((block.line,)))
        elif isinstance(block, Table):
            document.add_paragraph(block.caption, "Angabe").paragraph_format.keep_with_next = True
            _table(document, block)
    for section in part.sections:
        prose.add(section)
