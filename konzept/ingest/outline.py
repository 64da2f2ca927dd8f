"""What a document holds, in its order: each paragraph, cell and note once, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from konzept.files.unseen import UNSEEN

Kind = Literal["überschrift", "absatz", "liste", "zelle", "kasten", "fußnote", "kommentar", "rand", "verzeichnis"]

# A number at the head of a text as people set it: 4.4, 4.4.1., 12., 3), (3), IV., a).
_DECIMAL: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3})+(?:\.(?=\s)|(?=[\s:–—]))|[0-9]{1,3}[.)](?=\s)|\([0-9]{1,3}\)"
_LETTERS: Final = r"[IVX]{1,5}\.(?=\s)|[A-Za-z][.)](?=\s)"
_MARKED: Final = r"[A-ZÄÖÜ]{1,3}[ .\-–]?[0-9]{1,3}(?:[.\-][0-9]{1,3})*(?=[\s:.)–—])"
NUMBER: Final = re.compile(rf"(?:{_MARKED}|{_DECIMAL}|{_LETTERS})")
BULLET: Final = re.compile(r"[•●▪■◦○‣⁃∙·➢➤►▶✓❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\s*|[-–—*o](?=\s)\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands: the table's number, row and column from 1; whether its row is a head."""

    table: int
    row: int
    column: int
    head: bool = False
    width: int = 1  # columns that it spans
    within: tuple[int, ...] = ()  # tables around a nested one


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, wherever it stands; its words with single blanks between them.

    ``number`` is what a program counts at its head, ``level`` that of a heading or list (from 1), ``place`` is said
    to people, ``page`` is 0 where the document does not tell it.
    """

    kind: Kind
    text: str
    place: str
    page: int = 0
    level: int = 0
    number: str = ""
    bold: bool = False
    size: float = 0.0
    cell: Cell | None = None
    lines: tuple[str, ...] = ()  # where the author broke lines inside the paragraph

    @property
    def said(self) -> str:
        """The text with the number that a program counts before it."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Outline:
    """A document read: its blocks in order, the words as another way of reading counts them, and warnings."""

    blocks: tuple[Block, ...]
    source: tuple[str, ...]  # the words of the document, read without understanding it
    warnings: tuple[str, ...] = ()
    ordered: bool = True  # whether the order is that of the document and not guessed from geometry
    pages: int = 0
    read: tuple[str, ...] = ()  # the words as they stood before those cut at line ends were joined


@dataclass(slots=True)
class Counter:
    """Numbers blocks by where they stand, as people would count."""

    counts: dict[str, int] = field(default_factory=dict)

    def next(self, of: str) -> str:
        """``Absatz 3``."""
        self.counts[of] = self.counts.get(of, 0) + 1
        return f"{of} {self.counts[of]}"


def broken(text: str) -> tuple[str, ...]:
    """The lines of a text in which the author broke some; nothing of a text of one line."""
    lines = tuple(filter(None, map(squeezed, text.split("\n"))))
    return lines if len(lines) > 1 else ()


def squeezed(text: str) -> str:
    """Words with one blank between them; what can't be seen taken away."""
    return " ".join(UNSEEN.sub(lambda m: " " if m[0].isspace() else "", text.replace("\u00ad", "")).split())


def headed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, of which those that only look like headings are headings.

    A heading by look is short, is no sentence, stands out from its surroundings by size or weight and has something
    below it.
    """
    body = _usual_size(blocks)
    looks = sorted({_look(b, body) for b in blocks if _looks_like_heading(b, body)}, reverse=True)
    known = [b.level for b in blocks if b.kind == "überschrift"]
    lowest = max(known, default=0)
    made = []
    for block, below in zip(blocks, [*blocks[1:], None], strict=False):
        if below is not None and _looks_like_heading(block, body) and block.kind != "überschrift":
            level = lowest + 1 + looks.index(_look(block, body))
            made.append(replace(block, kind="überschrift", level=level))
        else:
            made.append(block)
    return tuple(_by_number(made))


def _usual_size(blocks: Iterable[Block]) -> float:
    sizes: dict[float, int] = {}
    for block in blocks:
        if block.kind in ("absatz", "liste", "zelle"):
            sizes[block.size] = sizes.get(block.size, 0) + len(block.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _look(block: Block, body: float) -> tuple[float, bool]:
    return (round(block.size - body, 1) if block.size > body * 1.08 else 0.0, block.bold)


def _looks_like_heading(block: Block, body: float) -> bool:
    if block.kind not in ("absatz", "liste") or block.cell or len(block.text) > 140 or len(block.text) < 3:
        return False
    if block.kind == "liste" and not (block.number or NUMBER.match(block.text)):
        return False
    if block.text.endswith((".", ";", ",")) or not re.search(r"\w{2}", block.text) or BULLET.match(block.text):
        return False
    larger = body > 0 and block.size > body * 1.08
    return larger or (block.bold and not block.text.endswith("!"))


def _by_number(blocks: Sequence[Block]) -> list[Block]:
    """Headings that carry a decimal number stand as deep as it says, if that holds for most of them."""
    depth = {id(b): len(re.findall(r"[0-9]+", m[0])) for b in blocks if (m := _decimal(b))}
    levels: dict[int, set[int]] = {}
    for block in blocks:
        if id(block) in depth:
            levels.setdefault(block.level, set()).add(depth[id(block)])
    if all(len(found) <= 1 for found in levels.values()):
        return list(blocks)  # the styles say it already
    base = min(b.level - depth[id(b)] for b in blocks if id(b) in depth)
    made, inside = [], 0
    for block in blocks:
        if id(block) in depth:
            inside = max(base, 0) + depth[id(block)]
            made.append(replace(block, level=inside))
        elif block.kind == "überschrift" and inside and block.level > 1 and block.level <= inside:
            made.append(block)
        else:
            made.append(block)
    return made


def _decimal(block: Block) -> re.Match[str] | None:
    return re.match(r"[0-9]{1,2}(?:\.[0-9]{1,2})*\.?(?=\s)", block.said) if block.kind == "überschrift" else None
