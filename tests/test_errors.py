"""What the operating system refuses is told in one German sentence with path and remedy, by every command."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from sphinx.errors import SphinxError

from konzept import website
from konzept.cli import main
from konzept.errors import RefusedError, at, of_message, of_program, sentence
from tests.files.test_files import whole
from tests.project import ROOT, TODAY, recommendation, sphinx, write

DAY: Final = ["--as-of", "2026-01-31"]
LARGE: Final = "Die Datei wird größer, als hier erlaubt ist. Nennen Sie einen anderen Ort."


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "Der Datenträger ist voll. Schaffen Sie Platz. Wiederholen Sie dann den Befehl."),
        (
            errno.EACCES,
            "Dazu fehlt das Recht. Prüfen Sie, wem es gehört, ob es schreibgeschützt ist und ob es in einem anderen "
            "Programm geöffnet ist. Wiederholen Sie dann den Befehl.",
        ),
        (
            errno.EBUSY,
            "Ein anderes Programm benutzt es gerade. Schließen Sie es dort. Wiederholen Sie dann den Befehl.",
        ),
        (errno.ENAMETOOLONG, "Der Name ist zu lang. Nehmen Sie kürzere Namen für Datei und Ordner."),
        (
            errno.EPROTO,
            f"Das Betriebssystem lehnt ab: {os.strerror(errno.EPROTO)}. Prüfen Sie Ort und Rechte. "
            "Wiederholen Sie dann den Befehl.",
        ),
    ],
)
def test_each_refusal_has_its_sentence(number: int, said: str) -> None:
    assert sentence(OSError(number, os.strerror(number), "docs/a.md")) == f"docs/a.md: {said}"
    assert sentence(OSError(number, os.strerror(number), "a", None, "b")) == f"a → b: {said}"


def test_a_file_where_a_folder_has_to_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("", "utf-8")
    with pytest.raises(NotADirectoryError) as error:
        (tmp_path / "build" / "arbeit" / "html").mkdir()
    assert sentence(error.value) == (
        f"{tmp_path}/build/arbeit/html: {tmp_path}/build ist eine Datei, gebraucht wird ein Ordner. "
        "Benennen Sie die Datei um. Wiederholen Sie dann den Befehl."
    )


def test_an_error_without_a_path_gets_the_one_it_is_about() -> None:
    with pytest.raises(OSError, match="voll") as error, at("docs/b.md"):
        raise OSError(errno.ENOSPC, "voll")
    assert sentence(error.value).startswith("docs/b.md: Der Datenträger ist voll.")


def test_many_files_that_can_not_be_copied_have_one_sentence(tmp_path: Path) -> None:
    source, full = tmp_path / "von", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")
    source.mkdir()
    (source / "x").touch()

    def copy(_source: str, _target: str) -> None:
        raise full

    with pytest.raises(shutil.Error) as caught, at("ziel"):
        shutil.copytree(source, tmp_path / "nach", copy_function=copy)
    assert sentence(caught.value).startswith("ziel: Der Datenträger ist voll. Schaffen Sie Platz.")


def test_an_error_is_found_in_what_a_parallel_process_says() -> None:
    found = of_message("OSError: [Errno 28] No space left on device: '/a/b.html'")
    assert found is not None
    assert sentence(found).startswith("/a/b.html: Der Datenträger ist voll.")
    assert of_message("KeyError: 'all'") is None


@pytest.mark.parametrize("command", ["build", "pdf"])
def test_a_name_that_is_too_long_is_told(tmp_path: Path, command: str) -> None:
    docs, target = write(tmp_path / "docs", {}), tmp_path / ("x" * 300)
    result = CliRunner().invoke(main, [command, str(docs), str(target), *DAY])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{target}: Der Name ist zu lang. Nehmen Sie kürzere Namen für Datei und Ordner.\n"


def test_a_target_below_a_file_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {})
    (file := tmp_path / "notiz.txt").write_text("", "utf-8")
    result = CliRunner().invoke(main, ["build", str(docs), str(file / "html"), *DAY])
    assert (result.exit_code, result.stderr) == (2, f"{file} ist eine Datei. Nennen Sie einen Ordner.\n")


def test_a_town_file_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {})
    (docs / "kommune.toml").unlink()
    (docs / "kommune.toml").mkdir()
    result = CliRunner().invoke(main, ["check", str(docs), *DAY])
    said = "Das ist ein Ordner, gebraucht wird eine Datei. Nehmen Sie einen anderen Namen."
    assert (result.exit_code, result.stderr) == (1, f"{docs / 'kommune.toml'}: {said}\n")


@pytest.mark.parametrize("size", [20_000, 60_000])
def test_a_build_that_may_not_write_says_so_in_a_sentence_and_leaves_the_target(tmp_path: Path, size: int) -> None:
    """The limit strikes in Sphinx itself or in one of its parallel processes."""
    docs, target = write(tmp_path / "docs", {"SPR-01.md": recommendation()}), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    before = whole(target)
    (docs / "neu.md").write_text("# Neu\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "konzept", "build", str(docs), str(target), *DAY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.rstrip("\n").endswith(f": {LARGE}")
    assert "Traceback" not in run.stderr
    assert whole(target) == before
    assert website.build(docs, target, TODAY)
    assert "neu.html" in whole(target)


def test_an_interruption_is_told_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(website, "sphinx", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    result = CliRunner().invoke(main, ["build", str(write(tmp_path / "docs", {})), str(tmp_path / "html"), *DAY])
    assert (result.exit_code, result.output) == (130, "Abgebrochen.\n")


def test_a_wrong_time_in_the_environment_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    result = CliRunner().invoke(main, ["check", str(write(tmp_path / "docs", {}))])
    assert (result.exit_code, result.stderr) == (
        2,
        "SOURCE_DATE_EPOCH ist die Zahl der Sekunden seit dem 1.1.1970, gefunden: 'gestern'. "
        "Berichtigen oder löschen Sie diese Umgebungsvariable.\n",
    )


@pytest.mark.parametrize("parallel", [False, True])
@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (TypeError("x" * 9_999), r"\S+: Hier hat das Programm einen Fehler \(TypeError in konzept/\S+\.py:\d+\)\. .*"),
        (RefusedError("Das geht so nicht."), r"Das geht so nicht\."),
        (RecursionError(), r"\S+: Die Angaben sind zu tief ineinander verschachtelt\."),
    ],
)
def test_a_handler_that_fails_names_its_text_in_one_german_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: Exception,
    said: str,
    parallel: bool,
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr("konzept.pages.drawing._with_own_records", fail)
    monkeypatch.setattr("konzept.pages.processes.FEW", 0)
    more = {f"seite-{number}.md": "# Seite\n" for number in range(12 if parallel else 0)}
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), **more})
    assert not website.build(docs, tmp_path / "html", TODAY)
    error = capsys.readouterr().err
    assert re.fullmatch(rf"Der Bau ist gescheitert: {said}\n", error), error
    assert ("Das geht" in said) or str(docs) in error
    with pytest.raises(SphinxError) as plain:
        sphinx(docs, tmp_path / "out")
    assert re.fullmatch(said, str(plain.value))


@pytest.mark.parametrize("parallel", [False, True])
@pytest.mark.parametrize(
    "place",
    [
        "sphinx.environment.collectors.title.TitleCollector.process_doc",
        "konzept.web.translator.Translator.visit_paragraph",
    ],
)
def test_what_fails_in_foreign_code_or_a_page_names_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str, parallel: bool
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("all")

    monkeypatch.setattr(place, fail, raising=False)
    monkeypatch.setattr("konzept.pages.processes.FEW", 0)
    more = {f"seite-{number}.md": "# Seite\n\nText.\n" for number in range(12 if parallel else 0)}
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), **more})
    assert not website.build(docs, tmp_path / "html", TODAY)
    said = capsys.readouterr().err
    assert re.fullmatch(
        rf"Der Bau ist gescheitert: {docs}/\S+\.md: Hier hat das Programm einen Fehler \(KeyError in \S+\)\. .*\n", said
    ), said


def test_what_fails_while_a_pdf_is_written_names_text_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("all")

    monkeypatch.setattr("konzept.pdf.writer.words", fail)
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    result = CliRunner().invoke(main, ["pdf", str(docs), str(tmp_path / "pdf"), *DAY])
    assert (result.exit_code, result.stdout, (tmp_path / "pdf").exists()) == (70, "", False)
    assert re.fullmatch(
        r"index\.md:1: Hier hat das Programm einen Fehler \(KeyError in konzept/pdf/writer\.py:\d+\)\. .*\n",
        result.stderr,
    ), result.stderr


def test_a_text_in_another_encoding_is_told_by_plain_sphinx_too(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {})
    (docs / "alt.md").write_bytes("# Alt\n\nSüß.\n".encode("cp1252"))
    (docs / "neu.md").write_bytes("# Süß\n".encode("utf-16"))
    with pytest.raises(SphinxError) as error:
        sphinx(docs, tmp_path / "out")
    sentence = "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie so."
    assert str(error.value) == f"{docs}/alt.md:3: {sentence}\n{docs}/neu.md:1: {sentence}"


def test_a_package_that_is_missing_is_no_error_of_the_program() -> None:
    said = "Das Paket 'lxml.etree' fehlt in der Umgebung oder ist unvollständig. Löschen Sie den Ordner .venv: make "
    assert str(of_program(ModuleNotFoundError("x", name="lxml.etree"))) == f"{said}legt ihn dann neu an."


def test_an_error_of_the_program_is_told_by_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("all")

    monkeypatch.setattr("konzept.examine.rules.check", fail)
    words = ["check", str(write(tmp_path / "docs", {})), *DAY]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stdout) == (70, "")
    assert re.fullmatch(
        r"Das Programm: Hier hat das Programm einen Fehler \(KeyError in konzept/examine/__init__\.py:\d+\)\. Nehmen "
        r"Sie die letzte Änderung zurück, und melden Sie ihn mit dem Text, bei dem er auftritt\.\n",
        result.stderr,
    )
    monkeypatch.setenv("KONZEPT_FEHLERSUCHE", "1")
    assert isinstance(CliRunner().invoke(main, words).exception, KeyError)
