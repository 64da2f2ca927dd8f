"""What a view is drawn from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from konzept.concept import Concept, T
from konzept.editions.chronicle import Chronicle
from konzept.model import Field
from konzept.model.dates import is_day
from konzept.town import Town

NO_FIELDS: Final = "Es gibt noch keine Handlungsfelder."
NO_ITEMS: Final = "Es gibt noch keine {Einträge}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a view is drawn from: the concept, or one field of it, as of the Stichtag."""

    concept: Concept
    town: Town
    today: date  # the Stichtag
    field: Field | None = None  # of which alone the view tells
    day: date | None = None  # to which the view looks back, if the text names one
    chronicle: Chronicle = dataclasses.field(default_factory=Chronicle)
    edition: str = ""  # the title of the Ausgabe that is built; empty for a preview
    edition_name: str = ""  # its address below the website; empty for a preview
    papers: Mapping[str, str] = dataclasses.field(default_factory=dict)  # the titles of the Sitzungsvorlagen, by name
    questionnaires: tuple[tuple[str, str], ...] = ()  # the blank ones beside the pages: each its file and whom it asks

    def at(self, shown: str) -> Scope:
        """The same for what a text names beside a view: a field by its ID, or a day (``2025-03-25``)."""
        field = self.concept.get(shown, Field) if shown else None
        return dataclasses.replace(self, field=field, day=date.fromisoformat(shown) if is_day(shown) else None)

    def records(self, kind: type[T]) -> tuple[T, ...]:
        """The records of a type, those of the field if there is one, in order."""
        return self.concept.concerning(self.field, kind) if self.field else self.concept.all(kind)
