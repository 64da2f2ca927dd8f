"""Command that takes in the concept as it was adopted: ingest, in two steps with people between them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from konzept import as_of
from konzept.cli.shared_options import AS_OF, TEXTS, target
from konzept.cli.text_folder import as_it_is, content_of, put, texts_of, write_changes
from konzept.compare import changelist as changes
from konzept.compare import compare as changes_between
from konzept.concept import Concept
from konzept.documents import opening
from konzept.documents.packed import LARGEST
from konzept.errors import KonzeptError
from konzept.german import count
from konzept.ingest import comparison, decided, reading, word_answers, word_file
from konzept.ingest.account import Account, account
from konzept.ingest.account_page import page
from konzept.ingest.adopting import Taken, summary, take
from konzept.ingest.adoption import placeholder
from konzept.ingest.proposals import rows
from konzept.ingest.review_file import ReviewedDocument, meetings, workbook
from konzept.ingest.writing_plan import WritingPlan, judge
from konzept.model import Consultation, Field, Source, SourceKind
from konzept.tables import table_files as tables
from konzept.tables.cells import as_text
from konzept.texts import Texts


@click.command("ingest")
@click.argument("document", metavar="DATEI", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@TEXTS
@target("build/konzept-aufnahme", "Ordner für Prüfdatei, Rechenschaft und Vergleich.")
@click.option("--apply", is_flag=True, help="DATEI ist die ausgefüllte Prüfdatei: in die Texte übernehmen.")
@click.option(
    "--decided-only", is_flag=True, help="Mit --apply: übernehmen, worüber entschieden ist, obwohl anderes offen ist."
)
@click.option(
    "--compare",
    "other",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Statt einer Prüfdatei: was in dieser zweiten Datei (etwa der Druckfassung) anders ist.",
)
@click.option("--names", is_flag=True, help="Namen, Adressen und Telefonnummern nicht durch […] ersetzen.")
@AS_OF
def ingest(
    document: Path,
    texts: Path,
    target: Path,
    apply: bool,
    decided_only: bool,
    other: Path | None,
    names: bool,
    as_of_day: date | None,
) -> None:
    """Liest das beschlossene Konzept in eine Prüfdatei.

    Es ist DOCX, PDF oder ODT. Danach übernimmt --apply die Entscheidungen.
    """
    today = as_of_day or as_of.today()
    state = texts_of(texts, today)
    if apply and other:
        raise click.UsageError("'--apply' und '--compare' gehen nicht zusammen.")
    if not apply:
        as_it_is(texts, today)  # what can't be read is not compared with the document: that is said
    if other:
        _compare(document, other, target, state, names=names)
    elif apply:
        _apply(document, texts, state, decided_only=decided_only)
    else:
        _prepare(document, target, state, names=names)


def _prepare(document: Path, target: Path, state: Texts, *, names: bool) -> None:
    """Write the file to decide in and the account; the texts stay as they are."""
    content = content_of(document, LARGEST)
    concept = state.examined().concept
    found = reading.read(opening.outline(content, _words(state)), [field.title for field in concept.all(Field)])
    made = rows(found, concept, state.published.items, names=names)
    of = _document(document.name, content, state, concept)
    summed = account(found, made, of)
    stem = _stem(document)
    new = {
        f"{stem}-pruefen.xlsx": workbook(made, of, concept, datetime.combine(state.today, datetime.min.time())),
        f"{stem}-pruefen.docx": word_file.written(made, of, concept, state.today),
        f"{stem}-rechenschaft.html": page(summed, state.town, names=names).encode(),
    }
    put(target, new, "aufnahme")
    _tell(summed, [target / name for name in new])


def _words(state: Texts) -> set[str]:
    """The words of the texts: however strange they look, somebody wrote them so (StädteRegion)."""
    return {
        word
        for content in state.files.values()
        for word in re.findall(r"[^\W\d_]+", content.decode("utf-8", "replace"))
    }


def _compare(first: Path, second: Path, target: Path, state: Texts, *, names: bool) -> None:
    """Write what differs between two files; the texts stay as they are."""
    known = [field.title for field in state.examined().concept.all(Field)]
    one, other = (reading.read(opening.outline(content_of(path, LARGEST)), known) for path in (first, second))
    found = comparison.compare(one, other, names=names)
    name = f"{_stem(first)}-vergleich.html"
    put(target, {name: comparison.page(found, first.name, second.name, state.town).encode()}, "aufnahme")
    click.echo(comparison.counted(found))
    click.echo((target / name).as_posix())


def _stem(path: Path) -> str:
    """The name of the document, of letters that every system takes."""
    return re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") or "konzept"


def _document(name: str, content: bytes, state: Texts, concept: Concept) -> ReviewedDocument:
    """What is proposed to be said of the document: no decision of several, nor one that adopted another version."""
    found = [ident for ident in meetings(concept) if "KONZEPT" in _affected(concept, ident)]
    meeting = concept.get(found[0], Consultation) if len(found) == 1 else None
    stem = f"Q-KONZEPT-{meeting.date.year}" if meeting else "Q-KONZEPT"
    sha256 = hashlib.sha256(content).hexdigest()
    same = next((source.id for source in concept.all(Source) if source.sha256 == sha256), "")
    free = (i for i in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if i not in concept.items)
    title, stands_for = f"{state.town.concept.short}, Datei „{name}“", placeholder(concept)
    if stands_for and (stands_for.kind is SourceKind.CONCEPT or not concept.decision):
        title = stands_for.title
    ident = same or (stands_for.id if stands_for else next(free))
    others = {source.adopted_in for source in concept.all(Source) if source.sha256 not in (None, sha256)}
    adopted_in = meeting.id if meeting and meeting.id not in others else ""
    return ReviewedDocument(file=name, sha256=sha256, title=title, ident=ident, meeting=adopted_in)


def _affected(concept: Concept, ident: str) -> tuple[str, ...]:
    meeting = concept.get(ident, Consultation)
    return meeting.affects if meeting else ()


def _tell(summed: Account, made: Sequence[Path]) -> None:
    for line in summed.lines:
        click.echo(line)
    for warning in summed.warnings:
        click.echo(f"Hinweis: {warning}", err=True)
    for path in made:
        click.echo(path.as_posix())
    if summed.loss.lost or summed.loss.extra:
        lost, extra = len(summed.loss.lost), len(summed.loss.extra)
        raise KonzeptError(
            f"{count(lost, 'Wort ist', 'Wörter sind')} nicht gelesen, {extra} doppelt: siehe "
            f"{made[-1].as_posix()}. Prüfen Sie diese Stellen im Dokument selbst."
        )


def _apply(document: Path, texts: Path, state: Texts, *, decided_only: bool) -> None:
    """Write what was decided: all of it or nothing."""
    before = state.examined()
    content = content_of(document, tables.LARGEST)
    plan = judge(decided.read(content), before.concept, frozenset(state.published.items))
    if plan.undecided and not decided_only and plan.adoption:
        plan.findings += [row.finding("decision", "Zu dieser Zeile fehlt die Entscheidung.") for row in plan.undecided]
    _refuse(plan, document.name)
    taken = take(plan, state)
    if taken.findings:
        raise KonzeptError(
            "".join(f"{finding}\n" for finding in taken.findings)
            + "So wären die Texte nicht in Ordnung. Nichts ist übernommen."
        )
    _say(plan, taken)
    for remark in word_answers.remarks(content):
        click.echo(f"Hinweis: {remark}", err=True)
    if not taken.changes:
        click.echo("Alles, worüber in dieser Datei entschieden ist, steht schon in den Texten. Nichts ist geschrieben.")
        return
    write_changes(texts, taken.changes)
    click.echo(f"Geschrieben: {', '.join(change.path for change in taken.changes)}.")


def _refuse(plan: WritingPlan, name: str) -> None:
    if not plan.findings:
        return
    click.echo(as_text(finding.of(name) for finding in plan.findings), nl=False)
    hint = " Ohne die offenen Zeilen geht es mit --decided-only." if plan.undecided and plan.adoption else ""
    number = count(len(plan.findings), "Fehler", "Fehler")
    raise KonzeptError(f"{number} in der Prüfdatei. Nichts ist übernommen.{hint}")


def _say(plan: WritingPlan, taken: Taken) -> None:
    if taken.changes and taken.before and taken.after:
        difference = changes_between(taken.before, taken.after)
        click.echo(changes.as_text(difference, ("heute", "mit dem Konzept")), nl=False)
    for line in (*taken.told, *taken.known):
        click.echo(f"{line}.")
    click.echo(", ".join(f"{kind}: {number}" for kind, number in summary(plan).items()) + " Zeilen.")


COMMANDS: Final = (ingest,)
