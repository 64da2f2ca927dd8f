"""The frame around every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.web import menu
from tests.project import recommendation, sphinx, write


def test_the_menu_is_read_once_a_build_and_not_for_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    original = menu.groups

    def groups(*arguments: object) -> object:
        read.append(arguments)
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("konzept.web.frame.groups", groups)
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "SPR-02.md": recommendation("SPR-02")})
    assert sphinx(docs, tmp_path / "out") == ""
    assert len(list((tmp_path / "out").rglob("*.html"))) > 5
    assert len(read) == 1
