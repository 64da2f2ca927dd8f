"""What the commands share: options, how they speak, and how they end.

What only some of them need is loaded there: a build in which nothing is new shall end before the rest is loaded.
"""

from __future__ import annotations

import shlex
from collections import UserDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from konzept import as_of, errors, files
from konzept.cli import click_german
from konzept.errors import KonzeptError, RefusedError
from konzept.files import git
from konzept.model.dates import day_in, no_day

if TYPE_CHECKING:
    from konzept.edits import FileChange
    from konzept.examine import Examination
    from konzept.findings import Finding
    from konzept.survey.bodies import Asked
    from konzept.survey.rounds import Round
    from konzept.texts import Texts

click_german.speak()  # before the first option is made


class _Day(click.ParamType[date]):
    """A day of the calendar, in German or as in ISO 8601."""

    name = "Tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        found = value if isinstance(value, date) else day_in(value)
        if found is None:
            self.fail(no_day(value), param, ctx)
        return found


DAY: Final = _Day()
_OTHER_LINE_ENDS: Final = (
    "Dieser Klon hat Zeilenenden von Windows (core.autocrlf), veröffentlicht werden andere. Klonen Sie neu, oder, wenn "
    "nichts Eigenes darin ist: git config core.autocrlf false && git rm -rq --cached . && git reset -q --hard"
)
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
EDITION: Final = "KONZEPT_AUSGABE"  # set by the publisher only: the title of the Ausgabe
TEXTS: Final = click.option("--texts", type=FOLDER, default="docs", show_default=True, help="Ordner der Texte.")
AS_OF: Final = click.option(
    "--as-of",
    "as_of_day",
    type=DAY,
    help="Tag, auf den alles bezogen ist (TT.MM.JJJJ oder JJJJ-MM-TT); sonst der des Commits.",
)


def target(default: str, help: str = "Ordner für das Ergebnis.", *, is_file: bool = False) -> Callable[[Any], Any]:
    """The option that says where a command writes."""
    kind = click.Path(file_okay=is_file, dir_okay=not is_file, path_type=Path)
    return click.option("--target", type=kind, default=default, show_default=True, help=help)


def day_of(given: date | None, folder: Path) -> date:
    """The Stichtag that was asked for, or that of the texts."""
    return given or as_of.default(folder)


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


def record_of(texts: Path, name: str, content: bytes) -> FileChange:
    """A file of records in a folder of texts that gets another content."""
    from konzept.edits import FileChange

    path = texts / name
    return FileChange(name, path.read_bytes() if path.is_file() else None, content)


def write_changes(texts: Path, changes: Sequence[FileChange]) -> None:
    """Write all files of a folder of texts, or leave all as they were.

    :raises RefusedError: if one was changed meanwhile, or would be written elsewhere.
    """
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


@contextmanager
def saying(sentence: str) -> Iterator[None]:
    """If something stops the command in here, a sentence more is told after the reason."""
    try:
        yield
    except (KonzeptError, OSError) as error:
        error.add_note(sentence)
        raise


class Late(UserDict[str, Any]):
    """Commands by their names, at first with the module that has each in its list ``COMMANDS``."""

    def __getitem__(self, name: str) -> click.Command:
        """A command; only now its module is loaded."""
        module = import_module(f"konzept.cli.{self.data[name]}")
        found: dict[str, click.Command] = {command.name: command for command in module.COMMANDS}
        return found[name]


class Door(click.Group):
    """Shows what stops a command: its German reason, and what else is to be said; no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KonzeptError as error:
            _end(str(error), error, error.exit_code)
        except BrokenPipeError:
            raise  # nobody reads any more: click ends quietly
        except OSError as error:
            _end(errors.sentence(error), error, KonzeptError.exit_code)
        except KeyboardInterrupt as error:
            _end("Abgebrochen.", error, 130)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            _end(str(errors.of_program(error)), error, errors.ProgramError.exit_code)


def _end(message: str, error: BaseException, code: int) -> NoReturn:
    for line in (message.rstrip("\n"), *getattr(error, "__notes__", ())):
        click.echo(line, err=True)
    raise SystemExit(code)


def named(texts: str, target: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Texts and target by their names, as in every command, or without: so old Ausgaben are asked for.

    Given are the defaults.
    """
    options = {"texts": (texts, FOLDER, "Ordner der Texte.")}
    if target:
        options["target"] = (target, click.Path(file_okay=False, path_type=Path), "Ordner für das Ergebnis.")

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            for name, (default, kind, _) in options.items():
                option = given.pop(f"{name}_by_name")
                given[name] = option or given[name] or kind.convert(default, None, None)
            command(**given)

        decorated: Callable[..., None] = run
        for name, (default, kind, text) in reversed(options.items()):
            says = f"{text}  [sonst: {default}]"
            decorated = click.option(f"--{name}", f"{name}_by_name", type=kind, help=says)(decorated)
        for name, (_, kind, _) in reversed(options.items()):
            shown = {"texts": "[TEXTE]", "target": "[ZIEL]"}[name]
            decorated = click.argument(name, type=kind, required=False, metavar=shown)(decorated)
        return decorated

    return decorate
