"""Footnotes in Word, which python-docx does not know: a part of their own beside the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from konzept.office.docx.styles import NOTE_SIGN

Add = Callable[[str], Paragraph]
# Word wants to find the two lines above footnotes declared, as numbers -1 and 0.
_EMPTY: Final = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


class Footnotes:
    """The footnotes of a document; the part is made with the first of them."""

    def __init__(self, document: Document) -> None:
        """Begin without footnotes."""
        self._document = document
        self._part: StoryPart | None = None
        self._count = 0

    def add(self, paragraph: Paragraph, write: Callable[[Add], None]) -> None:
        """Set the sign of a new footnote at the end of a paragraph; ``write`` writes its text."""
        self._count += 1
        ident = str(self._count)
        part = self._part = self._part or self._new_part()
        note = OxmlElement("w:footnote", {qn("w:id"): ident})
        part.element.append(note)

        def add(style: str) -> Paragraph:
            element = OxmlElement("w:p")
            note.append(element)
            made = Paragraph(element, _Holder(part))
            made.style = style
            if len(note) == 1:
                _sign(made, OxmlElement("w:footnoteRef"))
                made.add_run(" ")
            return made

        _sign(paragraph, OxmlElement("w:footnoteReference", {qn("w:id"): ident}))
        write(add)

    def _new_part(self) -> StoryPart:
        name, package = PackURI("/word/footnotes.xml"), self._document.part.package
        part = StoryPart(name, CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_EMPTY), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return part


class _Holder:
    """What python-docx asks a paragraph's parent for."""

    def __init__(self, part: StoryPart) -> None:
        self.part = part


def _sign(paragraph: Paragraph, element: object) -> None:
    run: Run = paragraph.add_run(style=NOTE_SIGN)
    run._r.append(element)
