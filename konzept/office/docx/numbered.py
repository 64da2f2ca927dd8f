"""Lists in Word: one bullet list for all, and a numbering of its own for every numbered list."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_BULLETS, _NUMBERS = 9001, 9002  # far above the numbers of the template
_DEPTHS: Final = 9
_STEP: Final = 360  # twentieths of a point


class ListNumbering:
    """Gives lists their signs, so that each numbered list begins where its author says."""

    def __init__(self, document: Document) -> None:
        """Declare the two kinds of list."""
        self._element = document.part.numbering_part.element
        first = self._element.find(qn("w:num"))
        place = list(self._element).index(first) if first is not None else len(self._element)
        self._element.insert(place, parse_xml(_declaration(_BULLETS, "bullet")))
        self._element.insert(place + 1, parse_xml(_declaration(_NUMBERS, "decimal")))
        self._bullets = int(self._element.add_num(_BULLETS).numId)

    def new(self, *, ordered: bool, depth: int, start: int) -> int:
        """The number of a list that begins here at a depth from 0."""
        if not ordered:
            return self._bullets
        num = self._element.add_num(_NUMBERS)
        num.add_lvlOverride(min(depth, _DEPTHS - 1)).add_startOverride(start)
        return int(num.numId)


def mark(paragraph: Paragraph, number: int, depth: int) -> None:
    """Make a paragraph the beginning of an item."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = min(depth, _DEPTHS - 1)
    properties.get_or_add_numId().val = number


def _declaration(ident: int, form: str) -> str:
    levels = "".join(_level(depth, form) for depth in range(_DEPTHS))
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ident}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(depth: int, form: str) -> str:
    sign = "•–▪"[depth % 3] if form == "bullet" else f"%{depth + 1}."
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_STEP * (depth + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )
