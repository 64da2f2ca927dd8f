"""A damaged file beside the texts is a finding of ``check``, in the words of the commands that need it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from konzept.cli import main
from konzept.files.conflicts import CONFLICT
from tests.project import TODAY, recommendation, write

EDITION: Final = '[[ausgabe]]\nname = "eins"\nref = "eins"\n'
CUT: Final = '{\n "ausgaben": [\n'
WAYS: Final = {
    ("docs/chronik.json", CUT): (
        "chronik.json:1: chronik.json ist keine Chronik der Ausgaben. Erneuern Sie sie: python -m konzept chronicle."
    ),
    ("docs/umfragen.json", CUT): (
        "umfragen.json:1: Die Datei ist beschädigt. Holen Sie die letzte Fassung aus dem Repository zurück; sie wird "
        "von 'konzept survey' geschrieben."
    ),
    ("docs/meldungen.json", CUT): (
        "meldungen.json:1: Die Datei ist beschädigt. Holen Sie ihren letzten Stand aus git; geschrieben wird sie von "
        "'intake --apply'."
    ),
    ("docs/umfragen.json", '{\n<<<<<<< HEAD\n "runden": []}'): f"umfragen.json:2: {CONFLICT}",
    ("docs/ausgaben.toml", EDITION + 'titel = "Eins"\ndatum = 2026-01-01\n'): (
        "ausgaben.toml:1: 'anlass' fehlt. Ergänzen Sie: anlass = \"…\""
    ),
    ("docs/ausgaben.toml", "ausgabe = 5 5\n"): (
        'ausgaben.toml:1: Hier ist die Datei kein gültiges TOML. Jede Angabe hat eine Zeile wie name = "…"; Texte '
        "stehen in geraden Anführungszeichen, und jeder Name kommt einmal vor."
    ),
    ("ausgaben.lock.json", CUT): (
        "../ausgaben.lock.json:1: Die Sperrdatei ist beschädigt. Holen Sie ihren letzten Stand: git restore "
        "ausgaben.lock.json"
    ),
}


@pytest.mark.parametrize(("file", "content"), WAYS, ids=[f"{file}: {content[:9]!r}" for file, content in WAYS])
def test_check_tells_of_a_damaged_file(file: str, content: str, tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    (tmp_path / file).write_text(content, "utf-8")
    result = CliRunner().invoke(main, ["check", str(docs), "--as-of", TODAY.isoformat()])
    assert (result.exit_code, result.stdout) == (1, f"{docs}/{WAYS[file, content]}\n")
