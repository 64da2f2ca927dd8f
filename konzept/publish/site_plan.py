"""Compares registry, repository, lock file and store: what is published, and what is still to be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from konzept import as_of
from konzept import town as towns
from konzept.editions import PublishError, registry, withdrawals
from konzept.editions import lock as locks
from konzept.editions.lock import Amendment, Lock, LockEntry
from konzept.editions.registry import Edition
from konzept.editions.repository import Commit, Repository
from konzept.editions.verification import CHANGES
from konzept.editions.withdrawals import Withdrawals
from konzept.publish.store import Store
from konzept.town import Town


@dataclass(frozen=True)
class Project:
    """Where everything is: repository, texts, the site to make, and the lock file (``lock_file``)."""

    root: Path
    docs: Path
    target: Path

    @property
    def docs_name(self) -> str:
        """The folder of the texts, as commits know it."""
        return self.docs.resolve().relative_to(self.root).as_posix()

    @property
    def lock_file(self) -> Path:
        """The lock file, committed with the texts."""
        return self.root / locks.FILE

    @cached_property
    def repository(self) -> Repository:
        """The repository; :raises PublishError: if there is none."""
        return Repository(self.root)

    @cached_property
    def store(self) -> Store:
        """The store beside the target."""
        return Store(self.target)


@dataclass(frozen=True, slots=True)
class Planned:
    """An Ausgabe and what is known of it; ``entry`` is missing as long as it is not published."""

    edition: Edition
    commit: Commit
    entry: LockEntry | None
    stored: bool


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Everything that a publication reads, opened once, and what it would do with each Ausgabe."""

    project: Project
    town: Town
    registry: registry.Registry
    lock: Lock
    withdrawn: Withdrawals
    editions: tuple[Planned, ...]

    @property
    def to_make(self) -> tuple[Planned, ...]:
        """The Ausgaben that are stored nowhere."""
        return tuple(planned for planned in self.editions if not planned.stored)


def plan(project: Project) -> SitePlan:
    """Compare registry, repository, lock file and store; nothing is written.

    :raises PublishError: with a line for everything that was published and is no longer so.
    """
    known, lock, town = registry.load(project.docs), locks.load(project.lock_file), towns.load(project.docs)
    withdrawn, repository = withdrawals.load(project.root), project.repository
    faults: list[str] = []
    found = []
    for edition in known.editions:
        place = f"{project.docs / registry.FILE}:{edition.line}"
        try:
            commit = repository.commit(edition.ref)
        except PublishError as error:
            faults.append(f"{place}: {edition.name}: {error}")
            continue
        entry = lock.entries.get(edition.name)
        if entry is None and edition.date > as_of.today():
            faults.append(
                f"{place}: {edition.name}: 'datum' ist der Tag, an dem die Ausgabe erscheint, und liegt in der "
                f"Zukunft, gefunden: {edition.date:%d.%m.%Y}. Veröffentlichen Sie sie an diesem Tag, oder "
                "berichtigen Sie ihn."
            )
        if entry and (entry.commit, entry.tree) != (commit.id, commit.tree):
            faults.append(
                f"{place}: {edition.name}: {edition.ref!r} zeigt jetzt auf {commit.id[:10]}; veröffentlicht wurde "
                f"{entry.commit[:10]}. Veröffentlichtes ändert sich nicht: Setzen Sie den Verweis zurück oder geben "
                "Sie dem neuen Stand einen eigenen Namen."
            )
        stored = entry is not None and project.store.place(edition.name, entry.files).is_dir()
        found.append(Planned(edition, commit, entry, stored))
    faults += _order(known, lock, project.docs / registry.FILE)
    faults += _lost(project, known, lock)
    faults += _forgotten(project, lock, withdrawn)
    if faults:
        raise PublishError("\n".join(faults))
    return SitePlan(project, town, known, lock, withdrawn, tuple(found))


def _lost(project: Project, known: registry.Registry, lock: Lock) -> Iterator[str]:
    """What the site that is shown, or without one the store, has and the lock file lacks."""
    shown = project.store.shown_lock()
    advice = (
        "Holen Sie den letzten Stand der Sperrdatei aus git (git pull, git restore oder den richtigen Zweig) oder aus "
        "der Website."
    )
    for name, entry in shown.entries.items() if shown else ():
        have = lock.entries.get(name)
        if have is None:
            yield f"{project.lock_file}: Die Ausgabe {name!r} ist auf der Website, steht hier aber nicht. {advice}"
        elif have.original() != entry.original():
            yield f"{project.lock_file}: Die Website zeigt unter {name!r} etwas anderes, als hier steht. {advice}"
        elif _made(have)[: len(entry.changes)] != _made(entry):
            days = ", ".join(f"{CHANGES[change.kind]} am {change.day}" for change in entry.changes)
            yield f"{project.lock_file}: In der Ausgabe {name!r} fehlt hier, was geändert wurde ({days}). {advice}"
    names = {*lock.entries, *(edition.name for edition in known.editions)}
    for name, place in project.store.places() if shown is None else ():
        if name not in names:
            yield (
                f"{project.lock_file}: Die Ausgabe {name!r} ist gespeichert, steht hier aber nicht. {advice} "
                f"War sie nie veröffentlicht, löschen Sie {place}."
            )
        elif name in lock.entries and place not in _places(project.store, name, lock.entries[name]):
            yield (
                f"{project.lock_file}: In der Ausgabe {name!r} fehlt hier, was gespeichert ist: {place}. {advice} "
                "War das nie veröffentlicht, löschen Sie diesen Ordner."
            )


def _made(entry: LockEntry) -> list[Amendment]:
    """What was changed, whatever the reasons say: what is withdrawn later goes from them too."""
    return [replace(change, reason="") for change in entry.changes]


def _places(store: Store, name: str, entry: LockEntry) -> list[Path]:
    """Where each state is stored that an Ausgabe had; another one is known to a later lock, or to nobody."""
    return [store.place(name, files) for files in entry.states()]


def _forgotten(project: Project, lock: Lock, withdrawn: Withdrawals) -> Iterator[str]:
    """Withdrawals that lock file or shown site know and the file of withdrawals lacks."""
    shown = project.store.shown_lock() or Lock()
    entries = (*lock.entries.values(), *shown.entries.values())
    numbers = {one.id for one in withdrawn.entries}
    if lacking := sorted({number for entry in entries for number in entry.searched} - numbers):
        yield (
            f"{project.root / withdrawals.FILE}: Hier fehlt Zurückgezogenes: {', '.join(lacking)}. Ohne diese Angaben "
            "käme es mit dem nächsten Bau wieder. Holen Sie den letzten Stand der Datei aus git (git pull, "
            f"git restore {withdrawals.FILE} oder den richtigen Zweig)."
        )


def _order(known: registry.Registry, lock: Lock, path: Path) -> Iterator[str]:
    names = [edition.name for edition in known.editions]
    for name in lock.entries:
        if name not in names:
            message = "ist veröffentlicht, steht hier aber nicht mehr. Tragen Sie sie wieder ein."
            yield f"{path}: Die Ausgabe {name!r} {message}"
    shared = [name for name in names if name in lock.entries]
    if shared != names[: len(shared)] or shared != [name for name in lock.entries if name in names]:
        yield f"{path}: Neue Ausgaben stehen hinter den veröffentlichten: {', '.join(lock.entries)}."
