"""Understands paragraphs: what their label, their list or the heading above them says they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from konzept.documents.outline import Block
from konzept.ingest.finds import Finds
from konzept.ingest.known_words import CAPTION, HORIZON, WISH, Role, role_of, sentences
from konzept.ingest.passages import CLASS_OF, DECIDED, Class, Passage
from konzept.ingest.points import CODE, Point, label_of, letters, points

_ENDS_OPEN: Final = re.compile(r":\s*$")


def read(finds: Finds, index: int) -> None:
    """Give a paragraph its class, and find its passages."""
    block = finds.traits.blocks[index]
    if CODE.fullmatch(block.text):
        return finds.mark(index, Class.NUMBER)
    if CAPTION.match(block.text) or _is_label(block):
        return finds.mark(index, Class.TEXT)
    found = points(block)
    if len(found) == 1 and (label := label_of(found[0].text)) and not found[0].role:
        return _labelled(finds, index, found[0], *label)
    if _is_line_of_role(block):
        finds.where.announce(role_of(block.text) or Role.NOTE, block.text)
        finds.classes[index] = Class.HEADING
        return None
    finds.where.go_on()
    for one in found:
        _point(finds, index, one)
    return None


def _is_label(block: Block) -> bool:
    """Whether a paragraph is mostly figures, as beside a picture."""
    return sum(map(str.isalpha, block.text)) < max(3, sum(map(str.isdigit, block.text)))


def _is_line_of_role(block: Block) -> bool:
    short = len(block.text) < 60 and len(block.text.split()) <= 6
    return short and (block.bold or bool(_ENDS_OPEN.search(block.text))) and role_of(block.text) is not None


def _labelled(finds: Finds, index: int, one: Point, role: Role, text: str) -> None:
    """A paragraph that says itself what it is: ``Ziel: …``."""
    if not text:
        finds.where.announce(role, one.text)
        finds.classes[index] = Class.HEADING
        return
    measure = finds.where.measure
    kind = CLASS_OF[role]
    if role is Role.FIELD:
        finds.classes[index] = Class.FIELD
        finds.where.name(text)
    elif measure and kind in (Class.RECOMMENDATION, Class.UNSURE, Class.NOTE, Class.DATA, Class.FINDING):
        finds.classes[index] = Class.DATA if role is Role.DATA else Class.NOTE
        measure.notes.append(one.text)
    elif kind in DECIDED:
        label, said = one.text.removesuffix(text).rstrip(" :"), finds.where.announced
        finds.where.announced = (role, label) if HORIZON.match(label) else said  # of this paragraph alone
        passage = finds.add(kind, Point(text, one.number, role), index)
        finds.where.announced = said
        if kind is Class.GOAL and measure:
            measure.under = measure.under or (text,)
            passage.under = ()
    else:
        finds.note(index, one.text, kind)


def _point(finds: Finds, index: int, one: Point) -> None:
    role = one.role or finds.where.role
    if not re.search(r"\w{2}", one.text):
        return
    if one.role is Role.GOAL and not one.number and (measure := finds.where.measure):
        _about(finds, measure, index, one, Role.GOAL)
    elif one.role is Role.GOAL:
        finds.add(Class.GOAL, one, index, rank=one.rank)
    elif _is_named_measure(finds, one):
        finds.add(Class.RECOMMENDATION, one, index)
    elif measure := finds.where.measure:
        _about(finds, measure, index, one, role)
    elif role in (Role.RECOMMENDATION, Role.MIXED, Role.GOAL):
        _in_section(finds, index, one, role)
    elif role is Role.FINDING:
        prose(finds, index, one, Class.FINDING)
    elif role in (Role.NOTE, Role.DATA):
        finds.note(index, one.text, CLASS_OF[role])
    else:
        prose(finds, index, one, Class.TEXT)


def _is_named_measure(finds: Finds, one: Point) -> bool:
    if one.role is Role.RECOMMENDATION:
        return bool(one.text)
    return bool(one.number) and letters(one.number) in finds.traits.series and finds.where.in_field


def _about(finds: Finds, measure: Passage, index: int, one: Point, role: Role | None) -> None:
    """A paragraph below a heading that is a recommendation."""
    if role is Role.GOAL:
        measure.under = measure.under or (one.text,)
        finds.add(Class.GOAL, one, index)
    else:
        finds.mark(index, Class.DATA if role is Role.DATA else Class.NOTE)
        label = finds.where.label(listed=one.listed)
        measure.notes.append(f"{label}: {one.text}" if label else one.text)


def _in_section(finds: Finds, index: int, one: Point, role: Role) -> None:
    """A paragraph below a heading such as Empfehlungen or Ziele."""
    block = finds.traits.blocks[index]
    if _ENDS_OPEN.search(one.text):
        finds.mark(index, Class.TEXT)
    elif not one.counted and _only_leads(finds, index, one):
        prose(finds, index, one, Class.TEXT)
    elif one.listed and block.level > 1 and _is_detail(finds, index):
        finds.note(index, one.text)
    else:
        finds.add(CLASS_OF[role], one, index)


def _only_leads(finds: Finds, index: int, one: Point) -> bool:
    """Whether a plain paragraph leads to points, tells more than it wishes, or is far from what names it."""
    is_far = finds.where.is_named_from_above and len(sentences(one.text)) > 1
    return is_far or _listed_around(finds, index) or _tells_much(one.text)


def _listed_around(finds: Finds, index: int) -> bool:
    """Whether the section has points of a list: then its plain paragraphs only lead to them."""
    blocks = finds.traits.blocks
    for step in (1, -1):
        i = index + step
        while 0 <= i < len(blocks) and blocks[i].kind != "überschrift" and not blocks[i].cell:
            first = points(blocks[i])[0]
            is_one = first.counted or letters(first.number) in finds.traits.series
            if blocks[i].kind in ("absatz", "liste", "kasten") and is_one:
                return True
            if _is_line_of_role(blocks[i]):
                break
            i += step
    return False


def _is_detail(finds: Finds, index: int) -> bool:
    """Whether a point stands below another point, which does not only announce it."""
    block = finds.traits.blocks[index]
    for above in reversed(finds.traits.blocks[max(0, index - 30) : index]):
        if above.kind not in ("liste", "rand", "fußnote"):
            return False
        if above.kind == "liste" and above.level < block.level:
            return not _ENDS_OPEN.search(above.text)
    return False


def prose(finds: Finds, index: int, one: Point, otherwise: Class) -> None:
    """Sentences that wish for something, in a field; the rest of the paragraph is what it was."""
    where = finds.where
    wishes = [s for s in sentences(one.text) if WISH.search(s)] if where.in_field and not where.in_other_part else []
    for wish in wishes:
        finds.add(Class.UNSURE, Point(wish, one.number), index)
    if not wishes and otherwise is Class.FINDING and where.in_field:
        finds.add(Class.FINDING, one, index)
    elif not wishes:
        finds.mark(index, otherwise)


def footnote(finds: Finds, index: int) -> None:
    """A note belongs to what refers to it, if that is one passage: else nobody could tell which."""
    at = _referring(finds.traits.blocks, index)
    noted = [passage for passage in finds.passages if at in passage.blocks]
    if len(noted) == 1:
        noted[0].notes.append(f"Fußnote: {finds.traits.blocks[index].text}")


def _referring(blocks: Sequence[Block], index: int) -> int:
    """The block with the mark of a note, where notes stand at the foot of pages; else what stands before it; -1."""
    note = blocks[index]
    marked = [at for at, block in enumerate(blocks) if note.number and note.number in block.marks]
    if len(marked) == 1:  # also of a note at the end of the document
        return marked[0]
    for at in range(index - 1, -1, -1):
        block = blocks[at]
        is_near = block.page >= note.page - 1
        if note.number and (note.number in block.marks or not is_near):
            return at if is_near else -1
        if not note.number and block.kind not in ("fußnote", "kommentar"):
            return at
    return -1


def _tells_much(text: str) -> bool:
    """Whether a paragraph has several sentences of which only some wish for something."""
    said = sentences(text)
    return len(said) > 2 and 0 < sum(bool(WISH.search(s)) for s in said) <= len(said) / 2
