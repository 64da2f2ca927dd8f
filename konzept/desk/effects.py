"""Which pages show something else after a report, in sentences for those who wrote it."""

from __future__ import annotations

from typing import Final

from konzept.compare import compare
from konzept.concept import Concept
from konzept.german import quoted
from konzept.model import (
    Consultation,
    Development,
    Event,
    Figure,
    Item,
    Paper,
    Priority,
    Recommendation,
    Source,
    Statement,
    Update,
)
from konzept.model.speech import say
from konzept.views.marks import standing

# Where a new item is listed, beside its own place.
_LISTED: Final[tuple[tuple[type[Item], str], ...]] = (
    (Consultation, "unter „Beratungen und Vorlagen“"),
    (Paper, "unter „Beratungen und Vorlagen“"),
    (Statement, "unter „Stellungnahmen“"),
    (Event, "unter „Termine“ und im Kalender"),
    (Figure, "unter „Kennzahlen“"),
    (Source, "unter „Quellen“"),
    (Update, "unter „Was sich geändert hat“ und im Feed"),
    (Development, "unter „Was sich geändert hat“ und im Feed"),
    (Recommendation, "unter „Alle {Einträge}“ und in seinem Handlungsfeld"),
)


def effects(before: Concept, after: Concept) -> list[str]:
    """What moves: states, Top items, and where what is new will be listed."""
    changes = compare(before, after)
    told = []
    for moved in changes.statuses:
        old, new = standing(before, moved.old).label, standing(after, moved.new).label
        told += [f"{moved.new.id} steht dann unter „{new}“ statt unter „{old}“."] if new != old else []
    for change in changes.priorities:
        item = change.new
        if isinstance(item, Recommendation):
            verb = "gehört dann zu den" if item.priority is Priority.TOP else "gehört dann nicht mehr zu den"
            told.append(say(f"{item.id} {verb} {{top}}."))
    for kind, where in _LISTED:
        told += [f"{quoted(item.title)} steht dann {say(where)}." for item in changes.came(kind)]
    return told
