"""Plain words from authored Markdown, for cards and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

from konzept.markdown.parser import parser, reference
from konzept.model import BLOCK_PROMPT, BLOCK_SOURCE, Recommendation

_LENGTH: Final = 155
_CITATION = re.compile(r"\s*\((?:(?:, )?(?:\{[a-z]+\}`[^`]*`|\[[^\]]*\]\([^)]*\)))+\)")
_MARKUP = re.compile(r"[{\[*_`\\<>&|#~]|:::|^\s*(?:[-+]|\d+[.)])\s", re.M)
_WRITTEN: Final = ("fence", "code_block", "colon_fence")  # what stands in it is no text of tokens
_ENTRIES: Final = ("list_item_close", "th_close", "td_close")
_ENDED: Final = (".", "!", "?", ":", ";")
# Not after "e. V.", in "29. September" or before the number in "Sek. I"; a year may end a sentence.
_END = re.compile(r"(?:(?<=[^\d\s.][^\d\s.][.!?])|(?<=\d{4}\.)|(?<=[.!?][“”«»\"]))\s+(?=[A-ZÄÖÜ„“«»\"])(?![IVX]+\b)")
# Marks of quotation of any language: one that begins stands behind a space or another, and before a word.
_MARKS = re.compile(r"[„“”«»\"]")
_BEGINS = re.compile(r"(?:^|(?<=[\s(\[„“”«»\"]))(?:[„“”«»\"](?=\S)|«)")


def plain(markdown: str) -> str:
    """A text in one line without markup; a citation or a link alone in brackets goes as a whole.

    The entries of a list or a table stand one behind the other.
    """
    if not _MARKUP.search(markdown):  # most has none
        return " ".join(markdown.split())
    found = ""
    for is_entry, words in _pieces(markdown):
        found += f"{';' if is_entry and not found.endswith(_ENDED) else ''} {words}"
    return found.strip()


def first_sentence(item: Recommendation) -> str:
    """The first sentence of what the source says, or of what prompts a proposal."""
    part = item.part(BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE)
    return sentences(next((words for _, words in _pieces(part)), ""))[0]


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


def _pieces(markdown: str) -> Iterator[tuple[bool, str]]:
    """The words of each paragraph, and whether they are another entry of the same list or table."""
    another, number = False, ""
    for token in parser().parse(_CITATION.sub("", markdown), {}):
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in _ENTRIES:
            another = True
        elif token.type.endswith(("list_open", "list_close", "table_open", "table_close")):
            another = False
        elif (token.type == "inline" or token.type in _WRITTEN) and (words := plain_words(token)):
            yield another, number + words
            another, number = False, ""


def plain_words(token: Token) -> str:
    """The words of a paragraph as readers see them, in one line; a picture says nothing."""
    if token.type in _WRITTEN:
        return plain(token.content)
    words = []
    for child in token.children or ():
        if child.type == "myst_role":
            said, named = reference(child.content)
            words.append(said or named)
        elif child.type != "image":
            words.append(" " if child.type.endswith("break") else child.content)
    return " ".join("".join(words).split())


def shortened(text: str) -> str:
    """At most one search result's length, cut between words."""
    text = " ".join(text.split())
    if len(text) <= _LENGTH:
        return text
    return text[:_LENGTH].rpartition(" ")[0].rstrip(",;:") + " …"
