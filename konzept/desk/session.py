"""A session: reports one upon the other over the texts; what they change, what the rules say, their patches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from konzept.compare import compare
from konzept.compare.changelist import groups
from konzept.compare.difference import shortened
from konzept.desk.effects import effects
from konzept.desk.filled import FormOutcome, Report
from konzept.desk.form_values import given, ident_in, said
from konzept.desk.pen import Pen, Values
from konzept.desk.refusals import refused
from konzept.desk.remarks import Remark, complete, missing, personal, remarks, told
from konzept.desk.tasks import answering, tasks
from konzept.desk.writers import written
from konzept.draft import draw_item
from konzept.edits import Draft, mail
from konzept.errors import RefusedError
from konzept.examine import Examination
from konzept.findings import fresh
from konzept.markdown.document import Document
from konzept.survey import bodies, rounds
from konzept.texts import Texts
from konzept.views.scope import Scope

_SAME: Final = "Damit ändert sich nichts: So steht es schon in den Texten."
NOBODY: Final = ("Meldung ohne Namen", "meldung@example.invalid")


class _State(NamedTuple):
    """The texts, what they say, and the file with the rounds of asking, after some reports."""

    documents: Mapping[str, Document]
    examined: Examination
    record: bytes | None


class Desk:
    """The texts of a town, and reports about them."""

    def __init__(self, texts: Texts) -> None:
        """Work on these texts."""
        self._texts = texts
        self.tasks = {task.name: task for task in tasks()}
        self._asked: bodies.Asked | None = None
        self._record: bytes | None = None
        self._done: list[tuple[Report, _State]] = []
        self._checked: tuple[tuple[Report, list[Report]], FormOutcome] | None = None

    def take_answers(self, asked: bytes, rounds_of_asking: bytes | None) -> None:
        """Also offer to take in answers of those whom the town asks.

        :param asked: the file that says whom, and ``rounds_of_asking`` the one with the rounds.
        :raises RefusedError: if one of them is damaged.
        """
        if rounds_of_asking:
            rounds.load(rounds_of_asking)
        self._asked, self._record = bodies.load(asked, self._examined.concept, self._examined.lost()), rounds_of_asking
        self.tasks[answering.NAME] = answering.take_answers(self._asked)

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        """Each text is read once, however many reports follow."""
        return {name: Document(name, content) for name, content in self._texts.files.items()}

    @cached_property
    def _examined(self) -> Examination:
        return self._texts.examined(self._documents.values())

    def known(self, reports: Sequence[Report] = ()) -> dict[str, list[tuple[str, str]]]:
        """By need type what a form may name: ID and title of each item, those of sound reports among them."""
        found: dict[str, list[tuple[str, str]]] = {}
        for item in self._after(reports).examined.concept.items.values():
            found.setdefault(item.NAME, []).append((item.id, item.marked))
        return found

    def written(self, chosen: str, earlier: Sequence[Report] = ()) -> dict[str, str]:
        """What the form for changing a text shows at first of the item that was chosen; nothing of an unknown one."""
        items = self._after(earlier).examined.concept.items
        item = items.get(ident_in(chosen, items))
        return written(item) if item else {}

    def check(self, report: Report, earlier: Sequence[Report] = ()) -> FormOutcome:
        """What a report would do: remarks at its fields, the changed files, the concept before and after."""
        asked = (report, [*earlier])
        if self._checked is None or self._checked[0] != asked:  # who checks a form also shows what it does
            self._checked = asked, self._apply(report, self._after(earlier))
        return self._checked[1]

    def data(self, report: Report, earlier: Sequence[Report] = ()) -> dict[str, Any]:
        """The same for the page: remarks, changes in words, what moves where, and a preview."""
        found = self.check(report, earlier)
        page: dict[str, Any] = {
            "sound": found.is_sound,
            "remarks": [remark.data() for remark in found.remarks],
            "changes": [],
            "effects": [],
            "preview": "",
            "rows": found.rows,
        }
        if found.after:
            old, new = found.before.concept, found.after.concept
            page["changes"] = list(_told(found))
            page["effects"] = effects(old, new)
            page["preview"] = self._preview(found.after, found.shown)
        return page

    def examined(self, reports: Sequence[Report]) -> list[str]:
        """What the whole examination says of the texts after these reports and did not say before, a sentence each."""
        wrong = [
            f"Meldung {number}: {remark.text}"
            for number, report in enumerate(reports, 1)
            for remark in self.check(report, reports[: number - 1]).remarks
            if remark.is_error
        ]
        new = fresh(self._examined.findings, self._after(reports).examined.findings)
        return wrong + [
            f"{found.subject.item or found.place.file}: {'' if found.is_error else 'Hinweis: '}{found.beside_field}"
            for found in new
        ]

    def patches(
        self, reports: Sequence[Report], *, above: str, on: datetime, base: str, name: str = "", address: str = ""
    ) -> list[tuple[str, bytes]]:
        """A message for ``git am`` for each report, one upon the other: a file name, and its bytes.

        ``above`` is the folder of the texts in the repository, with its slash, ``base`` the commit that they are of.
        Without a name nobody's stands in it.

        :raises RefusedError: if a report has an error.
        """
        made = []
        for number, report in enumerate(reports):
            outcome = self.check(report, reports[:number])
            if not outcome.is_sound:
                raise RefusedError(" ".join(remark.text for remark in outcome.remarks if remark.is_error))
            changes = [change._replace(path=above + change.path) for change in outcome.changes]
            message = mail(
                changes,
                subject=self._subject(report),
                text=f"Mit dem Formular „{self.tasks[report.task].title}“, Texte vom Stand {base}.",
                author=name.strip() or NOBODY[0],
                address=address.strip() or NOBODY[1],
                on=on,
            )
            made.append((f"{on:%Y-%m-%d}-{number + 1:02}-{report.task}.patch", message))
        return made

    def _subject(self, report: Report) -> str:
        task = self.tasks[report.task]
        found = given(task.fields, report.values, self._examined.concept)
        named = {name: said(task.fields[name], value) for name, value in found.items()}
        return "Inhalt: " + task.subject.format_map(named)

    def _after(self, reports: Sequence[Report]) -> _State:
        """The texts after sound reports; others change nothing. What is known of the first ones is used again."""
        same = next((n for n, (a, b) in enumerate(zip(self._done, reports, strict=False)) if a[0] != b), None)
        del self._done[min(len(reports), len(self._done)) if same is None else same :]
        state = self._done[-1][1] if self._done else _State(self._documents, self._examined, self._record)
        for report in reports[len(self._done) :]:
            outcome = self._apply(report, state)
            if outcome.is_sound and outcome.after:
                new = {change.path: change.new for change in outcome.changes if change.new is not None}
                record = new.pop(rounds.FILE, state.record)
                changed = {path: Document(path, content) for path, content in new.items()}
                state = _State({**state.documents, **changed}, outcome.after, record)
            self._done.append((report, state))
        return state

    def _apply(self, report: Report, state: _State) -> FormOutcome:
        task, before = self.tasks[report.task], state.examined
        values = given(task.fields, report.values, before.concept)
        faults = [*missing(task.fields, values, before)]
        if self._asked and task.name == answering.NAME:
            if faults:
                return FormOutcome(remarks=tuple(faults), before=before)
            files = {name: document.content for name, document in state.documents.items()}
            return answering.answered(values, replace(self._texts, files=files), before, self._asked, state.record)
        hints = [*personal(task.fields, values, before)]
        if any(values.get(fault.field) for fault in faults):  # what it is about can't be told
            return FormOutcome(remarks=(*faults, *hints), before=before)

        def write(filled: Values) -> Pen:
            pen = Pen(Draft(state.documents, self._texts.published.items), before.concept)
            task.write(pen, filled)
            return pen

        filled = complete(task.fields, values) if faults else values
        try:
            pen = write(filled)
        except RefusedError as error:
            seen = told(task.fields, faults, [*refused(task.fields, filled, error, write), *hints], values)
            return FormOutcome(remarks=seen, before=before)
        changes, after = tuple(pen.draft.changes()), self._texts.examined(pen.draft.documents.values())
        same = [] if changes else [Remark("", _SAME)]
        seen = told(task.fields, faults, [*remarks(task.fields, pen, before, after), *same, *hints], values)
        if faults:
            return FormOutcome(remarks=seen, before=before)
        return FormOutcome(remarks=seen, changes=changes, before=before, after=after, shown=pen.shown)

    def _preview(self, after: Examination, ident: str) -> str:
        item = after.concept.items.get(ident)
        scope = Scope(concept=after.concept, town=self._texts.town, today=self._texts.today)
        return draw_item(scope, item) if item else ""


def _told(outcome: FormOutcome) -> Iterator[dict[str, Any]]:
    """What is changed, in words: groups with their entries; of words that changed the old and the new."""
    if outcome.after is None:
        return
    for group in groups(compare(outcome.before.concept, outcome.after.concept)):
        entries = [
            {
                "head": entry.head,
                "lines": list(entry.lines),
                "words": [
                    {"label": label, "pieces": [[piece.kind, piece.text] for piece in shortened(pieces)]}
                    for label, pieces in entry.words
                ],
            }
            for entry in group.entries
        ]
        yield {"heading": group.heading, "entries": entries}
