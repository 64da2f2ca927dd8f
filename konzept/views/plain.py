"""Plain words from authored Markdown, for cards and descriptions."""

from __future__ import annotations

import re
from typing import Final

from konzept.model import BLOCK_PROMPT, BLOCK_SOURCE, Recommendation

_LENGTH: Final = 155
_CITATION = re.compile(r"\s*\((?:(?:, )?(?:\{[a-z]+\}`[^`]*`|\[[^\]]*\]\([^)]*\)))+\)")
_ROLE = re.compile(r"\{[a-z]+\}`(?:([^`<]*?)\s*<[^`>]*>|([^`]*))`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ENTRY = re.compile(r"^[*-]\s+", re.M)
_MARKUP = re.compile(r"[{\[*_`]")
_MARK = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
# Not after "e. V.", in "29. September" or before the number in "Sek. I"; a year may end a sentence.
_END = re.compile(r"(?:(?<=[^\d\s.][^\d\s.][.!?])|(?<=\d{4}\.)|(?<=[.!?]“))\s+(?=[A-ZÄÖÜ„])(?![IVX]+\b)")


def plain(markdown: str) -> str:
    """The text of a paragraph without markup; a citation or a link alone in brackets goes as a whole."""
    if _MARKUP.search(markdown):  # most has none
        markdown = _ROLE.sub(lambda match: match[1] or match[2], _CITATION.sub("", markdown))
        markdown = _MARK.sub("", _LINK.sub(r"\1", markdown))
    return " ".join(markdown.split())


def first_sentence(item: Recommendation) -> str:
    """The first sentence of what the source says, or of what prompts a proposal."""
    found = _paragraphs(item, BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE)
    return sentences(plain(found[0]))[0] if found else ""


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a quotation is never cut, however many sentences it has."""
    found: list[str] = []
    for piece in _END.split(text):
        if found and found[-1].count("„") > found[-1].count("“"):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def block(item: Recommendation, heading: str) -> str:
    """Everything below a heading of a recommendation, without markup, in one line."""
    return " ".join(map(_in_line, _paragraphs(item, heading)))


def _in_line(part: str) -> str:
    """A paragraph in one line; the entries of a list stand one behind the other."""
    entries = _ENTRY.split(part) if _ENTRY.match(part) else [part]
    return "; ".join(filter(None, map(plain, entries)))


def _paragraphs(item: Recommendation, heading: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", item.part(heading)) if part.strip()]


def shortened(text: str) -> str:
    """At most one search result's length, cut between words."""
    text = " ".join(text.split())
    if len(text) <= _LENGTH:
        return text
    return text[:_LENGTH].rpartition(" ")[0].rstrip(",;:") + " …"
