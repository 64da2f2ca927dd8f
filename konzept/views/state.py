"""Counts: by status, by field, by origin. Proposals of the Redaktion are counted apart."""

from __future__ import annotations

from collections import Counter
from typing import Final

from konzept.blocks import FOLDED, Block, Picture, Table, cell, ref
from konzept.model import Field, Origin, Recommendation
from konzept.model.speech import say
from konzept.views.behind import number, of_field, place
from konzept.views.charts import field_chart, status_chart
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
    """How many recommendations of each field have each status that occurs, as pictures and as tables."""
    named, proposed = scope.concept.named(), scope.concept.proposals()
    blocks: list[Block] = [*field_chart(scope, Recommendation.PLURAL, named)] if named else []
    blocks.append(_field_table(scope, proposals=False, caption=say("{Einträge} nach Handlungsfeld und Stand")))
    blocks += field_chart(scope, PROPOSED, proposed, proposal=True) if proposed else []
    blocks.append(_field_table(scope, proposals=True, caption="Vorschläge der Redaktion nach Handlungsfeld und Stand"))
    return blocks


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


def _field_table(scope: Scope, *, proposals: bool, caption: str) -> Table:
    chosen = scope.concept.proposals if proposals else scope.concept.named
    totals = count(scope.concept, chosen())
    used = occurring(totals)
    rows = []
    for field in scope.concept.all(Field):
        counts = count(scope.concept, chosen(field))
        places = [of_field(field, status, proposals=proposals) for status in used]
        numbers = (number(counts[status], place) for status, place in zip(used, places, strict=True))
        total = number(counts.total(), of_field(field, proposals=proposals))
        rows.append((cell(ref(field)), *numbers, total))
    total = number(totals.total(), place(None, proposals=proposals))
    rows.append((cell("Zusammen"), *(number(totals[status], anchor(status)) for status in used), total))
    head = ("Handlungsfeld", *(status.label for status in used), "Zusammen")
    empty = "Es gibt keine Vorschläge der Redaktion." if proposals else say(NO_ITEMS)
    shown = tuple(rows) if totals else ()
    return Table(caption=caption, head=head, rows=shown, empty=empty, sortable=False, fold=FOLDED)
