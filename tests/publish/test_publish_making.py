"""Ausgaben are built by the program of their commit, in an environment with exactly its pinned packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.editions import PublishError
from konzept.editions.repository import Repository
from konzept.publish import environment
from konzept.publish.making import Maker
from konzept.publish.publishing import publish
from tests.small_editions import Town, page

PROGRAM = """
import os, pathlib, sys
if sys.argv[1] == "--help":
    print("Commands:\\n  build  Baut.\\n  pdf    Setzt.")
else:
    out = pathlib.Path(sys.argv[3])
    out.mkdir(parents=True)
    if sys.argv[1] == "build":
        told = [os.environ["KONZEPT_AUSGABE"], os.environ["SOURCE_DATE_EPOCH"], str(os.environ.get("GEHEIM"))]
        (out / "index.html").write_text("<head></head>" + " ".join(told) + pathlib.Path("docs/a.md").read_text())
        (out / ".buildinfo").touch()
    else:
        (out / "konzept.pdf").write_bytes(b"PDF")
"""


def built_by(town: Town, program: str, pins: str = "# keine Pakete\n") -> Maker:
    """Commit a program, and return the maker that runs what is committed."""
    (town.root / "konzept").mkdir()
    (town.root / "konzept" / "__main__.py").write_text(program, "utf-8")
    (town.root / environment.LOCK).write_text(pins, "utf-8")
    (town.root / "docs" / "a.md").write_text("committed", "utf-8")
    town.edition("eins", {"unused.html": page("Unbenutzt")})
    (town.root / "docs" / "a.md").write_text("not committed", "utf-8")
    return Maker(Repository(town.root), town.root.parent / "umgebungen")


def test_pages_and_pdfs_come_from_the_commit_not_from_the_work_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(tmp_path / "repo")
    maker = built_by(town, PROGRAM)
    monkeypatch.setenv("GEHEIM", "x")
    assert publish(town.project, maker)
    epoch = town.git("log", "-1", "--format=%ct")
    assert sorted(town.files("eins")) == ["index.html", "pdf/konzept.pdf"]
    assert town.text("eins/index.html").endswith(f"</head>Ausgabe eins {epoch} Nonecommitted")
    assert 'href="../eins/pdf/konzept.pdf">konzept</a> (PDF, 1 KB)' in town.text("ausgaben/index.html")


def test_a_build_that_fails_shows_its_last_words_and_leaves_nothing(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    maker = built_by(town, "raise SystemExit('Zeile 3 ist falsch.')")
    with pytest.raises(PublishError, match=r"^Die Ausgabe eins lässt sich nicht bauen:\nZeile 3 ist falsch\.$"):
        publish(town.project, maker)
    assert not town.site.exists()
    assert not town.project.lock_file.exists()


def test_packages_that_can_not_be_had_are_said_so_and_the_environment_is_not_taken_for_made(tmp_path: Path) -> None:
    pins = b"nichts==1.0\n"  # a line without its hash is refused before anything is asked of the network
    with pytest.raises(PublishError, match=r"Die Umgebung für den Bau lässt sich nicht anlegen\..*--copy"):
        environment.prepare(tmp_path, pins)
    assert not environment.is_ready(tmp_path, pins)
