"""The command for links."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

import click

from konzept import files, town
from konzept.cli.shared_options import AS_OF, PAGES, TEXTS, day_of, target
from konzept.editions import chronicle
from konzept.german import count
from konzept.links import inside, servers


@click.command()
@click.argument("site", metavar="[SEITEN]", type=PAGES, default="build/html")
@TEXTS
@target("build/links.txt", "Datei für den Bericht.", is_file=True)
@click.option("--internal", is_flag=True, help="Nur Verweise innerhalb der Website, ohne Netz.")
@AS_OF
def links(site: Path, texts: Path, target: Path, internal: bool, as_of_day: date | None) -> None:
    """Prüft die Verweise der gebauten SEITEN. Über andere Websites entsteht nur ein Bericht."""
    today = day_of(as_of_day, texts)
    base = town.load(texts).base_address
    pages = inside.read_pages(site)
    editions = [edition.name for edition in chronicle.load(texts).editions]
    found = sorted(map(str, inside.dead(site, pages, base, editions)))
    click.echo("".join(f"{site.as_posix()}/{line}\n" for line in found), nl=False)
    click.echo(f"{count(len(found), 'toter Verweis', 'tote Verweise')} auf {count(len(pages), 'Seite', 'Seiten')}.")
    if not internal:
        wanted = inside.outside(pages, base)
        with files.claim(target.parent, target.name) as place:
            with click.progressbar(length=len(wanted), label="Andere Websites", file=sys.stderr) as bar:
                answers = servers.check(wanted, lambda: bar.update(1))
            place.put({"links": {target.name: servers.report(answers, wanted, today).encode()}})
        missing = sum(answer.answer is not servers.Verdict.THERE for answer in answers)
        click.echo(f"{count(missing, 'Verweis', 'Verweise')} nach außen anzusehen. Der Bericht: {target}")
    if found:
        raise SystemExit(1)


COMMANDS: Final = (links,)
