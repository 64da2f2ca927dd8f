"""The Stichtag: the one day on which everything that says "today" depends."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from konzept.errors import RefusedError


def default(folder: Path) -> date:
    """The day a concept is looked at, unless somebody names another.

    ``SOURCE_DATE_EPOCH`` if it is set; else the day of the last commit, so that the same
    commit always gives the same bytes; today, if there is no commit or the folder has
    changes that no commit holds yet.

    :raises konzept.errors.KonzeptError: if ``SOURCE_DATE_EPOCH`` is no time.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise RefusedError(
                f"SOURCE_DATE_EPOCH ist die Zahl der Sekunden seit dem 1.1.1970, gefunden: {epoch!r}. "
                "Berichtigen oder löschen Sie diese Umgebungsvariable."
            ) from None
    committed = _git(folder, "log", "-1", "--format=%cs")
    if committed and _git(folder, "status", "--porcelain", "--", ".") == "":
        return date.fromisoformat(committed)
    return date.today()


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers, or nothing if there is no git or no repository."""
    try:
        answer = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()
