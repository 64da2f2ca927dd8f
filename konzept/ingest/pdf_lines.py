"""Makes lines of the letters of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from konzept.ingest.outline import squeezed
from konzept.ingest.pdf_page import Glyph

_SIGNS: Final = frozenset("0123456789ivx*")  # of which the marks of notes consist


@dataclass(slots=True)
class Line:
    """Letters beside each other on a page."""

    page: int
    glyphs: list[Glyph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # marks of footnotes, which are no words of the text

    @property
    def text(self) -> str:
        """Its words."""
        return squeezed("".join(g.text for g in self.glyphs).rstrip("\u00ad") + ("-" * self.is_soft))

    @property
    def whole(self) -> str:
        """Its words with the marks of footnotes."""
        return " ".join((self.text, *self.notes))

    @property
    def begins_as_note(self) -> bool:
        """Whether a small raised number begins it, as in a footnote."""
        said = [g for g in self.placed if g.text.strip()]
        number = [*takewhile(lambda g: g.text in _SIGNS, said)]
        return 0 < len(number) < len(said) and _is_raised(number[-1], said[len(number)])

    @property
    def is_soft(self) -> bool:
        """Whether it ends with a hyphen that is only there because the line ends."""
        return bool(self.glyphs) and self.glyphs[-1].text == "\u00ad"

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


def lines(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of letters that follow each other."""
    found: list[Line] = [Line(page)]
    last: Glyph | None = None
    noted = False  # whether the letter before was one of the mark of a note
    for glyph in glyphs:
        if glyph.mark == -2:
            noted = False
            if last is not None and glyph.text != "\n":
                found[-1].glyphs.append(glyph)
            elif glyph.text == "\n":
                last = None
            continue
        if last is None or _is_elsewhere(last, glyph):
            found.append(Line(page))
        elif glyph.text in _SIGNS and _is_raised(glyph, last):
            if noted:
                found[-1].notes[-1] += glyph.text
            else:
                found[-1].notes.append(glyph.text)
            noted = True
            continue
        elif (last.text in _SIGNS and _is_raised(last, glyph)) or (
            glyph.left - last.right > 0.3 * max(glyph.size, 1.0) and not found[-1].glyphs[-1].text.isspace()
        ):
            found[-1].glyphs.append(Glyph(" ", 0, 0, 0, 0, mark=-2))
        noted = False
        found[-1].glyphs.append(glyph)
        last = glyph if glyph.text.strip() or last is None else last
    return [line for line in found if line.text]


def _is_raised(small: Glyph, large: Glyph) -> bool:
    """Whether a letter is small and stands higher than another."""
    return small.size <= 0.82 * large.size and small.bottom < large.bottom - 0.08 * large.size


def _is_elsewhere(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size, 1.0)
    return abs(last.middle - glyph.middle) > 0.75 * size or glyph.right < last.left - size
