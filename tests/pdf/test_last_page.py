"""The last page of a field's PDF: it is spared where it would hold a line or two, and nothing else changes."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from konzept.pdf import make, typeset
from tests.project import TODAY, recommendation, write

pytestmark = pytest.mark.xdist_group("pdf")
FORMS = Path(typeset.__file__).parent / "forms"
HEAD = (
    '#import "forms/form.typ": *\n#import "forms/recommendation.typ": *\n#set document(title: "Feld")\n'
    '#show: auszug.with(titel: "Feld", stichtag: "31.01.2026", hinweis: ("Hinweis.",), aus: [Konzept])\n= Feld\n'
)
DAY = date(2026, 1, 31)


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def source(folder: Path, paragraphs: int) -> Path:
    """A field of so many paragraphs of one line each."""
    shutil.copytree(FORMS, folder / "forms", dirs_exist_ok=True)
    file = folder / "feld.typ"
    file.write_text(HEAD + "\nEin Absatz.\n" * paragraphs, "utf-8")
    return file


def test_a_last_page_with_hardly_anything_is_spared_and_every_other_stays(tmp_path: Path) -> None:
    fits = next(n for n in range(20, 80) if pages(typeset.typeset(source(tmp_path, n + 1), DAY)) == 2)
    spilt = source(tmp_path, fits + 1)
    assert pages(typeset.typeset(spilt, DAY, may_be_tight=True)) == 1
    for paragraphs in (fits, fits + 15, 2 * fits):  # one page; a third of the second; all of it
        file = source(tmp_path, paragraphs)
        assert typeset.typeset(file, DAY, may_be_tight=True) == typeset.typeset(file, DAY)


def test_papers_of_fields_may_be_set_tighter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, bool] = {}

    def noted(file: Path, day: date, **settings: Any) -> bytes:
        asked[file.stem] = settings["may_be_tight"]
        return typeset.typeset(file, day, **settings)

    monkeypatch.setattr(make, "typeset", noted)
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    assert make.make(docs, tmp_path / "pdf", TODAY, ["SPR", "SPR-01"])
    assert {name for name, may in asked.items() if may} == {"handlungsfeld-SPR"}
    assert len(asked) > 2
