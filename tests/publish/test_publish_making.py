"""Ausgaben are built by the program of their commit, in an environment with exactly its pinned packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.cli import main
from konzept.editions import PublishError
from konzept.editions.repository import Repository
from konzept.publish import builds, environment
from konzept.publish.making import Maker
from konzept.publish.publishing import publish
from tests.project import ROOT
from tests.small_editions import Town, page

PROGRAM = """
import os, pathlib, sys
out = pathlib.Path(sys.argv[3])
out.mkdir(parents=True)
if sys.argv[1] == "build":
    told = [os.environ["KONZEPT_AUSGABE"], os.environ["SOURCE_DATE_EPOCH"], str(os.environ.get("GEHEIM"))]
    (out / "index.html").write_text("<head></head><body>" + " ".join(told) + pathlib.Path("docs/a.md").read_text())
    (out / ".buildinfo").touch()
else:
    (out / "konzept.pdf").write_bytes(b"PDF")
"""


def built_by(town: Town, program: str, pins: str = "# keine Pakete\n", **files: str) -> Maker:
    """Commit a program of these files, and return the maker that runs what is committed."""
    for name, text in {"__main__.py": program, **files}.items():
        path = town.root / "konzept" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (town.root / environment.LOCK).write_text(pins, "utf-8")
    (town.root / "docs" / "a.md").write_text("committed", "utf-8")
    town.edition("eins", {"unused.html": page("Unbenutzt")})
    (town.root / "docs" / "a.md").write_text("not committed", "utf-8")
    return Maker(Repository(town.root), town.root.parent / "umgebungen")


def test_pages_and_pdfs_come_from_the_commit_not_from_the_work_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(tmp_path / "repo")
    maker = built_by(town, PROGRAM, **{builds.FILE: (ROOT / "konzept" / builds.FILE).read_text("utf-8")})
    monkeypatch.setenv("GEHEIM", "x")
    assert publish(town.project, maker).changed
    epoch = town.git("log", "-1", "--format=%ct")
    assert sorted(town.files("eins")) == ["index.html", "pdf/konzept.pdf"]
    assert town.text("eins/index.html").endswith(f"</head><body>Ausgabe eins {epoch} Nonecommitted")
    assert 'href="../eins/pdf/konzept.pdf">konzept</a> (PDF, 1 kB)' in town.text("ausgaben/index.html")


def test_what_a_commit_without_declaration_can_build_is_known(tmp_path: Path) -> None:
    only_pages, papers_too, package = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    for folder in (only_pages / "konzept", papers_too / "konzept" / "pdf", package / "docs"):
        folder.mkdir(parents=True)
    made = [[build.into for build in builds.of("", folder, "")] for folder in (only_pages, papers_too, package)]
    assert made == [[""], ["", "pdf"], ["", "pdf"]]


def test_a_later_program_declares_other_commands(tmp_path: Path) -> None:
    text = 'format = 1\n[[build]]\ncommand = ["build", "{texts}", "{target}"]\n' + (
        '[[build]]\ncommand = ["blatt", "{texts}", "{target}"]\ninto = "blatt"\n'
    )
    town = Town(tmp_path / "repo")
    assert publish(town.project, built_by(town, PROGRAM, **{builds.FILE: text})).changed
    assert sorted(town.files("eins")) == ["blatt/konzept.pdf", "index.html"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "format = 2\n",
            "Wie die Ausgabe eins gebaut wird, steht in ihrer Datei builds.toml in einem Format (2), das dieses "
            "Programm nicht kennt. Veröffentlichen Sie mit einem neueren.",
        ),
        *(
            (text, "Die Ausgabe eins lässt sich nicht bauen: Ihre Datei builds.toml ist beschädigt.")
            for text in (
                "format = ",
                "format = 1",
                'format = 1\n[[build]]\ncommand = ["build", "{texts}"]',
                'format = 1\n[[build]]\ncommand = ["{0}", "{texts}", "{target}"]',
                'format = 1\n[[build]]\ncommand = ["build", "{texts}", "{target}"]\ninto = "../x"',
            )
        ),
    ],
)
def test_a_declaration_that_nobody_can_follow_is_told(text: str, message: str) -> None:
    with pytest.raises(PublishError) as error:
        builds.of(text, Path(), "eins")
    assert str(error.value) == message


def test_what_is_declared_are_commands_of_this_program(tmp_path: Path) -> None:
    text, docs = (ROOT / "konzept" / builds.FILE).read_text("utf-8"), str(tmp_path)
    declared = [build.words(docs, "out") for build in builds.of(text, ROOT, "")]
    assert declared == [["build", docs, "out"], ["pdf", docs, "out"]]
    for name, *words in declared:
        assert main.commands[name].make_context(name, words).params["target"] == Path("out")


def test_a_build_that_fails_shows_its_last_words_and_leaves_nothing(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    said = "{os.getcwd()}/docs/a.md:3: Das ist falsch.\\nGebaut wurde nichts. {sys.argv[3]} ist unverändert."
    maker = built_by(town, f'import os, sys; raise SystemExit(f"{said}")')
    with pytest.raises(PublishError) as error:
        publish(town.project, maker)
    commit = town.git("log", "-1", "--format=%h", "--abbrev=10", "v-eins")
    assert str(error.value) == (
        f"Die Ausgabe eins lässt sich nicht bauen. Zum Commit {commit} sagt der Bau:\ndocs/a.md:3: Das ist falsch.\n"
        "Gebaut wurde nichts.\nIst die Ausgabe neu, berichtigen Sie das in einem neuen Commit, und nennen Sie diesen "
        "bei 'ref' in ausgaben.toml."
    )
    assert not town.site.exists()
    assert not town.project.lock_file.exists()


def test_packages_that_can_not_be_had_are_said_so_and_the_environment_is_not_taken_for_made(tmp_path: Path) -> None:
    pins = b"nichts==1.0\n"  # a line without its hash is refused before anything is asked of the network
    with pytest.raises(PublishError, match=r"Die Umgebung für den Bau lässt sich nicht anlegen\..*--copy"):
        environment.prepare(tmp_path, pins)
    assert not environment.is_ready(tmp_path, pins)
