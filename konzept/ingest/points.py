"""Takes one paragraph apart: its number, its label, and the points that are written into one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from konzept.documents.outline import BULLET, NUMBER, Block
from konzept.ingest.known_words import GOAL_MARK, LABEL, MEASURE_MARK, SENTENCE, Role, rank_of, role_of

CODE: Final = re.compile(r"[A-ZÄÖÜ]{1,3} ?[0-9]{1,2}(?:[.+/][0-9]{1,2})*[a-z]?")
_BEHIND: Final = re.compile(rf"(?P<text>.*\w.*?)\s+\(?(?P<code>{CODE.pattern})\)?$")
_OTHER_SERIES: Final = frozenset(("Z", "LZ", "TZ", "OZ", "HF", "S", "K", "F", "A", "EG", "OG", "UG"))


@dataclass(frozen=True, slots=True)
class Point:
    """A point: its words without mark and number, its number, and what it says it is by itself.

    ``rank`` is that of a goal by its name; ``named`` tells that a word such as Maßnahme stands before the number.
    """

    text: str
    number: str = ""
    role: Role | None = None
    rank: int = 0
    named: bool = False
    listed: bool = False

    @property
    def counted(self) -> bool:
        """Whether it is one of several by its looks: in a list, called so, or with a number such as 3."""
        return self.listed or self.named or self.number.isdecimal()


def points(block: Block) -> list[Point]:
    """The points of a paragraph: one, or one for each line or sign that begins a new one."""
    pieces = [*_pieces(block)]
    marked = bool(BULLET.match(block.text)) or (bool(block.level) and block.kind != "überschrift")
    listed = block.kind == "liste" or len(pieces) > 1 or marked
    first = point(pieces[0], block.number, listed=listed)
    return [first, *(point(piece, "", listed=True) for piece in pieces[1:])]


def _pieces(block: Block) -> list[str]:
    lines = block.lines or (block.text,)
    made: list[str] = []
    for line in lines:
        starts = bool(BULLET.match(line) or NUMBER.match(line))
        if made and not starts:
            made[-1] += f" {line}"
        else:
            made.append(line)
    if len(made) > 1 and not any(BULLET.match(m) or NUMBER.match(m) for m in made[1:]):
        made = [" ".join(made)]
    split: list[str] = []
    for line in made:
        split += [p.strip() for p in re.split(r"(?:^|\s)(?=[•●▪■◦‣➢➤►\uf0b7\uf0a7]\s)", line) if p.strip()]
    return split or [block.text]


def point(text: str, number: str, *, listed: bool) -> Point:
    """One point of these words."""
    text = text.strip()
    if sign := BULLET.match(text):
        text = text[sign.end() :].strip()
    if number and not re.search(r"\w", number):
        number = ""
    bare, own = unnumbered(text)
    if match := MEASURE_MARK.match(text) or MEASURE_MARK.match(bare):
        said = own if not MEASURE_MARK.match(text) and own else match["number"].strip()
        return Point(match["text"].lstrip(" :.–—-").rstrip(" :"), said, Role.RECOMMENDATION, named=True, listed=listed)
    if match := GOAL_MARK.match(bare):
        said = (match["number"] or own or number).strip(" .)")
        return Point(match["text"].strip(), said, Role.GOAL, rank_of(match["name"]), named=True, listed=listed)
    clean = (own or number).strip(" .:()–—-")
    return Point(bare, clean, listed=listed or bool(number))


def unnumbered(text: str) -> tuple[str, str]:
    """A text without the number at its head, and that number."""
    match = NUMBER.match(text)
    if not match or not text[match.end() :].strip(" .:)–—-"):
        return text, ""
    return text[match.end() :].lstrip(" .:)–—-\t"), match[0].strip(" .:()")


def label_of(text: str) -> tuple[Role, str] | None:
    """What the label at the head of a paragraph says, and the words behind it: ``Ziel: Mehr Kurse``."""
    match = LABEL.match(text)
    is_label = match is not None and len(match["label"].split()) <= 5 and not SENTENCE.search(match["label"])
    role = role_of(match["label"]) if match and is_label else None
    return (role, match["text"].strip()) if match and role else None


def letters(number: str) -> str:
    """The letters before a number such as M 12; nothing of one without."""
    match = re.match(r"[A-ZÄÖÜ]{1,3}(?=[ .\-–]?[0-9])", number)
    return match[0] if match else ""


def series_of(blocks: Sequence[Block]) -> set[str]:
    """Letters with which a document numbers its measures: M 1, M 2, …; not those of goals, pictures and tables.

    A letter that else means a road, an annex or a goal counts beside one that doesn't: A 1, A 2, B 1, B 2.
    """
    found: dict[str, set[str]] = {}
    for block in blocks:
        for one in points(block):
            if (sign := letters(one.number)) and one.role is None and one.text:
                found.setdefault(sign, set()).add(one.number)
    many = {sign for sign, numbers in found.items() if len(numbers) >= 3}
    sure = many - _OTHER_SERIES
    return sure | {sign for sign in many - sure if len(sign) == 1 and {chr(ord(sign) + 1), chr(ord(sign) - 1)} & sure}


def numbered_behind(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; headings with a code of a series at their end, or as a heading right below, have it as number."""
    codes: dict[int, tuple[str, str]] = {}
    alone: dict[int, int] = {}
    for index, (block, below) in enumerate(pairwise([*blocks, Block(kind="rand", text="", place="")])):
        if block.kind == "überschrift" and not block.number:
            is_alone = below.kind == "überschrift" and CODE.fullmatch(below.text)
            if match := _BEHIND.match(f"{block.text} {below.text}" if is_alone else block.text):
                codes[index] = match["text"], match["code"]
                alone |= {index: index + 1} if is_alone else {}
    counts = Counter(letters(code) for _, code in codes.values())
    made = list(blocks)
    for index, (text, code) in codes.items():
        if counts[letters(code)] >= 3 and letters(code) not in _OTHER_SERIES:
            made[index] = replace(blocks[index], text=text, number=code)
            if index in alone:
                made[alone[index]] = replace(blocks[alone[index]], kind="absatz", level=0)
    return tuple(made)
