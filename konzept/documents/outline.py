"""What a document holds, in its order: each paragraph, cell and note once, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from konzept.files.unseen import UNSEEN

Kind = Literal["überschrift", "absatz", "liste", "zelle", "kasten", "fußnote", "kommentar", "rand", "verzeichnis"]

# A number at the head of a text as people set it: 4.4, 4.4.1., 12., 3), (3), IV., a).
_DECIMAL: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3})+(?:\.(?=\s)|(?=[\s:–—]))|[0-9]{1,3}[.)](?=\s)|\([0-9]{1,3}\)"
_LETTERS: Final = r"[IVX]{1,5}\.(?=\s)|[A-Za-z][.)](?=\s)"
_MARKED: Final = r"[A-ZÄÖÜ]{1,3}[ .\-–]?[0-9]{1,3}(?:[.\-+/][0-9]{1,3})*[a-z]?(?=[\s:.)–—])"
NUMBER: Final = re.compile(rf"(?:{_MARKED}|{_DECIMAL}|{_LETTERS})")
BULLET: Final = re.compile(r"[•●▪■◦○‣⁃∙·➢➤►▶✓❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\s*|[-–—*o\ufffd\uf000-\uf0ff](?=\s)\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands: the table's number, row and column from 1; whether its row is a head."""

    table: int
    row: int
    column: int
    head: bool
    width: int  # columns that it spans
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
    marks: tuple[str, ...] = ()  # of footnotes, where a document has the notes themselves elsewhere
    indent: float = 0.0  # points by which it is moved in; what is moved in further stands below

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


def unmarked(text: str) -> str:
    """A text without the sign of a point at its head."""
    sign = BULLET.match(text)
    return text[sign.end() :] if sign else text
