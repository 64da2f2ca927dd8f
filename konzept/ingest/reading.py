"""Understands a document: gives each block its class, and finds the passages that people decide on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from konzept.documents.outline import Block, Outline
from konzept.ingest import fields, matter, paragraphs, tables
from konzept.ingest.finds import Finds, Traits
from konzept.ingest.known_words import OTHER_PARTS, Role, role_of
from konzept.ingest.passages import DECIDED, Class, Understood
from konzept.ingest.points import Point, label_of, letters, numbered_behind, points, series_of
from konzept.ingest.repeated import united
from konzept.ingest.whereabouts import Head, Whereabouts

_SPECIAL: Final = {
    "rand": Class.EDGE,
    "verzeichnis": Class.CONTENTS,
    "fußnote": Class.FOOTNOTE,
    "kommentar": Class.COMMENT,
}


def read(outline: Outline, known: Sequence[str] = ()) -> Understood:
    """Understand a document; ``known`` are the names of the fields that the texts have."""
    contents = {*matter.contents(outline.blocks)}
    traits = _traits(numbered_behind(outline.blocks), known, contents)
    where = Whereabouts(has_fields=bool(traits.fields))
    finds = Finds(traits, where, [Class.TEXT] * len(traits.blocks))
    _walk(finds, contents)
    for index in [*matter.persons(traits.blocks, finds.classes)]:
        finds.classes[index] = Class.PERSONAL
    passages, again = united([passage for passage in finds.passages if passage.kind in DECIDED])
    told = {index for passage in passages for index in passage.blocks}
    for index in {index for passage in again for index in passage.blocks} - told:
        finds.classes[index] = Class.REPEATED
    return Understood(outline, tuple(finds.classes), tuple(where.fields), tuple(passages))


def _traits(blocks: Sequence[Block], known: Sequence[str], contents: set[int]) -> Traits:
    series, title = series_of(blocks), _title(blocks)
    return Traits(
        blocks=blocks,
        known=known,
        fields=fields.find([_hidden(b) if i in contents else b for i, b in enumerate(blocks)], known, series, title),
        sheets=fields.sheets(blocks),
        series=series,
        title=title,
    )


def _title(blocks: Sequence[Block]) -> int:
    """The first heading, if no other stands as high; -1 without one."""
    levels = [(i, b.level) for i, b in enumerate(blocks) if b.kind == "überschrift"]
    return levels[0][0] if len(levels) > 1 and all(levels[0][1] < level for _, level in levels[1:]) else -1


def _hidden(block: Block) -> Block:
    return Block(kind="verzeichnis", text=block.text, place=block.place)


def _walk(finds: Finds, contents: set[int]) -> None:
    """Read each block, a table as one."""
    blocks = finds.traits.blocks
    index = 0
    while index < len(blocks):
        block, end = blocks[index], index + 1
        if index in contents:
            finds.classes[index] = Class.CONTENTS
        elif block.cell:
            end = tables.end(blocks, index)
            tables.read(finds, index, end)
        elif special := _SPECIAL.get(block.kind):
            finds.classes[index] = special
            if special is Class.FOOTNOTE:
                paragraphs.footnote(finds, index)
        elif index in finds.traits.fields:
            _field(finds, index)
        elif block.kind == "überschrift":
            _heading(finds, index)
        else:
            paragraphs.read(finds, index)
        index = end


def _field(finds: Finds, index: int) -> None:
    """The heading of a field."""
    blocks, names, where = finds.traits.blocks, finds.traits.fields, finds.where
    block = blocks[index]
    level = block.level or 9
    where.leave(level)
    finds.last = None
    below = blocks[index + 1] if index + 1 < len(blocks) else block
    is_above = below.kind == "überschrift" and index + 1 not in names  # in small letters above a title
    where.enter(names[index], min(level, below.level - 1) if is_above else level)
    finds.classes[index] = Class.FIELD
    where.heads.append(Head(level, block.said))


def _heading(finds: Finds, index: int) -> None:
    """Any other heading: a measure or a goal itself, or of a section."""
    traits, where = finds.traits, finds.where
    block = traits.blocks[index]
    level = block.level or 9
    where.leave(level)
    finds.last = None
    only = points(block)[0]
    if where.field and letters(only.number) in traits.series:
        level = max(level, where.field_level + 1)  # however large its letters are
    if where.field and level <= where.field_level:
        where.field, where.field_level = "", 0
    title = fields.title_of(block.text)
    role = only.role or (None if index == traits.title else role_of(title))
    if _is_measure(finds, index, only, role):
        passage = finds.add(Class.RECOMMENDATION, only, index)
        where.heads.append(Head(level, block.said, passage=passage))
    elif only.role is Role.GOAL:
        passage = finds.add(Class.GOAL, only, index, rank=only.rank)
        where.heads.append(Head(level, block.said, Role.GOAL, passage))
    else:
        finds.classes[index] = Class.HEADING
        where.heads.append(Head(level, block.said, role, part=bool(OTHER_PARTS.match(title))))


def _is_measure(finds: Finds, index: int, only: Point, role: Role | None) -> bool:
    """Whether a heading is a recommendation itself and no section of some."""
    if only.role is Role.RECOMMENDATION and only.text:
        return True
    if only.role is not None:
        return False
    if index in finds.traits.sheets:
        return True
    if role is not None and len(only.text.split()) <= 4:
        return False
    if only.number and letters(only.number) in finds.traits.series and finds.where.in_field:
        return True
    if role is not None or finds.where.measure:
        return False
    return finds.where.role is Role.RECOMMENDATION and not _has_points(finds.traits.blocks, index)


def _has_points(blocks: Sequence[Block], index: int) -> bool:
    """Whether there are lists, tables or deeper measures below a heading: then it only groups them.

    Points below a measure are its steps; a label behind numbered ones, such as ``Begründung:``, is that of the last.
    """
    level = blocks[index].level
    listed = numbered = said = 0
    for block in blocks[index + 1 :]:
        if block.kind == "überschrift":
            return bool(listed) or block.level > level or not said
        first = points(block)[0]
        if block.cell or first.named:
            return True
        if label_of(block.text):
            return bool(numbered)
        numbered += first.number.isdecimal()
        listed += first.counted
        said += block.kind == "absatz" and not first.counted
    return bool(listed) or not said
