"""Puts lines in the place of others, and proves that nothing else of the text means anything else."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from konzept.markdown.document import Document, EditError
from konzept.markdown.outline import beyond


def splice(document: Document, first: int, last: int, lines: Sequence[str]) -> Document:
    """The document with ``lines`` in the place of its lines ``first`` to ``last``.

    With ``last`` before ``first`` they are put in, below line ``last``. What is new is written as the rest is: its
    line ends, its umlauts.

    :raises EditError: if what stands outside these lines would then be read as something else, or if what is new
        is not permitted.
    """
    document.refuse_broken()
    new = Document(document.file, _bytes(document, first, last, [_written(document, line) for line in lines]))
    shift = len(lines) - (last - first + 1)
    _refuse_new_faults(document, new, last, shift)
    if list(beyond(document.outline, first, last, shift)) != list(beyond(new.outline, first, last + shift, 0)):
        message = "Mit dieser Änderung würde der Text darum herum anders gelesen. Prüfen Sie, was in ihr steht."
        raise EditError(document.fault(max(first, 1), message))
    return new


def _written(document: Document, line: str) -> str:
    return unicodedata.normalize(document.form, line)


def _bytes(document: Document, first: int, last: int, lines: list[str]) -> bytes:
    """The bytes: each line with its own end, the new ones with that of their neighbours."""
    texts, ends = [*document.lines], [*document.ends]
    end = ends[max(min(last, len(ends)) - 1, 0)] or document.end
    texts[first - 1 : last] = lines
    ends[first - 1 : last] = [end] * len(lines)
    if texts:  # a last line without end stays without
        ends[-1] = ""
        ends[:-1] = [found or end for found in ends[:-1]]
    text = "".join(piece for pair in zip(texts, ends, strict=True) for piece in pair)
    return document.content[: 3 * document.has_bom] + text.encode()


def _refuse_new_faults(old: Document, new: Document, last: int, shift: int) -> None:
    """Refuse what the reader finds now and didn't find before."""
    before = Counter(
        (finding.message, finding.place.line + shift * (finding.place.line > last)) for finding in old.reading.findings
    )
    fresh = [
        finding
        for finding in new.reading.findings
        if finding.is_error and (finding.message, finding.place.line) not in before
    ]
    if fresh:
        raise EditError(*fresh)
    if new.reading.broken:
        raise EditError(*new.reading.findings)
