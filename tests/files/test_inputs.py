"""Files that people or programs write: what can't be read is told with its line, what hides something is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.files import inputs


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 5\r\nb = 6\r", "utf-8-sig")
    assert inputs.text(path) == "a = 5\nb = 6\n"
    monkeypatch.setattr(inputs, "LARGEST", path.stat().st_size)
    assert inputs.toml(path)[0] == {"a": 5, "b": 6}
    monkeypatch.setattr(inputs, "LARGEST", path.stat().st_size - 1)
    with pytest.raises(inputs.DamagedError) as error:
        inputs.toml(path)
    assert str(error.value) == f"{path}:1: Die Datei hat mehr als 20 MB. Kürzen Sie sie."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a = "x"\nb = "x\u202ey"\n', 2),
        ('a = "x"\nb = "x\\u202ey"\n', 2),
        ('a = "x"\n"b\\u202e" = ["x"]\n', 2),
        ('a = "x"\n\n[[b]]\nc = ["x", "\\U0000202e"]\n', 4),
    ],
)
def test_an_invisible_character_is_refused_however_it_is_written(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(inputs.DamagedError) as error:
        inputs.toml(tmp_path / "a.toml")
    assert (error.value.line, error.value.message) == (
        line,
        "Hier steht ein unsichtbares Zeichen (U+202E), das die Leserichtung umkehrt. Löschen Sie es.",
    )
