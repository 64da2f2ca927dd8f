"""``check --data``: whole data files pass, and each damage is named with its file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from konzept import website
from konzept.catalogue import (
    CONCEPT,
    DATA_FILES,
    FOLDER,
    NEEDS,
    PACKAGE,
    SCHEMA,
    TABLES,
    WORKBOOK,
    csv_of,
    german_csv_of,
)
from konzept.cli import main
from tests.project import TODAY, recommendation, write

FIRST: Final = csv_of(TABLES[0]).file
GERMAN: Final = german_csv_of(TABLES[0]).file


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small town with its website."""
    folder = tmp_path_factory.mktemp("stadt")
    write(folder / "docs", {"SPR-01.md": recommendation()})
    assert website.build(folder / "docs", folder / "html", TODAY)
    return folder


def check(docs: Path, site: Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["check", str(docs), "--data", str(site)])


def test_what_was_built_passes(town: Path) -> None:
    answer = check(town / "docs", town / "html")
    assert (answer.exit_code, answer.output) == (0, f"{len(DATA_FILES)} Dateien mit Daten, 0 Fehler.\n")


def swap(old: bytes, new: bytes) -> Callable[[Path], object]:
    """A damage: bytes are replaced by others."""

    def damage(path: Path) -> None:
        content = path.read_bytes()
        assert old in content
        path.write_bytes(content.replace(old, new))

    return damage


@pytest.mark.parametrize(
    ("file", "damage", "said"),
    [
        (NEEDS.file, Path.unlink, "Die Datei fehlt. Bauen Sie die Website neu"),
        (CONCEPT.file, swap(b'"priority": "weitere"', b'"priority": "erste"'), "SPR-01: 'priority' passt nicht zur"),
        (CONCEPT.file, swap(b'"SPR-01"', b'"SPR-02"'), ""),
        (SCHEMA.file, swap(b"Konzept", b"Plan"), "Das ist nicht die Beschreibung, nach der dieses Programm schreibt."),
        (PACKAGE.file, swap(b'"name": "id"', b'"name": "nr"'), "Die Datei beschreibt andere Tabellen oder Spalten"),
        (PACKAGE.file, lambda path: path.write_bytes(b"[]"), "Die Datei lässt sich nicht lesen."),
        (FIRST, swap(b"SPR-01,", b"SPR-09,"), "wie in daten/concept.json. Es geht um: SPR-01, SPR-09."),
        (FIRST, swap(b"id,art", b"id,sorte"), "Die Tabelle hat andere Spalten als vorgesehen."),
        (FIRST, swap(b"2020-05-05", b"2020-15-05"), "Zeile 2, Spalte 'empfohlen_seit': '2020-15-05' hat nicht"),
        (FIRST, swap(b"Stand nicht bekannt,", b"fertig,"), "Zeile 2, Spalte 'status': 'fertig' hat nicht die Form"),
        (FIRST, lambda path: path.write_bytes(b"\xff\xfe"), "Die Datei lässt sich nicht lesen."),
        (GERMAN, swap(b"SPR-01;", b"SPR-09;"), "nicht dieselben Einträge"),
        (WORKBOOK.file, lambda path: path.write_bytes(b"PK"), "Die Datei lässt sich nicht lesen."),
    ],
)  # fmt: skip
def test_each_damage_is_named_with_its_file(
    file: str, damage: Callable[[Path], object], said: str, town: Path, tmp_path: Path
) -> None:
    shutil.copytree(town / "html" / FOLDER, tmp_path / FOLDER)
    damage(tmp_path / file)
    answer = check(town / "docs", tmp_path)
    assert answer.exit_code == 1
    lines = [line for line in answer.stdout.splitlines() if line.startswith(f"{tmp_path.as_posix()}/{file}")]
    assert any(said in line for line in lines) or (not said and "nicht dieselben Einträge" in answer.stdout)


def test_without_a_website_the_answer_says_so(town: Path, tmp_path: Path) -> None:
    answer = check(town / "docs", tmp_path)
    assert answer.exit_code == 1
    assert answer.stdout.count("Die Datei fehlt.") == len(DATA_FILES)
    assert check(town / "docs", tmp_path / "nichts").exit_code == 2
