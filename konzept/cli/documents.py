"""Commands for papers: pdf, vorlage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from konzept.cli.shared import AS_OF, FOLDER, day_of
from konzept.errors import KonzeptError
from konzept.listing import as_text
from konzept.model.dates import german_day
from konzept.town import TownError


@click.command()
@click.argument("ordner", type=FOLDER, default="docs")
@click.argument("ziel", type=click.Path(file_okay=False, path_type=Path), default="build/pdf")
@AS_OF
@click.option("--empfehlung", "kennungen", multiple=True, help="ID einer Empfehlung, die ein eigenes PDF bekommt.")
def pdf(ordner: Path, ziel: Path, stichtag: datetime | None, kennungen: tuple[str, ...]) -> None:
    """Setzt die PDFs aus ORDNER nach ZIEL. Misslingt eines, bleibt ZIEL, wie es war."""
    from konzept.pdf.make import make

    today = day_of(stichtag, ordner)
    if not (made := make(ordner, ziel, today, kennungen)):
        raise KonzeptError(f"Die PDFs sind nicht gesetzt. {ziel} ist unverändert.")
    click.echo(f"Stichtag {german_day(today)}. Die PDFs:")
    for name in sorted(path.name for path in made):
        click.echo(f"  {ziel / name}")


@click.command()
@click.argument("dateien", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
@click.option("--texte", type=FOLDER, default="docs", help="Ordner der Texte, auf die sich die Vorlage bezieht.")
@click.option("--ziel", type=click.Path(file_okay=False, path_type=Path), default="build/pdf", help="Ordner.")
@AS_OF
def vorlage(dateien: tuple[Path, ...], texte: Path, ziel: Path, stichtag: datetime | None) -> None:
    """Macht aus jeder Vorlage (ohne DATEIEN: aus allen in TEXTE) eine Datei für Word und eine Textdatei.

    Hat eine Vorlage einen Fehler, wird nichts geschrieben.
    """
    from konzept.office import outputs

    today = day_of(stichtag, texte)
    try:
        made = outputs.make(dateien or outputs.all_papers(texte), texte, today)
    except TownError as error:
        click.echo(as_text([error.finding], texte.as_posix()), nl=False)
        raise SystemExit(1) from None
    except outputs.PaperError as error:
        click.echo(str(error), nl=False)
        raise KonzeptError(f"Es wurde nichts geschrieben; {ziel} ist unverändert.") from None
    outputs.put(made, ziel)
    for name in made:
        click.echo((ziel / name).as_posix())


COMMANDS: Final = (pdf, vorlage)
