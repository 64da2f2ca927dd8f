"""Writes the words of one line into a Word paragraph: emphasis, links, references, breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it.tree import SyntaxTreeNode

from konzept.office.docx.styles import BOTH, CODE, LINK
from konzept.office.prose import Targets

_STYLES: Final = {
    frozenset({"strong"}): "Strong",
    frozenset({"em"}): "Emphasis",
    frozenset({"strong", "em"}): BOTH,
}
_IN_A_NUMBER: Final = re.compile(r"(?<=\b[A-Z]{3})-(?=V?\d)")  # of an entry, which stays in one line
_NONE: Final[frozenset[str]] = frozenset()


class Runs:
    """Writes words; ``note`` sets a footnote, ``refuse`` makes the error that is raised for what has no form here."""

    def __init__(
        self,
        targets: Targets,
        note: Callable[[Paragraph, str], None],
        refuse: Callable[[SyntaxTreeNode], Exception],
    ) -> None:
        """Keep what words may need."""
        self._targets, self._note, self._refuse = targets, note, refuse

    def write(
        self, paragraph: Paragraph, node: SyntaxTreeNode, marks: frozenset[str] = _NONE, link: Any = None
    ) -> None:
        """Write the children of a node; ``link`` is the element of the link that they stand in."""
        for child in node.children:
            match child.type:
                case "text":
                    _run(paragraph, link, child.content, marks)
                case "code_inline":
                    _run(paragraph, link, child.content, marks, CODE)
                case "softbreak":
                    _run(paragraph, link, " ", marks)
                case "hardbreak":
                    _run(paragraph, link, "", marks).add_break()
                case "em" | "strong":
                    self.write(paragraph, child, marks | {child.type}, link)
                case "link":
                    inside = _hyperlink(paragraph, self._targets.link(str(child.attrs["href"])))
                    self.write(paragraph, child, marks, inside)
                case "myst_role":
                    words, address = self._targets.need(child.content)
                    _run(paragraph, _hyperlink(paragraph, address), words, marks)
                case "footnote_ref":
                    self._note(paragraph, str(child.meta["label"]))
                case _:
                    raise self._refuse(child)


def _run(paragraph: Paragraph, link: Any, text: str, marks: frozenset[str], style: str = "") -> Run:
    """Add words; inside a link they look like one, and emphasis is set beside its style."""
    element = OxmlElement("w:r")
    (paragraph._p if link is None else link).append(element)
    run = Run(element, paragraph)
    run.style = style or (LINK if link is not None else _STYLES.get(marks))
    if link is not None or style:
        run.bold, run.italic = "strong" in marks or None, "em" in marks or None
    for number, part in enumerate(_IN_A_NUMBER.split(text)):
        if number:
            element.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)
    return run


def _hyperlink(paragraph: Paragraph, address: str) -> Any:
    """A link at the end of a paragraph; nothing without an address."""
    if not address:
        return None
    ident = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink", {qn("r:id"): ident})
    paragraph._p.append(element)
    return element
