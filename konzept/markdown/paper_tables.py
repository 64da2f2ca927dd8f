"""Tables as they must be for a page of paper: not wider than it, and with rows.

The same measure serves print, which sets a table that is too wide in smaller type, down to what can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

LINES: Final = (88, 100)  # letters of a line over the whole page: up to four columns, and more in smaller type
WIDEST: Final = 115  # letters of the longest words of all columns, in the smallest type that can be read
WORD_MAX: Final = 13  # longer words are divided
MARGIN: Final = 2  # letters between columns
_BETWEEN: Final = re.compile(r"[\s/\u200b]+|(?<=[^\W\d])-(?=[^\W\d])")  # where a word may end in its line
_NUMBER: Final = re.compile(r"(?!\d\d\.\d\d\.\d{4}$)[\d.,\s]*(?P<unit>\s(?:\w+|[€%]))?|–")  # a day is none


def are_numbers(column: Sequence[str]) -> bool:
    """Whether the cells of a column hold nothing but numbers, of one unit if they have any."""
    found = [match for text in column if (match := _NUMBER.fullmatch(text))]
    has_digits = any(char.isdigit() for text in column for char in text)
    return has_digits and len(found) == len(column) and len({match["unit"] for match in found if match["unit"]}) <= 1


def longest_word(text: str) -> int:
    """The letters of the longest word, as far as it is not divided."""
    return min(max((len(word) for word in _BETWEEN.split(text)), default=0), WORD_MAX)


def line_of(columns: int) -> int:
    """How many letters a line of a table has."""
    return LINES[columns > 4]


def refused(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Line and message of each table that can't be printed. Lines count from 0."""
    widths: list[int] = []
    line = column = rows = 0
    for number, token in enumerate(tokens):
        if token.type == "table_open" and token.map:
            line, widths, rows = token.map[0], [], 0
        elif token.type == "tr_open":
            column, rows = 0, rows + 1
        elif token.type in ("th_open", "td_open"):
            widths += [0] * (column + 1 - len(widths))
            widths[column] = max(widths[column], longest_word(tokens[number + 1].content) + MARGIN)
            column += 1
        elif token.type == "table_close":
            if sum(widths) > WIDEST:
                yield line, f"Die Tabelle ist mit {len(widths)} Spalten zu breit für ein Blatt Papier. Teilen Sie sie."
            if rows < 2:
                yield line, "Die Tabelle hat unter dem Kopf keine Zeile. Ergänzen Sie eine, oder streichen Sie sie."
