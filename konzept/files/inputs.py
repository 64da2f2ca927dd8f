"""Reads files that people or programs write, and says in German where one can't be read, however it is broken."""

from __future__ import annotations

import json as _json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from konzept.errors import KonzeptError
from konzept.files.conflicts import CONFLICT, conflict
from konzept.files.unseen import unseen

LARGEST: Final = 20 * 2**20
NOT_UTF8: Final = "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie so."
TOO_LARGE: Final = f"Die Datei hat mehr als {LARGEST // 2**20} MB. Kürzen Sie sie."
_DEEP: Final = "Die Angaben sind zu tief ineinander verschachtelt."
_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOML: Final = (
    'Hier ist die Datei kein gültiges TOML. Jede Angabe hat eine Zeile wie name = "…"; Texte stehen in '
    "geraden Anführungszeichen, und jeder Name kommt einmal vor."
)
_HEADER: Final = re.compile(r"\s*\[\[\s*([a-z.]+)\s*\]\]")
Tables = tuple[tuple[str, int], ...]
_NO_DAY: Final = "Diesen Tag hat der Kalender nicht. Schreiben Sie einen wie 2026-12-31."


class DamagedError(KonzeptError):
    """A file can't be read; ``line`` is where, ``message`` says why without naming the file."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        """Name the place."""
        super().__init__(f"{path}:{line}: {message}")
        self.line, self.message = line, message


def text(path: Path) -> str:
    """A text in UTF-8, with or without a byte order mark.

    :raises DamagedError: if it is in another encoding, too large to be read, or has a conflict of git.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise DamagedError(path, 1, TOO_LARGE)
        decoded = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise DamagedError(path, line_of(error), NOT_UTF8) from None
    if line := conflict(decoded):
        raise DamagedError(path, line, CONFLICT)
    return decoded


def line_of(error: UnicodeDecodeError) -> int:
    """The line, from 1, in which something is not UTF-8."""
    return error.object[: error.start].count(b"\n") + 1


def line_in(text: str, key: str, tables: Tables = (), value: str = "") -> int:
    """The line, from 1, in which a text in TOML says a key; if it does not, that in which the table begins.

    :param tables: the tables around the key: the name of each, and which one of that name it is, from 0.
    :param value: what the line has too; of several that have it, the last one counts.
    """
    lines = text.splitlines()
    start, end = _extent(lines, tables)
    found = [number for number in range(start, end) if key and _says(lines[number], key)]
    if value:
        found = [number for number in found if repr(value)[1:-1] in lines[number]][-1:]
    return (found[0] if found else min(start, max(len(lines) - 1, 0))) + 1


def _says(line: str, key: str) -> bool:
    """Whether a line gives the key of this name its value, or begins the table of this name."""
    name = f"[\"']?{re.escape(key)}[\"']?"
    return re.match(rf"\s*(?:{name}\s*[=.]|\[+\s*(?:[\w-]+\s*\.\s*)*{name}\s*[].])", line) is not None


def _extent(lines: list[str], tables: Tables) -> tuple[int, int]:
    """From the header of a table to the next header, from 0; all lines if there are none around, or it is not found."""
    headers = [(number, match[1]) for number, line in enumerate(lines) if (match := _HEADER.match(line))]
    position = 0
    for depth, (_, which) in enumerate(tables, 1):
        name = ".".join(part for part, _ in tables[:depth])
        places = [index for index in range(position, len(headers)) if headers[index][1] == name]
        if which >= len(places):
            return 0, len(lines)
        position = places[which] + 1
    ends = [number for number, _ in headers[position:]]
    return (headers[position - 1][0], ends[0] if ends else len(lines)) if tables else (0, len(lines))


def toml(path: Path) -> tuple[dict[str, Any], str]:
    """The values of a file in TOML, and its text.

    :raises DamagedError: if it is none, or hides something.
    """
    content = text(path)
    try:
        values = tomllib.loads(content)
    except RecursionError:
        raise DamagedError(path, 1, _DEEP) from None
    except ValueError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else max(len(content.splitlines()), 1)
        raise DamagedError(path, line, _NO_DAY if "Invalid date" in str(error) else _TOML) from None
    refuse_unseen(path, content, values)
    return values, content


def json(path: Path) -> tuple[Any, str]:
    """The value of a file in JSON, and its text.

    :raises DamagedError: if it is none.
    """
    content = text(path)
    try:
        return _json.loads(content), content
    except RecursionError:
        raise DamagedError(path, 1, _DEEP) from None
    except ValueError as error:
        line = error.lineno if isinstance(error, _json.JSONDecodeError) else 1
        raise DamagedError(path, line, "Hier ist die Datei kein gültiges JSON.") from None


def refuse_unseen(path: Path, content: str, values: Any) -> None:
    """Refuse a file in which an invisible character stands, also where it is written as a number.

    :raises DamagedError: for the first one; ``values`` is what its text ``content`` means.
    """
    for line, message in unseen(content):
        raise DamagedError(path, line, message)
    for _, message in unseen("\n".join(_texts(values))):
        line = next((n for n, written in enumerate(content.split("\n"), 1) if "\\" in written), 1)
        raise DamagedError(path, line, message)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value, and the names of its parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _texts(part)
