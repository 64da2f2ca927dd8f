"""SVG within a subset that draws and does nothing else: shapes, words, colours; nothing loaded, run or repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from konzept.files.unseen import UNSEEN
from konzept.kinds.markup import MarkupError, parse

_SVG: Final = "{http://www.w3.org/2000/svg}"
_MOST_BYTES: Final = 2 * 2**20
_MOST_ELEMENTS: Final = 20_000
_MOST_ATTRIBUTES: Final = 100

_ELEMENTS: Final = re.compile(
    "svg|g|defs|title|desc|style|clipPath|(?:linear|radial)Gradient|stop|path|rect|circle|ellipse|line|polyline"
    "|polygon|text|tspan"
)
# Properties that may stand as attributes and in styles, and the attributes besides them.
_PROPERTY: Final = (
    r"(?:fill|stroke|stop|font|text|clip|letter|word|baseline|alignment|dominant|writing|shape)(?:-[a-z]+)*|color"
    r"|opacity|direction|display|visibility|overflow|color-interpolation|paint-order|vector-effect|line-height"
    r"|white-space|isolation|mix-blend-mode"
)
_ATTRIBUTE: Final = re.compile(
    rf"{_PROPERTY}|id|class|style|type|role|lang|transform|d|points|pathLength|textLength|lengthAdjust|rotate|[xyr]"
    r"|[xy][12]|[dcrf][xy]|width|height|offset|viewBox|preserveAspectRatio|version|baseProfile|enable-background"
    r"|gradient(?:Units|Transform)|spreadMethod|clipPathUnits|aria-(?:label|labelledby|describedby|hidden)|focusable"
    r"|\{http://www\.w3\.org/XML/1998/namespace\}(?:space|lang)"
)
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_INSIDE: Final = re.compile(r"url\(\s*(['\"]?)#[\w.-]+\1\s*\)")
_CALL: Final = re.compile(r"(?<![\w-])([\w-]++)\s*+\(")
_CALLS: Final = ("rgb", "rgba", "hsl", "hsla", "translate", "scale", "rotate", "skewx", "skewy", "matrix")
_WORDS: Final = ("id", "class", "role", "lang", "aria-label", "aria-labelledby", "aria-describedby")
_LENGTH: Final = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)(?:px|mm|cm|in|pt|pc|em|ex|%)?\s*", re.ASCII)
_LONGEST: Final = 100_000
_LONGEST_STYLE: Final = 20_000
_NAME: Final = re.compile(r"(?:^|[;{])\s*([\w-]+)\s*:")


def begins(content: bytes) -> bool:
    """Whether a content looks like SVG: XML whose first element is ``svg``."""
    head = re.sub(rb"<!--.*?-->", b"", content[:4096], flags=re.DOTALL)
    return re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^<]*)*<(?:\w+:)?svg[\s/>]", head) is not None


def refused(content: bytes) -> Iterator[str]:
    """Why a drawing is not within the subset; it is not changed."""
    if len(content) > _MOST_BYTES:
        yield f"Die Zeichnung ist größer als {_MOST_BYTES // 2**20} MB. Vereinfachen Sie sie oder nehmen Sie PNG."
        return
    try:
        root = parse(content)
    except MarkupError as error:
        yield str(error)
        return
    if match := UNSEEN.search(" ".join(root.itertext())):
        yield f"In der Zeichnung steht das unsichtbare Zeichen U+{ord(match[0]):04X}. Streichen Sie es."
    nodes = [*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter()]
    if len(nodes) > _MOST_ELEMENTS:
        yield f"Die Zeichnung hat mehr als {_MOST_ELEMENTS} Elemente. Vereinfachen Sie sie oder nehmen Sie PNG."
        return
    if root.tag != f"{_SVG}svg":
        yield 'Das äußerste Element ist nicht <svg xmlns="http://www.w3.org/2000/svg">.'
    if not _has_size(root):
        yield "Die Zeichnung nennt keine Größe. Ergänzen Sie viewBox oder width und height, alle größer als 0."
    found = dict.fromkeys(name for node in nodes for name in _outside(node))
    if found:
        yield f"Eine Zeichnung darf nicht enthalten: {', '.join(found)}. Speichern Sie sie ohne das oder als PNG."


def words(content: bytes) -> str:
    """The words that a drawing shows, of one that is not refused."""
    return "".join(text for node in parse(content).iter(f"{_SVG}text") for text in node.itertext())


def _has_size(root: etree._Element) -> bool:
    """Whether a drawing can be placed: by its view box, or by width and height."""
    box = root.get("viewBox", "").replace(",", " ").split()
    sizes = [root.get(name) for name in ("width", "height")]
    given = [*box[2:], *(size for size in sizes if size is not None)]
    return all(map(_is_length, given)) and (len(box) == 4 or (not box and None not in sizes))


def _is_length(text: str) -> bool:
    match = _LENGTH.fullmatch(text)
    return match is not None and 0 < float(match[1]) <= _LONGEST


def _outside(node: etree._Element) -> Iterator[str]:
    """The elements, attributes and styles of one node that are not in the subset, as they are named to people."""
    if isinstance(node, etree._Comment):
        return
    if not isinstance(node.tag, str):
        yield "<?…?>"
        return
    name = node.tag.removeprefix(_SVG)
    if not _ELEMENTS.fullmatch(name):
        yield f"<{etree.QName(node).localname}>"
        return
    if name == "style" and (len(node) or _style_is_outside(node.text or "")):
        yield "<style> mit mehr als Farben und Strichen"
    if len(node.attrib) > _MOST_ATTRIBUTES:  # to go through them takes a time that grows with the square
        yield f"<{name}> mit mehr als {_MOST_ATTRIBUTES} Attributen"
        return
    for key, value in node.attrib.items():
        if not _attribute_is_inside(name, str(key), str(value)):
            yield f"{etree.QName(key).localname}={str(value)[:40]!r}"


def _attribute_is_inside(element: str, key: str, value: str) -> bool:
    if key in (_XLINK, "href"):
        return element.endswith("Gradient") and value.startswith("#")  # a gradient may take its colours from another
    if key == "style":
        return not _style_is_outside(value)
    return _ATTRIBUTE.fullmatch(key) is not None and (key in _WORDS or not _loads(value))


def _style_is_outside(text: str) -> bool:
    if len(text) > _LONGEST_STYLE:  # to look for comments takes a time that grows with the square
        return True
    plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    return _loads(text) or any(not re.fullmatch(_PROPERTY, name.lower()) for name in _NAME.findall(plain))


def _loads(value: str) -> bool:
    """Whether a value could load something, or is written so that one can't tell."""
    rest = _INSIDE.sub(" ", value)
    return "\\" in rest or "@" in rest or "<" in rest or any(word.lower() not in _CALLS for word in _CALL.findall(rest))
