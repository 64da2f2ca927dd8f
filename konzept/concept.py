"""The concept: every item with its relations, frozen, in a fixed order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from konzept.model import (
    ORIGIN_OF_SOURCE,
    WITHDRAWN,
    Consultation,
    Field,
    Item,
    Organization,
    Origin,
    PartialDate,
    Party,
    Recommendation,
    Source,
    Status,
    Subject,
    Update,
)

T = TypeVar("T", bound=Item)
_EARLIEST = PartialDate(1, 1, 1)


def natural(ident: str) -> list[tuple[str, int]]:
    """Key that sorts ``SPR-01-S2`` before ``SPR-01-S10``."""
    parts = re.split(r"([0-9]+)", ident)
    return [(text, int(number)) for text, number in zip(parts[::2], [*parts[1::2], "0"], strict=True)]


def alphabetical(text: str) -> list[tuple[str, int]]:
    """Key that sorts as German dictionaries do: an umlaut as its vowel, capitals as small letters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return natural("".join(letter for letter in plain if not unicodedata.combining(letter)))


def newness(day: PartialDate | None, ident: str) -> tuple[tuple[date, int], list[tuple[str, int]]]:
    """Key of lists that have the newest first, backwards; what has no day stands last in them."""
    return (day or _EARLIEST).newness, natural(ident)


def newest(updates: Sequence[Update]) -> tuple[Update, ...]:
    """Those of the updates, in the order of :meth:`Concept.updates`, that none is surely later than."""
    start = max((update.date.first for update in updates), default=date.min)
    return tuple(update for update in updates if update.date.last >= start)


@dataclass(frozen=True, slots=True)
class OriginEntry:
    """One origin of a recommendation: its kind, the source it follows from, and who decided that."""

    kind: Origin
    source: Source | None
    decided: str = ""

    @property
    def label(self) -> str:
        """The short words for tables, for instance ``Runder Tisch 2019``."""
        return self._in_year(self.kind.label)

    @property
    def sentence(self) -> str:
        """The careful sentence for pages."""
        said = self._in_year(self.kind.criterion)
        return f"{said.removesuffix('.')} ({self.decided})." if self.decided else said

    def _in_year(self, text: str) -> str:
        year = self.source.date.year if self.source and self.source.date else "ohne Jahr"
        return text.replace("{jahr}", str(year))


@dataclass(frozen=True)
class Concept:
    """All items by ID. Build it with :meth:`of`, which puts them in order."""

    items: Mapping[str, Item]

    @classmethod
    def of(cls, items: Iterable[Item], field_order: Iterable[str] = ()) -> Concept:
        """Order fields as ``field_order`` says (others by title), recommendations by field."""
        items = list(items)
        known = [ident.removeprefix("HF-") for ident in field_order]
        others = sorted((i.title, i.code) for i in items if isinstance(i, Field) and i.code not in known)
        codes = {code: n for n, code in enumerate([*known, *(code for _, code in others)])}

        def key(item: Item) -> tuple[int, bool, list[tuple[str, int]]]:
            if isinstance(item, Field | Recommendation):
                proposal = isinstance(item, Recommendation) and item.is_proposal
                return codes.get(item.code, len(codes)), proposal, natural(item.id)
            return 0, False, natural(item.id)

        return cls({item.id: item for item in sorted(items, key=key)})

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """All items of a type, in order."""
        return tuple(item for item in self._by_type[kind] if isinstance(item, kind))

    def home(self, kind: type[Item]) -> str:
        """The file in which most items of a type stand, of several the first by name; empty without any."""
        files = Counter(item.place.file for item in self.all(kind))
        return max(sorted(files), key=files.__getitem__, default="")

    def get(self, ident: str, kind: type[T]) -> T | None:
        """The item with this ID, if there is one of that type."""
        item = self.items.get(ident)
        return item if isinstance(item, kind) else None

    def pick(self, idents: Iterable[str], kind: type[T]) -> tuple[T, ...]:
        """The items with these IDs that exist, in the order given."""
        return tuple(item for ident in idents if (item := self.get(ident, kind)))

    def pointing_at(self, ident: str, kind: type[T], link: str = "") -> tuple[T, ...]:
        """The items of a type that link here (by the option ``link``, if given), in order."""
        found = (item for name, item in self._backlinks[ident] if not link or name == link)
        return tuple(dict.fromkeys(item for item in found if isinstance(item, kind)))

    def recommendations(self, field: Field | None = None) -> tuple[Recommendation, ...]:
        """The recommendations of a field, or all; proposals of the Redaktion stand last in it."""
        return self.all(Recommendation) if field is None else tuple(self._by_field[field.id])

    def named(self, field: Field | None = None) -> list[Recommendation]:
        """Those that a source names."""
        return [item for item in self.recommendations(field) if not item.is_proposal]

    def proposals(self, field: Field | None = None) -> list[Recommendation]:
        """What the Redaktion proposes and has not withdrawn."""
        return [item for item in self.recommendations(field) if item.is_live_proposal]

    def priority(self, item: Recommendation) -> str:
        """Whether a recommendation is among the Top items of its field; if so, whose choice that is."""
        field = self.get(item.field, Field)
        return f"{item.priority.label}: {field.top_state.label}" if item.is_top and field else item.priority.label

    def concerning(self, field: Field, kind: type[T]) -> tuple[T, ...]:
        """The records that concern a field or one of its recommendations, in order."""
        idents = (field.id, *(item.id for item in self.recommendations(field)))
        found = {record.id: record for ident in idents for record in self.pointing_at(ident, kind, "betrifft")}
        return tuple(found[ident] for ident in sorted(found, key=natural))

    def origins(self, item: Recommendation) -> tuple[OriginEntry, ...]:
        """Where a recommendation comes from, by the kinds of the sources that name it."""
        sources = sorted(self.pick(item.named_in, Source), key=lambda s: (s.date or _EARLIEST, s.id))
        kinds = [(ORIGIN_OF_SOURCE[source.kind], source) for source in sources if source.kind in ORIGIN_OF_SOURCE]
        entries = [OriginEntry(k, s, self.decision if k is Origin.CONCEPT else "") for k, s in kinds]
        return tuple(entries) or (OriginEntry(Origin.PROPOSAL, None),)

    def is_not_compared(self, item: Recommendation) -> bool:
        """Whether a source names it, but none that tells how the adopted concept has it."""
        kinds = {entry.kind for entry in self.origins(item)}
        told = {Origin.CONCEPT, Origin.PROPOSAL} | (set() if self.decision else {Origin.DRAFT})
        return not kinds & told

    def since(self, item: Recommendation) -> PartialDate | None:
        """Since when it is recommended: the earliest source that names it, or ``seit``."""
        dates = [source.date for source in self.pick(item.named_in, Source) if source.date]
        return min(dates, default=item.since)

    def weight(self, item: Recommendation) -> tuple[int, int, list[tuple[str, int]]]:
        """Key that sorts first what more sources name, then what the newest one names, then by number."""
        sources = self.pick(item.named_in, Source)
        newest = max((source.date.last for source in sources if source.date), default=date.min)
        return -len(sources), -newest.toordinal(), natural(item.id)

    def updates(self, item: Recommendation) -> tuple[Update, ...]:
        """The Sachstände of a recommendation, the newest first; put in order once, since almost everything asks."""
        if item.id not in self._updates:
            found = self.pointing_at(item.id, Update)
            ordered = sorted(found, key=lambda update: (update.date, natural(update.id)), reverse=True)
            self._updates[item.id] = tuple(ordered)
        return self._updates[item.id]

    @cached_property
    def _updates(self) -> dict[str, tuple[Update, ...]]:
        return {}

    def told(self, recommendation: Recommendation) -> tuple[Update, ...]:
        """Its Sachstände that say something of the town.

        Those by which the Redaktion corrects itself do not, nor do its own words that it thereby takes back.
        """
        updates = self.updates(recommendation)
        last = next((place for place, update in enumerate(updates) if update.is_correction), len(updates))
        return tuple(
            update
            for place, update in enumerate(updates)
            if not update.is_correction and (place < last or update.stated_by is not Party.EDITORS)
        )

    def newest_updates(self, item: Recommendation) -> tuple[Update, ...]:
        """The newest Sachstände: several if they are of the same day, or if nobody knows which of them is later."""
        updates = self.updates(item)
        if item.id not in self._newest:
            self._newest[item.id] = newest(updates)
        return self._newest[item.id]

    def stated(self, item: Recommendation) -> tuple[Status, ...]:
        """What a recommendation's status is; several if its newest Sachstände contradict each other."""
        found = {update.status for update in self.newest_updates(item)}
        if item.status is Status.UNKNOWN or len(found) < 2:
            return (item.status,)
        return tuple(sorted(found, key=list(Status).index))

    def standing(self, item: Recommendation) -> str:
        """The same in words: "in Umsetzung", "widersprüchlich: offen oder in Umsetzung"."""
        if self.is_withdrawn(item):
            return WITHDRAWN
        labels = [status.label for status in self.stated(item)]
        return f"widersprüchlich: {' oder '.join(labels)}" if len(labels) > 1 else labels[0]

    def is_withdrawn(self, item: Recommendation) -> bool:
        """Whether the Redaktion took back a proposal of its own; what something replaces was taken over."""
        return item.is_proposal and not item.is_live_proposal and not self.replaced_by(item)

    @cached_property
    def _newest(self) -> dict[str, tuple[Update, ...]]:
        return {}

    def consultations(self, ident: str) -> tuple[Consultation, ...]:
        """The Beratungen that concern an item, in the order of their days."""
        return tuple(sorted(self.pointing_at(ident, Consultation, "betrifft"), key=lambda c: (c.date, natural(c.id))))

    def replaced_by(self, item: Recommendation) -> tuple[Recommendation, ...]:
        """The recommendations that replace this one."""
        return self.pointing_at(item.id, Recommendation, "ersetzt")

    def parts(self, item: Recommendation) -> tuple[Recommendation, ...]:
        """What belongs to this one in the concept, in its order there."""
        found = self.pointing_at(item.id, Recommendation, "gehoert_zu")
        return tuple(sorted(found, key=lambda part: (natural(part.number or ""), natural(part.id))))

    def on_page(self, file: str) -> tuple[Item, ...]:
        """The items of one file, in the order in which they stand there."""
        return tuple(self._by_file[file])

    @cached_property
    def decision(self) -> str:
        """Who decided the concept, when, as what and how: the newest Beratung that did so; empty if none is known."""
        found = [c for c in self.consultations("KONZEPT") if c.is_on_concept and c.has_decided]
        body = self.get(found[-1].body, Organization) if found else None
        if not body or not found[-1].result:
            return ""
        guide = ", als Leitfaden" if found[-1].subject is Subject.GUIDE else ""
        return f"{body.title}, {found[-1].date.german}{guide}: {found[-1].result.label}"

    @cached_property
    def _by_type(self) -> Mapping[type[Item], list[Item]]:
        found: dict[type[Item], list[Item]] = defaultdict(list)
        for item in self.items.values():
            found[type(item)].append(item)
        return found

    @cached_property
    def _by_field(self) -> Mapping[str, list[Recommendation]]:
        found: dict[str, list[Recommendation]] = defaultdict(list)
        for item in self.all(Recommendation):
            found[item.field].append(item)
        return found

    @cached_property
    def _by_file(self) -> Mapping[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in sorted(self.items.values(), key=lambda item: item.place.line):
            found[item.place.file].append(item)
        return found

    @cached_property
    def _backlinks(self) -> Mapping[str, list[tuple[str, Item]]]:
        found: dict[str, list[tuple[str, Item]]] = defaultdict(list)
        for item in self.items.values():
            for spec, target in item.links():
                found[target].append((spec.name, item))
        return found
