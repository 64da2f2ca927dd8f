"""The rule that raw answers stay out of the repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shlex import quote
from typing import Final

from konzept.findings import Finding, fault

FOLDER: Final = "eingang"
_OURS: Final = ("README.md", ".gitignore")


def strays(tracked: Iterable[str]) -> Iterator[Finding]:
    """A raw answer is never in the repository: names and remarks of staff stay out.

    ``tracked`` are the files of the folder that git knows, by their names in it.
    """
    for name in tracked:
        if name not in _OURS:
            file = quote(f"{FOLDER}/{name}")
            message = (
                "Antworten von Stellen gehören nicht ins Repository: Darin können Namen und Bemerkungen stehen. Nehmen "
                f"Sie die Datei heraus: git rm --cached {file}. Steht sie schon in einem Commit, laden Sie "
                "ihn nicht hoch."
            )
            yield fault(f"../{FOLDER}/{name}", 1, message, "eingang")
