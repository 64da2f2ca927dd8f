"""Compares two files of a concept, such as the annex and the printed edition, sentence by sentence."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept.compare.difference import Piece, difference
from konzept.compare.standalone import drawn
from konzept.ingest.known_words import sentences
from konzept.ingest.passages import Class, Understood
from konzept.ingest.proposals import place
from konzept.personal import redacted
from konzept.town import Town

_APART: Final = (Class.EDGE, Class.CONTENTS, Class.NUMBER)
_ALIKE: Final = 0.55
_CALLED: Final = {"neu": "Nur in der zweiten", "fort": "Nur in der ersten", "anders": "Anders"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands, what it is; two are the same if their letters and digits are."""

    text: str
    place: str
    kind: Class
    key: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that only one file has, or that both have in other words."""

    old: Sentence | None
    new: Sentence | None

    @property
    def kind(self) -> str:
        """Whether it is new, gone or other."""
        return "anders" if self.old and self.new else "neu" if self.new else "fort"

    @property
    def called(self) -> str:
        """What the page calls that."""
        return _CALLED[self.kind]

    @property
    def places(self) -> str:
        """Where it stands in each file that has it."""
        return " → ".join(sentence.place for sentence in (self.old, self.new) if sentence)

    @property
    def sort(self) -> str:
        """What the sentence is."""
        sentence = self.new or self.old
        return sentence.kind.label if sentence else ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words, with those that came and those that went."""
        return difference(self.old.text if self.old else "", self.new.text if self.new else "")


def compare(old: Understood, new: Understood, *, names: bool = False) -> list[SentenceChange]:
    """What differs, in the order of the files; edges of pages and lists of contents don't count."""
    one, other = ([*_sentences(reading, names=names)] for reading in (old, new))
    matcher = difflib.SequenceMatcher(None, [s.key for s in one], [s.key for s in other], autojunk=False)
    changes: list[SentenceChange] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            changes += _paired(one[i1:i2], other[j1:j2])
    return _without_moved(changes)


def _sentences(reading: Understood, *, names: bool) -> Iterator[Sentence]:
    for block, kind in zip(reading.outline.blocks, reading.classes, strict=True):
        if kind in _APART:
            continue
        for said in sentences(block.text if block.kind == "fußnote" else block.said):  # programs count the notes
            text = said if names else redacted(said)
            if key := re.sub(r"[\W_]", "", said):
                yield Sentence(text, place(block.page, block.place), kind, key)


def _paired(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[SentenceChange]:
    """Sentences in the place of others: those that are alike belong together."""
    left = [*new]
    for sentence in old:
        scored = [(difflib.SequenceMatcher(None, sentence.key, s.key).ratio(), -n) for n, s in enumerate(left[:40])]
        likeness, number = max(scored, default=(0.0, 0))
        if likeness >= _ALIKE:
            yield from (SentenceChange(None, s) for s in left[:-number])
            yield SentenceChange(sentence, left[-number])
            left = left[-number + 1 :]
        else:
            yield SentenceChange(sentence, None)
    yield from (SentenceChange(None, s) for s in left)


def _without_moved(changes: Sequence[SentenceChange]) -> list[SentenceChange]:
    """What only stands elsewhere is no change: files of other make have notes and boxes in another place."""
    gone = Counter(c.old.key for c in changes if c.old and not c.new)
    came = Counter(c.new.key for c in changes if c.new and not c.old)
    moved = {"fort": gone & came, "neu": gone & came}
    kept: list[SentenceChange] = []
    for change in changes:
        sentence = change.new or change.old
        if sentence and change.kind in moved and moved[change.kind][sentence.key]:
            moved[change.kind][sentence.key] -= 1
        else:
            kept.append(change)
    return kept


def counted(changes: Sequence[SentenceChange]) -> str:
    """How much differs, in a line."""
    if not changes:
        return "Beide Dateien sagen Satz für Satz dasselbe."
    numbers = {kind: sum(change.kind == kind for change in changes) for kind in _CALLED}
    return ", ".join(f"{_CALLED[kind]}: {number}" for kind, number in numbers.items()) + " (Sätze)."


def page(changes: Sequence[SentenceChange], first: str, second: str, town: Town) -> str:
    """The differences as a page."""
    return drawn(
        Path(__file__).with_name("comparison.html"),
        town,
        title=f"Vergleich: {first} und {second}",
        first=first,
        second=second,
        counted=counted(changes),
        changes=changes,
    )
