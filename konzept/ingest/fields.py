"""Finds which headings of a document are its Handlungsfelder, however they are spelled."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from konzept.documents.outline import NUMBER, Block
from konzept.ingest.known_words import CONTENTS, FIELD_MARK, GOAL_MARK, MEASURE_MARK, OTHER_PARTS, Role, role_of
from konzept.ingest.points import letters, points

_SMALL: Final = frozenset(
    ("und", "der", "die", "das", "des", "in", "im", "von", "für", "zu", "zur", "zum", "den", "mit", "sowie", "oder")
)
_ABOUT: Final = re.compile(r"^zum?\s+(?=[0-9(]|handlungsfeld)", re.I)  # in an addendum: Zu 2.5 Sicherheit
_LIKE: Final = 0.78
_CARRYING: Final = (Role.RECOMMENDATION, Role.MIXED, Role.GOAL)


def title_of(text: str) -> str:
    """The name of a field or section, without its number and the word Handlungsfeld."""
    text = _ABOUT.sub("", " ".join(text.split()))
    while match := NUMBER.match(text):
        text = text[match.end() :].lstrip(" .:)–—-\t")
    text = re.sub(r"^[0-9]{1,2}\s+(?=[A-ZÄÖÜ])", "", text)
    marked = FIELD_MARK.sub("", text, count=1).strip(' „“"»«:')
    return marked or text


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: by their words in any order, cut where they are inflected."""
    left, right = _stems(one), _stems(other)
    if not left or not right:
        return 0.0
    hits = sum(max(difflib.SequenceMatcher(None, a, b).ratio() for b in right) > 0.8 for a in left)
    back = sum(max(difflib.SequenceMatcher(None, a, b).ratio() for b in left) > 0.8 for a in right)
    return (hits + back) / (len(left) + len(right))


def _stems(text: str) -> list[str]:
    plain = (
        text.casefold().replace("-", " ").replace("ß", "ss").replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
    )
    return [word[:7] for word in re.findall(r"\w+", plain) if word not in _SMALL]


def best(title: str, known: Iterable[str], least: float = _LIKE) -> str:
    """The known name that a title means, also if it has one side of its slash; nothing if none is like it."""
    sides = ((name, side) for name in known for side in {name, *name.split("/")})
    scored = sorted(((likeness(title, side), name) for name, side in sides), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= least else ""


def find(
    blocks: Sequence[Block], known: Sequence[str], series: Collection[str] = (), title: int = -1
) -> Mapping[int, str]:
    """The blocks that head a field, with its name in the document.

    ``known`` are the names of the fields that the texts have, ``series`` the letters of numbered measures,
    ``title`` is the heading of the whole document. What a document calls Handlungsfeld is one; else what is like a
    known name; else what stands as high as these, or most often, and has goals or recommendations or the same sections
    as others below it.
    """
    heads = [i for i, block in enumerate(blocks) if block.kind == "überschrift"]
    named = {i: title_of(blocks[i].text) for i in heads}
    measures = {i for i in heads if letters(points(blocks[i])[0].number) in series}
    measures |= sheets(blocks)
    free = [i for i in heads if i not in measures and _may_be(blocks[i].text, named[i])]
    marked = [i for i in free if is_marked(blocks[i].text)]
    alike = [i for i in free if best(named[i], known)]
    if marked:
        level = _most(blocks[i].level for i in marked)
        found = {*marked} | {i for i in alike if blocks[i].level == level}
    else:
        inner = [i for i in free if i != title and len(heads) > 1 and not OTHER_PARTS.match(named[i])]
        alike_inside = _divided_alike(blocks, heads)
        carrying = [i for i in inner if i in alike_inside or _carries(blocks, measures, i)]
        if len(alike) < 2 and not carrying:
            return {i: named[i] for i in alike}
        level = _most(blocks[i].level for i in (alike if len(alike) >= 2 else _highest(blocks, carrying)))
        found = {i for i in {*alike, *carrying} if blocks[i].level == level}
    return {i: named[i] for i in sorted(found)}


def _may_be(text: str, title: str) -> bool:
    if MEASURE_MARK.match(text) or GOAL_MARK.match(text) or CONTENTS.match(title) or len(title.split()) > 12:
        return False
    return is_marked(text) or role_of(title) is None


def is_marked(text: str) -> bool:
    """Whether a heading calls itself a Handlungsfeld."""
    while match := NUMBER.match(text):
        text = text[match.end() :].lstrip(" .:)–—-")
    match = FIELD_MARK.match(text)
    return match is not None and role_of(text) is not Role.FIELD and bool(text[match.end() :].strip())


def _most(levels: Iterable[int]) -> int:
    counts = Counter(levels)
    return max(sorted(counts), key=lambda level: counts[level])


def _highest(blocks: Sequence[Block], found: Sequence[int]) -> list[int]:
    """Those of the level with most of them; a title that holds the whole document is none."""
    counts = Counter(blocks[i].level for i in found)
    level = max(sorted(counts, reverse=True), key=lambda lev: counts[lev])
    return [i for i in found if blocks[i].level == level]


def _announces(block: Block) -> bool:
    """Whether a paragraph only says what follows."""
    return block.text.endswith(":") or bool(block.cell and block.cell.row == 1)


def _divided_alike(blocks: Sequence[Block], heads: Sequence[int]) -> set[int]:
    """The headings that have at least two sections of the same names as another has."""
    return {i for i, names in _shared(blocks, heads, 2).items() if len(names) > 1}


def sheets(blocks: Sequence[Block]) -> set[int]:
    """The headings of sheets of one measure each: who, when and how much stands below each, and no further measures."""
    heads = [i for i, block in enumerate(blocks) if block.kind == "überschrift"]
    roles = {i: [role_of(name) for name in names] for i, names in _shared(blocks, heads, 3).items()}
    others = (*_CARRYING, Role.FINDING)
    return {i for i, found in roles.items() if len(found) > 1 and Role.DATA in found and not {*found} & {*others}}


def _shared(blocks: Sequence[Block], heads: Sequence[int], least: int) -> dict[int, list[str]]:
    """The names of sections that so many headings have, by heading."""
    inside: dict[int, dict[str, None]] = {}
    for at, i in enumerate(heads):
        depth = 0
        for j in heads[at + 1 :]:
            if blocks[j].level <= blocks[i].level:
                break
            depth = depth or blocks[j].level
            if blocks[j].level == depth:
                inside.setdefault(i, {})[title_of(blocks[j].text)] = None
    counts = Counter(name for names in inside.values() for name in names)
    return {i: [name for name in names if counts[name] >= least] for i, names in inside.items()}


def _is_numbered(text: str) -> bool:
    """Whether a paragraph calls itself a goal or measure and has a number: ``Ziel 1.1: …``."""
    match = GOAL_MARK.match(text) or MEASURE_MARK.match(text)
    return bool(match and match["number"])


def _carries(blocks: Sequence[Block], measures: Collection[int], index: int) -> bool:
    """Whether goals or recommendations stand right below a heading, and no deeper heading comes between."""
    level = blocks[index].level
    for i in range(index + 1, len(blocks)):
        block = blocks[i]
        if block.kind == "überschrift":
            if block.level <= level:
                return False
            found = i in measures or MEASURE_MARK.match(block.text) or GOAL_MARK.match(block.text)
            if found or role_of(title_of(block.text)) in _CARRYING:
                return True
            if role_of(title_of(block.text)) is None:
                return False
        elif _is_numbered(block.said) or (_announces(block) and role_of(block.text) in _CARRYING):
            return not (block.cell and _has_fields(blocks[i:]))
    return False


def _has_fields(blocks: Sequence[Block]) -> bool:
    """Whether the table that begins here names fields itself: then the heading above it is none."""
    inside = itertools.takewhile(lambda block: block.cell or block.kind == "rand", blocks)
    return any(block.cell and (is_marked(block.text) or role_of(block.text) is Role.FIELD) for block in inside)
