"""What commands read from a folder of texts, write into folders, and say of both.

What only some of them need is loaded there: a build in which nothing is new shall end before the rest is loaded.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import click

from konzept import files
from konzept.errors import KonzeptError, RefusedError
from konzept.files import git
from konzept.files.locking import held

if TYPE_CHECKING:
    from konzept.edits import FileChange
    from konzept.examine import Examination
    from konzept.findings import Finding
    from konzept.survey.bodies import Asked
    from konzept.survey.rounds import Round
    from konzept.texts import Texts

_OTHER_LINE_ENDS: Final = (
    "Dieser Klon hat Zeilenenden von Windows (core.autocrlf), veröffentlicht werden andere. Klonen Sie neu, oder, wenn "
    "nichts Eigenes darin ist: git config core.autocrlf false && git rm -rq --cached . && git reset -q --hard"
)


def sound(folder: Path, today: date, target: Path, *, papers_too: bool = True) -> list[Finding]:
    """What the examination finds, which every build begins with: hints, and faults of papers if these don't count.

    :raises KonzeptError: with every finding, German and with its line, if there is an error that counts.
    """
    from konzept.examine import examine_folder
    from konzept.listing import as_text
    from konzept.paper import is_paper

    findings = list(examine_folder(folder, today).findings)
    if any(finding.is_error and (papers_too or not is_paper(finding.place.file)) for finding in findings):
        raise KonzeptError(
            as_text(findings, folder.as_posix())
            + f"Die Prüfung hat Fehler gefunden, gebaut wurde nichts. {target} ist unverändert."
        )
    return findings


def as_it_is(folder: Path, today: date) -> Examination:
    """The texts as far as they can be read; that something is missing is said."""
    from konzept.examine import examine_folder
    from konzept.examine.one_text import closed

    found = examine_folder(folder, today)
    unread = {*found.unread, *(finding.place.file for finding in closed(folder))}
    by_file = {PurePosixPath(file).stem for file in unread}
    if lacking := sorted({*(found.lost() - by_file), *unread}):
        click.echo(f"Hier fehlt, was sich nicht lesen lässt: {', '.join(lacking)}. Warum, sagt 'check'.", err=True)
    return found


def rounds_of(texts: Path) -> tuple[Round, ...]:
    """The rounds of asking that a folder of texts records; none without the file.

    :raises RefusedError: if it is damaged.
    """
    from konzept.survey import rounds

    path = texts / rounds.FILE
    return rounds.load(path.read_bytes()) if path.is_file() else ()


def asked_of(texts: Path, found: Examination) -> Asked:
    """Whom to ask, by the file in a folder of texts.

    :raises RefusedError: if there is none, or it is damaged.
    """
    from konzept.files import inputs
    from konzept.survey import bodies

    path = texts / bodies.FILE
    if not path.is_file():
        raise RefusedError(f"{path} fehlt: Dort steht, wen man fragt. Ein Beispiel steht in der Anleitung.")
    inputs.toml(path)  # a hidden character or a damaged file is refused as everywhere
    return bodies.load(path.read_bytes(), found.concept, found.lost())


def files_of(texts: Path) -> dict[str, bytes]:
    """The texts of a folder by their names in it."""
    paths = sorted(path for path in texts.rglob("*.md") if path.is_file())
    return {path.relative_to(texts).as_posix(): path.read_bytes() for path in paths}


def texts_of(folder: Path, today: date) -> Texts:
    """The texts of a folder in memory, to be changed there.

    :raises konzept.town.TownError: if the town file is faulty.
    """
    from konzept import town
    from konzept.editions import remembered
    from konzept.texts import Texts

    return Texts(files=files_of(folder), town=town.load(folder), today=today, published=remembered.read(folder))


def is_of_programs(name: str) -> bool:
    """Whether programs put a file of this name beside others by themselves: nobody means it."""
    return name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini")


def content_of(path: Path, largest: int) -> bytes:
    """The bytes of a file; of one beyond the largest size only so many that this can be seen."""
    with path.open("rb") as opened:
        return opened.read(largest + 1)


def contents_of(paths: Iterable[Path], largest: int) -> dict[str, bytes]:
    """The bytes of each file (see :func:`content_of`) by a name that tells them apart."""
    found: dict[str, bytes] = {}
    for path in paths:
        found[path.name if path.name not in found else path.as_posix()] = content_of(path, largest)
    return found


def put(target: Path, made: Mapping[str, bytes], owner: str) -> None:
    """Write files of one name each into a folder; what other calls wrote there under other names stays.

    :raises konzept.files.ForeignError: if a file that somebody else wrote or changed is in the way.
    """
    with files.claim(target) as place:
        place.put({f"{owner} {name}": {name: content} for name, content in made.items()})


def records_of(texts: Path, *names: str) -> dict[str, bytes | None]:
    """The files of records in a folder of texts as they are now, by their names; nothing where there is none."""
    return {name: (texts / name).read_bytes() if (texts / name).is_file() else None for name in names}


def write_changes(texts: Path, changes: Sequence[FileChange]) -> None:
    """Write all files of a folder of texts, or leave all as they were; of two who write at once one waits.

    :raises RefusedError: if one was changed since it was read, or would be written elsewhere.
    """
    with held(texts):
        _write_changes(texts, changes)


def _write_changes(texts: Path, changes: Sequence[FileChange]) -> None:
    for change in changes:
        path = texts / change.path
        there = path.read_bytes() if path.is_file() else None
        if there != change.old or not path.resolve().is_relative_to(texts.resolve()):
            raise RefusedError(
                f"{path} hat sich inzwischen geändert. Nichts ist geschrieben. Wiederholen Sie den Befehl."
            )
    done: list[FileChange] = []
    try:
        for change in changes:
            done.append(change)
            files.write(texts / change.path, change.new or b"")
    except BaseException:
        for change in done:
            if change.old is None:
                (texts / change.path).unlink(missing_ok=True)
            elif (texts / change.path).read_bytes() != change.old:
                files.write(texts / change.path, change.old)
        raise


def say_missing(folder: Path) -> None:
    """Name what the operator still has to fill in for Impressum, Datenschutz and the rest."""
    from konzept import town

    try:
        names = town.missing(town.load(folder))
    except town.TownError:
        return
    if names:
        click.echo(f"In {town.FILE} ist vor dem Betrieb noch einzutragen: {', '.join(names)}.", err=True)


def say_uncommitted(texts: Path) -> None:
    """Name what a publication wrote and no commit holds yet, and line ends that no commit has.

    Where git does not answer there is nothing to say.
    """
    from konzept.editions import chronicle, lock, registry, remembered, withdrawals
    from konzept.editions.repository import Repository

    root = texts.resolve().parent
    written = [
        root / lock.FILE,
        root / withdrawals.FILE,
        *(texts.resolve() / name for name in (remembered.FILE, chronicle.FILE)),
    ]
    try:
        lock.load(root / lock.FILE)  # a damaged one is not offered; publish and verify tell of it
        repository = Repository(root)
        names = shlex.join(repository.uncommitted([*written, texts.resolve() / registry.FILE]))
        found = repository.uncommitted(written)
        others = git.has_other_line_ends(root)
    except KonzeptError:
        return
    if others:
        click.echo(_OTHER_LINE_ENDS, err=True)
    if found:
        click.echo(f"Veröffentlicht, aber noch nicht im Repository: git add {names} && git commit", err=True)


def say_lacking(lines: Iterable[str]) -> None:
    """Tell what the chronicle can't tell of the Ausgaben."""
    for line in lines:
        click.echo(f"In der Chronik fehlt: {line}", err=True)
