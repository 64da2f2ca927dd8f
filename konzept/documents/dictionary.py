"""Tells whether German has a word: the dictionary has it, or it is put together of words that the dictionary has."""

from __future__ import annotations

import functools
import re
from typing import Final

import simplemma

# What follows a hyphen that stands alone: Sprach- und Lernförderung.
ALONE: Final = re.compile(r"(?:und|oder|bzw|beziehungsweise|sowie|bis|als|wie)\b")
_SHORTEST: Final = 4  # letters of a part of a compound: shorter ones stand in any word
_LINKS: Final = ("", "s", "es", "n", "en", "er")
_PARTS: Final = 4


@functools.cache
def is_listed(word: str) -> bool:
    """Whether the dictionary has the word as it is; capitals don't matter, a single letter is no word."""
    return len(word) > 1 and (simplemma.is_known(word, lang="de") or simplemma.is_known(word.capitalize(), lang="de"))


@functools.cache
def is_word(word: str, parts: int = _PARTS) -> bool:
    """Whether German has the word: ``Sprachlernprogramm`` is one, ``Sprachf`` is none."""
    return is_listed(word) or (parts > 1 and any(_splits(word, cut, parts) for cut in range(_SHORTEST, len(word) - 3)))


def _splits(word: str, cut: int, parts: int) -> bool:
    """Whether a word is another one up to this letter, and what follows is a word, too."""
    head, rest = word[:cut], word[cut:]
    stems = [head.removesuffix(link) for link in _LINKS if head.endswith(link)]
    is_head = any(len(stem) >= _SHORTEST and is_listed(stem) for stem in stems)
    return is_head and is_word(rest, parts - 1)
