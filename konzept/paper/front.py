"""Reads the front matter of a paper: every value with its line, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from konzept.errors import KonzeptError
from konzept.findings import either, nearest
from konzept.model.words import Responsibility, YesNo
from konzept.paper.form import Climate, Duty, PaperKind
from konzept.paper.values import FORMS, Key, wanted

Note = Callable[[int, str], None]
_FIRST: Final = 2  # the line below the opening ---
_NOT_PUBLIC: Final = re.compile(r"nicht|intern|vertraulich|geheim|n\.?\s?ö", re.IGNORECASE)
_WRITE: Final = either(
    "Jede Zeile hat die Form 'name: Wert'; ein Wert mit Doppelpunkt steht in Anführungszeichen.",
    "Füllen Sie die Felder des Formulars neu aus.",
)


_STEP: Final = (
    Key("datum", "Datum", "day"),
    Key("gremium", "Gremium"),
    Key("zustaendigkeit", "Zuständigkeit", "word", Responsibility, required=True),
    Key("top", "Tagesordnungspunkt"),
    Key("einstimmig", "Einstimmig", "word", YesNo),
    Key("ja", "Ja-Stimmen", "count"),
    Key("nein", "Nein-Stimmen", "count"),
    Key("enthaltung", "Enthaltungen", "count"),
)
_YEAR: Final = (
    Key("jahr", "Jahr", "year", required=True),
    Key("sachkosten", "Sachkosten", "amount"),
    Key("personalkosten", "Personalkosten", "amount"),
    Key("finanzaufwand", "Finanzaufwand", "amount"),
    Key("folgeertraege", "Folgeerträge", "amount"),
)
_FINANCES: Final = (
    Key("gesamtkosten", "Gesamtkosten", "amount"),
    Key("aufgabe", "Aufgabe", "word", Duty),
    Key("haushaltsmittel", "Haushaltsmittel", "word", YesNo),
    Key("ergebnisplan", "Ergebnisplan"),
    Key("finanzplan", "Finanzplan"),
    Key("gesamtausgaben", "Gesamtausgaben", "amount"),
    Key("folgejahre", "Folgejahre", "list of rows", rows=_YEAR),
)
KEYS: Final = (
    Key("muster", "Muster", "flag"),
    Key("drucksache", "Drucksachen-Nr.", "number"),
    Key("vorlageart", "Vorlageart", "word", PaperKind, required=True),
    Key("status", "Öffentlichkeit", "status", required=True),
    Key("erstellt_durch", "Erstellt durch"),
    Key("beratungsfolge", "Beratungsfolge", "list of rows", required=True, rows=_STEP),
    Key("klimaschutz", "Klimaschutz", "word", Climate, required=True),
    Key("finanzen", "Finanzielle Auswirkungen", "rows", rows=_FINANCES),
    Key("anlagen", "Anlagen", "list"),
)


LABELS: Final = {key.name: key.label for key in (*_STEP, *_YEAR, *_FINANCES, *KEYS)}


@dataclass(slots=True)
class Values:
    """The values of a mapping, the line of each key, and its own line.

    ``wrong`` names the keys whose value could not be read and is reported already.
    """

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a key, or the default if it is empty or wrong."""
        return self.values.get(name, default)

    def lacks(self, name: str) -> bool:
        """Whether a key is missing or empty."""
        return name not in self.values and name not in self.wrong

    def at(self, name: str) -> int:
        """The line of a key; without it, that of the mapping."""
        return self.lines.get(name, self.line)


class NotPublicError(KonzeptError):
    """The paper is not public. ``line`` is that of its status, counted in the file."""

    def __init__(self, line: int) -> None:
        """Carry the line."""
        super().__init__(line)
        self.line = line


def read_front(text: str, note: Note) -> Values | None:
    """Read the lines between the ``---``; nothing if they can't be read at all.

    :raises NotPublicError: if the paper says that it is not public.
    """
    try:
        if any(isinstance(e, yaml.AliasEvent) or getattr(e, "anchor", None) for e in yaml.parse(text)):
            note(1, "Im Kopf der Vorlage sind die Zeichen & und * am Anfang eines Wertes nicht erlaubt.")
            return None
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        note((mark.line if mark else 0) + _FIRST, f"Der Kopf der Vorlage ist hier nicht lesbar. {_WRITE}")
        return None
    except (yaml.YAMLError, RecursionError):
        note(1, f"Der Kopf der Vorlage ist nicht lesbar. {_WRITE}")
        return None
    if not isinstance(node, yaml.MappingNode):
        note(1, f"Der Kopf der Vorlage ist leer oder keine Liste von Angaben. {_WRITE}")
        return None
    return _mapping(node, KEYS, "den Kopf der Vorlage", 1, note)


def _mapping(node: yaml.MappingNode, keys: tuple[Key, ...], where: str, line: int, note: Note) -> Values:
    known = {key.name: key for key in keys}
    found = Values(line)
    for name_node, value_node in node.value:
        name, place = str(name_node.value), _line(name_node)
        if name in found.lines:
            note(place, f"{known[name].named} steht zweimal. Streichen Sie eine der beiden{either(' Zeilen', '')}.")
        elif name not in known:
            note(place, f"{name!r} gehört nicht in {where}. {_offer(name, keys)}")
        else:
            found.lines[name] = place
            value = _value(value_node, known[name], place, note)
            if value is not None:
                found.values[name] = value
            elif not _is_empty(value_node):
                found.wrong.add(name)
    for key in keys:
        if key.required and key.name not in found.lines:
            note(line, f"In {where} gehört {key.named}. Ergänzen Sie {_line_of(key)} ({wanted(key)}).")
    return found


def _value(node: yaml.Node, key: Key, line: int, note: Note) -> Any:
    """The value of a key; nothing if it is empty or wrong, which is noted."""
    if _is_empty(node):
        if key.required:
            note(line, f"{key.named} ist leer. Verlangt ist {wanted(key)}.")
        return None
    if isinstance(node, yaml.ScalarNode) and key.form in FORMS:
        text = str(node.value).strip()
        if key.form == "status" and _NOT_PUBLIC.match(text):
            raise NotPublicError(line)
        try:
            return FORMS[key.form](text, key)
        except ValueError as error:
            note(line, f"{key.named}: {error}")
            return None
    if key.form == "list of rows" and isinstance(node, yaml.SequenceNode):
        return tuple(row for entry in node.value if (row := _row(entry, key, note)) is not None)
    if key.form == "list" and isinstance(node, yaml.SequenceNode):
        return tuple(text for entry in node.value if (text := _entry(entry, key, note)))
    if key.form == "rows" and isinstance(node, yaml.MappingNode):
        return _mapping(node, key.rows, key.named, line, note)
    note(line, f"{key.named}: Verlangt ist {wanted(key)}.")
    return None


def _is_empty(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip() in ("", "~", "null")
    return not node.value


def _row(node: yaml.Node, key: Key, note: Note) -> Values | None:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key.rows, f"{either('eine Zeile', 'einen Schritt')} von {key.named}", _line(node), note)
    like = either("'zustaendigkeit: Entscheidung'", "„Zuständigkeit“")
    note(_line(node), f"{key.named}: {either('Eine Zeile', 'Ein Schritt')} besteht aus Angaben wie {like}.")
    return None


def _entry(node: yaml.Node, key: Key, note: Note) -> str:
    if isinstance(node, yaml.ScalarNode) and str(node.value).strip():
        return " ".join(str(node.value).split())
    how = "Hinter jedem Strich steht ein Text. Enthält er ': ', steht er zwischen zwei '\"'."
    note(_line(node), f"{key.named}: {either(how, 'Jeder Punkt der Liste ist ein Text.')}")
    return ""


def _offer(name: str, keys: tuple[Key, ...]) -> str:
    return either(nearest(name, [key.name for key in keys]), f"Möglich sind: {', '.join(key.label for key in keys)}.")


def _line_of(key: Key) -> str:
    return either(f"'{key.name}: …'", f"„{key.label}“")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + _FIRST
