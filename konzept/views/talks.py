"""The sheet for the talks with the Fraktionen: all Top items on one page, with what a talk is about; also in print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from konzept.blocks import Block, Cell, Line, Ref, Table, Text, cell, in_a_row
from konzept.german import listed
from konzept.model import Field, Recommendation, Subject, Update
from konzept.model.speech import say
from konzept.views.cards import origin_badges
from konzept.views.marks import mark
from konzept.views.recommendations import newest
from konzept.views.responsible import link
from konzept.views.scope import NO_FIELDS, Scope
from konzept.views.top_lists import NOTHING, Places, chosen_by, criterion, filled, name, places

NONE: Final = "–"
SHEET: Final = "gespraechsblatt"
"""The view with all Top items on one page."""
NEWEST: Final = "Neuester Sachstand"
_UNKNOWN: Final = "Dazu steht nichts in den ausgewerteten Quellen, und auch die Redaktion schlägt dazu nichts vor"
LEGEND: Final = f"Ein Strich heißt: {_UNKNOWN}."
_NOT_DECIDED: Final = "Durch den Beschluss des Konzepts als Leitfaden gilt {kein einzelner Eintrag} als beschlossen."
NEXT_STEP: Final = "naechster_schritt"
OBSTACLE: Final = "Hindernis"
# What a talk is about: what is known of a recommendation or proposed, by its option or the heading of its column.
ANSWERS: Final[Mapping[str, Callable[[Scope, Recommendation], str]]] = {
    "entscheidet": lambda _, item: ", ".join(item.decided_by),
    "federfuehrend": lambda _, item: item.lead or "",
    "kosten": lambda _, item: item.costs or "",
    NEXT_STEP: lambda _, item: item.next_step or "",
    OBSTACLE: lambda _, item: ", ".join(kind.label for kind in item.obstacles),
    NEWEST: lambda scope, item: "; ".join(told(update) for update in scope.concept.newest_updates(item)),
}
# What one would like to know of it, as a sentence asks it.
_ASKED: Final[Mapping[str, str]] = {
    "entscheidet": "wer entscheidet",
    "federfuehrend": "wer federführend ist",
    "kosten": "was es kostet",
    NEXT_STEP: "was der nächste Schritt ist",
    OBSTACLE: "was hindert",
    NEWEST: "was daraus geworden ist",
}


def sheet(scope: Scope) -> list[Block]:
    """How many places are filled and what is known of none, a row for each place, and below it the rest."""
    if not scope.town.top_count:
        return [Text((say(NOTHING),))]
    found = places(scope)
    items = [item for entry in found for item in (*entry.items, *entry.ideas)]
    columns = answered(scope, items)
    rows = tuple(row for entry in found for row in _rows(scope, entry, columns))
    caption = name(scope.town, (entry.field for entry in found))
    head = (Recommendation.LABEL, "Stand und Herkunft", *map(headed, columns))
    table = Table(caption=caption, head=head, rows=rows, empty=NO_FIELDS, sortable=False)
    before, after = notes(scope, items, columns)
    return [*(Text(line) for line in before), table, *(Text(line) for line in after)]


def answered(scope: Scope, items: Sequence[Recommendation]) -> tuple[str, ...]:
    """What is known of one of them at least: a column of nothing but dashes tells nothing."""
    return tuple(name for name, value in ANSWERS.items() if any(value(scope, item) for item in items))


def unrecorded(scope: Scope, whole: Field | Recommendation) -> str:
    """What a talk is about and nothing is recorded of: of an item, or of all items of a field; may be empty.

    Where all is done or dropped nobody asks it.
    """
    items, about, before_last = (
        (scope.concept.named(whole), say("Zu {keinem Eintrag} des Felds ist erfasst"), "oder")
        if isinstance(whole, Field)
        else ([whole], "Nicht erfasst ist", "und")
    )
    is_open = any(not item.status.is_over for item in items)
    known = {NEWEST, *answered(scope, items)}
    known |= {OBSTACLE for item in items if item.review_on or item.condition}  # that stands as the obstacle
    missing = [_ASKED[column] for column in ANSWERS if column not in known]
    return f"{about}, {listed(missing, before_last)}." if is_open and missing else ""


def headed(column: str) -> str:
    """What a column is called, in the words of the town."""
    return next((spec.heading for _, spec in Recommendation.options() if spec.name == column), column)


def notes(scope: Scope, items: Sequence[Recommendation], columns: Sequence[str]) -> tuple[list[Line], list[Line]]:
    """What is said before the list (how much of it is filled, whose choice it is, what is known of none) and below it.

    Below stand how a draft was made, what it is not, and what the dash means, if one stands among the answers to
    ``items``: what is not known is said once.
    """
    found = places(scope)
    fields = [entry.field for entry in found]
    missing = [_ASKED[column] for column in ANSWERS if column not in columns]
    has_dash = not all(ANSWERS[column](scope, item) for column in columns for item in items)
    before: list[Line] = [(filled(found),), *chosen_by(fields)]
    if missing and any(entry.items for entry in found):
        why = "" if has_dash else f" {_UNKNOWN}."
        before.append((f"{say('Zu {keinem Eintrag}')} der Liste ist bekannt, {listed(missing, 'oder')}.{why}",))
    after = criterion(fields)
    after += [(say(_NOT_DECIDED),)] if found and not scope.field and _is_guide(scope) else []
    return before, after + ([(LEGEND,)] if has_dash else [])


def told(update: Update) -> str:
    """What was said, of which day if not of the day on which it was said, by whom and when."""
    day = "" if update.said_on == update.date else f", Stand {update.date.german}"
    return f"{update.state}{day} ({update.speaker})"


def _is_guide(scope: Scope) -> bool:
    """Whether the concept was adopted as a Leitfaden, and so nothing of it is decided."""
    found = scope.concept.consultations("KONZEPT")
    return any(c.subject is Subject.GUIDE and c.has_decided for c in found)


def _rows(scope: Scope, entry: Places, columns: Sequence[str]) -> list[tuple[Cell, ...]]:
    """A row for each place of a field; what is free is said once, and below it what might be talked about."""
    rows = [_row(scope, entry.field, item, columns) for item in entry.items]
    if entry.free:
        rows.append((((entry.field.title,), entry.vacant), cell(), *(cell() for _ in columns)))
    return [*rows, *(_row(scope, entry.field, item, columns) for item in entry.ideas)]


def _row(scope: Scope, field: Field, item: Recommendation, columns: Sequence[str]) -> tuple[Cell, ...]:
    marks = (mark(scope.concept, item, scope.today), *origin_badges(scope.concept, item))
    return (
        ((Ref(item.id, item.numbered),), (field.title,)),
        tuple((badge,) for badge in marks),
        *(_answer(scope, item, column) for column in columns),
    )


def _answer(scope: Scope, item: Recommendation, column: str) -> Cell:
    if column == NEWEST and (found := newest(scope, item)):
        return found
    names = {"entscheidet": item.decided_by, "federfuehrend": (item.lead,) if item.lead else ()}.get(column)
    if names:
        return cell(*in_a_row(part for name in names for part in link(item, name)))
    return cell(ANSWERS[column](scope, item) or NONE)
