"""Changes as text for people and as JSON for programs; both from the same groups."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from konzept.compare import Changed, Changes, StatusChange
from konzept.compare.difference import Piece, shortened
from konzept.concept import Concept
from konzept.model import (
    RECORDS,
    TYPES,
    Field,
    Item,
    Recommendation,
    Source,
    Update,
)
from konzept.model.speech import say
from konzept.model.types import affected

NOTHING: Final = "Nichts hat sich geändert."
NOT_READ: Final = "Nicht verglichen werden konnte"
_MARKS: Final = {"gleich": "{}", "weg": "[-{}-]", "neu": "{{+{}+}}"}


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One change of an item."""

    item: Item
    lines: tuple[str, ...] = ()  # what stands below the line that names the item
    words: tuple[tuple[str, tuple[Piece, ...]], ...] = ()  # title and text with what was taken out and put in
    named: str = ""  # the line that names the item, if not by its ID and title

    @property
    def head(self) -> str:
        """The line that names the item."""
        return self.named or f"{self.item.id} {self.item.marked}"


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one kind under their heading."""

    key: str
    heading: str
    entries: tuple[ChangeEntry, ...]


def groups(changes: Changes) -> tuple[ChangeGroup, ...]:
    """All changes in groups; those without any are left out."""
    return tuple(group for group in _all(changes) if group.entries)


def _all(changes: Changes) -> Iterator[ChangeGroup]:
    new, old = changes.new, changes.old
    came, went = changes.came(Recommendation), changes.went(Recommendation)
    named, proposed = ([r for r in came if r.is_proposal is flag] for flag in (False, True))
    yield ChangeGroup("neu", say("Neue {Einträge}"), tuple(_recommendation(new, item) for item in named))
    yield ChangeGroup(
        "neue-vorschlaege", "Neue Vorschläge der Redaktion", tuple(_recommendation(new, r) for r in proposed)
    )
    yield ChangeGroup("fort", "Nicht mehr enthalten", tuple(_recommendation(old, item) for item in went))
    yield ChangeGroup("status", "Geänderter Stand", tuple(_status(new, change) for change in changes.statuses))
    yield ChangeGroup("top", say("Geänderte {top}"), chosen(changes))
    texts = changes.differing(Recommendation)
    yield ChangeGroup("text", "Geänderter Wortlaut", tuple(_words(c) for c in texts if c.text or c.title))
    yield ChangeGroup("angaben", "Geänderte Angaben", tuple(_aspects(c) for c in texts if c.others))
    for kind in RECORDS:
        yield ChangeGroup(f"neu-{kind.NAME}", f"{kind.PLURAL}: neu", tuple(_came(new, r) for r in changes.came(kind)))
        altered = tuple(_whole(change) for change in changes.differing(kind))
        yield ChangeGroup(f"anders-{kind.NAME}", f"{kind.PLURAL}: geändert", altered)
        yield ChangeGroup(
            f"fort-{kind.NAME}", f"{kind.PLURAL}: fort", tuple(_record(old, r) for r in changes.went(kind))
        )
    yield from _others(changes)


def chosen(changes: Changes) -> tuple[ChangeEntry, ...]:
    """How another choice of Top items came about, and what came among them or left them."""
    old, new = changes.old, changes.new
    return (*map(_top, changes.tops), *(_priority(old, new, change) for change in changes.priorities))


def _others(changes: Changes) -> Iterator[ChangeGroup]:
    """Fields, sources, bodies, figures and the concept itself."""
    kinds = tuple(kind for kind in TYPES if kind is not Recommendation and kind not in RECORDS)
    moved = [c for c in changes.changed if isinstance(c.new, kinds)]
    shown = [change for change in moved if change.others or change.text or change.title]
    came, went = ([item for item in items if isinstance(item, kinds)] for items in (changes.added, changes.gone))
    yield ChangeGroup("weitere-neu", "Weitere Einträge: neu", tuple(map(_plain, came)))
    yield ChangeGroup("weitere-anders", "Weitere Einträge: geändert", tuple(_whole(change) for change in shown))
    yield ChangeGroup("weitere-fort", "Weitere Einträge: fort", tuple(map(_plain, went)))


def _recommendation(concept: Concept, item: Recommendation) -> ChangeEntry:
    field = concept.get(item.field, Field)
    origins = "; ".join(origin.label for origin in concept.origins(item))
    lines = [f"{field.title if field else item.field}; Herkunft: {origins}; {concept.standing(item)}"]
    lines += [f"ersetzt {old.id} {old.marked}" for old in concept.pick(item.replaces, Recommendation)]
    return ChangeEntry(item, tuple(lines))


def _status(concept: Concept, change: StatusChange) -> ChangeEntry:
    lines = [f"{change.before} → {change.now}"]
    lines += [f"laut {stated(concept, update)}" for update in change.because] or ["ohne Sachstand"]
    if change.is_contested:
        lines.append("Die Angaben dieses Tages widersprechen sich; sie stehen nebeneinander.")
    lines += [f"ersetzt durch {item.id} {item.marked}" for item in change.replaced_by]
    return ChangeEntry(change.new, tuple(lines))


def stated(concept: Concept, update: Update) -> str:
    """Who says what, when, and on what evidence."""
    sources = "; ".join(source.title for source in concept.pick(update.sources, Source))
    return f"{update.speaker}: {update.state} – {update.title} ({update.id}; Quelle: {sources})"


def _priority(old: Concept, new: Concept, change: Changed) -> ChangeEntry:
    sides = [(old, change.old), (new, change.new)]
    words = [concept.priority(item) for concept, item in sides if isinstance(item, Recommendation)]
    return ChangeEntry(change.new, (" → ".join(words),))


def _top(change: Changed) -> ChangeEntry:
    found = [aspect for name in ("top2", "benannt_am") if (aspect := change.aspect(name))]
    return ChangeEntry(change.new, tuple(map(str, found)))


def _words(change: Changed) -> ChangeEntry:
    runs = [("Titel", change.title)] if change.title else []
    runs += [("Text", change.text)] if change.text else []
    return ChangeEntry(change.new, (), tuple(runs))


def _aspects(change: Changed) -> ChangeEntry:
    return ChangeEntry(change.new, tuple(map(str, change.others)))


def _whole(change: Changed) -> ChangeEntry:
    return replace(_aspects(change), words=_words(change).words)


def _record(concept: Concept, item: Item) -> ChangeEntry:
    day, result = getattr(item, "date", None), getattr(item, "result", None)
    sources = "; ".join(source.title for source in concept.pick(getattr(item, "sources", ()), Source))
    parts = [
        day.german if day else "ohne Datum",
        f"{item.speaker}: {item.state}" if isinstance(item, Update) else "",
        f"Ergebnis: {result.label}" if result else "",
        f"betrifft {', '.join(affected(item))}",
        f"Quelle: {sources}" if sources else "",
    ]
    return ChangeEntry(item, ("; ".join(filter(None, parts)),))


def _came(concept: Concept, item: Item) -> ChangeEntry:
    """A new one with its words: whoever agrees to it has read them."""
    words = (("Text", (Piece("neu", " ".join(item.text.split())),)),) if item.text.strip() else ()
    return replace(_record(concept, item), words=words)


def _plain(item: Item) -> ChangeEntry:
    return ChangeEntry(item, named=f"{item.LABEL} {item.id}: {item.title}")


def as_text(changes: Changes, labels: tuple[str, str], unread: tuple[str, ...] = ()) -> str:
    """Headings, and below each the changes; words that went are in [-…-], those that came in {+…+}."""
    parts = [f"Von: {labels[0]}\nNach: {labels[1]}\n"]
    for group in groups(changes):
        entries = "".join(map(_entry_text, group.entries))
        parts.append(f"{group.heading} ({len(group.entries)})\n{entries}")
    if not changes:
        parts.append(f"{NOTHING}\n")
    if unread:
        parts.append(f"{NOT_READ} ({len(unread)})\n" + "".join(f"  {line}\n" for line in unread))
    return "\n".join(parts)


def _entry_text(entry: ChangeEntry) -> str:
    words = [f"{label}: {marked(pieces)}" for label, pieces in entry.words]
    return f"  {entry.head}\n" + "".join(f"      {line}\n" for line in (*entry.lines, *words))


def marked(pieces: tuple[Piece, ...]) -> str:
    """A word diff as plain text."""
    return " ".join(_MARKS[piece.kind].format(piece.text) for piece in shortened(pieces))


def as_json(changes: Changes, labels: tuple[str, str], unread: tuple[str, ...] = ()) -> str:
    """An object with ``von``, ``nach``, ``geaendert`` and a list of changes for each group."""
    data = {
        "von": labels[0],
        "nach": labels[1],
        "geaendert": bool(changes),
        "gruppen": [
            {"art": group.key, "titel": group.heading, "eintraege": [_entry_data(entry) for entry in group.entries]}
            for group in groups(changes)
        ],
        "nicht_verglichen": list(unread),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _entry_data(entry: ChangeEntry) -> dict[str, Any]:
    words = {label: [{"art": p.kind, "text": p.text} for p in pieces] for label, pieces in entry.words}
    return {
        "id": entry.item.id,
        "typ": entry.item.NAME,
        "titel": entry.item.title,
        "zeilen": list(entry.lines),
        "wortlaut": words,
    }


FORMATS: Final[dict[str, Callable[[Changes, tuple[str, str], tuple[str, ...]], str]]] = {
    "text": as_text,
    "json": as_json,
}
