"""What stands on the pages of a PDF: each letter with its place, size and mark, and the ruled lines."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from konzept.documents.pdf_fonts import font_name, is_bold, plain, tells_height
from konzept.documents.pdf_pictures import Box, pictures
from konzept.documents.symbols import readable

_THIN: Final = 3.0  # points: a filled rectangle no thicker is a line
_SHORT: Final = 8.0
_ASCENT: Final = 0.8  # of the size of letters: how far those of most fonts reach above their line, and below it
_DESCENT: Final = 0.2
_SMALL: Final = 0.6  # of the size of letters: that of digits which a font draws raised
_DEPTH: Final = 8
_HYPHENS: Final = {"\x02": "\u00ad", "\ufffe": "\u00ad", "\u2010": "-", "\u2011": "-"}
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_MOST: Final = 4_000_000  # letters of a document


@dataclass(slots=True)
class Glyph:
    """A letter: what it is, its box on the page, its size, its mark (-1 without one).

    All places and sizes of a page are points from its left and upper edge, as it is seen: y grows downwards.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    mark: int = -1
    known: bool = True  # whether the font says which letter it is

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruled line: horizontal from left to right, or vertical from top to bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether it is horizontal."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size, its letters in the order of the file, its ruled lines, text and pictures."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rulings: Sequence[Ruling]
    plain: str
    pictures: Sequence[Box]


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """The pages in order; they end where the document has more letters than can be held, which nobody wrote."""
    letters = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        letters += text.count_chars()
        if letters > _MOST:
            return
        turn = _Turn(page, _direction(text))
        signs = dict[int, str]()
        glyphs = tuple(_glyphs(text, turn, signs))
        rulings = tuple(turn.ruling(r) for r in _rulings(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject))
        yield Page(
            number + 1,
            turn.width,
            turn.height,
            glyphs,
            tuple(r for r in rulings if r),
            plain(text, signs),
            pictures(page),
        )
        text.close()
        page.close()


class _Turn:
    """Turns places of the file into places as the page is seen, from its left and upper edge."""

    def __init__(self, page: pypdfium2.PdfPage, direction: int) -> None:
        """``direction`` is that of the text in degrees: whatever the page is turned, one reads along it."""
        self._direction = direction
        left, bottom, right, top = page.get_cropbox()
        self._box = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
        size = self._box[2] - self._box[0], self._box[3] - self._box[1]
        self.width, self.height = size if direction in (0, 180) else size[::-1]

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as seen."""
        x0, y0, x1, y1 = self._box
        corners = [self._corner(x, y, x0, y0, x1, y1) for x, y in ((left, bottom), (right, top))]
        xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        return xs[0], ys[0], xs[1], ys[1]

    def _corner(self, x: float, y: float, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float]:
        turned = {
            0: (x - x0, y1 - y),
            90: (y - y0, x - x0),
            180: (x1 - x, y - y0),
            270: (y1 - y, x1 - x),
        }
        return turned[self._direction]

    def ruling(self, bounds: tuple[float, float, float, float]) -> Ruling:
        """A line as seen."""
        return Ruling(*self.box(*bounds))


def _direction(text: pypdfium2.PdfTextPage) -> int:
    """The direction of most of the letters, in degrees against the clock: 0, 90, 180 or 270."""
    found: Counter[int] = Counter()
    count = text.count_chars()
    for index in range(0, count, max(1, count // 200)):
        if not raw.FPDFText_IsGenerated(text, index):
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, index, matrix)
            found[round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360] += 1
    return found.most_common(1)[0][0] if found else 0


def _glyphs(text: pypdfium2.PdfTextPage, turn: _Turn, signs: dict[int, str]) -> Iterator[Glyph]:
    """The letters; ``signs`` gets those that stand for signs, by their places in the text."""
    fonts: dict[int, tuple[bool, int, bool, str]] = {}
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        letter = chr(code) if code else ""
        if raw.FPDFText_IsGenerated(text, index):
            if letter and letter != "\r":
                yield Glyph("\n" if letter == "\n" else " ", 0, 0, 0, 0, mark=-2)
            continue
        owner = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in fonts:
            mark = raw.FPDFPageObj_GetMarkedContentID(owner) if owner else -1
            name = font_name(text, index)
            fonts[key] = is_bold(text, index, name), mark, tells_height(owner), name
        bold, mark, has_height, name = fonts[key]
        if (sign := readable(name, letter)) != letter:
            letter = signs[index] = sign
        raw.FPDFText_GetLooseCharBox(text, index, box)  # its room in the line, not its ink
        size = raw.FPDFText_GetFontSize(text, index) * _scale(text, index)
        said = _LIGATURES.get(letter, _HYPHENS.get(letter, letter))
        known = not raw.FPDFText_HasUnicodeMapError(text, index) and said not in ("", "\ufffd") and said >= " "
        said = said if known or said > " " else "\ufffd"
        seen = turn.box(box.left, box.bottom, box.right, box.top)
        if not has_height:
            base = _base(text, index, turn)
            seen = seen[0], base - _ASCENT * size, seen[2], base + _DESCENT * size
        if said.isdigit() and (raised := _raised(text, index, turn, size)):
            seen, size = raised, _SMALL * size
        yield Glyph(said, *seen, round(size, 1), bold, mark, bool(known))


def _raised(
    text: pypdfium2.PdfTextPage, index: int, turn: _Turn, size: float
) -> tuple[float, float, float, float] | None:
    """The ink of a digit that a font draws small and raised, as large as its other letters are."""
    ink, base = turn.box(*text.get_charbox(index)), _base(text, index, turn)
    is_raised = ink[3] - ink[1] < 0.55 * size and base - ink[3] > 0.2 * size
    return ink if is_raised else None


def _base(text: pypdfium2.PdfTextPage, index: int, turn: _Turn) -> float:
    """The height of the line on which a letter stands."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    return turn.box(x.value, y.value, x.value, y.value)[1]


def _scale(text: pypdfium2.PdfTextPage, index: int) -> float:
    """By how much the page makes a letter larger than its font says."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, index, matrix):
        return 1.0
    return float((matrix.b**2 + matrix.d**2) ** 0.5) or 1.0


def _rulings(owner: Any, count: Any, get: Any, depth: int = 0) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of thin lines and thin rectangles; the edges of boxes around something are four lines."""
    for number in range(count(owner)):
        item = get(owner, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _rulings(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            sides = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in sides))
            left, bottom, right, top = (side.value for side in sides)
            width, height = right - left, top - bottom
            if min(width, height) <= _THIN and max(width, height) >= _SHORT:
                yield left, bottom, right, top
            elif min(width, height) > _THIN and _is_stroked(item):
                yield left, bottom, right, bottom
                yield left, top, right, top
                yield left, bottom, left, top
                yield right, bottom, right, top


def _is_stroked(item: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke))
    return bool(stroke.value) and raw.FPDFPath_CountSegments(item) in (4, 5)
