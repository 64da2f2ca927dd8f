"""The forms of values that only the head of a paper has: amounts, votes, the number of a Drucksache."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from konzept.findings import either
from konzept.keyed import FORMS as OF_ITEMS
from konzept.keyed import Form, MisfitError, fitting, read_date
from konzept.model import Key, PartialDate
from konzept.paper.form import PUBLIC

_GERMAN_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_PLAIN: Final = r"\d{1,12}(\.\d{2})?"
_WITH_POINT: Final = re.compile(_PLAIN, re.ASCII)


def _status(text: str, key: Key) -> str:
    if text.casefold() in (PUBLIC, PUBLIC.replace("ö", "oe")):
        return PUBLIC
    raise MisfitError(f"{text!r} ist nicht vorgesehen")


def _flag(text: str, key: Key) -> bool:
    if text not in ("true", "false"):
        raise MisfitError(f"{text!r} ist nicht vorgesehen")
    return text == "true"


def _day(text: str, key: Key) -> PartialDate:
    return read_date(_GERMAN_DAY.sub(_iso, text), key, text)


def _iso(day: re.Match[str]) -> str:
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"


def _amount(text: str) -> Decimal:
    """An amount as people write it: with points between thousands and a comma, or as programs do, with a point."""
    if not _WITH_POINT.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text)


def _no_text(text: str, key: Key) -> None:
    raise MisfitError("")


FORMS: Final[Mapping[str, Form]] = {
    "text": OF_ITEMS["text"],
    "word": OF_ITEMS["word"],
    "flag": Form(either("true oder false", "ein Kästchen, angekreuzt oder nicht"), _flag),
    "status": Form(f"das Wort {PUBLIC}", _status),
    "day": Form("einen Tag wie 25.03.2027", _day),
    "votes": Form("eine ganze Zahl", fitting(r"\d{1,3}", int)),
    "year": Form("ein Jahr wie 2027", fitting(r"20\d\d", int)),
    "amount": Form(
        "einen Betrag in Euro wie 156.000 oder 1.234,50",
        fitting(rf"{_PLAIN}|\d{{1,3}}(\.\d{{3}}){{0,3}}(,\d{{2}})?|\d{{1,12}},\d{{2}}", _amount),
    ),
    "rows": Form(
        either("ein Block eingerückter Zeilen wie '  aufgabe: freiwillig'", "eine Gruppe von Angaben"), _no_text
    ),
    "list": Form(either("eine Liste, jede Zeile mit einem Strich davor", "eine Liste"), _no_text),
    "list of rows": Form(
        either("eine Liste mit Strichen, zum Beispiel '- zustaendigkeit: Entscheidung'", "eine Tabelle"), _no_text
    ),
}
