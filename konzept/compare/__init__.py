"""What changed between two states of the concept: a pure function from both to the changes.

What moves without meaning is no change: lines, files, order, spaces and line breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from konzept.compare.difference import Piece, difference
from konzept.concept import Concept
from konzept.model import Field, Item, Recommendation, Update
from konzept.model.values import german

T = TypeVar("T", bound=Item)
# The mark that a change was only editorial goes with that change.
_NO_CHANGE: Final = frozenset({"redaktionell"})
_STATED: Final = ("status", "datum", "nach_angabe_von")
_SHOWN_APART: Final[dict[type[Item], frozenset[str]]] = {
    Recommendation: frozenset({"status", "priority"}),
    Field: frozenset({"top2", "benannt_am"}),
}


@dataclass(frozen=True, slots=True)
class Aspect:
    """An option that is not what it was, with its values in German words."""

    name: str
    label: str
    old: str
    new: str

    def __str__(self) -> str:
        """In one phrase."""
        return f"{self.label}: {self.old} → {self.new}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An item that both states have, with the options and words that differ."""

    old: Item
    new: Item
    aspects: tuple[Aspect, ...]
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]

    def aspect(self, name: str) -> Aspect | None:
        """The change of an option, if it changed."""
        return next((aspect for aspect in self.aspects if aspect.name == name), None)

    @property
    def others(self) -> tuple[Aspect, ...]:
        """The changed options but those that are shown apart: status, priority and Top 2."""
        apart = _SHOWN_APART.get(type(self.new), frozenset())
        return tuple(aspect for aspect in self.aspects if aspect.name not in apart)

    @property
    def restated(self) -> tuple[Aspect, ...]:
        """What a Sachstand states otherwise than before: its status, its day, or whose word it is."""
        return tuple(aspect for name in _STATED if (aspect := self.aspect(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """A changed status, and the newest Sachstände on which it rests (several if they contradict).

    ``before`` and ``now`` say the status in words: of contradicting Sachstände that they do.
    """

    old: Recommendation
    new: Recommendation
    before: str
    now: str
    because: tuple[Update, ...]
    replaced_by: tuple[Recommendation, ...]

    @property
    def is_correction(self) -> bool:
        """Whether only the Redaktion took back words of its own: that moves nothing in the town."""
        return bool(self.because) and all(update.is_correction for update in self.because)

    @property
    def is_contested(self) -> bool:
        """Whether the newest Sachstände contradict each other."""
        return len({update.status for update in self.because}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What came, went and changed from ``old`` to ``new``, each in the order of the concept."""

    old: Concept
    new: Concept
    added: tuple[Item, ...]
    gone: tuple[Item, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.added or self.gone or self.changed)

    def came(self, kind: type[T]) -> tuple[T, ...]:
        """The new items of a type."""
        return tuple(item for item in self.added if isinstance(item, kind))

    def went(self, kind: type[T]) -> tuple[T, ...]:
        """The items of a type that are no more."""
        return tuple(item for item in self.gone if isinstance(item, kind))

    def differing(self, kind: type[Item]) -> tuple[Changed, ...]:
        """The changed items of a type."""
        return tuple(change for change in self.changed if isinstance(change.new, kind))

    @property
    def statuses(self) -> tuple[StatusChange, ...]:
        """The recommendations whose status changed, or that came to be contested or are so no more."""
        both = ((self.old.get(item.id, Recommendation), item) for item in self.new.recommendations())
        return tuple(
            StatusChange(
                old=old,
                new=new,
                before=self.old.standing(old),
                now=self.new.standing(new),
                because=self.new.newest_updates(new)[::-1],
                replaced_by=self.new.replaced_by(new),
            )
            for old, new in both
            if old and self.old.stated(old) != self.new.stated(new)
        )

    @property
    def priorities(self) -> tuple[Changed, ...]:
        """The recommendations that became Top 2 or are so no more."""
        return tuple(c for c in self.differing(Recommendation) if c.aspect("priority"))

    @property
    def tops(self) -> tuple[Changed, ...]:
        """The fields whose Top 2 came about in another way, or on another day."""
        return tuple(c for c in self.differing(Field) if c.aspect("top2") or c.aspect("benannt_am"))


def compare(old: Concept, new: Concept) -> Changes:
    """Compare two states of the concept by the IDs of their items."""
    return Changes(
        old=old,
        new=new,
        added=tuple(item for item in new.items.values() if not _same_type(old.items.get(item.id), item)),
        gone=tuple(item for item in old.items.values() if not _same_type(new.items.get(item.id), item)),
        changed=tuple(_changes(old, new)),
    )


def without(concept: Concept, lost: frozenset[str]) -> Concept:
    """The concept without some items: what could not be read in one of two states is no change."""
    return Concept({ident: item for ident, item in concept.items.items() if ident not in lost}) if lost else concept


def _changes(old: Concept, new: Concept) -> Iterator[Changed]:
    for item in new.items.values():
        before = old.items.get(item.id)
        if before is None or before is item or not _same_type(before, item):
            continue
        change = Changed(
            old=before,
            new=item,
            aspects=tuple(_aspects(before, item)),
            title=difference(before.title, item.title),
            text=difference(before.text, item.text),
        )
        if change.aspects or change.title or change.text:
            yield change


def _same_type(old: Item | None, new: Item) -> bool:
    return old is not None and type(old) is type(new)


def _aspects(old: Item, new: Item) -> Iterator[Aspect]:
    for attribute, spec in new.options():
        before, after = (_values(getattr(item, attribute)) for item in (old, new))
        if before != after and spec.name not in _NO_CHANGE:
            yield Aspect(spec.name, spec.label, _words(before), _words(after))


def _values(value: object) -> tuple[object, ...]:
    """The values of an option without their order, which has no meaning."""
    if value is None:
        return ()
    return tuple(sorted(value, key=str)) if isinstance(value, tuple) else (value,)


def _words(values: tuple[object, ...]) -> str:
    return ", ".join(map(german, values)) or "keine Angabe"
