"""What is written beside the pages says the same when it fails, in this process and in a second one."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

from konzept import website
from konzept.errors import KonzeptError
from konzept.web import after_pages
from tests.project import TODAY, recommendation, sphinx, write


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (KonzeptError("Hier fehlt etwas."), "Der Bau ist gescheitert: Hier fehlt etwas.\n"),
        (OSError(28, "No space left on device", "/a"), "Der Bau ist gescheitert: /a: Der Datenträger ist voll."),
        (ValueError("?"), "Der Bau ist gescheitert: Das Programm: Hier hat das Programm einen Fehler (ValueError in "),
    ],
    ids=["told", "system", "program"],
)
def test_what_fails_stops_the_build_with_its_sentence(
    error: Exception,
    expected: str,
    processes: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(os, "cpu_count", lambda: processes)
    monkeypatch.setattr("konzept.pages.processes.FEW", 0)
    monkeypatch.setattr(after_pages, "_BESIDE", (fail,))
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    assert not website.build(docs, tmp_path / "html", TODAY)
    assert capsys.readouterr().err.startswith(expected)
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]


@pytest.mark.parametrize(("processes", "few", "elsewhere"), [(1, 0, False), (2, 0, True), (2, 99, False)])
def test_what_stands_beside_the_pages_is_written_once(
    processes: int, few: int, elsewhere: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(*_: object) -> None:
        with (tmp_path / "noted").open("a") as file:
            file.write(f"{os.getpid()}\n")

    monkeypatch.setattr("konzept.pages.processes.FEW", few)
    monkeypatch.setattr(after_pages, "_BESIDE", (*after_pages._BESIDE, note))
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    for text in ("", "\nEin Satz mehr.\n"):
        (docs / "index.md").write_text((docs / "index.md").read_text("utf-8") + text, "utf-8")
        assert sphinx(docs, tmp_path / "html", parallel=processes) == ""
        (noted,) = (tmp_path / "noted").read_text().split()
        (tmp_path / "noted").unlink()
        assert (int(noted) != os.getpid()) is elsewhere
