"""What is drawn from a concept shows something else only if an answer to what was asked for it is another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from konzept.blocks import Block
from konzept.concept import Concept
from konzept.markdown.reader import read
from konzept.markdown.shape import shape
from konzept.model import TYPES, Field, Item, Recommendation, Status
from konzept.pages.build import SlotKey
from konzept.pages.watched import Watched
from konzept.town import Town
from konzept.views import DATED, VIEWS, view
from konzept.views.item import PARTS
from konzept.views.scope import Scope
from tests.rich import IN_FIELD, TODAY, rich

TOWN: Final = Town(name="Musterau", title="Konzept")


@cache
def whole() -> Concept:
    texts = {name: text for name, text in rich(2 * IN_FIELD).items() if name.endswith(".md")}
    return Concept.of(shape([read(text, name) for name, text in texts.items()]).items)


@cache
def slots() -> tuple[SlotKey, ...]:
    """Everything that a page can show: each view of all, of a field and of a day, each part of each item."""
    fields = [field.id for field in whole().all(Field)]
    views = [("view", name, shown) for name in VIEWS for shown in ("", *fields, *(["2023-06-01"] * (name in DATED)))]
    return (*views, *((part, "", ident) for part in PARTS for ident in whole().items))


def drawn(concept: Concept, slot: SlotKey) -> list[Block]:
    kind, name, ident = slot
    scope = Scope(concept=concept, town=TOWN, today=TODAY)
    if kind == "view":
        return view(scope, name, ident)
    item = concept.items.get(ident)
    return PARTS[kind](scope, item) if item else []


@cache
def asked() -> dict[SlotKey, tuple[frozenset[str], list[Block]]]:
    watched, found = Watched(whole()), {}
    for slot in slots():
        watched.asked.clear()
        blocks = drawn(watched, slot)
        found[slot] = frozenset(watched.asked), blocks
    return found


def one(kind: type[Item]) -> Item:
    return next(iter(whole().all(kind)))


def with_item(ident: str, item: Item | None) -> Concept:
    """The concept with another item, or without it."""
    others = [other for other in whole().items.values() if other.id != ident]
    return Concept.of([*others, item] if item else others)


def changes() -> Iterator[tuple[str, Callable[[], Concept]]]:
    """The concept in which one item of each type has another title, place or text, is gone, or is twice there."""
    for kind in TYPES:
        edits: dict[str, Callable[[Item], Item | None]] = {
            "another title": lambda item: replace(item, title="Ganz anders"),
            "another text": lambda item: replace(item, text="Anders", parts=(("Laut Quelle", "Anders"),)),
            "another file": lambda item: replace(item, place=replace(item.place, file="anders.md")),
            "gone": lambda item: None,
            "moved to the front": lambda item: replace(item, id=f"A{item.id[1:]}"),
        }
        for name, edit in edits.items():
            yield f"{kind.NAME}: {name}", lambda kind=kind, edit=edit: with_item(one(kind).id, edit(one(kind)))
    first = one(Recommendation)
    assert isinstance(first, Recommendation)
    for status in (Status.REALISED, Status.DROPPED):
        yield f"status {status}", lambda status=status: with_item(first.id, replace(first, status=status))


CHANGES: Final = dict(changes())


@pytest.mark.parametrize("change", CHANGES)
def test_what_asked_nothing_that_changed_shows_the_same(change: str) -> None:
    before, after = Watched(whole()), CHANGES[change]()
    now = Watched(after)
    same = [slot for slot, (questions, _) in asked().items() if before.sum_of(questions) == now.sum_of(questions)]
    assert [slot for slot in same if drawn(after, slot) != asked()[slot][1]] == []


def test_one_edit_leaves_most_parts_as_they_are() -> None:
    first = one(Recommendation)
    before, now = Watched(whole()), Watched(with_item(first.id, replace(first, title="Anders")))
    parts = {slot: questions for slot, (questions, _) in asked().items() if slot[0] != "view"}
    touched = [slot for slot, questions in parts.items() if before.sum_of(questions) != now.sum_of(questions)]
    assert 0 < len(touched) < len(parts) / 5


def test_a_watched_concept_answers_as_the_one_it_watches() -> None:
    assert [slot for slot in slots() if asked()[slot][1] != drawn(whole(), slot)] == []
