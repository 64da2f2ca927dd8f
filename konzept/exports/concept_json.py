"""The whole concept as ``concept.json``, and back: what is read is the same concept.

The form is that of :mod:`konzept.exports.schema`; a file of another form is refused with every reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import jsonschema_rs

from konzept.catalogue import SCHEMA_VERSION
from konzept.concept import Concept
from konzept.errors import RefusedError
from konzept.exports.schema import CHOSEN, GROUP, ORIGIN, PROPOSED, schema
from konzept.exports.terms import Terms
from konzept.markdown import structure
from konzept.markdown.parser import parser
from konzept.model import TYPE_BY_NAME, Field, Item, Option, PartialDate, Place, Recommendation, Word

HEAD: Final = ("eintrag", "id", "titel", "text", "datei", "zeile")
_SHOWN: Final = 50


class ConceptJsonError(RefusedError):
    """The file has not the form of its schema; the message has a line for each reason."""


def written(concept: Concept, terms: Terms) -> bytes:
    """The concept with all that every data file says of itself."""
    data = {
        "schema": SCHEMA_VERSION,
        "titel": terms.town.title,
        "ausgabe": terms.published,
        "stichtag": terms.today.isoformat(),
        "hinweise": list(terms.lines()),
        "eintraege": [_entry(concept, item) for item in concept.items.values()],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def written_schema() -> bytes:
    """The schema as a file."""
    return (json.dumps(schema(), ensure_ascii=False, indent=1) + "\n").encode()


def _entry(concept: Concept, item: Item) -> dict[str, Any]:
    """An item; what only the Redaktion proposes stands in a group that says so."""
    head = (item.NAME, item.id, item.title, item.text, item.place.file, item.place.line)
    entry: dict[str, Any] = dict(zip(HEAD, head, strict=True))
    ours: dict[str, Any] = {}
    for attribute, spec in item.options():
        if (value := _plain(getattr(item, attribute))) is not None:
            (ours if spec.block == PROPOSED else entry)[spec.name] = value
    if ours:
        entry[GROUP] = ours
    if isinstance(item, Recommendation):
        entry[ORIGIN] = [origin.label for origin in concept.origins(item)]
        if item.is_top and (field := concept.get(item.field, Field)):
            entry[CHOSEN] = field.top_state.label
    return entry


def _plain(value: Any) -> str | list[str] | None:
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return [_one(part) for part in value]
    return _one(value)


def _one(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.iso
    return value.written if isinstance(value, Word) else str(value)


def read(content: bytes, name: str) -> Concept:
    """The concept of a file; ``name`` is what messages call it.

    :raises ConceptJsonError: if it has another form.
    """
    try:
        data = json.loads(content)
    except ValueError:
        raise ConceptJsonError(f"{name}: Das ist kein JSON in UTF-8. Laden Sie die Datei neu herunter.") from None
    if faults := list(_faults(data)):
        more = f"\n{name}: und {len(faults) - _SHOWN} weitere." if len(faults) > _SHOWN else ""
        raise ConceptJsonError("\n".join(f"{name}: {fault}" for fault in faults[:_SHOWN]) + more)
    try:
        items = [_item(entry) for entry in data["eintraege"]]
    except ValueError as error:
        raise ConceptJsonError(f"{name}: {error}") from None
    return Concept({item.id: item for item in items})


def _faults(data: Any) -> Iterator[str]:
    """What is not as the schema says, each with its place."""
    version = data.get("schema") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        yield (
            f"Die Datei hat die Fassung {version!r} der Beschreibung, dieses Programm kennt {SCHEMA_VERSION}. "
            "Nehmen Sie das Programm der Ausgabe, aus der sie ist."
        )
        return
    form = schema()
    if jsonschema_rs.is_valid(form, data):
        return
    kinds = {name: jsonschema_rs.validator_for(part) for name, part in form["$defs"].items()}
    entries = data.get("eintraege")
    found = [
        fault
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and entry.get("eintrag") in kinds
        for fault in _misfits(kinds[entry["eintrag"]], entry, f"{entry.get('id', 'Eintrag ohne Nummer')}: ")
    ]
    yield from found or _misfits(jsonschema_rs.validator_for(form), data, "")


def _misfits(form: jsonschema_rs.Validator, value: Any, lead: str) -> Iterator[str]:
    """What does not fit, the place of it first; the words after the colon are those of the checking program."""
    for error in form.iter_errors(value):
        place = "/".join(map(str, error.instance_path))
        where = f"{place!r} passt nicht" if place else "Die Angaben passen nicht"
        yield f"{lead}{where} zur Beschreibung: {error.message[:200]}"


def _item(entry: Mapping[str, Any]) -> Item:
    kind = TYPE_BY_NAME[entry["eintrag"]]
    given = {**entry, **entry.get(GROUP, {})}
    values = {attribute: _value(spec, given[spec.name]) for attribute, spec in kind.options() if spec.name in given}
    text = entry["text"]
    return kind(
        id=entry["id"],
        title=entry["titel"],
        text=text,
        place=Place(file=entry["datei"], line=entry["zeile"]),
        parts=structure.parts(parser().parse(text, {}), text.split("\n")),
        **values,
    )


def _value(spec: Option, value: Any) -> Any:
    return tuple(_typed(spec, part) for part in value) if spec.many else _typed(spec, value)


def _typed(spec: Option, text: str) -> Any:
    if spec.words:
        return next(word for word in spec.choices if word.written == text)
    if spec.form in ("day", "date"):
        try:
            return PartialDate.parse(text)
        except ValueError:
            raise ValueError(f"{text!r} ist kein Datum des Kalenders.") from None
    return Decimal(text) if spec.form in ("number", "count") else text
