"""Splits the text of a paper into the sections of the form, and refuses what no output could show."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from markdown_it.token import Token

from konzept.findings import NOTATION, either, heading, nearest
from konzept.markdown.parser import parser
from konzept.paper.form import FACTS, PaperForm, PaperSection
from konzept.paper.front import Note

_BLOCKS: Final = (
    *("paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "footnote_reference"),
)
BLOCKS: Final = frozenset(
    [f"{name}_{end}" for name in _BLOCKS for end in ("open", "close")] + ["inline", "myst_line_comment"]
)
INLINES: Final = frozenset(
    ["text", "softbreak", "hardbreak", "code_inline", "myst_role", "footnote_ref"]
    + [f"{name}_{end}" for name in ("em", "strong", "link") for end in ("open", "close")]
)
_REPORTED_ELSEWHERE: Final = ("html_block", "html_inline")  # by the reader of all texts
_GERMAN: Final = {
    "fence": either("ein Block oder Programmtext", "Programmtext"),
    "colon_fence": either("ein Block mit Doppelpunkten", "ein Kasten"),
    "code_block": "ein um vier Leerzeichen eingerückter Text",
    "hr": "eine Trennlinie",
    "dl_open": "eine Liste von Begriffen",
    "image": "ein Bild",
    "myst_target": "eine Sprungmarke",
    "myst_block_break": either("ein Umbruch mit +++", "ein Umbruch"),
}
_ADDRESS: Final = "Adressen stehen direkt hinter ihren Wörtern: [Wörter](https://…)."
_POSSIBLE: Final = (
    "das kommt in Word und im Ratsinformationssystem nicht an. Möglich sind Absätze, Listen, Tabellen, Zitate, "
    "Fußnoten, Hervorhebungen, Verweise und Zwischenüberschriften" + either(" ('###').", ".")
)
_WITH_OTHERS: Final = ("dt_open", "dd_open")  # parts of what is reported as a whole
_FOOTNOTE: Final = re.compile(r"\[\^([^\]\s]+)\]")


class _Heading(NamedTuple):
    """A heading of level 1 or 2: its words, its first line and the line behind it, from 0."""

    level: int
    words: str
    start: int
    end: int
    is_plain: bool


def read_body(text: str, note: Note, form: PaperForm) -> tuple[str, tuple[PaperSection, ...]]:
    """The Betreff and the sections of a text whose front matter is blank lines."""
    tokens = parser().parse(text)
    lines = text.splitlines()
    heads = list(_heads(tokens))
    _check_start(tokens, heads, note, form)
    sections: list[PaperSection] = []
    for number, head in enumerate(heads):
        if head.level == 1:
            continue
        stop = heads[number + 1].start if number + 1 < len(heads) else len(lines)
        section = _section(head, "\n".join(lines[head.end : stop]), note, form)
        if section and section.heading in {other.heading for other in sections}:
            message = f"Die Überschrift {head.words!r} steht zweimal. Fassen Sie beide Abschnitte zusammen."
            note(head.start + 1, message)
        elif section:
            sections.append(section)
    _check_order(sections, heads, note, form)
    return next((head.words for head in heads if head.level == 1), ""), tuple(sections)


def _heads(tokens: Sequence[Token]) -> Iterator[_Heading]:
    for token, inline in itertools.pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2") and token.map:
            is_plain = all(child.type == "text" for child in inline.children or ())
            yield _Heading(
                int(token.tag[1]),
                " ".join(inline.content.split()).removesuffix(":"),
                token.map[0],
                token.map[1],
                is_plain,
            )


def _check_start(tokens: Sequence[Token], heads: Sequence[_Heading], note: Note, form: PaperForm) -> None:
    if not heads or heads[0].level != 1 or not heads[0].words:
        note(
            1,
            "Der Betreff fehlt. "
            + either("Schreiben Sie ihn unter den Kopf als Überschrift: '# …; hier: …'.", "Tragen Sie ihn ein."),
        )
    elif not heads[0].is_plain:
        note(heads[0].start + 1, "Der Betreff besteht nur aus Wörtern, ohne Hervorhebung und ohne Verweis.")
    first = next((head.start for head in heads if head.level == 2), None)
    facts = form.of_role(FACTS).title
    for token in tokens:
        early = token.map and token.level == 0 and (first is None or token.map[0] < first)
        if early and token.map and token.type not in ("heading_open", "inline", "myst_line_comment"):
            note(
                token.map[0] + 1,
                f"Dieser Text steht vor dem ersten Abschnitt. Schreiben Sie ihn unter {heading(facts)} "
                "oder eine andere Überschrift der Vorlage.",
            )
            return


def _section(head: _Heading, markdown: str, note: Note, form: PaperForm) -> PaperSection | None:
    known = [section.title for section in form.sections]
    if head.words not in known:
        line = head.start + 1
        note(line, f"Die Überschrift {head.words!r} hat die Vorlage nicht. {nearest(head.words, known)}")
        return None
    blank = next((n for n, line in enumerate(markdown.splitlines()) if line.strip()), 0)
    section = PaperSection(head.words, markdown.strip("\n"), head.end + blank + 1)
    if not markdown.strip():
        message = f"Unter {head.words!r} steht nichts. Schreiben Sie den Text oder streichen Sie die Überschrift."
        note(head.start + 1, message)
    _check_content(section, note)
    return section


def _check_order(sections: Sequence[PaperSection], heads: Sequence[_Heading], note: Note, form: PaperForm) -> None:
    places = {head.words: head.start + 1 for head in heads if head.level == 2}
    order = [section.title for section in form.sections]
    for before, section in itertools.pairwise(sections):
        if order.index(section.heading) < order.index(before.heading):
            message = (
                f"{section.heading!r} steht im Formular vor {before.heading!r}. "
                "Bringen Sie die Abschnitte in diese Reihenfolge."
            )
            note(places[section.heading], message)
    # a heading that is only misspelt is one fault, and told already
    meant = {near for words in places for near in get_close_matches(words, order, 1)}
    for missing in (section.title for section in form.sections if section.required):
        if missing not in meant:
            note(1, f"Der Abschnitt {missing!r} fehlt. Ergänzen Sie {heading(missing)} mit seinem Text.")


def _check_content(section: PaperSection, note: Note) -> None:
    """Report what is not permitted in a section, and footnotes without their other half."""
    environment: dict[str, Any] = {}
    used: dict[str, int] = {}
    explained: dict[str, int] = {}
    is_note = False
    for token in parser().parse(section.markdown, environment):
        line = section.line + (token.map[0] if token.map else 0)
        if token.nesting >= 0 and token.type not in (*BLOCKS, *_REPORTED_ELSEWHERE, *_WITH_OTHERS):
            note(line, f"Hier steht {_GERMAN.get(token.type, token.type)}, {_POSSIBLE}")
        if is_note and token.type in ("table_open", "heading_open"):
            note(line, "In einer Fußnote steht keine Tabelle und keine Überschrift. Setzen Sie sie in den Text.")
        is_note = token.type == "footnote_reference_open" or (is_note and token.type != "footnote_reference_close")
        if token.type == "footnote_reference_open":
            explained.setdefault(token.meta["label"], line)
        for offset, child in _children(token):
            _check_inline(child, line + offset, note)
            for label in _footnotes(child):
                used.setdefault(label, line + offset)
    for reference in environment.get("references", {}).values():
        note(section.line + reference["map"][0], either(_ADDRESS, NOTATION))
    for name in used.keys() - explained.keys():
        mend = either(f" Ergänzen Sie '[^{name}]: …'.", "")
        note(used[name], f"Die Fußnote {name!r} hat in diesem Abschnitt keinen Text.{mend}")
    for name in explained.keys() - used.keys():
        mend = either(f" Ergänzen Sie '[^{name}]'.", "")
        note(explained[name], f"Auf die Fußnote {name!r} verweist in diesem Abschnitt nichts.{mend}")


def _check_inline(child: Token, line: int, note: Note) -> None:
    if child.type == "myst_role" and child.meta["name"] != "need":
        role = either(f"eine Rolle {{{child.meta['name']}}}", "eine Auszeichnung")
        note(line, f"Hier steht {role}, {_POSSIBLE}")
    elif child.type not in INLINES and child.type not in _REPORTED_ELSEWHERE:
        note(line, f"Hier steht {_GERMAN.get(child.type, child.type)}, {_POSSIBLE}")


def _footnotes(child: Token) -> list[str]:
    """The footnotes that a piece of a line refers to; one without text in its section is left as words."""
    if child.type == "footnote_ref":
        return [child.meta["label"]]
    return _FOOTNOTE.findall(child.content) if child.type == "text" else []


def _children(token: Token) -> Iterator[tuple[int, Token]]:
    """The words and marks of a line, each with how many lines below the first it stands."""
    offset = 0
    for child in token.children or ():
        offset += child.type in ("softbreak", "hardbreak")
        yield offset, child
