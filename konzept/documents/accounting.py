"""Proves that no word of a document is lost: its words as they stand in it against those that were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from konzept.documents.outline import Outline

_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+")  # a mark of a note may stand at a word


@dataclass(frozen=True, slots=True)
class WordLoss:
    """How many words the document has, and which were lost or came twice."""

    total: int
    lost: tuple[str, ...]
    extra: tuple[str, ...]


def words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs."""
    return Counter(word for text in texts for word in _WORD.findall(text))


def word_loss(outline: Outline) -> WordLoss:
    """Compare the words that the outline has with those of the document."""
    there, read = words(outline.source), words(outline.read or (block.text for block in outline.blocks))
    lost, extra = there - read, read - there
    if _digits(lost) == _digits(extra):  # a mark of a note may stand at a number: 2024 and 7, or 20247
        lost, extra = (Counter({w: n for w, n in c.items() if not w.isdecimal()}) for c in (lost, extra))
    return WordLoss(there.total(), tuple(sorted(lost.elements())), tuple(sorted(extra.elements())))


def _digits(numbers: Counter[str]) -> Counter[str]:
    return Counter(letter for word in numbers.elements() if word.isdecimal() for letter in word)
