"""The file in which people decide as a Word document: a table an item, decisions to choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from konzept.concept import Concept
from konzept.ingest.guide import guide
from konzept.ingest.proposals import Row
from konzept.ingest.review_columns import (
    BY_KEY,
    COLUMNS,
    DECIDE,
    DETAIL_ROWS,
    DETAILS,
    ORIGINAL,
    PROVED,
    REST,
    Detail,
    ReviewColumn,
)
from konzept.ingest.review_file import ReviewedDocument, choices, details, shown, values
from konzept.model.speech import say, spoken
from konzept.office.docx.archive import packed
from konzept.office.docx.styles import new_document

PARTS: Final = {DETAILS: DETAILS, DECIDE: DECIDE, REST: REST, f"{ORIGINAL} (nicht ändern)": ORIGINAL}
CHOOSE: Final = "Bitte wählen"
_WIDTHS: Final = (2_600, 7_000)
_GREY, _YELLOW, _WHITE = "F2F2F2", "FFF2CC", "FFFFFF"


def written(rows: Sequence[Row], of: ReviewedDocument, concept: Concept, made_on: date) -> bytes:
    """The bytes of the file, the same for the same content."""
    title = f"Prüfdatei zu {of.file}"
    document = new_document(title=title, head=title, foot="Nur für die Redaktion", today=made_on)
    lists, body = choices(concept), document.element.body
    document.add_heading(title, 0)
    for line in guide(rows, part="Teil"):
        document.add_paragraph(line.removeprefix("# "), style="Heading 2" if line.startswith("# ") else None)
    for column in COLUMNS:
        if column.help:
            document.add_paragraph(f"{column.heading}: {say(column.help, code=spoken().code)}")
    end = body[-1]
    said = details(of, concept)
    parts = [_heading(1, DETAILS), _table([_line(detail, said.get(detail.key, ""), lists) for detail in DETAIL_ROWS])]
    for name, main in ((DECIDE, True), (REST, False)):
        parts.append(_heading(1, name))
        for row in rows:
            if row.main is main:
                parts += _item(shown(row, concept), lists)
    parts += [_heading(1, [*PARTS][-1]), _original(rows)]
    for part in parts:
        end.addprevious(parse_xml(part))
    return packed(document)


def _heading(level: int, text: str) -> str:
    style = f"<w:pPr><w:pStyle w:val='Heading{level}'/></w:pPr>"
    return f"<w:p {nsdecls('w')}>{style}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _item(given: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The heading and table of one row; what the document leaves empty has no line."""
    yield _heading(2, f"Zeile {given['number']}, {given['found']}")
    told = (column for column in COLUMNS if not column.given or given.get(column.key))
    yield _table([_line(column, given.get(column.key, ""), lists) for column in told])


def _line(of: ReviewColumn | Detail, value: str, lists: Mapping[str, Sequence[str]]) -> str:
    """A label and what stands beside it; below a label what is to be known."""
    is_given = of.given if isinstance(of, ReviewColumn) else of.form == "given"
    hint = f"<w:p>{_run(of.help, small=True)}</w:p>" if isinstance(of, Detail) else ""
    label = f"<w:p>{_run(of.heading, bold=True)}</w:p>{hint}"
    offered = () if is_given or not of.choices else lists[of.choices]
    said = f"<w:p>{_chooser(of.heading, value, offered)}</w:p>" if offered else _paragraphs(value)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(label, 0, _GREY if is_given else _YELLOW)}" + (
        f"{_cell(said, 1, _GREY if is_given else _WHITE)}</w:tr>"
    )


def _chooser(name: str, value: str, offered: Sequence[str]) -> str:
    """A field in which one chooses, or writes what is not in the list."""
    items = "".join(f"<w:listItem w:displayText={quoteattr(w)} w:value={quoteattr(w)}/>" for w in offered)
    empty = "" if value else "<w:showingPlcHdr/>"
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name)}/>{empty}<w:comboBox>{items}</w:comboBox></w:sdtPr>"
        f"<w:sdtContent>{_run(value or CHOOSE)}</w:sdtContent></w:sdt>"
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<w:p>{_run(line)}</w:p>" for line in text.split("\n"))


def _run(text: str, *, bold: bool = False, small: bool = False, hidden: bool = False) -> str:
    look = "<w:b/>" * bold + "<w:vanish/>" * hidden + "<w:sz w:val='16'/>" * small
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def _cell(content: str, column: int, colour: str) -> str:
    width = f"<w:tcW w:w='{_WIDTHS[column]}' w:type='dxa'/>"
    return f"<w:tc><w:tcPr>{width}<w:shd w:val='clear' w:fill='{colour}'/></w:tcPr>{content}</w:tc>"


def _table(lines: Sequence[str], columns: int = 2) -> str:
    widths = _WIDTHS if columns == len(_WIDTHS) else (sum(_WIDTHS) // columns,) * columns
    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    look = f"<w:tblPr><w:tblStyle w:val='TableGrid'/><w:tblW w:w='{sum(_WIDTHS)}' w:type='dxa'/></w:tblPr>"
    return f"<w:tbl {nsdecls('w')}>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _original(rows: Sequence[Row]) -> str:
    """The words as the document has them, which prove a shortened wording; hidden, so that nobody prints them."""
    lines = [[BY_KEY[key].heading for key in PROVED], *([values(row)[key] for key in PROVED] for row in rows)]
    return _table([f"<w:tr>{''.join(map(_hidden, line))}</w:tr>" for line in lines], len(PROVED))


def _hidden(text: str) -> str:
    return f"<w:tc>{''.join(f'<w:p>{_run(line, hidden=True)}</w:p>' for line in text.split(chr(10)))}</w:tc>"
