"""Puts one report upon the other onto the texts of today; each as a whole, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from konzept.compare import compare
from konzept.compare.changelist import groups
from konzept.concept import Concept
from konzept.edits import FileChange
from konzept.errors import RefusedError
from konzept.examine import Examination
from konzept.findings import Finding
from konzept.intake.envelope import Letter, letters
from konzept.intake.merging import Lines, lines_of, merged
from konzept.intake.numbering import Brought, Names, new_records, renamed, renumber, without
from konzept.intake.opening import RefusedFileError
from konzept.intake.outcome import Clash, Intake, Outcome, Remark
from konzept.intake.patch import FilePatch, applied, blob, fingerprint, parsed, verified
from konzept.markdown.document import Document, EditError
from konzept.markdown.records import Record
from konzept.model.dates import german_day
from konzept.survey.bodies import Asked
from konzept.survey.intake import intake as survey_intake
from konzept.survey.judging import Judge
from konzept.survey.rounds import Round
from konzept.texts import Texts

_DAMAGED: Final = (
    "Die Datei ist auf dem Weg verändert worden: Was sie ergibt, ist nicht, was sie selbst nennt. Lassen Sie sie sich "
    "noch einmal schicken, als Anlage oder in einem ZIP, das Sie auspacken."
)
_TWICE: Final = "Dieselbe Meldung liegt hier noch einmal."
_NOTHING_NEW: Final = "Was sie sagt, steht schon in den Texten."
_UNKNOWN: Final = (
    "Den Stand, den die Meldung ändert, kennt git hier nicht, und die Stelle sieht heute anders aus. Holen Sie die "
    "ganze Geschichte (git fetch --unshallow), oder bitten Sie um eine neue Meldung auf dem Stand von heute."
)


@dataclass(frozen=True, kw_only=True)
class House:
    """What reports are taken into.

    ``above`` is the folder of the texts in the repository, with its slash. ``blob`` gives a content that git knows by
    its name, ``examined`` the examination of texts by file. ``asked`` and ``rounds`` are for answers of offices,
    ``marks`` the reports taken in before, each with its day; ``no_tables`` says why no answers are taken in here.
    """

    texts: Texts
    above: str
    blob: Callable[[str], bytes | None]
    examined: Callable[[Mapping[str, bytes]], Examination]
    marks: Mapping[str, str] = field(default_factory=dict)
    asked: Callable[[Concept], Asked] | None = None
    rounds: tuple[Round, ...] = ()
    no_tables: str = ""
    body: str = ""
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Base:
    """A text that a report was made for: as it was, and with the IDs and the name it has now."""

    lines: Lines
    now: Lines
    path: str


@dataclass(slots=True)
class _Read:
    """A patch that could be read: which reading of it, and the texts as it makes them."""

    letter: Letter
    files: list[FilePatch]
    texts: list[Brought]


def take_in(files: Mapping[str, bytes], house: House) -> Intake:
    """What becomes of everything that was handed in (bytes by file name); nothing is written."""
    walk = _Walk(house)
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


class _Walk:
    """The texts as they are after the reports so far."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._files = dict(house.texts.files)
        self._examined = house.examined(self._files)
        self._documents: dict[str, Document] = {}
        self._pool: dict[str, _Base] = {}
        self._names: dict[str, Names] = {}
        self._marks = dict(house.marks)
        self._rounds = house.rounds
        self._outcomes: list[Outcome] = []

    def refuse(self, name: str, refusal: RefusedFileError, letter: Letter | None = None) -> None:
        place = f"{name}:{refusal.line + (letter.line - 1 if letter else 0)}" if refusal.line else name
        self._refused(name, [Remark(place, refusal.reason)], letter)

    def _refused(self, name: str, remarks: Iterable[Remark], letter: Letter | None = None, mark: str = "") -> None:
        subject, author = (letter.subject, letter.author) if letter else ("", "")
        self._outcomes.append(
            Outcome(name=name, verdict="refused", subject=subject, author=author, mark=mark, remarks=tuple(remarks))
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
            self._take(read)
        except RefusedFileError as refusal:
            self.refuse(letter.name, refusal, letter)
        except EditError as error:
            self._refused(letter.name, [_remark(finding, self._house.above) for finding in error.findings], letter)
        return True

    def _read(self, letter: Letter, *, last: bool) -> _Read | None:
        """The first reading of a message that proves itself; nothing while the texts before it may still come."""
        first: RefusedFileError | None = None
        for body in letter.bodies:
            try:
                files = parsed(body, self._house.above, ended=letter.is_message)
                if not last and any(self._base(file) is None for file in files):
                    return None
                return _Read(letter, files, [self._brought(file) for file in files])
            except RefusedFileError as refusal:
                first = first or refusal
        raise first or RefusedFileError("Hier steht kein Patch.")

    def _base(self, file: FilePatch) -> _Base | None:
        """The text that a patch changes, if it is known."""
        if file.is_new:
            return _Base((), (), file.path)
        for name, base in self._pool.items():
            if name.startswith(file.old):
                return base
        content = self._files.get(file.path)
        if content is None or not blob(content).startswith(file.old):
            content = self._house.blob(file.old)
        if content is None:
            return None
        lines = lines_of(content)
        return _Base(lines, lines, file.path)

    def _brought(self, file: FilePatch) -> Brought:
        """A text as a patch makes it."""
        base = self._base(file)
        if base is None:
            return self._fitting(file)
        before = [*applied(file, base.lines)]
        if verified(file, b"".join(line for line, _ in before)) is False:
            raise RefusedFileError(_DAMAGED, file.line)
        return Brought(base.path, [*applied(_moved(file, base), base.now)], [*base.now])

    def _fitting(self, file: FilePatch) -> Brought:
        """The same if nobody knows the text that it was made for: only where each place is found exactly once."""
        if file.path not in self._files:
            raise RefusedFileError(f"Die Datei {self._house.above}{file.path} gibt es nicht.", file.line)
        lines = lines_of(self._files[file.path])
        hunks = []
        for hunk in file.hunks:
            places = _places(lines, hunk.old)
            if len(places) != 1 or not hunk.old:
                raise RefusedFileError(_UNKNOWN, hunk.line)
            hunks.append(replace(hunk, first=places[0] + 1))
        return Brought(file.path, [*applied(replace(file, hunks=hunks), lines)], lines)

    def _take(self, read: _Read) -> None:
        letter, mark = read.letter, fingerprint(read.files)
        begun = Outcome(name=letter.name, verdict="known", subject=letter.subject, author=letter.author, mark=mark)
        names = self._names.setdefault(letter.session, Names())
        new = new_records(read.texts)
        same = renumber(new, names, self._records(), self._house.texts.published.items)
        if mark in self._marks:  # what became of its items is found again, if nobody changed them since
            names.given |= {record.id: record.id for record in new if record.id not in same}
        texts = [renamed(text, names) for text in read.texts]
        self._remember(read, [text.path for text in texts], names)
        if mark in self._marks:
            day = self._house.marks.get(mark)
            known = f"Übernommen am {german_day(date.fromisoformat(day))}." if day else _TWICE
            self._outcomes.append(_with(begun, known))
            return
        texts = [without(text, [names.given[ident] for ident in same]) for text in texts]
        after, clashes = self._merged(texts)
        if clashes:
            self._outcomes.append(replace(begun, verdict="conflict", clashes=tuple(clashes)))
            return
        changes = tuple(_changes(self._files, after))
        if not changes:
            self._outcomes.append(_with(begun, _NOTHING_NEW))
            return
        ids = [names.given[record.id] for record in new if record.id not in same]
        renumbered = {r.id: names.given[r.id] for r in new if r.id not in same and names.given[r.id] != r.id}
        sound = replace(begun, verdict="sound", changes=changes, renumbered=renumbered, touched=tuple(ids))
        self._judge(sound, after)

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

    def _remember(self, read: _Read, paths: Sequence[str], names: Names) -> None:
        """What later reports of the session may be made for: the texts of this one, whatever becomes of it."""
        for file, text, path in zip(read.files, read.texts, paths, strict=True):
            base = self._base(file)
            if base is not None:
                lines = [line for line, _ in applied(file, base.lines)]
                now = [line for line, _ in renamed(text, names).lines]
                self._pool[blob(b"".join(lines))] = _Base(lines, now, path)

    def _merged(self, texts: Iterable[Brought]) -> tuple[dict[str, bytes], list[Clash]]:
        """The texts of now with those of a report, and where they are at odds."""
        after, clashes = dict(self._files), []
        folded = {path.casefold(): path for path in self._files}
        for text in texts:
            theirs = [line for line, _ in text.lines]
            known = folded.get(text.path.casefold())
            if not theirs and not text.base:
                continue  # all that the new file had is known already
            if known is None and not text.base:
                after[text.path] = b"".join(theirs)
                continue
            if known != text.path:
                reason = f"gibt es schon als {known}" if known else "gibt es heute nicht mehr"
                raise RefusedFileError(f"Die Datei {self._house.above}{text.path} {reason}.")
            ours = lines_of(self._files[text.path])
            if not text.base and theirs != ours:
                clashes.append(_clash(text.path, 1, ours, ours, theirs))
                continue
            lines, found = merged(text.base, ours, theirs) if text.base else (ours, [])
            clashes += [_clash(text.path, place.line, lines, place.ours, place.theirs) for place in found]
            after[text.path] = b"".join(lines)
        return after, clashes

    def _judge(self, outcome: Outcome, after: dict[str, bytes]) -> None:
        """Take a report if the texts with it break no rule that they do not break without it."""
        examined = self._house.examined(after)
        fresh = _fresh(self._examined.findings, examined.findings)
        remarks = tuple(_remark(finding, self._house.above) for finding in fresh)
        if any(remark.is_error for remark in remarks):
            errors = sorted(remarks, key=lambda remark: not remark.is_error)
            self._outcomes.append(replace(outcome, verdict="refused", remarks=tuple(errors), changes=()))
            return
        told = groups(compare(self._examined.concept, examined.concept))
        self._outcomes.append(replace(outcome, remarks=remarks, told=told))
        self._files, self._examined = after, examined
        self._marks[outcome.mark] = str(self._house.texts.today)

    def table(self, letter: Letter) -> None:
        """Take the answers of an office; only as a whole."""
        house, concept = self._house, self._examined.concept
        if house.asked is None or house.no_tables:
            self.refuse(letter.name, RefusedFileError(house.no_tables or _NO_BODIES))
            return
        try:
            asked = house.asked(concept)
            court = Judge(
                asked=asked,
                concept=concept,
                rounds=self._rounds,
                today=house.texts.today,
                body=house.body,
                accepted=house.accepted,
            )
            texts = replace(house.texts, files=self._files)
            found = survey_intake({letter.name: letter.bodies[0]}, texts, asked, court)
        except RefusedError as error:
            self._refused(letter.name, [Remark(letter.name, str(error))])
            return
        remarks = [Remark(letter.name, str(f).removeprefix(f.file).lstrip(",: "), f.is_error) for f in found.findings]
        if found.refused:
            self._refused(letter.name, remarks)
            return
        remarks += [
            Remark(entry.answer.item, f"{entry.answer.body.name}: {note}.", is_error=False)
            for entry in found.taken
            for note in entry.notes
        ]
        remarks += [
            Remark(answer.item, f"{answer.body.name}: {answer.kind}; nichts wird übernommen.", is_error=False)
            for answer in found.others
        ]
        outcome = Outcome(
            name=letter.name,
            verdict="sound" if found.changes or found.rounds != self._rounds else "known",
            remarks=tuple(remarks),
            told=groups(compare(found.before, found.after)),
            changes=found.changes,
            touched=tuple(entry for taken in found.taken for entry in taken.entries),
            is_table=True,
        )
        self._outcomes.append(outcome)
        self._rounds = found.rounds
        if found.changes:
            self._files |= {change.path: change.new or b"" for change in found.changes}
            self._examined = house.examined(self._files)

    def done(self) -> Intake:
        return Intake(
            outcomes=tuple(self._outcomes),
            changes=tuple(_changes(self._house.texts.files, self._files)),
            marks=self._marks,
            rounds=self._rounds,
        )


_NO_BODIES: Final = (
    "Das ist eine Tabelle, aber niemand ist als gefragt eingetragen: Die Datei umfrage.toml fehlt bei den Texten."
)


def _with(outcome: Outcome, remark: str) -> Outcome:
    return replace(outcome, remarks=(Remark(outcome.name, remark, is_error=False),))


def _places(lines: Lines, wanted: Lines) -> list[int]:
    """Where these lines stand in a text, from 0."""
    number = len(wanted)
    return [n for n in range(len(lines) - number + 1) if tuple(lines[n : n + number]) == tuple(wanted)]


def _moved(file: FilePatch, base: _Base) -> FilePatch:
    """The same change for a base whose IDs were changed: line for line the same, with the words of now."""
    hunks = []
    for hunk in file.hunks:
        at, pieces = hunk.first - 1, []
        for mark, text in hunk.pieces:
            pieces.append((mark, text if mark == b"+" else base.now[at]))
            at += mark != b"+"
        old = tuple(text for mark, text in pieces if mark != b"+")
        hunks.append(replace(hunk, old=old, pieces=tuple(pieces)))
    return replace(file, hunks=hunks)


def _changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[FileChange]:
    for path in sorted(after):
        if before.get(path) != after[path]:
            yield FileChange(path, before.get(path), after[path])


def _fresh(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings that were not there before, wherever their lines are by now; one more of the same is one."""
    left = Counter((finding.place.file, finding.message) for finding in before)
    fresh = []
    for finding in after:
        mark = finding.place.file, finding.message
        if left[mark]:
            left[mark] -= 1
        else:
            fresh.append(finding)
    return fresh


def _remark(finding: Finding, above: str) -> Remark:
    return Remark(f"{above}{finding.place.file}:{finding.place.line}", finding.text, finding.is_error)


def _clash(path: str, line: int, lines: Lines, ours: Lines, theirs: Lines) -> Clash:
    return Clash(
        file=path,
        line=line,
        about=_about(lines, line),
        ours=b"".join(ours).decode("utf-8", "replace").strip("\r\n"),
        theirs=b"".join(theirs).decode("utf-8", "replace").strip("\r\n"),
    )


def _about(lines: Lines, line: int) -> str:
    """The ID of the item in which a line stands, as far as it can be told from the lines above."""
    for written in reversed(lines[:line]):
        if written.startswith(b":id:"):
            return written[4:].decode("utf-8", "replace").strip()
    return ""
