"""`new` and the build of what it made run where people are: old consoles, no home, nested folders, locked texts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from konzept.publish import environment
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


def test_the_environment_of_an_edition_is_found_on_windows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / environment.key(b"pins")
    assert environment.python(tmp_path, b"pins") == place / "bin/python"
    monkeypatch.setattr(sys, "platform", "win32")
    assert environment.python(tmp_path, b"pins") == place / "Scripts/python.exe"
    # without these no program starts there
    for name in ("SYSTEMROOT", "TEMP", "PATHEXT", "KONZEPT_FREMD"):
        monkeypatch.setenv(name, "x")
    assert {"SYSTEMROOT", "TEMP", "PATHEXT"} == {
        name for name, value in environment.variables().items() if value == "x"
    }


_SAYS: Final = """
from pathlib import Path
from types import SimpleNamespace
import sys
from konzept.editions import PublishError
from konzept.publish import environment, making
try:
    making._run(
        sys.executable, "-c", ascii("\\xd6ffnet \\u201eS\\xfc\\xdfes\\u201d nicht").join(("raise SystemExit(", ")")),
        folder=Path("."), variables=environment.variables(), edition=SimpleNamespace(name="eins"),
        commit=SimpleNamespace(id="0"),
    )
except PublishError as error:
    print(ascii(str(error).splitlines()[1]))
"""


def test_what_a_build_says_is_read_as_it_is_written_whatever_the_system_writes(tmp_path: Path) -> None:
    """A build speaks UTF-8; the system that reads it may not."""
    old = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", _SAYS],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **old},
    )
    said = "Öffnet „Süßes” nicht"
    assert (done.stdout.decode().strip(), done.stderr) == (ascii(said), b"")
