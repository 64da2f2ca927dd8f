"""The difference of two texts, word by word."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final, Literal

PieceKind = Literal["gleich", "weg", "neu"]
_AROUND: Final = 8
# Beyond this many changed words the whole passage is shown as replaced: a word diff of it helps nobody.
_LONG: Final = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: PieceKind
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; none if they differ only in spaces and line breaks."""
    before, after = old.split(), new.split()
    if before == after:
        return ()
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    pieces = [Piece("gleich", " ".join(before[:head])), *_middle(*middle)]
    pieces.append(Piece("gleich", " ".join(before[len(before) - tail :])))
    return tuple(piece for piece in pieces if piece.text)


def shortened(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces, of which long runs that stayed are cut to the words around the changes."""
    last = len(pieces) - 1
    return tuple(_cut(piece, first=n == 0, last=n == last) for n, piece in enumerate(pieces))


def _common(one: list[str], other: list[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _middle(before: list[str], after: list[str]) -> list[Piece]:
    if max(len(before), len(after)) > _LONG:
        return [Piece("weg", " ".join(before)), Piece("neu", " ".join(after))]
    pieces: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("gleich", " ".join(before[a:b])))
            continue
        pieces += [Piece("weg", " ".join(before[a:b])), Piece("neu", " ".join(after[c:d]))]
    return pieces


def _cut(piece: Piece, *, first: bool, last: bool) -> Piece:
    words = piece.text.split()
    keep = _AROUND if first or last else 2 * _AROUND
    if piece.kind != "gleich" or len(words) <= keep:
        return piece
    if first:
        return Piece("gleich", " ".join(["…", *words[-_AROUND:]]))
    if last:
        return Piece("gleich", " ".join([*words[:_AROUND], "…"]))
    return Piece("gleich", " ".join([*words[:_AROUND], "…", *words[-_AROUND:]]))
