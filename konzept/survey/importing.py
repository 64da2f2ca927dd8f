"""From files that came back to a change of the texts, all or nothing: the one way that every door uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from konzept.concept import Concept
from konzept.edits import Draft, EditError, FileChange
from konzept.examine import Examination
from konzept.findings import Finding, fresh
from konzept.personal import MAY_BE, TAKE_OUT, persons
from konzept.survey.answer import Answer
from konzept.survey.entering import TakenAnswer, Taking
from konzept.survey.judging import judge_all
from konzept.survey.quoting import refused
from konzept.survey.rounds import Given, Outcome, Round, answered
from konzept.survey.row import Judge
from konzept.survey.sheet import Raw, Returned, read, strangers
from konzept.tables.cells import CellFinding
from konzept.texts import Texts

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyIntake:
    """What an import would do: findings, what becomes of each answer, the changed files, the rounds after it.

    ``before`` and ``after`` are the concept without and with it.
    """

    findings: tuple[CellFinding, ...]
    taken: tuple[TakenAnswer, ...]
    others: tuple[Answer, ...]
    known: tuple[Answer, ...]
    changes: tuple[FileChange, ...]
    rounds: tuple[Round, ...]
    before: Concept
    after: Concept

    @property
    def refused(self) -> bool:
        """Whether anything keeps an answer out."""
        return any(finding.is_error for finding in self.findings)


@dataclass(slots=True)
class _Rows:
    """Answers that are sound so far, and all findings."""

    findings: list[CellFinding]
    _answers: dict[int, Answer]

    @property
    def answers(self) -> list[Answer]:
        return list(self._answers.values())

    def refuse(self, answer: Answer, column: str, must: str, mend: str = "", **more: Any) -> None:
        self.findings.append(answer.raw.finding(column, must, mend, **more))
        self._answers.pop(id(answer.raw), None)

    def refuse_for(self, answer: Answer, finding: Finding) -> None:
        """Refuse an answer for what the texts would then be; said as it is said beside a field."""
        self.refuse(answer, _column(finding), finding.beside_field, found="")


def intake(files: Mapping[str, bytes], texts: Texts, court: Judge) -> SurveyIntake:
    """Examine what came back (bytes by file name) and say what it would change.

    Rows without error are taken; whether they may be although others have one, the door decides.
    """
    rows = _sound(_distinct([read(content, name) for name, content in files.items()]), court)
    known = []
    for answer in rows.answers:
        if answer.kind != "antwort":
            continue
        if reason := refused(answer):
            rows.refuse(answer, "what", reason)
        elif (old := _other(answer, court.rounds)) is None:
            continue
        elif old.key == answer.key:
            known.append(answer)
        else:
            rows.refuse(answer, "id", *_second(answer, old))
    return _without_faults(rows, known, texts, court)


def _distinct(returned: Sequence[Returned]) -> list[Returned]:
    """The same answer twice (a file handed in twice) counts once."""
    seen: set[tuple[str, str, tuple[tuple[str, str], ...]]] = set()
    for found in returned:
        kept = []
        for row in found.rows:
            mark = row["check"], row["id"], row.said
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
    return list(returned)


def _sound(returned: Sequence[Returned], court: Judge) -> _Rows:
    rows = [row for found in returned for row in found.rows]
    findings = [finding for found in returned for finding in found.findings]
    findings += strangers(rows)
    findings = _named(findings, rows)
    answers = []
    for _, answer, told in judge_all(rows, court):
        findings += told
        if answer is not None:
            answers.append(answer)
    findings += _copied(answers)
    findings += _personal(answers)
    barred = _Barred(findings)
    return _Rows(findings, {id(answer.raw): answer for answer in answers if answer.raw not in barred})


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
        self._files = {finding.file for finding in errors if not finding.rows or finding.cell == "Zeile 1"}
        self._rows = {(finding.file, finding.sheet, row) for finding in errors for row in finding.rows}

    def __contains__(self, raw: Raw) -> bool:
        return raw.file in self._files or (raw.file, raw.sheet, raw.number) in self._rows


def _copied(answers: Sequence[Answer]) -> Iterator[CellFinding]:
    """Rows of another body's questionnaire among those of one file."""
    owners: dict[str, dict[str, int]] = {}
    for answer in answers:
        counts = owners.setdefault(answer.raw.file, {})
        counts[answer.body.code] = counts.get(answer.body.code, 0) + 1
    for answer in answers:
        counts = owners[answer.raw.file]
        main = max(counts, key=lambda code: counts[code])
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


def _other(answer: Answer, rounds: Iterable[Round]) -> Given | None:
    """What was taken over already of the same body's answer in this round."""
    given = next((r.of(answer.body.code, answer.item) for r in rounds if r.name == answer.round), None)
    return given if given and given.entries else None


def _second(answer: Answer, old: Given) -> tuple[str, str]:
    return (
        f"{answer.body.name} hat für diese Abfrage schon anders geantwortet; übernommen ist {', '.join(old.entries)}.",
        "Berichtigen Sie diese Einträge von Hand, oder fragen Sie in einer neuen Abfrage.",
    )


def _without_faults(rows: _Rows, known: Sequence[Answer], texts: Texts, court: Judge) -> SurveyIntake:
    """Take the answers in; whatever then breaks a rule is a finding at its row, and the rest is tried again."""
    before, done = texts.examined(), {id(answer) for answer in known}
    result = None
    while result is None:
        fresh = [a for a in rows.answers if a.kind == "antwort" and id(a) not in done]
        result = _attempt(rows, fresh, texts, before)
    draft, taken, after = result
    others = [a for a in rows.answers if a.kind in ("zurückgehalten", "weitergegeben")]
    return SurveyIntake(
        findings=tuple(rows.findings),
        taken=tuple(taken),
        others=tuple(others),
        known=tuple(known),
        changes=tuple(draft.changes()),
        rounds=_recorded(court.rounds, taken, others),
        before=before.concept,
        after=after.concept,
    )


def _attempt(
    rows: _Rows, answers: Sequence[Answer], texts: Texts, before: Examination
) -> tuple[Draft, list[TakenAnswer], Examination] | None:
    """The draft with these answers; nothing if one of them had to be refused."""
    draft = Draft(texts.files, texts.published.items)
    ids = before.ids | texts.published.items.keys()
    try:
        taken = Taking(draft, before.concept, ids).take(answers)
    except EditError as error:
        concerned = _Concerned(answers, Draft(texts.files))
        for finding in error.findings:
            for answer in concerned.by(finding):
                rows.refuse_for(answer, finding)
        return None
    after = texts.examined(draft[name] for name in texts.files)
    broken = [finding for finding in fresh(before.findings, after.findings) if finding.is_error]
    concerned = _Concerned(answers, draft)
    for finding in broken:
        for answer in concerned.by(finding):
            rows.refuse_for(answer, finding)
    return None if broken else (draft, taken, after)


def _column(finding: Finding) -> str:
    """The column of the questionnaire from which the option comes that a finding is about."""
    other = "what" if finding.rule == "form" else "status"
    return _COLUMNS.get((finding.subject.type, finding.subject.option), other)


class _Concerned:
    """Which answers a finding is about: those about what stands in its file; all, if it is none of theirs."""

    def __init__(self, answers: Sequence[Answer], draft: Draft) -> None:
        self._all = answers
        self._by_file: dict[str, list[Answer]] = {}
        for answer in answers:
            self._by_file.setdefault(draft.of(answer.item).file, []).append(answer)

    def by(self, finding: Finding) -> Sequence[Answer]:
        return self._by_file.get(finding.place.file, self._all)


def _recorded(rounds: tuple[Round, ...], taken: Iterable[TakenAnswer], others: Iterable[Answer]) -> tuple[Round, ...]:
    given: dict[str, list[Given]] = {}
    for entry in taken:
        answer = entry.answer
        given.setdefault(answer.round, []).append(
            Given(
                body=answer.body.code,
                item=answer.item,
                on=str(answer.on),
                outcome="stand-bleibt" if entry.stays else "übernommen",
                entries=tuple(entry.entries),
                key=answer.key,
            )
        )
    for answer in others:
        kind: Outcome = "weitergegeben" if answer.kind == "weitergegeben" else "zurückgehalten"
        if _other(answer, rounds) is None:
            new = Given(body=answer.body.code, item=answer.item, on=str(answer.on), outcome=kind, to=answer.to)
            given.setdefault(answer.round, []).append(new)
    for name, answers in given.items():
        rounds = answered(rounds, name, answers)
    return rounds


def only_valid(found: SurveyIntake) -> SurveyIntake:
    """The same without its errors, for whoever takes in only what is sound."""
    return replace(found, findings=tuple(f for f in found.findings if not f.is_error))
