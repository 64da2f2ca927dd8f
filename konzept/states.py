"""A state of the concept to compare: read from a folder, a git ref or a published needs.json.

An old state may have been written for an older model. What can be read is read, what can't is
named, and nothing of it is guessed. The concept of a state comes out only whole
(:meth:`Snapshot.whole`) or together with what is missing (:func:`comparable`, :meth:`Snapshot.partial`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from konzept import as_of, needs, town
from konzept.compare import without
from konzept.concept import Concept
from konzept.editions import PublishError, registry
from konzept.editions.registry import Edition
from konzept.errors import RefusedError
from konzept.examine.one_text import closed, read_file
from konzept.files import git, inputs
from konzept.findings import in_order
from konzept.markdown.records import Reading, Record
from konzept.markdown.shape import shape
from konzept.model import TYPE_BY_NAME, Item, speech
from konzept.town import Town
from konzept.views.dossier import named_edition

_NO_TOWN: Final = Town(name="Kommune", title="Konzept")


class SnapshotError(RefusedError):
    """There is no state by this name, or it can't be read as a whole; the message says so in German."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A state of which everything could be read."""

    concept: Concept
    town: Town


@dataclass(frozen=True, slots=True)
class Partial:
    """What could be read of a state.

    ``unread`` says what could not, ``lost`` are the IDs of which nothing could, ``broken`` the files that may have
    had others.
    """

    concept: Concept
    town: Town
    unread: tuple[str, ...]
    lost: frozenset[str]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparable:
    """Two states without what could not be read in one of them, since that is no change; ``unread`` names it."""

    old: Concept
    new: Concept
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A state with the words that name it, and its day if that is known."""

    label: str
    day: date | None = None
    _read: Partial

    def partial(self) -> Partial:
        """What could be read, for whoever tells what is missing."""
        return self._read

    def whole(self) -> Whole:
        """The concept and its town.

        :raises SnapshotError: with a line for everything that could not be read, if there is any.
        """
        if self._read.unread:
            raise SnapshotError(
                "\n".join(self.missing()) + "\nWas davon gezählt oder gezeichnet würde, wäre unvollständig. "
                "Berichtigen Sie diese Angaben ('check' nennt sie mit Zeile), oder nehmen Sie einen anderen Stand."
            )
        return Whole(self._read.concept, self._read.town)

    def missing(self) -> tuple[str, ...]:
        """A line for everything that could not be read."""
        return tuple(f"{self.label}: {line}" for line in self._read.unread)


def load(name: str, docs: Path = Path("docs")) -> Snapshot:
    """Read the state that a name means: a folder, a needs.json, an Ausgabe, or a git ref of the folder ``docs``.

    :raises SnapshotError: if the name means nothing of these, or the file is no needs.json.
    """
    path = Path(name)
    if path.is_dir():
        return of_folder(path, f"Ordner {path.as_posix()}", as_of.default(path))
    if path.is_file():
        return of_needs(path)
    edition = next((edition for edition in editions(docs) if edition.name == name), None)
    return of_edition(edition, docs) if edition else of_ref(name, docs)


def editions(docs: Path) -> tuple[Edition, ...]:
    """The Ausgaben that the registry of a folder of texts names, the oldest first.

    :raises SnapshotError: if the registry is faulty.
    """
    if not (docs / registry.FILE).exists():
        return ()
    try:
        return registry.load(docs).editions
    except PublishError as error:
        raise SnapshotError(str(error)) from None


def of_edition(edition: Edition, docs: Path) -> Snapshot:
    """Read the texts of an Ausgabe; its day is the one that the registry names.

    :raises SnapshotError: if its ref can't be read.
    """
    return replace(of_ref(edition.ref, docs, named_edition(edition.title)), day=edition.date)


def comparable(old: Snapshot, new: Snapshot) -> Comparable:
    """What both have, and what is missing of it."""
    before, after = old.partial(), new.partial()
    broken = before.broken | after.broken
    items = (*before.concept.items.values(), *after.concept.items.values())
    lost = before.lost | after.lost | {item.id for item in items if item.place.file in broken}
    return Comparable(without(before.concept, lost), without(after.concept, lost), (*old.missing(), *new.missing()))


def of_folder(folder: Path, label: str, day: date | None = None) -> Snapshot:
    """Read a folder of texts, also one that the examination would not pass.

    :raises SnapshotError: if not all of it can be looked into.
    """
    with speech.kept():
        try:
            settings, faults = town.load(folder), []
        except town.TownError as error:
            settings, faults = _NO_TOWN, [str(error.finding)]
        return _of_texts(folder, label, day, settings, faults)


def _of_texts(folder: Path, label: str, day: date | None, settings: Town, faults: list[str]) -> Snapshot:
    for finding in closed(folder):
        raise SnapshotError(f"{label}: {finding}")  # what lies in it would count as gone
    found = {path: read_file(path, folder) for path in sorted(folder.rglob("*.md"))}
    readings = list(found.values())
    broken = {path.relative_to(folder).as_posix() for path, document in found.items() if document.broken}
    for document in readings:
        if document.broken:
            faults += [str(finding) for finding in in_order(document.findings)]
    records = [record for document in readings for record in document.records]
    items, unread = lenient(records)
    concept = Concept.of(items, settings.field_order)
    lost = frozenset(record.id for record in records if record.id not in concept.items)
    return Snapshot(label=label, day=day, _read=Partial(concept, settings, (*faults, *unread), lost, frozenset(broken)))


def of_needs(path: Path) -> Snapshot:
    """Read the needs.json of a published Ausgabe.

    :raises SnapshotError: if the file is none.
    """
    try:
        records, strange = needs.records(inputs.json(path)[0])
    except (inputs.DamagedError, needs.NeedsError):
        raise SnapshotError(f"{path.as_posix()} ist keine needs.json einer Ausgabe in UTF-8.") from None
    items, unread = lenient(records)
    faults = [f"Die Art {name!r} kennt dieses Programm nicht; ihre Einträge fehlen im Vergleich." for name in strange]
    concept = Concept.of(items)
    lost = frozenset(record.id for record in records if record.id not in concept.items)
    read = Partial(concept, _NO_TOWN, (*faults, *unread), lost)
    return Snapshot(label=f"Datei {path.as_posix()}", _read=read)


def of_ref(ref: str, docs: Path, label: str = "") -> Snapshot:
    """Read the texts as a git ref has them, without touching the working tree.

    :raises SnapshotError: if git knows no such ref, or it has no such folder.
    """
    # A folder that is no longer there is looked for at the same place of the ref.
    where = next(parent for parent in (docs.absolute(), *docs.absolute().parents) if parent.is_dir())
    top = git.top(where)
    commit = git.find(where, ref) if top else None
    if top is None or commit is None:
        why = git.why_unknown(where) if top else f"Hier ist kein git-Repository, also auch kein Stand. {git.CLONE}"
        what = f"{label}: {ref!r}" if label else repr(ref)
        raise SnapshotError(
            f"{what} ist weder ein Ordner noch eine Datei noch ein Stand, den git kennt. "
            + (why or "Nennen Sie zum Beispiel docs, eine needs.json, eine Ausgabe oder HEAD~1.")
        )
    inside = docs.resolve().relative_to(top.resolve()).as_posix()
    if not git.has(top, commit, inside):
        raise SnapshotError(
            f"Im Stand {ref!r} gibt es keinen Ordner {inside}. Nennen Sie ihn mit --texts, wie er dort heißt."
        )
    with tempfile.TemporaryDirectory() as folder:
        git.unpack(top, commit, Path(folder), inside)
        return of_folder(Path(folder) / inside, label or f"Stand {ref}", commit.day)


def lenient(records: Iterable[Record]) -> tuple[list[Item], list[str]]:
    """The items of records, also of those with options that the model does not know or not so.

    Such options are left out; a record without an option that it must have is left out whole.
    """
    records = list({record.id: record for record in records}.values())
    with speech.kept():
        speech.speak(replace(speech.spoken(), strict=False))
        shaped = shape([Reading(records=records)], alone=True)
        items, unread = list(shaped.items), []
        for record in shaped.faulty:
            found, sentence = _without_faults(record)
            items += found
            unread.append(sentence)
    return items, unread


def _without_faults(record: Record) -> tuple[tuple[Item, ...], str]:
    """The item without the options that can't be read, if there is one, and what is missing."""
    lines = {finding.place.line for finding in shape([Reading(records=[record])], alone=True).findings}
    bad = {name for name, line in record.lines.items() if line in lines and name != "id"} | record.unread
    kept = {name: value for name, value in record.options.items() if name not in bad}
    again = shape([Reading(records=[replace(record, options=kept, unread=frozenset())])], alone=True)
    place = f"{record.place.file}: {record.id or record.title}"
    if again.items:
        left_out = ", ".join(map(repr, sorted(bad)))
        return again.items, f"{place}: ohne {left_out}, denn so kennt es dieses Programm nicht."
    label = TYPE_BY_NAME[record.type].LABEL
    return (), f"{place}: {label} lässt sich nicht lesen und fehlt im Vergleich."
