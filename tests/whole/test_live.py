"""The preview (``make live``): what is saved is shown, what is wrong is said in the page, and nothing ends it."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.project import ROOT, TOWN, recommendation, write

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
Page = Callable[[str], str]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", {"SPR-01.md": recommendation(), "a.md": "# A\n\n{need}`SPR-01`\n"})


@pytest.fixture
def page(texts: Path) -> Iterator[Page]:
    """What the preview answers for a page."""
    command = [sys.executable, "-m", "tools.live", str(texts), str(texts.with_name("work")), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as preview:
        try:
            assert preview.stdout is not None
            address = preview.stdout.readline().split()[2]

            def answer(name: str) -> str:
                try:
                    return str(_DIRECT.open(f"{address}{name}").read().decode())
                except HTTPError as error:
                    return str(error.read().decode())

            yield answer
        finally:
            preview.terminate()


def test_each_answer_is_of_what_was_saved_last(texts: Path, page: Page) -> None:
    assert "Mehr Kurse" in page("a.html")
    for title in ("Viel mehr Kurse", "Noch mehr Kurse"):
        (texts / "SPR-01.md").write_text(recommendation().replace("Mehr Kurse", title), "utf-8")
        assert [title in page(name) for name in ("a.html", "SPR-01.html", "needs.json")] == [True] * 3
    (texts / "neu.md").write_text("# Ganz neu\n", "utf-8")
    assert "Ganz neu" in page("neu.html")
    (texts / "neu.md").unlink()
    assert "Die Seite neu.html gibt es nicht." in page("neu.html")


def test_what_is_wrong_stands_in_every_page_until_it_is_mended(texts: Path, page: Page) -> None:
    assert 'role="alert"' not in page("a.html")
    (texts / "SPR-01.md").write_text(recommendation(status="kaputt"), "utf-8")
    (texts / "a.md").write_text("# A\n\nSiehe [dort](gibt-es-nicht.md).\n", "utf-8")
    for _ in range(2):  # the second time only another text was saved
        shown = page("index.html")
        assert "SPR-01.md:3: FEHLER" in shown
        assert "a.md:3" in shown
        (texts / "quellen.md").write_text((texts / "quellen.md").read_text("utf-8") + "\nMehr.\n", "utf-8")
    (texts / "SPR-01.md").write_text(recommendation(), "utf-8")
    (texts / "a.md").write_text("# A\n", "utf-8")
    assert 'role="alert"' not in page("index.html")


def test_texts_that_nothing_can_be_built_of_are_said_and_the_next_are_built(texts: Path, page: Page) -> None:
    assert "Mehr Kurse" in page("SPR-01.html")
    (texts / "a.md").write_bytes(b"# \xff\n")
    said = page("SPR-01.html")
    assert "Diese Texte lassen sich nicht bauen:" in said
    assert "a.md:1" in said
    assert "Mehr Kurse" not in said
    (texts / "a.md").write_text("# A\n", "utf-8")
    (texts / "kommune.toml").write_text(TOWN.replace("Musterau", "Neustadt"), "utf-8")
    assert "Neustadt" in page("SPR-01.html")
