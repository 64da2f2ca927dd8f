"""The two lawful changes of what is published: withdraw something everywhere, or put a correction on a page."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from konzept import as_of
from konzept.editions import PublishError, withdrawals, withdrawn_passages
from konzept.editions import lock as locks
from konzept.editions.lock import Lock, LockEntry
from konzept.editions.withdrawals import Withdrawals
from konzept.publish import changing, finishing, meant
from konzept.publish.around import SitePages
from konzept.publish.publishing import check_stored, retell, show
from konzept.publish.site_plan import Project, SitePlan, plan
from konzept.publish.withdrawal import leftovers, taking_out
from konzept.publish.withdrawal.taking_out import Notice
from konzept.web.hyphens import HYPHEN

Excerpts = Literal["report", "remove", "keep"]
_SHORTEST = 4  # letters; less stands everywhere


@dataclass(frozen=True, slots=True)
class Amended:
    """The changed files of each Ausgabe, files that somebody must look at, since no program can, and what is left.

    ``retold`` says whether the reason of an earlier change had something of it.
    """

    changed: dict[str, tuple[str, ...]]
    unsearched: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    retold: bool = False


def withdraw(
    project: Project,
    pages: Sequence[str],
    passages: Sequence[str],
    notice: Notice,
    excerpts: Excerpts = "report",
) -> Amended:
    """Replace pages and passages in all Ausgaben by a dated notice, and log it: in the lock, and in the withdrawals.

    ``excerpts`` says what is done where other pages repeat passages of a page. All is searched again afterwards.

    :raises PublishError: if nothing was found, if the reason repeats a passage, if excerpts would stay, or if the day
        is before the newest Ausgabe or after today.
    """
    _refuse(passages, notice)
    with project.store.alone():
        planned = _ready(project)
        _refuse_notice(notice, max((one.edition.date for one in planned.editions), default=date.min))
        entries, site_pages = planned.lock.entries, SitePages(planned.town)
        known, places = withdrawals.load(project.root), _places(project, entries)
        meant.refuse_pages(places, entries, pages)
        wanted = _with_pages(known, entries, pages, notice)
        without = wanted.only([one.id for one in wanted.entries[len(known.entries) :]])
        again = _excerpts(
            planned, pages, passages, excerpts, lambda work, name: taking_out.apply(work, name, without, site_pages)
        )
        for passage in [*passages, *again]:
            wanted = wanted.with_passage(passage, notice.day, notice.reason)
        asked = [wanted.only([one.id]) for one in wanted.entries[len(known.entries) + len(without.entries) :]]
        told = " | ".join(change.reason for entry in entries.values() for change in entry.changes)
        meant.refuse_missing(places, told, dict(zip(passages, asked, strict=False)))
        wanted = withdrawn_passages.with_reasons(wanted)
        titles = leftovers.short_titles(places.values(), pages)
        made = {
            name: changing.withdrawn(project.store, name, entry, wanted, site_pages) for name, entry in entries.items()
        }
        result = _changes(planned.lock, made)
        if not result.changed and not result.retold:
            raise PublishError("Das steht in keiner Ausgabe. Prüfen Sie die Schreibweise.")
        withdrawals.save(wanted, project.root)  # before the lock: what is interrupted here is carried out by 'publish'
        now = _put(planned, made)
        if pages:
            retell(planned)
        pictures = {name: taking_out.unsearched(now[name]) for name in result.changed}
        left = {
            name: [*_corrections(made[name], pages), *leftovers.left(place, passages, titles)]
            for name, place in now.items()
        }
        return replace(result, unsearched=pictures, left={name: found for name, found in left.items() if found})


def _corrections(entry: LockEntry, pages: Sequence[str]) -> Iterator[str]:
    """German sentences about what was said in corrections of withdrawn pages, and stands in the list."""
    for change in entry.changes:
        if change.kind == "berichtigung" and not {*change.pages}.isdisjoint(pages):
            said = textwrap.shorten(change.reason, 100, placeholder=" …")
            yield (
                f"In der Liste der Ausgaben steht weiter die Berichtigung vom {change.day:%d.%m.%Y}: „{said}“. "
                "Soll etwas davon heraus, nennen Sie es mit --passage."
            )


def _refuse_notice(notice: Notice, earliest: date) -> None:
    """:raises PublishError: if a notice says nothing, or has a day on which it can't have been made."""
    if not notice.reason.strip():
        raise PublishError("Der Vermerk ist leer. Schreiben Sie, was auf der Seite stehen soll.")
    if notice.day > as_of.today():
        raise PublishError(f"Der {notice.day:%d.%m.%Y} kommt erst noch. Nennen Sie den Tag, an dem Sie ändern.")
    if notice.day < earliest:
        raise PublishError(
            f"Am {notice.day:%d.%m.%Y} gab es die Ausgabe vom {earliest:%d.%m.%Y} noch nicht. Nennen Sie den Tag, an "
            "dem Sie ändern."
        )


def _with_pages(
    known: Withdrawals, entries: Mapping[str, LockEntry], pages: Sequence[str], notice: Notice
) -> Withdrawals:
    for page in pages:
        if having := [name for name, entry in entries.items() if page in entry.files]:
            known = known.with_page(page, having, notice.day, notice.reason)
    return known


def correct(project: Project, name: str, page: str, notice: Notice) -> Amended:
    """Put a dated correction onto a page of one Ausgabe, and log it in the lock file.

    :raises PublishError: if there is no such Ausgabe or page, if the correction stands there already, says nothing or
        has a day before the Ausgabe or after today.
    """

    def act(folder: Path) -> None:
        if not page.endswith(".html") or not (folder / page).is_file():
            raise PublishError(
                f"Die Ausgabe {name} hat keine Seite {page!r}. Nennen Sie sie ab dem Ordner der Ausgabe."
            )
        meant.refuse_forwarding(folder, page)
        finishing.correct(folder, page, notice.day, notice.reason)

    with project.store.alone():
        names = list(locks.load(project.lock_file).entries)
        if name not in names:
            there = f"Es gibt: {', '.join(names)}." if names else f"In {project.lock_file} steht noch keine."
            raise PublishError(f"Die Ausgabe {name!r} gibt es nicht. {there}")
        planned = _ready(project)
        lock = planned.lock
        _refuse_notice(notice, next(one.edition.date for one in planned.editions if one.edition.name == name))
        said = [(change.pages, change.day, change.reason) for change in lock.entries[name].changes]
        if ((page,), notice.day, notice.reason) in said:
            raise PublishError(f"Diese Berichtigung steht mit diesem Tag schon auf {page!r}.")
        entry = changing.changed(project.store, name, lock.entries[name], act, "berichtigung", notice, (page,))
        made = {**lock.entries, name: entry}
        _put(planned, made)
        return _changes(lock, made)


def _refuse(passages: Sequence[str], notice: Notice) -> None:
    """:raises PublishError: if the reason repeats a passage, or a passage is too short to be looked for."""
    for passage in passages:
        if len("".join(filter(str.isalnum, passage))) < _SHORTEST:
            raise PublishError(
                f"Die Stelle {passage!r} ist zu kurz; sie stünde überall. Nennen Sie mindestens vier Buchstaben."
            )
        if Withdrawals().with_passage(passage, as_of.today(), "").hits(notice.reason):
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
    planned: SitePlan,
    pages: Sequence[str],
    passages: Sequence[str],
    wanted: Excerpts,
    without: Callable[[Path, str], object],
) -> list[str]:
    """What pages and their items say and other files repeat, in any Ausgabe, if it is to be removed too.

    ``without`` withdraws the pages from the folder of an Ausgabe with a name.

    :raises PublishError: if nobody decided about it.
    """
    if wanted == "keep":
        return []
    store, entries = planned.project.store, planned.lock.entries
    said = leftovers.said(_places(planned.project, entries).values(), pages)
    found: list[str] = []
    for name, entry in entries.items() if said else ():
        work = changing.copy(store, name, entry.files)
        without(work, name)
        again = leftovers.repeated(work, said)
        asked = [Withdrawals().with_passage(passage, as_of.today(), "") for passage in passages]
        left = [words for words in again if not any(one.hits(words) for one in asked)]
        if wanted == "report" and left:
            raise PublishError(_left(work, name, left))
        shutil.rmtree(work)
        found += again
    return list(dict.fromkeys(found))


def _put(planned: SitePlan, made: Mapping[str, LockEntry]) -> dict[str, Path]:
    """Publish changed entries: all at once in the lock file, then shown; where each Ausgabe is stored."""
    project, lock = planned.project, Lock(made, planned.lock.around)
    locks.save(lock, project.lock_file)
    show(replace(planned, lock=lock))
    project.store.tidy(lock, keep=1)
    return _places(project, made)


def _places(project: Project, entries: Mapping[str, LockEntry]) -> dict[str, Path]:
    """Where each Ausgabe is stored."""
    return {name: project.store.place(name, entry.files) for name, entry in entries.items()}


def _changes(before: Lock, made: Mapping[str, LockEntry]) -> Amended:
    now = {name: entry for name, entry in made.items() if entry.files != before.entries[name].files}
    told = {name: [change.reason for change in entry.changes] for name, entry in before.entries.items()}
    retold = any(told[name] != [change.reason for change in made[name].changes][: len(told[name])] for name in told)
    return Amended({name: tuple(entry.changes[-1].files) for name, entry in now.items()}, retold=retold)


def _left(folder: Path, name: str, excerpts: list[str]) -> str:
    words = dict.fromkeys(excerpt.replace(HYPHEN, "") for excerpt in excerpts)
    shown = "\n".join(f"  „{textwrap.shorten(text, 100, placeholder=' …')}“" for text in list(words)[:10])
    held = sorted({file for excerpt in excerpts for file in leftovers.holding(folder, excerpt)})
    return (
        f"In der Ausgabe {name} wiederholen andere Dateien, was auf der Seite steht:\n"
        f"{shown}\nDateien: {', '.join(held[:20])}\n"
        "Nichts wurde geändert. Entscheiden Sie: --excerpts remove nimmt auch diese Stellen heraus, "
        "--excerpts keep lässt sie stehen, --passage nennt einzelne."
    )
