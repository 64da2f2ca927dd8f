"""The Stichtag: the day of the commit, or today while something is not committed."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest

from konzept import as_of
from konzept.as_of import today  # the true one, which tests see replaced
from tests.project import NOW


def git(folder: Path, *words: str) -> None:
    """Run git with an author and a committer of 2024-05-06."""
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    day = {"GIT_AUTHOR_DATE": "2024-05-06T12:00:00+0000", "GIT_COMMITTER_DATE": "2024-05-06T12:00:00+0000"}
    subprocess.run(["git", "-C", str(folder), *settings, *words], check=True, capture_output=True, env=day)


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    git(tmp_path, "init", "-q")
    (tmp_path / "a.md").write_text("A", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Inhalt: A")
    return tmp_path


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_today_is_the_day_in_germany(monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    monkeypatch.setattr("konzept.as_of.datetime", Clock)
    assert today() == day


def test_day_of_the_commit(committed: Path) -> None:
    assert as_of.default(committed) == date(2024, 5, 6)


def test_today_while_something_is_not_committed(committed: Path) -> None:
    (committed / "a.md").write_text("B", "utf-8")
    assert as_of.default(committed) == NOW


def test_today_without_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert as_of.default(tmp_path) == NOW


def test_source_date_epoch_comes_first(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert as_of.default(committed) == date(1970, 1, 2)
