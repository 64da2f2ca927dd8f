"""The steps of a publication, in their order. Whatever stops it, the site shown before stays whole."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from konzept import files
from konzept.compare import without
from konzept.editions import PublishError, chronicle, remembered, verification, withdrawals
from konzept.editions import lock as locks
from konzept.editions.lock import Lock
from konzept.publish import chronicling, desk, vouching
from konzept.publish.around import SitePages
from konzept.publish.site import Site
from konzept.publish.site_plan import Project, SitePlan, plan

if TYPE_CHECKING:
    from konzept.publish.filling import Makes, Progress

_NOBODY: Final[Progress] = lambda name, state: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class PublishResult:
    """Whether anything changed on the site, what the chronicle can't tell, why there is no Redaktion in the browser."""

    changed: bool
    lacking: tuple[str, ...]
    without_desk: str


def publish(
    project: Project,
    maker: Makes,
    *,
    jobs: int = 2,
    copy: Path | None = None,
    renew: bool = False,
    frozen: bool = False,
    report: Progress = _NOBODY,
) -> PublishResult:
    """Make what is missing, store it, put the site together and show it in one step.

    ``copy`` is a copy of the site from which stored Ausgaben are taken instead of being built;
    ``renew`` puts the site together again although nothing is new; ``frozen`` refuses what the
    lock file does not have yet, as a pipeline can't commit it.

    Also written is what the texts must say of it: ``ausgabe.json`` and ``chronik.json``.

    :raises PublishError: if something published is not as it was, or if a build fails.
    """
    with project.store.alone():
        planned = plan(project)
        if frozen:
            _refuse_new(planned)
        project.store.tidy(planned.lock)
        check_stored(planned)
        if planned.to_make:
            from konzept.publish import filling  # what reads and changes published files is slow to load

            planned = replace(planned, lock=filling.fill(planned, maker, jobs, copy, report))
        planned = replace(planned, lock=_withdrawn(planned, frozen=frozen))
        made, without = desk.made(planned)
        site = _site(planned, made)
        written, lacking = _to_write(planned, site, renew=renew)
        changed = _show(planned, site, renew=renew, frozen=frozen, report=report)
        project.store.tidy(planned.lock)
        for name, text in written.items():
            files.write(project.docs / name, text)
        return PublishResult(changed, lacking, without)


def _refuse_new(planned: SitePlan) -> None:
    """:raises PublishError: if the lock file lacks an Ausgabe."""
    if unknown := [one.edition.name for one in planned.editions if one.entry is None]:
        raise PublishError(
            f"{locks.FILE} kennt noch nicht: {', '.join(unknown)}. Veröffentlichen Sie einmal mit 'make site' und "
            "übernehmen Sie die Sperrdatei ins Repository."
        )


def _to_write(planned: SitePlan, site: Site, *, renew: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    """The files of the texts that tell of the Ausgaben, where they are not up to date; and what can't be told."""
    written: dict[str, str] = {}
    lacking: tuple[str, ...] = ()
    if newest := to_remember(planned):
        written[remembered.FILE] = newest
    if renew or not site.is_shown(planned.project.store.shown()) or chronicling.is_behind(planned):
        written[chronicle.FILE], lacking = chronicling.chronicle_of(planned.registry.editions, planned.project.docs)
    return written, lacking


def retell(planned: SitePlan) -> None:
    """Write anew what the texts must say of the Ausgaben, after a page with its items was withdrawn."""
    docs = planned.project.docs
    if newest := to_remember(planned):
        files.write(docs / remembered.FILE, newest)
    files.write(docs / chronicle.FILE, chronicling.chronicle_of(planned.registry.editions, docs)[0])


def _site(planned: SitePlan, made: files.Made) -> Site:
    project = planned.project
    return Site(project.store, planned.registry, planned.lock, planned.town, vouching.found(project.root), dict(made))


def show(planned: SitePlan) -> None:
    """Put the site together from what is stored, after an Ausgabe was changed.

    :raises PublishError: if what is shown was changed by somebody else.
    """
    _show(planned, _site(planned, desk.made(planned)[0]), renew=False, frozen=False, report=_NOBODY)


def _show(planned: SitePlan, site: Site, *, renew: bool, frozen: bool, report: Progress) -> bool:
    """Put the site together from what is stored, if it is not what is shown already, and note its sums in the lock.

    :returns: whether anything changed.
    :raises PublishError: if what is shown was changed by somebody else; ``frozen``: if the lock is signed and would
        have to change.
    """
    project = planned.project
    shown = project.store.shown()
    if shown and site.is_shown(shown) and not renew:
        if faults := site.deviations(shown):
            advice = "Die gespeicherten Ausgaben sind unbeschädigt: --renew setzt die Website daraus neu zusammen."
            raise PublishError("\n".join([*(f"{project.target}/{fault}" for fault in faults), advice]))
        _note(project, locks.load(shown / locks.FILE), frozen=frozen)
        return False
    report("website", "zusammensetzen")
    state = project.store.next_state()
    _note(project, site.assemble(state), frozen=frozen)
    project.store.show(state)
    return True


def _note(project: Project, lock: Lock, *, frozen: bool) -> None:
    """Write the lock as it is published, if it is not there so.

    A pipeline can't commit it: it publishes its own sums of what is around the Ausgaben, unless somebody signed others.
    """
    if lock == locks.load(project.lock_file):
        return
    if not frozen:
        locks.save(lock, project.lock_file)
    elif (project.root / vouching.SIGNATURE).is_file():
        raise PublishError(
            f"{locks.FILE} ist unterschrieben, nennt aber andere Dateien um die Ausgaben herum, als jetzt entstünden: "
            "Das Programm oder kommune.toml hat sich seitdem geändert. Veröffentlichen Sie einmal mit 'make site', "
            "unterschreiben Sie die Sperrdatei neu und übernehmen Sie beides ins Repository."
        )


def to_remember(planned: SitePlan) -> str:
    """What the newest Ausgabe has, for the rule that nothing published vanishes; empty if that is known.

    What was withdrawn since with its page may vanish.

    :raises PublishError: if something of it can't be read: the rule would not hold for that.
    """
    project, newest = planned.project, planned.editions[-1]
    known, name = withdrawals.load(project.root), newest.edition.name
    has_lost_pages = any(one.page and name in one.editions for one in known.entries)
    if remembered.read(project.docs).edition == name and not has_lost_pages:
        return ""
    from konzept.examine import examine_folder  # as slow to load

    with tempfile.TemporaryDirectory(dir=project.store.work) as folder:
        project.repository.export(newest.commit, Path(folder), project.docs_name)
        examined = examine_folder(Path(folder, project.docs_name), newest.commit.day)
    if lost := sorted(examined.ids - examined.concept.items.keys()):
        raise PublishError(
            f"{name}: Nicht lesbar sind in dieser Ausgabe: {', '.join(lost)}. Was in ihr steht, muss "
            "vollständig festgehalten werden. Berichtigen Sie diese Einträge und nennen Sie den neuen Commit."
        )
    kept = without(examined.concept, known.held_back(name, examined.concept))
    path, text = project.docs / remembered.FILE, remembered.as_text(name, kept)
    return "" if path.is_file() and path.read_bytes() == text.encode() else text


def check_stored(planned: SitePlan) -> None:
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


def _withdrawn(planned: SitePlan, *, frozen: bool) -> Lock:
    """Carry out on each Ausgabe what was withdrawn and is not in the lock file: it was lost there, or never got there.

    :raises PublishError: if the lock file may not change.
    """
    project, lock, known = planned.project, planned.lock, planned.withdrawn
    lacking = [name for name, entry in lock.entries.items() if {one.id for one in known.entries} - {*entry.searched}]
    if not lacking:
        return lock
    if frozen:
        raise PublishError(
            f"{withdrawals.FILE} nennt Zurückgezogenes, von dem {locks.FILE} noch nicht weiß: {', '.join(lacking)}. "
            "Veröffentlichen Sie einmal mit 'make site' und übernehmen Sie die Sperrdatei ins Repository."
        )
    from konzept.publish import changing

    pages = SitePages(planned.town)
    now = {n: changing.withdrawn(project.store, n, entry, known, pages) for n, entry in lock.entries.items()}
    lock = replace(lock, entries=now)
    locks.save(lock, project.lock_file)
    return lock
