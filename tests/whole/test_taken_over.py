"""The PDFs begin with what the build of the website has read, and are what they are without it."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from konzept import website
from tests.project import BASE, TODAY, write


def built(docs: Path, place: Path, builder: str) -> tuple[list[str], dict[str, bytes]]:
    """Which texts a build read, and what it wrote."""
    read: list[str] = []

    def connect(app: Sphinx) -> None:
        app.connect("env-before-read-docs", lambda app, env, names: read.extend(names))

    assert website.sphinx(docs, place / "bau", builder, TODAY, connect=connect)
    made = {path.name: path.read_bytes() for path in (place / "bau" / builder).rglob("*.typ")}
    return read, made


def test_the_pdfs_read_no_text_that_the_website_has_read(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", BASE)
    found, alone = built(docs, tmp_path / "allein" / "pdf", "typst")
    names = sorted(found)
    built(docs, tmp_path / "beide" / "html", "html")
    assert built(docs, tmp_path / "beide" / "pdf", "typst") == ([], alone)
    (docs / "quellen.md").touch()
    read, made = built(docs, tmp_path / "beide" / "zuletzt", "typst")
    assert (read, made) == (["quellen"], alone)
    for stamp in tmp_path.glob("beide/*/bau/fertig"):
        stamp.unlink()
    read, made = built(docs, tmp_path / "beide" / "neu", "typst")
    assert (sorted(read), made) == (names, alone)
