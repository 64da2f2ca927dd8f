"""Plain drawings as SVG: text, boxes and lines that are legible in black and white on their own.

A drawing has no id and no style: its looks stand as attributes, and everything is drawn in the
colour of the text around it. The style sheet adds colours by class. So any number of drawings fit
in one page, and every output (page, print, PDF) can take them as they are.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeVar
from xml.etree import ElementTree

WIDTH: Final = 360
BROAD: Final = 620  # with the same letters, as wide as the column of text
SIZE: Final = 14
SAME: Final = "Dieselben Angaben enthält die Tabelle darunter."
"""What the words of a drawing end with that stands above a table: who can't see it misses nothing."""
TARGET: Final = "data-ziel"
LINE: Final = 18
HIGHEST: Final = 1050  # of a drawing that can be read on a sheet of paper
_CHARS: Final = 46
T = TypeVar("T")


def parts(entries: Iterable[T], height: Callable[[T], float]) -> list[list[T]]:
    """Entries in so many groups that a drawing of each is legible on a sheet of paper."""
    found: list[list[T]] = []
    room = 0.0
    for entry in entries:
        if not found or height(entry) > room:
            found.append([])
            room = HIGHEST
        found[-1].append(entry)
        room -= height(entry)
    return found


def of(number: int, total: int) -> str:
    """Which of several drawings one is; nothing if it is the only one."""
    return f", Teil {number} von {total}" if total > 1 else ""


def as_wide(width: int) -> Canvas:
    """An empty drawing of one of both widths."""
    return Canvas(width=width, look="weit" if width == BROAD else "schmal")


@dataclass(slots=True)
class Canvas:
    """A drawing of a given width that grows downwards; lengths are pixels of a small phone."""

    width: int = WIDTH
    left: int = 0
    size: int = SIZE
    look: str = "schmal"
    root: ElementTree.Element = field(default_factory=lambda: ElementTree.Element("svg"))
    _open: list[ElementTree.Element] = field(default_factory=list)

    @property
    def _here(self) -> ElementTree.Element:
        return self._open[-1] if self._open else self.root

    @contextmanager
    def link(self, target: str, words: str = "") -> Iterator[None]:
        """Let what is drawn within lead to an item, by its ID, or to a part of a view, as ``view#anchor``.

        The address is set when the page is written. What has no words of its own gets ``words``; it is no stop for
        the keyboard, since the text or the table beside it leads there too.
        """
        silent = {"aria-label": words, "tabindex": "-1"} if words else {}
        self._open.append(ElementTree.SubElement(self._here, "a", {TARGET: target, **silent}))
        yield
        self._open.pop()

    def text(self, x: float, y: float, words: str, *, bold: bool = False, end: bool = False) -> None:
        """Words in one line; ``y`` is the line on which they stand, ``end`` puts their end at ``x``."""
        look = ({"font-weight": "bold"} if bold else {}) | ({"text-anchor": "end"} if end else {})
        ElementTree.SubElement(self._here, "text", {"x": _n(x), "y": _n(y), **look}).text = words

    def lines(self, x: float, y: float, words: str, *, chars: int = _CHARS, bold: bool = False) -> float:
        """Words in as many lines as they need, fewer letters in each if they are bold; the answer is the next line.

        ``chars`` are those of a line on a phone; a broader drawing has room for more.
        """
        chars = chars * self.width // WIDTH if self.width == BROAD else chars
        for line in wrap(words, chars * 9 // 10 if bold else chars):
            self.text(x, y, line, bold=bold)
            y += LINE
        return y

    def box(
        self, x: float, y: float, width: float, height: float, *, look: str = "leer", name: str = "", round_: int = 0
    ) -> None:
        """A box. ``look`` is a key of :data:`LOOKS`, ``name`` the class by which it gets its colour."""
        frame = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "stroke": "currentColor"}
        style = LOOKS[look]
        dashes = {"stroke-dasharray": "4 3"} if style.dashed else {}
        filled = {"fill": "currentColor" if style.solid else "none"}
        corners = {"rx": str(round_)} if round_ else {}
        classed = {"class": name} if name else {}
        ElementTree.SubElement(self._here, "rect", frame | filled | dashes | corners | classed)
        if strokes := style.strokes(x, y, width, height):
            self.line(strokes, name=name)

    def line(self, path: str, *, name: str = "", dashed: bool = False) -> None:
        """A line along a path."""
        classed = {"class": name} if name else {}
        dashes = {"stroke-dasharray": "2 4"} if dashed else {}
        look = {"fill": "none", "stroke": "currentColor"}
        ElementTree.SubElement(self._here, "path", {"d": path} | look | dashes | classed)

    def finish(self, height: float, alt: str) -> str:
        """The drawing as text, with the words that tell the same."""
        self.root.attrib.update(
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"{-1 - self.left} 0 {self.width + 2} {_n(height)}",
                "class": self.look,
                "role": "img" if self.root.find("a") is None else "group",
                "aria-label": alt,
                "font-size": str(self.size),
                "fill": "currentColor",
            }
        )
        return ElementTree.tostring(self.root, encoding="unicode")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hatching:
    """How a box is filled, in black and white: ``steps`` are the distances of its strokes by direction."""

    solid: bool = False
    dashed: bool = False
    rising: int = 0
    falling: int = 0
    upright: int = 0
    level: int = 0
    crossed: bool = False

    def strokes(self, x: float, y: float, width: float, height: float) -> str:
        """The strokes inside a box as a path."""
        found = [_slanted(x, y, width, height, o, rising=True) for o in _steps(self.rising, width + height)]
        found += [_slanted(x, y, width, height, o, rising=False) for o in _steps(self.falling, width + height)]
        found += [f"M{_n(x + offset)} {_n(y)}v{_n(height)}" for offset in _steps(self.upright, width)]
        found += [f"M{_n(x)} {_n(y + offset)}h{_n(width)}" for offset in _steps(self.level, height)]
        if self.crossed:
            found.append(f"M{_n(x)} {_n(y)}l{_n(width)} {_n(height)}m0 {_n(-height)}l{_n(-width)} {_n(height)}")
        return "".join(found)


LOOKS: Final[dict[str, Hatching]] = {
    "leer": Hatching(),
    "voll": Hatching(solid=True),
    "vorgeschlagen": Hatching(dashed=True, upright=16),
    "unbekannt": Hatching(dashed=True, rising=10),
    "offen": Hatching(),
    "in-beratung": Hatching(upright=10),
    "umsetzung-beschlossen": Hatching(upright=4),
    "in-umsetzung": Hatching(level=4),
    "realisiert": Hatching(solid=True),
    "daueraufgabe": Hatching(upright=6, level=6),
    "zurueckgestellt": Hatching(falling=5),
    "derzeit-nicht-umsetzbar": Hatching(rising=6, falling=6),
    "entfallen": Hatching(crossed=True),
    "widerspruechlich": Hatching(dashed=True, rising=8, upright=8),
    "fehlt": Hatching(dashed=True),
}


def wrap(words: str, chars: int) -> list[str]:
    """Words in lines of at most ``chars`` letters; a word that is longer is divided by a hyphen."""
    parts = (part for word in words.split() for part in _divided(word, chars))
    return textwrap.wrap(" ".join(parts), chars, break_on_hyphens=False) or [""]


def _divided(word: str, chars: int) -> Iterator[str]:
    """A word, or its parts: behind a slash if it has one, else as much as fits."""
    while len(word) > chars:
        slash = word.rfind("/", 0, chars) + 1
        yield word[:slash] if slash else f"{word[: chars - 1]}-"
        word = word[slash or chars - 1 :]
    yield word


def _steps(step: int, length: float) -> list[float]:
    return [float(n) for n in range(step, round(length), step)] if step else []


def _slanted(x: float, y: float, width: float, height: float, offset: float, *, rising: bool) -> str:
    """A stroke at 45 degrees that begins ``offset`` along the lower (or upper) edge, cut at the edges."""
    begin, end = max(0.0, offset - height), min(width, offset)
    if rising:  # from the lower edge up to the right, measured from the left end
        return f"M{_n(x + begin)} {_n(y + offset - begin)}L{_n(x + end)} {_n(y + offset - end)}"
    return f"M{_n(x + begin)} {_n(y + height - offset + begin)}L{_n(x + end)} {_n(y + height - offset + end)}"


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
