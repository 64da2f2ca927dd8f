"""The command line: ``python -m konzept``. Exit codes: 0 clean, 1 findings, 2 wrong usage."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click

from konzept import stichtag as stichtage
from konzept import town
from konzept.compare import chronicle as chronicles
from konzept.compare import compare as changes_between
from konzept.compare import listing as changes
from konzept.compare import snapshot
from konzept.compare.page import as_page
from konzept.examine import examine_folder
from konzept.links import door as links
from konzept.listing import FORMATS, as_text
from konzept.model.dates import german_day, is_day
from konzept.paper import door as paper
from konzept.publish import door as publishing
from konzept.report.document import document
from konzept.report.period import Period, between_days, between_states
from konzept.town import TownError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help", "--hilfe"]})
def main() -> None:
    """Das lebende Integrationskonzept: Texte prüfen, die Website bauen, PDFs setzen."""


for _command in (*publishing.COMMANDS, paper.COMMAND, links.COMMAND):
    main.add_command(_command)

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
    _say_missing(ordner)
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
    _say_missing(ordner)
    click.echo(f"Stichtag {german_day(today)}. Die Startseite: {(ziel / 'index.html').resolve()}")


@main.command()
@click.argument("ordner", type=_FOLDER, default="docs")
@click.argument("ziel", type=click.Path(file_okay=False, path_type=Path), default="build/pdf")
@_STICHTAG
@click.option("--empfehlung", "kennungen", multiple=True, help="Kennung einer Empfehlung, die ein eigenes PDF bekommt.")
def pdf(ordner: Path, ziel: Path, stichtag: datetime | None, kennungen: tuple[str, ...]) -> None:
    """Setzt die PDFs aus ORDNER nach ZIEL. Misslingt eines, bleibt ZIEL, wie es war."""
    from konzept.pdf.make import make

    today = _day(stichtag, ordner)
    if not make(ordner, ziel, today, kennungen):
        click.echo(f"Die PDFs sind nicht gesetzt. {ziel} ist unverändert.", err=True)
        raise SystemExit(1)
    click.echo(f"Stichtag {german_day(today)}. Die PDFs:")
    for path in sorted(ziel.glob("*.pdf")):
        click.echo(f"  {path}")


def _say_missing(folder: Path) -> None:
    """Name what the operator still has to fill in for Impressum, Datenschutz and the rest."""
    try:
        names = town.missing(town.load(folder))
    except TownError:
        return
    if names:
        click.echo(f"In {town.FILE} ist vor dem Betrieb noch einzutragen: {', '.join(names)}.", err=True)


@main.command()
@click.argument("alt")
@click.argument("neu", default="docs")
@click.option("--ordner", type=click.Path(path_type=Path), default="docs", help="Ordner der Texte in git.")
@click.option(
    "--format", "form", type=click.Choice([*changes.FORMATS, "html"]), default="text", help="Form der Ausgabe."
)
def compare(alt: str, neu: str, ordner: Path, form: str) -> None:
    """Zeigt, was sich von ALT nach NEU geändert hat.

    Beides ist ein Ordner von Texten, die needs.json einer Ausgabe, der Name einer Ausgabe oder ein Stand
    in git (ein Tag, ein Zweig, HEAD~1).
    """
    old, new = _state(alt, ordner), _state(neu, ordner)
    unread = tuple(f"{state.label}: {line}" for state in (old, new) for line in state.unread)
    found, labels = changes_between(*snapshot.comparable(old, new)), (old.label, new.label)
    text = as_page(found, labels, unread, new.town) if form == "html" else changes.FORMATS[form](found, labels, unread)
    click.echo(text, nl=False)


@main.command("chronicle")
@click.option("--ordner", type=_FOLDER, default="docs", help="Ordner der Texte.")
def write_chronicle(ordner: Path) -> None:
    """Schreibt neu auf, was jede Ausgabe an jeder Empfehlung geändert hat (für deren Seiten)."""
    try:
        found = []
        for edition in snapshot.editions(ordner):
            state = snapshot.of_edition(edition, ordner)
            ausgabe = chronicles.Ausgabe(edition.name, edition.title, edition.date)
            found.append(chronicles.Seen(ausgabe, state.concept, state.lost))
    except snapshot.SnapshotError as error:
        _refuse(str(error))
    target = ordner / chronicles.FILE
    _write(target, chronicles.as_text(chronicles.chronicle(found)))
    click.echo(f"{target}: {_count(len(found), 'Ausgabe', 'Ausgaben')}. Übernehmen Sie die Datei ins Repository.")


@main.command("report")
@click.option("--von", required=True, help="Tag (JJJJ-MM-TT) oder Stand, mit dem der Zeitraum beginnt.")
@click.option("--bis", help="Tag oder Stand, mit dem er endet; sonst der Stichtag.")
@click.option("--ordner", type=_FOLDER, default="docs", help="Ordner der Texte.")
@click.option(
    "--datei", type=click.Path(dir_okay=False, path_type=Path), help="Datei; - für die Ausgabe am Bildschirm."
)
@click.option("--ueberschreiben", is_flag=True, help="Eine vorhandene Datei ersetzen, auch wenn sie bearbeitet ist.")
def write_report(von: str, bis: str | None, ordner: Path, datei: Path | None, ueberschreiben: bool) -> None:
    """Schreibt den Zwischenbericht als Vorlage zur Kenntnisnahme, die man danach bearbeiten kann.

    VON und BIS sind zwei Tage oder zwei Stände (wie bei compare).
    """
    period = _period(von, bis, ordner)
    text = document(period)
    if str(datei) == "-":
        click.echo(text, nl=False)
        return
    target = datei or ordner / "vorlagen" / f"zwischenbericht-{period.end}.md"
    if target.exists() and not ueberschreiben:
        _refuse(
            f"{target} gibt es schon, vielleicht mit Änderungen von Hand. Sie bleibt, wie sie ist. "
            "Zum Ersetzen: --ueberschreiben; für einen anderen Namen: --datei."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, text)
    click.echo(f"Der Zwischenbericht steht in {target}. Bearbeiten Sie ihn; er wird nicht von selbst erneuert.")


def _period(von: str, bis: str | None, ordner: Path) -> Period:
    """The period between two days of the texts, or between two states of them."""
    if is_day(von):
        start = date.fromisoformat(von)
        end = stichtage.default(ordner) if bis is None else date.fromisoformat(bis) if is_day(bis) else None
        state = snapshot.of_folder(ordner, "")
        if end is not None and start < end:
            return between_days(state.concept, state.town, start, end)
        _refuse("'--von' und '--bis' sind beide ein Tag oder beide ein Stand, und 'von' liegt davor.")
    old, new = _state(von, ordner), _state(bis or str(ordner), ordner)
    if old.day is None or new.day is None or old.day > new.day:
        _refuse(
            "Beide Stände brauchen einen Tag, und der ältere steht bei '--von'. Eine needs.json hat keinen: "
            "Nennen Sie die Ausgabe oder den Stand in git."
        )
    before, after = snapshot.comparable(old, new)
    return between_states(before, after, new.town, old.day, new.day, (old.label, new.label))


def _write(target: Path, text: str) -> None:
    """Write a file in one step."""
    beside = target.with_name(f".{target.name}.neu")
    beside.write_text(text, "utf-8")
    beside.replace(target)


def _refuse(message: str) -> NoReturn:
    """End with a German sentence: what was asked can't be done so."""
    click.echo(message, err=True)
    raise SystemExit(2)


def _state(name: str, folder: Path) -> snapshot.Snapshot:
    try:
        return snapshot.load(name, folder)
    except snapshot.SnapshotError as error:
        _refuse(str(error))


def _day(given: datetime | None, folder: Path) -> date:
    return given.date() if given else stichtage.default(folder)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
