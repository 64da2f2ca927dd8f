"""Drawn pictures for print: the rules of the website's style sheet, put into the picture with its light colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree
from lxml.cssselect import CSSSelector

from konzept.pdf import fonts

_SHEET: Final = Path(__file__).parent.parent / "theme" / "static" / "konzept.css_t"
_NAMESPACE: Final = ' xmlns="http://www.w3.org/2000/svg"'
_VARIABLE: Final = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_RULE: Final = re.compile(r"(?P<selectors>\.bild svg[^{}]*)\{(?P<body>[^{}]*)\}")
# What SVG has as attributes of the same name; the rest is about the place of the picture on a page.
_ATTRIBUTES: Final = re.compile(r"color|fill.*|stroke.*|opacity|font-(?:weight|style|size)|text-anchor")


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A picture as bytes, its words, and its size in its own units, 13 of which are the size of its type."""

    svg: bytes
    words: str
    width: float
    height: float


def for_print(text: str) -> PrintPicture:
    """A picture of a view as it is printed: it brings its colours and its font along."""
    page = etree.Element("div", {"class": "bild"})
    svg = etree.fromstring(text.replace(_NAMESPACE, "", 1))
    page.append(svg)
    for element in svg.iter(etree.Element):
        for name, value in element.attrib.items():
            element.set(name, _plain(value))
    svg.set("color", _colours()["--schrift"])
    svg.set("font-family", ", ".join(fonts.names()))
    for selector, declarations in _rules():
        for element in selector(page):
            element.attrib.update(declarations)
    words = " ".join(part.strip() for part in svg.itertext() if part.strip())
    _, _, width, height = map(float, svg.get("viewBox", "0 0 1 1").split())
    made = etree.tostring(svg, encoding="unicode").replace("<svg", f"<svg{_NAMESPACE}", 1)
    return PrintPicture(made.encode(), words, width, height)


@cache
def _colours() -> dict[str, str]:
    """The light colours of the theme."""
    block = re.search(r":root\s*\{([^}]*)\}", _SHEET.read_text("utf-8"))
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block[1] if block else ""))


@cache
def _rules() -> tuple[tuple[CSSSelector, dict[str, str]], ...]:
    """The rules for what is in a picture, as the style sheet has them outside of other media."""
    text = re.sub(r"/\*.*?\*/", "", _SHEET.read_text("utf-8"), flags=re.DOTALL)
    screen = re.sub(r"@media[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", text)
    found = ((CSSSelector(match["selectors"]), dict(_declarations(match["body"]))) for match in _RULE.finditer(screen))
    return tuple(rule for rule in found if rule[1])


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for name, value in re.findall(r"([\w-]+):\s*([^;]+)", body):
        if _ATTRIBUTES.fullmatch(name):
            yield name, _plain(value.strip())


def _plain(value: str) -> str:
    """A value in which each variable is replaced by its colour."""
    return _VARIABLE.sub(lambda match: _colours().get(match[1], match[2] or "currentColor"), value)
