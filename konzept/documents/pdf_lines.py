"""Makes lines of the letters of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import Final

from konzept.documents.outline import squeezed
from konzept.documents.pdf_page import Glyph

_SIGNS: Final = frozenset("0123456789ivx*⁰¹²³⁴⁵⁶⁷⁸⁹")  # of which the marks of notes consist
_MEASURE: Final = re.compile(r"(?<!\w)(?:[kcdmq]?m)$")  # what stands raised at it is no mark: m²


@dataclass(slots=True)
class Line:
    """Letters beside each other on a page."""

    page: int
    glyphs: list[Glyph] = field(default_factory=list)
    every: list[Glyph] = field(default_factory=list)  # also the marks of footnotes, which are no words of the text

    @property
    def text(self) -> str:
        """Its words."""
        return _said(self.glyphs)

    @property
    def whole(self) -> str:
        """Its words with the marks of footnotes where they stand."""
        return _said(self.every)

    def add(self, glyph: Glyph) -> None:
        """Go on with a letter of the text."""
        self.glyphs.append(glyph)
        self.every.append(glyph)

    @property
    def begins_as_note(self) -> bool:
        """Whether a small raised number begins it, as in a footnote."""
        said = [g for g in self.placed if g.text.strip()]
        number = [*takewhile(lambda g: g.text in _SIGNS, said)]
        return 0 < len(number) < len(said) and _is_raised(number[-1], said[len(number)])

    @property
    def marks(self) -> list[str]:
        """The marks of footnotes in it."""
        own = {id(glyph) for glyph in self.glyphs}
        runs = groupby(self.every, lambda glyph: id(glyph) in own)
        return ["".join(glyph.text for glyph in run) for is_text, run in runs if not is_text]

    @property
    def placed(self) -> list[Glyph]:
        """The letters that have a place."""
        return [g for g in self.glyphs if g.mark != -2]

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(g.left for g in self.placed)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(g.right for g in self.placed)

    @property
    def first(self) -> float:
        """How wide its first word is."""
        word = [*takewhile(lambda g: not g.text.isspace(), self.glyphs)]
        return (word[-1].right - word[0].left) if word and word[0].mark != -2 else 0.0

    @property
    def top(self) -> float:
        """Its upper edge, by the line on which most letters stand."""
        return min(g.top for g in self.placed)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(g.bottom for g in self.placed)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return Counter(g.size for g in self.placed).most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        said = [g for g in self.placed if g.text.strip()]
        return bool(said) and all(g.bold for g in said)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where a word stands: letters beside each other without a blank, and what follows it without a place."""

    glyphs: Sequence[Glyph]
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def center(self) -> float:
        """The middle of its width."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2


def words(glyphs: Iterable[Glyph]) -> Iterator[PlacedWord]:
    """The words of letters that follow each other; blanks go with the word before."""
    found: list[list[Glyph]] = []
    begins = True
    for glyph in glyphs:
        is_blank = glyph.mark == -2 or not glyph.text.strip()
        last = found[-1][-1] if found else glyph
        if found and (is_blank or not (begins or _is_apart(last, glyph))):
            found[-1].append(glyph)
        else:
            found.append([glyph])
        begins = is_blank
    for word in found:
        said = [g for g in word if g.mark != -2 and g.text.strip()] or word
        tops, bottoms = [g.top for g in said], [g.bottom for g in said]
        yield PlacedWord(
            word, min(g.left for g in said), min(tops), max(g.right for g in said), max(bottoms), said[0].size
        )


def _is_apart(last: Glyph, glyph: Glyph) -> bool:
    return glyph.left - last.right > 0.3 * max(glyph.size, 1.0) or _is_elsewhere(last, glyph, last)


def lines(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of letters that follow each other."""
    found: list[Line] = [Line(page)]
    last: Glyph | None = None
    before = Glyph("", 0, 0, 0, 0)  # the last letter with a place, also a mark
    is_broken = False
    for glyph in glyphs:
        if glyph.mark == -2:
            is_broken = is_broken or glyph.text == "\n"
            if last is not None and not is_broken:
                found[-1].add(glyph)
            continue
        if is_broken and not _joins(before, glyph):
            last = None
        is_broken = False
        is_after_mark = before.text in _SIGNS and _is_raised(before, glyph)
        if last is None or _is_elsewhere(last, glyph, found[-1].every[-1]):
            found.append(Line(page))
        elif glyph.text in _SIGNS and _is_raised(glyph, last):
            is_power = glyph.text in "23²³" and _MEASURE.search(found[-1].text)
            (found[-1].add if is_power else found[-1].every.append)(glyph)
            before = glyph
            continue
        elif (last is before and is_after_mark) or (
            glyph.left - before.right > 0.3 * max(glyph.size, 1.0) and not found[-1].glyphs[-1].text.isspace()
        ):
            found[-1].add(Glyph(" ", 0, 0, 0, 0, mark=-2))
        found[-1].add(glyph)
        before = glyph
        last = glyph if glyph.text.strip() or last is None else last
    return [line for line in found if line.text]


def _joins(last: Glyph, glyph: Glyph) -> bool:
    """Whether one of two letters is a mark beside the other: some programs say that a line ends there."""
    is_mark = (last.text in _SIGNS and _is_raised(last, glyph)) or (glyph.text in _SIGNS and _is_raised(glyph, last))
    return is_mark and -1 < glyph.left - last.right < 0.5 * last.size and not _is_elsewhere(last, glyph, glyph)


def _is_raised(small: Glyph, large: Glyph) -> bool:
    """Whether a letter is small and stands higher than another."""
    return small.size <= 0.82 * large.size and small.bottom < large.bottom - 0.08 * large.size


def _is_elsewhere(last: Glyph, glyph: Glyph, before: Glyph) -> bool:
    """Whether a letter begins a line; ``before`` is what stands right before it, also a blank."""
    size = max(last.size, glyph.size, 1.0)
    is_beside = glyph.left - last.right > 1.5 * size and glyph.size and last.size
    if is_beside and not 0.92 < glyph.size / last.size < 1.08:  # a note at the side, on the same height as the text
        return True
    if before is last and glyph.left < last.right and last.left < glyph.right:  # turned, beside a picture
        return abs(last.middle - glyph.middle) > 2 * size
    return abs(last.middle - glyph.middle) > 0.75 * size or glyph.right < last.left - size


def _said(glyphs: Sequence[Glyph]) -> str:
    is_soft = bool(glyphs) and glyphs[-1].text == "\u00ad"  # a hyphen that is only there because the line ends
    return squeezed("".join(g.text for g in glyphs).rstrip("\u00ad") + ("-" * is_soft))
