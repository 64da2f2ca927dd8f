"""Pieces of Markdown from words and items: what a program writes, and the reader reads as these very words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from konzept.model import Item, Origin, Recommendation

_MARKS: Final = frozenset("\\`*_[]<>|#{}&")


def escaped(text: str) -> str:
    """Text within a line, in which no character is taken for Markdown."""
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in " ".join(text.split()))


def reference(item: Item) -> str:
    """A link to an item that keeps the words of today; before a recommendation the role puts its ID."""
    plain = "".join(letter for letter in " ".join(item.title.split()) if letter not in "<>`\\|")
    proposed = f" ({Origin.PROPOSAL.label})" if isinstance(item, Recommendation) and item.is_proposal else ""
    return f"{{need}}`{plain} <{item.id}>`{proposed}"


def heading(level: int, words: str) -> str:
    """A heading of Markdown."""
    return f"{'#' * level} {words}"


def bullets(lines: Iterable[str]) -> str:
    """A list, each line of Markdown an entry."""
    return "\n".join(f"* {line}" for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, each cell a line of Markdown."""
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows))
