"""Tells what people should look at in the words of a document: cut, run together, or with letters that are none.

By the dictionary, so that names and words of other languages may be among them; where each stands is told.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from konzept.documents.dictionary import ALONE, is_word
from konzept.documents.outline import Block

_LETTERS: Final = r"[^\W\d_]+"
_WITHIN: Final = re.compile(rf"(?<![\w-])({_LETTERS})- ?([a-zäöüß]{{2,}})(?![\w-])")
_CAMEL: Final = re.compile(r"\w[a-zäöüß]{2,}(?:[A-ZÄÖÜ][a-zäöüß]{3,})+")
_PIECES: Final = re.compile(r"\w[a-zäöüß]+")
_INNER: Final = re.compile(r"[a-zäöüß](?:Innen|In)$")  # Bürgerinnen and Bürger in one word
_BETWEEN: Final = re.compile(
    r"(?=(und|oder|der|die|das|den|dem|des|für|mit|von|vom|sowie|zur|zum|durch|nach|über|auf|bei|sind|werden))"
)
_ENDINGS: Final = frozenset(("den", "dem", "der", "des", "die"))  # of words, too: die umzusetzenden
# A sign where a letter should be, as fonts with a wrong table of letters give it: (andlungsfeld, )ntegration.
_SIGN: Final = re.compile(r"(?<![^\s„»])[()\[\]{}<>|\\^~@#$%+=*]([a-zäöüß]{3,})")
_STRANGE: Final = re.compile(
    r"\w*[\u0080-\u009f\u0180-\u0217\u021c-\u02af\ue000-\uf8ff](?<=\w)\w+|\w+[\ue000-\uf8ff]\w*"
)
_FIRST: Final = (*string.ascii_uppercase, "Ä", "Ö", "Ü")
_MOST: Final = 60  # words that are told
_SAMPLE: Final = 25  # words of a page: of fewer nothing can be said


def to_look_at(blocks: Sequence[Block], known: Collection[str] = ()) -> Iterator[str]:
    """Sentences for people, each with the words and where they stand; ``known`` words are never among them."""
    kinds = {
        "Diese Wörter sind vielleicht zerschnitten": cut_within,
        "Diese Wörter sind vielleicht zusammengelaufen": run_together,
        "In diesen Wörtern stehen vielleicht falsche Buchstaben, weil eine Schrift sie falsch nennt": wrong_letters,
    }
    for saying, check in kinds.items():
        if found := [(_place(block), word) for block in blocks for word in check(block.text) if word not in known]:
            yield f"{saying}: {with_places(found)}."
    if pages := [*_unread(blocks)]:
        yield (
            f"Auf diesen Seiten sind die meisten Wörter keine deutschen: {', '.join(map(str, pages))}. Die Sprache "
            "ist eine andere, oder eine Schrift nennt falsche Buchstaben. Vergleichen Sie dort mit dem Dokument."
        )


def with_places(found: Iterable[tuple[str, str]]) -> str:
    """Words, each with its places; of very many only how many they are."""
    places: dict[str, dict[str, None]] = {}
    for place, word in found:
        places.setdefault(word, {})[place] = None
    each = [f"{word} ({', '.join(at).replace(', Seite ', ', ')})" for word, at in places.items()]
    return "; ".join(each[:_MOST]) + (f" und {len(each) - _MOST} weitere" * (len(each) > _MOST))


def _place(block: Block) -> str:
    return f"Seite {block.page}" if block.page else block.place


def wrong_letters(text: str) -> Iterator[str]:
    """Words in which a sign or a strange letter stands for one that makes it a German word: ``(andlungsfeld``."""
    for match in _SIGN.finditer(text):
        if not is_word(match[1]) and any(is_word(letter + match[1]) for letter in _FIRST):
            yield match[0]
    yield from (match[0] for match in _STRANGE.finditer(text))


def _unread(blocks: Iterable[Block]) -> Iterator[int]:
    """Pages on which most words are none."""
    seen: Counter[int] = Counter()
    known: Counter[int] = Counter()
    for block in blocks:
        for word in re.findall(r"[^\W\d_]{4,}", block.text) if block.page else ():
            seen[block.page] += 1
            known[block.page] += is_word(word)
    return (page for page in sorted(seen) if seen[page] >= _SAMPLE and known[page] < 0.4 * seen[page])


def cut_within(text: str) -> Iterator[str]:
    """Words that still have the hyphen of a line end that is no more: ``Inte-gration``, ``Sprach- förderung``."""
    for match in _WITHIN.finditer(text):
        front, after = match.groups()
        is_pair = " " not in match[0] and is_word(front) and is_word(after)
        if not is_pair and not ALONE.match(after) and is_word(front + after):
            yield match[0]


def run_together(text: str) -> Iterator[str]:
    """Words that may be several, run together where a line ended: ``politischenEbenen``, ``undsprachliche``."""
    for match in re.finditer(_LETTERS, text):
        word = match[0]
        if _CAMEL.fullmatch(word):
            pieces = _PIECES.findall(word)
            is_name = word[0].isupper() and not all(is_word(piece) or _holds(piece) for piece in pieces)
            if not is_name and not _INNER.search(word):
                yield word
        elif word[1:].islower() and not is_word(word) and _holds(word):
            yield word


def _holds(word: str) -> bool:
    """Whether a word is several with one between them, before or behind them that is never part of another."""
    for match in _BETWEEN.finditer(word.lower()):
        ends = word[: match.start()], word[match.start() + len(match[1]) :]
        if match[1] in _ENDINGS and not ends[1]:
            continue
        if any(ends) and all(not end or (len(end) > 2 and is_word(end)) for end in ends):
            return True
    return False
