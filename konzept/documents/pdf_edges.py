"""Finds running heads, feet and page numbers in a PDF by where they stand and that they come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from konzept.documents.pdf_lines import Line, lines
from konzept.documents.pdf_page import Page


def edges(found: Sequence[Page]) -> set[tuple[int, str]]:
    """What stands at the head or foot of pages again and again, numbers of pages, and headings repeated there."""
    body = _usual(found)
    every = [(page, lines(page.number, page.glyphs)) for page in found]
    heads = {_plain(x.text) for _, said in every for x in said if x.size > body * 1.08 and len(_plain(x.text)) > 5}
    seen: dict[str, list[tuple[int, str]]] = {}
    sure: set[tuple[int, str]] = set()
    for page, said in every:
        for line in said:
            if line.size > body * 1.08 or (0.11 * page.height < line.top and line.bottom < 0.89 * page.height):
                continue
            place = page.number, line.text
            if _PAGE_NUMBER.fullmatch(line.text) or (_repeats(line.text, heads) and _is_alone(line, page, said)):
                sure.add(place)
            seen.setdefault(re.sub(r"[0-9]+", "#", line.text), []).append(place)
    return sure | {place for places in seen.values() if _is_again([page for page, _ in places]) for place in places}


def _repeats(text: str, heads: Collection[str]) -> bool:
    """Whether a line has the words of a heading in it, and little more."""
    said = _plain(text)
    return any(head in said and len(said) < len(head) + 50 for head in heads) and not text.rstrip().endswith(".")


def _plain(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text.casefold()).strip()


def _is_alone(line: Line, page: Page, said: Sequence[Line]) -> bool:
    """Whether nothing of the page stands further out, beside what is on the same height, or near below or above."""
    others = [o for o in said if abs(o.top - line.top) > line.size]
    if line.top < page.height / 2:
        return all(o.top - line.bottom > 0.8 * line.size for o in others)
    return all(line.top - o.bottom > 0.8 * line.size for o in others)


def _usual(found: Sequence[Page]) -> float:
    """The size of most letters."""
    sizes = Counter(glyph.size for page in found for glyph in page.glyphs if glyph.mark != -2)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_again(numbers: Sequence[int]) -> bool:
    """Whether a line stands on most pages of a stretch of them; what only comes back now and then is text."""
    there = {*numbers}
    return len(there) >= 3 and len(there) >= 0.4 * (max(there) - min(there) + 1)


_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–|]\s*)?(?:Seite|S\.)?\s*[0-9IVX]{1,4}(?:\s*(?:/|von)\s*[0-9]{1,4})?(?:\s*[-–|])?"
)
