"""Finds the pictures of a PDF in which something may be written: no signs, nor arms at the head of each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import pypdfium2
from pypdfium2 import raw

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
_SMALLEST: Final = 60.0  # points, two centimetres: of each side
_NEAR: Final = 2.0  # strips of one picture, as some programs save it
_DEPTH: Final = 8
_MOST: Final = 2_000  # pictures of a page that are looked at
_AGAIN: Final = 3  # pages with the same picture at the same place
_LARGE: Final = 300.0  # points: a scanned page is as large on each page, and yet each is another


def pictures(page: pypdfium2.PdfPage) -> tuple[Box, ...]:
    """The pictures of a page, each with its place; strips that touch each other are one."""
    found: list[Box] = []
    for item in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEPTH), _MOST):
        box, form = item.get_bounds(), item.container
        while form is not None:
            box, form = form.get_matrix().on_rect(*box), form.container
        found.append(_merged(box, found))
    return tuple(found)


def _merged(box: Box, found: list[Box]) -> Box:
    """A box with those it touches, which are taken out of the list."""
    for other in [*found]:
        if all(box[n] <= other[n + 2] + _NEAR and other[n] <= box[n + 2] + _NEAR for n in (0, 1)):
            found.remove(other)
            box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
    return box


def to_look_at(pages: Sequence[Sequence[Box]]) -> Iterator[tuple[int, int]]:
    """The pages, from 1, and how many pictures on each may have writing."""
    places = Counter(place for boxes in pages for place in {_place(box) for box in boxes})
    for number, boxes in enumerate(pages, 1):
        wanted = [
            box for box in boxes if _side(box) >= _SMALLEST and (places[_place(box)] < _AGAIN or _side(box) >= _LARGE)
        ]
        if wanted:
            yield number, len(wanted)


def _side(box: Box) -> float:
    """Its shorter side."""
    return min(box[2] - box[0], box[3] - box[1])


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(side) for side in box)
