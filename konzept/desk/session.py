"""A session: reports one upon the other over the texts; what they change, what the rules say, their patches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from konzept.compare import compare
from konzept.compare.changelist import groups
from konzept.compare.difference import shortened
from konzept.desk.effects import effects
from konzept.desk.fields import FormField
from konzept.desk.pen import Pen, Values
from konzept.desk.tasks import Task, tasks
from konzept.desk.writers import written
from konzept.draft import draw_item
from konzept.edits import Draft, EditError, FileChange, mail
from konzept.errors import RefusedError
from konzept.examine import Examination
from konzept.findings import Finding
from konzept.markdown.document import Document
from konzept.model import Item
from konzept.survey.days import day_typed
from konzept.texts import Texts
from konzept.views.scope import Scope

NOBODY: Final = ("Meldung ohne Namen", "meldung@example.invalid")
_GERMAN_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+")
_MISSING: Final = "Hier fehlt eine Angabe."
_UNKNOWN: Final = "Das ist hier nicht verzeichnet: {}. Wählen Sie einen Eintrag aus der Liste."


class _State(NamedTuple):
    """The texts and what they say, after some reports."""

    documents: Mapping[str, Document]
    examined: Examination


@dataclass(frozen=True, slots=True)
class Report:
    """A filled form: the name of its task, and what stands in its fields."""

    task: str
    values: Values


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong or to be noted: the name of the field, empty if it concerns the whole, and what a form says."""

    field: str
    text: str
    is_error: bool = True

    def data(self) -> dict[str, Any]:
        """The remark for the page."""
        return {"field": self.field, "text": self.text, "error": self.is_error}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a report does on top of those before it."""

    remarks: tuple[Remark, ...] = ()
    changes: tuple[FileChange, ...] = ()
    before: Examination
    after: Examination | None = None
    shown: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether it may be handed in."""
        return self.after is not None and not any(remark.is_error for remark in self.remarks)


class Desk:
    """The texts of a town, and reports about them."""

    def __init__(self, texts: Texts) -> None:
        """Work on these texts."""
        self._texts = texts
        self.tasks = {task.name: task for task in tasks()}
        self._done: list[tuple[Report, _State]] = []

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

    def written(self, ident: str) -> dict[str, str]:
        """What the form for changing a text shows of an item at first; nothing of an unknown one."""
        item = self._examined.concept.items.get(ident)
        return written(item) if item else {}

    def check(self, report: Report, earlier: Sequence[Report] = ()) -> Outcome:
        """What a report would do: remarks at its fields, the changed files, the concept before and after."""
        return self._apply(report, *self._after(earlier))

    def data(self, report: Report, earlier: Sequence[Report] = ()) -> dict[str, Any]:
        """The same for the page: remarks, changes in words, what moves where, and a preview."""
        found = self.check(report, earlier)
        told: dict[str, Any] = {
            "sound": found.is_sound,
            "remarks": [remark.data() for remark in found.remarks],
            "changes": [],
            "effects": [],
            "preview": "",
        }
        if found.after:
            old, new = found.before.concept, found.after.concept
            told["changes"] = list(_told(found))
            told["effects"] = effects(old, new)
            told["preview"] = self._preview(found.after, found.shown)
        return told

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
        values = self._values(task, report.values)
        named = {name: _said(task.fields[name], value) for name, value in values.items()}
        return "Inhalt: " + task.subject.format_map(named)

    def _after(self, reports: Sequence[Report]) -> _State:
        """The texts after sound reports; others change nothing. What is known of the first ones is used again."""
        same = next((n for n, (a, b) in enumerate(zip(self._done, reports, strict=False)) if a[0] != b), None)
        del self._done[min(len(reports), len(self._done)) if same is None else same :]
        state = self._done[-1][1] if self._done else _State(self._documents, self._examined)
        for report in reports[len(self._done) :]:
            outcome = self._apply(report, *state)
            if outcome.is_sound and outcome.after:
                changed = {c.path: Document(c.path, c.new) for c in outcome.changes if c.new is not None}
                state = _State({**state.documents, **changed}, outcome.after)
            self._done.append((report, state))
        return state

    def _apply(self, report: Report, documents: Mapping[str, Document], before: Examination) -> Outcome:
        task = self.tasks[report.task]
        values = self._values(task, report.values, before)
        if faults := tuple(_faults(task, values, before)):
            return Outcome(remarks=faults, before=before)
        draft = Draft(documents, self._texts.published.items)
        pen = Pen(draft, before.concept)
        try:
            task.write(pen, values)
        except EditError as error:
            return Outcome(remarks=tuple(_refused(task, error)), before=before)
        except RefusedError as error:
            return Outcome(remarks=(Remark("", str(error)),), before=before)
        after = self._texts.examined(draft.documents.values())
        return Outcome(
            remarks=tuple(_remarks(task, pen, before, after)),
            changes=tuple(draft.changes()),
            before=before,
            after=after,
            shown=pen.shown,
        )

    def _values(self, task: Task, given: Values, examined: Examination | None = None) -> dict[str, str]:
        """What was filled in as authors write it: days, numbers, and the IDs of what was chosen by its title."""
        concept = (examined or self._examined).concept
        fields = task.fields
        found = {name: _as_written(fields[name], text) for name, text in given.items() if name in fields}
        for name, text in found.items():
            if fields[name].targets:
                parts = re.split(r"\n|, ", text) if fields[name].kind == "items" else [text]
                found[name] = ", ".join(filter(None, (_ident(part, concept.items) for part in parts)))
        return found

    def _preview(self, after: Examination, ident: str) -> str:
        item = after.concept.items.get(ident)
        scope = Scope(concept=after.concept, town=self._texts.town, today=self._texts.today)
        return draw_item(scope, item) if item else ""


def _as_written(field: FormField, text: str) -> str:
    text = text.strip()
    if field.kind == "day" and (day := day_typed(text)):
        return str(day)
    if field.kind == "number" and _GERMAN_NUMBER.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text


def _said(field: FormField, value: str) -> str:
    """A value in one line, days as people write them."""
    day = day_typed(value) if field.kind == "day" else None
    return day.german if day else " ".join(value.split())


def _ident(text: str, items: Mapping[str, Item]) -> str:
    """The ID in what was chosen: ``SPR-01 Mehr Kurse``, the ID alone, or the title alone."""
    text = text.strip()
    first = text.split(" ")[0]
    if not text or first in items:
        return first
    if first.upper() in items:
        return first.upper()
    return next((ident for ident, item in items.items() if text in (item.title, item.marked)), text)


def _faults(task: Task, values: Mapping[str, str], before: Examination) -> Iterator[Remark]:
    """What has to be there before anything can be written."""
    for field in task.fields.values():
        value = values.get(field.name, "")
        unknown = [part for part in value.split(", ") if part and field.targets and part not in before.ids]
        if field.required and not value:
            yield Remark(field.name, _MISSING)
        elif unknown:
            yield Remark(field.name, _UNKNOWN.format(", ".join(unknown)))


def _refused(task: Task, error: EditError) -> Iterator[Remark]:
    """What can't be written: at the field whose option the finding names, else at the whole."""
    for finding in error.findings:
        named = next((name for name in task.fields if f"'{name}'" in finding.message), "")
        yield Remark(named, finding.beside_field)


def _remarks(task: Task, pen: Pen, before: Examination, after: Examination) -> list[Remark]:
    """The findings that are new with the report, each at its field.

    Hints at texts that it does not touch are for the Redaktion. An ID is given by the program: it can only be wrong
    if the day in it is.
    """
    old, touched = {_mark(finding) for finding in before.findings}, {pen.file_of(ident) for ident in pen.prefixes}
    new = [f for f in after.findings if _mark(f) not in old and (f.is_error or f.place.file in touched)]
    rest = [finding for finding in new if finding.subject.option != "id"]
    found = {Remark(_field(task, pen, after, f), f.beside_field, f.is_error) for f in rest or new}
    order = {name: number for number, name in enumerate(task.fields)}
    return sorted(found, key=lambda remark: (order.get(remark.field, len(order)), remark.text))


def _mark(finding: Finding) -> tuple[str, str, str]:
    """The same finding in a text that is longer by some lines."""
    return finding.place.file, finding.message, finding.subject.item


def _field(task: Task, pen: Pen, after: Examination, finding: Finding) -> str:
    """The field of what a finding is about; empty if none of the form is."""
    ident, option = finding.subject.item, finding.subject.option
    if not ident:
        ident, option = _at(pen, after, finding)
    if ident not in pen.prefixes:
        return ""
    name = pen.prefixes[ident] + (option or "text")
    return name if name in task.fields else pen.prefixes[ident] + "titel" if not option else ""


def _at(pen: Pen, after: Examination, finding: Finding) -> tuple[str, str]:
    """The item in whose lines a finding without subject lies, and the option of that line."""
    for ident in pen.prefixes:
        item = after.concept.items.get(ident)
        if item is None or item.place.file != finding.place.file or finding.place.line < item.place.line:
            continue
        others = [o.place.line for o in after.concept.items.values() if o.place.file == item.place.file]
        following = min((line for line in others if line > item.place.line), default=finding.place.line + 1)
        if finding.place.line < following:
            option = next((name for name, line in item.lines.items() if line == finding.place.line), "")
            return ident, "titel" if finding.place.line == item.place.line else option
    return "", ""


def _told(outcome: Outcome) -> Iterator[dict[str, Any]]:
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
