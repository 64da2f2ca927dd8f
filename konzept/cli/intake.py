"""Commands for what others hand in and what is due: intake, agenda."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import click

from konzept import as_of, files, town
from konzept.agenda import page
from konzept.agenda.calendar import ical
from konzept.agenda.due import agenda
from konzept.cli.shared_options import ACCEPT, ANSWERER, AS_OF, TEXTS, named, target
from konzept.cli.text_folder import (
    as_it_is,
    asked_of,
    contents_of,
    is_of_programs,
    records_of,
    rounds_of,
    texts_of,
    write_changes,
)
from konzept.edits import FileChange
from konzept.errors import RefusedError
from konzept.examine import Examination, examine
from konzept.examine.one_text import read_content
from konzept.files import git
from konzept.german import count
from konzept.intake import commits, record, results
from konzept.intake.house import House
from konzept.intake.outcome import Intake
from konzept.intake.taking import take_in
from konzept.intake.unpacking import LARGEST, LARGEST_PATCH
from konzept.markdown.records import Reading
from konzept.survey import bodies, keeping, rounds
from konzept.texts import Texts

_NO_TABLES: Final = (
    "Antworten von Stellen kommen nie ins Repository: Darin können Namen und Bemerkungen stehen. Löschen Sie den "
    "Zweig, auf dem diese Datei liegt, und nehmen Sie sie auf einem Rechner auf: python -m konzept intake"
)


@click.command("intake")
@click.argument("given", metavar="[DATEI...]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@TEXTS
@target("build/eingang", "Ordner für den Bericht.")
@click.option("--apply", is_flag=True, help="In die Texte schreiben; sonst wird nur gezeigt, was sich ändern würde.")
@click.option("--branch", default="", help="Statt zu schreiben: ein neuer Zweig mit einem Commit je Meldung.")
@ANSWERER
@ACCEPT
@AS_OF
def take(
    given: tuple[Path, ...],
    texts: Path,
    target: Path,
    apply: bool,
    branch: str,
    body: str,
    accept: tuple[str, ...],
    as_of_day: date | None,
) -> None:
    """Prüft, was im Eingang liegt: Patches und Tabellen. Berichtet, was sich ändern würde.

    Ohne DATEI ist es der Ordner eingang/ neben den Texten. Jede Meldung wird ganz übernommen oder gar nicht.
    """
    if apply and branch:
        raise RefusedError("'--apply' und '--branch' schließen sich aus: in die Texte schreiben oder auf einen Zweig.")
    base = _base(texts, branch) if branch else None
    house = _house(texts, as_of_day or as_of.today(), body, frozenset(accept), no_tables=_NO_TABLES if branch else "")
    incoming = contents_of(_paths(given or (_incoming(texts),)), LARGEST)
    found = take_in(incoming, house)
    if base:
        done = _branch(found, house, texts, branch, base)
    elif apply:
        done = _write(found, house, texts)
    elif found.sound:
        done = "Nichts ist geschrieben. In die Texte übernehmen Sie es mit --apply."
    else:
        done = ""
    _report(found.written() if base or apply else found, target, house.texts.town, for_push=bool(base))
    if done:
        click.echo(done)
    if not found.is_clean:
        raise SystemExit(1)


def _paths(given: tuple[Path, ...]) -> Iterator[Path]:
    """The files that were named, and those in folders that were named."""
    for path in given:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for found in inside:
            hidden = path.is_dir() and (found.name == "README.md" or is_of_programs(found.name))
            if found.is_symlink():
                raise RefusedError(f"{found} ist eine Verknüpfung. Legen Sie die Datei selbst hierher.")
            if found.is_file() and not hidden:
                yield found


def _house(texts: Path, today: date, body: str, accepted: frozenset[str], *, no_tables: str) -> House:
    records = records_of(texts, record.FILE, rounds.FILE)
    state = texts_of(texts, today)
    top = git.top(texts)
    marks = records[record.FILE]
    return House(
        texts=state,
        above=_above(texts, top),
        blob=partial(git.blob, texts, largest=LARGEST_PATCH) if top else lambda name: None,
        examined=_examiner(texts, state),
        marks={} if marks is None else record.load(marks),
        records=records,
        asked=partial(asked_of, texts) if (texts / bodies.FILE).is_file() else None,
        rounds=rounds_of(texts),
        no_tables=no_tables,
        body=body,
        accepted=accepted,
    )


def _above(texts: Path, top: Path | None) -> str:
    """The folder of the texts as patches name it, with its slash."""
    inside = texts.resolve().relative_to(top.resolve()).as_posix() if top else texts.resolve().name
    return "" if inside == "." else f"{inside}/"


def _examiner(texts: Path, state: Texts) -> Callable[[Mapping[str, bytes]], Examination]:
    """Examines texts as if they lay in the folder; each content is read once."""
    known: dict[tuple[str, bytes], Reading] = {}

    def examined(contents: Mapping[str, bytes]) -> Examination:
        for name, content in contents.items():
            if (name, content) not in known:
                known[name, content] = read_content(content, name, texts)
        readings = [known[name, content] for name, content in sorted(contents.items())]
        return examine(readings, state.town, state.today, state.published)

    return examined


def _report(found: Intake, target: Path, settings: town.Town, *, for_push: bool) -> None:
    click.echo(results.as_text(found), nl=False)
    made = {
        "bericht.md": results.as_markdown(found).encode(),
        "bericht.html": results.as_page(found, settings).encode(),
    }
    if for_push:
        made["beschreibung.txt"] = results.as_push_option(found).encode()
    with files.claim(target) as place:
        place.put({"eingang": made})
    click.echo(f"Der Bericht: {(target / 'bericht.html').as_posix()}")


def _write(found: Intake, house: House, texts: Path) -> str:
    """Write what is sound, or nothing; what is to be said of it."""
    changes = [*found.changes]
    if found.marks != house.marks:
        changes.append(FileChange(record.FILE, house.records[record.FILE], record.as_bytes(found.marks)))
    if found.rounds != house.rounds:
        changes.append(FileChange(rounds.FILE, house.records[rounds.FILE], rounds.as_bytes(found.rounds)))
    if not changes:
        return "Nichts ist zu schreiben."
    write_changes(texts, changes)
    names = ", ".join(change.path for change in changes)
    return f"Geschrieben: {names}. Lesen Sie die Texte, machen Sie einen Commit, und leeren Sie dann den Eingang."


def _base(texts: Path, branch: str) -> git.Commit:
    """The commit that a new branch begins with.

    :raises RefusedError: if there is none, or the texts are not as it has them, or the branch may not be made.
    """
    if not commits.is_branch(branch):
        raise RefusedError(f"{branch!r} kann kein Zweig heißen. Nehmen Sie Buchstaben, Ziffern und Bindestriche.")
    commit = git.find(texts, "HEAD") if git.top(texts) else None
    if commit is None:
        raise RefusedError(
            f"Ein Zweig entsteht in einem Repository. {git.why_unknown(texts) if git.top(texts) else ''}"
        )
    if not git.is_clean(texts):
        raise RefusedError(f"In {texts} liegt, was kein Commit hat. Machen Sie erst einen Commit.")
    if git.find(texts, f"refs/heads/{branch}"):
        raise RefusedError(f"Den Zweig {branch!r} gibt es schon. Nennen Sie einen anderen.")
    return commit


def _branch(found: Intake, house: House, texts: Path, branch: str, base: git.Commit) -> str:
    """Make the branch of what is sound; what is to be said of it."""
    number = len(found.sound)
    if not number:
        return "Kein Zweig ist entstanden, denn nichts ist zu übernehmen."
    now = int(time.time())
    stream = commits.stream(found.sound, house.marks, above=house.above, branch=branch, base=base.id, time=now)
    git.take_commits(texts, stream)
    return f"Der Zweig {branch} hat {count(number, 'Commit', 'Commits')} mehr als {base.id[:10]}."


@click.command("agenda")
@named("docs", "build/abfrage")
@AS_OF
def show_agenda(texts: Path, target: Path, as_of_day: date | None) -> None:
    """Nennt, was für die Redaktion ansteht. In ZIEL steht es als Seite und als Kalender mit Erinnerungen."""
    today = as_of_day or as_of.today()
    settings, found = town.load(texts), as_it_is(texts, today)
    asked = asked_of(texts, found).bodies if (texts / bodies.FILE).is_file() else ()
    waiting = [path.name for path in _paths(tuple(p for p in (_incoming(texts),) if p.is_dir()))]
    due = agenda(
        found.concept, rounds_of(texts), {body.code: body.name for body in asked}, found.looked_up, waiting, today
    )
    click.echo(page.as_text(due), nl=False)
    made = {"was-ansteht.html": page.as_page(due, settings).encode(), "was-ansteht.ics": ical(due, settings)}
    with files.claim(target) as place:
        place.put({"agenda": made})
    click.echo("".join(f"{(target / name).as_posix()}\n" for name in made), nl=False)


def _incoming(texts: Path) -> Path:
    """The folder for what is handed in, beside the texts."""
    return texts.resolve().parent / keeping.FOLDER


COMMANDS: Final = (take, show_agenda)
