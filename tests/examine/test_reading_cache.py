"""What texts gave is kept: only what is new is read, and a check that reads nothing finds the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept.cli import main
from konzept.examine import Examination, examine_folder, reading_cache
from konzept.files import build_sum
from konzept.markdown import reader
from tests.project import TODAY, TOWN, recommendation, write

TEXTS = {
    "SPR-01.md": recommendation("SPR-01", after="\n# Suche {#suche}\n\nKlicken Sie {need}`SPR-99`.\n"),
    "SPR-02.md": recommendation("SPR-02"),
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the texts that are read."""
    names: list[str] = []
    own: Callable[..., object] = reader.read
    monkeypatch.setattr(reader, "read", lambda text, name: names.append(name) or own(text, name))
    return names


def check(folder: Path) -> Examination:
    with reading_cache.kept(folder.with_name("gelesen")):
        return examine_folder(folder, TODAY)


def test_only_new_texts_are_read_and_the_findings_are_those_of_a_first_check(tmp_path: Path, read: list[str]) -> None:
    folder = write(tmp_path / "docs", TEXTS)
    first = check(folder)
    everything = sorted(read)
    assert (bool(first.findings), first) == (True, examine_folder(folder, TODAY))
    read.clear()
    assert (check(folder), read) == (first, [])
    (folder / "SPR-02.md").write_text(TEXTS["SPR-02.md"].replace("SPR-02", "SPR-03"), "utf-8")
    assert (check(folder).ids - first.ids, read) == ({"SPR-03"}, ["SPR-02.md"])
    read.clear()
    write(folder, {**TEXTS, "kommune.toml": TOWN.replace('kurz = "Runder Tisch"', 'kurz = "Beirat"')})
    check(folder)
    assert sorted(read) == everything


def test_another_program_and_a_damaged_file_count_for_nothing(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "docs", TEXTS)
    first = check(folder)
    everything = sorted(read)
    (tmp_path / "gelesen").write_bytes(b"x")
    read.clear()
    assert (check(folder), sorted(read)) == (first, everything)
    monkeypatch.setattr(build_sum, "program", str)
    read.clear()
    assert (check(folder), sorted(read)) == (first, everything)


class _Opened:
    """Runs when it is read."""

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (Path("gelesen-und-ausgefuehrt"),)


def test_the_command_check_opens_nothing_that_a_build_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked of folders of strangers: what a build keeps is trusted code to those who read it."""
    write(tmp_path / "docs", TEXTS)
    monkeypatch.chdir(tmp_path)
    kept = reading_cache.file_of(Path("build/html"))
    kept.parent.mkdir(parents=True)
    kept.write_bytes(pickle.dumps(_Opened()))
    before = sorted(tmp_path.rglob("*"))
    CliRunner().invoke(main, ["check", "docs", "--as-of", TODAY.isoformat()])
    assert sorted(tmp_path.rglob("*")) == before
    with reading_cache.kept(kept):
        pass
    assert Path("gelesen-und-ausgefuehrt").is_file()  # so it would have been seen
