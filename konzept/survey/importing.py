"""From files that came back to a change of the texts, all or nothing: the one way that every door uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from konzept.edits import Draft, EditError, FileChange
from konzept.examine import Examination
from konzept.findings import Finding, fresh
from konzept.survey.answer import Answer
from konzept.survey.entering import TakenAnswer, Taking
from konzept.survey.quoting import refused
from konzept.survey.rounds import Given, Outcome, Round, answered
from konzept.survey.row import Judge
from konzept.survey.sheet import read
from konzept.survey.sound import SoundRows, sound
from konzept.tables.cells import CellFinding
from konzept.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyIntake:
    """What an import would do: findings, what becomes of each answer, the changed files, the rounds after it.

    ``before`` and ``after`` are the texts without and with it.
    """

    findings: tuple[CellFinding, ...]
    taken: tuple[TakenAnswer, ...]
    others: tuple[Answer, ...]
    known: tuple[Answer, ...]
    changes: tuple[FileChange, ...]
    rounds: tuple[Round, ...]
    before: Examination
    after: Examination

    @property
    def refused(self) -> bool:
        """Whether anything keeps an answer out."""
        return any(finding.is_error for finding in self.findings)


def intake(files: Mapping[str, bytes], texts: Texts, court: Judge) -> SurveyIntake:
    """Examine what came back (bytes by file name) and say what it would change.

    Rows without error are taken; whether they may be although others have one, the door decides.
    """
    rows = sound([read(content, name) for name, content in files.items()], court)
    known = []
    for answer in rows.answers:
        if answer.kind == "antwort" and (reason := refused(answer)):
            rows.refuse(answer, "what", reason)
        elif answer.kind == "leer" or (old := _other(answer, court.rounds)) is None:
            continue
        elif not any(entry in court.concept.items for entry in old.entries):
            if answer.kind == "antwort" and answer.item not in court.accepted:
                rows.refuse(answer, "id", *_taken_out(answer, old, court))
        elif old.key == answer.key:
            known.append(answer)
        else:
            rows.refuse(answer, *_second(answer, old))
    return _without_faults(rows, known, texts, court)


def _other(answer: Answer, rounds: Iterable[Round]) -> Given | None:
    """What was taken over already of the same body's answer in this round."""
    given = next((r.of(answer.body.code, answer.item) for r in rounds if r.name == answer.round), None)
    return given if given and given.entries else None


def _second(answer: Answer, old: Given) -> tuple[str, str, str]:
    """The column, what must hold and how to mend it, where a body says now something else than what was taken over."""
    taken = f"übernommen ist {', '.join(old.entries)}."
    if answer.kind == "zurückgehalten":
        return (
            "publish",
            f"{answer.body.name} hat für diese Abfrage schon etwas freigegeben; {taken} Jetzt ist nichts freigegeben.",
            "Gilt die Freigabe nicht mehr, nimmt die Redaktion diese Einträge von Hand aus den Texten.",
        )
    return (
        "other" if answer.kind == "weitergegeben" else "id",
        f"{answer.body.name} hat für diese Abfrage schon anders geantwortet; {taken}",
        "Berichtigen Sie diese Einträge von Hand, oder fragen Sie in einer neuen Abfrage.",
    )


def _taken_out(answer: Answer, old: Given, court: Judge) -> tuple[str, str]:
    """The same where what was taken over has been taken out of the texts: neither silently again nor silently not."""
    return (
        f"Was aus der Antwort auf diese Abfrage übernommen war ({', '.join(old.entries)}), steht nicht mehr in den "
        "Texten.",
        f"Soll es draußen bleiben, löschen Sie die Angaben in dieser Zeile. {court.accept.format(answer.item)}",
    )


def _without_faults(rows: SoundRows, known: Sequence[Answer], texts: Texts, court: Judge) -> SurveyIntake:
    """Take the answers in; whatever then breaks a rule is a finding at its row, and the rest is tried again."""
    done = {id(answer) for answer in known}
    result = None
    while result is None:
        told = [a for a in rows.answers if a.kind == "antwort" and id(a) not in done]
        result = _attempt(rows, told, texts, court.before)
    draft, taken, after = result
    others = [a for a in rows.answers if a.kind in ("zurückgehalten", "weitergegeben")]
    return SurveyIntake(
        findings=tuple(rows.findings),
        taken=tuple(taken),
        others=tuple(others),
        known=tuple(known),
        changes=tuple(draft.changes()),
        rounds=_recorded(court.rounds, taken, others),
        before=court.before,
        after=after,
    )


def _attempt(
    rows: SoundRows, answers: Sequence[Answer], texts: Texts, before: Examination
) -> tuple[Draft, list[TakenAnswer], Examination] | None:
    """The draft with these answers; nothing if one of them had to be refused."""
    draft = Draft(texts.files, before.ids | texts.published.items.keys())
    try:
        taken = Taking(draft, before.concept).take(answers)
    except EditError as error:
        _refuse(rows, error.findings, answers, Draft(texts.files))
        return None
    after = texts.examined(draft[name] for name in texts.files)
    broken = [finding for finding in fresh(before.findings, after.findings) if finding.is_error]
    _refuse(rows, broken, answers, draft)
    return None if broken else (draft, taken, after)


def _refuse(rows: SoundRows, findings: Iterable[Finding], answers: Sequence[Answer], draft: Draft) -> None:
    """Refuse the answers that findings are about: all about what stands in the file, or all if it is none of theirs."""
    by_file: dict[str, list[Answer]] = {}
    for answer in answers:
        by_file.setdefault(draft.of(answer.item).file, []).append(answer)
    for finding in findings:
        for answer in by_file.get(finding.place.file, answers):
            rows.refuse_for(answer, finding)


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
        new = Given(body=answer.body.code, item=answer.item, on=str(answer.on), outcome=kind, to=answer.to)
        given.setdefault(answer.round, []).append(new)
    for name, answers in given.items():
        rounds = answered(rounds, name, answers)
    return rounds


def only_valid(found: SurveyIntake) -> SurveyIntake:
    """The same without its errors, for whoever takes in only what is sound."""
    return replace(found, findings=tuple(f for f in found.findings if not f.is_error))
