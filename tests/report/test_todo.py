"""What is open for the Redaktion, as a whole text."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from konzept.cli import main
from tests.project import recommendation, write


def test_the_whole_list(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    town = (docs / "kommune.toml").read_text("utf-8")
    (docs / "kommune.toml").write_text(f'{town}betreiber = "Verein"\nkontakt = "a@example.org"\n', "utf-8")
    before = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    found = CliRunner().invoke(main, ["todo", str(docs), "--as-of", "2026-01-31"])
    assert found.exit_code == 0
    assert found.output.startswith(EXPECTED)
    assert {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()} == before


EXPECTED = """\
Quellen ohne Adresse: suchen, ganz lesen (1)
  quellen.md:10: Q-PRESSE Zeitung

Quellen ohne Datum (1)
  quellen.md:10: Q-PRESSE Zeitung

Empfehlungen ohne Angabe zum Stand: nachfragen (1)
  SPR-01.md:1: SPR-01 Mehr Kurse

Empfehlungen, nicht mit dem beschlossenen Konzept verglichen (1)
  SPR-01.md:1: SPR-01 Mehr Kurse

Handlungsfelder ohne benannte Top 2 (1)
  HF-SPR.md:1: HF-SPR Sprache

Angaben in kommune.toml (10)
  anschrift
"""
