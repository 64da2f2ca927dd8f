"""Where a long word may be parted, by the patterns of LibreOffice that lie in the package ``pyphen``.

pyphen itself joins what the German file keeps apart, words whose parts are known and patterns for what is no such word,
and lets short patterns count beside the long ones that stand for them: "Deut-sch-land". Here a file is read as the
program reads it for which it is made, libhyphen: at each letter the longest beginning of a pattern that ends there
counts, and the parts of a compound are parted as words of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import Final

import pyphen

_FILES: Final = {"de": "hyph_de_DE.dic", "en": "hyph_en_GB.dic"}
LANGUAGES: Final = frozenset(_FILES)
_DIGITS: Final = str.maketrans("", "", "0123456789")
_NEXT: Final = "NEXTLEVEL"  # behind it stand the patterns for what is no compound that the file knows
# Words of every town that the file does not know: "Comenius-straße", "Quartiers-entwicklung".
_OWN: Final = {"de": ("1straße", "1straßen", "quartiers1", "antrag1stell", "rats1information")}
_VOWELS: Final = frozenset("aeiouyäöüáàâéèêëíìîïóòôúùûœæøåı")
_TOGETHER: Final = ("s", "ch"), ("c", "h"), ("c", "k"), ("t", "her")  # "Herzogenrat-her"
_PREFIXES: Final = frozenset(("be", "ge", "er", "an", "ab", "un", "zu"))


class _Patterns:
    """Patterns as they stand in a file, letters with digits between them: an odd one says that a word may be parted."""

    def __init__(self, text: str) -> None:
        """Take them, one in each line, as they are; each is taken apart when a word has it."""
        letters = text.translate(_DIGITS).split("\n")
        self._lines: Mapping[str, str] = dict(zip(letters, text.split("\n"), strict=True))
        self._begins: dict[str, bool] = {}

    @cached_property
    def _letters(self) -> Sequence[str]:
        return sorted(self._lines)

    def places(self, word: str) -> list[int]:
        """Where they part a word of small letters, none of it in its first or last letter."""
        text = f".{word}."
        found = [0] * (len(text) + 1)
        start = 0
        for end in range(1, len(text) + 1):
            while not self._begin(text[start:end]):
                start += 1
            if line := self._lines.get(text[start:end]):
                for place, value in enumerate(_values(line), start):
                    found[place] = max(found[place], value)
        return [place - 1 for place in range(3, len(text) - 2) if found[place] % 2]

    def _begin(self, letters: str) -> bool:
        """Whether a pattern begins so; words begin alike, so that it is known of most."""
        known = self._begins.get(letters)
        if known is None:
            at = bisect_left(self._letters, letters)
            known = self._begins[letters] = at < len(self._letters) and self._letters[at].startswith(letters)
        return known


@cache
def _values(pattern: str) -> list[int]:
    """The number before each letter of a pattern, and the last one behind it."""
    values = [0]
    for letter in pattern:
        if letter.isdecimal():
            values[-1] = int(letter)
        else:
            values.append(0)
    return values


@cache
def _levels(language: str) -> tuple[_Patterns, ...]:
    """The patterns of a language, level by level; what else stands in a file, in capitals, is like no word."""
    content = (files(pyphen) / "dictionaries" / _FILES[language]).read_bytes()
    encoding, _, rest = content.partition(b"\n")
    own = "\n".join(_OWN.get(language, ()))
    parts = (own, *rest.decode(encoding.decode("ascii").strip()).split(_NEXT))
    return tuple(_Patterns(part) for part in parts if part)


def _of_levels(word: str, levels: Sequence[_Patterns]) -> Iterator[int]:
    """Where the first level that knows a word as a compound parts it, and where its parts are parted."""
    *compounds, last = levels
    found = next((places for level in compounds if (places := level.places(word))), [])
    if not found:
        yield from last.places(word)
        return
    for start, end in pairwise([0, *found, len(word)]):
        if start:
            yield start
        yield from (start + place for place in _of_levels(word[start:end], levels))


def places(word: str, language: str) -> list[int]:
    """Where a word of a language (``de`` or ``en``) may be parted, by the number of letters before each place.

    Not beside a part of one letter or without a vowel, of which the patterns make some that nobody writes
    ("ausdrü-ck-lich"); nor within "tion" or one consonant, nor behind a prefix, which says little: "Zwischen-bericht".
    """
    word = word.lower()
    found = [place for place in _of_levels(word, _levels(language)) if not _is_inside(word, place)]
    edges = [0, *found, len(word)]
    lone = {edge for pair in pairwise(edges) if not _is_part(word[slice(*pair)]) for edge in pair}
    return [place for place in found if place not in lone and not _is_prefix(word, place, found)]


def _is_inside(word: str, place: int) -> bool:
    return any(word.endswith(left, 0, place) and word.startswith(right, place) for left, right in _TOGETHER) or (
        word.endswith("ti", 0, place) and word.startswith("on", place)
    )


def _is_part(letters: str) -> bool:
    return len(letters) > 1 and not _VOWELS.isdisjoint(letters)


def _is_prefix(word: str, place: int, found: Sequence[int]) -> bool:
    return word[place - 2 : place] in _PREFIXES and place - 2 in found
