"""Which texts Sphinx reads again: those with other contents, or whose words depend on another Stichtag."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from konzept.pages.build import Build
from konzept.pages.stored_values import stored

_DAY: Final = "konzept_stichtag"
_CONTENTS: Final = "konzept_contents"


def note_day(env: BuildEnvironment, today: date) -> None:
    """Remember that the document that is read now holds words that depend on the Stichtag."""
    env.metadata[env.docname][_DAY] = today.isoformat()


def find_changed(
    build: Build, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The documents of which a file has another content than when they were read, or that need another Stichtag.

    Sphinx sees only newer dates. What Sphinx read of documents that are gone it would keep for good; that is removed.
    """
    for docname in removed:
        Path(env.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
    known: dict[str, str] = stored(env, _CONTENTS, dict)
    now: dict[str, str] = {}
    day = build.today.isoformat()
    stale = []
    for docname in env.found_docs:
        own = {path: now.get(path) or _content(path) for path in _files(env, docname)}
        now |= own
        if env.metadata.get(docname, {}).get(_DAY, day) != day or any(known.get(path) != own[path] for path in own):
            stale.append(docname)
    setattr(env, _CONTENTS, now)
    return stale


def note_contents(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Remember also the files of which reading has only now shown that a document needs them."""
    known: dict[str, str] = stored(env, _CONTENTS, dict)
    for docname in env.found_docs:
        known.update({path: _content(path) for path in _files(env, docname) if path not in known})
    return []


def _files(env: BuildEnvironment, docname: str) -> list[str]:
    """The file of a document and those that it needs."""
    needed = (Path(env.srcdir, name) for name in env.dependencies.get(docname, ()))
    return [str(env.doc2path(docname)), *map(str, needed)]


def _content(path: str) -> str:
    """The SHA-256 of a file; empty for what is not there."""
    file = Path(path)
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
