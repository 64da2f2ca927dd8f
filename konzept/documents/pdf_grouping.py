"""Puts lines of a PDF together to paragraphs: by their distances, by how full they are, and by how they begin."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from konzept.documents.outline import BULLET, NUMBER, unmarked
from konzept.documents.pdf_lines import Line

_COUNTED: Final = re.compile(r"([0-9]{1,3})[.)]?\s(?=\W?[^\W\d_])")
ENDS: Final = re.compile(r"[.!?:;“\"]$")


def grouped(found: Sequence[Line], edge: float = 0.0) -> list[list[Line]]:
    """Lines put together to paragraphs; ``edge`` is how far they may reach, where that is known."""
    if not found:
        return []
    usual = _leading(found)
    size = Counter(letter.size for line in found for letter in line.placed).most_common(1)[0][0]
    groups = [[found[0]]]
    for last, line in pairwise(found):
        right = edge or _right_of(last, found)
        if line.size == last.size > 1.08 * size and line.bold == last.bold and len(groups[-1]) < 4:
            is_new = _is_next_heading(last, line)
        elif _is_counted_on(groups[-1][0], line):
            is_new = True
        else:
            is_new = _is_new(last, line, usual, right, found, split_nouns=bool(edge) and len(groups[-1]) > 1)
        if is_new:
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_counted_on(first: Line, line: Line) -> bool:
    """Whether a line has the number behind that of the paragraph above, at the same place: ``2.`` below ``1.``."""
    above, here = (_COUNTED.match(each.text) for each in (first, line))
    return bool(above and here and int(here[1]) == int(above[1]) + 1 and abs(first.left - line.left) < line.size)


def _is_next_heading(last: Line, line: Line) -> bool:
    """Whether a line in larger letters is a heading by itself and no second line of the one above."""
    return not 0 < line.bottom - last.bottom <= 1.5 * line.size or bool(NUMBER.match(line.text))


def _right_of(line: Line, found: Sequence[Line]) -> float:
    """How far lines reach that begin where this one does."""
    return max(other.right for other in found if abs(other.left - line.left) < 3 * line.size)


def _leading(found: Sequence[Line]) -> float:
    """The usual distance of lines, in sizes of their letters."""
    steps = [
        (line.bottom - last.bottom) / last.size
        for last, line in pairwise(found)
        if last.size and last.size == line.size and 0 < line.bottom - last.bottom < 3 * last.size
    ]
    return statistics.median_low(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 1.3


def _is_new(last: Line, line: Line, usual: float, right: float, found: Sequence[Line], *, split_nouns: bool) -> bool:
    """Whether a line begins a paragraph; with ``split_nouns`` also a noun after a noun, however full the line is."""
    if last.text.endswith("-") and last.size == line.size:
        return False
    if line.begins_as_note or last.size != line.size or last.bold != line.bold:
        return True
    if _NAMED.match(line.text) or (_BEGINS.match(line.text) and last.text[-1:].isalpha()):
        return True
    is_short = last.right - last.left < _FULL * (right - last.left) and " " in last.text
    if line.text[:1].isupper() and (split_nouns or is_short) and _noun_ends(last):
        return True
    roomy = right - last.right > line.first + 0.4 * line.size  # the word would have had room: somebody broke the line
    numbered = NUMBER.match(line.text) and not _CUT_NUMBER.match(last.text)
    if BULLET.match(line.text) or (numbered and (roomy or ENDS.search(last.text))):
        return True
    step = (line.bottom - last.bottom) / max(last.size, 1.0)
    if step < 0:  # a new column
        return not goes_on([other for other in found if abs(other.left - last.left) < 3 * last.size], line, last)
    if step > usual * 1.25 + 0.05:
        return True
    return roomy


def _noun_ends(line: Line) -> bool:
    """Whether a line ends with a noun that no other noun follows in a sentence."""
    word = unmarked(line.text).rpartition(" ")[2]
    is_noun = word[:1].isupper() and word[1:].isalpha() and word[1:].islower()
    return is_noun and not _NAMING.match(word) and not _QUALITY.match(word)


_FULL: Final = 0.7
# Words with a capital at the head of a line, within a sentence: there somebody began a new one.
_BEGINS: Final = re.compile(
    r"(?:D(?:ie|er|as|en|em|ies\w{0,2})|Ein(?:e[nmrs]?)?|Jede\w?|Alle|Es|Wir|Mit|Für|In|Im|Bei|Zur?|Zum|Auf|An|Am|Von|"
    r"Durch|Nach|Über|Um|Aus|Regelmäßig\w*|Mehr|Weitere\w?|Gemeinsam\w*|Neue\w?)(?=\s|$)(?!\s(?:Linke|Grünen))"
)
_NAMED: Final = re.compile(
    r"(?:Maßnahme|Empfehlung|\w*[Zz]iel|Projekt|Vorschlag)\s(?:Nr\.\s)?[A-Z]{0,2}\s?[0-9][0-9.]*\s?[:–]\s"
)
_QUALITY: Final = re.compile(  # adjectives in names: Leichte Sprache, Interkulturelle Woche
    r"\w*(?:ell|lich|ig|isch|al|iv|bar|iert|end|sam|los|leicht|rund|offen|neu|jung|alt|groß|frei|gut|erst|zweit)e[nmrs]?$",
    re.I,
)
_NAMING: Final = re.compile(
    r"(?:\w*(?:bereich|feld|amt|teil|projekt|verein|programm)|Thema|Themen|Stadt|Kreis|Herrn?|Frau|"
    r"Gemeinde|Land|Partner|Träger|Firma|Familie|Kriterium|Titel|Haus|Ort|Sankt|Bad|Nr|Abs|Kapitel|Ziel|Maßnahme|Euro|Prozent)$",
    re.I,
)
_CUT_NUMBER: Final = re.compile(r".*\b(?:Nr|Absatz|Abs|Kapitel|Punkt|vom|am|bis|der|die|Maßnahme|und)\.?$")


def goes_on(above: Sequence[Line], line: Line, last: Line | None = None) -> bool:
    """Whether a sentence goes on over a break of page or column.

    ``above`` are lines of its column or paragraph: where the last one is as full as they are, it goes on.
    """
    last = last or above[-1]
    if abs(last.size - line.size) > 0.2 or last.bold != line.bold or ENDS.search(last.text):
        return False
    if line.text[:1].islower() or last.text.endswith("-"):
        return True
    full = len(above) > 1 and last.right + line.first > max(other.right for other in above)
    return full and not (BULLET.match(line.text) or NUMBER.match(line.text))
