"""Takes sound answers into the texts: Sachstand, Quelle and status, every other byte unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from konzept.concept import Concept, natural
from konzept.edits import Draft, NewItem, add_item, remove_option, set_option
from konzept.model import (
    ASIDE,
    BLOCKED,
    Development,
    Item,
    PartialDate,
    Status,
    Update,
)
from konzept.rules.status import decides_realisation
from konzept.survey.answer import Answer, Session
from konzept.survey.meetings import Meetings
from konzept.survey.quoting import development_title, statement, unfounded, update_title
from konzept.survey.releases import Releases

WITHOUT_SESSION: Final = (
    "als Entwicklung aufgenommen; der Stand bleibt, wie er war, weil die Sitzung mit Vorlage fehlt, die dieser Stand "
    "braucht"
)
WITHOUT_OBSTACLE: Final = "Hindernis und erneute Prüfung stehen nur beim geltenden Stand und sind nicht übernommen"
BESIDE: Final = "steht neben einer anderen Angabe für denselben Tag; beide werden gezeigt"


@dataclass(slots=True)
class TakenAnswer:
    """What became of an answer: the IDs that it brought, and what is to be said of it."""

    answer: Answer
    entries: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stays: bool = False


class Taking:
    """Writes answers into a draft, one after the other."""

    def __init__(self, draft: Draft, concept: Concept) -> None:
        """Begin with a draft of the texts of this concept."""
        self._draft, self._concept = draft, concept
        self._releases = Releases(draft, concept)
        self._stated: dict[str, list[tuple[PartialDate, Status]]] = {}

    def take(self, answers: Sequence[Answer]) -> list[TakenAnswer]:
        """Write all answers.

        :raises konzept.markdown.document.EditError: if one can't be written; then the draft is of no use.
        """
        answers = sorted(answers, key=lambda a: (a.round, natural(a.item), a.body.code))
        self._releases.write(answers)
        sessions = Meetings(self._draft, self._concept, self._releases).write(answers)
        return [self._take(answer, sessions) for answer in answers]

    def _take(self, answer: Answer, sessions: Mapping[Session, str]) -> TakenAnswer:
        taken = TakenAnswer(answer)
        if answer.status is None or self._lacks_session(answer, sessions):
            taken.stays = answer.status is not None
            if taken.stays:
                taken.notes.append(WITHOUT_SESSION)
            taken.entries.append(self._write_development(answer))
        else:
            taken.entries.append(self._write_update(answer, taken))
            if not self._write_options(answer, answer.status) and answer.status in BLOCKED:
                taken.notes.append(WITHOUT_OBSTACLE)
        if answer.session and answer.session in sessions:
            taken.entries.append(sessions[answer.session])
        return taken

    def _lacks_session(self, answer: Answer, sessions: Mapping[Session, str]) -> bool:
        """Whether a status needs a meeting that neither the answer nor the texts name."""
        there = self._concept.consultations(answer.item)
        given = answer.session if answer.session in sessions else None
        if answer.status is Status.IN_DELIBERATION:
            return given is None and not any(c.papers for c in there)
        if answer.status is Status.ADOPTED:
            decided = given and given.responsibility.decides and given.result and given.result.positive
            return not decided and not any(map(decides_realisation, there))
        return False

    def _write_development(self, answer: Answer) -> str:
        ident = self._draft.ids.next(f"{answer.item}-E")
        options = {"datum": str(answer.since or PartialDate.of(answer.on)), "betrifft": answer.item}
        text = unfounded(answer) if answer.status else statement(answer)
        self._append(answer, Development, ident, development_title(answer), options, text)
        return ident

    def _write_update(self, answer: Answer, taken: TakenAnswer) -> str:
        """The day is that for which was asked, or the later one since which it is so: so answers stand side by side."""
        asked = PartialDate.of(date.fromisoformat(answer.round))
        day = answer.since if answer.since and answer.since.is_day and answer.since > asked else asked
        options = {
            "datum": str(day),
            "festgestellt_am": str(answer.on) if PartialDate.of(answer.on) != day else "",
            "status": answer.status or "",
            "nach_angabe_von": answer.body.party.written,
            "betrifft": answer.item,
        }
        ident = self._draft.ids.next(f"{answer.item}-S")
        self._append(answer, Update, ident, update_title(answer), options, statement(answer))
        before = self._stated.setdefault(
            answer.item, [(u.date, u.status) for u in self._concept.pointing_at(answer.item, Update)]
        )
        if any(d == day and status is not answer.status for d, status in before):
            taken.notes.append(BESIDE)
        before.append((day, answer.status or Status.UNKNOWN))
        return ident

    def _append(
        self, answer: Answer, kind: type[Item], ident: str, title: str, options: Mapping[str, str], text: str
    ) -> None:
        """Below the last entry of the same kind about the recommendation, or below the recommendation."""
        document = self._draft.of(answer.item)
        source = self._releases.of(answer)
        new = NewItem(kind=kind, id=ident, title=title, options={**options, "quelle": source}, text=text)
        records = [r for r in document.reading.records if r.type == kind.NAME and r.id.startswith(f"{answer.item}-")]
        last = max(records, key=lambda r: r.place.line, default=None)
        self._draft.put(add_item(document, new, after=last.id if last else answer.item))

    def _write_options(self, answer: Answer, status: Status) -> bool:
        """The status of the newest day; of several said for it, the one that stands there or that says least.

        :returns: whether it is this one, with what says why it is so.
        """
        newest = max(day for day, _ in self._stated[answer.item])
        said = {s for day, s in self._stated[answer.item] if day == newest}
        old = next(r for r in self._draft.of(answer.item).reading.records if r.id == answer.item).options["status"]
        chosen = old if old in said else min(said, key=lambda s: s.order)
        self._set(answer.item, "status", chosen)
        if chosen != status:
            return False
        values = {
            "hinderungsgrund": ", ".join(answer.obstacles),
            "erneut_pruefen": str(answer.review_on or ""),
            "erneut_pruefen_wenn": answer.review_when.replace("\n", " "),
        }
        for name in ASIDE:
            if values[name] and status in BLOCKED:
                self._set(answer.item, name, values[name])
            elif status in BLOCKED or old in BLOCKED:
                self._draft.put(remove_option(self._draft.of(answer.item), answer.item, name))
        return True

    def _set(self, ident: str, name: str, value: str) -> None:
        self._draft.put(set_option(self._draft.of(ident), ident, name, value))
