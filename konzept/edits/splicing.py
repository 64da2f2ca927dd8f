"""Puts lines in the place of others, and proves that nothing else of the text means anything else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from konzept.markdown.document import Document, EditError
from konzept.markdown.skeleton import Region, beyond


class Change(NamedTuple):
    """Lines in the place of the lines ``first`` to ``last``; with ``last`` before ``first`` below line ``last``."""

    first: int
    last: int
    lines: Sequence[str]

    @property
    def shift(self) -> int:
        """How many lines more there are then."""
        return len(self.lines) - (self.last - self.first + 1)


def splice(document: Document, *changes: Change) -> Document:
    """The document with these changes, which follow each other and don't overlap.

    What is new is written as the rest is: its line ends, its umlauts.

    :raises EditError: if what stands outside these lines would then be read as something else, or if what is new
        is not permitted.
    """
    document.refuse_broken()
    new = Document(document.file, _bytes(document, changes))
    old_regions = [Region(change.first, change.last, change.shift) for change in changes]
    new_regions = [*_moved(changes)]
    _refuse_new_faults(document, new, old_regions)
    if [*beyond(document.outline, old_regions)] != [*beyond(new.outline, new_regions)]:
        message = "Mit dieser Änderung würde der Text darum herum anders gelesen. Prüfen Sie, was in ihr steht."
        raise EditError(document.fault(max(changes[0].first, 1), message))
    return new


def set_off(document: Document, line: int, lines: Sequence[str], last: int) -> Change:
    """Lines below ``line``, with blank lines around them; none before the closing mark below line ``last``."""
    above = document.lines[line - 1] if line else ""
    follows = document.lines[line] if line < last else ""
    return Change(line + 1, line, [*([""] if above.strip() else []), *lines, *([""] if follows.strip() else [])])


def _moved(changes: Iterable[Change]) -> Iterable[Region]:
    """Where the changed lines are afterwards."""
    shift = 0
    for change in changes:
        yield Region(change.first + shift, change.last + shift + change.shift, 0)
        shift += change.shift


def _bytes(document: Document, changes: Sequence[Change]) -> bytes:
    """The bytes: each line with its own end, the new ones with that of their neighbours."""
    texts, ends = [*document.lines], [*document.ends]
    for first, last, lines in reversed(changes):
        end = ends[max(min(last, len(ends)) - 1, 0)] or document.end
        texts[first - 1 : last] = [unicodedata.normalize(document.form, line) for line in lines]
        ends[first - 1 : last] = [end] * len(lines)
        ends[:-1] = [found or end for found in ends[:-1]]
    ends[-1:] = [""] * bool(texts)  # a last line without end stays without
    text = "".join(piece for pair in zip(texts, ends, strict=True) for piece in pair)
    return document.content[: 3 * document.has_bom] + text.encode()


def _refuse_new_faults(old: Document, new: Document, regions: Sequence[Region]) -> None:
    """Refuse what the reader finds now and didn't find before."""
    before = {
        (finding.message, finding.place.line + sum(r.shift for r in regions if r.last < finding.place.line))
        for finding in old.reading.findings
    }
    fresh = [f for f in new.reading.findings if f.is_error and (f.message, f.place.line) not in before]
    if fresh:
        raise EditError(*fresh)
    new.refuse_broken()
