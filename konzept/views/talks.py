"""The sheet for the talks with the Fraktionen: all Top items on one page, with what a talk is about; also in print."""

from __future__ import annotations

from typing import Final

from konzept.blocks import Block, Cell, Line, Ref, Table, Text, cell
from konzept.model import Field, Recommendation, Subject, Update
from konzept.model.speech import say
from konzept.views.cards import origin_badges
from konzept.views.marks import mark
from konzept.views.recommendations import newest
from konzept.views.scope import Scope
from konzept.views.top_lists import NOTHING, Places, filled, how_they_came_about, name, places

NONE: Final = "–"
LEGEND: Final = f"{NONE} heißt: In den ausgewerteten Quellen steht dazu nichts, und die Redaktion schlägt nichts vor."
_NOT_DECIDED: Final = "Durch den Beschluss des Konzepts als Leitfaden gilt {kein einzelner Eintrag} als beschlossen."


def sheet(scope: Scope) -> list[Block]:
    """How many places are filled, a row for each place, and below it how the list came about and the legend."""
    if not scope.town.top_count:
        return [Text((say(NOTHING),))]
    found = places(scope)
    rows = tuple(row for entry in found for row in _rows(scope, entry))
    head = (
        Recommendation.LABEL,
        "Stand und Herkunft",
        "Wer entscheidet, Federführend",
        Recommendation.option("kosten").heading,
        "Hindernis",
        Recommendation.option("naechster_schritt").heading,
        "Neuester Sachstand",
    )
    caption = name(scope.town, (entry.field for entry in found))
    empty = "Es gibt noch keine Handlungsfelder."
    table = Table(caption=caption, head=head, rows=rows, empty=empty, sortable=False)
    first, *others = (Text(line) for line in notes(scope))
    return [first, table, *others]


def notes(scope: Scope) -> list[Line]:
    """What is said of the list: how much of it is filled, how it came about, what it is not, what the dash means."""
    found = places(scope)
    said: list[Line] = [(filled(found),), *how_they_came_about([entry.field for entry in found])]
    said += [(say(_NOT_DECIDED),)] if found and not scope.field and _is_guide(scope) else []
    return said + ([(LEGEND,)] if found else [])


def told(update: Update) -> str:
    """What was said, of which day if not of the day on which it was said, by whom and when."""
    day = "" if update.said_on == update.date else f", Stand {update.date.german}"
    return f"{update.status.label}{day} ({update.speaker})"


def _is_guide(scope: Scope) -> bool:
    """Whether the concept was adopted as a Leitfaden, and so nothing of it is decided."""
    found = scope.concept.consultations("KONZEPT")
    return any(c.subject is Subject.GUIDE and c.result is not None and c.result.positive for c in found)


def _rows(scope: Scope, entry: Places) -> list[tuple[Cell, ...]]:
    """A row for each place of a field; what is free is said once, and below it what might be talked about."""
    rows = [_row(scope, entry.field, item) for item in entry.items]
    if entry.free:
        rows.append((((entry.field.title,), entry.vacancy), *(cell() for _ in range(6))))
    return [*rows, *(_row(scope, entry.field, item) for item in entry.ideas)]


def _row(scope: Scope, field: Field, item: Recommendation) -> tuple[Cell, ...]:
    marks = (mark(scope.concept, item, scope.today), *origin_badges(scope.concept, item))
    return (
        ((Ref(item.id, item.numbered),), (field.title,)),
        tuple((badge,) for badge in marks),
        ((f"Entscheidet: {', '.join(item.decided_by) or NONE}",), (f"Federführend: {item.lead or NONE}",)),
        cell(item.costs or NONE),
        cell(", ".join(kind.label for kind in item.obstacles) or NONE),
        cell(item.next_step or NONE),
        newest(scope, item) or cell(NONE),
    )
