"""The papers and meetings that answers bring: one meeting on one paper stands once for all its items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from konzept.concept import Concept
from konzept.edits import PAGES, Draft, NewItem, add_item, set_option
from konzept.german import slug
from konzept.model import Consultation, Item, Paper, PartialDate, Responsibility, Result, Source, Subject
from konzept.model.words import is_open
from konzept.survey.answer import Answer, Session
from konzept.survey.releases import Releases
from konzept.survey.sheet_columns import IN_SESSION
from konzept.typed import folded

_Meeting = tuple[PartialDate, str, Responsibility | None, Result | None, Subject]


class Meetings:
    """Writes papers and meetings into a draft, unless the texts have them."""

    def __init__(self, draft: Draft, concept: Concept, releases: Releases) -> None:
        """Begin with a draft of the texts of this concept, in which the sources of the answers stand."""
        self._draft, self._concept, self._releases = draft, concept, releases
        self._papers = {_number(paper.number): paper.id for paper in reversed(concept.all(Paper)) if paper.number}
        self._meetings: dict[_Meeting, list[Consultation]] = {}
        for meeting in concept.all(Consultation):
            self._meetings.setdefault(_key(meeting), []).append(meeting)
        self._new: dict[type[Item], list[NewItem]] = {Paper: [], Consultation: []}

    def write(self, answers: Iterable[Answer]) -> dict[Session, str]:
        """Write those that statuses rest on, and give the ID of each meeting."""
        groups: dict[Session, dict[Session, list[Answer]]] = {}
        for answer in answers:
            if (session := answer.session) and answer.status in IN_SESSION:
                groups.setdefault(_same(session), {}).setdefault(session, []).append(answer)
        found: dict[Session, str] = {}
        for group in (one for named in groups.values() for one in _by_result(named)):
            fullest = max(group, key=lambda session: not is_open(session.result))
            fullest = replace(fullest, paper_on=next(filter(None, (session.paper_on for session in group)), None))
            ident = self._write_session(fullest, [answer for given in group.values() for answer in given])
            found |= dict.fromkeys(group, ident)
        for kind, items in self._new.items():
            self._add(kind, items)
        return found

    def _write_session(self, session: Session, answers: Sequence[Answer]) -> str:
        items = list(dict.fromkeys(answer.item for answer in answers))
        sources = list(dict.fromkeys(self._releases.of(answer) for answer in answers))
        paper = self._paper(session, items, sources)
        if there := self._same_session(session, paper):
            self._replace(there, self._join(there, items, ()))
            return there.id
        if planned := self._planned(session, paper):
            self._held(planned, session, items, sources)
            return planned.id
        body = self._concept.items[session.body].title
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
        ident = self._draft.ids.next(f"B-{session.day}-")
        title = f"{body}, {session.day.german}"
        self._new[Consultation].append(NewItem(kind=Consultation, id=ident, title=title, options=options))
        return ident

    def _same_session(self, session: Session, paper: str) -> Consultation | None:
        """The meeting that the texts know already; who does not say how it ended may mean one of which they know it."""
        wanted = session.day, session.body, session.responsibility, session.result, Subject.REALISATION
        same = [meeting for meeting in self._meetings.get(wanted, ()) if paper in meeting.papers]
        if not same and is_open(session.result):
            known = (meeting for meetings in self._meetings.values() for meeting in meetings if paper in meeting.papers)
            same = [meeting for meeting in known if _key(replace(meeting, result=session.result)) == wanted]
        return same[0] if len({meeting.result for meeting in same}) == 1 else None

    def _planned(self, session: Session, paper: str) -> Consultation | None:
        """The meeting that the texts announce with this paper, if the answer says how it ended."""
        if is_open(session.result):
            return None
        announced = (
            meeting
            for (day, body, responsibility, result, subject), meetings in self._meetings.items()
            if (day, body, subject) == (session.day, session.body, Subject.REALISATION)
            and is_open(result)
            and responsibility in (None, session.responsibility)
            for meeting in meetings
        )
        return next((meeting for meeting in announced if paper in meeting.papers), None)

    def _held(self, planned: Consultation, session: Session, items: Sequence[str], sources: Sequence[str]) -> None:
        """Enter how an announced meeting ended."""
        held = replace(planned, responsibility=session.responsibility, result=session.result)
        self._set(planned.id, "zustaendigkeit", session.responsibility)
        self._set(planned.id, "ergebnis", session.result or "")
        self._replace(planned, self._join(held, items, sources))

    def _join(self, meeting: Consultation, items: Sequence[str], sources: Sequence[str]) -> Consultation:
        """The meeting with more items and sources, in the draft too."""
        joined = replace(
            meeting,
            affects=tuple(dict.fromkeys((*meeting.affects, *items))),
            sources=tuple(dict.fromkeys((*meeting.sources, *sources))),
        )
        for name, before, after in (
            ("betrifft", meeting.affects, joined.affects),
            ("quelle", meeting.sources, joined.sources),
        ):
            if before != after:
                self._set(meeting.id, name, ", ".join(after))
        return joined

    def _replace(self, before: Consultation, after: Consultation) -> None:
        """Know a meeting as it stands in the draft now: another answer may name it too."""
        self._meetings[_key(before)].remove(before)
        self._meetings.setdefault(_key(after), []).append(after)

    def _set(self, ident: str, name: str, value: str) -> None:
        self._draft.put(set_option(self._draft.of(ident), ident, name, value))

    def _paper(self, session: Session, items: Sequence[str], sources: Sequence[str]) -> str:
        """The paper of this number; a new one if the texts do not know it."""
        mark = _number(session.paper)
        if mark in self._papers:
            return self._papers[mark]
        ident = self._draft.ids.free(f"V-{slug(session.paper).upper() or 'AUSKUNFT'}")
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
        sources = self._concept.home(Source) or PAGES[Source.NAME]
        page = PAGES[kind.NAME] if PAGES[kind.NAME] in self._draft.documents else sources
        if items:
            self._draft.put(add_item(self._draft[self._concept.home(kind) or page], *items))


def _key(meeting: Consultation) -> _Meeting:
    return meeting.date, meeting.body, meeting.responsibility, meeting.result, meeting.subject


def _same(session: Session) -> Session:
    """What all have in common who name this meeting on this paper, however they write its number."""
    return replace(session, paper=_number(session.paper), paper_on=None, result=None)


def _by_result(named: Mapping[Session, list[Answer]]) -> list[dict[Session, list[Answer]]]:
    """Contradicting results apart; who does not say how it ended stands with the others, if these agree."""
    groups: dict[Result | None, dict[Session, list[Answer]]] = {}
    for session, answers in named.items():
        groups.setdefault(None if is_open(session.result) else session.result, {})[session] = answers
    if len(groups) == 2 and None in groups:
        return [dict(named)]
    return list(groups.values())


def _number(text: str) -> str:
    return "".join(folded(text).split())
