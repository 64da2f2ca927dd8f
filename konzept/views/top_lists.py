"""The Top 2 of the fields: their places, what the list is called, and how the places were filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from konzept.blocks import Card, Line, Ref, id_ref, in_a_row, ref
from konzept.concept import Concept
from konzept.german import agree, numeral, sentence
from konzept.model import Field, Priority, Recommendation, Status, TopState
from konzept.model.speech import say, spoken
from konzept.rules.top import CRITERION
from konzept.town import Town
from konzept.views.scope import NO_FIELDS, Scope

NOTHING: Final = "In diesem Konzept steht {kein Eintrag} vor den anderen."
NOT_NAMED: Final = "Eine Benennung durch {verfasser_wen} wurde nicht gefunden."
_NAMES: Final = {
    frozenset({TopState.NAMED}): "{verfasser_von} benannt",
    frozenset({TopState.OPEN}): "noch offen",
    frozenset({TopState.NAMED, TopState.OPEN}): "teils {verfasser_von} benannt, teils noch offen",
}
_DRAFT: Final = "Entwurf der Redaktion für die Gespräche"
_MIXED: Final = "teils {verfasser_von} benannt, teils Entwurf der Redaktion für die Gespräche"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a field in the Top 2."""

    field: Field
    items: tuple[Recommendation, ...]  # what stands on them
    free: int  # how many nothing stands on
    others: tuple[Recommendation, ...]  # what a source names besides
    ideas: tuple[Recommendation, ...]  # proposals of the Redaktion that could stand on a free place; else none

    @property
    def number(self) -> str:
        """How many places are free."""
        return "ein Platz" if self.free == 1 else f"{numeral(self.free)} Plätze"

    @property
    def lead(self) -> str:
        """That places are free, as a part of a sentence; nothing if none is."""
        return f"{self.number} noch frei" if self.free else ""

    @property
    def reason(self) -> Line:
        """Why they are free, as a part of a sentence."""
        if self.others:
            verb = agree(len(self.others), "ist", "sind")
            return (f"in den ausgewerteten Quellen genannt {verb}: ", *in_a_row(map(id_ref, self.others)))
        more = say("{kein weiterer Eintrag}" if self.items else "{kein Eintrag}")
        return (f"in den ausgewerteten Quellen ist {more} genannt",)

    @property
    def vacancy(self) -> Line:
        """What stands on the free places, as a part of a sentence."""
        return (f"{self.lead} – ", *self.reason)

    @property
    def vacant(self) -> Line:
        """The same as a line of its own."""
        return _begun(self.vacancy)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The free places as a card, if there are any."""
        return (Card(title=Ref("", sentence(self.lead)), lines=((*_begun(self.reason), "."),)),) if self.free else ()


def _begun(line: Line) -> Line:
    first, *rest = line
    return (sentence(first) if isinstance(first, str) else first, *rest)


def places(scope: Scope) -> tuple[Places, ...]:
    """The places of one field or of all fields, in their order."""
    fields = (scope.field,) if scope.field else scope.concept.all(Field)
    return tuple(_places(scope.concept, scope.town, field) for field in fields)


def _places(concept: Concept, town: Town, field: Field) -> Places:
    found = concept.recommendations(field)
    items = tuple(item for item in found if item.priority is Priority.TOP)
    free = max(town.top_count - len(items), 0)
    rest = [item for item in found if item not in items]
    return Places(
        field=field,
        items=items,
        free=free,
        others=tuple(item for item in rest if not item.is_proposal),
        ideas=tuple(item for item in rest if item.status is Status.SUGGESTED) if free else (),
    )


def still_free(found: Iterable[Places]) -> list[Line]:
    """The free places: those together for which no source names anything, any other field by itself."""
    groups: dict[str, list[Places]] = {}
    lines: list[Line] = []
    for entry in found:
        if entry.others and entry.free:
            lines.append((ref(entry.field), ": ", *entry.vacancy, "."))
        elif entry.free:
            groups.setdefault(entry.number, []).append(entry)
    parts = [
        (f"{'je ' if len(group) > 1 else ''}{number}: ", *in_a_row(ref(entry.field) for entry in group))
        for number, group in groups.items()
    ]
    if parts:
        why = say(". In den ausgewerteten Quellen ist dort {kein weiterer Eintrag} genannt.")
        row = (part for line in parts for part in ("; ", *line))
        lines.append(("Noch frei, ", *tuple(row)[1:], why))
    return lines


def name(town: Town, fields: Iterable[Field]) -> str:
    """What the list is called: whose choice it is stands in its name."""
    states = frozenset(field.top_state for field in fields)
    choice = _NAMES.get(states, _MIXED if TopState.NAMED in states else _DRAFT)
    return say(f"Top {town.top_count} je Handlungsfeld – {choice}")


def short_name(town: Town, fields: Iterable[Field]) -> str:
    """The same in few words, for links and titles of files."""
    states = frozenset(field.top_state for field in fields)
    mixed = {TopState.NAMED, TopState.PROPOSED} <= states
    choice = "teils benannt, teils Entwurf der Redaktion" if mixed else _NAMES.get(states, "Entwurf der Redaktion")
    return say(f"Top {town.top_count} ({choice})")


def filled(found: Sequence[Places]) -> str:
    """How many of the places something stands on."""
    taken = sum(len(entry.items) for entry in found)
    total = taken + sum(entry.free for entry in found)
    if not total:
        return NO_FIELDS
    return f"{taken} von {total} {'Platz' if total == 1 else 'Plätzen'} {'ist' if taken == 1 else 'sind'} belegt."


def criterion(fields: Sequence[Field]) -> list[Line]:
    """How a draft was made, if there is one."""
    is_drafted = any(field.top_state is TopState.PROPOSED for field in fields)
    return [(f"So hat die Redaktion ausgewählt: Vorn steht, {CRITERION}.",)] if is_drafted else []


def chosen_by(fields: Sequence[Field]) -> list[Line]:
    """Whose choice each field is; it stands before a list, so that nobody takes one for the other."""
    by = spoken().authors.by
    states = {field.top_state for field in fields}
    named_on = [(field.title, field.named_on) for field in fields if field.named_on]
    lines: list[Line] = [(f"{title}: benannt {by} am {day.german}.",) for title, day in named_on if day]
    drafts = [field.title for field in fields if field.top_state is TopState.PROPOSED]
    if drafts and TopState.NAMED in states:
        lines.append((f"{', '.join(drafts)}: {TopState.PROPOSED.criterion}",))
    return lines + ([(say(NOT_NAMED),)] if states and TopState.NAMED not in states else [])
