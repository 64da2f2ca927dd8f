"""Noticing what is saved."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from konzept.files import watching


def as_long_and_as_old(file: Path, text: str) -> None:
    """Write another text of the same length, and give the file the time it had, when the clock of the disk went on."""
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_text(text)
        os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))


def test_everything_that_changes_in_a_folder_is_noticed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a" / "b.md"
    file.parent.mkdir()
    other = tmp_path / "c.md"
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    file.write_text("1")
    deeds = [
        lambda: None,
        lambda: file.write_text("12"),
        lambda: None,
        lambda: as_long_and_as_old(file, "21"),
        lambda: other.write_text(""),
        lambda: (tmp_path / "d.pyc").write_text(""),
        lambda: other.rename(tmp_path / "e.md"),
        lambda: file.unlink(),
    ]
    left = iter(deeds)
    slept: list[str] = []

    def sleep(seconds: float) -> None:
        assert seconds >= watching.PAUSE
        slept.append(f"{sorted(path.name for path in tmp_path.rglob('*') if path.is_file())}")
        next(left)()

    monkeypatch.setattr(watching.time, "sleep", sleep)
    seen = len(list(islice(watching.states(tmp_path), 6)))
    assert (seen, len(slept), next(left, None)) == (6, 8, None)
