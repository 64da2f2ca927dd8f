"""Understands paragraphs: what their label, their list or the heading above them says they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from konzept.ingest.known_words import CAPTION, WISH, Role, role_of, sentences
from konzept.ingest.outline import Block
from konzept.ingest.passages import CLASS_OF, DECIDED, Class, Passage
from konzept.ingest.points import CODE, Point, label_of, letters, points

if TYPE_CHECKING:
    from konzept.ingest.reading import Reader

_ENDS_OPEN: Final = re.compile(r":\s*$")


def read(reader: Reader, index: int) -> None:
    """Give a paragraph its class, and find its passages."""
    block = reader.outline.blocks[index]
    if CODE.fullmatch(block.text):
        return reader.mark(index, Class.NUMBER)
    if CAPTION.match(block.text) or _is_label(block):
        return reader.mark(index, Class.TEXT)
    found = points(block)
    if len(found) == 1 and (label := label_of(found[0].text)) and not found[0].role:
        return _labelled(reader, index, found[0], *label)
    if _is_line_of_role(block):
        reader.soft = (role_of(block.text) or Role.NOTE, block.text)
        reader.classes[index] = Class.HEADING
        return None
    if reader.soft and reader.soft[0] in (Role.DATA, Role.NOTE) and not reader.measure_now():
        reader.soft = None
    for one in found:
        _point(reader, index, one)
    return None


def _is_label(block: Block) -> bool:
    """Whether a paragraph is mostly figures, as beside a picture."""
    return sum(map(str.isalpha, block.text)) < max(3, sum(map(str.isdigit, block.text)))


def _is_line_of_role(block: Block) -> bool:
    short = len(block.text) < 60 and len(block.text.split()) <= 6
    return short and (block.bold or bool(_ENDS_OPEN.search(block.text))) and role_of(block.text) is not None


def _labelled(reader: Reader, index: int, one: Point, role: Role, text: str) -> None:
    """A paragraph that says itself what it is: ``Ziel: …``."""
    if not text:
        reader.soft = (role, one.text)
        reader.classes[index] = Class.HEADING
        return
    measure = reader.measure_now()
    kind = CLASS_OF[role]
    if role is Role.FIELD:
        reader.classes[index] = Class.FIELD
        reader.name(text)
    elif measure and kind in (Class.RECOMMENDATION, Class.UNSURE, Class.NOTE, Class.DATA, Class.FINDING):
        reader.classes[index] = Class.DATA if role is Role.DATA else Class.NOTE
        measure.notes.append(one.text)
    elif kind in DECIDED:
        passage = reader.add(kind, Point(text, one.number, role), index)
        if kind is Class.GOAL and measure:
            measure.under = measure.under or (text,)
            passage.under = ()
    else:
        _note(reader, index, one.text, kind)


def _point(reader: Reader, index: int, one: Point) -> None:
    role = one.role or reader.role
    if not re.search(r"\w{2}", one.text):
        return
    if one.role is Role.GOAL and not one.number and (measure := reader.measure_now()):
        _about(reader, measure, index, one, Role.GOAL)
    elif one.role is Role.GOAL:
        reader.add(Class.GOAL, one, index, rank=one.rank)
    elif _is_named_measure(reader, one):
        reader.add(Class.RECOMMENDATION, one, index)
    elif measure := reader.measure_now():
        _about(reader, measure, index, one, role)
    elif role in (Role.RECOMMENDATION, Role.MIXED, Role.GOAL):
        _in_section(reader, index, one, role)
    elif role is Role.FINDING:
        prose(reader, index, one, Class.FINDING)
    elif role in (Role.NOTE, Role.DATA):
        _note(reader, index, one.text, CLASS_OF[role])
    else:
        prose(reader, index, one, Class.TEXT)


def _is_named_measure(reader: Reader, one: Point) -> bool:
    if one.role is Role.RECOMMENDATION:
        return bool(one.text)
    return bool(one.number) and letters(one.number) in reader.series and reader.in_fields()


def _about(reader: Reader, measure: Passage, index: int, one: Point, role: Role | None) -> None:
    """A paragraph below a heading that is a recommendation."""
    if role is Role.GOAL:
        measure.under = measure.under or (one.text,)
        reader.add(Class.GOAL, one, index)
    else:
        reader.mark(index, Class.DATA if role is Role.DATA else Class.NOTE)
        label = _heading_within(reader, one)
        measure.notes.append(f"{label}: {one.text}" if label else one.text)


def _heading_within(reader: Reader, one: Point) -> str:
    """The line or heading within a measure that says what its points are: ``Erste Schritte``."""
    if reader.soft:
        return reader.soft[1].rstrip(" :") if one.listed else ""
    head = reader.heads[-1]
    return head.text.rstrip(" :") if head.passage is None and len(head.text.split()) < 6 else ""


def _in_section(reader: Reader, index: int, one: Point, role: Role) -> None:
    """A paragraph below a heading such as Empfehlungen or Ziele."""
    block = reader.outline.blocks[index]
    if _ENDS_OPEN.search(one.text):
        reader.mark(index, Class.TEXT)
    elif not one.listed and (_listed_around(reader, index) or _tells_much(one.text) or _is_far(reader, one)):
        prose(reader, index, one, Class.TEXT)
    elif one.listed and block.level > 1 and _is_detail(reader, index):
        reader.mark(index, Class.NOTE)
        if reader.last:
            reader.last.notes.append(one.text)
    else:
        reader.add(CLASS_OF[role], one, index)


def _listed_around(reader: Reader, index: int) -> bool:
    """Whether the section has points of a list: then its plain paragraphs only lead to them."""
    blocks = reader.outline.blocks
    for step in (1, -1):
        i = index + step
        while 0 <= i < len(blocks) and blocks[i].kind != "überschrift" and not blocks[i].cell:
            first = points(blocks[i])[0]
            is_one = first.listed or first.named or letters(first.number) in reader.series
            if blocks[i].kind in ("absatz", "liste", "kasten") and is_one:
                return True
            if _is_line_of_role(blocks[i]):
                break
            i += step
    return False


def _is_far(reader: Reader, one: Point) -> bool:
    """Whether only a heading above the field says what this is, as in "Ziele und Maßnahmen der Bereiche"."""
    said = next((head for head in reversed(reader.heads) if head.role), None)
    return said is not None and 0 < said.level < reader.field_level and len(sentences(one.text)) > 1


def _is_detail(reader: Reader, index: int) -> bool:
    """Whether a point stands below another point, which does not only announce it."""
    block = reader.outline.blocks[index]
    for above in reversed(reader.outline.blocks[max(0, index - 30) : index]):
        if above.kind not in ("liste", "rand", "fußnote"):
            return False
        if above.kind == "liste" and above.level < block.level:
            return not _ENDS_OPEN.search(above.text)
    return False


def prose(reader: Reader, index: int, one: Point, otherwise: Class) -> None:
    """Sentences that wish for something, in a field; the rest of the paragraph is what it was."""
    apart = any(head.part for head in reader.heads)
    wishes = [s for s in sentences(one.text) if WISH.search(s)] if reader.in_fields() and not apart else []
    for wish in wishes:
        reader.add(Class.UNSURE, Point(wish, one.number), index)
    if not wishes and otherwise is Class.FINDING and reader.in_fields():
        reader.add(Class.FINDING, one, index)
    elif not wishes:
        reader.mark(index, otherwise)


def _note(reader: Reader, index: int, text: str, kind: Class) -> None:
    reader.mark(index, kind)
    if reader.last:
        reader.last.notes.append(text)


def footnote(reader: Reader, index: int) -> None:
    """A note belongs to what stands before it."""
    if (
        reader.classes[index] is Class.FOOTNOTE
        and reader.last
        and index
        and reader.last.blocks[-1] in (index - 1, index - 2)
    ):
        reader.last.notes.append(f"Fußnote: {reader.outline.blocks[index].text}")


def _tells_much(text: str) -> bool:
    """Whether a paragraph has several sentences of which only some wish for something."""
    said = sentences(text)
    return len(said) > 2 and 0 < sum(bool(WISH.search(s)) for s in said) <= len(said) / 2
