"""The two lawful changes of what is published: withdraw something everywhere, or put a correction on a page."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from konzept.editions import PublishError, verification
from konzept.editions import lock as locks
from konzept.editions.lock import Change, Lock, LockEntry
from konzept.publish import finishing
from konzept.publish import withdrawing as w
from konzept.publish.around import SitePages
from konzept.publish.plan import Plan, Project, plan
from konzept.publish.publishing import check_stored, show
from konzept.publish.store import copy_files

Excerpts = Literal["report", "remove", "keep"]


@dataclass(frozen=True, slots=True)
class Amended:
    """The changed files of each Ausgabe, and files that somebody must look at, since no program can."""

    changed: dict[str, tuple[str, ...]]
    unsearched: dict[str, list[str]]


def withdraw(
    project: Project,
    pages: Sequence[str],
    passages: Sequence[str],
    notice: w.Notice,
    excerpts: Excerpts = "report",
) -> Amended:
    """Replace pages and passages in all Ausgaben by a dated notice, and log it in the lock file.

    Documents that can't be searched (PDF and the like) are replaced in every Ausgabe that held any of it.
    ``excerpts`` says what is done where other pages repeat passages of a page.

    :raises PublishError: if nothing was found, if the reason repeats a passage, or if excerpts would stay.
    """
    if any(w.pattern(passage).search(notice.reason) for passage in passages):
        raise PublishError("Der Grund wird veröffentlicht und darf die Stelle nicht wiederholen.")
    short = [passage for passage in passages if len(passage.strip()) < 4]
    if short:
        raise PublishError(
            f"Die Stelle {short[0]!r} ist zu kurz; sie stünde überall. Nennen Sie mindestens vier Zeichen."
        )

    def act(folder: Path, planned: Plan) -> None:
        site_pages = SitePages(planned.town)
        repeated = [excerpt for page in pages for excerpt in w.excerpts(folder, page)]
        touched = {name for page in pages for name in w.withdraw_page(folder, page, notice, site_pages)}
        wanted = [*passages, *(repeated if excerpts == "remove" else [])]
        touched |= {name for passage in wanted for name in w.withdraw_passage(folder, passage, notice)}
        left = [excerpt for excerpt in repeated if not any(w.pattern(passage).search(excerpt) for passage in passages)]
        if left and excerpts == "report":
            raise PublishError(_left(folder, left))
        if touched:
            w.replace_opaque(folder, notice)

    result = _amend(project, "", "zurueckgezogen", notice, tuple(pages), act)
    if not result.changed:
        raise PublishError("Das steht in keiner Ausgabe. Prüfen Sie die Schreibweise.")
    return result


def correct(project: Project, name: str, page: str, notice: w.Notice) -> Amended:
    """Put a dated correction onto a page of one Ausgabe, and log it in the lock file.

    :raises PublishError: if there is no such Ausgabe or page.
    """

    def act(folder: Path, planned: Plan) -> None:
        if not page.endswith(".html") or not (folder / page).is_file():
            raise PublishError(
                f"Die Ausgabe {name} hat keine Seite {page!r}. Nennen Sie sie ab dem Ordner der Ausgabe."
            )
        finishing.correct(folder, page, notice.day.isoformat(), notice.reason)

    return _amend(project, name, "berichtigung", notice, (page,), act)


def _amend(
    project: Project,
    only: str,
    kind: locks.ChangeKind,
    notice: w.Notice,
    pages: tuple[str, ...],
    act: Callable[[Path, Plan], None],
) -> Amended:
    """Change copies of stored Ausgaben (all, or only one); all is published at once, in the lock file, then shown."""
    with project.store.alone():
        planned = plan(project)
        names = [name for name in planned.lock.entries if only in ("", name)]
        if not names:
            raise PublishError(f"Die Ausgabe {only!r} gibt es nicht. Es gibt: {', '.join(planned.lock.entries)}.")
        if planned.to_make:
            missing = ", ".join(one.edition.name for one in planned.to_make)
            raise PublishError(f"Nicht alle Ausgaben sind gespeichert: {missing}. Veröffentlichen Sie zuerst.")
        check_stored(planned)
        lock, unsearched = planned.lock, {}
        for name in names:
            entry = lock.entries[name]
            work = project.store.work / name
            copy_files(entry.files, project.store.place(name, entry.files), work)
            act(work, planned)
            change = _change(entry, verification.files(work), kind, notice, pages)
            if change.files:
                project.store.adopt(name, work, calendar.timegm(notice.day.timetuple()))
                lock = lock.with_entry(name, entry.changed(change))
                unsearched[name] = w.unsearched(project.store.place(name, lock.entries[name].files))
        changed = {name: _last_files(lock, name) for name in names if lock.entries[name] != planned.lock.entries[name]}
        if changed:
            locks.save(lock, project.lock_file)
            show(replace(planned, lock=lock))
            project.store.tidy(lock, keep=1)
        return Amended(changed, unsearched)


def _change(
    entry: LockEntry, now: dict[str, str], kind: locks.ChangeKind, notice: w.Notice, pages: tuple[str, ...]
) -> Change:
    files = {name: (before, now.get(name)) for name, before in entry.files.items() if now.get(name) != before}
    return Change(kind=kind, day=notice.day.isoformat(), reason=notice.reason, pages=pages, files=files)


def _last_files(lock: Lock, name: str) -> tuple[str, ...]:
    return tuple(lock.entries[name].changes[-1].files)


def _left(folder: Path, excerpts: list[str]) -> str:
    shown = "\n".join(f"  {excerpt[:100]!r}" for excerpt in excerpts[:10])
    held = sorted({name for excerpt in excerpts for name in w.holding(folder, excerpt)})
    return (
        f"In der Ausgabe {folder.name} wiederholen andere Dateien, was auf der Seite steht:\n{shown}\n"
        f"Dateien: {', '.join(held[:20])}\n"
        "Nichts wurde geändert. Entscheiden Sie: --excerpts remove nimmt auch diese Stellen heraus, "
        "--excerpts keep lässt sie stehen, --passage nennt einzelne."
    )
