"""The tables of the data files: a row for each item, and one that counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from konzept.catalogue import COUNTS, TABLES, TableKind
from konzept.model import (
    BLOCK_PROMPT,
    BLOCK_REALISATION,
    BLOCK_SOURCE,
    Field,
    Item,
    Origin,
    PartialDate,
    Priority,
    Recommendation,
    Source,
    Status,
)
from konzept.model.speech import say
from konzept.notices import PREVIEW, invented
from konzept.views.columns import (
    PROPOSED,
    At,
    Column,
    Row,
    Value,
    address,
    derived,
    number_and_title,
    of_option,
    text_and_address,
)
from konzept.views.marks import mark
from konzept.views.plain import block
from konzept.views.scope import Scope

_SAID_FIRST: Final = ("handlungsfeld", "priority", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table with its columns and rows, a value a cell; what nobody knows is None or an empty tuple."""

    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(scope: Scope, at: At) -> tuple[DataTable, ...]:
    """All tables, in the order of the catalogue."""
    return tuple(table(scope, kind, at) for kind in TABLES)


def table(scope: Scope, kind: TableKind, at: At) -> DataTable:
    """One table. ``at`` gives the address of an item on the website."""
    found = columns(kind)
    rows = [Row(scope, item, at) for item in _items(scope, kind)]
    if kind is COUNTS:
        counted = [_Counted(scope, field, proposed) for field in scope.concept.all(Field) for proposed in (False, True)]
        rows = [Row(scope, part, at) for part in counted]
    return DataTable(kind=kind, columns=found, rows=tuple(tuple(column.value(row) for column in found) for row in rows))


def columns(kind: TableKind) -> tuple[Column, ...]:
    """The columns of a table; the last ones say of every row, since rows are copied out of files, what it is."""
    return (*_own(kind), *_foot())


def _items(scope: Scope, kind: TableKind) -> Iterable[Item]:
    if kind.item is None:
        return ()
    return scope.concept.all(kind.item)


def _own(kind: TableKind) -> Iterator[Column]:
    if kind.item is None:
        yield from _counts()
    elif kind.item is Recommendation:
        yield from _recommendation()
    else:
        yield from number_and_title()
        for attribute, spec in kind.item.options():
            yield from of_option(attribute, spec)
        yield from text_and_address()


def _recommendation() -> Iterator[Column]:
    """A recommendation with its wording, origin, state and what the Redaktion proposes."""
    number, title = number_and_title()
    kinds = derived("art", "Art", say("{Eintrag} einer Quelle oder Vorschlag der Redaktion"), _kind)
    specs = {spec.name: (attribute, spec) for attribute, spec in Recommendation.options()}
    yield from (number, kinds, title)
    for name in _SAID_FIRST:
        yield from of_option(*specs.pop(name))
        if name == "priority":
            yield derived("auswahl_von", "Von wem die Auswahl ist", "wer entschieden hat, was vorn steht", _chosen_by)
    yield from _state()
    yield from _wording()
    for attribute, spec in specs.values():
        yield from of_option(attribute, spec)
    yield address()


def _wording() -> Iterator[Column]:
    for name, heading, said, meaning in (
        ("wortlaut", "Wortlaut laut Quelle", BLOCK_SOURCE, "was die Quelle sagt"),
        ("anlass_text", "Anlass (Text)", BLOCK_PROMPT, "was einen Vorschlag der Redaktion veranlasst"),
    ):
        yield Column(
            name=name,
            heading=heading,
            form="text",
            meaning=meaning,
            basis="eingetragen",
            value=lambda row, said=said: block(row.item, said) or None,  # type: ignore[misc]
        )
    yield Column(
        name="zur_umsetzung_vorschlag_der_redaktion",
        heading="Zur Umsetzung (Vorschlag der Redaktion)",
        form="text",
        meaning="was die Redaktion zur Umsetzung vorschlägt",
        basis=PROPOSED,
        value=lambda row: block(row.item, BLOCK_REALISATION) or None,
    )


def _state() -> Iterator[Column]:
    """What is known of the state: how old it is, who says so, and where the recommendation comes from."""
    yield derived(
        "stand_mit_alter",
        "Stand mit Alter",
        "der Stand mit dem Monat der neuesten Angabe und ob Angaben einander widersprechen",
        lambda row: mark(row.scope.concept, row.item, row.scope.today).text,
    )
    yield derived("stand_vom", "Stand vom", "Tag der neuesten Angabe", _day_of_state, "date")
    yield derived(
        "tage_seit_angabe", "Tage seit der Angabe", "Tage von der neuesten Angabe bis zum Stichtag", _age, "count"
    )
    yield derived(
        "nach_angabe_von", "Nach Angabe von", "wer die neueste Angabe gemacht hat und wann", _speakers, "list"
    )
    yield derived(
        "sachstand",
        "Neuester Sachstand (Nummer)",
        "Nummer in der Tabelle der Sachstände",
        lambda row: tuple(update.id for update in row.scope.concept.newest_updates(row.item)),
        "list",
    )
    yield derived(
        "sachstand_titel",
        "Neuester Sachstand",
        "was zuletzt gesagt wurde",
        lambda row: tuple(update.title for update in row.scope.concept.newest_updates(row.item)),
        "list",
    )
    yield derived(
        "herkunft",
        "Herkunft",
        say("welche Quelle {den Eintrag} nennt"),
        lambda row: tuple(entry.label for entry in row.scope.concept.origins(row.item)),
        "list",
    )
    yield derived("empfohlen_seit", say("{Empfohlen} seit"), "Tag der ältesten Quelle, die sie nennt", _since, "date")
    yield derived(
        "quelle_titel",
        "Quelle (Titel)",
        "welche Quellen sie nennen oder einen Vorschlag veranlassen",
        lambda row: tuple(source.title for source in _sources(row)),
        "list",
    )
    yield derived(
        "quelle_adresse",
        "Quelle (Adresse)",
        "wo die Quellen im Netz stehen; ein Strich, wo keine Adresse bekannt ist",
        lambda row: tuple(source.url or "–" for source in _sources(row)),
        "list",
    )


def _chosen_by(row: Row) -> Value:
    """How the items that stand in front came about; of the others nothing."""
    field = row.scope.concept.get(row.item.field, Field)
    return field.top_state.label if field and row.item.priority is Priority.TOP else None


def _kind(row: Row) -> str:
    return Origin.PROPOSAL.label if row.item.is_proposal else Recommendation.LABEL


def _day_of_state(row: Row) -> Value:
    newest = row.scope.concept.newest_updates(row.item)
    return newest[0].date if newest else None


def _age(row: Row) -> Value:
    newest = row.scope.concept.newest_updates(row.item)
    return (row.scope.today - newest[0].date.last).days if newest and newest[0].date.is_day else None


def _speakers(row: Row) -> Value:
    return tuple(update.speaker for update in row.scope.concept.newest_updates(row.item))


def _since(row: Row) -> Value:
    return None if row.item.is_proposal else row.scope.concept.since(row.item)


def _sources(row: Row) -> tuple[Source, ...]:
    return row.scope.concept.pick((*row.item.named_in, *row.item.prompts), Source)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The recommendations of a field, or the proposals of the Redaktion in it: they are counted apart."""

    scope: Scope
    field: Field
    proposed: bool

    @property
    def states(self) -> Counter[Status]:
        found = self.scope.concept.recommendations(self.field)
        return Counter(item.status for item in found if item.is_proposal is self.proposed)


def _counts() -> Iterator[Column]:
    yield derived("handlungsfeld", "Handlungsfeld (Nummer)", "Nummer des Feldes", lambda row: row.item.field.id)
    yield derived("handlungsfeld_titel", "Handlungsfeld", "wie das Feld heißt", lambda row: row.item.field.title)
    yield derived(
        "art",
        "Art",
        say("{Einträge} und Vorschläge der Redaktion werden getrennt gezählt"),
        lambda row: Origin.PROPOSAL.label if row.item.proposed else Recommendation.LABEL,
    )
    yield derived("zusammen", "Zusammen", "wie viele es sind", lambda row: row.item.states.total(), "count")
    for status in Status:
        yield derived(
            status.value.replace("-", "_"),
            status.label,
            f"wie viele davon den Stand „{status.label}“ haben",
            lambda row, status=status: row.item.states[status],  # type: ignore[misc]
            "count",
        )


def _foot() -> Iterator[Column]:
    yield derived("stichtag", "Stichtag", "auf welchen Tag sich alles bezieht", _today, "day")
    yield derived("ausgabe", "Ausgabe", "aus welcher Ausgabe die Zeile ist", _edition)
    yield derived("hinweis", "Hinweis", "was das Konzept rechtlich bedeutet", _hint)


def _hint(row: Row) -> Value:
    return " ".join(filter(None, (invented(row.scope.town), row.scope.town.legal)))


def _today(row: Row) -> Value:
    today = row.scope.today
    return PartialDate(today.year, today.month, today.day)


def _edition(row: Row) -> str:
    return row.scope.edition or PREVIEW
