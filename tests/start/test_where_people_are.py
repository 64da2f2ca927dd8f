"""`new` and the build of what it made run where people are: old consoles, no home, nested folders, locked texts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT
from tests.start.test_new import NONE


def run(*command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with nothing of our environment but what is said."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR", "XDG_CACHE_HOME")}
    kept |= {"PYTHONPATH": str(ROOT)} | more
    kept = {name: value for name, value in kept.items() if value}
    return subprocess.run([sys.executable, "-m", "konzept", *command], cwd=folder, capture_output=True, env=kept)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_an_old_console_shows_the_steps_and_the_files_are_in_utf8(encoding: str, tmp_path: Path) -> None:
    done = run("new", "Größe ß", *NONE, folder=tmp_path, PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert "Süßfließ" in (tmp_path / "Größe ß/docs/kommune.toml").read_text("utf-8")


def test_without_a_home_in_a_nested_folder_and_from_texts_that_nobody_may_write(tmp_path: Path) -> None:
    nested = tmp_path / "ein Archiv" / "mitten drin"
    nested.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = run("new", "neu", *NONE, folder=nested, HOME="")
    assert done.returncode == 0, done.stderr
    docs = nested / "neu/docs"
    for path in (*docs.rglob("*"), docs):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        made = run("build", "docs", "build/html", folder=nested / "neu", HOME="", PYTHONIOENCODING="cp1252")
    finally:
        for path in (docs, *docs.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert made.returncode == 0, made.stderr.decode(errors="replace")
    assert (nested / "neu/build/html/index.html").is_file()
    assert not list(tmp_path.rglob(".konzept-*"))
