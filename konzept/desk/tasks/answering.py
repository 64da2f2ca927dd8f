"""The task of whoever has a questionnaire that came back: its rows are examined in place and become a report."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from konzept.desk.filled import FormOutcome
from konzept.desk.form_fields import Choice, FormField
from konzept.desk.pen import Values
from konzept.desk.remarks import Remark
from konzept.desk.tasks.parts import Task, group
from konzept.edits import FileChange
from konzept.examine import Examination
from konzept.model import Recommendation, YesNo
from konzept.model.speech import say
from konzept.survey import rounds
from konzept.survey.bodies import Asked
from konzept.survey.importing import SurveyIntake, intake
from konzept.survey.row import Judge
from konzept.tables.cells import CellFinding
from konzept.texts import Texts

NAME: Final = "tabelle"
_NOTHING: Final = "Aus dieser Datei wird nichts übernommen."
_NAME_BODY: Final = "Wählen Sie aus, wessen Antwort es ist."
_KINDS: Final = {
    "zurückgehalten": "nicht zur Veröffentlichung freigegeben; vermerkt wird nur, dass die Stelle geantwortet hat",
    "weitergegeben": "eine andere Stelle soll gefragt werden; vermerkt wird nur das",
}


def take_answers(asked: Asked) -> Task:
    """Answers of a body in the table that it was sent."""
    return Task(
        NAME,
        "Antwort in einer Tabelle prüfen",
        "Eine Stelle hat die Abfrage ausgefüllt. Jede Zeile wird hier geprüft und kann eine Meldung werden.",
        (group("Die Tabelle", *_fields(asked)),),
        _unwritten,
        "Auskünfte aus einer Abfrage",
    )


def _fields(asked: Asked) -> tuple[FormField, ...]:
    return (
        FormField(
            name="datei",
            label="Ausgefüllte Abfrage",
            kind="file",
            required=True,
            help="XLSX, ODS oder CSV. Die Datei bleibt in diesem Browser; in die Meldung kommt nur, was zur "
            "Veröffentlichung freigegeben ist, und wer geantwortet hat.",
        ),
        FormField(
            name="stelle",
            label="Wessen Antwort ist es?",
            kind="word",
            help="Nur bei einer Abfrage, die an alle ging.",
            choices=tuple(Choice(body.code, body.name) for body in asked.bodies),
        ),
        FormField(
            name="gilt",
            label="Deren Antwort gilt auch jetzt",
            kind="items",
            targets=(Recommendation.NAME,),
            help=say("Nur bei {Einträgen}, die sich seit der Abfrage geändert haben."),
        ),
        FormField(
            name="teil",
            label="Zeilen mit Fehlern",
            kind="words",
            choices=(Choice(YesNo.YES.value, "weglassen, die übrigen übernehmen"),),
        ),
    )


def _unwritten(*_: object) -> None:
    """What a table says is written by :func:`answered`."""


def answered(values: Values, texts: Texts, before: Examination, asked: Asked, record: bytes | None) -> FormOutcome:
    """What a table changes, and what becomes of each of its rows; ``record`` is the file with the rounds of asking.

    That the body has answered is recorded there, also if nothing of it may be published.
    """
    name, _, content = values["datei"].partition("\n")
    try:
        table = base64.b64decode(content, validate=True)
    except binascii.Error:
        remark = Remark("datei", "Die Datei ist nicht zu lesen. Wählen Sie sie noch einmal.")
        return FormOutcome(remarks=(remark,), before=before)
    known = rounds.load(record) if record else ()
    court = Judge(
        asked=asked,
        before=before,
        rounds=known,
        today=texts.today,
        body=values.get("stelle", ""),
        accepted=frozenset(filter(None, values.get("gilt", "").split(", "))),
        name_body=_NAME_BODY,
        accept="Gilt die Antwort auch jetzt, nennen Sie {} unten.",
    )
    found = intake({name: table}, texts, court)
    said = tuple(_remarks(found.findings, lenient=bool(values.get("teil"))))
    rows = tuple(_rows(found))
    if found.rounds == known:
        return FormOutcome(remarks=(*said, Remark("", _NOTHING)), before=before, rows=rows)
    return FormOutcome(
        remarks=said,
        changes=(*found.changes, FileChange(rounds.FILE, record, rounds.as_bytes(found.rounds))),
        before=before,
        after=found.after,
        shown=found.taken[0].answer.item if found.taken else "",
        rows=rows,
    )


def _remarks(findings: tuple[CellFinding, ...], *, lenient: bool) -> Iterator[Remark]:
    if any(finding.mend == _NAME_BODY for finding in findings):
        yield Remark("stelle", f"Diese Abfrage ging an alle. {_NAME_BODY}")
    for finding in (finding for finding in findings if finding.mend != _NAME_BODY):
        text = str(replace(finding, file="") if finding.sheet else finding).removeprefix(", ")
        yield Remark("", text, finding.is_error and not lenient)


def _rows(found: SurveyIntake) -> Iterator[tuple[str, str]]:
    """What becomes of each row, in the order of the table."""
    told: dict[tuple[str, int], tuple[str, str]] = {}
    for finding in found.findings:
        for number in finding.rows if finding.is_error else ():
            told[finding.sheet, number] = (finding.subject or "ohne Nummer", "hat einen Fehler")
    for entry in found.taken:
        raw, notes = entry.answer.raw, "".join(f"; {note}" for note in entry.notes)
        told[raw.sheet, raw.number] = (entry.answer.item, f"wird übernommen{notes}")
    for answer in found.others:
        told[answer.raw.sheet, answer.raw.number] = (answer.item, _KINDS[answer.kind])
    for answer in found.known:
        told[answer.raw.sheet, answer.raw.number] = (answer.item, "schon übernommen")
    for (_, number), (item, text) in sorted(told.items()):
        yield f"Zeile {number}, {item}", text
