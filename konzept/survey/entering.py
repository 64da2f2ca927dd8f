"""Takes sound answers into the texts: Sachstand, Quelle and status, every other byte unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import Final

from konzept.concept import Concept, natural
from konzept.edits import PAGES, Draft, NewItem, add_item, add_text, remove_option, set_option
from konzept.model import (
    BLOCKED,
    Consultation,
    Development,
    Item,
    Paper,
    PartialDate,
    Responsibility,
    Result,
    Source,
    Status,
    Subject,
    Update,
)
from konzept.model.dates import german_day
from konzept.rules.status import decides_realisation
from konzept.survey.answer import Answer, Session
from konzept.survey.quoting import development_title, statement, unfounded, update_title
from konzept.typed import folded

_HEADING: Final = "Auskünfte gefragter Stellen"
_NUMBERED: Final = re.compile(r"(.+?-[A-Z]?)([0-9]{1,9})")
Meeting = tuple[PartialDate, str, Responsibility | None, Result | None, Subject]
_AGAIN: Final = ("hinderungsgrund", "erneut_pruefen", "erneut_pruefen_wenn")
WITHOUT_SESSION: Final = (
    "als Entwicklung aufgenommen; der Stand bleibt, wie er war, weil die Sitzung mit Vorlage fehlt, die dieser Stand "
    "braucht"
)
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

    def __init__(self, draft: Draft, concept: Concept, taken: Iterable[str]) -> None:
        """Begin with a draft; ``taken`` are IDs that nothing new may have."""
        self.draft, self.concept = draft, concept
        self._taken = {*taken}
        self._home = concept.home(Source) or PAGES["quelle"]
        self._numbers: dict[str, int] = {}
        for ident in self._taken:
            if match := _NUMBERED.fullmatch(ident):
                self._numbers[match[1]] = max(int(match[2]), self._numbers.get(match[1], 0))
        self._stated: dict[str, list[tuple[PartialDate, Status]]] = {}
        self._sources: dict[tuple[str, str, str], str] = {}
        self._papers = {_number(paper.number): paper.id for paper in reversed(concept.all(Paper)) if paper.number}
        self._meetings: dict[Meeting, list[Consultation]] = {}
        for meeting in concept.all(Consultation):
            key = meeting.date, meeting.body, meeting.responsibility, meeting.result, meeting.subject
            self._meetings.setdefault(key, []).append(meeting)
        self._new: dict[type[Item], list[NewItem]] = {Paper: [], Consultation: []}

    def take(self, answers: Sequence[Answer]) -> list[TakenAnswer]:
        """Write all answers.

        :raises konzept.markdown.document.EditError: if one can't be written; then the draft is of no use.
        """
        answers = sorted(answers, key=lambda a: (a.round, natural(a.item), a.body.code))
        self._write_sources(answers)
        sessions = self._write_sessions(answers)
        return [self._take(answer, sessions) for answer in answers]

    def _write_sources(self, answers: Iterable[Answer]) -> None:
        """A source for each body, day and releasing function."""
        made: list[NewItem] = []
        for answer in answers:
            mark = (answer.body.code, str(answer.on), answer.released)
            if mark in self._sources:
                continue
            stem = f"Q-AUSKUNFT-{answer.body.code}-{answer.on}"
            ident = next(i for i in _candidates(stem) if i not in self._taken or self._is_source(i, answer))
            self._sources[mark] = ident
            if ident not in self._taken:
                self._taken.add(ident)
                made.append(_source(ident, answer))
        if made:
            document = self.draft[self._home]
            if not any(part.title == _HEADING for part in document.parts()):
                document = add_text(document, f"## {_HEADING}")
            self.draft.put(add_item(document, *made, below=_HEADING))

    def _is_source(self, ident: str, answer: Answer) -> bool:
        """Whether the source that is there already is of this body and day, released by the same function."""
        there, new = self.concept.get(ident, Source), _source(ident, answer)
        return there is not None and (there.title, there.text.strip()) == (new.title, new.body)

    def _write_sessions(self, answers: Iterable[Answer]) -> dict[Session, str]:
        """The papers and meetings that statuses rest on; one meeting on one paper stands once for all its items."""
        groups: dict[Session, list[Answer]] = {}
        for answer in answers:
            if answer.session and answer.status in (Status.IN_DELIBERATION, Status.ADOPTED):
                groups.setdefault(answer.session, []).append(answer)
        found = {session: self._write_session(session, given) for session, given in groups.items()}
        for kind, items in self._new.items():
            self._add(kind, items)
        return found

    def _write_session(self, session: Session, answers: Sequence[Answer]) -> str:
        items = list(dict.fromkeys(answer.item for answer in answers))
        sources = list(dict.fromkeys(self._source_of(answer) for answer in answers))
        paper = self._paper(session, items, sources)
        if there := self._same_session(session, paper):
            wanted = [*there.affects, *(item for item in items if item not in there.affects)]
            self.draft.put(set_option(self.draft.of(there.id), there.id, "betrifft", ", ".join(wanted)))
            return there.id
        body = self.concept.items[session.body].title
        options = {
            "datum": str(session.day),
            "gremium": session.body,
            "zustaendigkeit": session.responsibility,
            "gegenstand": Subject.REALISATION,
            "ergebnis": session.result or "",
            "vorlage": paper,
            "betrifft": ", ".join(items),
            "quelle": ", ".join(sources),
        }
        ident = self._next(f"B-{session.day}-")
        title = f"{body}, {session.day.german}"
        self._new[Consultation].append(NewItem(kind=Consultation, id=ident, title=title, options=options))
        return ident

    def _same_session(self, session: Session, paper: str) -> Consultation | None:
        """The meeting that the texts know already."""
        wanted = session.day, session.body, session.responsibility, session.result, Subject.REALISATION
        return next((meeting for meeting in self._meetings.get(wanted, ()) if paper in meeting.papers), None)

    def _paper(self, session: Session, items: Sequence[str], sources: Sequence[str]) -> str:
        """The paper of this number; a new one if the texts do not know it."""
        mark = _number(session.paper)
        if mark in self._papers:
            return self._papers[mark]
        slug = "-".join(filter(None, _slug(session.paper).split("-"))) or "AUSKUNFT"
        ident = next(i for i in _candidates(f"V-{slug}") if i not in self._taken)
        self._taken.add(ident)
        options = {
            "drucksache": session.paper,
            "oeffentlich": "ja",
            "datum": str(session.paper_on or ""),
            "betrifft": ", ".join(items),
            "quelle": ", ".join(sources),
        }
        self._papers[mark] = ident
        self._new[Paper].append(NewItem(kind=Paper, id=ident, title=f"Vorlage {session.paper}", options=options))
        return ident

    def _add(self, kind: type[Item], items: Sequence[NewItem]) -> None:
        """Put papers or meetings where most of their kind are; without any, on their page or beside the sources."""
        page = PAGES[kind.NAME] if PAGES[kind.NAME] in self.draft.documents else self._home
        if items:
            self.draft.put(add_item(self.draft[self.concept.home(kind) or page], *items))

    def _take(self, answer: Answer, sessions: Mapping[Session, str]) -> TakenAnswer:
        taken = TakenAnswer(answer)
        if answer.status is None or self._lacks_session(answer, sessions):
            taken.stays = answer.status is not None
            if taken.stays:
                taken.notes.append(WITHOUT_SESSION)
            taken.entries.append(self._write_development(answer))
        else:
            taken.entries.append(self._write_update(answer, taken))
            self._write_options(answer, answer.status)
        if answer.session and answer.session in sessions:
            taken.entries.append(sessions[answer.session])
        return taken

    def _lacks_session(self, answer: Answer, sessions: Mapping[Session, str]) -> bool:
        """Whether a status needs a meeting that neither the answer nor the texts name."""
        there = self.concept.consultations(answer.item)
        given = answer.session if answer.session in sessions else None
        if answer.status is Status.IN_DELIBERATION:
            return given is None and not any(c.papers for c in there)
        if answer.status is Status.ADOPTED:
            decided = given and given.responsibility and given.responsibility.decides and _positive(given.result)
            return not decided and not any(map(decides_realisation, there))
        return False

    def _write_development(self, answer: Answer) -> str:
        ident = self._next(f"{answer.item}-E")
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
        ident = self._next(f"{answer.item}-S")
        self._append(answer, Update, ident, update_title(answer), options, statement(answer))
        before = self._stated.setdefault(
            answer.item, [(u.date, u.status) for u in self.concept.pointing_at(answer.item, Update)]
        )
        if any(d == day and status is not answer.status for d, status in before):
            taken.notes.append(BESIDE)
        before.append((day, answer.status or Status.UNKNOWN))
        return ident

    def _append(
        self, answer: Answer, kind: type[Item], ident: str, title: str, options: Mapping[str, str], text: str
    ) -> None:
        """Below the last entry of the same kind about the recommendation, or below the recommendation."""
        document = self.draft.of(answer.item)
        source = self._source_of(answer)
        new = NewItem(kind=kind, id=ident, title=title, options={**options, "quelle": source}, text=text)
        records = [r for r in document.reading.records if r.type == kind.NAME and r.id.startswith(f"{answer.item}-")]
        last = max(records, key=lambda r: r.place.line, default=None)
        self.draft.put(add_item(document, new, after=last.id if last else answer.item))

    def _write_options(self, answer: Answer, status: Status) -> None:
        """The status of the newest day; of several said for it, the one that stands there or that says least."""
        newest = max(day for day, _ in self._stated[answer.item])
        said = {s for day, s in self._stated[answer.item] if day == newest}
        old = next(r for r in self.draft.of(answer.item).reading.records if r.id == answer.item).options["status"]
        chosen = old if old in said else min(said, key=lambda s: s.order)
        self._set(answer.item, "status", chosen)
        if chosen != status:
            return
        values = {
            "hinderungsgrund": ", ".join(answer.obstacles),
            "erneut_pruefen": str(answer.review_on or ""),
            "erneut_pruefen_wenn": answer.review_when.replace("\n", " "),
        }
        for name in _AGAIN:
            if values[name] and status in BLOCKED:
                self._set(answer.item, name, values[name])
            elif status in BLOCKED or old in BLOCKED:
                self.draft.put(remove_option(self.draft.of(answer.item), answer.item, name))

    def _set(self, ident: str, name: str, value: str) -> None:
        self.draft.put(set_option(self.draft.of(ident), ident, name, value))

    def _source_of(self, answer: Answer) -> str:
        return self._sources[answer.body.code, str(answer.on), answer.released]

    def _next(self, prefix: str) -> str:
        """An ID with the next free number."""
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{self._numbers[prefix]}"


def _source(ident: str, answer: Answer) -> NewItem:
    day = german_day(answer.on)
    return NewItem(
        kind=Source,
        id=ident,
        title=f"Auskunft: {answer.body.name}, {day}",
        options={"datum": str(answer.on), "art": "auskunft", "vollstaendig": "ja"},
        text=(
            f"Schriftliche Antwort auf die Abfrage zum {german_day(date.fromisoformat(answer.round))}. Zur "
            f"Veröffentlichung freigegeben durch: {answer.released}."
        ),
    )


def _candidates(stem: str) -> Iterator[str]:
    return chain([stem], (f"{stem}-{number}" for number in count(2)))


def _positive(result: Result | None) -> bool:
    return result is not None and result.positive


def _number(text: str) -> str:
    return "".join(folded(text).split())


def _slug(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in folded(text)).upper()
