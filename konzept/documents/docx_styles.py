"""What the styles and the numbering of a Word document say of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:heading|überschrift|titre|kopfzeile ebene)\s*([1-9])", re.I)
_TITLES: Final = {"title", "titel"}
_CONTENTS: Final = re.compile(r"(?:toc|verzeichnis|inhaltsverzeichnis|table of figures)\s*[0-9]?$", re.I)
_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def value(node: etree._Element | None, path: str) -> str:
    """The ``w:val`` at a path of element names below a node; nothing without it."""
    for name in path.split("/"):
        node = None if node is None else node.find(f"{W}{name}")
    return "" if node is None else str(node.get(f"{W}val", ""))


def is_on(node: etree._Element | None, name: str) -> bool | None:
    """Whether a switch is on; nothing if it is not set."""
    found = None if node is None else node.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "true") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it inherits.

    ``level`` is that of a heading (0: none), ``number`` the ID of a list and the depth in it, ``contents`` tells
    whether it is that of a table of contents; ``size`` and ``indent`` are points.
    """

    level: int
    bold: bool
    size: float
    number: tuple[str, int]
    contents: bool
    indent: float


class DocxStyles:
    """The styles of a document by their IDs."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``styles.xml``; without it letters have the size that Word gives them."""
        self._nodes = {} if root is None else {str(n.get(f"{W}styleId")): n for n in root.iter(f"{W}style")}
        size = value(root, "docDefaults/rPrDefault/rPr/sz") if root is not None else ""
        self._size = _half(size) or 10.0
        self._known: dict[str, Style] = {}
        self._default = next(
            (i for i, n in self._nodes.items() if n.get(f"{W}type") == "paragraph" and n.get(f"{W}default") == "1"), ""
        )

    def __getitem__(self, ident: str) -> Style:
        ident = ident if ident in self._nodes else self._default
        if ident not in self._known:
            self._known[ident] = self._read(ident)
        return self._known[ident]

    def _read(self, ident: str) -> Style:
        level, bold, size, number, moved, contents = 0, None, 0.0, ("", 0), 0.0, False
        seen: set[str] = set()
        while ident in self._nodes and ident not in seen:
            seen.add(ident)
            node = self._nodes[ident]
            level = level or _level(value(node, "name"), value(node, "pPr/outlineLvl"))
            bold = is_on(node.find(f"{W}rPr"), "b") if bold is None else bold
            size = size or _half(value(node, "rPr/sz"))
            number = number if number[0] else numbered(node.find(f"{W}pPr"))
            moved = moved or indent(node.find(f"{W}pPr"))
            contents = contents or bool(_CONTENTS.match(value(node, "name")))
            ident = value(node, "basedOn")
        return Style(level, bool(bold), size or self._size, number, contents, moved)


def _half(text: str) -> float:
    return int(text) / 2 if text.isdecimal() else 0.0


def _level(name: str, outline: str) -> int:
    if outline.isdecimal() and int(outline) < 9:
        return int(outline) + 1
    match = _HEADING.match(name)
    return int(match[1]) if match else 1 if name.casefold() in _TITLES else 0


def indent(properties: etree._Element | None) -> float:
    """By how many points a paragraph is moved in."""
    node = None if properties is None else properties.find(f"{W}ind")
    said = "" if node is None else str(node.get(f"{W}left") or node.get(f"{W}start") or "")
    return int(said) / 20 if said.isdecimal() else 0.0


def numbered(properties: etree._Element | None) -> tuple[str, int]:
    """The list of a paragraph and its depth from 0; no name if it is in none."""
    ident, depth = value(properties, "numPr/numId"), value(properties, "numPr/ilvl")
    return ident, int(depth) if depth.isdecimal() else 0


@dataclass(slots=True)
class Numbering:
    """Counts as Word does: gives each paragraph of a list the number that readers see."""

    root: etree._Element | None
    _lists: dict[str, str] = field(default_factory=dict)
    _levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    _indents: dict[tuple[str, int], float] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the lists."""
        if self.root is None:
            return
        for node in self.root.iter(f"{W}abstractNum"):
            for level in node.iter(f"{W}lvl"):
                key = str(node.get(f"{W}abstractNumId")), int(str(level.get(f"{W}ilvl", 0)))
                start = value(level, "start")
                first = int(start) if start.isdecimal() else 1
                self._levels[key] = value(level, "numFmt"), value(level, "lvlText"), first
                self._indents[key] = indent(level.find(f"{W}pPr"))
        self._lists = {str(n.get(f"{W}numId")): value(n, "abstractNumId") for n in self.root.iter(f"{W}num")}

    def indent(self, ident: str, depth: int) -> float:
        """By how many points a list moves in its paragraphs at a depth."""
        return self._indents.get((self._lists.get(ident, ""), depth), 0.0)

    def next(self, ident: str, depth: int) -> str:
        """The number of the next paragraph of a list at this depth; nothing for a bullet."""
        abstract = self._lists.get(ident, "")
        counts = self._counts.setdefault(abstract, {})
        start = self._levels.get((abstract, depth), ("", "", 1))[2]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        form, text, _ = self._levels.get((abstract, depth), ("bullet", "", 1))
        if form in ("bullet", "none", "") or not text:
            return ""
        return re.sub(r"%([1-9])", lambda m: self._one(abstract, int(m[1]) - 1), text).strip()

    def _one(self, abstract: str, depth: int) -> str:
        form, _, start = self._levels.get((abstract, depth), ("decimal", "", 1))
        return "".join(written(self._counts[abstract].get(depth, start), form))


def written(number: int, form: str) -> Iterator[str]:
    """A number in letters, in Roman or in Arabic digits, in pieces."""
    number = min(number, 9_999)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        yield letter.upper() if form == "upperLetter" else letter
    elif form in ("lowerRoman", "upperRoman"):
        for worth, sign in _ROMAN:
            times, number = divmod(number, worth)
            yield (sign if form == "upperRoman" else sign.lower()) * times
    else:
        yield f"{number:02d}" if form == "decimalZero" else str(number)
