"""Reads the front matter of a paper: every value with its line, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

from konzept.errors import KonzeptError
from konzept.findings import either, nearest
from konzept.keyed import Form, MisfitError, named, wanted
from konzept.model import Key
from konzept.paper.form import PaperForm
from konzept.paper.keys import forms_of, keys_of

Note = Callable[[int, str], None]
_FIRST: Final = 2  # the line below the opening ---
_NOT_PUBLIC: Final = re.compile(r"nicht|intern|vertraulich|geheim|n\.?\s?ö", re.IGNORECASE)
_WRITE: Final = either(
    "Jede Zeile hat die Form 'name: Wert'; ein Wert mit Doppelpunkt steht in Anführungszeichen.",
    "Füllen Sie die Felder des Formulars neu aus.",
)


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


class _Telling(NamedTuple):
    """Where faults go, and how values are read."""

    note: Note
    forms: Mapping[str, Form]
    later: frozenset[str]  # what must be there, but may be filled in later: a sample can be without


class NotPublicError(KonzeptError):
    """The paper is not public. ``line`` is that of its status, counted in the file."""

    def __init__(self, line: int) -> None:
        """Carry the line."""
        super().__init__(line)
        self.line = line


def read_front(text: str, note: Note, form: PaperForm) -> Values | None:
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
    return _mapping(node, keys_of(form), "den Kopf der Vorlage", 1, _Telling(note, forms_of(form), form.needed_lines))


def _mapping(node: yaml.MappingNode, keys: tuple[Key, ...], where: str, line: int, tell: _Telling) -> Values:
    known = {key.name: key for key in keys}
    found = Values(line)
    for name_node, value_node in node.value:
        name, place = str(name_node.value), _line(name_node)
        if name in found.lines:
            tell.note(
                place, f"{named(known[name])} steht zweimal. Streichen Sie eine der beiden{either(' Zeilen', '')}."
            )
        elif name not in known:
            tell.note(place, f"{name!r} gehört nicht in {where}. {_offer(name, keys)}")
        else:
            found.lines[name] = place
            value = _value(value_node, known[name], place, tell)
            if value is not None:
                found.values[name] = value
            elif not _is_empty(value_node):
                found.wrong.add(name)
    for key in keys:
        if key.required and key.name not in found.lines:
            missing = either(f"'{key.name}: …'", f"„{key.label}“")
            tell.note(line, f"In {where} gehört {named(key)}. Ergänzen Sie {missing} ({wanted(key, tell.forms)}).")
    return found


def _value(node: yaml.Node, key: Key, line: int, tell: _Telling) -> Any:
    """The value of a key; nothing if it is empty or wrong, which is noted."""
    if _is_empty(node):
        if key.required and key.name not in tell.later:
            tell.note(line, f"{named(key)} ist leer. Verlangt ist {wanted(key, tell.forms)}.")
        return None
    if isinstance(node, yaml.ScalarNode):
        text = " ".join(str(node.value).split())
        if key.form == "status" and _NOT_PUBLIC.match(text):
            raise NotPublicError(line)
        try:
            return tell.forms[key.form].read(text, key)
        except MisfitError as misfit:
            found = f"{misfit.found}. " if misfit.found else ""
            tell.note(line, f"{named(key)}: {found}{misfit.mend or f'Verlangt ist {wanted(key, tell.forms)}.'}")
            return None
    if key.form == "list of rows" and isinstance(node, yaml.SequenceNode):
        return tuple(row for entry in node.value if (row := _row(entry, key, tell)) is not None)
    if key.form == "list" and isinstance(node, yaml.SequenceNode):
        return tuple(row for entry in node.value if (row := _entry(entry, key, tell)) is not None)
    if key.form == "rows" and isinstance(node, yaml.MappingNode):
        return _mapping(node, key.rows, named(key), line, tell)
    tell.note(line, f"{named(key)}: Verlangt ist {wanted(key, tell.forms)}.")
    return None


def _is_empty(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip() in ("", "~", "null")
    return not node.value


def _row(node: yaml.Node, key: Key, tell: _Telling) -> Values | None:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key.rows, f"{either('eine Zeile', 'einen Schritt')} von {named(key)}", _line(node), tell)
    like = either("'zustaendigkeit: Entscheidung'", "„Zuständigkeit“")
    tell.note(_line(node), f"{named(key)}: {either('Eine Zeile', 'Ein Schritt')} besteht aus Angaben wie {like}.")
    return None


def _entry(node: yaml.Node, key: Key, tell: _Telling) -> Values | None:
    """An entry of a list: a text stands for the first key of a row."""
    first = key.rows[0].name
    if isinstance(node, yaml.ScalarNode) and str(node.value).strip():
        return Values(_line(node), {first: " ".join(str(node.value).split())})
    names = {str(name.value) for name, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
    if names & {row.name for row in key.rows} and isinstance(node, yaml.MappingNode):
        return _mapping(node, key.rows, f"einen Punkt von {named(key)}", _line(node), tell)
    how = (
        "Hinter jedem Strich steht ein Text, oder 'titel: …' und darunter 'datei: …'. "
        "Enthält ein Text ': ', steht er zwischen zwei '\"'."
    )
    tell.note(_line(node), f"{named(key)}: {either(how, 'Jeder Punkt der Liste hat einen Titel.')}")
    return None


def _offer(name: str, keys: tuple[Key, ...]) -> str:
    return either(nearest(name, [key.name for key in keys]), f"Möglich sind: {', '.join(key.label for key in keys)}.")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + _FIRST
