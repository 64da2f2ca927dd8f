"""Odd but honest input: line ends, marks and umlauts of other systems, and a thousand recommendations."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from konzept import website
from konzept.examine import examine_folder
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


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_same_text_in_another_writing_gives_the_same_page(writing: str, tmp_path: Path) -> None:
    pages = []
    for name, content in (("plain", TEXT.encode()), ("odd", WRITINGS[writing])):
        docs, target = write(tmp_path / name / "docs", {}), tmp_path / name / "html"
        (docs / "SPR-01.md").write_bytes(content)
        assert examine_folder(docs, TODAY).findings == ()
        assert website.build(docs, target, TODAY)
        pages.append((target / "SPR-01.html").read_bytes())
    assert pages[0] == pages[1]


def test_a_thousand_recommendations_in_a_field_examine_and_keep_their_order(tmp_path: Path) -> None:
    docs = generate(tmp_path, 7000, OURS)
    concept = examine_folder(docs, TODAY).concept
    found = [item.id for item in concept.recommendations() if item.code == "FAX"]
    assert len(found) == 1000
    assert found == [f"FAX-{number:02}" for number in range(1, 1001)]


def test_hundreds_of_recommendations_in_a_field_build_without_a_warning(tmp_path: Path) -> None:
    assert sphinx(generate(tmp_path / "docs", 210, OURS), tmp_path / "out") == ""
