"""Content controls for Word: boxes that can be ticked, fields that can be filled in."""

from __future__ import annotations

import re
from typing import Any, Final

from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

_SPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_SIGNS: Final = {"☐": 0, "☒": 1}
_BOX: Final = re.compile("([" + "".join(_SIGNS) + "])")
_FONT: Final = "MS Gothic"  # has both signs, on every Windows
_CHECKBOX: Final = (
    f'<w:sdt {_SPACES}><w:sdtPr><w14:checkbox><w14:checked w14:val="{{checked}}"/>'
    f'<w14:checkedState w14:val="2612" w14:font="{_FONT}"/><w14:uncheckedState w14:val="2610" w14:font="{_FONT}"/>'
    "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>"
    f'<w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}" w:hint="eastAsia"/>'
    "</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
)
_FIELD: Final = (
    f"<w:sdt {_SPACES}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>____________</w:t></w:r></w:sdtContent></w:sdt>"
)


def add_with_boxes(paragraph: Paragraph, text: str) -> None:
    """Add words to a paragraph; each box in them can be ticked."""
    for piece in _BOX.split(text):
        if piece in _SIGNS:
            _add(paragraph, _CHECKBOX.format(checked=_SIGNS[piece], sign=piece))
        elif piece:
            paragraph.add_run(piece)


def add_field(paragraph: Paragraph, name: str) -> None:
    """Add a field to be filled in; ``name`` is what Word and screen readers call it."""
    control = _add(paragraph, _FIELD)
    alias = parse_xml(f"<w:alias {_SPACES}/>")
    alias.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", name)
    control[0].insert(0, alias)


def _add(paragraph: Paragraph, xml: str) -> Any:
    element: Any = parse_xml(xml)
    paragraph._p.append(element)
    return element
