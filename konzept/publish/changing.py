"""Changes one stored Ausgabe lawfully: a copy of it, which is stored beside it and logged in its entry of the lock."""

from __future__ import annotations

import calendar
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

from konzept.editions import PublishError, verification, withdrawn_passages
from konzept.editions.lock import Amendment, ChangeKind, LockEntry
from konzept.editions.withdrawals import FILE, Withdrawals
from konzept.publish import finishing
from konzept.publish.around import SitePages
from konzept.publish.store import Store, copy_files
from konzept.publish.withdrawal import taking_out
from konzept.publish.withdrawal.taking_out import Notice


def changed(
    store: Store,
    name: str,
    entry: LockEntry,
    act: Callable[[Path], object],
    kind: ChangeKind,
    notice: Notice,
    pages: Sequence[str] = (),
    withdrawals: Sequence[str] = (),
) -> LockEntry:
    """Let ``act`` change a copy of the Ausgabe and store it; the entry is the same if that changed nothing."""
    work = copy(store, name, entry.files)
    act(work)
    now = verification.files(work)
    files = {file: (before, now.get(file)) for file, before in entry.files.items() if now.get(file) != before}
    if not files:
        return entry
    store.adopt(name, work, calendar.timegm(notice.day.timetuple()))
    change = Amendment(
        kind=kind,
        day=notice.day,
        reason=notice.reason,
        pages=tuple(pages),
        files=files,
        withdrawals=tuple(withdrawals),
    )
    return entry.changed(change)


def withdrawn(store: Store, name: str, entry: LockEntry, known: Withdrawals, site_pages: SitePages) -> LockEntry:
    """Carry out on a stored Ausgabe what it was not searched for yet: a change for each day and reason.

    The reasons of earlier changes lose it too.
    """
    missing = [one for one in known.entries if one.id not in entry.searched]
    for (day, reason), group in groupby(missing, lambda one: (one.day, one.reason)):
        wanted = known.only([one.id for one in group])
        ids = [one.id for one in wanted.entries]
        pages = [one.page for one in wanted.entries if one.page and name in one.editions]
        notice = Notice(day, reason)
        act = partial(taking_out.apply, name=name, known=wanted, site_pages=site_pages)
        entry = changed(store, name, entry, act, "zurueckgezogen", notice, pages, ids)
        entry = replace(entry, searched=(*entry.searched, *ids))
    told = (replace(change, reason=withdrawn_passages.retold(change.reason, known)) for change in entry.changes)
    return replace(entry, changes=tuple(told))


def again(work: Path, name: str, changes: Sequence[Amendment], known: Withdrawals, site_pages: SitePages) -> None:
    """Change a folder as an Ausgabe was changed.

    :raises PublishError: if a withdrawal can't be carried out again.
    """
    for change in changes:
        if change.kind == "berichtigung":
            finishing.correct(work, change.pages[0], change.day, change.reason)
            continue
        wanted = known.only(change.withdrawals)
        if not change.withdrawals or len(wanted.entries) != len(change.withdrawals):
            raise PublishError(
                f"{name}: Aus dieser Ausgabe wurde am {change.day} etwas zurückgezogen, was {FILE} nicht nennt; "
                "aus dem Quelltext entstünde es wieder. Nehmen Sie die gespeicherte Ausgabe aus einer Kopie der "
                "Website (--copy)."
            )
        taking_out.apply(work, name, wanted, site_pages)
        for file in (file for file, (_, after) in change.files.items() if after is None):
            (work / file).unlink(missing_ok=True)  # earlier programs took out more


def copy(store: Store, name: str, files: Mapping[str, str]) -> Path:
    """A copy of a stored state of an Ausgabe, in the work folder."""
    work = store.work / name
    if work.exists():
        shutil.rmtree(work)
    copy_files(files, store.place(name, files), work)
    return work
