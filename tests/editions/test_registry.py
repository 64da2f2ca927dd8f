"""The registry of the Ausgaben: a town that has none yet is told how one begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.editions import PublishError, registry


def test_the_sample_for_a_missing_registry_can_be_used_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="Die Datei fehlt") as error:
        registry.load(tmp_path)
    (tmp_path / registry.FILE).write_text(str(error.value).partition("\n\n")[2], "utf-8")
    assert [edition.name for edition in registry.load(tmp_path).editions] == ["2027-1"]


@pytest.mark.parametrize(
    "text",
    [
        'ausgabe = [{name = "2027-1", ref = "r", titel = "T", datum = 2027-01-15, anlass = "A"}]\n',
        '[["ausgabe"]]\nname = "2027-1"\nref = "r"\ntitel = "T"\ndatum = 2027-01-15\nanlass = "A"\n',
        '[[ausgabe]]\nname = "2027-1"\nref = "r"\ntitel = "T"\ndatum = 2027-01-15\nanlass = """A\n[[ausgabe]]"""\n',
    ],
)
def test_an_entry_may_be_written_in_any_way_that_toml_knows(tmp_path: Path, text: str) -> None:
    (tmp_path / registry.FILE).write_text(text, "utf-8")
    assert [(edition.name, edition.line) for edition in registry.load(tmp_path).editions] == [("2027-1", 1)]
    (tmp_path / registry.FILE).write_text(text.replace("2027-1", "2027 1", 1), "utf-8")
    assert [line for line, _ in registry.faults(tmp_path)] == [1]


@pytest.mark.parametrize(("later", "lines"), [("2027-01-15", []), ("2027-01-14", [8])])
def test_the_newest_edition_stands_last(tmp_path: Path, later: str, lines: list[int]) -> None:
    entry = '[[ausgabe]]\nname = "{}"\nref = "r"\ntitel = "T"\ndatum = {}\nanlass = "A"\n\n'
    (tmp_path / registry.FILE).write_text(entry.format("a", "2027-01-15") + entry.format("b", later), "utf-8")
    assert [line for line, _ in registry.faults(tmp_path)] == lines
