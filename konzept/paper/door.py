"""The command line door of papers: vorlage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from konzept import stichtag as stichtage
from konzept.listing import as_text
from konzept.town import TownError

_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
_STICHTAG: Final = click.option(
    "--stichtag",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Tag, auf den alles bezogen ist (JJJJ-MM-TT); sonst der des Commits.",
)


@click.command()
@click.argument("dateien", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
@click.option("--texte", type=_FOLDER, default="docs", help="Ordner der Texte, auf die sich die Vorlage bezieht.")
@click.option("--ziel", type=click.Path(file_okay=False, path_type=Path), default="build/pdf", help="Ordner.")
@_STICHTAG
def vorlage(dateien: tuple[Path, ...], texte: Path, ziel: Path, stichtag: datetime | None) -> None:
    """Macht aus jeder Vorlage (ohne DATEIEN: aus allen in TEXTE) eine Datei für Word und eine Textdatei.

    Hat eine Vorlage einen Fehler, wird nichts geschrieben.
    """
    from konzept.paper import outputs

    today = stichtag.date() if stichtag else stichtage.default(texte)
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


COMMAND: Final = vorlage
