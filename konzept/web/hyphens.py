"""Puts soft hyphens into long words of written pages: not every browser knows where German ones may be parted.

The last step of a build. Whoever reads pages that are written (search, the one file, an Ausgabe) does so with
:func:`written`, since an earlier build left some. Titles, addresses, data and marks of a status get none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pyphen
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

HYPHEN: Final = "\N{SOFT HYPHEN}"
BREAK: Final = "<wbr>"  # behind a slash between words
# Letters of the shortest word that is parted: in narrow places, and in running text.
_NARROW, _RUNNING = 10, 12
# So many letters stay together at the begin and the end of a word, and at both of a very long one.
_BEGIN, _END, _LONG_END, _LONG = 4, 3, 5, 16
# A word that is longer than a line is parted everywhere.
_ENDLESS: Final = 30
_PATTERNS: Final = {"de": "de_DE", "en": "en_GB"}
_PREFIXES: Final = frozenset(("be", "ge", "er", "an", "ab", "un", "zu"))
_TAG: Final = re.compile(r"""(<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>)""", re.DOTALL)
_NAME: Final = re.compile(r"</?([a-zA-Z0-9]+)")
_CLASSES, _LANGUAGE = re.compile(r'\sclass="([^"]*)"'), re.compile(r'\slang="([^"]*)"')
_WORD: Final = re.compile(rf"[^\W\d_]{{{_NARROW},}}")
_SPAN: Final = re.compile(r'<span class="lang">(\w+)</span>')
_SLASH: Final = re.compile(r"(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
_EMPTY: Final = frozenset(("meta", "link", "br", "hr", "img", "input", "col", "wbr", "area", "base", "source"))
_WHOLE: Final = frozenset(
    ("head", "script", "style", "svg", "pre", "code", "kbd", "textarea", "select", "output", "samp")
)
# What readers copy or look for letter by letter, and marks: word and shape are one.
_WHOLE_CLASSES: Final = frozenset(("marke", "nr", "kennung", "zitieren", "adresse", "headerlink", "unsichtbar"))
_TIGHT: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "caption", "dt", "a", "button", "nav"))
_TIGHT_CLASSES: Final = frozenset(("titel", "knopf", "karte"))


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put soft hyphens into every page; one that has them already stays as it is."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder) or builder.name != "html":
        return
    for docname in (*sorted(builder.env.found_docs), "search"):
        file = Path(builder.get_outfilename(docname))
        before = file.read_text("utf-8")
        after = hyphenated(_plain(before))
        if after != before:
            file.write_text(after, "utf-8")


def written(file: Path) -> str:
    """A written page as it was before soft hyphens were put in."""
    return _plain(file.read_text("utf-8"))


def _plain(page: str) -> str:
    return _SPAN.sub(r"\1", page.replace(HYPHEN, "").replace(BREAK, ""))


def hyphenated(page: str) -> str:
    """A page with soft hyphens in its long words, of whatever language we have patterns for."""
    return "".join(_parts(page))


def _parts(page: str) -> Iterator[str]:
    """Tags as they are, and the words between them as the elements around them want it."""
    around = [_State("")]
    for part in _TAG.split(page):
        if not part.startswith("<"):
            yield around[-1].said(part)
            continue
        yield part
        name = found[1].lower() if (found := _NAME.match(part)) else ""
        if part.startswith("</"):
            del around[max(_last(around, name), 1) :]
        elif name and name not in _EMPTY and not part.endswith("/>"):
            around.append(around[-1].below(name, part))


def _last(around: list[_State], name: str) -> int:
    """The innermost open element of that name; one past the end if there is none."""
    return next((at for at in range(len(around) - 1, 0, -1) if around[at].name == name), len(around))


class _State:
    """An open element: the patterns of its language, whether its words are never parted, or stand in a narrow place."""

    def __init__(self, name: str, *, patterns: str = "", whole: bool = False, tight: bool = False) -> None:
        self.name, self.patterns, self.whole, self.tight = name, patterns, whole, tight

    def below(self, name: str, tag: str) -> _State:
        """The state within an element that begins with this tag."""
        classes = frozenset(found[1].split()) if (found := _CLASSES.search(tag)) else frozenset[str]()
        language = _LANGUAGE.search(tag)
        return _State(
            name,
            patterns=_PATTERNS.get(language[1].partition("-")[0], "") if language else self.patterns,
            whole=self.whole or name in _WHOLE or not classes.isdisjoint(_WHOLE_CLASSES),
            tight=self.tight or name in _TIGHT or not classes.isdisjoint(_TIGHT_CLASSES),
        )

    def said(self, words: str) -> str:
        """Words with soft hyphens, if they may have any."""
        if self.whole or not self.patterns:
            return words
        least = _NARROW if self.tight else _RUNNING
        words = _SLASH.sub(f"/{BREAK}", words)
        return _WORD.sub(lambda word: _parted(word[0], self.patterns) if len(word[0]) >= least else word[0], words)


@cache
def _language(patterns: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=patterns)


@cache
def _parted(word: str, patterns: str) -> str:
    begin, end = (_BEGIN, _END) if len(word) < _LONG else (_LONG_END, _LONG_END)
    inner = (place for place in _places(word, patterns) if begin <= place <= len(word) - end)
    places = [0, *inner, len(word)]
    parted = HYPHEN.join(word[start:stop] for start, stop in pairwise(places))
    return f'<span class="lang">{parted}</span>' if len(word) >= _ENDLESS else parted


def _places(word: str, patterns: str) -> Iterator[int]:
    """Where the patterns part a word, but not within "tion", nor behind a prefix: "Zwischen-bericht".

    Beside a part of one letter the patterns are at a loss ("Zusamme-n-a-r-beit") or right where nobody parts ("o-na").
    """
    places = _language(patterns).positions(word)
    for place in places:
        before = word[place - 2 : place]
        is_prefix = before in _PREFIXES and place - 2 in places
        is_alone = not {place - 1, place + 1}.isdisjoint({0, *places, len(word)})
        if not is_prefix and not is_alone and not (before == "ti" and word.startswith("on", place)):
            yield int(place)
