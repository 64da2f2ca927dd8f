"""What a build is made of, as one sum: so that a build in which nothing is new can be told from any other.

Everything counts by its content and never by its date: the texts with all that lies among them, what publishing noted
beside them, this program, the libraries, and what the environment says.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_PROGRAM: Final = Path(__file__).parent.parent
_ASKED: Final = ("KONZEPT_", "SOURCE_DATE_EPOCH")  # variables that begin so say what is built


def of_texts(folder: Path, *words: object) -> str:
    """The sum of a folder of texts, of all else that its pages are made of, and of ``words``.

    :raises OSError: if something can't be read: then nobody knows whether it is new.
    """
    folder = folder.resolve()
    digest = hashlib.sha256(repr((folder, words, program(), sorted(_environment()))).encode())
    for path in (*_below(folder), *sorted(folder.parent.glob("*.json"))):
        digest.update(repr((str(path), path.is_symlink() and path.readlink())).encode())
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def program() -> str:
    """The sum of this program as it was begun, with the names and versions of the libraries and of Python."""
    digest = hashlib.sha256(repr((sys.version, sorted(_libraries()))).encode())
    for path in _below(_PROGRAM):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(repr(str(path.relative_to(_PROGRAM))).encode() + path.read_bytes())
    return digest.hexdigest()


def _libraries() -> Iterator[str]:
    """The folders in which each installed library says its name and version."""
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        yield from (path.name for path in folder.iterdir() if path.suffix in (".dist-info", ".egg-info"))


def _environment() -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in os.environ.items() if name.startswith(_ASKED))


def _below(folder: Path) -> list[Path]:
    def fail(error: OSError) -> None:
        raise error

    walked = os.walk(folder, onerror=fail)
    return sorted(Path(above, name) for above, folders, files in walked for name in (*folders, *files))
