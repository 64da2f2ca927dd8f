"""The list of sentences that stand in several places of the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import dubletten

TEXTS = {
    "a.md": "# Titel, der zweimal dasteht\n\nDas steht zweimal da, so wie hier. Das nur einmal, am 3. Mai und hier.\n\n"
    ":::{sachstand} Titel\n:id: SPR-01-S1\n:datum: 2020-01-01\n\n"
    "Das steht zweimal da,\nso wie {need}`hier <A>`.\n:::\n",
    "b.md": "# Titel, der zweimal dasteht\n\n- Das steht zweimal da, so wie hier.\n"
    "- „Die Quelle sagt das zweimal in ihren Worten.“\n"
    "\n> Das steht zweimal da, so wie hier.\n\n„Die Quelle sagt das zweimal in ihren Worten.“\n\nKurz ist erlaubt.\n\n"
    "Kurz ist erlaubt.\n\n```text\nDas steht zweimal da, so wie hier.\n```\n",
    "en.md": "---\norphan: true\nlang: en\n---\n\nDas steht zweimal da, so wie hier.\n",
    "anleitung.md": "Das steht zweimal da, so wie hier.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts with a sentence that stands three times."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_repeated_sentences_are_listed_with_their_places(folder: Path) -> None:
    places = [(f"{folder.as_posix()}/a.md", 3), (f"{folder.as_posix()}/a.md", 9), (f"{folder.as_posix()}/b.md", 3)]
    assert dubletten.repeated(dubletten.read_texts(folder)) == {"Das steht zweimal da, so wie hier.": places}


def test_the_command_counts_what_is_too_much_and_has_a_limit(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dubletten.main(folder) == 0
    assert capsys.readouterr().out.splitlines() == [
        "3×: Das steht zweimal da, so wie hier.",
        *(f"    {folder.as_posix()}/{place}" for place in ("a.md:3", "a.md:9", "b.md:3")),
        "Sätze, die mehrfach dastehen: 1; davon zu viel: 2, erlaubt bis 30.",
    ]
    monkeypatch.setattr(dubletten, "ALLOWED", 1)
    assert dubletten.main(folder) == 1
