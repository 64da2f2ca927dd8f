"""Plain words from authored Markdown, for cards and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from markdown_it.token import Token

from konzept.markdown.parser import named, parser, reference
from konzept.markdown.permitted_blocks import BLOCKS, Content
from konzept.model import BLOCK_PROMPT, BLOCK_SOURCE, Recommendation

_LENGTH: Final = 155
_CITATION = re.compile(r"\s*\((?:(?:, )?(?:\{[a-z]+\}`[^`]*`|\[[^\]]*\]\([^)]*\)))+\)")
_MARKUP = re.compile(r"[{\[*_`\\<>&|#~]|^\s*(?:[-+]\s|[:=%]|\d+[.)])", re.M)
_BETWEEN = re.compile(r"\n\s*\n")
_OPTIONS = re.compile(r"(?::[\w-]+:.*\n)+")
_SILENT: Final = (Content.NOTHING, Content.PAGES)
_PAUSES: Final = ".,;:!?–"
# Not after "e. V.", in "29. September" or before the number in "Sek. I"; a year may end a sentence.
_END = re.compile(r"(?:(?<=[^\d\s.][^\d\s.][.!?])|(?<=\d{4}\.)|(?<=[.!?][“”«»\"]))\s+(?=[A-ZÄÖÜ„“«»\"])(?![IVX]+\b)")
# Marks of quotation of any language: one that begins stands behind a space or another, and before a word.
_MARKS = re.compile(r"[„“”«»\"]")
_BEGINS = re.compile(r"(?:^|(?<=[\s(\[„“”«»\"]))(?:[„“”«»\"](?=\S)|«)")


def plain(markdown: str) -> str:
    """A text in one line without markup; a citation or a link alone in brackets goes as a whole.

    Entries of lists, rows of tables and terms stand one behind the other.
    """
    found, was_entry = "", False
    for words, is_entry in _pieces(markdown):
        apart = (is_entry or was_entry) and not found.endswith(tuple(_PAUSES))
        found, was_entry = f"{found}{'; ' if found and apart else ' '}{words}".strip(), is_entry
    return found


def first_sentence(item: Recommendation) -> str:
    """The first sentence of what the source says, or of what prompts a proposal."""
    part = item.part(BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE)
    return sentences(next((words for words, _ in _pieces(part)), ""))[0]


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a quotation is never cut, however many sentences it has."""
    found: list[str] = []
    for piece in _END.split(text):
        if found and _is_open(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _is_open(text: str) -> bool:
    """Whether a quotation begins in it and does not end."""
    begun = len(_BEGINS.findall(text))
    return begun > len(_MARKS.findall(text)) - begun


def block(item: Recommendation, heading: str) -> str:
    """Everything below a heading of a recommendation, without markup, in one line."""
    return plain(item.part(heading))


def _pieces(markdown: str) -> Iterator[tuple[str, bool]]:
    """The words of each paragraph, row and block, and whether they are an entry among others."""
    text = _CITATION.sub("", markdown)
    has_markup = _MARKUP.search(text)  # most has none
    told = _told(text) if has_markup else ((part, False) for part in _BETWEEN.split(text))
    return ((said, is_entry) for words, is_entry in told if (said := " ".join(words.split())))


def _told(markdown: str) -> Iterator[tuple[str, bool]]:
    before, is_entry, cells, opened = "", False, list[str](), ""
    for token in parser().parse(markdown, {}):
        opened = token.type if token.nesting == 1 else opened
        match token.type:
            case "list_item_open":
                before, is_entry = f"{token.info}{token.markup} " if token.info else "", True
            case "inline" if opened in ("th_open", "td_open"):
                cells.append(plain_words(token))
            case "inline" if opened == "dt_open":
                before, is_entry = f"{plain_words(token)}: ", True
            case "inline":
                yield before + plain_words(token), is_entry
                before, is_entry = "", False
            case "tr_close":
                yield _row(cells), True
                cells = []
            case "fence" | "colon_fence":
                yield from _block(token)
            case "code_block":
                yield token.content, False


def _row(cells: Iterable[str]) -> str:
    first, *rest = [cell for cell in cells if cell] or [""]
    return f"{first}: {', '.join(rest)}" if rest else first


def _block(token: Token) -> Iterator[tuple[str, bool]]:
    """What a block between fences shows: its argument, if that is a text, and its content."""
    name, argument = named(token.info) or ("", "")
    block = BLOCKS.get(name)
    if block is None or block.content is Content.LITERAL:
        yield token.content, False
        return
    if block.argument and block.argument.markdown:
        yield plain(argument), False
    if block.content not in _SILENT:
        yield from _told(_OPTIONS.sub("", token.content, count=1))


def plain_words(token: Token) -> str:
    """The words of a paragraph as readers see them, in one line; a picture says nothing."""
    words = []
    for child in token.children or ():
        if child.type == "myst_role":
            said, named_by = reference(child.content)
            words.append(said or named_by)
        elif child.type != "image":
            words.append(" " if child.type.endswith("break") else child.content)
    return " ".join("".join(words).split())


def shortened(text: str) -> str:
    """At most one search result's length, cut between words."""
    text = " ".join(text.split())
    if len(text) <= _LENGTH:
        return text
    return text[:_LENGTH].rpartition(" ")[0].rstrip(",;:") + " …"
