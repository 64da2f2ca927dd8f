"""The command for links."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from konzept import files, town
from konzept.cli.shared import AS_OF, FOLDER, count, day_of
from konzept.editions import chronicle
from konzept.links import inside, servers


@click.command()
@click.argument("seiten", type=FOLDER, default="build/html")
@click.option("--texte", type=FOLDER, default="docs", help="Ordner der Texte.")
@click.option("--bericht", type=click.Path(dir_okay=False, path_type=Path), default="build/links.txt", help="Datei.")
@click.option("--nur-innen", is_flag=True, help="Nur Verweise innerhalb der Website, ohne Netz.")
@AS_OF
def links(seiten: Path, texte: Path, bericht: Path, nur_innen: bool, stichtag: datetime | None) -> None:
    """Prüft die Verweise der gebauten SEITEN; über andere Websites entsteht nur ein Bericht."""
    today = day_of(stichtag, texte)
    base = town.load(texte).base_address
    pages = inside.read_pages(seiten)
    editions = [edition.name for edition in chronicle.load(texte).editions]
    found = sorted(map(str, inside.dead(seiten, pages, base, editions)))
    click.echo("".join(f"{seiten.as_posix()}/{line}\n" for line in found), nl=False)
    click.echo(f"{count(len(found), 'toter Verweis', 'tote Verweise')} auf {count(len(pages), 'Seite', 'Seiten')}.")
    if not nur_innen:
        wanted = inside.outside(pages, base)
        with files.claim(bericht.parent, bericht.name) as place:
            with click.progressbar(length=len(wanted), label="Andere Websites", file=sys.stderr) as bar:
                answers = servers.check(wanted, lambda: bar.update(1))
            place.put({"links": {bericht.name: servers.report(answers, wanted, today).encode()}})
        missing = sum(answer.answer is not servers.Answer.THERE for answer in answers)
        click.echo(f"{count(missing, 'Verweis', 'Verweise')} nach außen anzusehen. Der Bericht: {bericht}")
    if found:
        raise SystemExit(1)


COMMANDS: Final = (links,)
