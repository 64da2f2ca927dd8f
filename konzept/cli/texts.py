"""Commands for the texts: check, build, clean."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from konzept import files, town
from konzept.cli.shared import AS_OF, FOLDER, count, day_of
from konzept.errors import KonzeptError
from konzept.examine import examine_folder
from konzept.listing import FORMATS, as_text
from konzept.model.dates import german_day
from konzept.town import TownError


@click.command()
@click.argument("ordner", type=FOLDER, default="docs")
@AS_OF
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Dateiformat.")
def check(ordner: Path, stichtag: datetime | None, form: str) -> None:
    """Prüft die Texte in ORDNER und nennt jeden Fund als Datei:Zeile: Meldung."""
    try:
        findings = examine_folder(ordner, day_of(stichtag, ordner)).findings
    except TownError as error:
        findings = (error.finding,)
    click.echo(FORMATS[form](findings, ordner.as_posix()), nl=False)
    errors = sum(finding.is_error for finding in findings)
    hints = len(findings) - errors
    click.echo(f"{count(errors, 'Fehler', 'Fehler')}, {count(hints, 'Hinweis', 'Hinweise')}.", err=True)
    _say_missing(ordner)
    if errors:
        raise SystemExit(1)


@click.command()
@click.argument("ordner", type=FOLDER, default="docs")
@click.argument("ziel", type=click.Path(file_okay=False, path_type=Path), default="build/html")
@AS_OF
def build(ordner: Path, ziel: Path, stichtag: datetime | None) -> None:
    """Baut die Website aus ORDNER streng nach ZIEL. Misslingt es, bleibt ZIEL, wie es war."""
    from konzept import website

    today = day_of(stichtag, ordner)
    if not website.build(ordner, ziel, today):
        raise KonzeptError(f"Der Bau ist gescheitert. {ziel} ist unverändert.")
    hints = [finding for finding in examine_folder(ordner, today).findings if not finding.is_error]
    click.echo(as_text(hints, ordner.as_posix()), nl=False)
    _say_missing(ordner)
    click.echo(f"Stichtag {german_day(today)}. Die Startseite: {(ziel / 'index.html').resolve()}")


@click.command()
def clean() -> None:
    """Löscht alles Gebaute, was noch so ist, wie es gebaut wurde; nicht die veröffentlichten Ausgaben."""
    files.clear()


def _say_missing(folder: Path) -> None:
    """Name what the operator still has to fill in for Impressum, Datenschutz and the rest."""
    try:
        names = town.missing(town.load(folder))
    except TownError:
        return
    if names:
        click.echo(f"In {town.FILE} ist vor dem Betrieb noch einzutragen: {', '.join(names)}.", err=True)


COMMANDS: Final = (check, build, clean)
