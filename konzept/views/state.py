"""Counts: by status, by field, by origin. Proposals of the Redaktion are counted apart."""

from __future__ import annotations

from collections import Counter

from konzept.blocks import FOLDED, Block, Picture, Table, cell, cells, ref
from konzept.model import Field, Origin, Recommendation
from konzept.model.speech import say
from konzept.views.charts import field_chart, status_chart
from konzept.views.marks import listed, occurring
from konzept.views.scope import NO_ITEMS, Scope

_PROPOSED = "Vorschläge der Redaktion"


def by_status(scope: Scope) -> list[Block]:
    """How many recommendations have each status, as pictures and as a table."""
    named, proposed = scope.concept.named(scope.field), scope.concept.proposals(scope.field)
    counts = [Counter(item.status for item in items) for items in (named, proposed)]
    used = occurring(sum(counts, Counter()))
    rows = [(cell(listed(status)), *cells(*(count[status] for count in counts))) for status in used]
    total = cells("Zusammen", len(named), len(proposed))
    pictures: list[Picture] = [status_chart(Recommendation.PLURAL, named)] if named else []
    pictures += [status_chart(_PROPOSED, proposed, proposal=True)] if proposed else []
    return [
        *pictures,
        Table(
            caption=say("{Einträge} nach Stand"),
            head=("Stand", Recommendation.PLURAL, _PROPOSED),
            rows=(*rows, total) if named or proposed else (),
            empty=say(NO_ITEMS),
            sortable=False,
            fold=FOLDED,
        ),
    ]


def by_field(scope: Scope) -> list[Block]:
    """How many recommendations of each field have each status that occurs, as pictures and as tables."""
    named, proposed = scope.concept.named(), scope.concept.proposals()
    blocks: list[Block] = [*field_chart(scope, Recommendation.PLURAL, named)] if named else []
    blocks.append(_field_table(scope, proposals=False, caption=say("{Einträge} nach Handlungsfeld und Stand")))
    blocks += field_chart(scope, _PROPOSED, proposed, proposal=True) if proposed else []
    blocks.append(_field_table(scope, proposals=True, caption="Vorschläge der Redaktion nach Handlungsfeld und Stand"))
    return blocks


def by_origin(scope: Scope) -> list[Block]:
    """How many recommendations have each origin; one with several origins counts in each."""
    items = [*scope.concept.named(scope.field), *scope.concept.proposals(scope.field)]
    kinds = [{entry.kind for entry in scope.concept.origins(item)} for item in items]
    counts = Counter(kind for found in kinds for kind in found)
    names = {
        Origin.CONCEPT: "Beschlossenes Konzept",
        **({Origin.DRAFT: say("Entwurf {konzept_wessen}")} if counts[Origin.DRAFT] else {}),
        Origin.INTERIM_REPORT: say("Zwischenbericht {verfasser_wessen}"),
        Origin.PRESS_RELEASE: say("Pressemitteilung {kommune_wessen} (Beispiel)"),
        Origin.PROPOSAL: "Vorschlag der Redaktion",
    }
    rows = [cells(name, counts[kind]) for kind, name in names.items()]
    several = sum(len(found) > 1 for found in kinds)
    rows.append(cells("davon in mehreren Quellenarten genannt", several))
    rows.append(cells(say("{Einträge} und Vorschläge zusammen"), len(items)))
    return [
        Table(
            caption=say("{Einträge} nach Herkunft"),
            head=("Herkunft", "Anzahl"),
            rows=tuple(rows) if items else (),
            empty=say(NO_ITEMS),
            sortable=False,
        )
    ]


def _field_table(scope: Scope, *, proposals: bool, caption: str) -> Table:
    chosen = scope.concept.proposals if proposals else scope.concept.named
    totals = Counter(item.status for item in chosen())
    used = occurring(totals)
    rows = []
    for field in scope.concept.all(Field):
        counts = Counter(item.status for item in chosen(field))
        rows.append((cell(ref(field)), *cells(*(counts[s] for s in used), counts.total())))
    rows.append(cells("Zusammen", *(totals[s] for s in used), totals.total()))
    head = ("Handlungsfeld", *(status.label for status in used), "Zusammen")
    empty = "Es gibt keine Vorschläge der Redaktion." if proposals else say(NO_ITEMS)
    shown = tuple(rows) if totals else ()
    return Table(caption=caption, head=head, rows=shown, empty=empty, sortable=False, fold=FOLDED)
