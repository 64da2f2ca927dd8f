"""Brings into the store what is missing there: from an earlier state of it, from a copy of the site, or by a build."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from konzept.editions import PublishError, verification, withdrawals
from konzept.editions import lock as locks
from konzept.editions.lock import Lock, LockEntry
from konzept.editions.registry import Edition
from konzept.editions.repository import Commit
from konzept.editions.withdrawals import Withdrawals
from konzept.publish import changing, environment, finishing
from konzept.publish.around import SitePages
from konzept.publish.site_plan import Planned, Project, SitePlan
from konzept.publish.store import copy_files

Progress = Callable[[str, str], None]


class Makes(Protocol):
    """Makes an Ausgabe: :class:`konzept.publish.making.Maker`, or a quick one in tests."""

    @property
    def environments(self) -> Path:
        """The folder of the environments."""

    def pins(self, commit: Commit) -> bytes:
        """The lock file of the packages of a commit."""

    def make(self, edition: Edition, commit: Commit, target: Path) -> None:
        """Build into a folder that does not exist yet."""


def fill(planned: SitePlan, maker: Makes, jobs: int, copy: Path | None, report: Progress) -> Lock:
    """Bring into the store what is missing there; then all of it is published at once: in the lock file.

    :returns: the lock with what is published now.
    :raises PublishError: if something can't be made, or not as it was published.
    """
    project = planned.project
    todo = [one for one in planned.to_make if not (one.entry and _is_found(planned, one, one.entry, copy, report))]
    for one in todo:
        if not environment.is_ready(maker.environments, pins := maker.pins(one.commit)):
            report(one.edition.name, "Umgebung anlegen")
            environment.prepare(maker.environments, pins)
    entries = _build_all(planned, todo, maker, jobs, report)
    new = {one.edition.name: entries[one.edition.name] for one in planned.editions if one.entry is None}
    if not new:
        return planned.lock
    lock = replace(planned.lock, entries={**planned.lock.entries, **new})
    locks.save(lock, project.lock_file)
    return lock


def _is_found(planned: SitePlan, one: Planned, entry: LockEntry, copy: Path | None, report: Progress) -> bool:
    """Take what was published from an earlier state of the store, or from the copy, if it is there unchanged."""
    project, name = planned.project, one.edition.name
    if _restored(planned, name, entry):
        report(name, "aus dem Speicher")
        return True
    if copy is None or verification.compare(name, entry.as_data(), copy / name):
        return False
    report(name, "aus der Kopie")
    work = project.store.work / name
    copy_files(entry.files, copy / name, work)
    project.store.adopt(name, work, one.commit.time)
    return True


def _build_all(
    planned: SitePlan, todo: Iterable[Planned], maker: Makes, jobs: int, report: Progress
) -> dict[str, LockEntry]:
    """Build several Ausgaben at once, and all of them even if one fails.

    :raises PublishError: with everything that failed.
    """
    entries: dict[str, LockEntry] = {}
    faults = []
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running = {pool.submit(_build, planned, one, maker, report): one.edition.name for one in todo}
        for done in as_completed(running):
            name = running[done]
            try:
                entries[name] = done.result()
                report(name, "fertig")
            except PublishError as error:
                faults.append(str(error))
                report(name, "gescheitert")
    if faults:
        raise PublishError("\n".join(sorted(faults)))
    return entries


def _restored(planned: SitePlan, name: str, entry: LockEntry) -> bool:
    """Carry out later changes on an earlier state that is stored: a pipeline keeps what was before a withdrawal."""
    states, store = entry.states(), planned.project.store
    for number, files in reversed(list(enumerate(states[:-1]))):
        if verification.compare(name, {"dateien": files}, store.place(name, files)):
            continue
        _changed_again(planned, name, changing.copy(store, name, files), entry, number)
        return True
    return False


def _changed_again(planned: SitePlan, name: str, work: Path, entry: LockEntry, number: int = 0) -> None:
    """Carry out all changes but the first ``number``; the result must be what was published."""
    changing.again(work, name, entry.changes[number:], planned.withdrawn, SitePages(planned.town))
    if differing := verification.compare(name, {"dateien": dict(entry.files)}, work):
        raise PublishError(_differs(name, differing))
    planned.project.store.adopt(name, work, calendar.timegm(entry.changes[-1].day.timetuple()))


def _build(planned: SitePlan, one: Planned, maker: Makes, report: Progress) -> LockEntry:
    """Build one Ausgabe. What was published already must come out as it was."""
    project, base, name, old = planned.project, planned.town.base, one.edition.name, one.entry
    report(name, "bauen")
    work = project.store.work / name
    maker.make(one.edition, one.commit, work)
    finishing.finish(work, old.base if old else base)
    if old is None:
        _refuse_other(project, name, work)
        _refuse_withdrawn(planned.withdrawn, name, work)
        files = project.store.adopt(name, work, one.commit.time)
        pins = hashlib.sha256(maker.pins(one.commit)).hexdigest()
        return LockEntry(
            ref=one.edition.ref, commit=one.commit.id, tree=one.commit.tree, pins=pins, base=base, files=files
        )
    if differing := verification.compare(name, {"dateien": old.original()}, work):
        raise PublishError(_differs(name, differing))
    if old.changes:
        _changed_again(planned, name, work, old)
    else:
        project.store.adopt(name, work, one.commit.time)
    return old


def _refuse_withdrawn(known: Withdrawals, name: str, made: Path) -> None:
    """:raises PublishError: if a new Ausgabe has a page again that was withdrawn from earlier ones."""
    for one in known.entries:
        if one.page and not one.again and name not in one.editions and (made / one.page).is_file():
            raise PublishError(
                f"{name}: Die Seite {one.page} ist zurückgezogen ({one.day}: {one.reason}). Nehmen Sie sie aus den "
                "Texten und nennen Sie den neuen Commit. Sagt sie jetzt anderes, setzen Sie in "
                f"{withdrawals.FILE} bei Nummer {one.id} 'danach_erlaubt' auf true."
            )


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
