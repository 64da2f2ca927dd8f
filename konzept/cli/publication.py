"""Commands for Ausgaben: publish, verify, withdraw, correct."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from konzept import files
from konzept.cli.door import saying
from konzept.cli.shared_options import DAY, FOLDER, TEXTS, day_of
from konzept.cli.text_folder import say_lacking, say_uncommitted
from konzept.editions import chronicle
from konzept.errors import KonzeptError
from konzept.examine import examine_folder
from konzept.examine.one_text import WITHHELD
from konzept.listing import as_text

_TARGET: Final = click.option(
    "--target",
    type=click.Path(path_type=Path),
    default="build/site",
    show_default=True,
    metavar="ORDNER",
    help="Die fertige Website; daneben, in ZIEL.ablage, liegen die gespeicherten Ausgaben.",
)
_DAY: Final = click.option(
    "--date", "day", type=DAY, required=True, help="Tag der Änderung, TT.MM.JJJJ oder JJJJ-MM-TT."
)
_UNCHANGED: Final = "Nichts wurde veröffentlicht; die Website ist, wie sie war."
_ONLY_THERE: Final = (
    "Die Berichtigung steht auf dieser Seite und in der Liste der Ausgaben. PDF, Daten und andere Seiten der Ausgabe "
    "sagen weiter, was sie sagten; berichtigen Sie die Texte, damit es in der nächsten Ausgabe überall stimmt."
)
_RETOLD: Final = "Auch im Grund einer früheren Änderung stand es; aus Sperrdatei und Liste der Ausgaben ist es heraus."
_REASON: Final = click.option("--reason", required=True, help="Warum; wird veröffentlicht.")


@click.command()
@TEXTS
@_TARGET
@click.option("--dry-run", is_flag=True, help="Nur anzeigen, was geschehen würde.")
@click.option("--copy", type=FOLDER, help="Kopie der Website, aus der fehlende Ausgaben genommen werden.")
@click.option("--renew", is_flag=True, help="Die Website auch dann neu zusammensetzen, wenn nichts neu ist.")
@click.option("--frozen", is_flag=True, help="Nichts veröffentlichen, was die Sperrdatei nicht schon kennt.")
@click.option(
    "--plain",
    "plain_folder",
    type=click.Path(path_type=Path),
    metavar="ORDNER",
    help="Die Website auch als Ordner ohne Verknüpfung dorthin legen.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Wie viele Ausgaben zugleich.")
def publish(
    texts: Path,
    target: Path,
    dry_run: bool,
    copy: Path | None,
    renew: bool,
    frozen: bool,
    plain_folder: Path | None,
    jobs: int,
) -> None:
    """Baut neue Ausgaben und setzt die Website neu zusammen. Gebaut wird nur, was noch nirgends gespeichert ist."""
    from konzept.publish import making, publishing, vouching

    with files.claim(plain_folder) if plain_folder and not dry_run else nullcontext() as plain:
        with saying(_UNCHANGED):
            project = _project(texts, target)
            maker = making.Maker(project.repository, project.root / "build" / "umgebungen", project.docs_name)
            if dry_run:
                _tell_plan(project, maker, copy)
                return
            with _progress() as report:
                published = publishing.publish(
                    project, maker, jobs=jobs, copy=copy, renew=renew, frozen=frozen, report=report
                )
        if plain:
            plain.put({"publish": files.tree(project.target)})
    say_lacking(published.lacking)
    if published.without_desk:
        click.echo(f"Die Website hat keine Redaktion im Browser. {published.without_desk}", err=True)
    if published.changed:
        click.echo(f"Veröffentlicht: {(target / 'index.html').absolute()}")
    else:
        click.echo(f"Nichts Neues: Alle Ausgaben sind veröffentlicht und unverändert. {target}/index.html")
    for name in vouching.stale(project.root):
        click.echo(f"{name} passt nicht zur Sperrdatei und ist nicht veröffentlicht. Machen Sie es neu.", err=True)
    say_uncommitted(texts)


@click.command()
@click.argument("copy", metavar="ORDNER", type=FOLDER)
@click.option("--lock", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Eine andere Sperrdatei.")
def verify(copy: Path, lock: Path | None) -> None:
    """Prüft, ob eine Kopie der Website (ORDNER) unverändert ist. Dasselbe tut pruefen.py auf der Website."""
    from konzept.editions import lock as locks
    from konzept.editions import verification

    if not lock and not (copy / locks.FILE).is_file():
        raise click.UsageError(
            f"In {copy} liegt keine Sperrdatei ({locks.FILE}). Nennen Sie den Ordner, der die Website mit allen "
            "Ausgaben enthält, oder mit --lock eine Sperrdatei."
        )
    raise SystemExit(verification.main([str(copy), *(["--sperre", str(lock)] if lock else [])]))


@click.command()
@TEXTS
@_TARGET
@click.option("--page", "pages", multiple=True, help="Seite ab dem Ordner der Ausgabe, zum Beispiel quellen.html.")
@click.option("--passage", "passages", multiple=True, help="Wortlaut, der überall herausgenommen wird.")
@click.option(
    "--excerpts",
    type=click.Choice(["report", "remove", "keep"]),
    default="report",
    show_default=True,
    help="Was mit Stellen geschieht, in denen andere Dateien die Seite wiederholen.",
)
@_REASON
@_DAY
def withdraw(
    texts: Path,
    target: Path,
    pages: tuple[str, ...],
    passages: tuple[str, ...],
    excerpts: Any,
    reason: str,
    day: date,
) -> None:
    """Zieht eine Seite oder eine Stelle aus allen Ausgaben zurück. Für Personenbezogenes und rechtlich Untersagtes.

    An ihre Stelle tritt ein Vermerk mit Tag und Grund; er steht auch in der Sperrdatei. PDFs und andere Dateien,
    die sich nicht durchsuchen lassen, werden in den betroffenen Ausgaben ersetzt. Die Geschichte des Repositorys
    bleibt davon unberührt: Muss etwas auch dort verschwinden, ist das ein eigener Schritt.
    """
    from konzept.publish import amending, chronicling
    from konzept.publish.withdrawal.taking_out import Notice

    if not pages and not passages:
        raise click.UsageError("Nennen Sie mit --page oder --passage, was zurückgezogen wird.")
    with saying(_UNCHANGED):
        chronicle.load(texts)  # it is cleaned afterwards: what can't be read is told before anything is withdrawn
        notice = Notice(day, reason)
        result = amending.withdraw(_project(texts, target), pages, passages, notice, excerpts)
    _tell(result)
    chronicling.clean(texts)
    again = [finding for finding in examine_folder(texts, day_of(None, texts)).findings if finding.rule == WITHHELD]
    click.echo(as_text(again, texts.as_posix()), nl=False)
    say_uncommitted(texts)
    if again:
        raise KonzeptError("In den Texten von heute steht es noch. Nehmen Sie es dort heraus, sonst stoppt jeder Bau.")


@click.command()
@click.argument("edition", metavar="AUSGABE")
@click.argument("page", metavar="SEITE")
@TEXTS
@_TARGET
@click.option("--text", required=True, help="Die Berichtigung; sie steht dann oben auf der Seite.")
@_DAY
def correct(edition: str, page: str, texts: Path, target: Path, text: str, day: date) -> None:
    """Setzt eine Berichtigung mit Tag oben auf eine SEITE. Die Seite ist die einer veröffentlichten AUSGABE.

    Sie steht auf dieser Seite und in der Liste der Ausgaben. PDF, Daten und andere Seiten bleiben, wie sie sind.
    """
    from konzept.publish import amending
    from konzept.publish.withdrawal.taking_out import Notice

    with saying(_UNCHANGED):
        result = amending.correct(_project(texts, target), edition, page, Notice(day, text))
    _tell(result)
    click.echo(_ONLY_THERE)
    say_uncommitted(texts)


COMMANDS: Final = (publish, verify, withdraw, correct)


def _project(docs: Path, target: Path) -> Any:
    from konzept.publish.site_plan import Project

    return Project(docs.resolve().parent, docs, target.absolute())


@contextmanager
def _progress() -> Iterator[Callable[[str, str], None]]:
    """Show the state of each Ausgabe: moving on a terminal, a line for each step elsewhere."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name, state: click.echo(f"{name}: {state}", err=True)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as shown:
        tasks: dict[str, Any] = {}

        def report(name: str, state: str) -> None:
            if name not in tasks:
                tasks[name] = shown.add_task(name, total=1, state=state)
            shown.update(tasks[name], state=state, completed=int(state in ("fertig", "gescheitert", "aus der Kopie")))

        yield report


def _tell_plan(project: Any, maker: Any, copy: Path | None) -> None:
    from konzept.publish import environment
    from konzept.publish.site_plan import plan

    planned = plan(project)
    for one in planned.editions:
        known = "veröffentlicht" if one.entry else "neu"
        if one.stored:
            does = "gespeichert, bleibt, wie sie ist"
        elif one.entry and copy:
            does = "wird aus der Kopie genommen, wenn sie dort unverändert ist, sonst gebaut und verglichen"
        else:
            ready = environment.is_ready(maker.environments, maker.pins(one.commit))
            does = f"wird gebaut ({'Umgebung vorhanden' if ready else 'Umgebung wird angelegt'})"
            does += " und mit der Sperrdatei verglichen" if one.entry else ""
        click.echo(f"{one.edition.name} ({one.commit.id[:10]}, {known}): {does}")
    click.echo(f"Aktuell ist dann: {planned.registry.newest.name}. Nichts wurde geschrieben.")


def _tell(result: Any) -> None:
    for name, changed in result.changed.items():
        click.echo(f"{name}: {', '.join(changed)}")
    if result.retold:
        click.echo(_RETOLD)
    for name, unsearched in result.unsearched.items():
        pictures = [file for file in unsearched if not file.startswith("_static/")]
        if pictures:
            click.echo(f"{name}: nicht durchsucht, bitte selbst ansehen: {', '.join(pictures)}")
    for name, sentences in result.left.items():
        for sentence in sentences:
            click.echo(f"{name}: {sentence}")
