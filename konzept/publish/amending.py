"""The two lawful changes of what is published: withdraw something everywhere, or put a correction on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from konzept.editions import PublishError, withdrawals
from konzept.editions import lock as locks
from konzept.editions.lock import Lock, LockEntry
from konzept.editions.withdrawals import Withdrawals
from konzept.publish import changing, finishing, leftovers
from konzept.publish import withdrawing as w
from konzept.publish.around import SitePages
from konzept.publish.plan import Project, SitePlan, plan
from konzept.publish.publishing import check_stored, show

Excerpts = Literal["report", "remove", "keep"]
_SHORTEST = 4  # letters; less stands everywhere


@dataclass(frozen=True, slots=True)
class Amended:
    """The changed files of each Ausgabe, files that somebody must look at, since no program can, and what is left."""

    changed: dict[str, tuple[str, ...]]
    unsearched: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)


def withdraw(
    project: Project,
    pages: Sequence[str],
    passages: Sequence[str],
    notice: w.Notice,
    excerpts: Excerpts = "report",
) -> Amended:
    """Replace pages and passages in all Ausgaben by a dated notice, and log it: in the lock, and in the withdrawals.

    ``excerpts`` says what is done where other pages repeat passages of a page. All is searched again afterwards.

    :raises PublishError: if nothing was found, if the reason repeats a passage, or if excerpts would stay.
    """
    _refuse(passages, notice)
    with project.store.alone():
        planned = _ready(project)
        lock, site_pages = planned.lock, SitePages(planned.town)
        passages_in_all = [*passages, *_excerpts(project, lock, pages, passages, excerpts)]
        wanted = _wanted(withdrawals.load(project.root), lock, pages, passages_in_all, notice)
        made = {
            name: changing.withdrawn(project.store, name, entry, wanted, site_pages)
            for name, entry in lock.entries.items()
        }
        result = _changes(lock, made)
        if not result.changed:
            raise PublishError("Das steht in keiner Ausgabe. Prüfen Sie die Schreibweise.")
        withdrawals.save(wanted, project.root)  # before the lock: what is interrupted here is carried out by 'publish'
        places = _put(planned, made)
        pictures = {name: w.unsearched(places[name]) for name in result.changed}
        left = {name: list(leftovers.left(place, passages)) for name, place in places.items()}
        return replace(result, unsearched=pictures, left={name: found for name, found in left.items() if found})


def _wanted(
    known: Withdrawals, lock: Lock, pages: Sequence[str], passages: Sequence[str], notice: w.Notice
) -> Withdrawals:
    """All withdrawals, with those that are new now."""
    day = notice.day.isoformat()
    for page in pages:
        if having := [name for name, entry in lock.entries.items() if page in entry.files]:
            known = known.with_page(page, having, day, notice.reason)
    for passage in passages:
        known = known.with_passage(passage, day, notice.reason)
    return known


def correct(project: Project, name: str, page: str, notice: w.Notice) -> Amended:
    """Put a dated correction onto a page of one Ausgabe, and log it in the lock file.

    :raises PublishError: if there is no such Ausgabe or page.
    """

    def act(folder: Path) -> None:
        if not page.endswith(".html") or not (folder / page).is_file():
            raise PublishError(
                f"Die Ausgabe {name} hat keine Seite {page!r}. Nennen Sie sie ab dem Ordner der Ausgabe."
            )
        finishing.correct(folder, page, notice.day.isoformat(), notice.reason)

    with project.store.alone():
        names = list(locks.load(project.lock_file).entries)
        if name not in names:
            raise PublishError(f"Die Ausgabe {name!r} gibt es nicht. Es gibt: {', '.join(names)}.")
        planned = _ready(project)
        lock = planned.lock
        entry = changing.changed(project.store, name, lock.entries[name], act, "berichtigung", notice, (page,))
        made = {**lock.entries, name: entry}
        _put(planned, made)
        return _changes(lock, made)


def _refuse(passages: Sequence[str], notice: w.Notice) -> None:
    """:raises PublishError: if the reason repeats a passage, or a passage is too short to be looked for."""
    for passage in passages:
        if len("".join(filter(str.isalnum, passage))) < _SHORTEST:
            raise PublishError(
                f"Die Stelle {passage!r} ist zu kurz; sie stünde überall. Nennen Sie mindestens vier Buchstaben."
            )
        if Withdrawals().with_passage(passage, "", "").hits(notice.reason):
            raise PublishError("Der Grund wird veröffentlicht und darf die Stelle nicht wiederholen.")


def _ready(project: Project) -> SitePlan:
    """What is published, if all of it is stored as it was published.

    :raises PublishError: otherwise.
    """
    planned = plan(project)
    if planned.to_make:
        missing = ", ".join(one.edition.name for one in planned.to_make)
        raise PublishError(f"Nicht alle Ausgaben sind gespeichert: {missing}. Veröffentlichen Sie zuerst.")
    check_stored(planned)
    return planned


def _excerpts(
    project: Project, lock: Lock, pages: Sequence[str], passages: Sequence[str], wanted: Excerpts
) -> list[str]:
    """The passages of pages that other files repeat, if they are to be removed too.

    :raises PublishError: if nobody decided about them.
    """
    repeated: list[str] = []
    for name, entry in lock.entries.items() if wanted != "keep" else ():
        folder = project.store.place(name, entry.files)
        found = [excerpt for page in pages for excerpt in leftovers.excerpts(folder, page)]
        named = [excerpt for excerpt in found if any(_in(passage, excerpt) for passage in passages)]
        if wanted == "report" and (left := [excerpt for excerpt in found if excerpt not in named]):
            raise PublishError(_left(folder, pages, left))
        repeated += found if wanted == "remove" else []
    return list(dict.fromkeys(repeated))


def _in(passage: str, text: str) -> bool:
    return bool(Withdrawals().with_passage(passage, "", "").hits(text))


def _put(planned: SitePlan, made: Mapping[str, LockEntry]) -> dict[str, Path]:
    """Publish changed entries: all at once in the lock file, then shown; where each Ausgabe is stored."""
    project, lock = planned.project, Lock(made, planned.lock.around)
    locks.save(lock, project.lock_file)
    show(replace(planned, lock=lock))
    project.store.tidy(lock, keep=1)
    return {name: project.store.place(name, entry.files) for name, entry in made.items()}


def _changes(before: Lock, made: Mapping[str, LockEntry]) -> Amended:
    now = {name: entry for name, entry in made.items() if entry.files != before.entries[name].files}
    return Amended({name: tuple(entry.changes[-1].files) for name, entry in now.items()})


def _left(folder: Path, pages: Sequence[str], excerpts: list[str]) -> str:
    shown = "\n".join(f"  {excerpt[:100]!r}" for excerpt in excerpts[:10])
    held = sorted({name for excerpt in excerpts for name in leftovers.holding(folder, excerpt)} - {*pages})
    return (
        f"In der Ausgabe {folder.name.rpartition('-')[0]} wiederholen andere Dateien, was auf der Seite steht:\n"
        f"{shown}\nDateien: {', '.join(held[:20])}\n"
        "Nichts wurde geändert. Entscheiden Sie: --excerpts remove nimmt auch diese Stellen heraus, "
        "--excerpts keep lässt sie stehen, --passage nennt einzelne."
    )
