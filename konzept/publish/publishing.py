"""The steps of a publication, in their order. Whatever stops it, the site shown before stays whole."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from konzept import files
from konzept.editions import PublishError, chronicle, remembered, verification
from konzept.editions import lock as locks
from konzept.editions.lock import Lock, LockEntry
from konzept.editions.registry import Edition
from konzept.editions.repository import Commit
from konzept.examine import examine_folder
from konzept.publish import chronicling, environment, finishing
from konzept.publish.plan import Plan, Planned, Project, plan
from konzept.publish.site import Site
from konzept.publish.store import copy_files

Progress = Callable[[str, str], None]
_NOBODY: Final[Progress] = lambda name, state: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class Published:
    """Whether anything changed on the site, and what the chronicle can't tell of the Ausgaben."""

    changed: bool
    lacking: tuple[str, ...] = ()


class Makes(Protocol):
    """Makes an Ausgabe: :class:`konzept.publish.making.Maker`, or a quick one in tests."""

    @property
    def environments(self) -> Path:
        """The folder of the environments."""

    def pins(self, commit: Commit) -> bytes:
        """The lock file of the packages of a commit."""

    def make(self, edition: Edition, commit: Commit, target: Path) -> None:
        """Build into a folder that does not exist yet."""


def publish(
    project: Project,
    maker: Makes,
    *,
    jobs: int = 2,
    copy: Path | None = None,
    renew: bool = False,
    frozen: bool = False,
    report: Progress = _NOBODY,
) -> Published:
    """Make what is missing, store it, put the site together and show it in one step.

    ``copy`` is a copy of the site from which stored Ausgaben are taken instead of being built;
    ``renew`` puts the site together again although nothing is new; ``frozen`` refuses what the
    lock file does not have yet, as a pipeline can't commit it.

    Also written is what the texts must say of it: ``ausgabe.json`` and ``chronik.json``.

    :raises PublishError: if something published is not as it was, or if a build fails.
    """
    with project.store.alone():
        planned = plan(project)
        unknown = [one.edition.name for one in planned.editions if one.entry is None]
        if frozen and unknown:
            raise PublishError(
                f"{locks.FILE} kennt noch nicht: {', '.join(unknown)}. Veröffentlichen Sie einmal mit 'make site' und "
                "übernehmen Sie die Sperrdatei ins Repository."
            )
        project.store.tidy(planned.lock)
        check_stored(planned)
        if planned.to_make:
            planned = replace(planned, lock=_make(planned, maker, jobs, copy, report))
        written, lacking = _to_write(planned, renew=renew)
        changed = show(planned, renew=renew, report=report)
        project.store.tidy(planned.lock)
        for name, text in written.items():
            files.write(project.docs / name, text)
        return Published(changed, lacking)


def _to_write(planned: Plan, *, renew: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    """The files of the texts that tell of the Ausgaben, where they are not up to date; and what can't be told."""
    written: dict[str, str] = {}
    lacking: tuple[str, ...] = ()
    if newest := to_remember(planned):
        written[remembered.FILE] = newest
    if renew or not _site(planned).is_shown(planned.project.store.shown()) or chronicling.is_behind(planned):
        written[chronicle.FILE], lacking = chronicling.chronicle_of(planned.registry.editions, planned.project.docs)
    return written, lacking


def _site(planned: Plan) -> Site:
    return Site(planned.project.store, planned.registry, planned.lock, planned.town)


def show(planned: Plan, *, renew: bool = False, report: Progress = _NOBODY) -> bool:
    """Put the site together from what is stored, if it is not what is shown already.

    :returns: whether anything changed.
    :raises PublishError: if what is shown was changed by somebody else.
    """
    site, project = _site(planned), planned.project
    shown = project.store.shown()
    if shown and site.is_shown(shown) and not renew:
        if faults := site.deviations(shown):
            advice = "Die gespeicherten Ausgaben sind unbeschädigt: --renew setzt die Website daraus neu zusammen."
            raise PublishError("\n".join([*(f"{project.target}/{fault}" for fault in faults), advice]))
        return False
    report("website", "zusammensetzen")
    state = project.store.next_state()
    site.assemble(state)
    project.store.show(state)
    return True


def to_remember(planned: Plan) -> str:
    """What the newest Ausgabe has, for the rule that nothing published vanishes; empty if that is known.

    :raises PublishError: if something of it can't be read: the rule would not hold for that.
    """
    project, newest = planned.project, planned.editions[-1]
    if remembered.read(project.docs).edition == newest.edition.name:
        return ""
    with tempfile.TemporaryDirectory(dir=project.store.work) as folder:
        project.repository.export(newest.commit, Path(folder), project.docs_name)
        examined = examine_folder(Path(folder, project.docs_name), newest.commit.day)
    if lost := sorted(examined.ids - examined.concept.items.keys()):
        raise PublishError(
            f"{newest.edition.name}: Nicht lesbar sind in dieser Ausgabe: {', '.join(lost)}. Was in ihr steht, muss "
            "vollständig festgehalten werden. Berichtigen Sie diese Einträge und nennen Sie den neuen Commit."
        )
    return remembered.as_text(newest.edition.name, examined.concept)


def check_stored(planned: Plan) -> None:
    """:raises PublishError: if a stored Ausgabe is not what was published."""
    faults: list[str] = []
    project = planned.project
    for one in planned.editions:
        if one.entry and one.stored:
            place = project.store.place(one.edition.name, one.entry.files)
            faults += verification.compare(one.edition.name, one.entry.as_data(), place)
    if faults:
        raise PublishError(
            "\n".join(faults) + f"\nGespeicherte Ausgaben in {project.store.editions} sind nicht mehr, was "
            "veröffentlicht wurde. Löschen Sie den Ordner der Ausgabe dort; sie wird dann neu gebaut und mit der "
            "Sperrdatei verglichen, oder nehmen Sie sie mit --copy aus einer unbeschädigten Kopie."
        )


def _make(planned: Plan, maker: Makes, jobs: int, copy: Path | None, report: Progress) -> Lock:
    """Make or fetch what is missing; then all of it is published at once: in the lock file."""
    project, base = planned.project, planned.town.base
    todo = []
    for one in planned.to_make:
        if (
            one.entry
            and copy
            and not verification.compare(one.edition.name, one.entry.as_data(), copy / one.edition.name)
        ):
            report(one.edition.name, "aus der Kopie")
            _fetch(project, one, one.entry, copy / one.edition.name)
        else:
            todo.append(one)
    for one in todo:
        if not environment.is_ready(maker.environments, pins := maker.pins(one.commit)):
            report(one.edition.name, "Umgebung anlegen")
            environment.prepare(maker.environments, pins)
    entries: dict[str, LockEntry] = {}
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running = {pool.submit(_build, project, one, maker, base, report): one for one in todo}
        faults = []
        for done in as_completed(running):
            name = running[done].edition.name
            try:
                entries[name] = done.result()
                report(name, "fertig")
            except PublishError as error:
                faults.append(str(error))
                report(name, "gescheitert")
    if faults:
        raise PublishError("\n".join(sorted(faults)))
    lock = planned.lock
    for one in planned.editions:
        if one.entry is None:
            lock = lock.with_entry(one.edition.name, entries[one.edition.name])
    if lock != planned.lock:
        locks.save(lock, project.lock_file)
    return lock


def _fetch(project: Project, one: Planned, entry: LockEntry, source: Path) -> None:
    work = project.store.work / one.edition.name
    copy_files(entry.files, source, work)
    project.store.adopt(one.edition.name, work, one.commit.time)


def _build(project: Project, one: Planned, maker: Makes, base: str, report: Progress) -> LockEntry:
    """Build one Ausgabe. What was published already must come out as it was."""
    name, old = one.edition.name, one.entry
    if old and any(change.kind == "zurueckgezogen" for change in old.changes):
        raise PublishError(
            f"{name}: Aus dieser Ausgabe wurde etwas zurückgezogen; aus dem Quelltext entstünde es wieder. "
            "Nehmen Sie die gespeicherte Ausgabe aus einer Kopie der Website (--copy)."
        )
    report(name, "bauen")
    work = project.store.work / name
    maker.make(one.edition, one.commit, work)
    finishing.finish(work, old.base if old else base)
    if old is None:
        _refuse_other(project, name, work)
        files = project.store.adopt(name, work, one.commit.time)
        pins = hashlib.sha256(maker.pins(one.commit)).hexdigest()
        return LockEntry(
            ref=one.edition.ref, commit=one.commit.id, tree=one.commit.tree, pins=pins, base=base, files=files
        )
    if differing := verification.compare(name, {"dateien": old.original()}, work):
        raise PublishError(_differs(name, differing))
    for change in old.changes:
        finishing.correct(work, change.pages[0], change.day, change.reason)
    project.store.adopt(name, work, one.commit.time)
    return old


def _refuse_other(project: Project, name: str, made: Path) -> None:
    """:raises PublishError: if other content may have been published under this name; no shown site denies it."""
    place = project.store.place(name, verification.files(made))
    others = [str(path) for stored, path in project.store.places() if stored == name and path != place]
    if others and project.store.shown_lock() is None:
        raise PublishError(
            f"{name}: Unter diesem Namen ist schon anderes gespeichert: {', '.join(others)}. Ist es veröffentlicht, "
            f"holen Sie die Sperrdatei zurück, die es nennt (git restore {locks.FILE}), und geben Sie dem neuen Stand "
            "einen eigenen Namen. War es das nie, löschen Sie diesen Ordner."
        )


def _differs(name: str, differing: list[str]) -> str:
    listed = "\n".join(differing[:20]) + (f"\n… und {len(differing) - 20} weitere" if len(differing) > 20 else "")
    return (
        f"{name}: Der neue Bau gleicht nicht dem, was veröffentlicht wurde, und wird nicht an seine Stelle gesetzt:\n"
        f"{listed}\nNehmen Sie die gespeicherte Ausgabe aus einer Kopie der Website (--copy)."
    )
