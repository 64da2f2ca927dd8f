"""Every page of an Ausgabe has its style sheet: one without looks like a fault, and can never be mended."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from konzept import website
from tests.project import ROOT, TODAY, recommendation, write

_SHEET = re.compile(r'<link rel="stylesheet"[^>]* href="([^"?]+)')
_OLD = ("arbeitsstand-1",)  # published without, and published files never change


def sheets(page: Path) -> list[Path]:
    """The style sheets to which a page leads."""
    return [(page.parent / address).resolve() for address in _SHEET.findall(page.read_text("utf-8"))]


def test_every_page_has_a_style_sheet_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONZEPT_AUSGABE", "Ausgabe 1")
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "unter/seite.md": "# Seite\n"})
    target = tmp_path / "html"
    assert website.build(docs, target, TODAY)
    pages = [path for path in sorted(target.rglob("*.html")) if "refresh" not in path.read_text("utf-8")[:900]]
    assert {"index.html", "SPR-01.html", "unter/seite.html", "search.html"} < {
        path.relative_to(target).as_posix() for path in pages
    }
    for page in pages:
        found = sheets(page)
        inside = "<style>" in page.read_text("utf-8")
        assert found or inside, page
        assert all(sheet.is_file() and sheet.stat().st_size > 1000 for sheet in found)


def test_what_is_published_has_the_style_sheets_that_its_pages_need() -> None:
    lock = json.loads((ROOT / "ausgaben.lock.json").read_text("utf-8"))
    new = {name: entry["dateien"] for name, entry in lock["ausgaben"].items() if name not in _OLD}
    assert new
    assert [name for name, files in new.items() if "_static/konzept.css" not in files] == []
