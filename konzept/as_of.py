"""The Stichtag: the one day on which everything that says "today" depends."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from konzept.errors import RefusedError
from konzept.files import git


def today() -> date:
    """The day in Germany, also on a machine whose clock shows UTC: the one place that asks a clock."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def default(folder: Path) -> date:
    """The day a concept is looked at, unless somebody names another.

    ``SOURCE_DATE_EPOCH`` if it is set; else the day of the last commit, so that the same
    commit always gives the same bytes; today, if there is no commit or the folder has
    changes that no commit holds yet.

    :raises konzept.errors.KonzeptError: if ``SOURCE_DATE_EPOCH`` is no time, or if there is a repository
        that git does not read: then the day is not known.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise RefusedError(
                f"SOURCE_DATE_EPOCH ist die Zahl der Sekunden seit dem 1.1.1970, gefunden: {epoch!r}. "
                "Berichtigen oder löschen Sie diese Umgebungsvariable."
            ) from None
    head = git.find(folder, "HEAD") if git.top(folder) else None
    return head.day if head and git.is_clean(folder) else today()
