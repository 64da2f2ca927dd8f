"""Notes what is asked of the concept, so that what is drawn from it is drawn again only if that has changed.

What is asked is an item by its ID, or an entry of one of the tables of :class:`konzept.concept.Concept`: all items of
a type, of a field, of a file, or those that link to one. Each has a sum, by which a later build sees whether it is
what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from konzept.concept import Concept
from konzept.model import Item, Recommendation, Update

_ALL: Final = "*"
_ITEMS: Final = "items"
_TABLES: Final = ("_by_type", "_by_field", "_by_file", "_backlinks")


class Watched(Concept):
    """A concept that notes in ``asked`` what is asked of it; it answers as the one that it watches."""

    def __init__(self, whole: Concept) -> None:
        """Watch a concept."""
        asked: set[str] = set()
        watched = {name: _Noting(name, getattr(whole, name), asked) for name in (_ITEMS, *_TABLES)}
        vars(self).update(watched, whole=whole, asked=asked, _sums={}, decision=whole.decision)

    asked: set[str]
    whole: Concept
    _sums: dict[str, str]

    def updates(self, item: Recommendation) -> tuple[Update, ...]:
        """The Sachstände, noted each time although they are put in order once."""
        self.pointing_at(item.id, Update)
        return super().updates(item)

    def sum_of(self, asked: Iterable[str]) -> str:
        """The sum of what was asked, as the concept answers now."""
        told = [(question, self._sum(question)) for question in asked]
        return _digest(repr((self.whole.decision, told)))

    def _sum(self, question: str) -> str:
        if question not in self._sums:
            self._sums[question] = self._made(question)
        return self._sums[question]

    def _made(self, question: str) -> str:
        table, _, key = question.partition(" ")
        if key == _ALL:
            return repr([self._of_entry(item) for item in self.whole.items.values()])
        if table != _ITEMS:
            kept: Mapping[Any, list[Any]] = getattr(self.whole, table)
            found = {_name(name): value for name, value in kept.items()} if table == "_by_type" else kept
            return repr([self._of_entry(entry) for entry in found.get(key, ())])
        item = self.whole.items.get(key)
        return _digest(repr((item, item.parts, sorted(item.lines.items())))) if item else ""

    def _of_entry(self, entry: Item | tuple[str, Item]) -> tuple[str, str]:
        name, item = entry if isinstance(entry, tuple) else ("", entry)
        return name, self._sum(f"{_ITEMS} {item.id}")


class _Noting(Mapping[Any, Any]):
    """A table that notes which entries are asked for."""

    def __init__(self, name: str, kept: Mapping[Any, Any], asked: set[str]) -> None:
        self._table, self._kept, self._asked = name, kept, asked

    def __getitem__(self, key: Any) -> Any:
        self._asked.add(f"{self._table} {_name(key)}")
        return self._kept[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._asked.add(f"{self._table} {_name(key)}")
        return self._kept.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._asked.add(f"{self._table} {_name(key)}")
        return key in self._kept

    def __iter__(self) -> Iterator[Any]:
        self._asked.add(f"{self._table} {_ALL}")
        return iter(self._kept)

    def __len__(self) -> int:
        self._asked.add(f"{self._table} {_ALL}")
        return len(self._kept)


def _name(key: object) -> str:
    return key.__name__ if isinstance(key, type) else str(key)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
