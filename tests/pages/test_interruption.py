"""After any interruption the next build equals a fresh one byte for byte, and nothing is left over."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from konzept import website
from konzept.files import build_sum, place_of
from tests.files.test_files import whole
from tests.project import ROOT, TODAY, recommendation, write

DAY: Final = ["--as-of", TODAY.isoformat()]
COUNT: Final = 8

# Runs a command that kills its own main process when the nth of these things happens in one of its processes:
# a Sphinx event, with a page cut off in the middle of being written, or a step of putting files into the target.
KILLED: Final = """
import os, sys
from pathlib import Path
import sphinx.application as application
from konzept import cli
from konzept.pages import processes

processes.FEW = 0
main, kind, left, kill = os.getpid(), sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def strike():
    global left
    left -= 1
    if left < 0:
        os.kill(main, kill)
        if os.getpid() != main:
            os._exit(1)

def handler(app, *words):
    if kind == "html-page-context" and left == 0:
        Path(app.builder.get_outfilename(words[0])).write_bytes(b"<html>")
    strike()

if kind in ("replace", "unlink"):
    own = getattr(Path, kind)
    def step(path, *words, **more):
        if "bau" not in path.parts and "besitz.json" not in map(str, words):
            strike()
        return own(path, *words, **more)
    setattr(Path, kind, step)
else:
    build = application.Sphinx.build
    def connected(app, *words, **more):
        app.connect(kind, handler, priority=1)
        return build(app, *words, **more)
    application.Sphinx.build = connected
cli.main(sys.argv[4:])
"""


def town(folder: Path, title: str = "Mehr Kurse") -> Path:
    """A small town with some pages."""
    pages = {f"s{number}.md": f"# Seite {number}\n\n{{need}}`SPR-01`\n" for number in range(COUNT)}
    return write(folder, {"SPR-01.md": recommendation().replace("Mehr Kurse", title), **pages})


def interrupted(words: list[str], kind: str, number: int, kill: signal.Signals = signal.SIGKILL) -> str:
    """Run a command and interrupt it; what it says."""
    command = [sys.executable, "-c", KILLED, kind, str(number), str(int(kill)), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == (-kill if kill is signal.SIGKILL else 130), run.stderr
    return run.stderr


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes | str], set[str]]:
    """The website of the edited town, built once for all, and the names in its work folder."""
    folder = tmp_path_factory.mktemp("fresh")
    docs, target = town(folder / "docs", "Viel mehr Kurse"), folder / "html"
    (docs / "s1.md").unlink()
    assert website.build(docs, target, TODAY)
    return whole(target), set(whole(place_of(target)))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("env-before-read-docs", 0),
        ("env-updated", 0),
        ("html-page-context", 0),
        ("html-page-context", 2),
        ("build-finished", 0),
        ("replace", 3),
        ("unlink", 0),
    ],
)
def test_killed_while_it_reads_writes_or_puts_pages_in_place(
    tmp_path: Path, fresh: tuple[dict[str, bytes | str], set[str]], kind: str, number: int
) -> None:
    docs, target = town(tmp_path / "docs"), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    before = whole(target)
    town(docs, "Viel mehr Kurse")
    (docs / "s1.md").unlink()
    for _ in range(2):
        interrupted(["build", str(docs), str(target), *DAY], kind, number)
        found = {name: data for name, data in whole(target).items() if ".konzept-" not in name}
        assert all(data in (before.get(name), fresh[0].get(name)) for name, data in found.items())
    assert website.build(docs, target, TODAY)
    assert whole(target) == fresh[0]
    assert set(whole(place_of(target))) == fresh[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "html"]


def test_interrupted_by_hand_it_says_so_and_begins_anew(
    tmp_path: Path, fresh: tuple[dict[str, bytes | str], set[str]]
) -> None:
    docs, target = town(tmp_path / "docs", "Viel mehr Kurse"), tmp_path / "html"
    (docs / "s1.md").unlink()
    said = interrupted(["build", str(docs), str(target), *DAY], "env-updated", 0, signal.SIGINT)
    assert said == "Abgebrochen.\n"
    assert not target.exists()
    assert website.build(docs, target, TODAY)
    assert whole(target) == fresh[0]


def test_pdfs_are_whole_after_a_kill(tmp_path: Path) -> None:
    docs, target = town(tmp_path / "docs"), tmp_path / "pdf"
    words = ["pdf", str(docs), str(target), *DAY]
    for kind, number in (("env-updated", 0), ("replace", 1)):
        interrupted(words, kind, number)
    command = [sys.executable, "-m", "konzept", "pdf", str(docs)]
    for place in (target, tmp_path / "fresh"):
        subprocess.run([*command, str(place), *DAY], cwd=ROOT, check=True, capture_output=True)
    assert whole(target) == whole(tmp_path / "fresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "fresh", "pdf"]


def test_two_builds_of_one_folder_come_one_after_the_other(
    tmp_path: Path, fresh: tuple[dict[str, bytes | str], set[str]]
) -> None:
    docs, target = town(tmp_path / "docs", "Viel mehr Kurse"), tmp_path / "html"
    (docs / "s1.md").unlink()
    command = [sys.executable, "-m", "konzept", "build", str(docs), str(target), *DAY]
    runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for run in runs:
        run.communicate()
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert whole(target) == fresh[0]


def _moved(docs: Path, target: Path) -> tuple[Path, Path]:
    return docs.rename(docs.with_name("anderswo")), target


def _other_town(docs: Path, target: Path) -> tuple[Path, Path]:
    return town(docs.with_name("anderswo"), "Viel mehr Kurse"), target


@pytest.mark.parametrize("change", [_moved, _other_town])
def test_other_texts_or_a_moved_folder_leave_nothing_of_the_old_ones(
    tmp_path: Path,
    fresh: tuple[dict[str, bytes | str], set[str]],
    change: Callable[[Path, Path], tuple[Path, Path]],
) -> None:
    docs, target = town(tmp_path / "docs", "Viel mehr Kurse"), tmp_path / "html"
    (docs / "weg.md").write_text("# Weg\n", "utf-8")
    assert website.build(docs, target, TODAY)
    docs, target = change(docs, target)
    for name in ("weg.md", "s1.md"):
        (docs / name).unlink(missing_ok=True)
    assert website.build(docs, target, TODAY)
    assert whole(target) == fresh[0]


def test_a_project_moved_with_its_build_folder_leaves_nothing_of_the_old_place(
    tmp_path: Path, fresh: tuple[dict[str, bytes | str], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_sum, "program", lambda: "1")
    project = tmp_path / "projekt"
    for name in ("a", "b"):
        docs = town(project / "docs", "Viel mehr Kurse" if name == "b" else "Mehr Kurse")
        if name == "b":
            (docs / "s1.md").unlink()
        (project / "conf.py").write_text((ROOT / "conf.py").read_text("utf-8"), "utf-8")
        assert website.build(docs, project / "build" / "html", TODAY)
        if name == "a":
            project = project.rename(tmp_path / "anderswo")
    assert whole(project / "build" / "html") == fresh[0]
    assert sorted(path.name for path in (project / "build").iterdir()) == ["arbeit", "html"]
    assert len(list((project / "build" / "arbeit").iterdir())) == 1
