"""Writes what people decided into the texts: source, recommendations, Ausgangslage; every other byte unchanged."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from konzept.concept import Concept
from konzept.edits import (
    Document,
    Draft,
    FileChange,
    NewItem,
    add_page,
    add_text,
    add_to_part,
    add_value,
    new_file,
    set_option,
)
from konzept.findings import Finding, fresh
from konzept.ingest import source_entry
from konzept.ingest.adoption import Adoption
from konzept.ingest.already import remaining
from konzept.ingest.citing import Citing
from konzept.ingest.decided import Decision
from konzept.ingest.fields import best
from konzept.ingest.writing_plan import New, WritingPlan
from konzept.model import (
    BLOCK_REALISATION,
    BLOCK_SOURCE,
    Field,
    Priority,
    Recommendation,
    TopState,
)
from konzept.rules.top import CRITERION, first
from konzept.start.plan import PlannedField
from konzept.start.project import field_page
from konzept.texts import Texts

_BACKGROUND: Final = "Ausgangslage"
_OPEN: Final = "Die Redaktion schlägt dazu noch nichts vor."


@dataclass(slots=True)
class Taken:
    """What became of the decisions: sentences for people, the changed files, the concept before and after."""

    told: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    changes: tuple[FileChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    before: Concept | None = None
    after: Concept | None = None


def take(plan: WritingPlan, texts: Texts) -> Taken:
    """Write the plan into a draft; what then breaks a rule is a finding, and nothing counts.

    :raises konzept.edits.EditError: if something can't be written; then nothing counts.
    """
    if plan.adoption is None:
        return Taken()
    before = texts.examined()
    draft = Draft(texts.files, texts.published.items)
    taking = _Taking(draft, before.concept, plan.adoption, texts.town.top_count)
    taking.run(plan)
    after = texts.examined(draft[name] for name in draft.documents)
    if moved := [*_choose_again(draft, after.concept)]:
        taking.taken.told += moved
        after = texts.examined(draft[name] for name in draft.documents)
    taken = taking.taken
    taken.changes, taken.before, taken.after = tuple(draft.changes()), before.concept, after.concept
    taken.findings = tuple(found for found in fresh(before.findings, after.findings) if found.is_error)
    return taken


def _choose_again(draft: Draft, concept: Concept) -> Iterator[str]:
    """The Redaktion's draft of Top items follows its criterion, also when the concept names what was behind."""
    for place in concept.all(Field):
        if place.top_state is not TopState.PROPOSED:
            continue
        wanted, chosen = first(concept, place)
        for item in (*wanted, *chosen):
            priority = Priority.TOP if item in wanted else Priority.OTHER
            if item.priority is not priority:
                draft.put(set_option(draft.of(item.id), item.id, "priority", priority.written))
                yield f"{item.id}: {priority.label}, denn im Entwurf der Redaktion steht vorn, {CRITERION}"


class _Taking:
    def __init__(self, draft: Draft, concept: Concept, adoption: Adoption, top_count: int) -> None:
        self._draft, self._concept, self._of, self._top_count = draft, concept, adoption, top_count
        self._citing = Citing(adoption)
        self._called = "Das beschlossene Konzept" if adoption.meeting else "Der Entwurf des Konzepts"
        self._goals: dict[str, str] = {}
        self._fields: dict[str, PlannedField] = {}
        self.taken = Taken()

    def run(self, plan: WritingPlan) -> None:
        """Write everything, in the order of the document."""
        left = remaining(plan, self._draft, self._concept, self._of, self._citing)
        self.taken.known, self.taken.told = left.known, left.told
        self.taken.told += source_entry.enter(self._draft, self._concept, self._of, self._called)
        self._fields = plan.fields
        for ident, part in plan.fields.items():
            self._add_field(ident, part)
        self._draft.ids.take(new.ident for new in plan.new if new.ident)
        for new in left.new:
            new.ident = new.ident or self._draft.ids.next(f"{new.field.removeprefix('HF-')}-", 2)
        self._note_goals(plan)
        for new in left.new:
            self._write(new)
        for row, ident in left.belongs:
            self._add(row, ident)
        self._tell_background(left.background)

    # fields

    def _add_field(self, ident: str, part: PlannedField) -> None:
        """A field that the texts do not have yet: its page, named in the table of contents of the fields."""
        home = posixpath.dirname(posixpath.dirname(self._draft.of(self._concept.all(Field)[0].id).file))
        index, file = posixpath.join(home, "index.md"), posixpath.join(home, part.folder, "index.md")
        page = field_page(part, self._top_count).replace(":quelle: Q-KONZEPT\n", f":quelle: {self._of.ident}\n")
        self._draft.add(Document(file, page.encode()))
        self._draft.put(add_page(self._draft[index], file))
        self.taken.told.append(
            f"{ident}: neues Handlungsfeld {part.title}. Nennen Sie {ident} in kommune.toml bei reihenfolge, wenn sie "
            "dort steht, und ändern Sie die Texte, die Handlungsfelder zählen oder aufzählen"
        )

    # recommendations

    def _note_goals(self, plan: WritingPlan) -> None:
        for new in plan.new:
            for row in new.rows:
                self._goals[_called(row)] = new.ident
        for row, idents in plan.belongs:
            self._goals[_called(row)] = idents[0]

    def _write(self, new: New) -> None:
        row = new.rows[0]
        above = next((self._goals[line] for line in row["above"].split("\n")[::-1] if line in self._goals), "")
        above = "" if above == new.ident else above
        part = self._fields.get(new.field)
        as_there = (
            best(row["titled"], [part.title]) if part else row.original.get("field", "").split(" ")[0] == new.field
        )
        sorted_by = "quelle" if as_there else "redaktion"
        options = {
            "status": "unbekannt",
            "priority": Priority.OTHER.written,
            "handlungsfeld": new.field,
            "zuordnung": sorted_by,
            "genannt_in": self._of.ident,
            "fundstelle": row["place"],
            "nummer_im_konzept": row["original"][:40],
            "aussage": new.assertion.value if new.assertion else "",
            "gehoert_zu": above,
        }
        parts = {
            BLOCK_SOURCE: self._citing.said(new.rows, with_goal=not above, placed=False),
            BLOCK_REALISATION: _OPEN,
        }
        item = NewItem(kind=Recommendation, id=new.ident, title=new.title, options=options, parts=parts)
        index = self._draft.of(new.field)
        file = posixpath.join(posixpath.dirname(index.file), f"{new.ident}.md")
        self._draft.add(new_file(file, item))
        self._draft.put(_with_page(index, file))
        numbers = ", ".join(row["number"] for row in new.rows)
        self.taken.told.append(f"{new.ident}: neu, {new.title} (Zeile {numbers})")

    def _add(self, row: Decision, ident: str) -> None:
        """A recommendation that is there gains the source and its words."""
        document = add_value(self._draft.of(ident), ident, "genannt_in", self._of.ident)
        document = add_to_part(document, ident, BLOCK_SOURCE, self._citing.said([row], with_goal=True))
        if row["original"] and not document.block(ident).record.options.get("nummer_im_konzept"):
            document = set_option(document, ident, "nummer_im_konzept", row["original"][:40])
        self._draft.put(document)
        self.taken.told.append(f"{ident}: steht dort auch, Quelle und Wortlaut ergänzt (Zeile {row['number']})")

    # Ausgangslage

    def _tell_background(self, rows: Iterable[tuple[Decision, str]]) -> None:
        by_field: dict[str, list[Decision]] = {}
        for row, ident in rows:
            by_field.setdefault(ident, []).append(row)
        for ident, found in by_field.items():
            text = self._citing.background(self._called, found)
            document = self._draft.of(ident)
            if any(part.title == _BACKGROUND for part in document.parts()):
                document = add_text(document, text, below=_BACKGROUND)
            else:
                document = add_text(document, f"## {_BACKGROUND}\n\n{text}", after=ident)
            self._draft.put(document)
            numbers = ", ".join(row["number"] for row in found)
            self.taken.told.append(f"{ident}: Ausgangslage ergänzt (Zeile {numbers})")


def _with_page(document: Document, file: str) -> Document:
    """The page of a field whose table of contents names the file; a field without recommendations has none yet."""
    if not any(entry.info.startswith("{toctree}") for entry in document.outline):
        document = add_text(document, ":::{toctree}\n:hidden:\n:glob:\n\n*-*\n:::")
    return add_page(document, file)


def _called(row: Decision) -> str:
    """How the document calls a goal where something belongs to it."""
    return f"{row['original']} {row.original.get('words', '')}".strip()


def summary(plan: WritingPlan) -> Mapping[str, int]:
    """How many rows have which decision."""
    return {
        "neu": sum(len(new.rows) for new in plan.new),
        "gehört zu": len(plan.belongs),
        "Ausgangslage": len(plan.background),
        "weglassen": len(plan.left),
        "ohne Entscheidung": len(plan.undecided),
    }
