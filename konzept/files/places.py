"""Which project a folder belongs to, and where its manifest and its work folder lie."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from konzept.errors import RefusedError, reason
from konzept.files.writing import short

PLACES: Final = "arbeit"  # in build/ of a project


def project_of(folder: Path) -> Path | None:
    """The folder of the project in which a folder lies: where our configuration of Sphinx is; nothing without one."""
    for parent in (folder, *folder.parents):
        conf = parent / "conf.py"
        with suppress(OSError):  # a name that no file can have, or one that nobody may read
            if conf.is_file() and b"konzept.conf" in conf.read_bytes():
                return parent
    return None


def name_of(folder: Path) -> str:
    """A folder as its manifest names it: below the project relative, so that the project can be moved."""
    project = project_of(folder)
    return (folder.relative_to(project) if project else folder).as_posix()


def folder_of(manifest: Path) -> Path | None:
    """The folder that a manifest is about; nothing if it can't be read."""
    try:
        return manifest.parents[3] / str(json.loads(manifest.read_text("utf-8"))["ordner"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def place_of(folder: Path) -> Path:
    """Where manifest and work folder of a folder lie."""
    project = project_of(folder)
    root = project / "build" / PLACES if project else _of_user() / "konzept"
    return root / f"{folder.name[:40]}-{short(name_of(folder))}"


def made_for(folder: Path) -> Path:
    """The place of a folder, made if it was not there.

    :raises RefusedError: if the folder lies in no project and this user has no place for it.
    """
    place = place_of(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if project_of(folder):
            raise
        raise RefusedError(
            f"Für Ziele außerhalb des Projekts merkt sich das Programm in {place.parent}, was es geschrieben hat; "
            f"dort kann es nicht schreiben. {reason(error)} Oder nennen Sie ein Ziel im Projekt, oder mit der "
            "Umgebungsvariablen XDG_CACHE_HOME einen Ordner, in den Sie schreiben dürfen."
        ) from error
    return place


def _of_user() -> Path:
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(named) if named else Path.home() / ".cache"
    except RuntimeError:  # a user without a name and without a home, as in containers
        return Path("/.cache")
