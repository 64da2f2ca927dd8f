"""The tables of the data files: a row for each item, and one that counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
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
)
from konzept.model.speech import say
from konzept.notices import PREVIEW, in_each_row
from konzept.views.columns import (
    PROPOSED,
    At,
    DataColumn,
    DataRow,
    Value,
    address,
    derived,
    number_and_title,
    of_option,
    text_and_address,
    written,
)
from konzept.views.marks import STANDINGS, Standing, count, mark
from konzept.views.plain import block
from konzept.views.scope import Scope

_SAID_FIRST: Final = ("handlungsfeld", "priority", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table with its columns and rows, a value a cell; what nobody knows is None or an empty tuple."""

    kind: TableKind
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(scope: Scope, at: At) -> tuple[DataTable, ...]:
    """All tables, in the order of the catalogue."""
    return tuple(table(scope, kind, at) for kind in TABLES)


def table(scope: Scope, kind: TableKind, at: At) -> DataTable:
    """One table. ``at`` gives the address of an item on the website."""
    found = columns(kind)
    rows = [DataRow(scope, item, at) for item in _items(scope, kind)]
    if kind is COUNTS:
        counted = [_Counted(scope, field, proposed) for field in scope.concept.all(Field) for proposed in (False, True)]
        rows = [DataRow(scope, part, at) for part in counted]
    return DataTable(kind=kind, columns=found, rows=tuple(tuple(column.value(row) for column in found) for row in rows))


def columns(kind: TableKind) -> tuple[DataColumn, ...]:
    """The columns of a table; the last ones say of every row, since rows are copied out of files, what it is."""
    return (*_own(kind), *_foot())


def _items(scope: Scope, kind: TableKind) -> Iterable[Item]:
    if kind.item is None:
        return ()
    return scope.concept.all(kind.item)


def _own(kind: TableKind) -> Iterator[DataColumn]:
    if kind.item is None:
        yield from _counts()
    elif kind.item is Recommendation:
        yield from _recommendation()
    else:
        yield from number_and_title()
        for attribute, spec in kind.item.options():
            yield from of_option(attribute, spec)
        yield from text_and_address()


def _recommendation() -> Iterator[DataColumn]:
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


def _wording() -> Iterator[DataColumn]:
    source, prompt = partial(_block, BLOCK_SOURCE), partial(_block, BLOCK_PROMPT)
    yield written(
        "wortlaut",
        BLOCK_SOURCE,
        "das Zitat der Quelle in Anführungszeichen; was danach steht, sagt die Redaktion",
        source,
    )
    yield written("anlass_text", "Anlass (Text)", "was einen Vorschlag der Redaktion veranlasst", prompt)
    yield written(
        "zur_umsetzung_vorschlag_der_redaktion",
        "Zur Umsetzung (Vorschlag der Redaktion)",
        "was die Redaktion zur Umsetzung vorschlägt",
        partial(_block, BLOCK_REALISATION),
        basis=PROPOSED,
    )


def _state() -> Iterator[DataColumn]:
    """What is known of the state: how old it is, who says so, and where the recommendation comes from."""
    combined = "der Stand mit dem Monat der neuesten Angabe und ob Angaben einander widersprechen"
    numbers = "Nummer in der Tabelle der Sachstände"
    until = "Tage von der neuesten Angabe bis zum Stichtag"
    speakers = "wer die neueste Angabe gemacht hat und wann"
    sources = say("welche Quellen {den Eintrag} nennen oder einen Vorschlag veranlassen")
    addresses = "wo die Quellen im Netz stehen; ein Strich, wo keine Adresse bekannt ist"
    yield derived("stand_mit_alter", "Stand mit Alter", combined, _combined)
    yield derived("stand_vom", "Stand vom", "Tag der neuesten Angabe", _day_of_state, "date")
    yield derived("tage_seit_angabe", "Tage seit der Angabe", until, _age, "count")
    yield derived("nach_angabe_von", "Nach Angabe von", speakers, _newest("speaker"), "list")
    yield derived("sachstand", "Neuester Sachstand (Nummer)", numbers, _newest("id"), "list")
    yield derived("sachstand_titel", "Neuester Sachstand", "was zuletzt gesagt wurde", _newest("title"), "list")
    yield derived("herkunft", "Herkunft", say("welche Quelle {den Eintrag} nennt"), _origins, "list")
    yield derived(
        "empfohlen_seit", "Genannt seit", say("Tag der ältesten Quelle, die {den Eintrag} nennt"), _since, "date"
    )
    yield derived("quelle_titel", "Quelle (Titel)", sources, lambda row: tuple(s.title for s in _sources(row)), "list")
    yield derived(
        "quelle_adresse", "Quelle (Adresse)", addresses, lambda row: tuple(s.url or "–" for s in _sources(row)), "list"
    )


def _block(heading: str, row: DataRow) -> Value:
    return block(row.item, heading) or None


def _chosen_by(row: DataRow) -> Value:
    """How the items that stand in front came about; of the others nothing."""
    field = row.scope.concept.get(row.item.field, Field)
    return field.top_state.label if field and row.item.priority is Priority.TOP else None


def _combined(row: DataRow) -> str:
    return mark(row.scope.concept, row.item, row.scope.today).text


def _kind(row: DataRow) -> str:
    return Origin.PROPOSAL.label if row.item.is_proposal else Recommendation.LABEL


def _day_of_state(row: DataRow) -> Value:
    newest = row.scope.concept.newest_updates(row.item)
    return newest[0].date if newest else None


def _age(row: DataRow) -> Value:
    newest = row.scope.concept.newest_updates(row.item)
    return (row.scope.today - newest[0].date.last).days if newest and newest[0].date.is_day else None


def _newest(attribute: str) -> Callable[[DataRow], Value]:
    """One thing of each of the newest Sachstände."""
    get = attrgetter(attribute)
    return lambda row: tuple(get(update) for update in row.scope.concept.newest_updates(row.item))


def _origins(row: DataRow) -> Value:
    return tuple(entry.label for entry in row.scope.concept.origins(row.item))


def _since(row: DataRow) -> Value:
    return None if row.item.is_proposal else row.scope.concept.since(row.item)


def _sources(row: DataRow) -> tuple[Source, ...]:
    return row.scope.concept.pick((*row.item.named_in, *row.item.prompts), Source)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The recommendations of a field, or the proposals of the Redaktion in it: they are counted apart."""

    scope: Scope
    field: Field
    proposed: bool

    @property
    def states(self) -> Counter[Standing]:
        found = self.scope.concept.recommendations(self.field)
        return count(self.scope.concept, (item for item in found if item.is_proposal is self.proposed))


def _counts() -> Iterator[DataColumn]:
    yield derived("handlungsfeld", "Handlungsfeld (Nummer)", "Nummer des Feldes", lambda row: row.item.field.id)
    yield derived("handlungsfeld_titel", "Handlungsfeld", "wie das Feld heißt", lambda row: row.item.field.title)
    apart = say("{Einträge} und Vorschläge der Redaktion werden getrennt gezählt")
    yield derived("art", "Art", apart, lambda row: Origin.PROPOSAL.label if row.item.proposed else Recommendation.LABEL)
    yield derived("zusammen", "Zusammen", "wie viele es sind", lambda row: row.item.states.total(), "count")
    for status in STANDINGS:
        yield derived(
            name_of(status),
            status.label,
            f"wie viele davon den Stand „{status.label}“ haben",
            lambda row, status=status: row.item.states[status],  # type: ignore[misc]
            "count",
        )


def name_of(status: Standing) -> str:
    """The name of the column that counts what has a status."""
    return status.value.replace("-", "_")


def _foot() -> Iterator[DataColumn]:
    yield derived("stichtag", "Stichtag", "auf welchen Tag sich alles bezieht", _today, "day")
    yield derived("ausgabe", "Ausgabe", "aus welcher Ausgabe die Zeile ist", _edition)
    yield derived("hinweis", "Hinweis", "was das Konzept rechtlich bedeutet", _hint)


def _hint(row: DataRow) -> Value:
    return in_each_row(row.scope.town)


def _today(row: DataRow) -> Value:
    return PartialDate.of(row.scope.today)


def _edition(row: DataRow) -> str:
    return row.scope.edition or PREVIEW
