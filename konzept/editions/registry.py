"""Which Ausgaben there are: the file ``ausgaben.toml`` in the folder of the texts, the newest last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from konzept.editions import PublishError
from konzept.files import reading
from konzept.findings import nearest

FILE: Final = "ausgaben.toml"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
_REF: Final = re.compile(r"[A-Za-z0-9][\w./+-]*")
_KEYS: Final = {"name": "Name", "ref": "Verweis", "titel": "Titel", "datum": "Tag", "anlass": "Anlass"}
_LONGEST: Final = {"name": 60, "ref": 300, "titel": 300, "anlass": 2000}
_RESERVED: Final = ("aktuell", "ausgaben", "404", "entwurf")


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
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> Edition:
        """The Ausgabe that is shown as the current one."""
        return self.editions[-1]


def load(folder: Path) -> Registry:
    """Read the registry of a folder of texts.

    :raises PublishError: with a line for every fault, if it is missing or wrong.
    """
    path = folder / FILE
    try:
        values, text = reading.toml(path)
    except FileNotFoundError:
        raise PublishError(
            f"{path}: Die Datei fehlt. Sie nennt die Ausgaben; ein Muster steht in CONTRIBUTING.md."
        ) from None
    except reading.DamagedError as error:
        raise PublishError(str(error)) from None
    faults = [f"{path}:{line}: {message}" for line, message in _faults(values, text)]
    if faults:
        raise PublishError("\n".join(faults))
    lines = _lines(text)
    editions = [
        Edition(
            name=entry["name"],
            ref=entry["ref"],
            title=entry["titel"],
            date=entry["datum"],
            occasion=entry["anlass"],
            line=line,
        )
        for entry, line in zip(values["ausgabe"], lines, strict=True)
    ]
    return Registry(tuple(editions), values.get("umbenannt", {}))


def _faults(values: Mapping[str, Any], text: str) -> Iterator[tuple[int, str]]:
    for key in values:
        if key not in ("ausgabe", "umbenannt"):
            yield 1, f"{key!r} ist hier nicht bekannt. {nearest(key, ['ausgabe', 'umbenannt'])}"
    entries = values.get("ausgabe")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        yield 1, "Die Datei nennt keine Ausgabe. Jede beginnt mit einer Zeile [[ausgabe]]."
        return
    seen: dict[str, int] = {}
    last = date.min
    for entry, line in zip(entries, _lines(text), strict=True):
        wrong = list(_entry_faults(entry))
        yield from ((line, message) for message in wrong)
        if wrong:
            continue
        if seen.setdefault(entry["name"], line) != line:
            yield line, f"Den Namen {entry['name']!r} trägt schon die Ausgabe in Zeile {seen[entry['name']]}."
        if entry["datum"] < last:
            yield line, "Die Ausgaben stehen in der Reihenfolge ihrer Tage, die neueste zuletzt. Ordnen Sie sie so."
        last = entry["datum"]
    moved = values.get("umbenannt", {})
    if not isinstance(moved, dict) or not all(_is_page(page) for pair in moved.items() for page in pair):
        yield 1, '[umbenannt] nennt Seiten, links die alte, rechts die neue: "alt.html" = "neu.html".'


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in entry:
        if key not in _KEYS:
            yield f"{key!r} ist keine Angabe einer Ausgabe. {nearest(key, _KEYS)}"
    for key, german in _KEYS.items():
        value = entry.get(key)
        if key == "datum":
            if not isinstance(value, date) or isinstance(value, datetime):
                yield f"'datum' ist ein Tag ohne Anführungszeichen, zum Beispiel 2026-12-31, gefunden: {value!r}."
        elif not isinstance(value, str) or not value.strip():
            yield f"{key!r} ({german}) fehlt oder ist kein Text."
        elif len(value) > _LONGEST[key]:
            yield f"{key!r} ({german}) hat {len(value)} Zeichen, möglich sind {_LONGEST[key]}. Kürzen Sie es."
    name, ref = entry.get("name"), entry.get("ref")
    if isinstance(name, str) and name and (not _NAME.fullmatch(name) or name in _RESERVED or ".." in name):
        yield (
            "'name' ist die Adresse der Ausgabe: kleine Buchstaben, Ziffern, Punkt und Bindestrich, nicht "
            f"{', '.join(_RESERVED)}; gefunden: {name!r}."
        )
    if isinstance(ref, str) and ref and not _REF.fullmatch(ref):
        yield f"'ref' ist der Name eines Tags oder die Nummer eines Commits, gefunden: {ref!r}."


def _is_page(value: Any) -> bool:
    return isinstance(value, str) and value.endswith(".html") and not value.startswith("/") and ".." not in value


def _lines(text: str) -> list[int]:
    """The line in which each ``[[ausgabe]]`` begins."""
    return [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*ausgabe\s*\]\]", line)]
