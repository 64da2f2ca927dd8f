"""Which of the answers that came back are sound, and what keeps the others out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from konzept.findings import Finding
from konzept.model.speech import say
from konzept.personal import MAY_BE, TAKE_OUT, persons
from konzept.survey.answer import Answer
from konzept.survey.judging import judge
from konzept.survey.row import Judge
from konzept.survey.rows import BLANK, RowKey
from konzept.survey.sheet import Raw, Returned
from konzept.tables.cells import CellFinding

# From which column comes what Taking writes: by type of item, and option.
_COLUMNS: Final = {
    ("empfehlung", "hinderungsgrund"): "obstacles",
    ("empfehlung", "erneut_pruefen"): "review_on",
    ("empfehlung", "erneut_pruefen_wenn"): "review_when",
    ("sachstand", "datum"): "since",
    ("sachstand", "festgestellt_am"): "on",
    ("entwicklung", "datum"): "since",
    ("sachstand", "quelle"): "on",
    ("entwicklung", "quelle"): "on",
    ("quelle", "datum"): "on",
    ("beratung", "datum"): "session",
    ("beratung", "gremium"): "body",
    ("beratung", "zustaendigkeit"): "power",
    ("beratung", "ergebnis"): "result",
    ("beratung", "vorlage"): "paper",
    ("vorlage", "datum"): "paper_on",
}
_WORDS: Final = ("what", "proof", "review_when", "next_step")  # the columns with sentences of their own
_NAMED: Final = 10  # of more rows a finding names the first ones


@dataclass(slots=True)
class SoundRows:
    """Answers that are sound so far, and all findings."""

    findings: list[CellFinding]
    _answers: dict[int, Answer]

    @property
    def answers(self) -> list[Answer]:
        """Those that are sound."""
        return list(self._answers.values())

    def refuse(self, answer: Answer, column: str, must: str, mend: str = "", **more: Any) -> None:
        """Keep an answer out for what stands in a column."""
        self.findings.append(answer.raw.finding(column, must, mend, **more))
        self._answers.pop(id(answer.raw), None)

    def refuse_for(self, answer: Answer, finding: Finding) -> None:
        """Refuse an answer for what the texts would then be; said as it is said beside a field."""
        self.refuse(answer, _column(finding), finding.beside_field, found="")


def sound(returned: Sequence[Returned], court: Judge) -> SoundRows:
    """The sound answers in files that came back, each once, and all findings."""
    found = _distinct(returned, court)
    rows = [row for one in found for row in one.rows]
    findings = _named([*(f for one in found for f in one.findings), *_contradicting(rows, court)], rows)
    answers = []
    for row in rows:
        answer, told = judge(row, court)
        findings += told
        if answer is not None:
            answers.append(answer)
    findings += _copied(answers)
    findings += _personal(answers)
    barred = _Barred(findings)
    return SoundRows(findings, {id(answer.raw): answer for answer in answers if answer.raw not in barred})


def _question(row: Raw, court: Judge) -> tuple[str, ...]:
    """What a row answers: whose answer it is, of which round and about what; a questionnaire sent again asks the same.

    The ID that stands in the row belongs to it: where columns slipped, it is another one.
    """
    asked = RowKey.parse(row["check"])
    if asked is None:
        return row["check"], row["id"]
    return court.body if asked.body == BLANK else asked.body, asked.round, asked.item, row["id"]


def _contradicting(rows: Sequence[Raw], court: Judge) -> Iterator[CellFinding]:
    """Rows that say something twice, in one file or in several; others may have left theirs empty."""
    filled: dict[tuple[str, ...], list[Raw]] = {}
    for row in rows:
        if row["check"] and row.said:
            filled.setdefault(_question(row, court), []).append(row)
    for same in filled.values():
        for row in same:
            other = next((other for other in same if other.said != row.said), None)
            if other:
                where = f"{other.file}, {other.sheet} Zeile {other.number}, mit anderen Angaben"
                yield row.finding(
                    "id",
                    f"Zu {say('{jedem Eintrag}')} gibt es eine Zeile; diese steht auch in {where}.",
                    "Löschen Sie eine der beiden.",
                )


def _distinct(returned: Sequence[Returned], court: Judge) -> Sequence[Returned]:
    """The same answer twice (a file handed in twice) counts once."""
    seen = set()
    for found in returned:
        kept = []
        for row in found.rows:
            mark = _question(row, court), row.said
            if mark not in seen or not row["check"]:
                kept.append(row)
            seen.add(mark)
        if found.rows and not kept:
            found.findings.append(
                CellFinding(
                    file=found.file,
                    must="Diese Datei sagt dasselbe wie eine andere; sie zählt einmal.",
                    severity="hinweis",
                )
            )
        found.rows = kept
    return returned


def _named(findings: Iterable[CellFinding], rows: Iterable[Raw]) -> list[CellFinding]:
    """A finding at cells says of which recommendations they are; each says whose answer it is, if known."""
    at = {(row.file, row.sheet, row.number): row for row in rows}
    first: dict[str, Raw] = {}
    for row in rows:
        if row["check"]:
            first.setdefault(row.file, row)
    named = []
    for finding in findings:
        about = [at[place] for number in finding.rows if (place := (finding.file, finding.sheet, number)) in at]
        whose = [*about, first[finding.file]] if finding.file in first else about
        ids = ", ".join(row["id"] for row in about[:_NAMED]) + (" …" if len(about) > _NAMED else "")
        named.append(replace(finding, subject=ids or finding.subject, key=whose[0]["check"] if whose else ""))
    return named


class _Barred:
    """The rows that findings keep out; a finding about a whole file keeps out all of it."""

    def __init__(self, findings: Iterable[CellFinding]) -> None:
        errors = [finding for finding in findings if finding.is_error]
        self._files = {finding.file for finding in errors if not finding.rows}
        self._rows = {(finding.file, finding.sheet, row) for finding in errors for row in finding.rows}

    def __contains__(self, raw: Raw) -> bool:
        return raw.file in self._files or (raw.file, raw.sheet, raw.number) in self._rows


def _copied(answers: Sequence[Answer]) -> Iterator[CellFinding]:
    """Rows of another body's questionnaire among those of one file."""
    owners: dict[str, Counter[str]] = {}
    for answer in answers:
        owners.setdefault(answer.raw.file, Counter())[answer.body.code] += 1
    for answer in answers:
        ((main, _),) = owners[answer.raw.file].most_common(1)
        if answer.body.code != main:
            yield answer.raw.finding(
                "check",
                f"Diese Zeile stammt aus der Abfrage an {answer.body.code}, die übrigen aus der an {main}.",
                f"Tragen Sie die Angaben in die Datei von {answer.body.code} ein, oder löschen Sie die Zeile.",
                found="",
            )


def _personal(answers: Iterable[Answer]) -> Iterator[CellFinding]:
    """Hints at what may tell of a person in words that would be published."""
    for answer in answers:
        for column in _WORDS if answer.kind == "antwort" else ():
            for words in persons(answer.raw[column]):
                yield answer.raw.finding(column, MAY_BE, TAKE_OUT, found=words, hint=True)


def _column(finding: Finding) -> str:
    """The column of the questionnaire from which the option comes that a finding is about."""
    other = "what" if finding.rule == "form" else "status"
    return _COLUMNS.get((finding.subject.type, finding.subject.option), other)
