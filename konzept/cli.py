"""The command line: ``python -m konzept``. Exit codes: 0 clean, 1 findings, 2 wrong usage."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from konzept import stichtag as stichtage
from konzept.examine import examine_folder
from konzept.listing import FORMATS, as_text
from konzept.model.dates import german_day
from konzept.town import TownError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help", "--hilfe"]})
def main() -> None:
    """Das lebende Integrationskonzept: Texte prüfen und die Website bauen."""


_STICHTAG = click.option(
    "--stichtag", type=_DAY, help="Tag, auf den alles bezogen ist (JJJJ-MM-TT); sonst der des Commits."
)


@main.command()
@click.argument("ordner", type=_FOLDER, default="docs")
@_STICHTAG
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Form der Ausgabe.")
def check(ordner: Path, stichtag: datetime | None, form: str) -> None:
    """Prüft die Texte in ORDNER und nennt jeden Fund als Datei:Zeile: Meldung."""
    try:
        findings = examine_folder(ordner, _day(stichtag, ordner)).findings
    except TownError as error:
        findings = (error.finding,)
    click.echo(FORMATS[form](findings, ordner.as_posix()), nl=False)
    errors = sum(finding.is_error for finding in findings)
    hints = len(findings) - errors
    click.echo(f"{_count(errors, 'Fehler', 'Fehler')}, {_count(hints, 'Hinweis', 'Hinweise')}.", err=True)
    if errors:
        raise SystemExit(1)


@main.command()
@click.argument("ordner", type=_FOLDER, default="docs")
@click.argument("ziel", type=click.Path(file_okay=False, path_type=Path), default="build/html")
@_STICHTAG
def build(ordner: Path, ziel: Path, stichtag: datetime | None) -> None:
    """Baut die Website aus ORDNER streng nach ZIEL. Misslingt es, bleibt ZIEL, wie es war."""
    from konzept import website

    today = _day(stichtag, ordner)
    if not website.build(ordner, ziel, today):
        click.echo(f"Der Bau ist gescheitert. {ziel} ist unverändert.", err=True)
        raise SystemExit(1)
    hints = [finding for finding in examine_folder(ordner, today).findings if not finding.is_error]
    click.echo(as_text(hints, ordner.as_posix()), nl=False)
    click.echo(f"Stichtag {german_day(today)}. Die Startseite: {(ziel / 'index.html').resolve()}")


@main.command()
@click.argument("dateien", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
@click.option("--texte", type=_FOLDER, default="docs", help="Ordner der Texte, auf die sich die Vorlage bezieht.")
@click.option("--ziel", type=click.Path(file_okay=False, path_type=Path), default="build/pdf", help="Ordner.")
@_STICHTAG
def vorlage(dateien: tuple[Path, ...], texte: Path, ziel: Path, stichtag: datetime | None) -> None:
    """Macht aus jeder Vorlage (ohne DATEIEN: aus allen in TEXTE) eine Datei für Word und eine Textdatei.

    Hat eine Vorlage einen Fehler, wird nichts geschrieben.
    """
    from konzept.paper import outputs

    today = _day(stichtag, texte)
    try:
        made = outputs.make(dateien or outputs.all_papers(texte), texte, today)
    except TownError as error:
        click.echo(as_text([error.finding], texte.as_posix()), nl=False)
        raise SystemExit(1) from None
    except outputs.PaperError as error:
        click.echo(str(error), nl=False)
        click.echo(f"Es wurde nichts geschrieben; {ziel} ist unverändert.", err=True)
        raise SystemExit(1) from None
    for path in outputs.put(made, ziel):
        click.echo(path.as_posix())


def _day(given: datetime | None, folder: Path) -> date:
    return given.date() if given else stichtage.default(folder)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
