"""Drawn pictures for print: the rules of the website's style sheet, with its light colours put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

_SHEET: Final = Path(__file__).parent.parent / "theme" / "static" / "konzept.css_t"
_SVG: Final = "http://www.w3.org/2000/svg"
_VARIABLE: Final = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A picture as bytes, its words, and its width divided by its height."""

    svg: bytes
    words: str
    ratio: float


def for_print(text: str) -> PrintPicture:
    """A picture of a view as it is printed: it brings its colours and its font along."""
    ElementTree.register_namespace("", _SVG)
    svg = ElementTree.fromstring(text)  # noqa: S314 – the views draw it themselves
    for element in svg.iter():
        for name, value in element.attrib.items():
            element.set(name, _plain(value))
    svg.set("font-family", "Fira Sans, Noto Sans Arabic")
    svg.set("color", _colours()["--schrift"])
    style = ElementTree.Element(f"{{{_SVG}}}style")
    style.text = _rules()
    svg.insert(0, style)
    words = " ".join(part.strip() for part in svg.itertext() if part.strip() and part is not style.text)
    _, _, width, height = map(float, svg.get("viewBox", "0 0 1 1").split())
    return PrintPicture(ElementTree.tostring(svg, encoding="utf-8"), words, width / height)


@cache
def _colours() -> dict[str, str]:
    """The light colours of the theme."""
    text = _SHEET.read_text("utf-8")
    block = re.search(r":root\s*\{([^}]*)\}", text)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block[1] if block else ""))


@cache
def _rules() -> str:
    """The rules for what is in a picture, as the style sheet has them below ``.bild``."""
    text = re.sub(r"/\*.*?\*/", "", _SHEET.read_text("utf-8"), flags=re.DOTALL)
    found = []
    for selectors, body in _RULE.findall(text):
        inside = [name.strip() for name in selectors.split(",") if re.match(r"\s*\.bild\s+(?!svg\s*$)\S", name)]
        own = ", ".join(re.sub(r"^\.bild\s+(svg(?=[\s.>])\s*)?", "", name) for name in inside)
        if own:
            found.append(f"{own} {{{_plain(body)}}}")
    return "\n".join(found)


def _plain(value: str) -> str:
    """A value in which each variable is replaced by its colour."""
    return _VARIABLE.sub(lambda match: _colours().get(match[1], match[2] or "currentColor"), value)
