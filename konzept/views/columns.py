"""The columns of the data tables: those of a kind of item follow from the model, a few are derived.

A column says what it means and where it comes from, so that a file can explain itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any, Final, Literal

from konzept.catalogue import TABLE_BY_ITEM
from konzept.german import quoted
from konzept.model import Item, MainConcept, Option, PartialDate, Word
from konzept.views.plain import plain
from konzept.views.scope import Scope

Value = str | int | Decimal | PartialDate | tuple[str, ...] | None
At = Callable[[Item], str]
Form = Literal["text", "list", "day", "date", "number", "count", "url"]
PROPOSED: Final = "Vorschlag der Redaktion"
_MARK: Final = "_vorschlag_der_redaktion"
_FORMS: Final[dict[str, Form]] = {"day": "day", "date": "date", "number": "number", "count": "count", "url": "url"}
WORDS_OF_FORM: Final[dict[Form, str]] = {
    "text": "Text",
    "list": "mehrere Werte, getrennt durch einen senkrechten Strich",
    "day": "Tag",
    "date": "Tag, Monat, Jahr oder Zeitraum, so genau wie bekannt",
    "number": "Zahl",
    "count": "ganze Zahl",
    "url": "Adresse im Netz",
}


@dataclass(frozen=True, slots=True)
class DataRow:
    """An item with what its row is drawn from; ``at`` gives the address of an item on the website."""

    scope: Scope
    item: Any
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class DataColumn:
    """A column: its name for programs, its heading for people, its form, what it says and where that comes from.

    ``choices`` are the only words that may stand in it, ``target`` is the table whose rows its numbers name.
    """

    name: str
    heading: str
    form: Form
    meaning: str
    basis: str
    value: Callable[[DataRow], Value]
    choices: tuple[str, ...] = ()
    required: bool = False
    target: str = ""


def explained(column: DataColumn) -> str:
    """What a column says, with its words if it has only some."""
    words = f": {', '.join(map(quoted, column.choices))}" if column.choices else ""
    return f"{column.meaning}{words}"


def derived(
    name: str, heading: str, meaning: str, value: Callable[[DataRow], Value], form: Form = "text"
) -> DataColumn:
    """A column that the program works out from what is written."""
    return DataColumn(name=name, heading=heading, form=form, meaning=meaning, basis="abgeleitet", value=value)


def written(
    name: str,
    heading: str,
    meaning: str,
    value: Callable[[DataRow], Value],
    form: Form = "text",
    basis: str = "eingetragen",
    **more: Any,
) -> DataColumn:
    """A column with what somebody wrote; ``more`` is as in :class:`DataColumn`."""
    return DataColumn(name=name, heading=heading, form=form, meaning=meaning, basis=basis, value=value, **more)


def number_and_title() -> Iterator[DataColumn]:
    """What every table of items begins with."""
    number = "Nummer, die immer dieselbe bleibt; sie ist kein Rang"
    yield written("id", "Nummer", number, lambda row: str(row.item.id), required=True)
    yield written("titel", "Titel", "wie der Eintrag heißt", lambda row: str(row.item.title), required=True)


def text_and_address() -> Iterator[DataColumn]:
    """What every table of items ends with."""
    yield written("text", "Text", "was dazu geschrieben steht, ohne Auszeichnung", lambda row: plain(row.item.text))
    yield address()


def address() -> DataColumn:
    """Where the row stands on the website."""
    return derived("adresse", "Adresse der Seite", "wo das auf der Website steht", lambda row: row.at(row.item), "url")


def of_option(attribute: str, spec: Option) -> Iterator[DataColumn]:
    """The columns of an option: its value; of a link the numbers, and the titles they stand for."""
    proposed = spec.block == "umsetzung"
    get = attrgetter(attribute)
    basis = PROPOSED if proposed else "eingetragen"
    name = f"{spec.name}{_MARK}" if proposed else spec.name
    form: Form = "list" if spec.many else _FORMS.get(spec.form, "text")
    as_written = partial(written, name, form=form, basis=basis, required=spec.required)

    def value(row: DataRow) -> Value:
        return _shown(get(row.item))

    if not spec.targets:
        choices = () if spec.many else tuple(word.label for word in spec.choices)
        yield as_written(spec.heading, _meaning(spec, form), value, choices=choices)
        return
    tables = [TABLE_BY_ITEM[target] for target in spec.targets if target in TABLE_BY_ITEM]
    whole = f"; {MainConcept.EXAMPLE}: das Konzept als Ganzes" if MainConcept.NAME in spec.targets else ""
    numbers = f"Nummer aus: {', '.join(table.title for table in tables)}{whole}"
    target = tables[0].name if len(spec.targets) == 1 and not spec.many else ""
    yield as_written(f"{spec.heading} (Nummer)", numbers, value, target=target)
    heading, meaning = f"{spec.heading} (Titel)", "was die Nummer davor heißt"
    yield derived(f"{name}_titel", heading, meaning, lambda row: _titles(row, get(row.item)), form)


def _meaning(spec: Option, form: Form) -> str:
    if spec.written and spec.many:
        words = map(quoted, [word.label for word in spec.choices] or spec.written)
        return f"eines oder mehrere dieser Wörter, getrennt durch einen senkrechten Strich: {', '.join(words)}"
    return "eines dieser Wörter" if spec.words else WORDS_OF_FORM[form]


def _shown(value: Any) -> Value:
    match value:
        case tuple():
            return tuple(str(_shown(part)) for part in value)
        case Word():
            return value.label
        case Decimal() | PartialDate() | None:
            return value
        case _:
            return " ".join(str(value).split())


def _titles(row: DataRow, value: Any) -> Value:
    """The titles of items, that of a proposal with its mark."""
    if value is None:
        return None
    idents = value if isinstance(value, tuple) else (value,)
    found = [row.scope.concept.items.get(ident) for ident in idents]
    titles = tuple(item.marked if item else ident for item, ident in zip(found, idents, strict=True))
    return titles if isinstance(value, tuple) else titles[0]
