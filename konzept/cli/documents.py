"""Commands for documents: pdf, paper."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

import click

from konzept.cli.shared import AS_OF, EDITION, FOLDER, day_of, named, sound
from konzept.errors import KonzeptError
from konzept.listing import as_text
from konzept.model.dates import german_day
from konzept.town import TownError


@click.command()
@named("docs", "build/pdf")
@AS_OF
@click.option("--excerpt", "excerpts", multiple=True, help="Empfehlung (SPR-01) oder Feld (SPR) mit eigenem PDF.")
@click.option("--materials", is_flag=True, help="Auch den Materialband setzen.")
@click.option("--all", "everything", is_flag=True, help="Alles: Materialband, jedes Handlungsfeld, jede Empfehlung.")
def pdf(
    texts: Path, target: Path, as_of_day: date | None, excerpts: tuple[str, ...], materials: bool, everything: bool
) -> None:
    """Setzt die PDFs aus TEXTE nach ZIEL. Misslingt eines, bleibt ZIEL, wie es war.

    Eine Ausgabe bekommt alle Papiere, die Vorlagen auch für Word und als Text.
    """
    from konzept.office import outputs
    from konzept.pdf.builder import ALL
    from konzept.pdf.make import make
    from konzept.pdf.volumes import MATERIALS

    today = day_of(as_of_day, texts)
    sound(texts, today, target)
    asked = [*excerpts, *([MATERIALS] if materials else []), *([ALL] if everything or os.environ.get(EDITION) else [])]
    if not (made := make(texts, target, today, asked)):
        raise KonzeptError(f"Die PDFs sind nicht gesetzt. {target} ist unverändert.")
    if os.environ.get(EDITION):
        outputs.put(outputs.make(outputs.all_papers(texts), texts, today), target)
    click.echo(f"Stichtag {german_day(today)}. Die PDFs:")
    for name in sorted(path.name for path in made):
        click.echo(f"  {target / name}")


@click.command()
@click.argument(
    "papers", metavar="[DATEIEN]...", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1
)
@click.option("--texts", type=FOLDER, default="docs", help="Ordner der Texte, auf die sich die Vorlage bezieht.")
@click.option("--target", type=click.Path(file_okay=False, path_type=Path), default="build/pdf", help="Ordner.")
@AS_OF
def paper(papers: tuple[Path, ...], texts: Path, target: Path, as_of_day: date | None) -> None:
    """Macht aus jeder Vorlage (ohne DATEIEN: aus allen in TEXTE) eine Datei für Word und eine Textdatei.

    Hat eine Vorlage einen Fehler, wird nichts geschrieben.
    """
    from konzept.office import outputs

    today = day_of(as_of_day, texts)
    try:
        made = outputs.make(papers or outputs.all_papers(texts), texts, today)
    except TownError as error:
        click.echo(as_text([error.finding], texts.as_posix()), nl=False)
        raise SystemExit(1) from None
    except outputs.PaperError as error:
        click.echo(str(error), nl=False)
        raise KonzeptError(f"Es wurde nichts geschrieben; {target} ist unverändert.") from None
    outputs.put(made, target)
    for name in made:
        click.echo((target / name).as_posix())


COMMANDS: Final = (pdf, paper)
