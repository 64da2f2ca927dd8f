"""A missing right is told in German by every command, and nothing is lost: tried as a user who may not everything."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from konzept.cli import main
from tests.cli.test_broken_files import COMMANDS, REFUSING, faults, run, whole
from tests.project import TOWN, write

__all__ = ["whole"]
NOBODY: Final = 65534


@contextlib.contextmanager
def as_somebody() -> Iterator[None]:
    """Within, no right of an administrator; at the end all is as before."""
    if os.geteuid():
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


# What the right is taken from, and which commands refuse without it.
_READING: Final = "check, check as sarif, report, report of states, agenda, survey export, survey import, survey remind"
_GIT: Final = (
    "compare, compare needs, report, report of states, chronicle, publish, publish as planned, withdraw, correct"
)
_WRITING: Final = "ingest, chronicle, paper, publish, agenda, withdraw, correct, survey export, survey receipt"
WAYS: Final = {
    "read a text": (("projekt/docs/SPR-01.md",), 0, f"{_READING}, survey receipt, intake, ingest, upgrade"),
    "list the texts": (
        ("projekt/docs",),
        0o111,
        f"{_READING}, survey receipt, intake, compare, compare needs, chronicle",
    ),
    "read git": (("projekt/.git",), 0, f"{_GIT}, check, check as sarif, intake"),
    "read git's objects": (("projekt/.git/objects",), 0, _GIT),
    "look into the site": (("site/eins",), 0, "links, verify, publish, withdraw, correct"),
    "write anything": (
        ("projekt", "projekt/docs", "aus", "site.ablage", "."),
        0o555,
        f"{_WRITING}, survey remind, intake",
    ),
}


@pytest.fixture(scope="module")
def tried(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole project, after every command ran elsewhere: what they load may lie where only we may read."""
    copy = tmp_path_factory.mktemp("vorher") / "kopie"
    shutil.copytree(whole.parent, copy, symlinks=True)
    for words in COMMANDS.values():
        run(words, copy / whole.name)
    return whole


@pytest.fixture
def place(tried: Path) -> Iterator[Path]:
    """A copy of the project in a folder of this user."""
    folder = Path(tempfile.mkdtemp(prefix="rechte-"))
    shutil.copytree(tried.parent, folder / "kopie", symlinks=True)
    for path in (folder, *folder.rglob("*")):
        os.lchown(path, NOBODY, NOBODY)
    yield folder / "kopie" / "projekt"
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.parametrize("way", WAYS)
def test_a_missing_right_is_told_by_every_command_that_needs_it(
    place: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, mode, refusing = WAYS[way]
    monkeypatch.setenv("HOME", str(place.parent))
    monkeypatch.setenv("XDG_CACHE_HOME", str(place.parent / "cache"))
    with as_somebody():
        for name in names:
            (place.parent / name).chmod(mode)
        results = {name: run(words, place) for name, words in COMMANDS.items() if name not in REFUSING}
        found = {name: found for name, words in COMMANDS.items() if (found := faults(place, words))}
    refused = {name for name, result in results.items() if result.exit_code}
    assert (refused, found) == (set(refusing.split(", ")), {})


def test_a_folder_that_nobody_may_read_is_named_and_not_what_lacks_for_it() -> None:
    docs = Path(tempfile.mkdtemp(prefix="rechte-"))
    write(docs, {"kommune.toml": f'{TOWN}ratsausgabe = ["felder/*/index.md"]\n', "felder/a/index.md": "# A\n"})
    closed = docs / "felder"
    words = ["check", str(docs), "--as-of", "2026-01-31"]
    assert CliRunner().invoke(main, words).exit_code == 0  # what it loads may lie where only we may read
    for path in (docs, *docs.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    try:
        with as_somebody():
            closed.chmod(0)
            result = CliRunner().invoke(main, words)
    finally:
        closed.chmod(0o700)
        shutil.rmtree(docs)
    assert (result.exit_code, result.stdout) == (
        1,
        f"{docs}/felder:1: Der Ordner lässt sich nicht lesen. Dazu fehlt das Recht. Prüfen Sie, wem es gehört, ob es "
        "schreibgeschützt ist und ob es in einem anderen Programm geöffnet ist. Wiederholen Sie dann den Befehl.\n",
    )
