"""A text can neither run nor read anything: one test per attack, with a canary in no output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from konzept import website
from konzept.examine import examine_folder
from tests.project import TODAY, Case, cases, examine, recommendation, sphinx, write
from tests.watch import watching

CANARY = "GeheimesWort4711"
RUN = (b"<script>alert", b'href="javascript', b'href="data:', b'<img src="x"', b"<iframe", b">x</b>")
ALL = list(cases("attacks"))
CANARIES = ("kanarienvogel.txt", "kanarien vogel.txt", ".git/config")
BREACHES = list(cases("breaches"))
# What only the parser and the finished tree can refuse: here until they do. First what still runs or is read.
_OPEN = {
    "needlist führt seinen Inhalt aus",
    "needtable führt seinen Inhalt aus",
    "needlist führt sein Argument aus",
    "ein Filter im Glossar",
    "ein Skript im Glossar, vier Leerzeichen tief",
    "eine Datei im Glossar, vier Leerzeichen tief",
    "ein Kopf im Block ändert die Sprache der Seite",
}
# The build refuses these as files that no text names; the examination does not see them yet.
_UNSEEN = _OPEN | {
    "Verweise, deren Ziel außerhalb des Blocks steht",
    "ein Bild, dessen Ziel außerhalb des Blocks steht",
    "Ziele außerhalb, Verweise in Titeln von Karten und Klappen",
    "Ziele außerhalb, Verweise in Tabellen und im Glossar",
    "die Überschrift eines Codeblocks wird gelesen",
    "ein Bild mit Leerzeichen im Pfad",
    "eine Abbildung mit Leerzeichen im Pfad",
}


def marked(unmet: set[str]) -> list[Any]:
    """The breaches as parameters; those that are not closed yet must fail."""
    mark = pytest.mark.xfail(strict=True, reason="Parser und fertiger Baum prüfen das noch nicht.")
    return [pytest.param(case, id=case.title, marks=[mark] if case.title in unmet else []) for case in BREACHES]


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_attack_is_refused_and_reads_nothing(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kanarienvogel.txt").write_text(CANARY, "utf-8")
    docs = tmp_path / "docs"
    before = set(tmp_path.iterdir())
    assert [str(finding) for finding in examine(docs, case.files).findings] == case.expected
    with watching(docs, tmp_path / "out") as watch:
        warnings = sphinx(docs, tmp_path / "out")
        assert website.build(docs, tmp_path / "out" / "html", TODAY) == (not case.expected)
        seen = watch.seen
    assert seen == []
    assert warnings.count("WARNING") == len(case.expected)
    shows_nothing(tmp_path / "out")
    assert set(tmp_path.iterdir()) - before == {docs, tmp_path / "out"}


def shows_nothing(out: Path) -> None:
    """No file of an output has the canary, no page has anything that runs."""
    for path in out.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert CANARY.encode() not in content
            assert path.suffix != ".html" or not any(trace in content for trace in RUN)


@pytest.mark.parametrize("case", marked(_OPEN))
def test_breach_runs_nothing_reads_nothing_and_is_not_built(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the strict build, with its forked processes, nor in the preview."""
    monkeypatch.chdir(tmp_path)
    for name in CANARIES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CANARY, "utf-8")
    docs, before = write(tmp_path / "docs", case.files), set(tmp_path.iterdir())
    with watching(docs, tmp_path / "out") as watch:
        built = website.build(docs, tmp_path / "out" / "html", TODAY)
        sphinx(docs, tmp_path / "out" / "preview")
        seen = watch.seen
    assert (built, seen) == (False, [])
    shows_nothing(tmp_path / "out")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "out"}


@pytest.mark.parametrize("case", marked(_UNSEEN))
def test_breach_is_found_by_the_examination(case: Case, tmp_path: Path) -> None:
    with watching(tmp_path / "docs") as watch:
        findings = examine(tmp_path / "docs", case.files).findings
        seen = watch.seen
    assert seen == []
    assert {finding.place.file for finding in findings} == {"a.md"}


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
    assert "b.md:3: WARNING: 'bild.png' führt aus dem Ordner der Texte hinaus." in warnings
    assert "geheim.md:1: WARNING: Die Datei ist eine Verknüpfung, die aus dem Ordner der Texte hinausführt." in warnings
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not any(CANARY.encode() in path.read_bytes() for path in files)


def test_markup_in_titles_and_values_is_shown_as_text(tmp_path: Path) -> None:
    """A title is text: quotes, colons, backslashes, markup and a very long title come through as they are."""
    title = r'Mehr <b>Kurse</b>: „so“ \n & *hier* {need}"x" ' + "Donaudampfschifffahrt" * 10
    text = recommendation(more=":kosten: 5 < 6 & *viel* <b>\n").replace("Mehr Kurse", title)
    target = tmp_path / "html"
    assert website.build(write(tmp_path / "docs", {"SPR-01.md": text}), target, TODAY)
    page = (target / "SPR-01.html").read_text("utf-8")
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"</span> {shown}<a" in page.replace("&quot;", '"')
    assert "5 &lt; 6 &amp; *viel* &lt;b&gt;" in page
