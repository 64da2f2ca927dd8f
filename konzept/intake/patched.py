"""What a patch says of each text, and what it makes of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from konzept.intake.unpacking import RefusedFileError

AGAIN: Final = "Lassen Sie sich die Datei der Redaktion noch einmal schicken, als Anlage."
_WHOLE: Final = 40


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place of a file: from line ``first`` (from 1) the lines ``old`` become ``new``; ``line`` is that in the patch.

    ``pieces`` are its lines as they stand, each with the mark before it.
    """

    line: int
    first: int
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]
    pieces: tuple[tuple[bytes, bytes], ...]


@dataclass(slots=True)
class FilePatch:
    """What becomes of one text. ``path`` counts from the folder of the texts; ``line`` is where it begins."""

    path: str
    line: int
    old: str = ""
    new: str = ""
    is_new: bool = False
    hunks: list[Hunk] = field(default_factory=list)


def fingerprint(files: Sequence[FilePatch]) -> str:
    """What tells a report from every other one, however it was sent."""
    found = hashlib.sha256()
    for file in sorted(files, key=lambda one: one.path):
        found.update(f"{file.path}\0{file.old}\0{file.new}\0".encode())
        for hunk in file.hunks:
            found.update(b"".join(mark + text for mark, text in hunk.pieces) + b"\0")
    return found.hexdigest()[:32]


def blob(content: bytes) -> str:
    """The name that git gives to a content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def applied(file: FilePatch, base: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The lines of a text after the patch, each with whether it came with it.

    :raises RefusedFileError: if the text is another one than the patch was made for.
    """
    at = 0
    for hunk in file.hunks:
        begin = hunk.first - 1
        if begin < at or tuple(base[begin : begin + len(hunk.old)]) != hunk.old:
            raise RefusedFileError(f"Die Stelle passt nicht zu dem Stand, den der Patch nennt. {AGAIN}", hunk.line)
        yield from ((line, False) for line in base[at:begin])
        yield from ((text, mark == b"+") for mark, text in hunk.pieces if mark != b"-")
        at = begin + len(hunk.old)
    yield from ((line, False) for line in base[at:])


def verified(file: FilePatch, content: bytes) -> bool | None:
    """Whether a content is the one that the patch names as its result; nothing if it names it only in part."""
    name = blob(content)
    if not name.startswith(file.new):
        return False
    return True if len(file.new) == _WHOLE else None
