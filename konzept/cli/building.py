"""Commands for the texts: check, build, desk, todo, clean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import click

from konzept import files, town
from konzept.catalogue import DATA_FILES
from konzept.cli.shared_options import AS_OF, FOLDER, day_of, named
from konzept.cli.text_folder import as_it_is, say_missing, say_uncommitted, sound
from konzept.editions import PublishError, lock
from konzept.errors import KonzeptError, RefusedError
from konzept.examine import examine_folder, reading_cache
from konzept.exports.consistency import faults
from konzept.files import git, watching
from konzept.files.conflicts import CONFLICT, conflict
from konzept.findings import Finding, fault
from konzept.german import count
from konzept.intake import record
from konzept.listing import FORMATS
from konzept.report.todo import open_points
from konzept.rules.lookups import overdue
from konzept.survey import bodies, keeping, rounds
from konzept.town import TownError

_LOCK: Final = f"../{lock.FILE}"  # beside the folder of the texts
_LEGAL: Final = {
    "impressum": "Impressum",
    "datenschutz": "Datenschutz",
    "barrierefreiheit": "Erklärung zur Barrierefreiheit",
}


@click.command()
@named("docs")
@AS_OF
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Dateiformat.")
@click.option(
    "--data",
    "site",
    type=FOLDER,
    is_flag=False,
    flag_value="build/html",
    help="Stattdessen die Dateien mit Daten einer gebauten Website prüfen; ohne Ordner die in build/html.",
)
@click.option("--watch", is_flag=True, help="Nach jedem Speichern noch einmal prüfen, bis Sie es mit Strg+C beenden.")
def check(texts: Path, as_of_day: date | None, form: str, site: Path | None, watch: bool) -> None:
    """Prüft die Texte in TEXTE. Jeder Fund steht da als Datei:Zeile: Meldung."""
    if watch and site is not None:
        raise click.UsageError("'--watch' und '--data' gehen nicht zusammen.")
    if site is not None:
        _check_data(texts, site)
    elif watch:
        _watch(texts, as_of_day, form)
    else:
        errors = _say_findings(texts, as_of_day, form)
        say_missing(texts)
        _say_pages_to_write(texts)
        say_uncommitted(texts)
        if errors:
            raise SystemExit(1)


def _say_findings(texts: Path, as_of_day: date | None, form: str) -> int:
    """Examine the texts and tell all findings; how many of them are errors."""
    try:
        found = examine_folder(texts, day_of(as_of_day, texts))
        findings = (*found.findings, *bodies.read(texts, found)[1], *_records(texts), *_raw_answers(texts))
    except TownError as error:
        findings = (error.finding,)
    click.echo(FORMATS[form](findings, texts.as_posix()), nl=False)
    errors = sum(finding.is_error for finding in findings)
    hints = len(findings) - errors
    click.echo(f"{count(errors, 'Fehler', 'Fehler')}, {count(hints, 'Hinweis', 'Hinweise')}.", err=True)
    return errors


def _watch(texts: Path, as_of_day: date | None, form: str) -> None:
    """Tell all findings at once and whenever a text was saved, until somebody ends it; only what changed is read."""
    readings: dict[str, bytes] = {}
    try:
        for _ in watching.states(texts):
            if not texts.is_dir():
                click.echo(f"{git.GONE.format(texts.as_posix())} Dann geht die Prüfung weiter.", err=True)
                continue
            click.echo(f"{texts.as_posix()} wird geprüft.", err=True)
            with reading_cache.known(readings):
                try:
                    _say_findings(texts, as_of_day, form)
                except KonzeptError as error:
                    click.echo(str(error), err=True)
    except KeyboardInterrupt:
        click.echo("Die Prüfung ist beendet.", err=True)


def _check_data(texts: Path, site: Path) -> None:
    """Check the data files of a website; the town of the texts has the words that may stand in them."""
    town.load(texts)
    found = list(faults(site))
    for one in found:
        click.echo(f"{site.as_posix()}/{one}")
    click.echo(
        f"{count(len(DATA_FILES), 'Datei', 'Dateien')} mit Daten, {count(len(found), 'Fehler', 'Fehler')}.", err=True
    )
    if found:
        raise SystemExit(1)


@click.command()
@named("docs", "build/html")
@AS_OF
def desk(texts: Path, target: Path, as_of_day: date | None) -> None:
    """Stellt die Redaktion im Browser neben die Website in ZIEL. Ihre Texte sind die des letzten Commits."""
    from konzept.desk import bundle, linking

    today = day_of(as_of_day, texts)
    sound(texts, today, target)
    if not (target / "needs.json").is_file():
        raise RefusedError(f"In {target} steht noch keine Website. Bauen Sie sie zuerst: build.")
    top, commit = git.top(texts), git.find(texts, "HEAD")
    if top is None or commit is None:
        raise RefusedError(git.why_unknown(texts))
    docs = texts.resolve().relative_to(top.resolve()).as_posix()
    made = bundle.of_commit(top, commit, docs, town.load(texts))
    with files.claim(target) as place:
        place.put({"desk": {**made, **linking.linked(target)}})
    click.echo(f"Die Redaktion im Browser: {(target / bundle.FOLDER / 'index.html').resolve()}")
    say_uncommitted(texts)


@click.command()
@named("docs")
@AS_OF
def todo(texts: Path, as_of_day: date | None) -> None:
    """Nennt, was vor einer Veröffentlichung noch zu tun ist. Geändert wird nichts."""
    today = day_of(as_of_day, texts)
    found = as_it_is(texts, today)
    click.echo(open_points(found.concept, town.load(texts), overdue(found.looked_up, today)), nl=False)


@click.command()
def clean() -> None:
    """Löscht alles Gebaute außer den veröffentlichten Ausgaben. Was seit dem Bau geändert wurde, bleibt."""
    files.clear()


def _records(texts: Path) -> Iterator[Finding]:
    """What is wrong with the files that commands keep of surveys, reports and Ausgaben, as those commands say it."""
    for name, load in ((rounds.FILE, rounds.load), (record.FILE, record.load)):
        if not (texts / name).is_file():
            continue
        content = (texts / name).read_bytes()
        if line := conflict(content.decode("utf-8", "replace").replace("\r\n", "\n")):
            yield fault(name, line, CONFLICT)
            continue
        try:
            load(content)
        except RefusedError as error:
            yield fault(name, 1, str(error).removeprefix(f"{name}: "))
    try:
        lock.load(texts / _LOCK)
    except PublishError as error:
        yield fault(_LOCK, 1, str(error).removeprefix(f"{texts / _LOCK}: "), "ausgaben")


def _raw_answers(texts: Path) -> Iterator[Finding]:
    """Raw answers of offices that git knows, in the folder beside the texts; without git there is nothing to find."""
    folder = texts.resolve().parent / keeping.FOLDER
    if folder.is_dir() and git.top(folder):
        names = git.tell(folder, "ls-files", "-z", "--", ".").decode(errors="replace")
        yield from keeping.strays(filter(None, names.split("\0")))


def _say_pages_to_write(folder: Path) -> None:
    """Name the pages that a public website must have and that are not there, with what to write in each."""
    for name, title in _LEGAL.items():
        if not (folder / f"{name}.md").is_file():
            click.echo(
                f"Vor dem Betrieb fehlt die Seite {name}.md. Ihr Anfang:\n\n# {title}\n\n:::{{ansicht}} {name}\n:::\n",
                err=True,
            )


COMMANDS: Final = (check, desk, todo, clean)
