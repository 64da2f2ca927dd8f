"""The names of files in a patch: how they are written, and which of them a report may change."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from konzept import file_names
from konzept.editions import chronicle, lock, remembered, withdrawals
from konzept.files.unseen import UNSEEN
from konzept.intake.patched import AGAIN
from konzept.intake.unpacking import RefusedFileError
from konzept.survey import rounds

TEXTS_ONLY: Final = "Eine Meldung ändert Texte und legt neue an, sonst nichts."
_LONGEST_PATH: Final = 200
_PUBLISHED: Final = (lock.FILE, remembered.FILE, chronicle.FILE, withdrawals.FILE)


def both_names(rest: bytes) -> tuple[bytes, bytes]:
    """The paths behind ``diff --git``, without their ``a/`` and ``b/``.

    :raises RefusedFileError: if they can't be read, or begin otherwise.
    """
    quoted = re.fullmatch(rb'("(?:[^"\\]|\\.)*"|[^"]*) ("(?:[^"\\]|\\.)*"|[^"]*)', rest)
    half = len(rest) // 2
    if b'"' not in rest and rest[:2] == b"a/" and rest[half : half + 3] == b" b/":
        names = rest[:half], rest[half + 1 :]
    elif quoted:
        names = quoted[1], quoted[2]
    else:
        raise RefusedFileError(f"Die Namen der Dateien sind nicht zu lesen. {AGAIN}")
    a, b = (unquoted(name) for name in names)
    if not a.startswith(b"a/") or not b.startswith(b"b/"):
        raise RefusedFileError(f"Die Namen der Dateien beginnen nicht mit 'a/' und 'b/'. {AGAIN}")
    return a[2:], b[2:]


def unquoted(name: bytes) -> bytes:
    """A name as it is, without the marks that git puts around an odd one.

    :raises RefusedFileError: if the closing mark is missing.
    """
    if not name.startswith(b'"'):
        return name
    if len(name) < 2 or not name.endswith(b'"'):
        raise RefusedFileError(f"Der Name der Datei ist nicht zu lesen. {AGAIN}")
    known = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b'"': b'"', b"\\": b"\\"}

    def letter(match: re.Match[bytes]) -> bytes:
        found = match[1]
        return bytes([int(found, 8) & 255]) if found.isdigit() else known.get(found, b"\0")

    return re.sub(rb"\\([0-7]{3}|.)", letter, name[1:-1], flags=re.DOTALL)


def checked(name: bytes, above: str) -> str:
    """The path from the folder of the texts, if a report may change what lies there.

    :raises RefusedFileError: if it may not, or if the name is not UTF-8.
    """
    try:
        path = name.decode()
    except UnicodeDecodeError:
        raise RefusedFileError("Der Name der Datei ist nicht in UTF-8.") from None
    if reason := refused_path(path, above):
        raise RefusedFileError(reason)
    return path.removeprefix(above)


def refused_path(path: str, above: str) -> str:
    """Why a report may not change the file of this path (from the top of the repository), or nothing."""
    parts = path.split("/")
    if UNSEEN.search(path) or "\n" in path or "\r" in path or "\t" in path:
        return "Im Namen der Datei steht ein unsichtbares Zeichen."
    if path.startswith("/") or "\\" in path or ":" in path or {"..", ".", ""} & {*parts} or len(path) > _LONGEST_PATH:
        return f"{path[:_LONGEST_PATH]!r} ist kein Weg zu einem Text in diesem Repository."
    if PurePosixPath(path).name.casefold() in _PUBLISHED:
        return f"{path!r} wird geschrieben, wenn eine Ausgabe veröffentlicht wird. Keine Meldung ändert es."
    if not path.startswith(above) or (not above and parts[0] in ("konzept", "tests", "tools")):
        return f"{path!r} liegt nicht bei den Texten ({above}). {TEXTS_ONLY}"
    if path == above + rounds.FILE:  # who has answered; what may change in it, answered.py says
        return ""
    if any(part.startswith(".") for part in parts) or not path.endswith(".md"):
        return f"{path!r} ist kein Text (.md). {TEXTS_ONLY}"
    if other := next((letter for letter in path if not _is_ours(letter)), ""):
        return (
            f"Im Namen der Datei steht {other!r} aus einer anderen Schrift; es kann wie ein anderer Buchstabe aussehen."
        )
    return file_names.refused_name(path.removeprefix(above))


def _is_ours(letter: str) -> bool:
    """Whether nobody takes it for another one: no letter, or one of the Latin script."""
    return not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN ")
