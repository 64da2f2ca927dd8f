"""Reads the options of a directive: ``:name: value``, one a line, directly below its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from myst_parser.parsers.options import TokenizeError, options_to_items

_OPTION = re.compile(r"\s*:([^:\s]+):(?:\s+(.*?))?\s*")
_NEARLY = re.compile(r":([^:\s]+)[:\s]\s*(\S.*)")
# Words without a sign that means something to MyST: it would read the same, and need not be asked.
_PLAIN = re.compile(r":([a-z][a-z0-9_]*): ([^\W_][\w.,;()/+–-]*(?: [\w„“(–][\w.,;()/+„“–-]*)*)")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a directive and the text behind them.

    ``lines`` has the line of each option, ``end`` the last line before the text; ``unread``
    names the options with a fault, ``faults`` are (line, message).
    """

    values: Mapping[str, str]
    lines: Mapping[str, int]
    unread: frozenset[str]
    faults: tuple[tuple[int, str], ...]
    text: str
    end: int


def read_options(content: str, first: int) -> Options:
    """Read the content of a directive that begins in line ``first``."""
    lines = content.removesuffix("\n").split("\n") if content else []
    count = next((number for number, line in enumerate(lines) if not _is_option(line)), len(lines))
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    faults: list[tuple[int, str]] = []
    unread: set[str] = set()
    for number, line in enumerate(lines[:count], first):
        name, value, fault = _option(line)
        if name in values:
            fault = f"Die Option {name!r} steht zweimal. Streichen Sie eine der beiden Zeilen."
        values.setdefault(name, value)
        places.setdefault(name, number)
        if fault:
            unread.add(name)
            faults.append((number, fault))
    if lines[:1] == ["---"]:
        faults.append((first, "Optionen stehen als ':name: Wert' da, nicht zwischen '---'."))
    return Options(values, places, frozenset(unread), tuple(faults), "\n".join(lines[count:]), first - 1 + count)


def _is_option(line: str) -> bool:
    stripped = line.lstrip()
    return stripped.startswith(":") and not stripped.startswith(":::")


def _option(line: str) -> tuple[str, str, str]:
    """Name and value of an option line, and why MyST would read something else (or nothing)."""
    if plain := _PLAIN.fullmatch(line):
        return plain[1], plain[2], ""
    match = _OPTION.fullmatch(line)
    if match is None:
        return _nearly(line.strip())
    name, value = match[1], match[2] or ""
    if "\t" in line:
        return name, value, f"In der Zeile von {name!r} steht ein Tabulator. Ersetzen Sie ihn durch Leerzeichen."
    try:
        items, _ = options_to_items(line.lstrip()[1:])
    except TokenizeError:
        items = []
    return name, value, "" if items == [(name, value)] else _unreadable(name, value)


def _nearly(line: str) -> tuple[str, str, str]:
    """The same of a line without the second colon, or without the blank behind it: only that is told of it."""
    fault = f"Eine Option hat die Form ':name: Wert', gefunden: {line!r}."
    if match := _NEARLY.fullmatch(line):
        return match[1], match[2], f"{fault} Schreiben Sie ':{match[1]}: {match[2]}'."
    return line, "", fault


def _unreadable(name: str, value: str) -> str:
    if value.startswith(("'", '"')):
        return (
            f"Der Wert von {name!r} darf nicht mit einem Anführungszeichen beginnen, gefunden: {value!r}. "
            "Stellen Sie ein Wort davor oder schreiben Sie „…“."
        )
    if " #" in value:
        return (
            f"Der Wert von {name!r} enthält ' #', alles dahinter würde weggelassen: {value!r}. "
            "Streichen Sie das Leerzeichen davor oder schreiben Sie es anders."
        )
    return (
        f"Der Wert von {name!r} lässt sich nicht eindeutig lesen: {value!r}. "
        "Beginnen Sie ihn mit einem Buchstaben oder einer Ziffer."
    )
