"""The form of ``concept.json`` as a JSON Schema, generated from the model, with words for people.

Its version stands in the catalogue. Every version that was published is kept as it was: a changed model needs a
new one, so that a program that reads the file knows what to expect.
"""

from __future__ import annotations

from typing import Any, Final

from konzept.catalogue import SCHEMA_VERSION
from konzept.model import TYPES, Item, Option, Recommendation
from konzept.model.speech import say
from konzept.model.values import PATTERNS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final = {"type": "string"}
_LIST: Final = {"type": "array", "items": _TEXT, "minItems": 1}
GROUP: Final = "vorschlag_der_redaktion"
"""What holds the options that only the Redaktion proposes."""
ORIGIN: Final = "herkunft"
CHOSEN: Final = "auswahl_von"
PROPOSED: Final = "umsetzung"


def schema() -> dict[str, Any]:
    """The schema, in the town's words where authors write such words."""
    return {
        "$schema": DIALECT,
        "title": f"Ein lebendes Konzept, Fassung {SCHEMA_VERSION} der Beschreibung",
        "description": "Alle Einträge eines Konzepts. Was fehlt, ist nicht bekannt oder nicht zutreffend.",
        "type": "object",
        "properties": {
            "schema": _described({"const": SCHEMA_VERSION}, "Fassung dieser Beschreibung"),
            "titel": _described(_TEXT, "Wie die Website heißt"),
            "ausgabe": _described(_TEXT, "Ausgabe, aus der die Datei ist"),
            "stichtag": _described({"type": "string", "pattern": PATTERNS["day"]}, "Tag, auf den sich alles bezieht"),
            "hinweise": _described(_LIST, "Was das Konzept ist und rechtlich bedeutet"),
            "eintraege": _described(
                {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/{kind.NAME}"} for kind in TYPES]}},
                "Die Einträge, in der Reihenfolge der Website",
            ),
        },
        "required": ["schema", "titel", "ausgabe", "stichtag", "hinweise", "eintraege"],
        "additionalProperties": False,
        "$defs": {kind.NAME: _item(kind) for kind in TYPES},
    }


def _item(kind: type[Item]) -> dict[str, Any]:
    head = {
        "eintrag": _described({"const": kind.NAME}, "Art des Eintrags"),
        "id": _described(
            {"type": "string", "pattern": f"^(?:{kind.ID.pattern})$"}, "Nummer; sie bleibt immer dieselbe"
        ),
        "titel": _described({"type": "string", "minLength": 1}, "Titel"),
        "text": _described(_TEXT, "Text in Markdown, wie er geschrieben ist"),
        "datei": _described(_TEXT, "Datei, in der der Eintrag steht"),
        "zeile": _described({"type": "integer", "minimum": 1}, "Zeile, in der er beginnt"),
    }
    specs = [spec for _, spec in kind.options()]
    own = [spec for spec in specs if spec.block != PROPOSED]
    ours = {spec.name: _option(spec) for spec in specs if spec.block == PROPOSED}
    more: dict[str, Any] = {}
    if ours:
        form = {"type": "object", "properties": ours, "minProperties": 1, "additionalProperties": False}
        more[GROUP] = _described(form, "Was die Redaktion vorschlägt; keine ausgewertete Quelle sagt es")
    if kind is Recommendation:
        more[ORIGIN] = _described(_LIST, say("Woher {der Eintrag} kommt, abgeleitet aus den Quellen, die {ihn} nennen"))
        more[CHOSEN] = _described(_TEXT, "Wer entschieden hat, was vorn steht; nur bei dem, was vorn steht")
    return {
        "title": kind.LABEL,
        "type": "object",
        "properties": head | {spec.name: _option(spec) for spec in own} | more,
        "required": [*head, *(spec.name for spec in own if spec.required), *(name for name in more if name == ORIGIN)],
        "additionalProperties": False,
    }


def _option(spec: Option) -> dict[str, Any]:
    one = _one(spec)
    found = {"type": "array", "items": one, "minItems": 1} if spec.many else one
    return _described(found, spec.heading)


def _one(spec: Option) -> dict[str, Any]:
    if spec.words:
        known = [
            _described({"const": word.written}, ". ".join(filter(None, (word.label, word.criterion))))
            for word in spec.choices
        ]
        return {"oneOf": known}
    if spec.written:
        return {"type": "string", "enum": list(spec.written)}
    if spec.targets:
        return {"type": "string", "description": f"Nummer eines Eintrags der Art {' oder '.join(spec.targets)}"}
    return {"type": "string", "pattern": PATTERNS[spec.form]} if spec.form in PATTERNS else dict(_TEXT)


def _described(form: dict[str, Any], words: str) -> dict[str, Any]:
    return {"description": words} | {key: value for key, value in form.items() if key != "description"}
