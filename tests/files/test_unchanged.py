"""A build in which nothing is new is known before Sphinx is loaded; whatever is new, or in doubt, is built."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from click.testing import CliRunner

from konzept import files, website
from konzept.cli import main
from konzept.files import build_sum, unchanged
from tests.project import ROOT, TODAY, recommendation, write


class Place(NamedTuple):
    """Texts, and where their pages lie."""

    texts: Path
    target: Path

    def put(self, owner: str = "build", **made: bytes) -> None:
        """Write pages as a build does."""
        with files.claim(self.target) as place:
            place.put({owner: made})


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Texts and the two pages of a build that said something."""
    for name in ("library", "program"):
        (tmp_path / name).mkdir()
    (tmp_path / "program" / "a.py").write_text("a = 1", "utf-8")
    monkeypatch.setattr(build_sum, "_PROGRAM", tmp_path / "program")
    monkeypatch.setattr(build_sum, "program", build_sum.program.__wrapped__)  # each call stands for a process
    monkeypatch.syspath_prepend(tmp_path / "library")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = Place(write(tmp_path / "docs", {"a/b.md": "# B\n", "bild.png": "x"}), tmp_path / "html")
    (place.texts / "link.md").symlink_to("index.md")
    with unchanged.noted(*place, TODAY, "ein Hinweis"):
        place.put(eins=b"1", zwei=b"2")
    return place


def same_time(path: Path, text: str) -> None:
    """Change a file so that only its content tells it."""
    before = path.stat()
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def relinked(path: Path) -> None:
    path.unlink()
    path.symlink_to("quellen.md")


def linked(path: Path) -> None:
    (path.parent.parent / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(path.parent.parent / "elsewhere")


NEWS: Final[dict[str, Callable[[Place], object]]] = {
    "a text": lambda place: same_time(place.texts / "a" / "b.md", "# C\n"),
    "a picture": lambda place: same_time(place.texts / "bild.png", "y"),
    "the town": lambda place: same_time(place.texts / "kommune.toml", "x"),
    "a new text": lambda place: (place.texts / "neu.md").write_text("# Neu\n", "utf-8"),
    "a text less": lambda place: (place.texts / "a" / "b.md").unlink(),
    "a text renamed": lambda place: (place.texts / "a" / "b.md").rename(place.texts / "a" / "c.md"),
    "a link that leads elsewhere": lambda place: relinked(place.texts / "link.md"),
    "a withdrawal": lambda place: (place.texts.parent / "zurueckgezogen.json").write_text("{}", "utf-8"),
    "the program": lambda place: same_time(place.texts.parent / "program" / "a.py", "a = 2"),
    "a library": lambda place: (place.texts.parent / "library" / "docutils-0.99.dist-info").mkdir(),
    "an Ausgabe": lambda place: os.environ.update(KONZEPT_AUSGABE="Stand 1"),
    "a page less": lambda place: (place.target / "eins").unlink(),
    "another page": lambda place: same_time(place.target / "eins", "2"),
    "an empty page": lambda place: (place.target / "eins").write_bytes(b""),
    "a page that is a link": lambda place: linked(place.target / "eins"),
    "pages of another command": lambda place: place.put("desk", eins=b"1", drei=b"3"),
}


def test_nothing_new_is_known_and_says_what_the_build_said(built: Place) -> None:
    assert unchanged.said(*built, TODAY) == "ein Hinweis"


@pytest.mark.parametrize("news", NEWS)
def test_what_is_new_is_built(built: Place, news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONZEPT_AUSGABE", "")
    with unchanged.noted(*built, TODAY, ""):
        pass
    assert unchanged.said(*built, TODAY) == ""
    NEWS[news](built)
    assert unchanged.said(*built, TODAY) is None


def test_another_day_other_texts_and_another_target_are_built(built: Place) -> None:
    others = write(built.texts.with_name("others"), {})
    assert unchanged.said(*built, TODAY + timedelta(days=1)) is None
    assert unchanged.said(others, built.target, TODAY) is None
    assert unchanged.said(built.texts, built.target.with_name("new"), TODAY) is None


def test_what_changed_while_it_was_built_is_built_again(built: Place) -> None:
    with unchanged.noted(*built, TODAY, ""):
        same_time(built.texts / "a" / "b.md", "# Zwischendurch\n")
    assert unchanged.said(*built, TODAY) is None


def test_a_build_that_failed_and_a_damaged_record_count_as_nothing(built: Place) -> None:
    same_time(built.texts / "a" / "b.md", "# Neu\n")
    with pytest.raises(ValueError, match="failed"), unchanged.noted(*built, TODAY, ""):
        raise ValueError("failed")
    assert unchanged.said(*built, TODAY) is None
    (files.place_of(built.target) / "stand.json").write_text('["a"]', "utf-8")
    assert unchanged.said(*built, TODAY) is None


def test_the_command_says_the_same_again_without_building(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(more=":erneut_pruefen: 2026-01-31\n")})
    words = ["build", str(docs), str(tmp_path / "html"), "--as-of", str(TODAY)]
    first = CliRunner().invoke(main, words)
    assert first.exit_code == 0, first.output
    assert "Seit dem 31.01.2026 ist erneut zu prüfen" in first.stdout
    monkeypatch.delattr(website, "build")
    again = CliRunner().invoke(main, words)
    assert (again.exit_code, again.output) == (0, first.output)


def test_a_command_loads_only_what_it_needs() -> None:
    """Sphinx alone takes longer to load than it takes to see that nothing is new."""
    code = "import sys, konzept.cli as c; c.main.commands['build']; print([n for n in {} if n in sys.modules])"
    heavy = ("sphinx", "docutils", "myst_parser", "konzept.examine", "openpyxl", "lxml")
    done = subprocess.run([sys.executable, "-c", code.format(heavy)], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_each_command_is_where_the_door_looks_for_it() -> None:
    names = (path.stem for path in (ROOT / "konzept" / "cli").glob("*.py") if path.stem != "__init__")
    modules = (import_module(f"konzept.cli.{name}") for name in names)
    listed = [command for module in modules for command in getattr(module, "COMMANDS", ())]
    assert {command.name: command for command in listed} == dict(main.commands)
