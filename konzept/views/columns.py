"""The columns of the data tables: those of a kind of item follow from the model, a few are derived.

A column says what it means and where it comes from, so that a file can explain itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Literal

from konzept.catalogue import TABLE_BY_ITEM
from konzept.model import Item, Option, PartialDate, Word
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
class Row:
    """An item with what its row is drawn from; ``at`` gives the address of an item on the website."""

    scope: Scope
    item: Any
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name for programs, its heading for people, its form, what it says and where that comes from.

    ``choices`` are the only words that may stand in it, ``target`` is the table whose rows its numbers name.
    """

    name: str
    heading: str
    form: Form
    meaning: str
    basis: str
    value: Callable[[Row], Value]
    choices: tuple[str, ...] = ()
    required: bool = False
    target: str = ""


def explained(column: Column) -> str:
    """What a column says, with its words if it has only some."""
    words = f": {', '.join(column.choices)}" if column.choices else ""
    return f"{column.meaning}{words}"


def derived(name: str, heading: str, meaning: str, value: Callable[[Row], Value], form: Form = "text") -> Column:
    """A column that the program works out from what is written."""
    return Column(name=name, heading=heading, form=form, meaning=meaning, basis="abgeleitet", value=value)


def number_and_title() -> Iterator[Column]:
    """What every table of items begins with."""
    yield Column(
        name="id",
        heading="Nummer",
        form="text",
        meaning="Nummer, die immer dieselbe bleibt; sie ist kein Rang",
        basis="eingetragen",
        value=lambda row: str(row.item.id),
        required=True,
    )
    yield Column(
        name="titel",
        heading="Titel",
        form="text",
        meaning="wie der Eintrag heißt",
        basis="eingetragen",
        value=lambda row: str(row.item.title),
        required=True,
    )


def text_and_address() -> Iterator[Column]:
    """What every table of items ends with."""
    yield Column(
        name="text",
        heading="Text",
        form="text",
        meaning="was dazu geschrieben steht, ohne Auszeichnung",
        basis="eingetragen",
        value=lambda row: plain(row.item.text),
    )
    yield address()


def address() -> Column:
    """Where the row stands on the website."""
    return derived("adresse", "Adresse der Seite", "wo das auf der Website steht", lambda row: row.at(row.item), "url")


def of_option(attribute: str, spec: Option) -> Iterator[Column]:
    """The columns of an option: its value; of a link the numbers, and the titles they stand for."""
    proposed = spec.block == "umsetzung"
    get = attrgetter(attribute)
    basis = PROPOSED if proposed else "eingetragen"
    name = f"{spec.name}{_MARK}" if proposed else spec.name
    form: Form = "list" if spec.many else _FORMS.get(spec.form, "text")
    if not spec.targets:
        yield Column(
            name=name,
            heading=spec.heading,
            form=form,
            meaning=_meaning(spec, form),
            basis=basis,
            value=lambda row: _shown(get(row.item)),
            choices=() if spec.many else tuple(word.label for word in spec.choices),
            required=spec.required,
        )
        return
    tables = [TABLE_BY_ITEM[target].name for target in spec.targets if target in TABLE_BY_ITEM]
    yield Column(
        name=name,
        heading=f"{spec.heading} (Nummer)",
        form=form,
        meaning=f"Nummer aus: {', '.join(TABLE_BY_ITEM[t].title for t in spec.targets if t in TABLE_BY_ITEM)}",
        basis=basis,
        value=lambda row: _shown(get(row.item)),
        required=spec.required,
        target=tables[0] if len(spec.targets) == 1 and not spec.many else "",
    )
    yield Column(
        name=f"{name}_titel",
        heading=f"{spec.heading} (Titel)",
        form=form,
        meaning="was die Nummer davor heißt",
        basis="abgeleitet",
        value=lambda row: _titles(row, get(row.item)),
    )


def _meaning(spec: Option, form: Form) -> str:
    if spec.written and spec.many:
        words = [word.label for word in spec.choices] or spec.written
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


def _titles(row: Row, value: Any) -> Value:
    """The titles of items, that of a proposal with its mark."""
    if value is None:
        return None
    idents = value if isinstance(value, tuple) else (value,)
    found = [row.scope.concept.items.get(ident) for ident in idents]
    titles = tuple(item.marked if item else ident for item, ident in zip(found, idents, strict=True))
    return titles if isinstance(value, tuple) else titles[0]
