"""Reads a glossary into terms and their explanations, as Sphinx takes it apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from konzept.markdown.extent import MOST_TERMS

Lined = tuple[int, str]
_INDENT: Final = "Begriffe stehen ganz links, ihre Erklärung eingerückt in der Zeile darunter."


@dataclass(frozen=True, slots=True)
class Explained:
    """Terms of a glossary with their explanation, as Sphinx takes them apart.

    ``terms`` are (line, text); ``text`` has lost its indentation, ``line`` is its first line.
    """

    terms: tuple[Lined, ...]
    text: str
    line: int


def entries(content: str, offset: int) -> tuple[list[Explained], list[Lined]]:
    """The entries of a glossary whose first line is ``offset`` + 1, and its faults, each with its line."""
    reader = _EntryReader()
    for number, line in enumerate(content.split("\n"), offset + 1):
        if not line.strip():
            reader.blank()
        elif not line[0].isspace():
            reader.term(number, line)
        else:
            reader.explanation(number, line)
    reader.end()
    return reader.found, reader.faults


class _EntryReader:
    """Takes lines one after the other; ``_terms`` and ``_body`` are those of the entry that is being read."""

    def __init__(self) -> None:
        self.found: list[Explained] = []
        self.faults: list[Lined] = []
        self._terms: list[Lined] = []
        self._body: list[str] = []
        self._first = self._indent = 0  # of the explanation
        self._is_free = True  # whether the line above is blank, or there is none

    def blank(self) -> None:
        if self._body:
            self._body.append("")
        self._is_free = True

    def term(self, number: int, line: str) -> None:
        self._close()
        if line.startswith(".. ") or self._is_free is bool(self._terms):
            what = _INDENT if self._is_free else "Vor einem Begriff steht eine leere Zeile."
            self.faults.append((number, f"{what} Gefunden: {line!r}."))
        self._terms.append((number, line.split(" : ")[0]))
        if len(self._terms) == MOST_TERMS + 1:
            self.faults.append((number, f"Eine Erklärung hat höchstens {MOST_TERMS} Begriffe. Teilen Sie sie auf."))
        self._is_free = False

    def explanation(self, number: int, line: str) -> None:
        """Sphinx takes the indentation of the first line of an explanation away from each of its lines."""
        self._is_free = False
        if not self._terms:
            self.faults.append((number, f"{_INDENT} Gefunden: {line.strip()!r}."))
            return
        if not self._body:
            self._first, self._indent = number, len(line) - len(line.lstrip())
        if line[: self._indent].strip():
            message = f"Die Erklärung ist hier weniger eingerückt als darüber: {line.strip()!r}."
            self.faults.append((number, message))
        self._body.append(line[self._indent :])

    def end(self) -> None:
        if self._terms and not self._body:
            number, term = self._terms[0]
            self.faults.append((number, f"Der Begriff {term!r} hat keine Erklärung. {_INDENT}"))
        self._close()

    def _close(self) -> None:
        if self._body:
            self.found.append(Explained(tuple(self._terms), "\n".join(self._body), self._first))
            self._terms, self._body = [], []
