"""What may stand in the head of a paper: its form says which values, in which form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Any, Final, cast

from konzept.keyed import Form, fitting
from konzept.model import Key
from konzept.model.declare import Word
from konzept.model.words import Responsibility, YesNo
from konzept.paper.described import KNOWN
from konzept.paper.form import FormLine, FormSection, PaperForm
from konzept.paper.value_forms import FORMS


def _key(name: str, label: str, form: str = "text", words: type[Word] | None = None, **more: Any) -> Key:
    return Key(name=name, words_of_label=label, form=form, words=words, **more)


_STEP: Final = (
    _key("datum", "Datum", "day"),
    _key("gremium", "Gremium"),
    _key("zustaendigkeit", "Zuständigkeit", "word", Responsibility, required=True),
    _key("top", "Tagesordnungspunkt"),
    _key("einstimmig", "Einstimmig", "word", YesNo),
    _key("ja", "Ja-Stimmen", "votes"),
    _key("nein", "Nein-Stimmen", "votes"),
    _key("enthaltung", "Enthaltungen", "votes"),
)
_ANNEX: Final = (
    _key("titel", "Titel", required=True),
    _key("datei", "Datei"),
)
_FORM_OF: Final[Mapping[str, str]] = {
    "eintrag": "text",
    "betrag": "amount",
    "haken": "text",
    "auswahl": "word",
    "jahre": "list of rows",
}


@cache
def keys_of(form: PaperForm) -> tuple[Key, ...]:
    """What may stand in the head of a paper of this form."""
    shown = [fact.key for fact in form.facts]
    own = (_key(fact.key, fact.title) for fact in form.facts if fact.key not in KNOWN)
    return (
        _key("muster", "Muster", "flag"),
        *([_key("drucksache", "Drucksachen-Nr.", "drucksache")] if "drucksache" in shown else []),
        _key("vorlageart", "Vorlageart", "word", _words(tuple((kind, kind) for kind in form.kinds)), required=True),
        _key("status", "Öffentlichkeit", "status", required=True),
        *([_key("erstellt_durch", "Erstellt durch")] if "erstellt_durch" in shown else []),
        *own,
        _key("beratungsfolge", "Beratungsfolge", "list of rows", required=True, rows=_STEP),
        *chain.from_iterable(map(_of_section, form.sections)),
        _key("anlagen", "Anlagen", "list", rows=_ANNEX),
    )


def _of_section(section: FormSection) -> tuple[Key, ...]:
    keys = tuple(_of_line(line) for line in section.lines if line.key)
    return (_key(section.group, section.title, "rows", rows=keys),) if section.group else keys


def _of_line(line: FormLine) -> Key:
    rows = tuple(_key(row.key, row.title, "amount") for row in line.rows if row.key)
    return _key(
        line.key,
        line.key.replace("_", " ").capitalize(),
        _FORM_OF[line.kind],
        _words(line.words) if line.words else None,
        required=line.required,
        rows=(_key("jahr", "Jahr", "year", required=True), *rows) if line.rows else (),
    )


@cache
def _words(words: tuple[tuple[str, str], ...]) -> type[Word]:
    """Words as a kind of their own: what authors write, and what readers see."""
    make: Any = Word
    return cast(type[Word], make("Choice", {f"W{number}": pair for number, pair in enumerate(words)}))


@cache
def forms_of(form: PaperForm) -> Mapping[str, Form]:
    """The forms of values: the number is like one of the town's."""
    said = " oder ".join(form.numbers[:2])
    like = "|".join(re.sub("[0-9]", "[0-9]", re.escape(number)) for number in form.numbers)
    return {**FORMS, "drucksache": Form(f"eine Nummer wie {said}", fitting(like))}


def labels(form: PaperForm) -> dict[str, str]:
    """What each value is called, by its name."""
    found: dict[str, str] = {}
    stack = [*keys_of(form)]
    while stack:
        key = stack.pop()
        found[key.name] = key.label
        stack.extend(key.rows)
    return found
