"""What each Ausgabe changed at each recommendation: the file ``chronik.json`` in the folder of the texts.

It also has the fields that got another title. It is made from git by ``konzept chronicle`` and committed, so that a
build needs no history.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from konzept.compare import Changed, Changes, compare, without
from konzept.concept import Concept
from konzept.editions.registry import Edition
from konzept.errors import KonzeptError
from konzept.files import inputs
from konzept.model import HAPPENED, Field, Item, Recommendation, Update

FILE: Final = "chronik.json"
FIRST: Final = "erstmals enthalten"
AGAIN: Final = "wieder enthalten"
GONE: Final = "nicht mehr enthalten"
NOT_COMPARED: Final = "nicht verglichen, weil ein Text fehlt oder nicht lesbar ist"


class ChronicleError(KonzeptError):
    """The file is no chronicle; its text says how to make it again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an Ausgabe says; ``lost`` are the IDs of what could not be read in it, or is held back."""

    edition: Edition
    concept: Concept
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """What an Ausgabe (its place in the chronicle) changed, in German words."""

    number: int
    words: tuple[str, ...]

    @property
    def is_compared(self) -> bool:
        """Whether it says what is other than in the Ausgabe before, so that this one has the recommendation too."""
        return self.words not in ((FIRST,), (AGAIN,), (NOT_COMPARED,))

    @property
    def is_gone(self) -> bool:
        """Whether this Ausgabe does not have the recommendation."""
        return self.words == (GONE,)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All Ausgaben, the oldest first, and the marks of each recommendation by ID.

    ``renamed`` has for each field that has another title now the Ausgaben that changed it, with the words for that.
    ``first`` has for each record the Ausgabe, by its place, that had it first; empty in older files.
    """

    editions: tuple[Edition, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)
    renamed: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


def chronicle(states: Sequence[Seen]) -> Chronicle:
    """Compare each Ausgabe with the one before; what it has first, or what nobody can compare, is marked as such."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    renamed: dict[str, list[Mark]] = defaultdict(list)
    first: dict[str, int] = {}
    for number, state in enumerate(states):
        before = states[number - 1] if number else Seen(state.edition, Concept({}))
        lost = before.lost | state.lost
        changes = compare(without(before.concept, lost), without(state.concept, lost))
        for change in (change for change in changes.differing(Field) if change.title):
            renamed[change.new.id].append(Mark(number, (f"„{change.old.title}“ → „{change.new.title}“",)))
        for ident, words in _words(changes):
            marks[ident].append(Mark(number, (AGAIN,) if words == (FIRST,) and marks[ident] else words))
        for ident in sorted(lost & (state.lost ^ state.concept.items.keys())):  # of what is held back nothing is told
            if Recommendation.ID.fullmatch(ident):
                marks[ident].append(Mark(number, (NOT_COMPARED,)))
        for kind in HAPPENED:
            for record in state.concept.all(kind):
                first.setdefault(record.id, number)
    editions = tuple(state.edition for state in states)
    return Chronicle(editions, _fixed(marks), first, _fixed(renamed))


def _fixed(marks: Mapping[str, list[Mark]]) -> dict[str, tuple[Mark, ...]]:
    return {ident: tuple(found) for ident, found in marks.items()}


def _words(changes: Changes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What changed at each recommendation at which anything did."""
    for item in changes.came(Recommendation):
        yield item.id, (FIRST,)
    for item in changes.went(Recommendation):
        yield item.id, (GONE,)
    found: dict[str, list[str]] = defaultdict(list)
    for moved in changes.statuses:
        found[moved.new.id].append(f"Stand: {moved.before} → {moved.now}")
    for change in changes.differing(Recommendation):
        found[change.new.id] += _aspects(changes, change)
    for update in changes.came(Update):
        found[update.affects].append(f"neuer Sachstand: {update.title} ({update.speaker})")
    for change in changes.differing(Update):
        if isinstance(change.new, Update) and (said := ", ".join(map(str, change.restated))):
            found[change.new.affects].append(f"Sachstand geändert: {change.new.title} ({said})")
    for ident, words in found.items():
        if words and ident in changes.old.items and ident in changes.new.items:
            yield ident, tuple(words)


def _aspects(changes: Changes, change: Changed) -> Iterator[str]:
    if change.aspect("priority"):
        yield f"Priorität: {_priority(changes.old, change.old)} → {_priority(changes.new, change.new)}"
    if change.title or change.text:
        yield "Wortlaut geändert"
    if change.others:
        yield f"geändert: {', '.join(aspect.label for aspect in change.others)}"


def _priority(concept: Concept, item: Item) -> str:
    """Whether it stood in front, and whose choice that was."""
    return concept.priority(item) if isinstance(item, Recommendation) else ""


def as_text(made: Chronicle) -> str:
    """The file; the same chronicle gives the same text."""

    def written(marks: Mapping[str, tuple[Mark, ...]]) -> dict[str, list[dict[str, object]]]:
        return {
            ident: [{"ausgabe": made.editions[mark.number].name, "was": list(mark.words)} for mark in found]
            for ident, found in sorted(marks.items())
        }

    data = {
        "ausgaben": [{"name": e.name, "titel": e.title, "datum": e.date.isoformat()} for e in made.editions],
        "empfehlungen": written(made.marks),
        **({"umbenannt": written(made.renamed)} if made.renamed else {}),
        "eintraege": {ident: made.editions[number].name for ident, number in sorted(made.first.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load(folder: Path) -> Chronicle:
    """Read the file of a folder of texts; without one there is nothing to tell.

    :raises ChronicleError: if the file is no chronicle.
    """
    path = folder / FILE
    if not path.exists():
        return Chronicle()
    try:
        data, text = inputs.json(path)
        inputs.refuse_unseen(path, text, data)
        editions = tuple(
            Edition(str(e["name"]), str(e["titel"]), date.fromisoformat(e["datum"])) for e in data["ausgaben"]
        )
        numbers = {edition.name: number for number, edition in enumerate(editions)}
        marks, renamed = (
            {
                ident: tuple(Mark(numbers[mark["ausgabe"]], tuple(map(str, mark["was"]))) for mark in found)
                for ident, found in part.items()
            }
            for part in (data["empfehlungen"], data.get("umbenannt", {}))
        )
        first = {ident: numbers[name] for ident, name in data.get("eintraege", {}).items()}
        return Chronicle(editions, marks, first, renamed)
    except (inputs.DamagedError, ValueError, KeyError, TypeError, AttributeError):
        raise ChronicleError(
            f"{FILE} ist keine Chronik der Ausgaben. Erneuern Sie sie: python -m konzept chronicle."
        ) from None
