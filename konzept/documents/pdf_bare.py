"""Finds tables without any line: below bold heads beside each other, rows follow as programs write them.

Programs write the cells of a row one after the other, so that a row begins where the text goes back to the left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from konzept.documents.pdf_lines import PlacedWord
from konzept.documents.pdf_page import Ruling

_APART: Final = 0.9  # sizes of letters between two heads
_WITHIN: Final = 0.5  # between two words of a line there is less
_LEAST: Final = 3  # columns
_PADDING: Final = 4.5  # points of room beside the words of a cell
Row = list[tuple[int, PlacedWord]]


def bare(words: Sequence[PlacedWord], width: float) -> Iterator[list[Ruling]]:
    """The lines that each such table would have on a page of this width."""
    index = 0
    while index < len(words):
        heads, end = _heads(words, index)
        rows, behind = _rows(words, end, [min(w.left for w in head) for head in heads])
        if len(heads) >= _LEAST and rows and any(len({c for c, _ in row}) > 1 for row in rows):
            yield [*_rulings([[(0, word) for head in heads for word in head], *rows], heads, width)]
            index = behind
        else:
            index += 1


def _is_bold(word: PlacedWord) -> bool:
    return word.glyphs[0].bold


def _heads(words: Sequence[PlacedWord], index: int) -> tuple[list[list[PlacedWord]], int]:
    """Bold words that follow each other as heads of columns, and where they end."""
    heads: list[list[PlacedWord]] = []
    while index < len(words) and _is_bold(word := words[index]):
        last = heads[-1][-1] if heads else None
        if last is None or (_beside(last, word) and word.left - last.right > _APART * word.size):
            heads.append([word])
        elif _beside(last, word) or _below(heads[-1], word):
            heads[-1].append(word)
        elif word.left > max(w.right for w in heads[-1]) + _APART * word.size and _overlaps(heads, word):
            heads.append([word])
        else:
            break
        index += 1
    return heads, index


def _beside(last: PlacedWord, word: PlacedWord) -> bool:
    return abs(last.middle - word.middle) < 0.5 * word.size and word.left >= last.right - 1


def _below(head: Sequence[PlacedWord], word: PlacedWord) -> bool:
    left = min(w.left for w in head)
    return abs(word.left - left) < word.size and 0 < word.middle - head[-1].middle < 2 * word.size


def _overlaps(heads: Sequence[Sequence[PlacedWord]], word: PlacedWord) -> bool:
    tops, bottoms = [w.top for h in heads for w in h], [w.bottom for h in heads for w in h]
    return min(tops) - word.size < word.middle < max(bottoms) + word.size


def _rows(words: Sequence[PlacedWord], index: int, starts: Sequence[float]) -> tuple[list[Row], int]:
    """The rows below heads, and where they end: where words do not keep to the columns."""
    rows: list[Row] = []
    begins = index
    while starts and index < len(words):
        word = words[index]
        last = words[index - 1]
        if not _beside(last, word):
            begins = index
        column = sum(start - 2 <= word.left for start in starts) - 1
        crosses = column + 1 < len(starts) and word.right > starts[column + 1] - 1
        before = rows[-1][-1] if rows else None
        foot = max((w.bottom for _, w in rows[-1]), default=0.0) if rows else 0.0
        if column < 0 or crosses or (before and not _keeps(before, column, word, foot)):
            line = {id(w) for w in words[begins:index]}
            kept = [[(c, w) for c, w in row if id(w) not in line] for row in rows]
            return [row for row in kept if row], begins
        if before is None or column < before[0] or (column == before[0] and word.top - before[1].bottom > word.size):
            rows.append([])
        rows[-1].append((column, word))
        index += 1
    return rows, index


def _keeps(before: tuple[int, PlacedWord], column: int, word: PlacedWord, foot: float) -> bool:
    """Whether a word can follow another in a table: no text runs from one column to the next, or far below the row."""
    last_column, last = before
    if _beside(last, word):
        return column == last_column or word.left - last.right > _WITHIN * word.size
    return word.top > last.top - 20 * word.size and word.top - foot < 4 * word.size


def _rulings(rows: Sequence[Row], heads: Sequence[Sequence[PlacedWord]], width: float) -> Iterator[Ruling]:
    left = min(w.left for w in heads[0]) - _PADDING
    tops = [min(w.top for _, w in row) for row in rows]
    bottoms = [max(w.bottom for _, w in row) for row in rows]
    levels = [tops[0] - 1, *((a + b) / 2 for a, b in zip(bottoms, tops[1:], strict=False)), bottoms[-1] + 1]
    yield from (Ruling(left, y, width, y) for y in levels)
    for x in (left, *(min(w.left for w in head) - _PADDING for head in heads[1:]), width):
        yield Ruling(x, levels[0], x, levels[-1])
