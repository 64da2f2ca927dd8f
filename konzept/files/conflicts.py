"""Finds what git leaves in a file where it could not put two versions together."""

from __future__ import annotations

import re
from typing import Final

CONFLICT: Final = (
    "Hier ist ein Konflikt aus git nicht gelöst. Behalten Sie von beiden Fassungen, was gilt, und löschen Sie <<<<<<<, "
    "|||||||, ======= und >>>>>>> mit dem, was dahinter steht."
)
_MARK: Final = re.compile(r"^(?:[<>]{7}(?: .*)?|\|{7} [^|\n]+|={7})$", re.MULTILINE)


def conflict(text: str) -> int:
    """The line of the first mark of a conflict, from 1, or 0; lines end with a line feed.

    Marks stand at the beginning of a line, also in code: whoever shows one there indents it.
    """
    for match in _MARK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match[0][0] != "=" or not _is_underlined(text.split("\n")[:line]):
            return line
    return 0


def _is_underlined(lines: list[str]) -> bool:
    """Whether the last of these lines underlines a heading: one line of words with nothing above."""
    above = [line.strip() for line in ["", "", *lines][-3:-1]]
    return not above[0] and bool(above[1])
