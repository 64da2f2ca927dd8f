"""The PDF of a Sitzungsvorlage, in the form of the town's own papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from docutils import nodes

from konzept.pages.nodes import draw_blocks
from konzept.paper import SessionPaper
from konzept.paper.view import facts, marks, notes, order, titled, votes
from konzept.pdf.code import array, call, quoted
from konzept.pdf.sources import Masthead, TypstSource, source_of
from konzept.pdf.writer import Writer
from konzept.town import Town

_MARK: Final = "muster"
_TO_FILL_IN: Final = "v(1.2em)"  # an empty cell is written into by hand


def source(frame: Masthead, town: Town, w: Writer, page: nodes.Element, paper: SessionPaper) -> TypstSource:
    """The paper: its head from the form, then the text as it stands on its page."""
    w.doc, w.level, w.empty = page["docname"], 1, _TO_FILL_IN
    section = page.next_node(nodes.section)
    children = section.children[1:] if section is not None else []
    rows = array(f"([{_text(w, label)}], [{_text(w, value)}])" for label, value in facts(paper))
    tables = {"abstimmung": votes, "beratungsfolge": order}
    above = array(  # in the order of the form, since the writer counts its tables
        f"[{w.blocks(draw_blocks((tables[name](paper, blank=True),)))}]" if name in tables else quoted(name)
        for name in paper.form.head
    )
    body = "\n".join(call("teil", body=w.blocks([child])) for child in children if not _is_head(child))
    title = f"{paper.number} {paper.subject}".strip()
    head = replace(frame, notes=notes(paper, town)).call(
        "vorlage",
        w,
        title,
        f"{paper.number} {titled(paper)}".strip(),
        angaben=rows,
        betreff=f"[{_text(w, paper.subject)}]",
        muster=f"[{_text(w, marks(paper))}]" if paper.sample else "none",
        kopfteile=above,
    )
    return source_of(paper.name, '#import "forms/session.typ": *', head + body, w)


def _text(w: Writer, text: str) -> str:
    return w.text(text, nodes.Text(text))


def _is_head(node: nodes.Node) -> bool:
    """Whether a node is part of the head, which the form sets in its own way."""
    if not isinstance(node, nodes.Element):
        return False
    return _MARK in node["classes"] or (isinstance(node, nodes.table) and "ansicht" in node["classes"])
