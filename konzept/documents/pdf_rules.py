"""Finds tables that have only level lines: their columns are where no word of any row stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from konzept.documents.pdf_lines import PlacedWord
from konzept.documents.pdf_page import Ruling

_NEAR: Final = 3.0
_LEAST: Final = 100.0  # points: a shorter line is none of a table
_GAP: Final = 0.45  # of the size of letters: between words of a cell there is less on some line
_MOST: Final = 120  # words of a row: with more it is a page between its lines


def ruled(rulings: Sequence[Ruling], words: Sequence[PlacedWord]) -> Iterator[list[Ruling]]:
    """The lines of each such table, with the upright ones that it would have."""
    for rules in _chains(_joined(rulings)):
        left, right = rules[0].left, rules[0].right
        inside = [w for w in words if rules[0].top < w.middle < rules[-1].top and left <= w.center <= right]
        places = _columns(inside, left, right)
        head = [*_head(rules[0], words, places)] if places else []
        top = min((w.top for w in head), default=rules[0].top)
        levels = [*([Ruling(left, top - 1, right, top - 1)] if head else []), *rules]
        rows = [[w for w in (*head, *inside) if a.top < w.middle < b.top] for a, b in pairwise(levels)]
        if places and _is_table(rows, places):
            upright = [
                Ruling(x, a.top, x, b.top)
                for (a, b), row in zip(pairwise(levels), rows, strict=True)
                for x in (left, *places, right)
                if not any(w.left < x < w.right for w in row)
            ]
            yield [*levels, *upright]


def _joined(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Level lines, those of cells beside each other as one."""
    made: list[Ruling] = []
    for rule in sorted((r for r in rulings if r.is_level), key=lambda r: (round(r.top / _NEAR), r.left)):
        last = made[-1] if made else None
        if last and abs(last.top - rule.top) < _NEAR and rule.left <= last.right + _NEAR:
            made[-1] = Ruling(last.left, last.top, max(last.right, rule.right), last.bottom)
        else:
            made.append(rule)
    return [rule for rule in made if rule.right - rule.left >= _LEAST]


def _chains(rules: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Lines below each other that reach from the same place to the same place."""
    chains: list[list[Ruling]] = []
    for rule in sorted(rules, key=lambda r: r.top):
        alike = (c for c in chains if abs(c[-1].left - rule.left) < _NEAR and abs(c[-1].right - rule.right) < _NEAR)
        chain = next(alike, None)
        if chain is None:
            chains.append([rule])
        elif rule.top - chain[-1].top > _NEAR:
            chain.append(rule)
    return (chain for chain in chains if len(chain) > 1)


def _columns(words: Sequence[PlacedWord], left: float, right: float) -> list[float]:
    """Where a column ends and the next begins: no word stands there."""
    places: list[float] = []
    reach = left
    for word in sorted(words, key=lambda w: w.left):
        if word.left - reach > _GAP * word.size and reach > left:
            places.append((reach + word.left) / 2)
        reach = max(reach, word.right)
    return places if reach <= right + _NEAR else []


def _head(first: Ruling, words: Sequence[PlacedWord], places: Sequence[float]) -> Iterator[PlacedWord]:
    """The words of a row above the first line, if it has none above itself: as near as lines of a paragraph are."""
    edge = first.top
    for word in sorted(words, key=lambda w: -w.bottom):
        if word.middle < edge and first.left - _NEAR <= word.center <= first.right:
            if edge - word.bottom > 0.8 * word.size or any(word.left < x < word.right for x in places):
                return
            yield word
            edge = min(edge, word.top + 0.5 * word.size)


def _is_table(rows: Sequence[Sequence[PlacedWord]], places: Sequence[float]) -> bool:
    """Whether most rows have something in several columns, and none is a whole page."""
    several = sum(len({sum(x < word.center for x in places) for word in row}) > 1 for row in rows)
    return several >= 2 and several * 2 > len(rows) and max(map(len, rows)) <= _MOST
