"""Says how deep headings and points stand, where the program that made a document says it wrongly or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from konzept.documents.outline import BULLET, NUMBER, Block

_FURTHER = 5.0  # points by which what stands below a point is moved in
_COLUMN = 80.0  # what begins so much further right stands in another column


def levelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with levels as a reader sees them.

    What only looks like a heading is one; headings stand as deep as their numbers say; one that comes back with the
    same words is a section of those between; points moved in further than the one before stand below it.
    """
    return tuple(_returning(_by_number(_headed(_nested(blocks)))))


def _nested(blocks: Iterable[Block]) -> list[Block]:
    made: list[Block] = []
    above: list[Block] = []
    for block in blocks:
        if block.kind == "liste" or (block.cell and block.level):
            while above and (not _FURTHER < block.indent - above[-1].indent < _COLUMN or above[-1].cell != block.cell):
                above.pop()
            level = max(block.level, above[-1].level + 1 if above and block.indent else 1)
            block = replace(block, level=level)
            above.append(block)
        elif block.kind not in ("fußnote", "rand"):
            above = []
        made.append(block)
    return made


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """A heading by look is short, is no sentence, stands out by size or weight and has something below it."""
    body = _usual_size(blocks)
    plain = _of_text(blocks, body)
    heads = [_looks_like_heading(b, body) and _look(b, body) not in plain for b in blocks]
    looks = sorted({_look(b, body) for b, is_head in zip(blocks, heads, strict=True) if is_head}, reverse=True)
    lowest = max((b.level for b in blocks if b.kind == "überschrift"), default=0)
    made = []
    for block, below, is_head in zip(blocks, [*blocks[1:], None], heads, strict=False):
        if below is not None and is_head:
            made.append(replace(block, kind="überschrift", level=lowest + 1 + looks.index(_look(block, body))))
        else:
            made.append(block)
    return made


def _of_text(blocks: Iterable[Block], body: float) -> set[tuple[float, bool]]:
    """The looks in which more is running text than headings: a part of a document may have larger letters."""
    letters: Counter[tuple[float, bool]] = Counter()
    for block in blocks:
        if block.kind in ("absatz", "liste") and not block.cell:
            letters[_look(block, body)] += -len(block.text) if _looks_like_heading(block, body) else len(block.text)
    return {look for look, number in letters.items() if number > 0}


def _usual_size(blocks: Iterable[Block]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.kind in ("absatz", "liste", "zelle"):
            sizes[block.size] += len(block.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _look(block: Block, body: float) -> tuple[float, bool]:
    return (round(block.size - body, 1) if block.size > body * 1.08 else 0.0, block.bold)


def _looks_like_heading(block: Block, body: float) -> bool:
    if block.kind not in ("absatz", "liste") or block.cell or not 3 <= len(block.text) <= 140:
        return False
    if block.kind == "liste" and not (block.number or NUMBER.match(block.text)):
        return False
    if block.text.endswith((".", ";", ",")) or not re.search(r"\w{2}", block.text) or BULLET.match(block.text):
        return False
    return (body > 0 and block.size > body * 1.08) or (block.bold and not block.text.endswith("!"))


def _by_number(blocks: Sequence[Block]) -> list[Block]:
    """Headings that carry a decimal number stand as deep as it says, if the levels do not say it already."""
    depth = {id(b): len(re.findall(r"[0-9]+", m[0])) for b in blocks if (m := _decimal(b))}
    levels: dict[int, set[int]] = {}
    for block in blocks:
        if id(block) in depth:
            levels.setdefault(block.level, set()).add(depth[id(block)])
    if all(len(found) <= 1 for found in levels.values()):
        return list(blocks)
    base = max(0, min(b.level - depth[id(b)] for b in blocks if id(b) in depth))
    return [replace(b, level=base + depth[id(b)]) if id(b) in depth else b for b in blocks]


def _decimal(block: Block) -> re.Match[str] | None:
    return re.match(r"[0-9]{1,2}(?:\.[0-9]{1,2})*\.?(?=\s)", block.said) if block.kind == "überschrift" else None


def _returning(blocks: Sequence[Block]) -> list[Block]:
    made = list(blocks)
    for level in sorted({b.level for b in blocks if b.kind == "überschrift"}, reverse=True):
        if sunk := _sections([b for b in made if b.kind == "überschrift"], level):
            made = [
                replace(b, level=b.level + 1)
                if b.kind == "überschrift" and (b.level > level or (b.level == level and b.text in sunk))
                else b
                for b in made
            ]
    return made


def _sections(heads: Sequence[Block], level: int) -> set[str]:
    """The words of headings of a level that come back, each time below another heading of the same level."""
    counts = Counter(b.text for b in heads if b.level == level)
    seen: dict[str, list[int]] = {}
    for number, head in enumerate(heads):
        if head.level == level and counts[head.text] > 1:
            seen.setdefault(head.text, []).append(number)
    return {
        text
        for text, numbers in seen.items()
        if any(
            all(b.level >= level for b in between) and any(counts[b.text] == 1 and b.level == level for b in between)
            for between in (heads[one:other] for one, other in pairwise(numbers))
        )
    }
