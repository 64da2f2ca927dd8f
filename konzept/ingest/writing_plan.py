"""Judges what people decided: what is to be written where, or which cell must be mended first."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Final

from konzept.concept import Concept
from konzept.findings import nearest
from konzept.ingest.adoption import Adoption, adoption
from konzept.ingest.decided import Decided, Decision
from konzept.ingest.proposals import BACKGROUND, BELONGS, DECISIONS, LEAVE, NEW
from konzept.ingest.review_columns import DECIDE
from konzept.model import Assertion, Field, Recommendation
from konzept.model.speech import say, spoken
from konzept.start.plan import PlannedField, code_of
from konzept.tables.cells import CellFinding
from konzept.typed import key, known

_NEW_FIELD: Final = re.compile(r"HF-([A-Z]{2,5})[\s:–-]+(\S.{2,79})")
_LONGEST: Final = 200


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
    plan.adoption = adoption(decided, concept, plan.findings)
    court = _Court(concept, taken, plan)
    for row in sorted(decided.decisions, key=lambda row: row.number if row["number"].isdecimal() else 0):
        court.judge(row)
    court.finish()
    return plan


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
                    mend = "Nehmen Sie die Zeile als „neu“ auf und ziehen Sie den Vorschlag zurück (entfallen)."
                    self._refuse(row, "belongs", must, mend)
                elif item is None and ident not in self._new:
                    offer = nearest(ident, [*self._new, *(r.id for r in self._concept.recommendations())])
                    self._refuse(row, "belongs", say("{Den Eintrag} {ident} gibt es nicht.", ident=ident), offer)

    def _is_new(self, row: Decision) -> None:
        field, ident = self._field(row), row["ident"].upper()
        if field is None:
            return
        code = field.code
        if ident and not re.fullmatch(rf"{code}-(?:[0-9]{{2}}|[1-9][0-9]{{2,3}})", ident):
            must = say("{Ein Eintrag} in HF-{code} hat eine ID wie {code}-07.", code=code)
            self._refuse(row, "ident", must, "Ändern Sie ID oder Handlungsfeld, oder lassen Sie die ID leer.")
        elif ident in self._new:
            self._new[ident].rows.append(row)
        elif ident in self._concept.items and not self._is_taken(ident):
            must = f"{ident} gibt es schon: {self._concept.items[ident].title}."
            self._refuse(row, "ident", must, "Lassen Sie die ID leer, oder entscheiden Sie: „gehört zu“.")
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
        if row.targets and not row.is_vague:
            self._plan.belongs.append((row, row.targets))
        else:
            code = spoken().code
            must = f"Hier stehen die IDs, zu denen die Zeile gehört, jede ganz: {code}-01, {code}-02."
            name = "belongs" if row["belongs"] or not row.is_vague else "decision"
            self._refuse(row, name, must, f"Vorschlag: {row['proposed']}." if row["proposed"] else "")

    def _background(self, row: Decision) -> None:
        place = self._field(row)
        adoption = self._plan.adoption
        if adoption and not adoption.publish:
            must = "In die Ausgangslage kommt der Wortlaut, und er darf nicht veröffentlicht werden."
            self._refuse(row, "decision", must, "Entscheiden Sie: „weglassen“.")
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
            planned = (f"{ident} {part.title}" for ident, part in self._plan.fields.items())
            names = [*(f.title for f in self._concept.all(Field)), *planned]
            mend = nearest(typed, names) if typed else "Wählen Sie eines aus."
            offered = self._offered(row["titled"]) if row["titled"] else typed
            new = f" Oder legen Sie eines an: {offered}." if offered != typed else ""
            self._refuse(row, "field", must, f"{mend}{new}")
        return found

    def _new_field(self, typed: str) -> PlannedField | None:
        """A field that the texts do not have yet: its ID and title, in later rows the ID alone."""
        match, planned = _NEW_FIELD.fullmatch(" ".join(typed.split())), self._plan.fields
        if not match:
            return planned.get(typed.strip(" :").upper())
        ident, part = f"HF-{match[1]}", PlannedField(match[1], match[2])
        there = (PlannedField(field.code, field.title) for field in self._concept.all(Field))
        folders = {other.folder for other in (*there, *planned.values())}
        is_free = ident not in {*self._concept.items, *self._taken, *planned}
        if is_free and Field.ID.fullmatch(ident) and part.folder not in folders:
            planned[ident] = part
        return part if planned.get(ident) == part else None

    def _offered(self, title: str) -> str:
        """How somebody would write a new field of this title: ``HF-GAR Garten``."""
        codes = {field.code for field in self._concept.all(Field)} | {part.code for part in self._plan.fields.values()}
        code = self._offers.setdefault(title, code_of(title, codes | {*self._offers.values()}))
        return f"HF-{code} {title}"

    def _refuse(self, row: Decision, name: str, must: str, mend: str = "", found: str | None = None) -> None:
        self._plan.findings.append(row.finding(name, must, mend, found=found))
