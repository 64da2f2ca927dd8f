"""Keyed values that people write: what each form wants, how it is read, and what is said of one that does not fit.

Options of items, the heads of papers and the files in TOML all declare their values as
:class:`konzept.model.Key`; each says what it found in its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from konzept.findings import either, nearest
from konzept.model import Key, PartialDate
from konzept.model.council_words import usual
from konzept.model.speech import spoken
from konzept.model.values import PATTERNS
from konzept.typed import day_typed

_SHOWN: Final = 300  # characters of a wrong value in a message
_MOST: Final = 99


class MisfitError(Exception):
    """A value that does not fit: what is wrong with it, and how to mend it; without, its form says what it wants."""

    def __init__(self, found: str, mend: str = "") -> None:
        """Say both without the dot at the end of the first."""
        super().__init__(found, mend)
        self.found, self.mend = found, mend


class Form(NamedTuple):
    """A form of values: what it wants, as a German object ("einen Tag"), and how one is read."""

    wants: str
    read: Callable[[Any, Key], Any]


def wants(key: Key, forms: Mapping[str, Form]) -> str:
    """What a key wants, as a German object: "einen Tag wie 2026-12-31"."""
    if key.written:
        return f"eines von: {offered(key)}"
    return forms[key.form].wants.replace("{of}", key.help)  # other braces are those of TOML


def wanted(key: Key, forms: Mapping[str, Form]) -> str:
    """The same as a subject: "ein Tag wie 2026-12-31"."""
    return re.sub(r"^einen ", "ein ", wants(key, forms))


def offered(key: Key) -> str:
    """All words that a value may be."""
    written = ", ".join(key.written)
    return either(written, ", ".join(f"„{word.label}“" for word in key.choices) or written)


def named(key: Key) -> str:
    """The name of a key within a finding."""
    return either(repr(key.name), f"„{key.label}“")


def _word(text: str, key: Key) -> Any:
    for word in key.choices:
        if word.written == text or (word == text and not spoken().strict):
            return word
    raise _not_offered(text, key)


def _decider(text: str, key: Key) -> str:
    if text not in key.written and spoken().strict:
        raise _not_offered(text, key)
    return text


def _not_offered(text: str, key: Key) -> MisfitError:
    # what is similar may be another fact: all are offered, none is suggested
    return MisfitError(f"{text!r} ist nicht vorgesehen", usual(text, key.choices) or f"Möglich sind: {offered(key)}.")


def read_date(text: str, key: Key, shown: str = "") -> PartialDate:
    """A date of the calendar; of the form "day" only if it is exact to the day. ``shown`` is what stood there.

    :raises MisfitError: if it is none, or is written otherwise than in texts.
    """
    try:
        value = PartialDate.parse(text)
    except ValueError:
        meant = None if shown else day_typed(text)
        if meant and (meant.is_day or key.form != "day"):
            mend = f"Schreiben Sie {either(str(meant), meant.german)}."
            raise MisfitError(f"{text!r} ist nicht so geschrieben wie in Texten", mend) from None
        raise MisfitError(f"{shown or text!r} ist kein Datum des Kalenders") from None
    if key.form == "day" and not value.is_day:
        raise MisfitError(f"{shown or text!r} nennt keinen Tag")
    if str(value) != text:
        raise MisfitError(f"{shown or text!r} ist nicht so geschrieben wie in Texten", f"Schreiben Sie {str(value)!r}.")
    return value


def _number(text: str, key: Key) -> Decimal:
    _refuse_zero(text)
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        plain = text.replace(".", "")
        mend = f"Tausender haben hier keinen Punkt: Schreiben Sie {plain!r}."
        raise MisfitError(f"{text!r} ist nicht eindeutig", mend)
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        raise MisfitError(f"{text!r} ist keine Zahl")
    return Decimal(text)


def _count(text: str, key: Key) -> Decimal:
    _refuse_zero(text)
    if not re.fullmatch(r"[0-9]+", text):
        raise MisfitError(f"{text!r} ist keine ganze Zahl")
    return Decimal(text)


def _refuse_zero(text: str) -> None:
    """Whoever writes ``01`` left something out, or turned it round."""
    if re.match("0[0-9]", text):
        raise MisfitError(f"{text!r} beginnt mit einer Null", "Prüfen Sie die Zahl an der Quelle.")


def fitting(pattern: str, make: Callable[[str], Any] = str) -> Callable[[str, Key], Any]:
    """Reads what fits a pattern as a whole."""

    def read(text: str, key: Key) -> Any:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise MisfitError(f"{text!r} passt nicht")
        return make(text)

    return read


# What stands in a text, for options of items; the heads of papers read most of it the same way.
FORMS: Final[Mapping[str, Form]] = {
    "text": Form("einen Text", lambda text, key: text),
    "word": Form("ein Wort", _word),
    "decider": Form("ein Wort", _decider),
    "day": Form(f"einen Tag wie {either('2026-12-31', '31.12.2026')}", read_date),
    "date": Form(
        f"ein Datum wie {either('2026-12-31, 2026-12', '31.12.2026, 12.2026')}, 2026, 2025/2026 oder Herbst 2026",
        read_date,
    ),
    "number": Form(f"eine Zahl wie 506 oder {either('95.40', '95,40')}", _number),
    "count": Form("eine ganze Zahl wie 12", _count),
    "url": Form("eine Adresse mit https:// am Anfang und ohne Leerzeichen", fitting(PATTERNS["url"])),
    "sha256": Form("eine Prüfsumme aus 64 Zeichen 0–9 und a–f", fitting(PATTERNS["sha256"])),
}


def _is(*kinds: type) -> Callable[[Any, Key], Any]:
    """Takes values of just these types."""

    def read(value: Any, key: Key) -> Any:
        if type(value) not in kinds:
            raise MisfitError("")
        return value

    return read


def _short(text: Any, key: Key) -> str:
    if not isinstance(text, str):
        raise MisfitError("")
    if len(text) > key.longest:
        raise MisfitError(f"hat {len(text)} Zeichen, möglich sind {key.longest}", "Kürzen Sie es.")
    return text


def _texts(value: Any, key: Key) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise MisfitError("")
    return tuple(_short(entry, key) for entry in value)


def _web(text: Any, key: Key) -> str:
    if _short(text, key) and not text.startswith("https://"):
        raise MisfitError(f"muss mit https:// beginnen, gefunden: {text!r}")
    return str(text)


def _few(value: Any, key: Key) -> int:
    if type(value) is not int or not 0 <= value <= _MOST:
        raise MisfitError("")
    return value


def _day(value: Any, key: Key) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise MisfitError("")
    return value


_QUOTED: Final = "ein Text in Anführungszeichen"

# What stands in a file in TOML, as a value of its own type. What is wrong is said of the key: "hat 3 Zeichen".
TOML: Final[Mapping[str, Form]] = {
    "text": Form(_QUOTED, _short),
    "texts": Form("eine Liste von {of}", _texts),
    "flag": Form("true oder false", _is(bool)),
    "few": Form(f"eine ganze Zahl von 0 bis {_MOST}", _few),
    "web": Form(_QUOTED, _web),
    "day": Form("ein Tag ohne Anführungszeichen wie 2026-12-31", _day),
    "tables": Form("eine Liste von {of}", _is(list)),
    "table": Form("eine Tabelle", _is(dict)),
}


class Misread(NamedTuple):
    """A fault in a table of TOML: the key and a German sentence."""

    key: str
    message: str


def table(
    values: Mapping[str, Any], keys: Iterable[Key], of: str, forms: Mapping[str, Form] = TOML
) -> tuple[dict[str, Any], list[Misread]]:
    """The values of a table that fit, and everything that is wrong; ``of`` says what its keys are.

    A key that must be there may not be empty either.
    """
    known = {key.name: key for key in keys}
    faults = [Misread(name, f"{name!r} ist keine {of}. {nearest(name, known)}") for name in values if name not in known]
    found: dict[str, Any] = {}
    for name, key in known.items():
        value = values.get(name)
        if value is None or (key.required and (not value or (isinstance(value, str) and not value.strip()))):
            faults += _lacking(key, forms)
            continue
        try:
            found[name] = forms[key.form].read(value, key)
        except MisfitError as misfit:
            faults.append(Misread(name, _sentence(key, value, misfit, forms)))
    return found, faults


def _lacking(key: Key, forms: Mapping[str, Form]) -> Iterator[Misread]:
    if key.required:
        example = '"…"' if forms[key.form].wants == _QUOTED else "…"
        yield Misread("", f"{key.name!r} fehlt. Ergänzen Sie: {key.name} = {example}")


def _sentence(key: Key, value: Any, misfit: MisfitError, forms: Mapping[str, Form]) -> str:
    if misfit.found:
        return f"{key.name!r} {misfit.found}. {misfit.mend}".rstrip()
    return f"{key.name!r} muss {wanted(key, forms)} sein, gefunden: {shortened(value)}."


def shortened(value: Any) -> str:
    """A wrong value in a message."""
    try:
        shown = repr(value)
    except ValueError:  # a number of thousands of digits
        return "eine Zahl mit sehr vielen Ziffern"
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} …"
