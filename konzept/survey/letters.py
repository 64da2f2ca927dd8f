"""Letters back: what was taken over of an answer, what was not and why; and who has not answered yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from konzept.concept import Concept, natural
from konzept.model import Recommendation
from konzept.model.dates import german_day
from konzept.model.speech import spoken
from konzept.notices import official
from konzept.office.docx.archive import packed
from konzept.office.docx.styles import new_document
from konzept.survey.answer import Answer
from konzept.survey.bodies import Asked, Body
from konzept.survey.entering import WITHOUT_SESSION
from konzept.survey.importing import SurveyIntake
from konzept.survey.rounds import Given, Round, Unanswered, unanswered
from konzept.survey.rows import RowKey
from konzept.tables.cells import CellFinding, together
from konzept.town import Town

_HELD: Final = (
    "Die Antwort ist nicht zur Veröffentlichung freigegeben (bei „Darf veröffentlicht werden“ steht nicht ja)."
)

_READY: Final = "Ohne Fehler, noch nicht übernommen"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyLetter:
    """A letter: its file name without ending, its title, and parts with a heading and lines."""

    name: str
    title: str
    lead: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def receipts(found: SurveyIntake, asked: Asked) -> Iterator[SurveyLetter]:
    """A letter for each body and round that the answers are of."""
    groups: dict[tuple[str, str], list[Answer]] = {}
    taken = [entry.answer for entry in found.taken]
    for answer in (*taken, *found.known, *found.others):
        groups.setdefault((answer.body.code, answer.round), []).append(answer)
    for finding in found.findings:
        if key := _key(finding):
            groups.setdefault((key.body, key.round), [])
    for (code, round_), answers in sorted(groups.items()):
        body = next((b for b in asked.bodies if b.code == code), None)
        if body is not None:
            yield _receipt(body, round_, answers, found, asked)


def recorded(rounds: Iterable[Round], asked: Asked, concept: Concept) -> Iterator[SurveyLetter]:
    """The same from the record of the newest round that has answers, without the files that came back."""
    answered = [round_ for round_ in rounds if round_.answers]
    if not answered:
        return
    newest = max(answered, key=lambda round_: round_.name)
    for body in asked.bodies:
        lines: dict[str, list[str]] = {"Übernommen": [], "Nicht übernommen": []}
        for given in newest.answers:
            if given.body == body.code:
                head, line = _of_record(given, asked, concept)
                lines[head].append(f"{_title(given.item, concept)}: {line}")
        if any(lines.values()):
            yield _letter(body, newest.name, lines)


def _of_record(given: Given, asked: Asked, concept: Concept) -> tuple[str, str]:
    if given.outcome == "zurückgehalten":
        return "Nicht übernommen", _HELD
    if given.outcome == "weitergegeben":
        return "Nicht übernommen", _passed(given.to, asked)
    if not any(entry in concept.items for entry in given.entries):
        return "Nicht übernommen", f"Es war übernommen (als {', '.join(given.entries)}) und ist wieder herausgenommen."
    more = f"; {WITHOUT_SESSION}" if given.outcome == "stand-bleibt" else ""
    return "Übernommen", f"als {', '.join(given.entries)}{more}."


def _passed(to: str, asked: Asked) -> str:
    name = next((body.name for body in asked.bodies if body.code == to), to).removesuffix(".")
    whom = _accusative(name) or f": {name}"
    return (
        f"Nach Ihrer Angabe sind Sie nicht zuständig. {f'Wir fragen{whom}.' if name else 'Wir prüfen, wen wir fragen.'}"
    )


def _accusative(name: str) -> str:
    """A name with its article, with a blank before it; nothing if only its first case is known."""
    authors = spoken().authors
    return f" {authors.whom}" if name == authors.short else ""


def _key(finding: CellFinding) -> RowKey | None:
    return RowKey.parse(finding.key) if finding.is_error else None


def _receipt(body: Body, round_: str, answers: Iterable[Answer], found: SurveyIntake, asked: Asked) -> SurveyLetter:
    lines: dict[str, list[str]] = {"Übernommen": [], _READY: [], "Nicht übernommen": [], "Bitte berichtigen": []}
    notes = {id(entry.answer): entry.notes for entry in found.taken}
    for answer in sorted(answers, key=lambda a: natural(a.item)):
        head, line = _line(answer, notes.get(id(answer)), found, asked)
        lines[head].append(f"{_title(answer.item, found.after.concept)}: {line}")
    wrong = [f for f in found.findings if (key := _key(f)) and (key.body, key.round) == (body.code, round_)]
    lines["Bitte berichtigen"] = [str(finding) for finding in together(wrong)]
    return _letter(body, round_, lines)


def _letter(body: Body, round_: str, lines: Mapping[str, list[str]]) -> SurveyLetter:
    day, whom = german_day(date.fromisoformat(round_)), _accusative(body.name)
    return SurveyLetter(
        name=f"rueckmeldung-{round_}-{body.code.lower()}",
        title=f"Rückmeldung{f' an{whom}' if whom else f': {body.name}'}, Abfrage zum {day}",
        lead="Vielen Dank für Ihre Antwort. Das ist daraus geworden:",
        parts=tuple((head, tuple(entries)) for head, entries in lines.items() if entries),
    )


def _line(answer: Answer, notes: list[str] | None, found: SurveyIntake, asked: Asked) -> tuple[str, str]:
    """Under which heading an answer stands, and what became of it; ``notes`` are there if it would be taken over."""
    if answer.kind == "zurückgehalten":
        return "Nicht übernommen", _HELD
    if answer.kind == "weitergegeben":
        return "Nicht übernommen", _passed(answer.to, asked)
    head, entries = _READY, ""
    if notes is None:
        given = next(r for r in found.rounds if r.name == answer.round).of(answer.body.code, answer.item)
        notes = [WITHOUT_SESSION] if given and given.outcome == "stand-bleibt" else []
        head, entries = "Übernommen", f", als {', '.join(given.entries)}" if given else ""
    stated = answer.status if WITHOUT_SESSION not in notes else None
    said = f"Stand „{stated.label}“" if stated else "was geschehen ist"
    return head, f"{said}{entries}{''.join(f'; {note}' for note in notes)}."


def _title(ident: str, concept: Concept) -> str:
    item = concept.get(ident, Recommendation)
    return f"{ident} {item.title}" if item else ident


def reminder(rounds: Iterable[Round], asked: Asked, concept: Concept, today: date) -> SurveyLetter:
    """Which body has not answered for which recommendation, since when; what was asked again counts once."""
    names = {body.code: body.name for body in asked.bodies}
    missing = unanswered(rounds, concept)
    parts = [
        (
            names.get(code, code),
            tuple(
                _open(item, when, concept, today)
                for item, when in sorted(items.items(), key=lambda entry: natural(entry[0]))
            ),
        )
        for code, items in sorted(missing.items())
        if items
    ]
    return SurveyLetter(
        name=f"erinnerung-{today}",
        title=f"Offene Antworten am {german_day(today)}",
        lead="" if parts else "Keine Antwort steht aus.",
        parts=tuple(parts),
    )


def _open(item: str, when: Unanswered, concept: Concept, today: date) -> str:
    asked = german_day(date.fromisoformat(when.since))
    late = ""
    if when.until:
        until = date.fromisoformat(when.until)
        late = f"; die Frist {'war' if until < today else 'ist'} der {german_day(until)}"
    return f"{_title(item, concept)}: gefragt zum {asked}{late}."


def files(letters: Iterable[SurveyLetter], town: Town, today: date) -> Mapping[str, bytes]:
    """Each letter for a mail (text) and for Word, by file name."""
    made = {}
    for letter in letters:
        made[f"{letter.name}.txt"] = _text(letter, town).replace("\n", "\r\n").encode("utf-8-sig")
        made[f"{letter.name}.docx"] = _word(letter, town, today)
    return made


def _text(letter: SurveyLetter, town: Town) -> str:
    blocks = [letter.title, letter.lead]
    for heading, lines in letter.parts:
        blocks += [f"{heading}\n" + "\n".join(f"- {line}" for line in lines)]
    return "\n\n".join(filter(None, [*blocks, f"{official(town)} {town.legal}"])) + "\n"


def _word(letter: SurveyLetter, town: Town, today: date) -> bytes:
    document = new_document(
        title=letter.title, head=town.concept.short, foot=f"{official(town)} {town.legal}", today=today
    )
    document.add_paragraph(letter.title, "Title")
    if letter.lead:
        document.add_paragraph(letter.lead)
    for heading, lines in letter.parts:
        document.add_heading(heading, 1)
        for line in lines:
            document.add_paragraph(line, "List Bullet")
    return packed(document)
