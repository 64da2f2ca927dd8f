"""What every data file says of itself: title, Ausgabe, Stichtag, licence, and what it means in law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.notices import PREVIEW, official
from konzept.town import Town

_OTHERS: Final = (
    "Wörtliche Zitate aus Quellen gehören denen, die sie geschrieben haben; für sie gilt diese Lizenz nicht."
)
_PROPOSALS: Final = (
    "Was „Vorschlag der Redaktion“ heißt oder in einer so bezeichneten Spalte steht, {empfiehlt} keine der "
    "ausgewerteten Quellen; es ist nicht beschlossen."
)
_EMPTY: Final = (
    "Ein leeres Feld heißt: nicht bekannt oder nicht zutreffend. "
    "„Stand nicht bekannt“ ist weder ein Fortschritt noch ein Stillstand."
)
_ADDRESS: Final = re.compile(r"https://[^\s,;)]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """The facts about a build that its data files repeat."""

    town: Town
    today: date
    edition: str = ""

    @property
    def title(self) -> str:
        """What the data is called."""
        return f"{self.town.title}: Daten"

    @property
    def published(self) -> str:
        """The Ausgabe, or that there is none."""
        return self.edition or PREVIEW

    @property
    def day(self) -> str:
        """The Stichtag in words."""
        return f"Stichtag {german_day(self.today)}"

    @property
    def licence_address(self) -> str:
        """Where the licence can be read, if the town names one."""
        found = _ADDRESS.search(self.town.licence)
        return found[0].rstrip(".") if found else ""

    def lines(self) -> tuple[str, ...]:
        """All of it, a sentence or two each."""
        by = f"Herausgegeben von: {self.town.operator}." if self.town.operator else ""
        said = (
            f"Ausgabe: {self.published.removeprefix('Ausgabe ')}. {self.day}.",
            by,
            official(self.town),
            self.town.legal,
            say(_PROPOSALS),
            _EMPTY,
            f"Lizenz: {self.town.licence}",
            _OTHERS,
        )
        return tuple(filter(None, said))
