"""What was filled in as authors write it: days, numbers, and the IDs of what was chosen by its title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from konzept.concept import Concept
from konzept.desk.form_fields import FormField
from konzept.model import Item
from konzept.model.values import condition
from konzept.typed import day_typed

_CONDITION: Final = "erneut_pruefen_wenn"
_GERMAN_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+")


def given(fields: Mapping[str, FormField], values: Mapping[str, str], concept: Concept) -> dict[str, str]:
    """The values of a form, each as it stands in a text; what no field asks for is left out."""
    found = {name: _as_written(fields[name], text) for name, text in values.items() if name in fields}
    for name, text in found.items():
        if fields[name].targets:
            parts = re.split(r"\n|, ", text) if fields[name].kind == "items" else [text]
            found[name] = ", ".join(filter(None, (_ident(part, concept.items) for part in parts)))
    return found


def _as_written(field: FormField, text: str) -> str:
    text = text.strip()
    if field.kind == "day" and (day := day_typed(text)):
        return str(day)
    if field.kind == "number" and _GERMAN_NUMBER.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return condition(text) if field.name == _CONDITION else text


def said(field: FormField, value: str) -> str:
    """A value in one line, days as people write them."""
    day = day_typed(value) if field.kind == "day" else None
    return day.german if day else " ".join(value.split())


def _ident(text: str, items: Mapping[str, Item]) -> str:
    """The ID in what was chosen: ``SPR-01 Mehr Kurse``, the ID alone, or the title alone."""
    text = text.strip()
    first = text.split(" ")[0]
    if not text or first in items:
        return first
    if first.upper() in items:
        return first.upper()
    return next((ident for ident, item in items.items() if text in (item.title, item.marked)), text)
