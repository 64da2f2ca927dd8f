"""A text can neither run nor read anything: one test per attack, with a canary in no output."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept import website
from konzept.examine import examine_folder
from konzept.web.hyphens import written
from tests.project import TODAY, Case, cases, examine, recommendation, sphinx, write
from tests.watch import watching

CANARY = "GeheimesWort4711"
RUN = (b"<script>alert", b'href="javascript', b'href="data:', b'<img src="x"', b"<iframe", b">x</b>")
ALL = list(cases("attacks"))
CANARIES = ("kanarienvogel.txt", "kanarien vogel.txt", ".git/config")


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_attack_is_refused_and_reads_nothing(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in CANARIES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CANARY, "utf-8")
    docs = tmp_path / "docs"
    before = set(tmp_path.iterdir())
    assert [str(finding) for finding in examine(docs, case.files).findings] == case.expected
    with watching(docs, tmp_path / "out") as watch:
        warnings = sphinx(docs, tmp_path / "out")
        assert website.build(docs, tmp_path / "out" / "html", TODAY) == (not case.expected)
        seen = watch.seen
    assert seen == []
    assert warnings.count("FEHLER") == len(case.expected)
    shows_nothing(tmp_path / "out")
    assert set(tmp_path.iterdir()) - before == {docs, tmp_path / "out"}


def shows_nothing(out: Path) -> None:
    """No file of an output has the canary, no page has anything that runs."""
    for path in out.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert CANARY.encode() not in content
            assert path.suffix != ".html" or not any(trace in content for trace in RUN)


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_links_of_the_file_system_that_lead_out_are_refused(kind: str, tmp_path: Path) -> None:
    outside = tmp_path / "aussen"
    outside.mkdir()
    (outside / "geheim.md").write_text(f"# {CANARY}\n", "utf-8")
    (outside / "bild.png").write_text(CANARY, "utf-8")
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "b.md": "# B\n\n![Bild](bild.png)\n"})
    (docs / "bild.png").symlink_to(outside / "bild.png")
    target, name = (outside / "geheim.md", "geheim.md") if kind == "file" else (outside, "ordner")
    (docs / name).symlink_to(target)
    assert len(examine_folder(docs, TODAY).findings) == 2
    warnings = sphinx(docs, tmp_path / "out")
    assert "b.md:3: FEHLER: 'bild.png' führt aus dem Ordner der Texte hinaus." in warnings
    assert "geheim.md:1: FEHLER: Die Datei ist eine Verknüpfung, die aus dem Ordner der Texte hinausführt." in warnings
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not any(CANARY.encode() in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("name", "place"), [("geheim.md", "geheim.md:1: Die Datei"), ("text.txt", "b.md:3: Die Datei")]
)
def test_hard_links_are_refused(name: str, place: str, tmp_path: Path) -> None:
    """One can't see where the other name lies: it may be any file of the machine."""
    (tmp_path / name).write_text(f"# {CANARY}\n", "utf-8")
    docs = write(tmp_path / "docs", {"b.md": "# B\n\n[Text](text.txt)\n", "text.txt": "Text"})
    (docs / name).unlink(missing_ok=True)
    (docs / name).hardlink_to(tmp_path / name)
    found = [str(finding) for finding in examine_folder(docs, TODAY).findings]
    assert [line.startswith(place) and "(harter Link)" in line for line in found] == [True]
    assert not website.build(docs, tmp_path / "html", TODAY)
    assert not (tmp_path / "html").exists()


def test_markup_in_titles_and_values_is_shown_as_text(tmp_path: Path) -> None:
    """A title is text: quotes, colons, backslashes, markup and a very long title come through as they are."""
    title = r'Mehr <b>Kurse</b>: „so“ \n & *hier* {need}"x" ' + "Donaudampfschifffahrt" * 10
    text = recommendation(more=":kosten: 5 < 6 & *viel* <b>\n").replace("Mehr Kurse", title)
    target = tmp_path / "html"
    assert website.build(write(tmp_path / "docs", {"SPR-01.md": text}), target, TODAY)
    page = written(target / "SPR-01.html")
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"</span> {shown}</h1>" in page.replace("&quot;", '"')
    assert "5 &lt; 6 &amp; *viel* &lt;b&gt;" in page
