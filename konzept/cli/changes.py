"""Commands that look back: compare, report, chronicle."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import click

from konzept import as_of, files, states
from konzept.cli.shared_options import TEXTS
from konzept.cli.text_folder import rounds_of, say_lacking, say_uncommitted
from konzept.compare import changelist as changes
from konzept.compare import compare as changes_between
from konzept.compare.period import Period, between_days, between_states
from konzept.compare.standalone import as_page
from konzept.editions import chronicle as chronicles
from konzept.errors import RefusedError
from konzept.german import count
from konzept.listing import as_text
from konzept.model.dates import day_in, german_day, no_day
from konzept.paper import layout
from konzept.paper.form import PaperForm
from konzept.report.as_paper import document
from konzept.survey import rounds
from konzept.town import TownError, load


@click.command()
@click.argument("before", metavar="ALT")
@click.argument("after", metavar="[NEU]", default="docs")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    default="docs",
    show_default=True,
    metavar="ORDNER",
    help="Ordner der Texte in git.",
)
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
@TEXTS
def write_chronicle(texts: Path) -> None:
    """Schreibt neu auf, was jede Ausgabe geändert hat. Es steht auf der Seite jedes Eintrags."""
    from konzept.publish.chronicling import chronicle_of

    _speak_of(texts)
    editions = states.editions(texts)
    text, lacking = chronicle_of(editions, texts)
    files.write(texts / chronicles.FILE, text)
    say_lacking(lacking)
    click.echo(f"{texts / chronicles.FILE}: {count(len(editions), 'Ausgabe', 'Ausgaben')}.")
    say_uncommitted(texts)


@click.command("report")
@click.option(
    "--from",
    "since",
    help="Tag (TT.MM.JJJJ oder JJJJ-MM-TT) oder Stand, mit dem er beginnt; sonst die neueste Ausgabe.",
)
@click.option("--to", "until", help="Tag oder Stand, mit dem er endet; sonst der Stichtag.")
@TEXTS
@click.option(
    "--target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Datei; - für den Bildschirm; sonst bei den Vorlagen.",
)
@click.option("--overwrite", is_flag=True, help="Eine vorhandene Datei ersetzen, auch wenn sie bearbeitet ist.")
@click.option("--proposals", is_flag=True, help="Auch von den Vorschlägen der Redaktion berichten.")
def write_report(
    since: str | None, until: str | None, texts: Path, target: Path | None, overwrite: bool, proposals: bool
) -> None:
    """Schreibt den Bericht zum Stand als Vorlage zur Kenntnisnahme. Man kann sie danach bearbeiten.

    --from und --to nennen zwei Tage oder zwei Stände (wie bei compare).
    """
    _speak_of(texts)
    period = _period(since or _newest(texts), until, texts, proposals=proposals)
    text = document(period, rounds.sentence(rounds_of(texts), period.start, period.end), _form_of(texts))
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
    if lacking := period.without_day:
        named = ", ".join(f"{source.id} ({source.place.file}:{source.place.line})" for source in lacking)
        words = "Hinweis: Was nur in Quellen ohne Datum steht, zählt in diesem Bericht nicht: {named}. Tragen Sie dort "
        click.echo(words.format(named=named) + "'datum' ein, und schreiben Sie ihn neu mit --overwrite.", err=True)
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


def _form_of(texts: Path) -> PaperForm:
    """The town's form for papers; one with faults is not silently replaced by that of the package."""
    described = layout.read(texts)
    if described.findings:
        raise RefusedError(as_text(described.findings, texts.as_posix()) + "Der Bericht ist nicht geschrieben.")
    return described.form


def _period(since: str, until: str | None, texts: Path, *, proposals: bool) -> Period:
    """The period between two days of the texts, or between two states of them."""
    if start := day_in(since):
        end = _end(start, until, as_of.default(texts))
        now = states.of_folder(texts, f"Ordner {texts.as_posix()}").whole()
        return between_days(now.concept, now.town, start, end, proposals=proposals)
    old, new = _state("--from", since, texts), _state("--to", until or str(texts), texts)
    for option, state in (("--from", old), ("--to", new)):
        if state.day is None:
            raise RefusedError(
                f"'{option}' braucht einen Stand mit einem Tag, und {state.label} hat keinen. "
                "Nennen Sie die Ausgabe oder den Stand in git."
            )
    if (first := old.day or date.min) > (last := new.day or date.min):
        raise RefusedError(
            f"Der ältere Stand steht bei '--from': {old.label} ist vom {german_day(first)}, {new.label} vom "
            f"{german_day(last)}. Tauschen Sie beide."
        )
    before, after, labels = old.whole(), new.whole(), (old.label, new.label)
    return between_states(before.concept, after.concept, after.town, first, last, labels, proposals=proposals)


def _end(start: date, until: str | None, today: date) -> date:
    """The day with which a period ends that begins with a day: what comes after the Stichtag the texts do not know."""
    end = today if until is None else day_in(until)
    if end is None:
        raise RefusedError(f"'--from' ist ein Tag, also muss auch '--to' einer sein. {no_day(until or '')}")
    if end > today:
        raise RefusedError(
            f"'--to' nennt den {german_day(end)}, und der Stichtag ist der {german_day(today)}: Was danach ist, "
            "steht in diesen Texten nicht. Nennen Sie einen Tag bis zum Stichtag, oder lassen Sie '--to' weg; dann "
            "endet der Bericht mit ihm."
        )
    if start >= end:
        ending = f"'--to {until}'" if until else f"dem Stichtag {german_day(today)}"
        raise RefusedError(f"'--from {german_day(start)}' muss vor {ending} liegen. Nennen Sie einen früheren Tag.")
    return end


def _state(option: str, name: str, texts: Path) -> states.Snapshot:
    """The state that a name means; whoever wrote a day that is none hears what is wrong with it."""
    if day_in(name):
        raise RefusedError(f"'--from' ist ein Stand, also muss auch '--to' einer sein; gefunden: {name!r}, ein Tag.")
    try:
        return states.load(name, texts)
    except states.SnapshotError as error:
        if not Path(name).exists() and name not in {edition.name for edition in states.editions(texts)}:
            error.add_note(f"Ist bei '{option}' ein Tag gemeint: {no_day(name)}")
        raise


COMMANDS: Final = (compare, write_report, write_chronicle)
