"""No command replaces or deletes what it did not make: each is run against folders full of foreign files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.editions import PublishError
from konzept.links import servers
from tests.files.test_files import FOREIGN, filled, whole
from tests.ingest.deciding import concept
from tests.paper.test_paper import INDEX, SAMPLE_HEAD
from tests.project import SECTIONS, recommendation, write
from tests.small_editions import Town, page
from tests.survey.filling import GOOD
from tests.survey.filling import filled as filled_in

DAY: Final = ["--as-of", "2026-01-31"]
SIBLINGS: Final = ("ziel.neu", "ziel.alt", "arbeit", "arbeit/ziel", "ziel.ablage", ".ziel.neu")

ROUND: Final = ("--round", "02.01.2026", "--until", "15.01.2026")
ASKED: Final = "abfrage-2026-01-02-amt-bis-2026-01-15.xlsx"
BODIES: Final = """freigabe = ["Leitung"]

[[stelle]]
kuerzel = "AMT"
name = "Amt für Beispiele"
art = "Verwaltung"
handlungsfelder = ["HF-SPR"]
"""

# Every command that fills a folder, with what it writes there.
COMMANDS: Final[dict[str, tuple[list[str], set[str]]]] = {
    "build": (["build", "DOCS", "ZIEL", *DAY], {"index.html", "SPR-01.html", "needs.json"}),
    "pdf": (["pdf", "DOCS", "ZIEL", "--excerpt", "SPR-01", *DAY], {"konzept.pdf", "steckbrief-SPR-01.pdf"}),
    "mappe": (["session", "DOCS", "ZIEL", *DAY], {"neu/neu.pdf", "neu/neu.docx", "neu/Felder/03 Betreff.txt"}),
    "vorlage": (["paper", "--texts", "DOCS", "--target", "ZIEL", *DAY], {"neu.docx", "neu.txt"}),
    "abfrage": (["survey", "export", "DOCS", "ZIEL", *ROUND], {ASKED}),
    "erinnerung": (["survey", "remind", "DOCS", "ZIEL", *DAY], {"erinnerung-2026-01-31.txt"}),
    "quittung": (
        ["survey", "receipt", "ANTWORT", "--texts", "DOCS", "--target", "ZIEL", *DAY],
        {"rueckmeldung-2026-01-02-amt.docx"},
    ),
    "eingang": (["intake", "ANTWORT", "--texts", "DOCS", "--target", "ZIEL", *DAY], {"bericht.md", "bericht.html"}),
    "ansteht": (["agenda", "DOCS", "ZIEL", *DAY], {"was-ansteht.html", "was-ansteht.ics"}),
    "aufnahme": (["ingest", "DOCX", "--texts", "DOCS", "--target", "ZIEL", *DAY], {"konzept-pruefen.xlsx"}),
}


def run(words: list[str], docs: Path, target: Path) -> Result:
    """Run a command."""
    beside = docs.parent
    places = {"DOCS": docs, "ZIEL": target, "ANTWORT": beside / "antwort.xlsx", "DOCX": beside / "konzept.docx"}
    return CliRunner().invoke(main, [str(places.get(word, word)) for word in words])


def texts(folder: Path) -> Path:
    """A small town with a paper; beside it a survey that was sent, and a document to take in."""
    own = {"index.md": INDEX, "SPR-01.md": recommendation(), "vorlagen/neu.md": SAMPLE_HEAD + SECTIONS}
    docs = write(folder, {**own, "umfrage.toml": BODIES})
    sent = folder.parent / "versandt"
    assert run(["survey", "export", "DOCS", "ZIEL", *ROUND, "--record"], docs, sent).exit_code == 0
    said = {**GOOD, "since": "Januar 2026", "on": "20.01.2026", "released": "Leitung"}
    (folder.parent / "antwort.xlsx").write_bytes(filled_in((sent / ASKED).read_bytes(), {"SPR-01": said}))
    (folder.parent / "konzept.docx").write_bytes(concept())
    return docs


# What writes by other rules; the tests below, tests/start, tests/desk and tests/publish hold these.
OTHERS: Final = {"correct", "desk", "links", "new", "publish", "report", "withdraw"}


def test_every_command_that_writes_is_tried_here() -> None:
    def commands(group: click.Command, above: str = "") -> Iterator[tuple[str, set[str]]]:
        for name, command in group.commands.items() if isinstance(group, click.Group) else ():
            yield f"{above}{name}", {str(parameter.name) for parameter in command.params}
            yield from commands(command, f"{name} ")

    writing = {name for name, parameters in commands(main) if parameters & {"target", "plain_folder"}} | {"new"}
    tried = {" ".join(words[: 1 + (words[0] == "survey")]) for words, _ in COMMANDS.values()}
    assert writing == tried | OTHERS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_refuses_a_folder_of_foreign_files(tmp_path: Path, name: str) -> None:
    docs, target = texts(tmp_path / "docs"), filled(tmp_path / "ziel", FOREIGN)
    for sibling in SIBLINGS:
        filled(tmp_path / sibling, FOREIGN)
    before = whole(tmp_path)
    result = run(COMMANDS[name][0], docs, target)
    assert result.exit_code == 2
    assert f"In {target} liegen Dateien, die nicht von diesem Programm sind. Es ändert und löscht" in result.stderr
    assert whole(tmp_path) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_leaves_foreign_files_among_its_own_and_beside_them(tmp_path: Path, name: str) -> None:
    words, made = COMMANDS[name]
    docs, target = texts(tmp_path / "docs"), tmp_path / "ziel"
    assert run(words, docs, target).exit_code == 0
    assert made <= whole(target).keys()
    foreign = {f"fremd/{name}": data for name, data in FOREIGN.items()}
    foreign |= {"Notiz.txt": b"x", "fremd.pdf": b"x", "fremd.docx": b"x"}
    filled(target, foreign)
    for sibling in SIBLINGS:
        filled(tmp_path / sibling, FOREIGN)
    before = whole(tmp_path)
    (docs / "index.md").write_text(INDEX.replace("# Start", "# Neuer Anfang"), "utf-8")
    assert run(words, docs, target).exit_code == 0
    after = whole(tmp_path)
    ours = {f"ziel/{name}" for name in made}
    assert ours <= after.keys()
    for place, data in before.items():
        if place.startswith(("ziel/fremd", "ziel/Notiz", *SIBLINGS)):
            assert after[place] == data
    assert after.keys() == before.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_does_not_replace_its_own_file_that_somebody_edited(tmp_path: Path, name: str) -> None:
    words, made = COMMANDS[name]
    docs, target = texts(tmp_path / "docs"), tmp_path / "ziel"
    assert run(words, docs, target).exit_code == 0
    edited = target / min(made)
    edited.write_bytes(edited.read_bytes() + b"von Hand")
    before = whole(tmp_path)
    result = run(words, docs, target)
    assert (result.exit_code, str(target) in result.stderr, whole(tmp_path)) == (2, True, before)


def test_the_report_on_links_does_not_replace_a_foreign_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(servers, "check", lambda *words: asked.append(words) or [])
    docs = texts(tmp_path / "docs")
    pages = filled(tmp_path / "html", {"index.html": b"<main></main>"})
    filled(tmp_path / "ziel", FOREIGN)
    words = ["links", str(pages), "--texts", "DOCS", *DAY, "--target"]
    result = run([*words, str(tmp_path / "ziel" / "leer.txt")], docs, tmp_path)
    assert (result.exit_code, asked) == (2, [])
    for _ in range(2):
        assert run([*words, str(tmp_path / "ziel" / "links.txt")], docs, tmp_path).exit_code == 0
    found = {name: data for name, data in whole(tmp_path / "ziel").items() if data != "/"}
    assert found.pop("links.txt")
    assert found == FOREIGN


def test_a_report_replaces_a_file_only_when_told_so(tmp_path: Path) -> None:
    docs = texts(tmp_path / "docs")
    words = [
        "report",
        "--from",
        "2025-01-01",
        "--to",
        "2026-01-31",
        "--texts",
        "DOCS",
        "--target",
        str(tmp_path / "b.md"),
    ]
    (tmp_path / "b.md").write_bytes(b"mein Bericht")
    before = whole(tmp_path)
    assert (run(words, docs, tmp_path).exit_code, whole(tmp_path)) == (2, before)
    assert run([*words, "--overwrite"], docs, tmp_path).exit_code == 0
    assert whole(tmp_path).keys() == before.keys()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with an Ausgabe to publish."""
    made = Town(tmp_path / "repo")
    made.edition("eins", {"index.html": page("Start")})
    return made


def _folder(site: Path) -> None:
    filled(site, FOREIGN)


def _link(site: Path) -> None:
    site.symlink_to(filled(site.parent / "anderswo", FOREIGN))


def _store(site: Path) -> None:
    filled(site.parent / "site.ablage", {**FOREIGN, "arbeitsblatt/a.txt": b"x"})


@pytest.mark.parametrize("foreign", [_folder, _link, _store])
def test_publishing_refuses_foreign_files_in_the_place_of_site_and_store(
    town: Town, foreign: Callable[[Path], None]
) -> None:
    foreign(town.site)
    before = whole(town.root.parent)
    with pytest.raises(PublishError, match=r"(nicht von diesem|keine Website dieses) Programm"):
        town.publish()
    assert whole(town.root.parent) == before


def test_publishing_leaves_foreign_files_among_its_own(town: Town) -> None:
    town.publish()
    foreign = {f"{folder}{name}": data for folder in ("", "meins/", "arbeit/") for name, data in FOREIGN.items()}
    places = ("site.ablage", "site.ablage/ausgaben/meine-0123456789abcdef", "site.ablage/staende/privat", ".site.neu")
    for place in places:
        filled(town.root.parent / place, foreign)
    before = {place: whole(town.root.parent / place) for place in places[1:]}
    for number, name in enumerate(("zwei", "drei", "vier"), 2):
        town.edition(name, {"index.html": page(name)}, f"2026-0{number}-01")
        assert town.publish()
    assert {place: whole(town.root.parent / place) for place in places[1:]} == before
    assert foreign.items() <= whole(town.root.parent / places[0]).items()


def test_the_site_as_a_plain_folder_is_written_only_where_nothing_foreign_is(town: Town) -> None:
    town.publish()
    target = town.root.parent / "public"
    words = ["publish", "--texts", str(town.root / "docs"), "--target", str(town.site), "--plain", str(target)]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert whole(target) == whole(town.site)
    filled(target, {"CNAME": b"x"})
    town.edition("zwei", {"index.html": page("Zwei")}, "2026-02-01")
    town.publish()
    assert CliRunner().invoke(main, words).exit_code == 0
    assert whole(target) == {**whole(town.site), "CNAME": b"x"}
    shutil.rmtree(target)
    filled(target, FOREIGN)
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert {name: data for name, data in whole(target).items() if data != "/"} == FOREIGN
