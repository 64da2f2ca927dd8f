"""Judges what people decided: what is to be written where, or which cell must be mended first."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from konzept.concept import Concept
from konzept.findings import nearest
from konzept.ingest.decided import Decided, Decision
from konzept.ingest.proposals import BACKGROUND, BELONGS, DECISIONS, LEAVE, NEW
from konzept.ingest.review_columns import DECIDE
from konzept.ingest.review_file import meetings
from konzept.model import (
    Assertion,
    Consultation,
    Field,
    Item,
    MainConcept,
    PartialDate,
    Recommendation,
    Source,
    SourceKind,
)
from konzept.model.speech import say, spoken
from konzept.start.plan import PlannedField, code_of
from konzept.tables.cells import CellFinding
from konzept.typed import day_typed, key, known

_NEW_FIELD: Final = re.compile(r"HF-([A-Z]{2,5})[\s:–-]+(\S.{2,79})")
_YES: Final = {"ja": True, "nein": False}
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What is said of the document as a whole; one that no meeting adopted is a draft."""

    file: str
    sha256: str
    ident: str
    title: str
    meeting: str
    changes: str
    publish: bool
    complete: bool
    day: PartialDate | None
    url: str
    exists: bool

    @property
    def kind(self) -> SourceKind:
        """What the document is as a source."""
        return SourceKind.CONCEPT if self.meeting else SourceKind.DRAFT


@dataclass(slots=True)
class New:
    """A recommendation to be written, of one row or several; ``ident`` is empty until it gets the next free one."""

    ident: str
    field: str
    title: str
    assertion: Assertion | None
    rows: list[Decision]


@dataclass(slots=True)
class WritingPlan:
    """What is to be written: in the order of the document."""

    adoption: Adoption | None = None
    fields: dict[str, PlannedField] = dataclasses.field(default_factory=dict)  # new ones, by their IDs
    new: list[New] = dataclasses.field(default_factory=list)
    belongs: list[tuple[Decision, tuple[str, ...]]] = dataclasses.field(default_factory=list)
    background: list[tuple[Decision, str]] = dataclasses.field(default_factory=list)
    left: list[Decision] = dataclasses.field(default_factory=list)
    undecided: list[Decision] = dataclasses.field(default_factory=list)
    findings: list[CellFinding] = dataclasses.field(default_factory=list)


def judge(decided: Decided, concept: Concept, taken: frozenset[str] = frozenset()) -> WritingPlan:
    """The plan, and what is wrong; ``taken`` are IDs of published Ausgaben that no new item may have."""
    plan = WritingPlan(findings=list(decided.findings))
    if any(finding.whole for finding in plan.findings):
        return plan
    plan.adoption = _adoption(decided, concept, plan.findings)
    court = _Court(concept, taken, plan)
    for row in sorted(decided.decisions, key=lambda row: row.number if row["number"].isdecimal() else 0):
        court.judge(row)
    court.finish()
    return plan


def placeholder(concept: Concept) -> Source | None:
    """The source on which the concept rests until its document comes: nothing tells yet which file it is."""
    main = concept.get("KONZEPT", MainConcept)
    named = concept.pick(main.sources, Source) if main else ()
    kinds = (SourceKind.CONCEPT, SourceKind.DRAFT)
    return next((source for source in named if source.kind in kinds and not source.sha256), None)


def _adoption(decided: Decided, concept: Concept, findings: list[CellFinding]) -> Adoption | None:
    given = decided.details
    faults = [*_faults(decided, concept)]
    findings += faults
    if faults:
        return None
    same = next((s for s in concept.all(Source) if s.sha256 and s.sha256 == given["sha256"]), None)
    meeting = _meeting(given["meeting"], concept)
    is_titled = same is not None and not (meeting and same.kind is SourceKind.DRAFT)
    return Adoption(
        file=given.get("file", ""),
        sha256=given["sha256"],
        ident=same.id if same else given["ident"],
        title=same.title if same and is_titled else given["title"],
        meeting=meeting,
        changes=given.get("changes", ""),
        publish=_YES[key(given["publish"])],
        complete=_YES[key(given["complete"])],
        day=day_typed(given.get("day", "")),
        url=given.get("url", ""),
        exists=same is not None,
    )


def _faults(decided: Decided, concept: Concept) -> Iterator[CellFinding]:
    given = decided.details
    if not re.fullmatch("[0-9a-f]{64}", given.get("sha256", "")):
        must = "Die Prüfsumme ist, wie sie geschrieben wurde: 64 Ziffern und Buchstaben."
        yield decided.at("sha256", must, "Nehmen Sie die Datei, wie sie geschrieben wurde.", given.get("sha256", ""))
    is_draft = not given.get("meeting") and not concept.decision
    if not is_draft and not _meeting(given.get("meeting", ""), concept):
        must = "Hier steht die Beratung, in der genau diese Fassung beschlossen wurde."
        mend = f"Wählen Sie eine aus: {', '.join(meetings(concept)) or 'noch ist keine eingetragen'}."
        yield decided.at("meeting", must, mend, given.get("meeting", ""))
    for name in ("publish", "complete"):
        if key(given.get(name, "")) not in _YES:
            yield decided.at(name, "Hier steht ja oder nein.", found=given.get(name, ""))
    ident = given.get("ident", "")
    there = concept.items.get(ident)
    if not Source.ID.fullmatch(ident):
        must = "Die ID einer Quelle beginnt mit Q- und hat sonst Großbuchstaben, Ziffern und Bindestriche."
        yield decided.at("ident", must, "Zum Beispiel Q-KONZEPT-2025.", ident)
    elif there is not None and not _is_free(there, given.get("sha256", ""), concept):
        yield decided.at("ident", f"Diese ID hat schon: {there.title}.", "Nehmen Sie eine andere.", ident)
    if not given.get("title"):
        yield decided.at("title", "Die Quelle hat einen Titel.")
    if given.get("day") and day_typed(given["day"]) is None:
        yield decided.at("day", "Hier steht ein Tag, ein Monat oder ein Jahr: 17.03.2025.", found=given["day"])
    if given.get("url") and not re.match(r"https?://\S+$", given["url"]):
        yield decided.at("url", "Eine Adresse beginnt mit https://.", found=given["url"])


def _is_free(there: Item, sha256: str, concept: Concept) -> bool:
    """Whether what has the ID of the source already is this document, or stands in its place."""
    return isinstance(there, Source) and (there.sha256 == sha256 or there == placeholder(concept))


def _meeting(typed: str, concept: Concept) -> str:
    ident = (typed.split() or [""])[0].upper()
    meeting = concept.get(ident, Consultation)
    return ident if meeting and meeting.result and meeting.result.positive else ""


class _Court:
    """Judges one row after the other."""

    def __init__(self, concept: Concept, taken: frozenset[str], plan: WritingPlan) -> None:
        self._concept, self._taken, self._plan = concept, taken, plan
        self._fields = known(
            pair for f in concept.all(Field) for pair in ((f.id, f), (f.title, f), (f"{f.id} {f.title}", f))
        )
        self._new: dict[str, New] = {}
        self._offers: dict[str, str] = {}

    def judge(self, row: Decision) -> None:
        """Let a row be what was decided."""
        kinds = {NEW: self._is_new, BELONGS: self._belongs, BACKGROUND: self._background, LEAVE: self._left}
        if not row.kind:
            if row.sheet == DECIDE:
                self._plan.undecided.append(row)
        elif row.kind not in kinds:
            must = f"Hier steht eines von: {', '.join(DECISIONS)}."
            self._refuse(row, "decision", must, nearest(row.kind, DECISIONS))
        elif row.kind != LEAVE and not row["words"]:
            self._refuse(row, "words", "Was übernommen wird, hat einen Wortlaut.", "Stellen Sie ihn wieder her.")
        else:
            kinds[row.kind](row)

    def finish(self) -> None:
        """What can only be judged when all rows are known: targets that this file makes."""
        for row, targets in self._plan.belongs:
            for ident in targets:
                item = self._concept.get(ident, Recommendation)
                if item is not None and item.is_proposal:
                    must = say("{ident} ist ein Vorschlag der Redaktion und {kein Eintrag} des Konzepts.", ident=ident)
                    mend = "Nehmen Sie die Zeile als neu auf und ziehen Sie den Vorschlag zurück (entfallen)."
                    self._refuse(row, "belongs", must, mend)
                elif item is None and ident not in self._new:
                    offer = nearest(ident, [*self._new, *(r.id for r in self._concept.recommendations())])
                    self._refuse(row, "belongs", say("{Den Eintrag} {ident} gibt es nicht.", ident=ident), offer)

    def _is_new(self, row: Decision) -> None:
        field, ident = self._field(row), row["ident"].upper()
        if field is None:
            return
        code = field.code
        if ident in self._new and ident:
            self._new[ident].rows.append(row)
            return
        if ident and not re.fullmatch(rf"{code}-(?:[0-9]{{2}}|[1-9][0-9]{{2,3}})", ident):
            must = say("{Ein Eintrag} in HF-{code} hat eine ID wie {code}-07.", code=code)
            self._refuse(row, "ident", must, "Ändern Sie ID oder Handlungsfeld, oder lassen Sie die ID leer.")
        elif ident in self._concept.items and not self._is_taken(ident):
            must = f"{ident} gibt es schon: {self._concept.items[ident].title}."
            self._refuse(row, "ident", must, "Lassen Sie die ID leer, oder entscheiden Sie: gehört zu.")
        elif ident in self._taken - self._concept.items.keys():
            self._refuse(row, "ident", f"{ident} war in einer Ausgabe vergeben.", "Lassen Sie die ID leer.")
        elif not row["title"] or len(row["title"]) > _LONGEST or "\n" in row["title"]:
            must = say(
                "{Ein neuer Eintrag} hat einen Kurztitel in einer Zeile, höchstens {most} Zeichen.", most=_LONGEST
            )
            self._refuse(row, "title", must)
        elif (assertion := self._assertion(row)) is not None:
            made = New(ident, f"HF-{code}", row["title"].rstrip("."), assertion, [row])
            self._plan.new.append(made)
            if ident:
                self._new[ident] = made

    def _is_taken(self, ident: str) -> bool:
        """Whether the item came from this very document."""
        item, adoption = self._concept.get(ident, Recommendation), self._plan.adoption
        return bool(item and adoption and adoption.exists and adoption.ident in item.named_in)

    def _assertion(self, row: Decision) -> Assertion | None:
        names = known(pair for word in Assertion for pair in ((word.value, word), (word.label, word)))
        found = names.get(key(row["assertion"] or Assertion.RECOMMENDATION.label))
        if found is None:
            must = f"Hier steht eines von: {', '.join(word.label for word in Assertion)}."
            self._refuse(row, "assertion", must)
        return found

    def _belongs(self, row: Decision) -> None:
        if row.targets:
            self._plan.belongs.append((row, row.targets))
        else:
            code = spoken().code
            must = f"Hier stehen die IDs, zu denen die Zeile gehört: {code}-01, {code}-02."
            self._refuse(row, "belongs", must, f"Vorschlag: {row['proposed']}." if row["proposed"] else "")

    def _background(self, row: Decision) -> None:
        place = self._field(row)
        adoption = self._plan.adoption
        if adoption and not adoption.publish:
            must = "In die Ausgangslage kommt der Wortlaut, und er darf nicht veröffentlicht werden."
            self._refuse(row, "decision", must, "Entscheiden Sie: weglassen.")
        elif place is not None:
            self._plan.background.append((row, f"HF-{place.code}"))

    def _left(self, row: Decision) -> None:
        if row.reason or not row.original:
            self._plan.left.append(row)
        else:
            self._refuse(row, "reason", "Was wegbleibt, hat einen Grund: weglassen, weil …", found="")

    def _field(self, row: Decision) -> Field | PlannedField | None:
        typed = row["field"]
        found = self._fields.get(key(typed)) or self._new_field(typed)
        if found is None:
            must = "Hier steht eines unserer Handlungsfelder."
            mend = nearest(typed, [f.title for f in self._concept.all(Field)]) if typed else "Wählen Sie eines aus."
            new = f" Oder legen Sie eines an: {self._offered(row['titled'])}." if row["titled"] else ""
            self._refuse(row, "field", must, f"{mend}{new}")
        return found

    def _new_field(self, typed: str) -> PlannedField | None:
        """A field that the texts do not have yet: its ID and title, in later rows the ID alone."""
        ident = (typed.split() or [""])[0].strip(":").upper()
        match = _NEW_FIELD.fullmatch(" ".join(typed.split()))
        taken = {*self._concept.items, *self._taken}
        if match and Field.ID.fullmatch(ident) and ident not in taken:
            self._plan.fields.setdefault(ident, PlannedField(match[1], match[2]))
        return self._plan.fields.get(ident)

    def _offered(self, title: str) -> str:
        """How somebody would write a new field of this title: ``HF-GAR Garten``."""
        codes = {field.code for field in self._concept.all(Field)} | {part.code for part in self._plan.fields.values()}
        code = self._offers.setdefault(title, code_of(title, codes | {*self._offers.values()}))
        return f"HF-{code} {title}"

    def _refuse(self, row: Decision, name: str, must: str, mend: str = "", found: str | None = None) -> None:
        self._plan.findings.append(row.finding(name, must, mend, found=found))
