"""What the program of a commit can build: its file ``konzept/builds.toml``, and for older commits what is known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from konzept.editions import PublishError

FILE: Final = "builds.toml"
_FORMAT: Final = 1
_INTO: Final = re.compile(r"[a-z0-9-]*")

# Prints the file of the konzept that runs in this folder, of the commit or of a package; nothing if it has none.
SHOW: Final = (
    "import sys, importlib.resources as r; f = r.files('konzept').joinpath('builds.toml'); "
    "sys.stdout.write(f.read_text('utf-8') if f.is_file() else '')"
)


@dataclass(frozen=True, slots=True)
class BuildCommand:
    """A command of the program, with ``{texts}`` and ``{target}`` for folders, and where in the Ausgabe it goes."""

    command: tuple[str, ...]
    into: str = ""

    def words(self, texts: str, target: str) -> list[str]:
        """The words of the command for these folders."""
        return [word.format(texts=texts, target=target) for word in self.command]


_PAGES: Final = BuildCommand(("build", "{texts}", "{target}"))
_PAPERS: Final = BuildCommand(("pdf", "{texts}", "{target}"), "pdf")
# Commits without the file: what they can build is told by the first of these folders that they have.
_BEFORE: Final = (("konzept/pdf", (_PAGES, _PAPERS)), ("konzept", (_PAGES,)))


def of(declared: str, source: Path, edition: str) -> tuple[BuildCommand, ...]:
    """What the program of a commit can build: what its file declares; without one, what its files in ``source`` tell.

    :raises PublishError: if the file is damaged, or of a later program than this one.
    """
    if not declared:
        return next((builds for path, builds in _BEFORE if (source / path).is_dir()), (_PAGES, _PAPERS))
    try:
        values = tomllib.loads(declared)
        if values["format"] != _FORMAT:
            raise PublishError(
                f"Wie die Ausgabe {edition} gebaut wird, steht in ihrer Datei {FILE} in einem Format "
                f"({values['format']!r}), das dieses Programm nicht kennt. Veröffentlichen Sie mit einem neueren."
            )
        return tuple(_builds(values))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise PublishError(f"Die Ausgabe {edition} lässt sich nicht bauen: Ihre Datei {FILE} ist beschädigt.") from None


def _builds(values: Mapping[str, Any]) -> Iterator[BuildCommand]:
    for entry in values["build"]:
        build = BuildCommand(tuple(entry["command"]), entry.get("into", ""))
        if not _INTO.fullmatch(build.into) or not {"{texts}", "{target}"} <= {*build.command}:
            raise ValueError(build)
        build.words("", "")  # no other gaps
        yield build
