"""The empty document: German, A4, and the styles that everything in it uses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

MARK: Final = "Muster"
TABLE_HEAD, TABLE_TEXT, TABLE_NUMBER = "Tabelle Kopf", "Tabelle Text", "Tabelle Zahl"
BOTH, CODE, LINK = "Strong Emphasis", "Programmtext", "Hyperlink"
NOTE, NOTE_SIGN = "footnote text", "footnote reference"
LEVELS: Final = 3
TEXT_WIDTH: Final = Cm(16)
_FONT: Final = "Arial"
_DARK: Final = RGBColor(0x1F, 0x2A, 0x33)
_BLUE: Final = RGBColor(0x0B, 0x4F, 0x6C)
_INDENT: Final = 18
_PROPERTY: Final = 255  # letters that Word allows in a property
_BORDER: Final = '<w:pBdr {ns}><w:bottom w:val="single" w:sz="8" w:space="4" w:color="0B4F6C"/></w:pBdr>'


def new_document(*, title: str, head: str, foot: str, today: date) -> Document:
    """An empty document with title, running head, and a foot with the page's number."""
    document = docx.Document()
    _properties(document, title, today)
    _language(document)
    _plain_fonts(document)
    _paragraph_styles(document)
    _character_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Length((Cm(21) - TEXT_WIDTH) // 2)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(2.3), Cm(3), Cm(1)
    section.header.paragraphs[0].text = head
    lines = section.footer.paragraphs[0]
    lines.text = foot
    _page_number(section.footer.add_paragraph(style="Footer"))
    return document


def _properties(document: Document, title: str, today: date) -> None:
    """Title and language; nobody's name."""
    properties = document.core_properties
    properties.title, properties.language = title[:_PROPERTY], "de-DE"
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    properties.revision = 1
    properties.created = properties.modified = datetime(today.year, today.month, today.day, tzinfo=UTC)


def _language(document: Document) -> None:
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), "de-DE")
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "de-DE")
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")


def _plain_fonts(document: Document) -> None:
    """One font for all styles: the template's theme would choose others."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)


def _paragraph_styles(document: Document) -> None:
    _shape(document, "Normal", size=11, after=6)
    _shape(document, "Title", size=15, before=12, after=12, bold=True, keep=True)
    for level, size in enumerate((13, 11.5, 11, 11), 1):
        _shape(document, f"Heading {level}", size=size, before=14 if level == 1 else 10, after=4, bold=True, keep=True)
    for level in range(1, LEVELS + 1):
        suffix = f" {level}" if level > 1 else ""
        for kind in ("List Bullet", "List Number", "List Continue"):
            style = _shape(document, f"{kind}{suffix}", size=11, after=3)
            style.paragraph_format.left_indent = Pt(_INDENT * level)
            style.paragraph_format.first_line_indent = Pt(0 if kind == "List Continue" else -_INDENT)
    _shape(document, "Quote", size=11, after=6, italic=True).paragraph_format.left_indent = Pt(_INDENT)
    _shape(document, "Angabe", size=11, after=3)
    mark = _shape(document, MARK, size=12, after=12, bold=True)
    mark.font.color.rgb = _BLUE
    mark.element.get_or_add_pPr().append(parse_xml(_BORDER.format(ns=nsdecls("w"))))
    _shape(document, TABLE_TEXT, size=10, after=2, before=2)
    _shape(document, TABLE_HEAD, size=10, after=2, before=2, bold=True, keep=True)
    _shape(document, TABLE_NUMBER, size=10, after=2, before=2).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _shape(document, NOTE, size=9, after=2)
    for name in ("Header", "Footer"):
        _shape(document, name, size=9, after=0)


def _shape(
    document: Document,
    name: str,
    *,
    size: float,
    after: float,
    before: float = 0,
    bold: bool = False,
    italic: bool = False,
    keep: bool = False,
) -> ParagraphStyle:
    """Set up a paragraph style; sizes and spaces in points. A style that Word's template lacks is added."""
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _DARK
    style.font.bold, style.font.italic = bold, italic
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next, style.paragraph_format.line_spacing = keep, 1.15
    style.quick_style = True
    _drop_border(style)
    return style


def _drop_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _character_styles(document: Document) -> None:
    both = _add_character_style(document, BOTH)
    both.font.bold = both.font.italic = True
    _add_character_style(document, CODE).font.name = "Courier New"
    link = _add_character_style(document, LINK)
    link.font.underline, link.font.color.rgb = True, _BLUE
    _add_character_style(document, NOTE_SIGN).font.superscript = True


def _add_character_style(document: Document, name: str) -> CharacterStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    if not isinstance(style, CharacterStyle):
        raise TypeError(name)
    return style


def _page_number(paragraph: Paragraph) -> None:
    """The line "Seite 1 von 2" with fields that Word fills."""
    paragraph.add_run("Seite ")
    for number, (field, between) in enumerate((("PAGE", " von "), ("NUMPAGES", ""))):
        xml = f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>{number + 1}</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(xml))
        if between:
            paragraph.add_run(between)
