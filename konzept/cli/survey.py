"""Commands that ask offices for the state of recommendations: survey export, import, receipt, remind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import click

from konzept import as_of, town
from konzept.cli.shared_options import ACCEPT, ANSWERER, AS_OF, DAY, TEXTS, day_of, named, target
from konzept.cli.text_folder import (
    as_it_is,
    asked_of,
    contents_of,
    is_of_programs,
    put,
    records_of,
    rounds_of,
    texts_of,
    write_changes,
)
from konzept.compare import changelist as changes
from konzept.compare import compare as changes_between
from konzept.concept import Concept
from konzept.edits import FileChange
from konzept.errors import KonzeptError, RefusedError
from konzept.german import count
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.survey import bodies, letters, rounds
from konzept.survey.importing import SurveyIntake, intake, only_valid
from konzept.survey.outgoing import for_all, questions
from konzept.survey.row import Judge
from konzept.survey.workbook import workbook
from konzept.tables.cells import as_text
from konzept.tables.table_files import LARGEST

_ANSWERS: Final = click.argument(
    "answers",
    metavar="ANTWORT...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)


@click.group()
def survey() -> None:
    """Fragt Stellen nach dem Stand und nimmt ihre Antworten auf."""


@survey.command("export")
@named("docs", "build/abfrage")
@click.option("--round", "round_", type=DAY, help="Tag, nach dessen Stand gefragt wird; sonst der Stichtag.")
@click.option("--until", type=DAY, help="Tag, bis zu dem die Antworten erbeten sind; er steht im Dateinamen.")
@click.option("--body", "only", multiple=True, help="Nur diese Stelle (Kürzel), auch mehrmals.")
@click.option(
    "--all", "everybody", is_flag=True, help="Statt je Stelle eine Abfrage mit allem, was das Konzept enthält."
)
@click.option("--record", is_flag=True, help="Die Abfrage als versandt in die Texte schreiben.")
def export(
    texts: Path,
    target: Path,
    round_: date | None,
    until: date | None,
    only: tuple[str, ...],
    everybody: bool,
    record: bool,
) -> None:
    """Schreibt je Stelle eine Abfrage als XLSX nach ZIEL."""
    if everybody and record:
        raise RefusedError(
            "'--record' trägt ein, welche Stelle wonach gefragt ist; bei '--all' steht das nicht fest. Lassen Sie eins "
            "von beiden weg."
        )
    day, before = day_of(round_, texts), records_of(texts, rounds.FILE)
    settings, examined, known = town.load(texts), as_it_is(texts, day), rounds_of(texts)
    concept, asked = examined.concept, asked_of(texts, examined)
    if until and until <= day:
        raise RefusedError(
            f"'--until' muss nach dem {german_day(day)} liegen, dem Tag, nach dessen Stand gefragt wird ('--round'). "
            "Nennen Sie einen späteren Tag."
        )
    found = [for_all(concept, day, until)] if everybody else [*questions(asked, concept, known, day, until, only)]
    for hint in _hints_on(day, texts / bodies.FILE, None if everybody else asked, concept, only):
        click.echo(f"Hinweis: {hint}", err=True)
    if not any(question.items for question in found):
        words = "Niemand ist zu fragen. Tragen Sie in {file} Stellen und {Einträge} ein."
        raise RefusedError(say(words, file=texts / bodies.FILE))
    made = {question.file: workbook(question, asked, concept, settings) for question in found}
    _put(target, made)
    if record:
        sent = {question.body.code: tuple(i.id for i in question.items) for question in found if question.body}
        write_changes(texts, [_recorded(before, rounds.sent(known, str(day), str(until or ""), sent))])
        click.echo(f"Als versandt eingetragen in {texts / rounds.FILE}.")


@survey.command("import")
@_ANSWERS
@TEXTS
@ANSWERER
@ACCEPT
@click.option("--apply", is_flag=True, help="In die Texte schreiben; sonst wird nur gezeigt, was sich ändern würde.")
@click.option(
    "--valid-only", is_flag=True, help="Mit --apply: Zeilen ohne Fehler übernehmen, obwohl andere einen haben."
)
@AS_OF
def take_in(
    answers: tuple[Path, ...],
    texts: Path,
    body: str,
    accept: tuple[str, ...],
    apply: bool,
    valid_only: bool,
    as_of_day: date | None,
) -> None:
    """Prüft jede Zeile der Antworten und zeigt, was sie ändern würde."""
    before = records_of(texts, rounds.FILE)
    found, _ = _intake(answers, texts, body, accept, as_of_day)
    click.echo(as_text(found.findings), nl=False)
    faults = count(sum(f.is_error for f in found.findings), "Fehler", "Fehler")
    is_nothing = found.rounds == rounds_of(texts)
    if found.refused and not valid_only:
        rest = "" if is_nothing else " Die Zeilen ohne Fehler übernehmen Sie mit --valid-only --apply."
        raise KonzeptError(f"{faults}. Nichts ist übernommen.{rest}")
    _show(found if not valid_only else only_valid(found))
    if not apply:
        click.echo("Nichts ist geschrieben. In die Texte übernehmen Sie es mit --apply.")
        return
    if is_nothing:
        raise KonzeptError("Nichts ist geschrieben: Keine Zeile ist zu übernehmen.")
    write_changes(texts, [*found.changes, _recorded(before, found.rounds)])
    click.echo(f"Geschrieben: {', '.join((*(change.path for change in found.changes), rounds.FILE))}.")
    if found.refused:
        raise KonzeptError(
            f"{faults}, oben genannt: Diese Zeilen sind nicht übernommen. Sind sie berichtigt, lesen Sie die Datei "
            "noch einmal ein; was schon übernommen ist, kommt nicht doppelt hinein."
        )


@survey.command("receipt")
@click.argument(
    "answers", metavar="[ANTWORT...]", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@TEXTS
@target("build/abfrage")
@ANSWERER
@ACCEPT
@AS_OF
def receipt(
    answers: tuple[Path, ...], texts: Path, target: Path, body: str, accept: tuple[str, ...], as_of_day: date | None
) -> None:
    """Schreibt zu jeder Antwort, was übernommen wurde und was nicht. Gründe stehen dabei; für Word und für eine Mail.

    Ohne ANTWORT: was die letzte Abfrage ergeben hat, aus umfragen.json.
    """
    if not answers:
        _receipts_of_record(texts, target, as_of_day or as_of.today())
        return
    found, asked = _intake(answers, texts, body, accept, as_of_day)
    made = letters.files(letters.receipts(found, asked), town.load(texts), as_of_day or as_of.today())
    if not made:
        click.echo(as_text(found.findings), nl=False)
        raise KonzeptError("Zu diesen Dateien gibt es keine Rückmeldung: Keine Zeile ist die Antwort einer Stelle.")
    _put(target, made)


def _receipts_of_record(texts: Path, target: Path, today: date) -> None:
    examined = as_it_is(texts, today)
    found = letters.recorded(rounds_of(texts), asked_of(texts, examined), examined.concept)
    if made := letters.files(found, town.load(texts), today):
        _put(target, made)
    else:
        click.echo("Keine Antwort ist aufgenommen; es gibt nichts zurückzumelden.")


@survey.command("remind")
@named("docs", "build/abfrage")
@AS_OF
def remind(texts: Path, target: Path, as_of_day: date | None) -> None:
    """Schreibt, welche Stelle wozu seit wann nicht geantwortet hat."""
    today = day_of(as_of_day, texts)
    examined = as_it_is(texts, today)
    letter = letters.reminder(rounds_of(texts), asked_of(texts, examined), examined.concept, today)
    _put(target, letters.files([letter], town.load(texts), today))


def _intake(
    answers: tuple[Path, ...], texts: Path, body: str, accept: tuple[str, ...], as_of_day: date | None
) -> tuple[SurveyIntake, bodies.Asked]:
    """What the files would change, as of today: they are newer than the last commit."""
    today = as_of_day or as_of.today()
    state = texts_of(texts, today)
    examined = state.examined()
    asked = asked_of(texts, examined)
    if body:
        asked.body(body)
    court = Judge(
        asked=asked,
        before=examined,
        rounds=rounds_of(texts),
        today=today,
        body=body,
        accepted=frozenset(accept),
    )
    meant = [path for path in answers if not is_of_programs(path.name)]
    return intake(contents_of(meant, LARGEST), state, court), asked


def _hints_on(
    day: date, file: Path, asked: bodies.Asked | None, concept: Concept, only: tuple[str, ...]
) -> Iterator[str]:
    """What whoever sends a questionnaire may not expect; ``asked`` is whom, unless everybody gets the same."""
    if day > as_of.today():
        yield (
            f"Gefragt wird nach dem Stand vom {german_day(day)}; dieser Tag kommt erst noch. Antworten tragen ihn oder "
            "einen späteren Tag und lassen sich erst dann einlesen."
        )
    for _, body, said in asked.silent(concept) if asked else ():
        if not only or body.code in only:
            yield f"{file}: {said}"
    for body, said in asked.left_out(concept) if asked else ():
        if not only or body.code in only:
            yield said
    for item in asked.unasked(concept) if asked else ():
        yield f"Zu {item.numbered} wird niemand gefragt. Ergänzen Sie {file}."


def _put(target: Path, made: Mapping[str, bytes]) -> None:
    """Write the files; those of other bodies and rounds stay."""
    put(target, made, "abfrage")
    for name in made:
        click.echo((target / name).as_posix())


def _recorded(before: Mapping[str, bytes | None], after: Iterable[rounds.Round]) -> FileChange:
    """The file with the rounds of asking, which somebody may have changed since it was read."""
    return FileChange(rounds.FILE, before[rounds.FILE], rounds.as_bytes(after))


def _show(found: SurveyIntake) -> None:
    """What would change, in words; and what is not taken over though it has no fault."""
    difference = changes_between(found.before.concept, found.after.concept)
    click.echo(changes.as_text(difference, ("heute", "mit den Antworten")), nl=False)
    for entry in found.taken:
        for note in entry.notes:
            click.echo(f"{entry.answer.item} ({entry.answer.body.name}): {note}.")
    for answer in found.others:
        click.echo(f"{answer.item} ({answer.body.name}): {answer.kind}; nichts wird übernommen.")
    for answer in found.known:
        click.echo(f"{answer.item} ({answer.body.name}): schon übernommen.")


COMMANDS: Final = (survey,)
