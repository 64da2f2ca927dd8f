"""Reads files that people or programs write, and says in German where one can't be read, however it is broken."""

from __future__ import annotations

import json as _json
import re
import tomllib
from pathlib import Path
from typing import Any, Final

from konzept.errors import KonzeptError

NOT_UTF8: Final = "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie so."
_DEEP: Final = "Die Angaben sind zu tief ineinander verschachtelt."
_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOML: Final = (
    'Hier ist die Datei kein gültiges TOML. Jede Angabe hat eine Zeile wie name = "…"; Texte stehen in '
    "Anführungszeichen, und jeder Name kommt einmal vor."
)


class DamagedError(KonzeptError):
    """A file can't be read; ``line`` is where, ``message`` says why without naming the file."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        """Name the place."""
        super().__init__(f"{path}:{line}: {message}")
        self.line, self.message = line, message


def text(path: Path) -> str:
    """A text in UTF-8, with or without a byte order mark.

    :raises DamagedError: if it is in another encoding.
    """
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DamagedError(path, line, NOT_UTF8) from None


def toml(path: Path) -> tuple[dict[str, Any], str]:
    """The values of a file in TOML, and its text.

    :raises DamagedError: if it is none.
    """
    content = text(path)
    try:
        return tomllib.loads(content), content
    except RecursionError:
        raise DamagedError(path, 1, _DEEP) from None
    except ValueError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else max(len(content.splitlines()), 1)
        raise DamagedError(path, line, _TOML) from None


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
