"""What was filled in as authors write it: days, numbers, and the IDs of what was chosen by its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from konzept.concept import Concept
from konzept.desk.form_fields import FormField
from konzept.files.unseen import UNSEEN
from konzept.model import Item
from konzept.model.values import condition
from konzept.typed import day_typed

_CONDITION: Final = "erneut_pruefen_wenn"
_LINE_ENDS: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# What Word puts before the lines of a list, as it is pasted: a dot of several kinds, or a dash and a tab.
_BULLET: Final = re.compile(r"^[ \t]*(?:[•·▪◦‣●■\uf0b7\uf0a7\uf0d8\uf0fc][ \t\xa0]+|[–o§-]\t)", re.MULTILINE)
_NUMBERED: Final = re.compile(r"^[ \t]*([0-9]{1,2}\.)\t", re.MULTILINE)
_INDENTED: Final = re.compile(r"(\A|\n[ \t]*\n)(?: {4,}|[ ]*\t[ \t]*)(?=\S)")  # Markdown would take it for code
_COMMENT: Final = re.compile(r"^%", re.MULTILINE)  # Markdown would not show the line
_ADDRESS: Final = re.compile(r"https?(?=://)", re.IGNORECASE)
_GERMAN_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+")


def given(fields: Mapping[str, FormField], values: Mapping[str, str], concept: Concept) -> dict[str, str]:
    """The values of a form, each as it stands in a text; what no field asks for is left out."""
    found = {name: _as_written(fields[name], text) for name, text in values.items() if name in fields}
    for name, text in found.items():
        if fields[name].targets:
            parts = re.split(r"\n|, ", text) if fields[name].kind == "items" else [text]
            found[name] = ", ".join(filter(None, (ident_in(part, concept.items) for part in parts)))
    return found


def _as_written(field: FormField, text: str) -> str:
    text = pasted(text)
    if field.kind in ("day", "date") and (day := day_typed(text)):
        return str(day)
    if field.kind == "url":
        return _ADDRESS.sub(lambda found: found[0].lower(), text, count=1)
    if field.kind == "number" and _GERMAN_NUMBER.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return condition(text) if field.name == _CONDITION else text


def pasted(text: str) -> str:
    """What was copied out of Word, a PDF or a page, without what nobody sees and with the lists that people see."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\u00ad", ""))
    for pattern, written in ((_BULLET, "- "), (_NUMBERED, r"\1 "), (_INDENTED, r"\1"), (_COMMENT, r"\%")):
        text = pattern.sub(written, text)
    return text.strip()


def said(field: FormField, value: str) -> str:
    """A value in one line, days as people write them."""
    day = day_typed(value) if field.kind in ("day", "date") else None
    return day.german if day else " ".join(value.split())


def ident_in(text: str, items: Mapping[str, Item]) -> str:
    """The ID in what was chosen: ``SPR-01 Mehr Kurse``, the ID alone, or the title alone."""
    text = text.strip()
    first = text.split(" ")[0]
    if not text or first in items:
        return first
    if first.upper() in items:
        return first.upper()
    return next((ident for ident, item in items.items() if text in (item.title, item.marked)), text)
