"""Words that only make sense in front of a screen, and must not stand on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_WORDS: Final = re.compile(
    r"\b(?:(?:an|drauf|weiter|doppel)?klick(?:en|t|e|s)?|(?:maus|doppel)klicks?|scrollen|scrollt|antippen"
    r"|tippen sie auf|filtern|filtert|(?:auf|aus|ein)klappen|im browser|suchfeld|schaltflächen?|im menü|mauszeiger"
    r"|am fuß (?:jeder|der|dieser) seite|(?:oben|unten) (?:rechts |links )?auf (?:jeder|der|dieser) seite"
    r"|zurück (?:zum anfang|nach oben)"
    r"|clicks?|scroll|back to top|at the (?:foot|top|bottom) of (?:every|each|this) page)(?!\w)"
    r"|\btel:(?=[+\d])|\bmailto:",
    re.IGNORECASE,
)
# Each of them has one of these, so that most texts need not be looked through for all.
_STEMS: Final = (
    *("klick", "scroll", "antippen", "tippen sie auf", "filter", "klappen", "im browser", "suchfeld", "schaltfläche"),
    *("im menü", "mauszeiger", " seite", "zurück zum", "zurück nach", "click", "back to top", " page"),
    *("tel:", "mailto:"),
)
_NOT_SHOWN: Final = re.compile(r"\]\([^()\s]*\)|^%.*|„[^“\n]*“")  # addresses of links, comments, words of others


def found(text: str) -> Iterator[tuple[int, str]]:
    """Line and words of each; what stands in German quotation marks is somebody else's."""
    folded = text.casefold()
    if not any(stem in folded for stem in _STEMS):
        return
    for number, line in enumerate(text.split("\n"), 1):
        yield from ((number, match[0]) for match in _WORDS.finditer(_NOT_SHOWN.sub(" ", line)))
