"""Puts one report upon the other onto the texts of today; each as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from konzept.compare import compare
from konzept.compare.changelist import groups
from konzept.edits import FileChange
from konzept.examine import Examination
from konzept.findings import Finding, fresh
from konzept.intake import answer_tables, answered
from konzept.intake.bases import Bases
from konzept.intake.envelope import Letter, letters
from konzept.intake.house import House
from konzept.intake.laying import laid_onto
from konzept.intake.numbering import Brought, Names, new_records, renamed, renumber, without
from konzept.intake.outcome import Intake, Outcome, ReportRemark
from konzept.intake.patch_reader import parsed
from konzept.intake.patched import FilePatch, fingerprint
from konzept.intake.record import FILE
from konzept.intake.unpacking import RefusedFileError
from konzept.markdown.document import Document, EditError
from konzept.markdown.records import Record
from konzept.model import Source
from konzept.model.dates import german_day
from konzept.personal import MAY_BE, TAKE_OUT, persons
from konzept.survey import rounds

_GONE: Final = (
    "Diese Meldung ist am {} übernommen; was sie sagt, steht aber nicht in den Texten. Haben Sie die Texte "
    f"zurückgesetzt, setzen Sie auch {FILE} zurück, und nehmen Sie sie noch einmal auf. Ist es mit Absicht "
    "herausgenommen, löschen Sie die Datei der Meldung."
)
_TWICE: Final = "Dieselbe Meldung liegt hier noch einmal."
_NOTHING_NEW: Final = "Was sie sagt, steht schon in den Texten."


def take_in(files: Mapping[str, bytes], house: House) -> Intake:
    """What becomes of everything that was handed in (bytes by file name); nothing is written."""
    walk = _OntoTexts(house)
    waiting: list[Letter] = []
    for name, content in files.items():
        for found in letters(name, content):
            if isinstance(found, Letter):
                waiting.append(found)
            else:
                walk.refuse(found[0], found[1])
    walk.take([letter for letter in waiting if not letter.is_table])
    for letter in (letter for letter in waiting if letter.is_table):
        walk.table(letter)
    return walk.done()


class _OntoTexts:
    """The texts as they are after the reports so far."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._files = dict(house.texts.files)
        self._examined = house.examined(self._files)
        self._documents: dict[str, Document] = {}
        self._bases = Bases(house.above, house.blob)
        self._names: dict[str, Names] = {}
        self._marks = dict(house.marks)
        self._rounds = house.rounds
        self._outcomes: list[Outcome] = []

    def refuse(self, name: str, refusal: RefusedFileError, letter: Letter | None = None) -> None:
        """Refuse a file, or a message in it."""
        place = f"{name}:{refusal.line + (letter.line - 1 if letter else 0)}" if refusal.line else name
        self._refused(name, [ReportRemark(place, refusal.reason)], letter)

    def _refused(self, name: str, remarks: Iterable[ReportRemark], letter: Letter | None = None) -> None:
        subject, author = (letter.subject, letter.author) if letter else ("", "")
        self._outcomes.append(
            Outcome(name=name, verdict="refused", subject=subject, author=author, remarks=tuple(remarks))
        )

    def take(self, waiting: Sequence[Letter]) -> None:
        """Each patch when the texts that it was made for are known; reports of one session build on one another."""
        while waiting:
            later = [letter for letter in waiting if not self._ready(letter, last=False)]
            if len(later) == len(waiting):
                for letter in later:
                    self._ready(letter, last=True)
                return
            waiting = later

    def _ready(self, letter: Letter, *, last: bool) -> bool:
        try:
            read = self._read(letter, last=last)
            if read is None:
                return False
            self._take(letter, *read)
        except RefusedFileError as refusal:
            self.refuse(letter.name, refusal, letter)
        except EditError as error:
            self._refused(letter.name, [_remark(finding, self._house.above) for finding in error.findings], letter)
        return True

    def _read(self, letter: Letter, *, last: bool) -> tuple[list[FilePatch], list[Brought]] | None:
        """The first reading of a message that proves itself, with what it brings.

        Nothing while the texts before it may still come.
        """
        first: RefusedFileError | None = None
        known = self._known()
        for body in letter.bodies:
            try:
                files = parsed(body, self._house.above, ended=letter.is_message)
                if not last and not all(self._bases.has(file, known) for file in files):
                    return None
                return files, [self._bases.brought(file, known) for file in files]
            except RefusedFileError as refusal:
                first = first or refusal
        raise first or RefusedFileError("Hier steht kein Patch.")

    def _known(self) -> dict[str, bytes]:
        """What a patch may have been made for, of today."""
        return self._files | {rounds.FILE: rounds.as_bytes(self._rounds)}

    def _take(self, letter: Letter, files: list[FilePatch], brought: list[Brought]) -> None:
        mark = fingerprint(files)
        texts = [text for text in brought if text.path != rounds.FILE]
        told = [text for text in brought if text.path == rounds.FILE]
        begun = Outcome(name=letter.name, verdict="known", subject=letter.subject, author=letter.author, mark=mark)
        names = self._names.setdefault(letter.session, Names())
        new = new_records(texts)
        same = renumber(new, names, self._records(), self._house.texts.published.items)
        if mark in self._marks:  # what became of its items is found again, if nobody changed them since
            names.given |= {record.id: record.id for record in new if record.id not in same}
        self._bases.remember(files, brought, names, self._known())
        if mark in self._marks:
            day = self._house.marks.get(mark)
            if day and self._is_gone(texts, new):
                raise RefusedFileError(_GONE.format(german_day(date.fromisoformat(day))))
            known = f"Übernommen am {german_day(date.fromisoformat(day))}." if day else _TWICE
            self._outcomes.append(_with(begun, known))
            return
        texts = [without(renamed(text, names), [names.given[ident] for ident in same]) for text in texts]
        entries = [entry for record in told for entry in answered.told(renamed(record, names))]
        after, clashes = laid_onto(self._files, texts, self._house.above)
        if clashes:
            remarks = tuple(self._reckoned({clash.file for clash in clashes}))
            self._outcomes.append(replace(begun, verdict="conflict", clashes=tuple(clashes), remarks=remarks))
            return
        ids = [names.given[record.id] for record in new if record.id not in same]
        renumbered = {r.id: names.given[r.id] for r in new if r.id not in same and names.given[r.id] != r.id}
        touched = tuple(ids or dict.fromkeys(entry.given.item for entry in entries))
        self._judge(replace(begun, verdict="sound", renumbered=renumbered, touched=touched), after, entries)

    def _reckoned(self, files: Iterable[str]) -> Iterator[ReportRemark]:
        """That files in which a report is at odds are taken as reports before it make them, not as they stand there."""
        for file in sorted(files):
            names = [outcome.name for outcome in self._outcomes if file in (change.path for change in outcome.changes)]
            if names:
                told = f"Mitgerechnet ist, was hier schon gemeldet ist: {', '.join(names)}."
                yield ReportRemark(f"{self._house.above}{file}", told, is_error=False)

    def _is_gone(self, texts: Sequence[Brought], new: Sequence[Record]) -> bool:
        """Whether what a report brought has been taken out of the texts since, or they were put back.

        New items are known by their IDs, which somebody may since have written other words below; what changed words
        that are as before it again could be taken once more.
        """
        if new:
            own = [record for record in new if record.type != Source.NAME] or new
            return not {record.id for record in own} <= self._records().keys()
        with suppress(RefusedFileError):
            after, clashes = laid_onto(self._files, texts, self._house.above)
            return not clashes and after != self._files
        return False

    def _records(self) -> dict[str, Record]:
        """The items of now; each text is read once."""
        found: dict[str, Record] = {}
        for path, content in self._files.items():
            known = self._documents.get(path)
            if known is None or known.content != content:
                known = self._documents[path] = Document(path, content)
            with suppress(EditError):  # it was so before; the examination tells it
                found |= {record.id: record for record in known.reading.records if record.id}
        return found

    def _judge(self, outcome: Outcome, after: dict[str, bytes], told: Sequence[answered.Told]) -> None:
        """Take a report if the texts with it break no rule that they do not break without it."""
        now = answered.joined(self._rounds, told)
        changes = [*_changes(self._files, after)]
        if now != self._rounds:
            old = rounds.as_bytes(self._rounds) if self._rounds else None
            changes.append(FileChange(rounds.FILE, old, rounds.as_bytes(now)))
        if not changes:
            self._outcomes.append(_with(replace(outcome, verdict="known", renumbered={}, touched=()), _NOTHING_NEW))
            return
        examined = self._house.examined(after)
        new = fresh(self._examined.findings, examined.findings)
        remarks = [_remark(finding, self._house.above) for finding in new]
        if any(remark.is_error for remark in remarks):
            errors = sorted(remarks, key=lambda remark: not remark.is_error)
            self._outcomes.append(replace(outcome, verdict="refused", remarks=tuple(errors)))
            return
        remarks += _personal(changes, self._house.above)
        if told:
            remarks += self._answered(told, examined)
        found = groups(compare(self._examined.concept, examined.concept))
        self._outcomes.append(replace(outcome, remarks=tuple(remarks), told=found, changes=tuple(changes)))
        self._files, self._examined, self._rounds = after, examined, now
        self._marks[outcome.mark] = str(self._house.texts.today)

    def _answered(self, told: Sequence[answered.Told], examined: Examination) -> Iterator[ReportRemark]:
        """What a report says of those who answered."""
        if self._house.asked is None:
            raise RefusedFileError(answer_tables.NO_BODIES)
        asked = self._house.asked(examined)
        answered.refuse_false(told, asked, examined.concept, self._house.texts.today)
        for entry in told:
            yield ReportRemark(entry.given.item, answered.sentence(entry, asked), is_error=False)

    def table(self, letter: Letter) -> None:
        """Take the answers of an office; only as a whole."""
        outcome, found = answer_tables.taken(letter, self._house, self._files, self._examined, self._rounds)
        self._outcomes.append(outcome)
        if found is not None:
            self._rounds = found.rounds
            if found.changes:
                self._files |= {change.path: change.new or b"" for change in found.changes}
                self._examined = self._house.examined(self._files)

    def done(self) -> Intake:
        """Everything that was taken in, and what became of each report."""
        return Intake(
            outcomes=tuple(self._outcomes),
            changes=tuple(_changes(self._house.texts.files, self._files)),
            marks=self._marks,
            rounds=self._rounds,
        )


def _with(outcome: Outcome, remark: str) -> Outcome:
    return replace(outcome, remarks=(ReportRemark(outcome.name, remark, is_error=False),))


def _changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[FileChange]:
    for path in sorted(after):
        if before.get(path) != after[path]:
            yield FileChange(path, before.get(path), after[path])


def _remark(finding: Finding, above: str) -> ReportRemark:
    return ReportRemark(f"{above}{finding.place.file}:{finding.place.line}", finding.text, finding.is_error)


def _personal(changes: Iterable[FileChange], above: str) -> Iterator[ReportRemark]:
    """Hints at what may tell of a person in what a report writes into texts."""
    for change in (change for change in changes if change.path.endswith(".md")):
        before, after = ((content or b"").decode("utf-8", "replace") for content in (change.old, change.new))
        known = set(before.splitlines())
        for number, line in enumerate(after.splitlines(), 1):
            for words in persons(line) if line not in known else ():
                if words not in before:
                    place = f"{above}{change.path}:{number}"
                    yield ReportRemark(place, f"{MAY_BE} Gefunden: {words!r}. {TAKE_OUT}", is_error=False)
