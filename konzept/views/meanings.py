"""What the words mean: status, origin, who says so, Top 2; each with an example from the concept as it is now."""

from __future__ import annotations

from typing import Final

from konzept.blocks import Badge, Block, Cell, Table, Text, cell, id_ref, ref
from konzept.model import Field, Item, Origin, Party, Recommendation, Source, SourceKind, Status, TopState, Update
from konzept.model.speech import say
from konzept.views import top_lists
from konzept.views.dossier import citation
from konzept.views.marks import plain, withdrawn
from konzept.views.scope import Scope

_EXAMPLE: Final = "Beispiel"
_NONE: Final = "zurzeit keines"
_TAKEN_BACK: Final = "Die Redaktion hat ihren eigenen Vorschlag zurückgenommen. Über {kommune_wen} sagt das nichts."
_PARTIES: Final = {
    Party.ADMINISTRATION: "Ein Amt {kommune_wessen} sagt es. Das gilt als Angabe {kommune_wessen}, mit "
    "Datum und Quelle.",
    Party.AUTHORS: "{Verfasser_wer} sagt es. {Verfasser_er} hat das Konzept erarbeitet. Als Angabe {kommune_wessen} "
    "gilt das nicht.",
    Party.PROVIDER: "Wer ein Angebot selbst macht, sagt es, zum Beispiel ein Verein oder die Volkshochschule.",
    Party.EDITORS: "Die Redaktion stellt es an einer veröffentlichten Quelle fest, die {diesen Eintrag} oder das "
    "Konzept nennt. Sie sagt höchstens „in Umsetzung“. Eigene Vorschläge und Angaben nimmt sie selbst zurück.",
}


def status_words(scope: Scope) -> list[Block]:
    """The words for the status, each with its criterion."""
    items = scope.concept.recommendations()
    gone = [item for item in items if scope.concept.is_withdrawn(item)]
    rows = [
        (
            cell(plain(status)),
            cell(status.criterion),
            _example(next((item for item in items if item.status is status and item not in gone), None)),
        )
        for status in Status
    ]
    rows.append((cell(withdrawn()), cell(say(_TAKEN_BACK)), _example(next(iter(gone), None))))
    return [_table("Was die Angaben zum Stand bedeuten", ("Stand", "Kriterium"), tuple(rows))]


def origin_words(scope: Scope) -> list[Block]:
    """The words for the origin, each with its careful sentence."""
    found: dict[Origin, Item] = {}
    for item in scope.concept.recommendations():
        for entry in scope.concept.origins(item):
            found.setdefault(entry.kind, item)
    has_draft = any(source.kind is SourceKind.DRAFT for source in scope.concept.all(Source))
    rows = tuple(
        (
            cell(Badge("herkunft", origin.value, origin.label.replace("{jahr}", "(Jahr)"))),
            cell(origin.criterion.replace("({jahr})", "(Jahr)").replace("{jahr}", "(Jahr)")),
            _example(found.get(origin)),
        )
        for origin in Origin
        if origin is not Origin.DRAFT or has_draft
    )
    return [_table("Was die Herkunft bedeutet", ("Herkunft", "Bedeutung"), rows)]


def party_words(scope: Scope) -> list[Block]:
    """Who may say how things stand, each with a Sachstand that it stated."""
    updates = scope.concept.all(Update)
    rows = []
    for party in Party.offered():
        update = next((update for update in updates if update.stated_by is party), None)
        item = scope.concept.get(update.affects, Recommendation) if update else None
        rows.append((cell(party.label), cell(say(_PARTIES[party])), _example(item)))
    return [_table("Wer etwas zum Stand sagt", ("Nach Angabe von", "Bedeutung"), tuple(rows))]


def top_words(scope: Scope) -> list[Block]:
    """How the Top 2 of a field can have come about, each with a field where it is so."""
    if not scope.town.top_count:
        return [Text((say(top_lists.NOTHING),))]
    fields = scope.concept.all(Field)
    rows = []
    for state in TopState:
        field = next((field for field in fields if field.top_state is state), None)
        badge = Badge("top", state.value, f"Top {scope.town.top_count}: {state.label}")
        words = state.criterion
        words += "" if state is TopState.NAMED else f" {say(top_lists.NOT_NAMED)}"
        rows.append((cell(badge), cell(words), cell(ref(field)) if field else cell(_NONE)))
    return [_table(say("Wie die {top} zustande kamen"), (say("{top}"), "Bedeutung"), tuple(rows))]


def citation_example(scope: Scope) -> list[Block]:
    """How to cite, shown with the first recommendation that a source names."""
    items = scope.concept.recommendations()
    item = next((item for item in items if not item.is_proposal), None)
    if item is None:
        return [Text((say("Noch gibt es {keinen Eintrag}, {den} man zitieren könnte."),))]
    return [Text(line) for line in citation(scope, item)]


def _example(item: Item | None) -> Cell:
    return cell(id_ref(item), f" {item.marked}") if item else cell(_NONE)


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(caption=caption, head=(*head, _EXAMPLE), rows=rows, empty="", sortable=False)
