"""What of a plan the texts have already: whoever takes the same document in again adds nothing twice.

What could not be published when it was taken in, and can now, gets its words where a sentence stood for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from konzept.concept import Concept
from konzept.edits import Draft, set_part
from konzept.ingest.adoption import Adoption
from konzept.ingest.citing import Citing
from konzept.ingest.decided import Decision
from konzept.ingest.writing_plan import New, WritingPlan
from konzept.model import BLOCK_SOURCE, Recommendation


@dataclass(slots=True)
class Remaining:
    """What is still to be written, each row with the ID of where it goes; what is told of the rest."""

    new: list[New] = field(default_factory=list)
    belongs: list[tuple[Decision, str]] = field(default_factory=list)
    background: list[tuple[Decision, str]] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def remaining(plan: WritingPlan, draft: Draft, concept: Concept, adoption: Adoption, citing: Citing) -> Remaining:
    """What of a plan is not in the texts yet; what is new but there gets its ID, words that may appear now theirs."""
    return _Comparison(plan, draft, concept, adoption, citing).run()


class _Comparison:
    def __init__(self, plan: WritingPlan, draft: Draft, concept: Concept, adoption: Adoption, citing: Citing) -> None:
        self._plan, self._draft, self._concept, self._of, self._citing = plan, draft, concept, adoption, citing
        self._rows = [row for new in plan.new for row in new.rows]
        self._late: list[tuple[Decision, str]] = []
        self._shown: set[str] = set()
        self._left = Remaining()

    def run(self) -> Remaining:
        plan, left = self._plan, self._left
        left.new = [new for new in plan.new if not self._is_known(new)]
        left.belongs = [
            (row, ident) for row, idents in plan.belongs for ident in idents if not self._stands(row, ident)
        ]
        left.belongs += self._late
        left.background = [(row, ident) for row, ident in plan.background if not self._is_told(row, ident)]
        return left

    def _is_known(self, new: New) -> bool:
        for item in self._concept.recommendations():
            same = item.id == new.ident or any(self._says(item, row, new.title) for row in new.rows)
            if self._of.ident in item.named_in and same:
                new.ident = item.id
                for row in new.rows:
                    self._know(row, item)
                return True
        return False

    def _know(self, row: Decision, item: Recommendation) -> None:
        """A row of a recommendation that is there already; one that was decided only later is still to be added."""
        if self._reveal(row, item, placed=row["place"] != item.reference):
            self._shown.add(item.id)
        elif self._quotes(item, row) or (item.id not in self._shown and self._was_quoted(item, row)):
            self._left.known.append(f"Zeile {row['number']}: schon übernommen als {item.numbered}")
        else:
            self._late.append((row, item.id))

    def _was_quoted(self, item: Recommendation, row: Decision) -> bool:
        """Whether it came from this row and was worded anew since: then it quotes no other row of that place."""
        here = [other for other in self._rows if other["place"] == row["place"]]
        return row["place"] == item.reference and not any(self._quotes(item, other) for other in here)

    def _says(self, item: Recommendation, row: Decision, title: str) -> bool:
        """Whether it came from this row, also when its wording could not be published then."""
        is_called = item.title == title and (not self._of.publish or item.reference == row["place"])
        return is_called or (self._of.publish and self._quotes(item, row))

    def _quotes(self, item: Recommendation, row: Decision) -> bool:
        return not self._of.publish or self._citing.quote(row) in item.part(BLOCK_SOURCE)

    def _stands(self, row: Decision, ident: str) -> bool:
        item = self._concept.get(ident, Recommendation)
        if item is None or self._of.ident not in item.named_in:
            return False
        if self._reveal(row, item, placed=True):
            return True
        if found := self._quotes(item, row):
            self._left.known.append(f"Zeile {row['number']}: steht schon bei {item.numbered}")
        return found

    def _is_told(self, row: Decision, ident: str) -> bool:
        page = "\n".join(self._draft.of(ident).lines)
        if found := self._citing.quote(row) in page:
            self._left.known.append(f"Zeile {row['number']}: steht schon in der Ausgangslage von {ident}")
        return found

    def _reveal(self, row: Decision, item: Recommendation, *, placed: bool) -> bool:
        """Whether its words could not be published when it was taken in, and can now: then they are written.

        ``placed`` tells that the place is said with them.
        """
        document = self._draft.of(item.id)
        text = dict(document.block(item.id).record.parts).get(BLOCK_SOURCE, "")
        withheld = self._citing.withheld(text, row, placed=placed) if self._of.publish else ""
        if withheld:
            said = self._citing.said([row], with_goal=placed or not item.above, placed=placed)
            self._draft.put(set_part(document, item.id, BLOCK_SOURCE, text.replace(withheld, said, 1)))
            told = f"{item.id}: Wortlaut ergänzt, er darf jetzt veröffentlicht werden (Zeile {row['number']})"
            self._left.told.append(told)
        return bool(withheld)
