"""Builds the website strictly, and puts it in place only when the whole build succeeded."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

PROJECT: Final = Path(__file__).resolve().parent.parent
WORK: Final = "arbeit"
_NOT_PUBLISHED: Final = (".buildinfo*", "_sources")


def build(source: Path, target: Path, today: date) -> bool:
    """Build the pages of ``source`` with warnings as errors, and replace ``target`` by them.

    The work folder beside the target (``arbeit/``) keeps what the next build can use
    again. After a failed build the target is what it was, and nothing of the environment
    is kept: Sphinx would not repeat its own warnings, and the next build would pass.

    :returns: whether the build succeeded.
    """
    work = target.parent / WORK / target.name
    restore(target)
    app = sphinx(source, work, "html", today)
    if app:
        swap(work / "html", target)
    return app is not None


def sphinx(source: Path, work: Path, builder: str, today: date, **settings: Any) -> Sphinx | None:
    """Build strictly into a work folder: pages into ``html`` (the builder's name), doctrees beside them.

    :returns: the application; nothing after a failed build, of which nothing is kept.
    """
    _forget_other_programs(work)
    try:
        with patch_docutils(str(PROJECT)), docutils_namespace():
            app = Sphinx(
                source,
                PROJECT,
                work / builder,
                work / "doctrees",
                builder,
                confoverrides={"konzept_stichtag": today.isoformat(), **settings},
                status=None,
                warning=sys.stderr,
                warningiserror=True,
                parallel=os.cpu_count() or 1,
            )
            app.build()
            if app.statuscode == 0:
                return app
    except SphinxError as error:
        sys.stderr.write(f"Der Bau ist gescheitert: {error}\n")
    shutil.rmtree(work, ignore_errors=True)
    return None


def _forget_other_programs(work: Path) -> None:
    """Begin anew if another version of the program or its settings filled the work folder.

    Sphinx would read all again, but leave files that this version doesn't make.
    """
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in _program()))
    stamp = work / "programm"
    if not stamp.exists() or stamp.read_text("ascii") != digest.hexdigest():
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        stamp.write_text(digest.hexdigest(), "ascii")


def _program() -> list[Path]:
    package = (path for path in (PROJECT / "konzept").rglob("*") if path.is_file() and path.suffix != ".pyc")
    return [PROJECT / "conf.py", PROJECT / "requirements.lock", *sorted(package)]


def restore(target: Path) -> None:
    """Clean up after a build that was killed: the old pages come back, half-made ones go."""
    old, new = _beside(target, "alt"), _beside(target, "neu")
    shutil.rmtree(new, ignore_errors=True)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def swap(made: Path, target: Path) -> None:
    """Put what was made in the place of the target, all at once."""
    old, new = _beside(target, "alt"), _beside(target, "neu")
    shutil.copytree(made, new, ignore=shutil.ignore_patterns(*_NOT_PUBLISHED))
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f"{target.name}.{word}")
