"""Commands for a town of its own: new, upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from konzept import as_of
from konzept.cli.asking import AUTHORS, CONCEPTS, ITEMS, KINDS, completed
from konzept.cli.shared_options import DAY
from konzept.cli.text_folder import files_of, write_changes
from konzept.german import count
from konzept.listing import as_text
from konzept.model.speech import DECIDERS
from konzept.start.plan import LANGUAGES


@click.command()
@click.argument("folder", metavar="ORDNER", type=click.Path(file_okay=False, path_type=Path))
@click.option("--example", "--beispiel", is_flag=True, help="Die erfundene Stadt Musterau zum Ausprobieren.")
@click.option("--name", help="Wie die Kommune heißt, ohne 'Stadt' oder 'Kreis'.")
@click.option("--kind", help=f"Was sie ist: {KINDS}")
@click.option("--full-name", help="Ganzer Name mit Artikel, wenn er anders ist: 'der Rhein-Sieg-Kreis'.")
@click.option("--concept", help=f"Was für ein Konzept: {CONCEPTS}")
@click.option("--authors", help=f"Wer es erarbeitet hat, in der Einzahl: {AUTHORS}")
@click.option("--item", help=f"Woraus es besteht, in der Einzahl: {ITEMS}")
@click.option("--decided-by", help="Gremium, das es beschlossen hat; ohne: noch nicht beschlossen.")
@click.option("--decided-on", type=DAY, help="Tag des Beschlusses.")
@click.option("--as-guide", is_flag=True, help="Beschlossen ist es als Leitfaden.")
@click.option("--field", "fields", multiple=True, help="Handlungsfeld, auch mit Kürzel: 'KLI=Klima und Energie'.")
@click.option("--top", type=int, help="Wie viele je Handlungsfeld vorn stehen: 0 (keine) bis 9.")
@click.option("--council", "bodies", multiple=True, help="Gremium, das darüber berät.")
@click.option(
    "--decider", "deciders", multiple=True, help=f"Wer entscheiden kann; ohne: {', '.join(DECIDERS)} und jedes Gremium."
)
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Kurze Fassung in dieser Sprache."
)
def new(folder: Path, example: bool, **given: Any) -> None:
    """Legt in ORDNER ein Konzept für eine andere Kommune an.

    Was nicht als Option dasteht, wird gefragt, wenn jemand am Terminal sitzt. In einem Ordner, in dem schon etwas
    liegt, wird nichts geändert.
    """
    from konzept.start import beginning, project
    from konzept.start.plan import plan
    from konzept.start.wheel import package

    beginning.refuse_foreign(folder)
    if example:
        beginning.begin_example(folder, as_of.today(), package())
        click.echo(f"Die erfundene Stadt Musterau liegt in {folder.resolve()}. Weiter mit: make html")
        return
    made = plan(**completed(given), day=as_of.today())
    beginning.begin(folder, made, package())
    click.echo(f"{made.title} ist angelegt: {folder.resolve()}\n\nNächste Schritte:")
    for number, step in enumerate(project.next_steps(made), 1):
        click.echo(f"{number}. {step}")


@click.command()
@click.argument(
    "folder", metavar="[ORDNER]", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--apply", "write", is_flag=True, help="Schreiben; ohne das wird nur gezeigt, was sich ändern würde.")
def upgrade(folder: Path, write: bool) -> None:
    """Hebt das Projekt in ORDNER auf die Fassung dieses Programms.

    Gezeigt wird, was sich an Anleitung, Befehlen und Pipelines ändert, was Texte jetzt sagen können oder nicht mehr,
    und was die Prüfung dann meldet. Was Texte jetzt anders sagen müssen, wird darin berichtigt, soweit ein Programm es
    wissen kann; für das andere steht da, was zu schreiben ist. Was jemand selbst geändert hat, bleibt.
    """
    from konzept.start.upgrading import upgrade as seen
    from konzept.start.wheel import package

    found = seen(folder, files_of(folder / "docs"), package(), as_of.today())
    click.echo(found.difference, nl=False)
    for line in found.told:
        click.echo(line)
    click.echo(as_text(found.findings, "docs"), nl=False)
    for name in found.own:
        there = (folder / name).exists()
        click.echo(f"{'Selbst geändert, bleibt, wie es ist' if there else 'Gelöscht, bleibt weg'}: {name}", err=True)
    if found.is_empty:
        click.echo("Das Projekt hat diese Fassung schon.", err=True)
        return
    errors = sum(finding.is_error for finding in found.findings)
    lead = f"Von Fassung {found.before} auf {found.package.version}; {count(errors, 'Fehler', 'Fehler')} in den Texten."
    if write:
        write_changes(folder, found.changes)
        click.echo(f"{lead} Geschrieben. Sehen Sie es mit git diff an; 'make check' nimmt das neue Paket.", err=True)
    else:
        click.echo(f"{lead} Nichts ist geschrieben; das tut --apply.", err=True)


COMMANDS: Final = (new, upgrade)
