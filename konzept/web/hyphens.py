"""Puts soft hyphens into long words of written pages: not every browser knows where German ones may be parted.

Where a line must not end, between "Top" and its number and before a dash, stands a space that holds; the number of a
recommendation has an element around it.

The last step before a page is written. Whoever reads pages that are written (search, the one file, an Ausgabe) does so
with :func:`written`. Titles, addresses, data and marks of a status get none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from konzept.editions.tags import pieces, read
from konzept.model.types import RECOMMENDATION_ID
from konzept.web import syllables

HYPHEN: Final = "\N{SOFT HYPHEN}"
HOLD: Final = "\N{NO-BREAK SPACE}"
# Each begins with the space: the first letter of a pattern is what re looks for quickly.
_HELD: Final = re.compile(r" (?:(?<=\bTop )(?=\d)|(?<=\w )(?=– ))")
_LOOSE: Final = re.compile(rf"{HOLD}(?:(?<=\bTop{HOLD})(?=\d)|(?<=\w{HOLD})(?=– ))")
BREAK: Final = "<wbr>"  # behind a slash between words
# Letters of the shortest word that is parted: in narrow places, and in running text.
_NARROW, _RUNNING = 10, 12
_SHORTEST: Final = 9  # characters: two words of four letters with a slash
_KEPT: Final = 5_000  # tags and texts that are remembered: all of the frame, which is nearly the same on every page
# So many letters stay together at the begin and the end of a word, and at both of a very long one.
_BEGIN, _END, _LONG_END, _LONG = 4, 3, 5, 16
# A word that is longer than a line is parted everywhere.
_ENDLESS: Final = 30
_WORD: Final = re.compile(rf"[^\W\d_]{{{_NARROW},}}")
# An address in running text: whoever copies one or reads it aloud wants no hyphen that is not its own.
_SIGNS: Final = ("@", "&#64;", "://", "www.")  # few texts have one
_ADDRESS: Final = re.compile(r"((?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++(?:@|&#64;)[\w.-]+)")
_VERY_LONG: Final = re.compile(rf"[^\W\d_]{{{_LONG},}}")
_TABLE: Final = re.compile(r"<table\b.*?</table>", re.DOTALL)
_NUMBER: Final = re.compile(rf"\b{RECOMMENDATION_ID}\b")
_SPAN: Final = re.compile(r'<span class="(?:lang|ganz)">([\w-]+)</span>')
_SLASH: Final = re.compile(r"(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
_EMPTY: Final = frozenset(("meta", "link", "br", "hr", "img", "input", "col", "wbr", "area", "base", "source"))
_WHOLE: Final = frozenset(
    ("head", "script", "style", "svg", "pre", "code", "kbd", "textarea", "select", "output", "samp")
)
# What readers copy or look for letter by letter, and marks: word and shape are one.
_WHOLE_CLASSES: Final = frozenset(("marke", "nr", "kennung", "zitieren", "adresse", "headerlink", "unsichtbar"))
_TIGHT: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "caption", "dt", "a", "button", "nav"))
_TIGHT_CLASSES: Final = frozenset(("titel", "knopf", "karte"))


def written(file: Path) -> str:
    """A written page as it was before soft hyphens were put in."""
    return _plain(file.read_text("utf-8"))


def _plain(page: str) -> str:
    return _LOOSE.sub(" ", _SPAN.sub(r"\1", page.replace(HYPHEN, "").replace(BREAK, "")))


@lru_cache(_KEPT)
def parted(words: str, language: str) -> str:
    """Plain words with soft hyphens in those that may be longer than a line of a small phone."""
    known = _known(language)
    return _VERY_LONG.sub(lambda word: _softly(word[0], known), words) if known else words


def in_tables(page: str) -> str:
    """A German page that has soft hyphens in its tables only: there a long word pushes the whole page sideways."""
    return _TABLE.sub(lambda table: hyphenated(table[0], "de"), page)


def hyphenated(page: str, language: str = "") -> str:
    """A page with soft hyphens in its long words, of whatever language we have patterns for.

    Tags stay as they are; what is between them becomes what the elements around want. ``language`` holds until an
    element names its own.
    """
    found = pieces(page)
    around = [("", _Hyphening(language))]
    for at, piece in enumerate(found):
        if at % 2:
            _enter(around, _tag(piece))
        elif len(piece) >= _SHORTEST:
            found[at] = _said(piece, around[-1][1])
    return "".join(found)


def _enter(around: list[tuple[str, _Hyphening]], tag: _Tag) -> None:
    """Note the element that a tag begins, or forget all down to the innermost one that it ends."""
    if tag.opens:
        around.append((tag.name, around[-1][1].below(tag)))
    elif tag.closes:
        last = next((at for at in range(len(around) - 1, 0, -1) if around[at][0] == tag.name), len(around))
        del around[last:]


class _Tag(NamedTuple):
    """A tag: its name, what it does, and what holds within its element; "" is a language whose words stay whole."""

    name: str
    opens: bool
    closes: bool
    language: str | None
    whole: bool
    tight: bool


@lru_cache(_KEPT)
def _tag(tag: str) -> _Tag:
    found = read(tag)
    name, said = (found.name, dict(found.attributes)) if found else ("", {})
    classes, language = (said.get("class") or "").split(), said.get("lang")
    closes = tag.startswith("</")
    return _Tag(
        name,
        opens=bool(name) and not closes and name not in _EMPTY and not tag.endswith("/>"),
        closes=closes,
        language=_known(language) if language else None,
        whole=name in _WHOLE or not _WHOLE_CLASSES.isdisjoint(classes),
        tight=name in _TIGHT or not _TIGHT_CLASSES.isdisjoint(classes),
    )


class _Hyphening(NamedTuple):
    """An open element: its language, whether its words are never parted, or stand in a narrow place."""

    language: str = ""
    whole: bool = False
    tight: bool = False

    def below(self, tag: _Tag) -> _Hyphening:
        """The state within an element that begins with this tag."""
        language = self.language if tag.language is None else tag.language
        return _Hyphening(language, self.whole or tag.whole, self.tight or tag.tight)


@lru_cache(_KEPT)
def _said(words: str, state: _Hyphening) -> str:
    """Words with soft hyphens, if they may have any."""
    if state.whole or not state.language:
        return words
    least = _NARROW if state.tight else _RUNNING
    words = _HELD.sub(HOLD, _SLASH.sub(f"/{BREAK}", words))

    def softly(part: str) -> str:
        return _WORD.sub(lambda word: _parted(word[0], state.language) if len(word[0]) >= least else word[0], part)

    parts = _ADDRESS.split(words) if any(sign in words for sign in _SIGNS) else [words]
    words = "".join(part if number % 2 else softly(part) for number, part in enumerate(parts))
    return _NUMBER.sub(r'<span class="ganz">\g<0></span>', words)


def _known(language: str) -> str:
    """The language of a mark like "de-DE" as ``syllables`` names it; empty if words of it are never parted."""
    name = language.partition("-")[0]
    return name if name in syllables.LANGUAGES else ""


def _parted(word: str, language: str) -> str:
    parted = _softly(word, language)
    return f'<span class="lang">{parted}</span>' if len(word) >= _ENDLESS else parted


@cache
def _softly(word: str, language: str) -> str:
    begin, end = (_BEGIN, _END) if len(word) < _LONG else (_LONG_END, _LONG_END)
    inner = (place for place in syllables.places(word, language) if begin <= place <= len(word) - end)
    places = [0, *inner, len(word)]
    return HYPHEN.join(word[start:stop] for start, stop in pairwise(places))
