"""Odd but honest input: line ends, marks and umlauts of other systems, and a thousand recommendations."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from konzept import website
from konzept.examine import examine_folder
from konzept.markdown.reader import read
from tests.project import TODAY, recommendation, sphinx, write
from tools.bench import OURS, generate

pytestmark = pytest.mark.usefixtures("watched")
TEXT = recommendation(
    more=":entscheidet: Träger\n:zustaendig_laut: Q-PRESSE\n:zielgruppe: Müßiggänger und Großmütter\n"
)
WRITINGS = {
    "CRLF of Windows": TEXT.replace("\n", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "umlauts of a Mac": unicodedata.normalize("NFD", TEXT).encode(),
    "no newline at the end": TEXT.rstrip("\n").encode(),
    "many newlines at the end": TEXT.encode() + b"\n" * 50,
}


def built(folder: Path, content: bytes) -> bytes:
    """The page of a recommendation that is written in these bytes."""
    docs = write(folder / "docs", {})
    (docs / "SPR-01.md").write_bytes(content)
    assert examine_folder(docs, TODAY).findings == ()
    assert website.build(docs, folder / "html", TODAY)
    return (folder / "html" / "SPR-01.html").read_bytes()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The page as it is written here."""
    return built(tmp_path_factory.mktemp("plain"), TEXT.encode())


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_same_text_in_another_writing_gives_the_same_page(writing: str, plain: bytes, tmp_path: Path) -> None:
    assert built(tmp_path, WRITINGS[writing]) == plain


def test_a_thousand_recommendations_in_a_field_examine_and_keep_their_order(tmp_path: Path) -> None:
    docs = generate(tmp_path, 7000, OURS)
    for path in docs.glob("f[1-9]/*-*.md"):  # those of other fields
        path.unlink()
    concept = examine_folder(docs, TODAY).concept
    found = [item.id for item in concept.recommendations() if item.code == "FAX"]
    assert len(found) == 1000
    assert found == [f"FAX-{number:02}" for number in range(1, 1001)]


def test_hundreds_of_recommendations_in_a_field_build_without_a_warning(tmp_path: Path) -> None:
    assert sphinx(generate(tmp_path / "docs", 210, OURS), tmp_path / "out") == ""


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (
            "![Bild](bild.png#x)",
            "seite.md:3",
            "Im Namen eines Bilds steht kein '#', gefunden: 'bild.png#x'. Nennen Sie nur die Datei.",
        ),
        (
            ":::{glossary}\n*Kurs*\n  Eins.\n:::",
            "seite.md:4",
            "Der Begriff 'Kurs' ist schon in glossar.md, Zeile 4 erklärt.",
        ),
        (
            ":::{glossary}\n[Kurs](glossar.md)\n  Eins.\n:::",
            "seite.md:4",
            "Der Begriff 'Kurs' ist schon in glossar.md, Zeile 4 erklärt.",
        ),
        (
            '![Bild](bild.png "Titel")',
            "seite.md:3",
            "Hinter einer Adresse steht kein Titel: 'Titel'. Schreiben Sie es in den Text.",
        ),
        (
            '[Quellen]\n\n[Quellen]: quellen.md "Titel"',
            "seite.md:3",
            "Hinter einer Adresse steht kein Titel: 'Titel'. Schreiben Sie es in den Text.",
        ),
    ],
)
def test_what_only_the_build_refused_the_examination_names(text: str, place: str, said: str, tmp_path: Path) -> None:
    glossary = "# Glossar\n\n:::{glossary}\nKurs\n  Unterricht.\n:::\n"
    docs = write(tmp_path / "docs", {"glossar.md": glossary, "seite.md": f"# Seite\n\n{text}\n"})
    Image.new("RGB", (2, 2)).save(docs / "bild.png")
    assert [str(finding) for finding in examine_folder(docs, TODAY).findings] == [f"{place}: {said}"]


@pytest.mark.parametrize("value", ["2026-02-30", "9999-99-99", "0x_", "0b_"])
def test_a_value_in_the_head_that_yaml_cannot_read_is_refused_at_its_line(value: str) -> None:
    findings = read(f"---\norphan: true\nstand: {value}\n---\n\n# Seite\n", "seite.md").findings
    assert [finding.place.line for finding in findings] == [3]
    assert f"gefunden: 'stand: {value}'" in findings[0].message
