"""Unites what a document says twice, as in an overview and again in detail, or a goal on the sheet of each measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from konzept.ingest.passages import Class, Passage

_MEASURES = (Class.RECOMMENDATION, Class.UNSURE)


def united(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The passages, each once, with the notes of its other places; and those of the other places."""
    alike: dict[tuple[bool, Class | None, str], list[Passage]] = {}
    for passage in passages:
        alike.setdefault(_key(passage), []).append(passage)
    again = [other for group in alike.values() for other in _unite(group)]
    gone = {*map(id, again)}
    return [passage for passage in passages if id(passage) not in gone], again


def _key(passage: Passage) -> tuple[bool, Class | None, str]:
    is_measure = passage.kind in _MEASURES
    words = "".join(filter(str.isalnum, passage.text.casefold()))
    return is_measure, None if is_measure else passage.kind, words


def _unite(group: Sequence[Passage]) -> list[Passage]:
    """Let the fullest of each kind take up the others; those are returned."""
    kept: list[Passage] = []
    again: list[Passage] = []
    for passage in sorted(group, key=_fullness, reverse=True):
        if first := next((one for one in kept if _is_same(one, passage)), None):
            first.notes += [note for note in passage.notes if note not in first.notes]
            first.number, first.field = first.number or passage.number, first.field or passage.field
            first.under = max(first.under, passage.under, key=len)
            again.append(passage)
        else:
            kept.append(passage)
    return again


def _fullness(passage: Passage) -> tuple[bool, bool, int]:
    return passage.kind is not Class.UNSURE, bool(passage.field), len(passage.notes)


def _is_same(one: Passage, other: Passage) -> bool:
    """Whether nothing tells that they are two: a finding may be made anew for each field, a measure for each goal."""
    numbers, fields = {one.number, other.number}, {one.field, other.field}
    if len(numbers - {""}) > 1 or (one.kind in _MEASURES and _are_apart(one.under, other.under)):
        return False
    return len(fields) == 1 or ("" in fields and one.kind is not Class.FINDING)


def _are_apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether each stands under a goal under which the other does not; an overview may leave goals or numbers out."""
    goals, others = ({"".join(filter(str.isalpha, goal.casefold())) for goal in under} for under in (one, other))
    return bool(goals - others and others - goals)
