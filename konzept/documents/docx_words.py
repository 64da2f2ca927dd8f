"""Counts the words of a Word document without walking through it, and says what of it people should look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from konzept.documents.docx_styles import W, is_on
from konzept.documents.outline import squeezed
from konzept.documents.packed import root
from konzept.documents.symbols import UNKNOWN, letter, readable, unknown_signs

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{*}imagedata",
)
LETTERS: Final = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t", f"{DRAWN}t")
SIGN: Final = f"{W}sym"
BREAKS: Final = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def prepared(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with letters for what is set in fonts of signs, and paragraphs joined whose mark is deleted."""
    made = dict(parts)
    for name in parts:
        node = root(parts, name) if name.startswith("word/") and name.endswith(".xml") else None
        if node is not None and _read_signs(node) + _joined(node):
            made[name] = etree.tostring(node)
    return made


def _read_signs(node: etree._Element) -> int:
    """Put letters for signs; how many texts have changed."""
    changed = 0
    for text in node.iter(f"{W}t"):
        run = text.getparent()
        fonts = None if run is None else run.find(f"{W}rPr/{W}rFonts")
        font = "" if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")
        said = readable(font, text.text or "")
        changed += said != (text.text or "")
        text.text = said
    return changed


def _joined(node: etree._Element) -> int:
    """Let paragraphs go on in the next one, where only their end is deleted; how many there were."""
    found = [mark.getparent().getparent().getparent() for mark in node.iterfind(f".//{W}pPr/{W}rPr/{W}del")]
    for paragraph in found:
        following = paragraph.getnext()
        if following is not None and following.tag == f"{W}p":
            own = [child for child in paragraph if child.tag != f"{W}pPr"]
            at = 0 if following.find(f"{W}pPr") is None else 1
            following[at:at] = own
    return len(found)


def _apart(run: etree._Element | None) -> str:
    """What keeps the words of a run apart from those around."""
    if run is None or run.tag != f"{W}r":
        return ""
    return "hidden" if is_on(run.find(f"{W}rPr"), "vanish") else "struck" if is_struck(run) else ""


def is_struck(run: etree._Element) -> bool:
    """Whether a run is struck out."""
    look = run.find(f"{W}rPr")
    return bool(is_on(look, "strike") or is_on(look, "dstrike"))


def sign_of(node: etree._Element) -> str:
    """The letter of a sign."""
    return letter(str(node.get(f"{W}font", "")), str(node.get(f"{W}char", "0")))


def counted(body: etree._Element) -> tuple[int, int]:
    """How many changes are open, and how many pictures and charts the document has."""
    changes = sum(1 for _ in body.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"))
    return changes, sum(not _doubled(node) for node in body.iter(*_PICTURES))


def deleted(body: etree._Element) -> list[str]:
    """The words of each deletion that is not accepted yet."""
    return ["".join(text.text or "" for text in node.iter(f"{W}delText")) for node in body.iter(f"{W}del")]


def elsewhere(body: etree._Element) -> Iterator[str]:
    """What stands in the text only by reference."""
    if diagrams := sum(1 for _ in body.iter(f"{DIAGRAM}relIds")):
        yield f"Das Dokument hat Schaubilder (Zahl: {diagrams}). Ihre Wörter sind gelesen, ihre Anordnung nicht."
    unknown = sum(sign_of(node) == UNKNOWN for node in body.iter(SIGN))
    yield from unknown_signs(unknown + sum((text.text or "").count(UNKNOWN) for text in body.iter(f"{W}t")))
    if next(body.iter(f"{W}altChunk"), None) is not None:
        yield "Das Dokument bindet andere Dateien ein. Ihr Inhalt ist nicht gelesen: Speichern Sie es in Word neu."


def chosen(node: etree._Element) -> etree._Element:
    """Of what a program offers twice, once for old programs, one."""
    choice = node.find(f"{MC}Choice")
    fallback = node.find(f"{MC}Fallback")
    if choice is not None and (fallback is None or next(choice.iter(f"{W}t"), None) is not None):
        return choice
    return node if fallback is None else fallback


def source(parts: dict[str, bytes], names: list[str]) -> Iterator[str]:
    """The text of each paragraph of the parts, found without walking: each ``w:t`` that is not gone or doubled."""
    for name in names:
        node = root(parts, name)
        if node is None:
            continue
        texts: dict[tuple[etree._Element, str], list[str]] = {}
        for mark in node.iter(*LETTERS, *BREAKS, SIGN):
            above = [str(a.tag) for a in mark.iterancestors()]
            if {f"{W}del", f"{W}moveFrom", f"{W}pPr"} & {*above} or _doubled(mark):
                continue
            owner = next((a for a in mark.iterancestors() if a.tag in (f"{W}p", f"{DRAWN}p")), node)
            said = sign_of(mark) if mark.tag == SIGN else BREAKS.get(str(mark.tag), mark.text or "")
            apart = _apart(mark.getparent())
            texts.setdefault((owner, apart), []).append(said)
            for other in () if apart else ("hidden", "struck"):
                texts.get((owner, other), []).append(" ")
        yield from (squeezed("".join(pieces)) for pieces in texts.values())


def _doubled(mark: etree._Element) -> bool:
    """Whether a mark is in the part of an alternative that is not taken."""
    for node in mark.iterancestors():
        above = node.getparent()
        if above is not None and above.tag == f"{MC}AlternateContent" and chosen(above) is not node:
            return True
    return False
