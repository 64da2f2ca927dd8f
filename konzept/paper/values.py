"""The values in the head of a paper: what each key wants, and how its words are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from konzept.findings import either, nearest
from konzept.model import PartialDate
from konzept.model.declare import Word
from konzept.paper.form import PUBLIC

_GERMAN_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_PLAIN: Final = r"\d{1,12}(\.\d{2})?"
_WITH_POINT: Final = re.compile(_PLAIN, re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter, with its label in a form. ``rows`` and ``words`` say what its value consists of."""

    name: str
    label: str
    form: str = "text"
    words: type[Word] | None = None
    required: bool = False
    rows: tuple[Key, ...] = ()

    @property
    def named(self) -> str:
        """Its name within a finding."""
        return either(repr(self.name), f"„{self.label}“")


def wanted(key: Key) -> str:
    """What a key wants, as a German noun phrase."""
    if key.words:
        return "eines von: " + ", ".join(key.words)
    return {
        "flag": either("true oder false", "ein Kästchen, angekreuzt oder nicht"),
        "number": "eine Nummer wie V/2027/012 oder V/2027/012-E01",
        "status": f"das Wort {PUBLIC}",
        "day": "ein Tag wie 25.03.2027",
        "year": "ein Jahr wie 2027",
        "count": "eine ganze Zahl",
        "amount": "ein Betrag in Euro wie 156.000 oder 1.234,50",
        "rows": either("ein Block eingerückter Zeilen wie '  aufgabe: freiwillig'", "eine Gruppe von Angaben"),
        "list": either("eine Liste, jede Zeile mit einem Strich davor", "eine Liste"),
        "list of rows": either(
            "eine Liste mit Strichen, zum Beispiel '- zustaendigkeit: Entscheidung'", "eine Tabelle"
        ),
    }.get(key.form, "ein Text")


def _word(text: str, key: Key) -> Word:
    words = key.words or Word
    try:
        return words(text)
    except ValueError:
        raise ValueError(f"{text!r} ist nicht vorgesehen. {nearest(text, list(words))}") from None


def _status(text: str, key: Key) -> str:
    if text.casefold() in (PUBLIC, PUBLIC.replace("ö", "oe")):
        return PUBLIC
    raise ValueError(f"{text!r} ist nicht vorgesehen. Verlangt ist {wanted(key)}.")


def _day(text: str, key: Key) -> PartialDate:
    try:
        value = PartialDate.parse(_GERMAN_DAY.sub(_iso, text))
    except ValueError:
        raise ValueError(f"{text!r} ist kein Datum des Kalenders. Verlangt ist {wanted(key)}.") from None
    if not value.is_day:
        raise ValueError(f"{text!r} nennt keinen Tag. Verlangt ist {wanted(key)}.")
    return value


def _iso(day: re.Match[str]) -> str:
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"


def _amount(text: str) -> Decimal:
    """An amount as people write it: with points between thousands and a comma, or as programs do, with a point."""
    if not _WITH_POINT.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text)


def _flag(text: str, key: Key) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} ist nicht vorgesehen. Verlangt ist {wanted(key)}.")
    return text == "true"


def _fitting(pattern: str, make: Callable[[str], Any]) -> Callable[[str, Key], Any]:
    def parse(text: str, key: Key) -> Any:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(f"{text!r} passt nicht. Verlangt ist {wanted(key)}.")
        return make(text)

    return parse


FORMS: Final[Mapping[str, Callable[[str, Key], Any]]] = {
    "text": lambda text, key: " ".join(text.split()),
    "word": _word,
    "flag": _flag,
    "status": _status,
    "day": _day,
    "number": _fitting(r"V/\d{4}/\d{3,4}(-E\d{2})?", str),
    "count": _fitting(r"\d{1,3}", int),
    "year": _fitting(r"20\d\d", int),
    "amount": _fitting(rf"{_PLAIN}|\d{{1,3}}(\.\d{{3}}){{0,3}}(,\d{{2}})?|\d{{1,12}},\d{{2}}", _amount),
}
