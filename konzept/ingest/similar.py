"""Finds what the texts have already that is like a passage of the concept; it only shows, people decide."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from konzept.concept import Concept
from konzept.documents.outline import squeezed
from konzept.model import BLOCK_SOURCE, Recommendation
from konzept.typed import folded

_ROLE: Final = re.compile(r"\{\w+\}`([^`<]*?)\s*(?:<[^`>]*>)?`")  # {need}`Konzept <Q-KONZEPT>`: people read Konzept
_LENGTH: Final = 4  # letters: German words are long and joined, their pieces are what is alike
_SHOWN: Final = 0.16
_LIKELY: Final = 0.36
_MOST: Final = 2
_IN_FIELD: Final = 1.15


@dataclass(frozen=True, slots=True)
class Similar:
    """A recommendation that the texts have, how like it is from 0 to 1, and whether it is likely the same."""

    item: Recommendation
    likeness: float

    @property
    def is_likely(self) -> bool:
        """Whether it is proposed to belong together."""
        return self.likeness >= _LIKELY

    @property
    def wording(self) -> str:
        """Title and words of the source, as they are shown beside a passage."""
        words = _ROLE.sub(r"\1", self.item.part(BLOCK_SOURCE))
        return f"{self.item.numbered}\n{squeezed(words)}"


class Known:
    """The recommendations of the texts, ready to be compared with; proposals of the Redaktion are none."""

    def __init__(self, concept: Concept) -> None:
        """Count the pieces of their words."""
        self._items = {item.id: item for item in concept.recommendations() if not item.is_proposal}
        self._pieces = {ident: _pieces(f"{item.title} {_quoted(item)}") for ident, item in self._items.items()}
        counts = Counter(piece for pieces in self._pieces.values() for piece in pieces)
        self._weights = {piece: math.log(1 + len(self._items) / count) for piece, count in counts.items()}
        self._rare = math.log(1 + len(self._items))

    def like(self, text: str, field: str) -> tuple[Similar, ...]:
        """The most alike first; ``field`` is the ID of the field, which weighs a little; it may be empty."""
        wanted = _pieces(text)
        found = [
            Similar(self._items[ident], min(1.0, self._likeness(wanted, pieces) * self._bonus(ident, field)))
            for ident, pieces in self._pieces.items()
        ]
        found.sort(key=lambda similar: (-similar.likeness, similar.item.id))
        return tuple(similar for similar in found[:_MOST] if similar.likeness >= _SHOWN)

    def _bonus(self, ident: str, field: str) -> float:
        return _IN_FIELD if self._items[ident].field == field else 1.0

    def _likeness(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        both, left, right = (self._weight(pieces) for pieces in (one.keys() & other.keys(), one, other))
        return both / math.sqrt(left * right) if both else 0.0

    def _weight(self, pieces: Iterable[str]) -> float:
        return sum(self._weights.get(piece, self._rare) ** 2 for piece in pieces)


def _quoted(item: Recommendation) -> str:
    """What stands between quotation marks in the words of the source, or all of it."""
    text = item.part(BLOCK_SOURCE)
    quotes = " ".join(part.partition("“")[0] for part in text.split("„")[1:])
    return quotes or text


def _pieces(text: str) -> Counter[str]:
    """Pieces of words as their letters sound: of each word those of four letters, without its end."""
    pieces: Counter[str] = Counter()
    for word in "".join(c if c.isalnum() else " " for c in folded(text)).split():
        if len(word) >= _LENGTH:
            pieces.update(word[i : i + _LENGTH] for i in range(max(1, len(word) - _LENGTH)))
    return pieces
