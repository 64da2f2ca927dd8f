"""Builds the website strictly, and puts it in place only when the whole build succeeded."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

PROJECT: Final = Path(__file__).resolve().parent.parent
_WORK: Final = "arbeit"
_NOT_PUBLISHED: Final = ".buildinfo*"


def build(source: Path, target: Path, today: date) -> bool:
    """Build the pages of ``source`` with warnings as errors, and replace ``target`` by them.

    The work folder beside the target (``arbeit/``) keeps what the next build can use
    again. After a failed build the target is what it was, and nothing of the environment
    is kept: Sphinx would not repeat its own warnings, and the next build would pass.

    :returns: whether the build succeeded.
    """
    work = target.parent / _WORK / target.name
    _restore(target)
    succeeded = _sphinx(source, work, today)
    if succeeded:
        _swap(work / "html", target)
    else:
        shutil.rmtree(work, ignore_errors=True)
    return succeeded


def _sphinx(source: Path, work: Path, today: date) -> bool:
    try:
        with patch_docutils(str(PROJECT)), docutils_namespace():
            app = Sphinx(
                source,
                PROJECT,
                work / "html",
                work / "doctrees",
                "html",
                confoverrides={"konzept_stichtag": today.isoformat()},
                status=None,
                warning=sys.stderr,
                warningiserror=True,
                parallel=os.cpu_count() or 1,
            )
            app.build()
            return app.statuscode == 0
    except SphinxError as error:
        sys.stderr.write(f"Der Bau ist gescheitert: {error}\n")
        return False


def _restore(target: Path) -> None:
    """Clean up after a build that was killed: the old pages come back, half-made ones go."""
    old, new = _beside(target, "alt"), _beside(target, "neu")
    shutil.rmtree(new, ignore_errors=True)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _swap(made: Path, target: Path) -> None:
    old, new = _beside(target, "alt"), _beside(target, "neu")
    shutil.copytree(made, new, ignore=shutil.ignore_patterns(_NOT_PUBLISHED))
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f"{target.name}.{word}")
