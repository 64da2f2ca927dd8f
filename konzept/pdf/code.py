"""Typst code. What somebody wrote is only ever a string in it, so no text can become a command."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

BREAK: Final = "\N{ZERO WIDTH SPACE}"
_WORD_AND_REST: Final = re.compile(r"(\S*)(.*)", re.DOTALL)
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_LONG: Final = re.compile(r"\S{13,}")
_LETTERS: Final = re.compile(r"\W*[^\W\d_]+(?:[-–’'*][^\W\d_]+)*\W*")
_BEHIND_SIGN: Final = re.compile(r"(?<=[/._?&=#:@,;+])(?=\w)")
_BOXES: Final = {"☐": "#ankreuzfeld(false)", "☒": "#ankreuzfeld(true)"}
_BOX: Final = re.compile("([" + "".join(_BOXES) + "])")
_BOUND: Final = re.compile(
    r"(?<!\w)([^\W\d_]\.|§|Ö|TOP|Top|Nr\.|Art\.|Abs\.|S\.) (?=[^\W\d_]\.|\d)"
)  # stays in one line
_ADDRESS: Final = re.compile(r"https?://|www\.")
# No line ends with a dash: programs that copy would take it for a hyphen and leave it out.
_IN_ADDRESS: Final = re.compile(r"(?<=[/:@&=,;+])(?=\w)|(?<=\w)(?=[._?#-])")
_DASH: Final = re.compile(" (?=[–—] )")  # no line begins with it
_DIVIDED: Final = re.compile(r"([^\W\d_]{14,})")  # each column of a table has room for shorter words
_PIECE: Final = 10
_WORD: Final = 60  # longer than any German word: no dictionary of Typst knows where to hyphenate it
_MARKED: Final = 20


def quoted(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ") + '"'


def words(text: str, *, narrow: bool = False) -> str:
    """Text as markup; runs of white space are one space, long words may break, boxes to tick are drawn.

    Where it is ``narrow``, nothing but long words is divided.
    """
    flat = _BOUND.sub("\\1\N{NO-BREAK SPACE}", re.sub(r"[ \t\r\n]+", " ", text))
    flat = _DASH.sub("\N{NO-BREAK SPACE}", flat)
    parts = _BOX.split(flat)
    gaps = ("#h(.9em, weak: true)" if number and part in _BOXES else "" for number, part in enumerate(parts))
    drawn = (_BOXES.get(part) or _strings(breakable(part), narrow=narrow) for part in parts)
    return "".join(gap + part for gap, part in zip(gaps, drawn, strict=True))


def _strings(text: str, *, narrow: bool) -> str:
    """Strings in markup. A rule of Typst for long words in tables took as much time as all else, and much memory."""
    parts = _DIVIDED.split(text) if narrow else [text]
    return "".join(f"#lang({quoted(part)})" if number % 2 else _string(part) for number, part in enumerate(parts))


def _string(text: str) -> str:
    """A string in markup. Between boxes a line may end, and nowhere in them; nobody copies a character of ours."""
    first, *pieces = text.split(BREAK)
    parts = [_WORD_AND_REST.match(piece) for piece in pieces]
    boxes = (f"#box({quoted(part[1])})" + (f"#{quoted(part[2])}" if part[2] else "") for part in parts if part)
    return (f"#{quoted(first)}" if first else "") + "".join(boxes)


def call(name: str, *arguments: str, body: str | None = None, **named: str) -> str:
    """A function call in markup; the arguments are code, the body is markup."""
    listed = ", ".join([*arguments, *(f"{key.replace('_', '-')}: {value}" for key, value in named.items())])
    return f"#{name}({listed})" + ("" if body is None else f"[{body}]")


def divided(text: str) -> int:
    """How many words of a text are so long that they may be divided also where it is narrow."""
    return len(_DIVIDED.findall(text))


def array(values: Iterable[str]) -> str:
    """A Typst array of code."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def breakable(text: str) -> str:
    """The text with places where a word that is too long for a line, or a cell, may break."""
    return _LONG.sub(lambda match: _broken(match[0]), text)


def _broken(word: str) -> str:
    """An address is typed as it is printed: it gets no hyphen of ours."""
    address = _ADDRESS.search(word) is not None
    sign = _IN_ADDRESS if address else _BEHIND_SIGN
    return BREAK.join(_chunks(piece, address=address) for piece in sign.sub(BREAK, word).split(BREAK))


def _chunks(piece: str, *, address: bool) -> str:
    letters = not address and _LETTERS.fullmatch(piece) is not None
    if len(piece) <= (_WORD if letters else _MARKED):
        return piece
    parts = [piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE)]
    return (_SOFT_HYPHEN if letters else BREAK).join(parts)
