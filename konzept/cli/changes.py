"""Commands that look back: compare, report, chronicle."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

import click

from konzept import as_of, files, states
from konzept.cli.shared import FOLDER, count, rounds_of, say_uncommitted
from konzept.compare import changelist as changes
from konzept.compare import compare as changes_between
from konzept.compare.period import Period, between_days, between_states
from konzept.compare.standalone import as_page
from konzept.editions import chronicle as chronicles
from konzept.editions import passages, withdrawals
from konzept.errors import RefusedError
from konzept.model.dates import day_in
from konzept.report.document import document
from konzept.survey import rounds
from konzept.town import TownError, load


@click.command()
@click.argument("before", metavar="ALT")
@click.argument("after", metavar="[NEU]", default="docs")
@click.option("--texts", type=click.Path(path_type=Path), default="docs", help="Ordner der Texte in git.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*changes.FORMATS, "html"]),
    default="text",
    help="Dateiformat.",
)
def compare(before: str, after: str, texts: Path, form: str) -> None:
    """Zeigt, was sich von ALT nach NEU geändert hat.

    Beides ist ein Ordner von Texten, die needs.json einer Ausgabe, der Name einer Ausgabe oder ein Stand
    in git (ein Tag, ein Zweig, HEAD~1).
    """
    _speak_of(texts)
    old, new = states.load(before, texts), states.load(after, texts)
    both = states.comparable(old, new)
    found, labels, town = changes_between(both.old, both.new), (old.label, new.label), new.partial().town
    draw = partial(as_page, town=town) if form == "html" else changes.FORMATS[form]
    text = draw(found, labels, both.unread)
    click.echo(text, nl=False)


@click.command("chronicle")
@click.option("--texts", type=FOLDER, default="docs", help="Ordner der Texte.")
def write_chronicle(texts: Path) -> None:
    """Schreibt neu auf, was jede Ausgabe an jeder Empfehlung geändert hat (für deren Seiten)."""
    number = renew_chronicle(texts)
    click.echo(f"{texts / chronicles.FILE}: {count(number, 'Ausgabe', 'Ausgaben')}.")
    say_uncommitted(texts)


def is_behind(folder: Path) -> bool:
    """Whether the chronicle does not tell of just the Ausgaben in the registry: a publication was interrupted."""
    try:
        told = chronicles.load(folder).editions
    except ValueError:
        return True
    return [edition.name for edition in told] != [edition.name for edition in states.editions(folder)]


def renew_chronicle(folder: Path) -> int:
    """Write the chronicle of the Ausgaben in the registry, and tell how many they are and what it lacks."""
    _speak_of(folder)
    found = []
    for edition in states.editions(folder):
        state = states.of_edition(edition, folder)
        read = state.partial()
        found.append(chronicles.Seen(edition, read.concept, read.lost))
        for line in state.missing():
            click.echo(f"In der Chronik fehlt: {line}", err=True)
    files.write(folder / chronicles.FILE, _without_withdrawn(chronicles.as_text(chronicles.chronicle(found)), folder))
    return len(found)


def clean_chronicle(folder: Path) -> None:
    """Take out of the chronicle what is withdrawn; each new one is made without it."""
    path = folder / chronicles.FILE
    if path.is_file() and (text := path.read_text("utf-8")) != (new := _without_withdrawn(text, folder)):
        files.write(path, new)


def _without_withdrawn(text: str, folder: Path) -> str:
    known = withdrawals.load(folder.resolve().parent)
    return passages.cleaned(text, Path(chronicles.FILE).suffix, known, lambda _: "(zurückgezogen)")


@click.command("report")
@click.option(
    "--from",
    "since",
    help="Tag (TT.MM.JJJJ oder JJJJ-MM-TT) oder Stand, mit dem er beginnt; sonst die neueste Ausgabe.",
)
@click.option("--to", "until", help="Tag oder Stand, mit dem er endet; sonst der Stichtag.")
@click.option("--texts", type=FOLDER, default="docs", help="Ordner der Texte.")
@click.option("--target", type=click.Path(dir_okay=False, path_type=Path), help="Datei; - für den Bildschirm.")
@click.option("--overwrite", is_flag=True, help="Eine vorhandene Datei ersetzen, auch wenn sie bearbeitet ist.")
@click.option("--proposals", is_flag=True, help="Auch von den Vorschlägen der Redaktion berichten.")
def write_report(
    since: str | None, until: str | None, texts: Path, target: Path | None, overwrite: bool, proposals: bool
) -> None:
    """Schreibt den Bericht zum Stand der Empfehlungen als Vorlage zur Kenntnisnahme, die man danach bearbeiten kann.

    Beides sind zwei Tage oder zwei Stände (wie bei compare).
    """
    _speak_of(texts)
    period = _period(since or _newest(texts), until, texts, proposals=proposals)
    text = document(period, rounds.sentence(rounds_of(texts), period.start, period.end))
    if str(target) == "-":
        click.echo(text, nl=False)
        return
    target = target or texts / "vorlagen" / f"zwischenbericht-{period.end}.md"
    if target.exists() and not overwrite:
        raise RefusedError(
            f"{target} gibt es schon, vielleicht mit Änderungen von Hand. Sie bleibt, wie sie ist. "
            "Zum Ersetzen: --overwrite; für einen anderen Namen: --target."
        )
    files.write(target, text)
    click.echo(f"Der Bericht steht in {target}. Bearbeiten Sie ihn; er wird nicht von selbst erneuert.")


def _speak_of(texts: Path) -> None:
    """Speak in the words of the town whose texts these are, if that can be told."""
    with suppress(TownError):
        load(texts)


def _newest(texts: Path) -> str:
    """The name of the newest Ausgabe."""
    if not (found := states.editions(texts)):
        raise RefusedError("Es gibt noch keine Ausgabe. Nennen Sie bei '--from' den Tag, mit dem der Zeitraum beginnt.")
    return found[-1].name


def _period(since: str, until: str | None, texts: Path, *, proposals: bool) -> Period:
    """The period between two days of the texts, or between two states of them."""
    if start := day_in(since):
        end = as_of.default(texts) if until is None else day_in(until)
        if end is not None and start < end:
            now = states.of_folder(texts, f"Ordner {texts.as_posix()}").whole()
            return between_days(now.concept, now.town, start, end, proposals=proposals)
        raise RefusedError("'--from' und '--to' sind beide ein Tag oder beide ein Stand, und '--from' liegt davor.")
    old, new = states.load(since, texts), states.load(until or str(texts), texts)
    if old.day is None or new.day is None or old.day > new.day:
        raise RefusedError(
            "Beide Stände brauchen einen Tag, und der ältere steht bei '--from'. Eine needs.json hat keinen: "
            "Nennen Sie die Ausgabe oder den Stand in git."
        )
    before, after, labels = old.whole(), new.whole(), (old.label, new.label)
    return between_states(before.concept, after.concept, after.town, old.day, new.day, labels, proposals=proposals)


COMMANDS: Final = (compare, write_report, write_chronicle)
