"""What is said to a form: what is missing, what can't be written, and each finding at its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from konzept.desk.form_fields import FormField
from konzept.desk.pen import Pen
from konzept.desk.writers import written
from konzept.examine import Examination
from konzept.findings import Finding, fresh
from konzept.model import BLOCK_PROMPT, BLOCK_REALISATION, BLOCK_SOURCE, Item, Recommendation
from konzept.personal import MAY_BE, TAKE_OUT, persons

_MISSING: Final = "Hier fehlt eine Angabe."
_NO_SOURCE: Final = (
    "Hier fehlt die Quelle. Wählen Sie eine, die schon verzeichnet ist, oder beschreiben Sie darunter eine neue."
)
_OTHER_KIND: Final = "„{}“ gehört zur Art {}; das geht hier nicht. Wählen Sie einen Eintrag aus der Liste."
_ASKED_AS: Final = {"top2": "empfehlungen"}  # an option of the model that a form asks for in other words
_HEADINGS: Final = (BLOCK_SOURCE, BLOCK_PROMPT, BLOCK_REALISATION)
_UNKNOWN: Final = "Das ist hier nicht verzeichnet: {}. Wählen Sie einen Eintrag aus der Liste."


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong or to be noted: the name of the field, empty if it concerns the whole, and what a form says."""

    field: str
    text: str
    is_error: bool = True

    def data(self) -> dict[str, Any]:
        """The remark for the page."""
        return {"field": self.field, "text": self.text, "error": self.is_error}


def missing(fields: Mapping[str, FormField], values: Mapping[str, str], before: Examination) -> Iterator[Remark]:
    """What has to be there, or to be something else, before anything can be written."""
    for name, field in fields.items():
        if value := values.get(name, ""):
            text = _misnamed(field, value, before)
        elif field.required or _described(name, values):
            text = _MISSING
        else:
            text = _NO_SOURCE if name == "quelle" and "q_titel" in fields and not _described("q_titel", values) else ""
        if text:
            yield Remark(name, text)


def _misnamed(field: FormField, value: str, before: Examination) -> str:
    """What is wrong with the items that are named in a field."""
    parts = [part for part in value.split(", ") if part and field.targets]
    if unknown := [part for part in parts if part not in before.ids]:
        return _UNKNOWN.format(", ".join(unknown))
    items = [before.concept.items[part] for part in parts if part in before.concept.items]
    return next((_OTHER_KIND.format(one.id, one.LABEL) for one in items if one.NAME not in field.targets), "")


def _described(name: str, values: Mapping[str, str]) -> bool:
    """Whether this is the title of a second item, a source or a paper, of which something is said."""
    prefix = name.removesuffix("titel")
    return prefix.endswith("_") and any(value for other, value in values.items() if other.startswith(prefix))


def complete(fields: Mapping[str, FormField], values: Mapping[str, str]) -> dict[str, str]:
    """The values with something in the place of words that are missing, so that the rest can be examined already."""
    lacking = {name for name, field in fields.items() if field.required and not values.get(name)}
    return {**values, **{name: "…" if fields[name].kind in ("text", "long") else "" for name in lacking}}


def personal(fields: Mapping[str, FormField], values: Mapping[str, str], before: Examination) -> Iterator[Remark]:
    """Hints at what may tell of a person in words that would be published, if what they are about has them not yet."""
    about = (before.concept.items.get(values.get(name, "")) for name, field in fields.items() if field.kind == "item")
    known = "\n".join(words for item in about if item for words in written(item).values())
    for name, field in fields.items():
        for words in persons(values.get(name, "")) if field.kind in ("text", "long") else ():
            if words not in known:
                yield Remark(name, f"{MAY_BE} Gefunden: „{words}“. {TAKE_OUT}", is_error=False)


def told(
    fields: Mapping[str, FormField], faults: Sequence[Remark], others: Iterable[Remark], values: Mapping[str, str]
) -> tuple[Remark, ...]:
    """What is missing, and what is said of the rest, in the order of the fields.

    As long as something is missing, the rest is only said of fields with a value.
    """
    wrong = {fault.field for fault in faults}
    rest = [one for one in others if not faults or (one.field not in wrong and values.get(one.field))]
    order = {name: number for number, name in enumerate(fields)}
    return tuple(sorted([*faults, *rest], key=lambda remark: order.get(remark.field, len(order))))


def remarks(fields: Mapping[str, FormField], pen: Pen, before: Examination, after: Examination) -> list[Remark]:
    """The findings that are new with the report, each at its field.

    Hints at texts that it does not touch are for the Redaktion. An ID is given by the program: it can only be wrong
    if the day in it is.
    """
    touched = {pen.file_of(ident) for ident in pen.prefixes}
    new = [f for f in fresh(before.findings, after.findings) if f.is_error or f.place.file in touched]
    rest = [finding for finding in new if finding.subject.option != "id"]
    placed = [(_field(fields, pen, after, finding), finding) for finding in rest or new]
    # A Sachstand and its recommendation with one wrong word have one field here: it is told once.
    found = {
        (field, f.rule, f.found, f.mend) if field and f.found and f.mend else (field, f.beside_field): Remark(
            field, f.beside_field, f.is_error
        )
        for field, f in placed
    }
    return sorted(found.values(), key=lambda remark: remark.text)


def _field(fields: Mapping[str, FormField], pen: Pen, after: Examination, finding: Finding) -> str:
    """The field of what a finding is about; empty if none of the form is."""
    ident, option = finding.subject.item, finding.subject.option
    if not ident:
        ident, option = _at(pen, after, finding)
    if ident not in pen.prefixes:
        return ""
    name = pen.prefixes[ident] + (option or _part(after.concept.items.get(ident)))
    names = (name, option, _ASKED_AS.get(option, ""), "" if option else pen.prefixes[ident] + "titel")
    return next((one for one in names if one in fields), "")


def _part(item: Item | None) -> str:
    """The field of that part of a recommendation's text in which a heading stands, or nothing; else of the text."""
    name = "text"
    for title, text in item.parts if isinstance(item, Recommendation) else ():
        name = "umsetzung" if title == BLOCK_REALISATION else name
        if title and (title not in _HEADINGS or not text.strip()):
            return name
    return "text"


def _at(pen: Pen, after: Examination, finding: Finding) -> tuple[str, str]:
    """The item in whose lines a finding without subject lies, and the option of that line."""
    for ident in pen.prefixes:
        item = after.concept.items.get(ident)
        if item is None or item.place.file != finding.place.file or finding.place.line < item.place.line:
            continue
        others = [o.place.line for o in after.concept.items.values() if o.place.file == item.place.file]
        following = min((line for line in others if line > item.place.line), default=finding.place.line + 1)
        if finding.place.line < following:
            option = next((name for name, line in item.lines.items() if line == finding.place.line), "")
            return ident, "titel" if finding.place.line == item.place.line else option
    return "", ""
