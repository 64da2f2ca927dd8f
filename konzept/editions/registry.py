"""Which Ausgaben there are: the file ``ausgaben.toml`` in the folder of the texts, the newest last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from konzept import keyed
from konzept.editions import PublishError
from konzept.files import inputs
from konzept.keyed import Form, MisfitError
from konzept.model import Key

FILE: Final = "ausgaben.toml"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
_REF: Final = re.compile(r"[A-Za-z0-9][\w./+-]*")
_FILE_KEYS: Final = (
    Key(name="ausgabe", form="entries"),
    Key(name="umbenannt", form="renamed"),
)
_KEYS: Final = (
    Key(name="name", form="name", required=True, longest=60),
    Key(name="ref", form="ref", required=True, longest=300),
    Key(name="titel", required=True, longest=300),
    Key(name="datum", form="day", required=True),
    Key(name="anlass", required=True),
)
_RESERVED: Final = ("aktuell", "ausgaben", "404", "entwurf")
_NONE: Final = "Die Datei nennt keine Ausgabe. Jede beginnt mit einer Zeile [[ausgabe]]."


@dataclass(frozen=True, slots=True)
class Edition:
    """An Ausgabe: ``name`` is its address; ``ref``, ``occasion`` and ``line`` are what only the registry knows.

    ``ref`` is a tag or commit, ``line`` its place in the registry.
    """

    name: str
    title: str
    date: date
    ref: str = ""
    occasion: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Registry:
    """All Ausgaben, the newest last, and the pages that were renamed (old address to new one)."""

    editions: tuple[Edition, ...]
    renamed: Mapping[str, str]

    @property
    def newest(self) -> Edition:
        """The Ausgabe that is shown as the current one."""
        return self.editions[-1]


_SAMPLE: Final = """\
[[ausgabe]]
name = "2027-1"
ref = "ausgabe-2027-1"
titel = "Ausgabe 2027/1"
datum = 2027-01-15
anlass = "Warum es diese Ausgabe gibt, in einem Satz."
"""


def load(folder: Path) -> Registry:
    """Read the registry of a folder of texts.

    :raises PublishError: with a line for every fault, if it is missing or wrong.
    """
    path = folder / FILE
    if not path.exists():
        raise PublishError(
            f"{path}: Die Datei fehlt. Sie nennt die Ausgaben, die neueste zuletzt. Setzen Sie einen Tag auf den Stand "
            f"(git tag), und legen Sie sie so an:\n\n{_SAMPLE}"
        )
    if found := faults(folder):
        raise PublishError("\n".join(f"{path}:{line}: {message}" for line, message in found))
    values, text = inputs.toml(path)
    if not values.get("ausgabe"):
        raise PublishError(f"{path}:1: {_NONE}")
    editions = [
        Edition(
            name=entry["name"],
            ref=entry["ref"],
            title=entry["titel"],
            date=entry["datum"],
            occasion=entry["anlass"],
            line=_line(text, number),
        )
        for number, entry in enumerate(values["ausgabe"])
    ]
    return Registry(tuple(editions), values.get("umbenannt", {}))


def faults(folder: Path) -> list[tuple[int, str]]:
    """What is wrong with the registry of a folder of texts, if there is one: the line and the message of each fault.

    Before the first Ausgabe it may name none.
    """
    path = folder / FILE
    try:
        return list(_faults(*inputs.toml(path))) if path.exists() else []
    except inputs.DamagedError as error:
        return [(error.line, error.message)]


def _faults(values: Mapping[str, Any], text: str) -> Iterator[tuple[int, str]]:
    for fault in keyed.table(values, _FILE_KEYS, "Angabe dieser Datei", _FORMS)[1]:
        yield inputs.line_in(text, fault.key), fault.message
    entries = values.get("ausgabe", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield 1, _NONE
        return
    seen: dict[str, int] = {}
    last = date.min
    for number, entry in enumerate(entries):
        line = _line(text, number)
        found, faults = keyed.table(entry, _KEYS, "Angabe einer Ausgabe", _FORMS)
        yield from ((line, fault.message) for fault in faults)
        if faults:
            continue
        if seen.setdefault(found["name"], line) != line:
            yield line, f"Den Namen {found['name']!r} trägt schon die Ausgabe in Zeile {seen[found['name']]}."
        if found["datum"] < last:
            yield line, "Die Ausgaben stehen in der Reihenfolge ihrer Tage, die neueste zuletzt. Ordnen Sie sie so."
        last = found["datum"]


def _name(value: Any, key: Key) -> str:
    name: str = keyed.TOML["text"].read(value, key)
    if not _NAME.fullmatch(name) or name in _RESERVED or ".." in name:
        raise MisfitError(
            "ist die Adresse der Ausgabe: kleine Buchstaben, Ziffern, Punkt und Bindestrich, nicht "
            f"{', '.join(_RESERVED)}; gefunden: {name!r}"
        )
    return name


def _ref(value: Any, key: Key) -> str:
    ref: str = keyed.TOML["text"].read(value, key)
    if not _REF.fullmatch(ref):
        raise MisfitError(f"ist der Name eines Tags oder die Nummer eines Commits, gefunden: {ref!r}")
    return ref


def _renamed(value: Any, key: Key) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(_is_page(page) for pair in value.items() for page in pair):
        raise MisfitError('nennt Seiten, links die alte, rechts die neue: "alt.html" = "neu.html"')
    return value


_FORMS: Final = {
    **keyed.TOML,
    "entries": Form("eine Liste", lambda value, key: value),  # each is examined for itself
    "name": Form("ein Text in Anführungszeichen", _name),
    "ref": Form("ein Text in Anführungszeichen", _ref),
    "renamed": Form("eine Tabelle", _renamed),
}


def _is_page(value: Any) -> bool:
    return isinstance(value, str) and value.endswith(".html") and not value.startswith("/") and ".." not in value


def _line(text: str, number: int) -> int:
    """The line in which an Ausgabe begins; the first one if it is written in another way."""
    return inputs.line_in(text, "", (("ausgabe", number),))
