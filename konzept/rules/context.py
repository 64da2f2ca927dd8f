"""What a rule looks at, and how it reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from konzept.concept import Concept
from konzept.editions.remembered import Published
from konzept.findings import About, Finding
from konzept.markdown.records import Record
from konzept.model import Item
from konzept.town import Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule looks at. ``today`` is the Stichtag: no record is dated after it.

    ``faulty`` are the records that could not become items of the concept, ``hidden`` the IDs of what could not even be
    read, each with its type; ``files`` are the texts, ``published`` is what the newest Ausgabe had.
    """

    concept: Concept
    town: Town
    today: date
    faulty: tuple[Record, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    published: Published = field(default_factory=Published)

    def uncertain(self, kind: type[Item], prefix: str = "") -> bool:
        """Whether something that could not be read may be of this type and begin with this ID.

        What depends on such a record is not judged: one fault gives one finding.
        """
        return any(
            record.type == kind.NAME and (record.id.startswith(prefix) or not kind.ID.fullmatch(record.id))
            for record in self.faulty
        ) or any(name == kind.NAME and ident.startswith(prefix) for ident, name in self.hidden.items())


def error(item: Item, option: str, must: str, found: str = "", mend: str = "") -> Finding:
    """A finding that stops a strict build, at an option of an item."""
    subject = About(item.NAME, item.id, option)
    return Finding(place=item.at(option), subject=subject, lead=f"{item.id}: ", must=must, found=found, mend=mend)


def hint(item: Item, option: str, must: str, mend: str = "") -> Finding:
    """A finding that is only listed, at an option of an item."""
    return replace(error(item, option, must, mend=mend), severity="hinweis")
