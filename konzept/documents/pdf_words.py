"""Joins lines of a PDF to text: words cut at line ends are whole again, and what stays unsure is told with its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from konzept.documents.dictionary import ALONE, is_listed, is_word
from konzept.documents.pdf_lines import Line

_LETTERS: Final = r"[^\W\d_]+"
_CUT: Final = re.compile(r"(\w+)[-\u00ad]$")
_ADDRESS: Final = re.compile(r"(?:://|www\.)\S*$")  # of the web: there each hyphen counts
_LAST: Final = re.compile(rf"(?<![\w-]){_LETTERS}$")
_WORD: Final = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")


@dataclass(slots=True)
class Joiner:
    """Joins lines to text. ``known`` are the words that the document has whole, with how often."""

    known: Counter[str]
    unsure: list[tuple[int, str]] = field(default_factory=list)  # perhaps with a hyphen, perhaps without
    mended: list[tuple[int, str]] = field(default_factory=list)  # cut without a hyphen
    joined: int = 0

    @classmethod
    def of(cls, texts: Iterable[Sequence[Line]]) -> Joiner:
        """Know the words of these lines, but those at their ends."""
        known: Counter[str] = Counter()
        for found in texts:
            for line in found:
                known.update(_WORD.findall(line.text.partition(" ")[2].rpartition(" ")[0]))
        return cls(known)

    def text(self, found: Sequence[Line]) -> str:
        """The words of lines as one paragraph."""
        said = ""
        for line in found:
            said = self._with(said, line.text, line.page) if said else line.text
        return said

    def _with(self, said: str, text: str, page: int) -> str:
        """A text and its next line; the hyphen of a word cut there goes, that of a word written with one stays."""
        match, following = _CUT.search(said), re.match(r"\w+", text)
        if match is None:
            return self._whole(said, text, page)
        if following is None or ALONE.match(text) or match[1][-1].isdigit():
            return f"{said} {text}"
        front, after = match[1], following[0]
        if not after[0].islower() and not (front.isupper() and after.isupper()):
            return said + text
        if _ADDRESS.search(said) or self._keeps_hyphen(front, after, page):
            return said + text
        self.joined += 1
        return said[:-1] + text

    def _keeps_hyphen(self, front: str, after: str, page: int) -> bool:
        """Whether the word is written with its hyphen; by the document itself, else by the dictionary."""
        whole = front + after
        if self.known[whole] or self.known[f"{front}-{after}"]:
            return not self.known[whole]
        if after.isupper():
            return not is_word(whole)
        if not is_word(whole) or (front[0].islower() and not is_listed(whole) and is_listed(front)):
            self.unsure.append((page, f"{front}|{after}"))
        return False

    def _whole(self, said: str, text: str, page: int) -> str:
        """A text and its next line; a word that was cut without a hyphen is one again: ``Handlungsfel d``."""
        front, after = _LAST.search(said), re.match(_LETTERS, text)
        if front is None or after is None or not (after[0].islower() or (front[0] + after[0]).isupper()):
            return f"{said} {text}"
        whole = front[0] + after[0]
        if (self._is_word(front[0]) and self._is_word(after[0])) or not self._is_word(whole):
            return f"{said} {text}"
        self.mended.append((page, whole))
        return said + text

    def _is_word(self, word: str) -> bool:
        return bool(self.known[word]) or is_word(word)
