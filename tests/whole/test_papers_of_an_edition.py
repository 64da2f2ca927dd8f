"""What an Ausgabe holds besides its pages: every paper, linked from each page; a preview has none of the links."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept import website
from konzept.cli import main
from tests.office.test_paper_outputs import SAMPLE_HEAD, SECTIONS
from tests.project import BASE, TODAY, recommendation, write

TOWN = BASE["kommune.toml"] + 'ratsausgabe = ["index.md", "SPR-01.md"]\n'


def test_an_edition_has_every_paper_and_links_to_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"kommune.toml": TOWN, "SPR-01.md": recommendation(), "vorlagen/neu.md": SAMPLE_HEAD + SECTIONS}
    docs = write(tmp_path / "docs", texts)
    pages = {}
    for title in ("", "Ausgabe 1"):
        monkeypatch.setenv("KONZEPT_AUSGABE", title)
        assert website.build(docs, tmp_path / title / "html", TODAY)
        pages[title] = (tmp_path / title / "html" / "SPR-01.html").read_text("utf-8")
    answer = CliRunner().invoke(main, ["pdf", str(docs), str(tmp_path / "pdf"), "--as-of", TODAY.isoformat()])
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "pdf").iterdir()} == {
        *("konzept.pdf", "materialband.pdf", "top-2.pdf", "handlungsfeld-SPR.pdf", "steckbrief-SPR-01.pdf"),
        *("neu.pdf", "neu.docx", "neu.txt"),
    }
    papers = ['href="pdf/konzept.pdf"', 'href="pdf/top-2.pdf"', 'href="pdf/materialband.pdf"']
    assert [link in pages["Ausgabe 1"] for link in papers] == [True] * 3
    assert [link in pages[""] for link in papers] == [False] * 3
