"""What texts gave is kept: only what is new is read, and a check that reads nothing finds the same."""

from __future__ import annotations

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


def test_the_command_check_reads_only_what_the_last_build_has_not_read_and_writes_nothing(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "docs", TEXTS)
    (tmp_path / "conf.py").write_text("from konzept.conf import *\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    def run() -> tuple[str, list[str], list[Path]]:
        read.clear()
        said = CliRunner().invoke(main, ["check", "docs", "--as-of", TODAY.isoformat()]).output
        return said, sorted(read), sorted(tmp_path.rglob("*"))

    said, everything, files = run()
    assert everything == sorted(path.name for path in tmp_path.glob("docs/*.md"))
    kept = reading_cache.file_of(Path("build/html"))
    kept.parent.mkdir(parents=True)
    with reading_cache.kept(kept):
        examine_folder(tmp_path / "docs", TODAY)
    with_it, content = sorted(tmp_path.rglob("*")), kept.read_bytes()
    assert (run(), len(files) < len(with_it)) == ((said, [], with_it), True)
    (tmp_path / "docs" / "SPR-01.md").write_text(TEXTS["SPR-01.md"].replace("SPR-99", "SPR-98"), "utf-8")
    assert run() == (said.replace("SPR-99", "SPR-98"), ["SPR-01.md"], with_it)
    assert kept.read_bytes() == content
