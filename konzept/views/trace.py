"""The trace: from a recommendation to Vorlage, Beratung, Sachstand and Quelle, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from konzept.blocks import Block, Cell, Line, Ref, Table, cell, id_ref, known, ref
from konzept.model import Consultation, Item, Organization, Paper, Recommendation, Source
from konzept.model.speech import say
from konzept.views.recommendations import newest
from konzept.views.scope import NO_ITEMS, Scope


def forward(scope: Scope) -> list[Block]:
    """From each recommendation to what was discussed, decided and stated about it."""
    rows = tuple(
        (
            cell(id_ref(item)),
            cell(ref(item)),
            _consultations(scope, item),
            newest(scope, item),
            _refs(_sources(scope, item)),
        )
        for item in scope.concept.recommendations(scope.field)
    )
    return [
        Table(
            caption=say("{Vom Eintrag} zu Beratung, Sachstand und Quelle"),
            head=("Nummer", Recommendation.LABEL, "Vorlage und Beratung", "Neuester Sachstand", "Quellen"),
            rows=rows,
            empty=say(NO_ITEMS),
        )
    ]


def from_consultations(scope: Scope) -> list[Block]:
    """From each Beratung to its Vorlagen and to what it concerns."""
    rows = tuple(
        (
            cell(ref(item)),
            cell(item.date.german),
            cell(body.short or body.title if (body := scope.concept.get(item.body, Organization)) else ""),
            _refs(scope.concept.pick(item.papers, Paper)),
            known(item.result),
            _refs(scope.concept.pick(item.affects, Item)),
        )
        for item in sorted(scope.concept.all(Consultation), key=lambda c: c.date)
    )
    return [
        Table(
            caption=say("Von der Beratung {zum Eintrag}"),
            head=("Beratung", "Datum", "Gremium", "Vorlage", "Ergebnis", "Betrifft"),
            rows=rows,
            empty="Es ist noch keine Beratung eingetragen.",
        )
    ]


def from_sources(scope: Scope) -> list[Block]:
    """From each source to the recommendations that it names, prompts or gives evidence for."""
    found: dict[str, list[Line]] = defaultdict(list)
    for item in scope.concept.recommendations():
        for source in _sources(scope, item):
            found[source.id].append((id_ref(item), f" {item.marked}"))
    rows = [
        (cell(ref(source)), known(source.date), cell(source.kind.label), tuple(found[source.id]))
        for source in scope.concept.all(Source)
        if source.id in found
    ]
    return [
        Table(
            caption=say("Von der Quelle {zum Eintrag}"),
            head=("Quelle", "Datum", "Art", Recommendation.PLURAL),
            rows=tuple(rows),
            empty=say("Noch führt keine Quelle zu {einem Eintrag}."),
        )
    ]


def _consultations(scope: Scope, item: Recommendation) -> Cell:
    """What deals with this very item; what deals with the whole concept is no trace of it."""
    lines: list[Line] = []
    shown: set[str] = set()
    for consultation in scope.concept.consultations(item.id):
        papers = scope.concept.pick(consultation.papers, Paper)
        shown.update(paper.id for paper in papers)
        lines.append((ref(consultation), *(part for paper in papers for part in (", ", _numbered(paper)))))
    others = scope.concept.pointing_at(item.id, Paper, "betrifft")
    lines += [(ref(paper),) for paper in others if paper.id not in shown]
    return tuple(lines)


def _sources(scope: Scope, item: Recommendation) -> tuple[Source, ...]:
    """The sources of a recommendation and of its Sachstände, each once."""
    updates = (ident for update in scope.concept.updates(item) for ident in update.sources)
    idents = dict.fromkeys((*item.named_in, *item.prompts, *updates))
    return scope.concept.pick(idents, Source)


def _refs(items: Iterable[Item]) -> Cell:
    return tuple((ref(item),) for item in items)


def _numbered(paper: Paper) -> Ref:
    return Ref(paper.id, "Vorlage " + (paper.number or f"„{paper.title}“"))
