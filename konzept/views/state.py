"""Counts: by status, by field, by origin. Proposals of the Redaktion are counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from konzept.blocks import FOLDED, Block, Picture, Table, cell, ref
from konzept.model import Field, Origin, Recommendation
from konzept.model.speech import say
from konzept.views.behind import number, place
from konzept.views.charts import Counted, counted_chart, status_chart
from konzept.views.marks import anchor, count, occurring
from konzept.views.scope import NO_ITEMS, Scope

PROPOSED: Final = "Vorschläge der Redaktion"


def by_status(scope: Scope) -> list[Block]:
    """How many recommendations have each status, as pictures and as a table."""
    named, proposed = scope.concept.named(scope.field), scope.concept.proposals(scope.field)
    counts = [count(scope.concept, items) for items in (named, proposed)]
    used = occurring(sum(counts, Counter()))
    rows = [(cell(status.label), *(number(n[status], place(scope.field, status)) for n in counts)) for status in used]
    total = (
        cell("Zusammen"),
        number(len(named), place(scope.field)),
        number(len(proposed), place(scope.field, proposals=True)),
    )
    pictures: list[Picture] = [status_chart(scope, Recommendation.PLURAL, named)] if named else []
    pictures += [status_chart(scope, PROPOSED, proposed, proposal=True)] if proposed else []
    return [
        *pictures,
        Table(
            caption=say("{Einträge} nach Stand"),
            head=("Stand", Recommendation.PLURAL, PROPOSED),
            rows=(*rows, total) if named or proposed else (),
            empty=say(NO_ITEMS),
            sortable=False,
            fold=FOLDED,
        ),
    ]


def by_field(scope: Scope) -> list[Block]:
    """How many recommendations of each field have each status that occurs, as pictures on one scale and as tables."""
    concept = scope.concept
    named = [(field, count(concept, concept.named(field))) for field in concept.all(Field)]
    proposed = [(field, count(concept, concept.proposals(field))) for field in concept.all(Field)]
    most = max((counts.total() for _, counts in (*named, *proposed)), default=0)
    return [
        *(counted_chart(Recommendation.PLURAL, named, most=most) if concept.named() else ()),
        *(counted_chart(PROPOSED, proposed, proposal=True, most=most) if concept.proposals() else ()),
        _field_table(named, scope, proposals=False),
        _field_table(proposed, scope, proposals=True),
    ]


def by_kind(scope: Scope) -> list[tuple[str, str, list[Recommendation]]]:
    """What has each origin, with the place of its list and its name; what has several, all of it; then proposals."""
    named, proposed = scope.concept.named(scope.field), scope.concept.proposals(scope.field)
    kinds = [(item, {entry.kind for entry in scope.concept.origins(item)}) for item in named]
    names = {
        Origin.CONCEPT: "Beschlossenes Konzept",
        **({Origin.DRAFT: say("Entwurf {konzept_wessen}")} if any(Origin.DRAFT in found for _, found in kinds) else {}),
        Origin.INTERIM_REPORT: say("Zwischenbericht {verfasser_wessen}"),
        Origin.PRESS_RELEASE: say("Pressemitteilung {kommune_wessen} (Beispiel)"),
    }
    sums = [(f"herkunft-{k.value}", name, [item for item, found in kinds if k in found]) for k, name in names.items()]
    several = [item for item, found in kinds if len(found) > 1]
    sums.append(("herkunft-mehrere", "davon in mehreren Quellenarten genannt", several))
    sums.append(("herkunft-alle", say("{Einträge} zusammen"), named))
    return [*sums, (f"herkunft-{Origin.PROPOSAL.value}", PROPOSED, proposed)]


def by_origin(scope: Scope) -> list[Block]:
    """How many recommendations have each origin; one with several origins counts in each."""
    sums = by_kind(scope)
    rows = [(cell(name), number(len(found), place)) for place, name, found in sums]
    return [
        Table(
            caption=say("{Einträge} nach Herkunft"),
            head=("Herkunft", "Anzahl"),
            rows=tuple(rows) if any(found for _, _, found in sums) else (),
            empty=say(NO_ITEMS),
            sortable=False,
        )
    ]


def _field_table(by_field: Sequence[tuple[Field, Counted]], scope: Scope, *, proposals: bool) -> Table:
    chosen = scope.concept.proposals() if proposals else scope.concept.named()
    totals = count(scope.concept, chosen)
    used = occurring(totals)
    rows = []
    for field, counts in by_field:
        places = [place(field, status, proposals=proposals) for status in used]
        numbers = (number(counts[status], place) for status, place in zip(used, places, strict=True))
        total = number(counts.total(), place(field, proposals=proposals))
        rows.append((cell(ref(field)), *numbers, total))
    total = number(totals.total(), place(None, proposals=proposals))
    rows.append((cell("Zusammen"), *(number(totals[status], anchor(status)) for status in used), total))
    what = PROPOSED if proposals else Recommendation.PLURAL
    return Table(
        caption=f"{what} nach Handlungsfeld und Stand",
        head=("Handlungsfeld", *(status.label for status in used), "Zusammen"),
        rows=tuple(rows) if totals else (),
        empty="Es gibt keine Vorschläge der Redaktion." if proposals else say(NO_ITEMS),
        sortable=False,
        fold=f"{FOLDED}: {what}",
    )
