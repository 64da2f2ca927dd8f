"""IDs that are taken, and the next free ones: an ID is given once, whatever becomes of its item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, count
from typing import Final

_NUMBERED: Final = re.compile(r"(.*?)([0-9]{1,9})")


class Ids:
    """All IDs that nothing new may have; those that are given here are among them from then on."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Begin with these."""
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}  # the highest number after each beginning
        self.take(taken)

    def __contains__(self, ident: str) -> bool:
        """Whether it is taken."""
        return ident in self._taken

    def take(self, idents: Iterable[str]) -> None:
        """These are taken from now on."""
        for ident in idents:
            self._taken.add(ident)
            if match := _NUMBERED.fullmatch(ident):
                self._last[match[1]] = max(int(match[2]), self._last.get(match[1], 0))

    def next(self, prefix: str, digits: int = 1) -> str:
        """The next one that begins so and ends in a number: ``SPR-01-S`` gives ``SPR-01-S3``."""
        ident = f"{prefix}{self._last.get(prefix, 0) + 1:0{digits}}"
        self.take([ident])
        return ident

    def free(self, stem: str) -> str:
        """The stem itself if it is free, or the first free one of those that are counted behind it from 2."""
        ident = next(found for found in candidates(stem) if found not in self._taken)
        self.take([ident])
        return ident


def candidates(stem: str) -> Iterable[str]:
    """The stem, and the stem with 2, 3, … behind it."""
    return chain([stem], (f"{stem}-{number}" for number in count(2)))
