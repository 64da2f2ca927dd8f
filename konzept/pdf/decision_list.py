"""The Beschlusskontrolle in print: one list, on pages that lie on their side."""

from __future__ import annotations

from konzept.blocks import Text
from konzept.pages.nodes import draw_blocks
from konzept.paper.annexes import DECISIONS
from konzept.pdf.code import call, words
from konzept.pdf.sources import Masthead, TypstSource, source_of
from konzept.pdf.writer import Writer
from konzept.views import decisions
from konzept.views.scope import Scope


def source(frame: Masthead, w: Writer, scope: Scope) -> TypstSource:
    """The list with what it says of itself."""
    said = [Text((sentence,)) for sentence in decisions.how(scope)]
    body = "\n".join(w.blocks([node]) for node in draw_blocks((decisions.decisions(scope), *said)))
    title = f"{decisions.TITLE} – {frame.title}"
    head = frame.call("liste", w, title, aus=f"[{words(f'{frame.title}, Stichtag {frame.day}')}]")
    heading = call("heading", body=words(decisions.TITLE), level="1")
    return source_of(DECISIONS, '#import "forms/list.typ": *', head + heading + "\n" + body, w)
