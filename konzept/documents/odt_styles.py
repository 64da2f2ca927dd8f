"""What the styles and lists of an ODT document say of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from konzept.documents.docx_styles import written

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HEADING: Final = re.compile(r"(?:Heading|Überschrift|heading)(?:_20_| )([1-9])")
_FORMS: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST: Final = 30
_BOLD: Final = ("bold", "600", "700", "800", "900")
_UNITS: Final = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0}


@dataclass(frozen=True, slots=True)
class Look:
    """How letters of a style look, and of which list and level its paragraphs are.

    ``level`` is that of a heading (0: none), ``numbering`` the name of a list style, ``contents`` tells whether it is
    that of a table of contents; ``size`` and ``indent`` are points.
    """

    size: float
    bold: bool
    level: int
    numbering: str
    contents: bool
    indent: float
    hidden: bool
    struck: bool


class OdtStyles:
    """The styles of a document by family and name, with what they inherit."""

    def __init__(self, *roots: etree._Element | None) -> None:
        """Read them; of two with a name the last counts."""
        found = [root for root in roots if root is not None]
        self._nodes = {
            (str(node.get(f"{STYLE}family")), str(node.get(f"{STYLE}name"))): node
            for root in found
            for node in root.iter(f"{STYLE}style")
        }
        self._faces = {
            str(face.get(f"{STYLE}name")): str(face.get(f"{_SVG}font-family", "")).strip("'")
            for root in found
            for face in root.iter(f"{STYLE}font-face")
        }
        default = (
            node
            for root in found
            for node in root.iter(f"{STYLE}default-style")
            if node.get(f"{STYLE}family") == "paragraph"
        )
        properties = next((n.find(f"{STYLE}text-properties") for n in default), None)
        self._size = _points("" if properties is None else str(properties.get(f"{FO}font-size", ""))) or 12.0

    def paragraph(self, name: str) -> Look:
        """The look of a paragraph style."""
        return self._look("paragraph", name)

    def begins_page(self, family: str, name: str) -> bool:
        """Whether a paragraph or table of a style begins a page."""
        is_first = any(node.get(f"{STYLE}master-page-name") for node in self._chain(family, name))
        return is_first or self._property(family, name, "break-before", of=family) == "page"

    def letters(self, name: str, look: Look) -> Look:
        """The look of a style of letters within a paragraph."""
        weight, size = self._property("text", name, "font-weight"), _points(self._property("text", name, "font-size"))
        hidden = look.hidden or self._property("text", name, "display", TEXT) == "none"
        struck = look.struck or self._is_struck("text", name)
        return replace(
            look, bold=weight in _BOLD if weight else look.bold, size=size or look.size, hidden=hidden, struck=struck
        )

    def _look(self, family: str, name: str) -> Look:
        chain = [*self._chain(family, name)]
        named = [_HEADING.match(str(n.get(f"{STYLE}name", ""))) for n in chain]
        level = next((int(m[1]) for m in named if m), 0)
        title = any(str(n.get(f"{STYLE}name")) in ("Title", "Titel") for n in chain)
        listed = next((str(n.get(f"{STYLE}list-style-name")) for n in chain if n.get(f"{STYLE}list-style-name")), "")
        return Look(
            self._sized(chain),
            self._property(family, name, "font-weight") in _BOLD,
            level or int(title),
            listed,
            any(str(n.get(f"{STYLE}name", "")).startswith(("Contents_20_", "Index")) for n in chain),
            _points(self._property(family, name, "margin-left", of="paragraph")),
            self._property(family, name, "display", TEXT) == "none",
            self._is_struck(family, name),
        )

    def _is_struck(self, family: str, name: str) -> bool:
        return self._property(family, name, "text-line-through-style", STYLE) not in ("", "none")

    def is_apart(self, name: str) -> bool:
        """Whether a style of letters hides them or strikes them out."""
        return self._property("text", name, "display", TEXT) == "none" or self._is_struck("text", name)

    def font(self, name: str) -> str:
        """The font of a style of letters."""
        called = self._property("text", name, "font-name", STYLE)
        return self._faces.get(called, called)

    def _sized(self, chain: list[etree._Element]) -> float:
        share = 1.0
        for node in chain:
            properties = node.find(f"{STYLE}text-properties")
            size = "" if properties is None else str(properties.get(f"{FO}font-size", ""))
            if size.endswith("%") and size[:-1].replace(".", "", 1).isdigit():
                share *= float(size[:-1]) / 100
            elif _points(size):
                return round(_points(size) * share, 1)
        return round(self._size * share, 1)

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            node = self._nodes.get((family, name))
            if node is None:
                return
            yield node
            name = str(node.get(f"{STYLE}parent-style-name", ""))

    def _property(self, family: str, name: str, wanted: str, space: str = FO, of: str = "text") -> str:
        for node in self._chain(family, name):
            properties = node.find(f"{STYLE}{of}-properties")
            if properties is not None and properties.get(f"{space}{wanted}"):
                return str(properties.get(f"{space}{wanted}"))
        return ""


def _points(text: str) -> float:
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(pt|cm|mm|in)", text)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0


@dataclass(slots=True)
class Lists:
    """Counts as the office program does: gives each paragraph of a list the number that readers see."""

    roots: tuple[etree._Element | None, ...]
    _levels: dict[tuple[str, int], etree._Element] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the lists; that of the headings has no name."""
        for root in self.roots:
            for node in () if root is None else root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                name = str(node.get(f"{STYLE}name", "")) if node.tag == f"{TEXT}list-style" else ""
                for level in node:
                    if isinstance(level.tag, str) and str(level.get(f"{TEXT}level", "")).isdecimal():
                        self._levels[name, int(str(level.get(f"{TEXT}level")))] = level

    def begin(self, name: str) -> None:
        """Begin a list anew."""
        self._counts[name] = {}

    def indent(self, name: str, depth: int) -> float:
        """By how many points a list moves in its paragraphs at a depth."""
        level = self._levels.get((name, depth))
        places = () if level is None else level.iter(f"{STYLE}list-level-label-alignment")
        return max((_points(str(place.get(f"{FO}margin-left", ""))) for place in places), default=0.0)

    def next(self, name: str, depth: int) -> str:
        """The number of the next paragraph at a depth from 1; nothing for a bullet."""
        counts = self._counts.setdefault(name, {})
        level = self._levels.get((name, depth))
        start = str(level.get(f"{TEXT}start-value", "1")) if level is not None else "1"
        counts[depth] = counts.get(depth, (int(start) if start.isdecimal() else 1) - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        form = str(level.get(f"{STYLE}num-format", "")) if level is not None else ""
        if level is None or form not in _FORMS:
            return ""
        shown = str(level.get(f"{TEXT}display-levels", "1"))
        first = depth - (int(shown) if shown.isdecimal() else 1) + 1
        numbers = [self._one(name, d, counts) for d in range(max(1, first), depth + 1)]
        before, after = (str(level.get(f"{STYLE}num-{side}", "")) for side in ("prefix", "suffix"))
        return f"{before}{'.'.join(numbers)}{after}".strip()

    def _one(self, name: str, depth: int, counts: dict[int, int]) -> str:
        level = self._levels.get((name, depth))
        form = _FORMS.get(str(level.get(f"{STYLE}num-format", "1")) if level is not None else "1", "decimal")
        return "".join(written(counts.get(depth, 1), form))
