"""How much there may be of everything: what bounds the time and the memory that texts can cost.

Real texts stay far below. Each limit was found by measuring the worst text that it lets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from konzept.findings import NOTATION, Finding, either, fault
from konzept.markdown.records import Reading

LONGEST_TEXT: Final = 200_000
LONGEST_LINE: Final = 10_000
LONGEST_TITLE: Final = 300  # it stands in menus, lists and PDFs
PAPERS: Final = "vorlagen"  # the folder of the papers, whose Betreff may have any length
MOST_HEADINGS: Final = 3_000  # MyST compares each with those before it
DEEPEST: Final = 18  # of the 20 levels of blocks that the parser goes before it drops what is deeper
MOST_TERMS: Final = 100  # with one explanation: for each, Sphinx goes through all of them
MOST_MARKS: Final = 40_000  # characters with which Markdown may begin something: it looks for the end of each
MOST_NOTES: Final = 100  # in a line: of each, the parser goes through the rest of the line
MOST_PARTS: Final = 20_000  # blocks, cells, links, marked words, line breaks: what is drawn and written
LONGEST_ADDRESSES: Final = 200_000  # together: one definition serves many links
MOST_FILES: Final = 200  # pictures and downloads that one text names
MOST_TEXTS: Final = 12_000  # 10,000 recommendations, and pages beside them
LONGEST_TEXTS: Final = 40_000_000
MOST_PARTS_OF_ALL: Final = 200_000  # the PDF holds all of them at once
MOST_FILES_OF_ALL: Final = 1_000
LARGEST_FILES: Final = 500  # MB together
MOST_ROWS: Final = 300_000  # lists times what they may list
MOST_ROWS_OF_ONE: Final = 60_000
_ROWS_ELSE: Final = 50  # so much as these rows costs a list that lists nothing
_MARKS: Final = re.compile(r"[!&*<\[\]\\_`{|]")


def refused_extent(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of what is too much before anything is parsed; lines end with a line feed."""
    if len(text) > LONGEST_TEXT:
        yield 1, f"Die Datei hat mehr als {LONGEST_TEXT} Zeichen. Machen Sie mehrere Seiten daraus."
        return
    if len(text) <= LONGEST_LINE and text.count("[^") <= MOST_NOTES:
        return  # as nearly all: so short a text is within the other limits, too
    marks = 0
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield number, f"Die Zeile hat {len(line)} Zeichen, möglich sind {LONGEST_LINE}. Teilen Sie sie auf."
            return
        if line.count("[^") > MOST_NOTES:
            yield number, f"Die Zeile hat mehr als {MOST_NOTES} Fußnoten. Teilen Sie sie auf."
            return
        marks += len(_MARKS.findall(line))
        if marks > MOST_MARKS:
            words = f"Bis hier hat die Datei {_BEYOND.format(MOST_MARKS)} Machen Sie mehrere Seiten daraus."
            yield number, either(words, NOTATION)
            return


_BEYOND: Final = "mehr als {} Zeichen, die in Markdown etwas bedeuten (wie * _ [ ] | und `)."


def beyond(readings: Iterable[Reading]) -> tuple[list[Reading], Finding | None]:
    """The readings as far as all of them together may go, and where they go beyond; no further one is asked for."""
    kept: list[Reading] = []
    files: dict[str, int] = {}
    size = parts = weight = 0
    for reading in readings:
        kept.append(reading)
        if reading.files:
            files |= reading.files
            weight = sum(files.values())
        size, parts = size + len(reading.body), parts + reading.parts
        for number, most, what in (
            (len(files), MOST_FILES_OF_ALL, "Bilder und andere Dateien"),
            (weight // 2**20, LARGEST_FILES, "MB in Bildern und anderen Dateien"),
            (len(kept), MOST_TEXTS, "Texte"),
            (size, LONGEST_TEXTS, "Zeichen"),
            (parts, MOST_PARTS_OF_ALL, "Absätze, Zellen, Verweise und Auszeichnungen"),
        ):
            if number > most:
                return kept, _fault(reading, f"Mit dieser Datei haben alle zusammen mehr als {most} {what}.")
    return kept, _too_many_lists(kept)


def _too_many_lists(kept: list[Reading]) -> Finding | None:
    """Where the lists of a text, or of all, could have too many rows together: each may name all there is."""
    listed = max(len(kept), sum(len(reading.records) for reading in kept))
    lists = 0
    for reading in kept:
        lists += reading.lists
        for number, most, where in (
            (reading.lists, MOST_ROWS_OF_ONE, "In dieser Datei"),
            (lists, MOST_ROWS, "Mit dieser Datei"),
        ):
            if number * (listed + _ROWS_ELSE) > most:
                possible = most // (listed + _ROWS_ELSE)
                shown = f"mehr als {possible} Ansichten und Listen, bei {listed} Einträgen oder Texten"
                return _fault(reading, f"{where} sind es {shown}.")
    return None


def _fault(reading: Reading, message: str) -> Finding:
    return fault(reading.file, 1, f"{message} Das ist zu viel für eine Website: Kürzen Sie.")
