"""How the file that describes a form is read: the forms of its values, and what a kind of line must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from konzept import keyed
from konzept.findings import nearest
from konzept.keyed import Form, MisfitError
from konzept.model import Key
from konzept.paper.form import FACTS, LONGEST, HeadBlock, LineKind

_KINDS: Final[tuple[str, ...]] = get_args(LineKind)
_HEAD: Final[tuple[str, ...]] = get_args(HeadBlock)
ROLES: Final = ("beschluss", FACTS, "zustaendigkeit")
KNOWN: Final = ("drucksache", "vorlageart", "status", "erstellt_durch")
_TAKEN: Final = ("muster", "beratungsfolge", "anlagen", *KNOWN)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER: Final = re.compile(r"[A-Za-z0-9/.: -]*[0-9][A-Za-z0-9/.: -]*")
_MOST_YEARS: Final = 6


def _one_of(offered: tuple[str, ...]) -> Form:
    def read(value: Any, key: Key) -> str:
        if value not in offered:
            raise MisfitError(f"kennt {keyed.shortened(value)} nicht", nearest(str(value), offered))
        return str(value)

    return Form(f"eines von: {', '.join(offered)}", read)


def _name(value: Any, key: Key) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value) or value in _TAKEN:
        raise MisfitError("")
    return value


def _fact(value: Any, key: Key) -> str:
    return value if value in KNOWN else _name(value, key)


def _names(value: Any, key: Key) -> tuple[str, ...]:
    found: tuple[str, ...] = keyed.TOML["texts"].read(value, key)
    return found


def _numbers(value: Any, key: Key) -> tuple[str, ...]:
    found = _names(value, key)
    if not found or not all(map(_NUMBER.fullmatch, found)):
        raise MisfitError("")
    return found


def _head(value: Any, key: Key) -> tuple[str, ...]:
    found = _names(value, key)
    if unknown := next((name for name in found if name not in _HEAD), ""):
        raise MisfitError(f"kennt {unknown!r} nicht", nearest(unknown, _HEAD))
    if len(set(found)) < len(found) or "betreff" not in found:
        raise MisfitError("nennt 'betreff' nicht, oder etwas zweimal", "Nennen Sie jedes einmal.")
    return found


def _words(value: Any, key: Key) -> tuple[tuple[str, str], ...]:
    fits = isinstance(value, dict) and len(value) > 1
    if not fits or not all(isinstance(label, str) and 0 < len(label) <= LONGEST for label in value.values()):
        raise MisfitError("")
    return tuple(value.items())


def _years(value: Any, key: Key) -> int:
    if type(value) is not int or not 1 <= value <= _MOST_YEARS:
        raise MisfitError("")
    return value


def _labels(*names: str) -> Form:
    def read(value: Any, key: Key) -> tuple[str, ...]:
        if not isinstance(value, dict) or set(value) != set(names):
            raise MisfitError("")
        return _names([value[name] for name in names], key)

    return Form(f"eine Tabelle aus {', '.join(names)}", read)


_NAMED: Final = "ein noch freier Name aus kleinen Buchstaben ohne Umlaute"
FORMS: Final[Mapping[str, Form]] = {
    **keyed.TOML,
    "kind": _one_of(_KINDS),
    "role": _one_of(ROLES),
    "name": Form(_NAMED, _name),
    "fact": Form(_NAMED, _fact),
    "names": Form("eine Liste von {of}", _names),
    "numbers": Form('eine Liste von Beispielen wie ["V/2027/012"]', _numbers),
    "head": Form(f"eine Liste aus {', '.join(_HEAD)}", _head),
    "votes": _labels("titel", "sitzung", "top", "einstimmig", "ja", "nein", "enthaltung"),
    "order": _labels("titel", "datum", "gremium"),
    "words": Form('eine Tabelle mit mindestens zwei Wörtern wie { "ja" = "ja", "nein" = "nein" }', _words),
    "years": Form(f"eine ganze Zahl von 1 bis {_MOST_YEARS}", _years),
}
# What each kind of line must have, and what it may have besides.
HAS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "text": (("titel",), ()),
    "erlaeuterung": (("titel",), ()),
    "eintrag": (("feld", "titel"), ("pflicht",)),
    "betrag": (("feld", "titel"), ()),
    "haken": (("feld", "titel"), ()),
    "auswahl": (("feld", "worte"), ("titel", "untereinander", "pflicht", "erlaeutern", "bericht")),
    "jahre": (("feld", "titel", "jahre", "reihe"), ()),
}
