"""What is open for the Redaktion, as a whole text."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from konzept.cli import main
from konzept.examine import examine_folder
from tests.project import TODAY, recommendation, write


def test_the_whole_list(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    town = (docs / "kommune.toml").read_text("utf-8")
    (docs / "kommune.toml").write_text(f'{town}betreiber = "Verein"\nkontakt = "a@example.org"\n', "utf-8")
    before = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    found = CliRunner().invoke(main, ["todo", str(docs), "--as-of", "2026-01-31"])
    assert found.exit_code == 0
    assert found.output.startswith(EXPECTED)
    assert {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()} == before


def test_what_was_done_is_not_asked_for(tmp_path: Path) -> None:
    source = (
        "# Konzept\n\n:::{quelle} Konzept\n:id: Q-K\n:datum: 2025-03-25\n:art: konzept\n:vollstaendig: nein\n"
        ":url: https://example.org/\n:::\n"
    )
    files = {"SPR-01.md": recommendation().replace("Q-ZB", "Q-ZB, Q-K"), "konzept.md": source}
    docs = write(tmp_path / "docs", files)
    found = CliRunner().invoke(main, ["todo", str(docs), "--as-of", "2026-01-31"]).output
    assert found.startswith(
        "Quellen öffnen, ganz lesen, die Einträge dazu vergleichen, dann 'vollstaendig: ja' eintragen (1)\n"
        "  konzept.md:3: Q-K Konzept: https://example.org/\n\n"
        "Quellen ohne Adresse: suchen, ganz lesen (1)\n  quellen.md:10: Q-PRESSE Zeitung\n\n"
        "Quellen ohne Datum (1)\n  quellen.md:10: Q-PRESSE Zeitung\n\n"
        "Empfehlungen ohne Angabe zum Stand: nachfragen (1)\n  SPR-01.md:1: SPR-01 Mehr Kurse\n\n"
        "Handlungsfelder ohne benannte Top 2 (1)\n"
    )


def test_pages_are_to_be_looked_up_again_after_half_a_year(tmp_path: Path) -> None:
    head = "---\ngeprueft: {}\n---\n\n# Hilfe\n"
    pages = {"alt.md": head.format("2025-08-01"), "neu.md": head.format("2025-08-02"), "kaputt.md": head.format("bald")}
    pages["spaet.md"] = head.format("2026-02-01")
    docs = write(tmp_path / "docs", pages)
    found = CliRunner().invoke(main, ["todo", str(docs), "--as-of", "2026-01-31"]).output
    assert "wieder nachsehen (1)\n  alt.md: zuletzt am 01.08.2025\n" in found
    assert [str(finding) for finding in examine_folder(docs, TODAY).findings] == [
        "alt.md:2: Hinweis: Die Angaben dieser Seite wurden zuletzt am 01.08.2025 durchgesehen, vor mehr als einem "
        "halben Jahr. Sehen Sie bei den Stellen nach und tragen Sie den Tag ein.",
        "kaputt.md:2: Im Kopf steht bei 'geprueft' der Tag, an dem die Angaben zuletzt durchgesehen wurden, "
        "zum Beispiel 2026-01-31; gefunden: 'bald'.",
        "spaet.md:2: Hinweis: 'geprueft' nennt den 01.02.2026, und der Stichtag ist der 31.01.2026. Stimmt der Tag?",
    ]


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
