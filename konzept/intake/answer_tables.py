"""Answers of offices in their tables: through the core of the survey, each table as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from konzept.compare import compare
from konzept.compare.changelist import groups
from konzept.errors import RefusedError
from konzept.examine import Examination
from konzept.intake.envelope import Letter
from konzept.intake.house import House
from konzept.intake.outcome import Outcome, ReportRemark
from konzept.survey.importing import SurveyIntake, intake
from konzept.survey.rounds import Round
from konzept.survey.row import Judge
from konzept.tables.cells import together

NO_BODIES: Final = (
    "Niemand ist als gefragt eingetragen: Die Datei umfrage.toml fehlt bei den Texten. Antworten werden hier nicht "
    "aufgenommen."
)


def taken(
    letter: Letter, house: House, files: Mapping[str, bytes], examined: Examination, rounds: tuple[Round, ...]
) -> tuple[Outcome, SurveyIntake | None]:
    """What becomes of a table over these texts and rounds, and what it changes; nothing if it is refused."""
    if house.asked is None or house.no_tables:
        return _refused(letter, [ReportRemark(letter.name, house.no_tables or NO_BODIES)]), None
    try:
        asked = house.asked(examined)
        court = Judge(
            asked=asked,
            before=examined,
            rounds=rounds,
            today=house.texts.today,
            body=house.body,
            accepted=house.accepted,
        )
        found = intake({letter.name: letter.bodies[0]}, replace(house.texts, files=files), court)
    except RefusedError as error:
        return _refused(letter, [ReportRemark(letter.name, str(error))]), None
    remarks = [
        ReportRemark(letter.name, str(f).removeprefix(f.file).lstrip(",: "), f.is_error)
        for f in together(found.findings)
    ]
    if found.refused:
        return _refused(letter, remarks), None
    outcome = Outcome(
        name=letter.name,
        verdict="sound" if found.changes or found.rounds != rounds else "known",
        remarks=(*remarks, *_notes(found)),
        told=groups(compare(found.before.concept, found.after.concept)),
        changes=found.changes,
        touched=tuple(entry for one in found.taken for entry in one.entries),
    )
    return outcome, found


def _refused(letter: Letter, remarks: list[ReportRemark]) -> Outcome:
    return Outcome(name=letter.name, verdict="refused", remarks=tuple(remarks))


def _notes(found: SurveyIntake) -> Iterator[ReportRemark]:
    """What is to be said of answers that have no fault."""
    for entry in found.taken:
        for note in entry.notes:
            yield ReportRemark(entry.answer.item, f"{entry.answer.body.name}: {note}.", is_error=False)
    for answer in found.others:
        yield ReportRemark(answer.item, f"{answer.body.name}: {answer.kind}; nichts wird übernommen.", is_error=False)
