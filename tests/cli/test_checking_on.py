"""``check --watch``: after each time a text is saved all findings anew, and only what changed is read."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.examine import examine_folder
from konzept.files import watching
from konzept.listing import as_text
from konzept.markdown import reader
from konzept.markdown.records import Reading
from tests.project import ROOT, TODAY, TOWN, recommendation, write

DAY = ["--as-of", TODAY.isoformat()]
WRONG = recommendation(status="fertig")
ENDED = "Die Prüfung ist beendet.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", {"SPR-01.md": recommendation(), "SPR-02.md": recommendation("SPR-02")})


def watch(texts: Path, edits: list[tuple[str, str]], look: Callable[[], object]) -> Result:
    """Check on while each edit, the name of a file and what it says then, is saved, with a look at each state."""

    def states(folder: Path) -> Iterator[None]:
        look()
        yield
        for name, text in edits:
            (folder / name).write_text(text, "utf-8")
            look()
            yield
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(watching, "states", states)
        return CliRunner().invoke(main, ["check", str(texts), "--watch", *DAY])


def begun(texts: Path, *said: str) -> str:
    """What is told beside the findings."""
    return "".join(f"{texts.as_posix()} wird geprüft.\n{sentence}\n" for sentence in said) + ENDED


def test_each_state_is_examined_whole(texts: Path) -> None:
    expected: list[str] = []
    edits = [
        ("SPR-01.md", WRONG),
        ("SPR-02.md", recommendation("SPR-02").replace("Text der Quelle.", "Siehe {need}`SPR-01`.")),
        ("SPR-01.md", recommendation()),
        ("SPR-01.md", "# Etwas anderes\n"),
    ]
    result = watch(
        texts, edits, lambda: expected.append(as_text(examine_folder(texts, TODAY).findings, texts.as_posix()))
    )
    assert (result.exit_code, result.stdout) == (0, "".join(expected))
    counts = [len(found.splitlines()) for found in expected]
    assert (counts[0], counts[3]) == (0, 0)
    assert "'SPR-01', auf den der Text verweist, gibt es nicht" in expected[4]
    assert result.stderr == begun(texts, *(f"{number} Fehler, 0 Hinweise." for number in counts))


def test_only_a_text_that_changed_is_read_again(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_text = reader.read

    def noted(text: str, name: str) -> Reading:
        read.append(name)
        return read_text(text, name)

    monkeypatch.setattr(reader, "read", noted)
    seen: list[list[str]] = []
    edits = [("SPR-01.md", WRONG), ("SPR-01.md", WRONG), ("SPR-02.md", WRONG.replace("SPR-01", "SPR-02"))]
    watch(texts, edits, lambda: (seen.append(read.copy()), read.clear()))
    every = sorted(path.name for path in texts.glob("*.md"))
    assert [sorted(names) for names in [*seen[1:], read]] == [every, ["SPR-01.md"], [], ["SPR-02.md"]]


def test_what_stops_an_examination_is_told_and_the_watch_goes_on(texts: Path) -> None:
    edits = [("kommune.toml", "name = ["), ("../zurueckgezogen.json", "{"), ("kommune.toml", TOWN)]
    result = watch(texts, edits, lambda: None)
    (texts / "../zurueckgezogen.json").unlink()
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{texts.as_posix()}/kommune.toml:1: ")
    damaged = (
        f"{texts.parent.as_posix()}/zurueckgezogen.json: Die Datei ist beschädigt. Ohne sie kann Zurückgezogenes "
        "wiederkommen. Holen Sie ihren letzten Stand: git restore zurueckgezogen.json"
    )
    said = ["0 Fehler, 0 Hinweise.", "1 Fehler, 0 Hinweise.", "1 Fehler, 0 Hinweise.", damaged]
    assert result.stderr == begun(texts, *said)


def test_a_folder_that_goes_and_comes_back_is_told(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def states(folder: Path) -> Iterator[None]:
        yield
        folder.rename(folder.with_name("fort"))
        yield
        folder.with_name("fort").rename(folder)
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "states", states)
    result = CliRunner().invoke(main, ["check", str(texts), "--watch"])
    checked = f"{texts.as_posix()} wird geprüft.\n0 Fehler, 0 Hinweise.\n"
    gone = f"Den Ordner {texts.as_posix()} gibt es nicht mehr. Legen Sie ihn wieder dorthin."
    assert result.stderr == f"{checked}{gone} Dann geht die Prüfung weiter.\n{checked}{ENDED}"


def test_data_are_not_watched(texts: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(texts), "--watch", "--data", str(texts)])
    assert result.exit_code == 2
    assert "'--watch' und '--data' gehen nicht zusammen." in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there Strg+C reaches all processes of a console")
def test_a_running_watch_tells_of_a_text_that_is_saved(texts: Path) -> None:
    command = [sys.executable, "-m", "konzept", "check", str(texts), "--watch", *DAY]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdout
        told = [process.stdout.readline() for _ in range(2)]
        (texts / "neu.tmp").write_text(WRONG, "utf-8")
        (texts / "neu.tmp").replace(texts / "SPR-01.md")  # as editors save
        while "Fehler, " not in told[-1] or told[-1].startswith("0"):
            told.append(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        told += process.stdout.readlines()
    begin = f"{texts.as_posix()} wird geprüft.\n"
    finding = as_text(examine_folder(texts, TODAY).findings, texts.as_posix())
    assert finding.count("\n") == 1
    assert "".join(told).endswith(f"{begin}{finding}1 Fehler, 0 Hinweise.\n{ENDED}")
    assert (told[:2], process.returncode) == ([begin, "0 Fehler, 0 Hinweise.\n"], 0)
