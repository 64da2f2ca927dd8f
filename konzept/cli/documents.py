"""Commands for documents: pdf, paper."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

import click

from konzept.cli.door import saying
from konzept.cli.shared_options import AS_OF, EDITION, TEXTS, day_of, named, target
from konzept.cli.text_folder import sound
from konzept.errors import KonzeptError
from konzept.findings import nearest
from konzept.listing import as_text
from konzept.model.dates import german_day
from konzept.paper.annexes import DECISIONS, MATERIALS
from konzept.town import TownError


@click.command()
@named("docs", "build/pdf")
@AS_OF
@click.option("--excerpt", "excerpts", multiple=True, help="Eintrag (SPR-01) oder Feld (SPR) mit eigenem PDF.")
@click.option("--materials", is_flag=True, help="Auch den Materialband setzen.")
@click.option("--decisions", is_flag=True, help="Auch die Beschlusskontrolle setzen.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="All das, für jedes Handlungsfeld und jeden Eintrag darin.",
)
def pdf(
    texts: Path,
    target: Path,
    as_of_day: date | None,
    excerpts: tuple[str, ...],
    materials: bool,
    decisions: bool,
    everything: bool,
) -> None:
    """Setzt die PDFs aus TEXTE nach ZIEL. Misslingt eines, werden die anderen trotzdem gesetzt.

    Eine Vorlage mit einem Fehler hält die anderen Papiere nicht auf. Ihr PDF bleibt, wie es ist.

    Eine Ausgabe bekommt alle Papiere, die Vorlagen auch für Word und als Text, die Beschlusskontrolle auch als Tabelle.
    """
    from konzept.office import decision_table as tables
    from konzept.office import outputs
    from konzept.pdf.builder import ALL
    from konzept.pdf.make import make

    today = day_of(as_of_day, texts)
    faulty = _faulty(texts, today, target)
    wanted = {MATERIALS: materials, DECISIONS: decisions, ALL: everything or bool(os.environ.get(EDITION))}
    asked = [*excerpts, *(name for name, is_wanted in wanted.items() if is_wanted)]
    if not (made := make(texts, target, today, asked, faulty)):
        raise KonzeptError(f"Die PDFs sind nicht gesetzt. {target} ist unverändert.")
    if os.environ.get(EDITION):
        found = outputs.read(outputs.all_papers(texts), texts, today)
        outputs.put({**found.all_files(), **tables.files(found.scope)}, target)
    click.echo(f"Stichtag {german_day(today)}. Die PDFs:")
    for name in sorted(path.name for path in made):
        click.echo(f"  {target / name}")


@click.command()
@click.argument(
    "papers", metavar="[DATEIEN]...", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1
)
@TEXTS
@target("build/pdf")
@AS_OF
def paper(papers: tuple[Path, ...], texts: Path, target: Path, as_of_day: date | None) -> None:
    """Macht aus jeder Vorlage eine Datei für Word und eine Textdatei. Ohne DATEIEN: aus allen in TEXTE.

    Hat eine Vorlage einen Fehler, bleiben ihre Dateien, wie sie sind; die anderen werden geschrieben.
    """
    from konzept.office import outputs

    today = day_of(as_of_day, texts)
    try:
        made, faults = outputs.make(papers or outputs.all_papers(texts), texts, today)
    except TownError as error:
        click.echo(as_text([error.finding], texts.as_posix()), nl=False)
        raise SystemExit(1) from None
    click.echo(faults, nl=False)
    if faults and not made:
        raise KonzeptError(f"Es wurde nichts geschrieben; {target} ist unverändert.")
    outputs.put(made, target)
    for name in made:
        click.echo((target / name).as_posix())
    if faults:
        raise KonzeptError("Nur diese Vorlagen sind geschrieben. Was an den anderen falsch ist, steht darüber.")


@click.command()
@named("docs", "build/mappe")
@click.option("--paper", "names", multiple=True, help="Nur diese Vorlage, zum Beispiel sitzungsvorlage; sonst alle.")
@AS_OF
def session(texts: Path, target: Path, names: tuple[str, ...], as_of_day: date | None) -> None:
    """Legt die Sitzungsmappe an. Darin liegt auch die Beschlusskontrolle.

    Jede Vorlage bekommt einen Ordner: für Word, als PDF und Text und Feld für Feld. Ihre Anlagen heißen darin, wie die
    Vorlage sie nennt. Hat eine Vorlage einen Fehler, bleibt ihr Ordner, wie er ist; die anderen werden angelegt.
    """
    from konzept import session_folder
    from konzept.office import outputs

    today = day_of(as_of_day, texts)
    faulty = _faulty(texts, today, target)
    papers = outputs.all_papers(texts)
    if not papers:
        raise KonzeptError(
            f"In {texts} steht noch keine Sitzungsvorlage, also gibt es keine Mappe. Vorlagen liegen in "
            f"{(texts / 'vorlagen').as_posix()}; den Entwurf eines Berichts schreibt 'konzept report' dorthin."
        )
    known = [path.stem for path in papers]
    if unknown := next((name for name in names if name not in known), None):
        raise KonzeptError(f"Eine Vorlage {unknown!r} gibt es in {texts} nicht. {nearest(unknown, known)}")
    with saying(f"Die Mappe ist nicht angelegt. {target} ist unverändert."):
        asked = [path for path in papers if not names or path.stem in names]
        made = session_folder.make(asked, texts, target, today, faulty)
    if made is None:
        raise KonzeptError(f"Die Mappe ist nicht angelegt. {target} ist unverändert.")
    click.echo(f"Stichtag {german_day(today)}. Die Mappe liegt in {target}:")
    for path in sorted(made.files):
        click.echo(f"  {path.relative_to(target.resolve()).as_posix()}")
    for line in made.lacking:
        click.echo(f"Liegt nicht bei, weil die Vorlage keine Datei dazu nennt: {line}", err=True)
    if made.failed:
        raise KonzeptError(f"Nicht angelegt: {', '.join(made.failed)}. Was daran falsch ist, steht darüber.")


def _faulty(texts: Path, today: date, target: Path) -> frozenset[str]:
    """The papers with a fault, by their files; each fault is told. The other texts are sound."""
    faults = [finding for finding in sound(texts, today, target, papers_too=False) if finding.is_error]
    click.echo(as_text(faults, texts.as_posix()), nl=False, err=True)
    return frozenset(finding.place.file for finding in faults)


COMMANDS: Final = (pdf, paper, session)
