"""The review file for Word says and takes the same as that for programs for tables."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.ingest.deciding import DECISIONS, EVERYTHING, RIGHTS, Evening, in_word, run
from tests.survey.filling import saved_by_libreoffice

DETAILS = {"publish": "ja", "complete": "ja", "changes": "Der Ausschuss strich einen Satz."}


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    return Evening(tmp_path)


@pytest.mark.parametrize("office", [False, True], ids=["as it is", "saved by LibreOffice"])
def test_both_files_give_the_same_texts(evening: Evening, tmp_path: Path, office: bool) -> None:
    other = Evening(tmp_path / "zweite", evening.document.read_bytes())
    assert other.apply(RIGHTS, EVERYTHING).exit_code == 0
    back = in_word(evening, DETAILS, DECISIONS)
    if office:
        (tmp_path / "office").mkdir()
        back.write_bytes(saved_by_libreoffice(back.read_bytes(), "docx", tmp_path / "office"))
    done = run("--apply", back, "--texts", evening.docs)
    assert (done.exit_code, done.stderr) == (0, "")
    assert evening.texts() == other.texts()


def test_a_row_may_belong_to_several(evening: Evening) -> None:
    several = DECISIONS | {"Kinderbetreuung": {"decision": "gehört zu", "belongs": "SPR-02, SPR-01"}}
    assert run("--apply", in_word(evening, DETAILS, several), "--texts", evening.docs).exit_code == 0
    folder = "handlungsfelder/sprache-und-bildung"
    for name in ("SPR-01", "SPR-02"):
        assert "„Kinderbetreuung neben jedem Sprachkurs anbieten“" in evening.texts()[f"{folder}/{name}.md"]


def test_what_is_not_decided_is_told_with_its_row(evening: Evening) -> None:
    before = evening.texts()
    some = {name: values for name, values in DECISIONS.items() if name != "Beete"}
    done = run("--apply", in_word(evening, {"publish": "", "complete": "ja"}, some), "--texts", evening.docs)
    assert (done.exit_code, evening.texts()) == (1, before)
    assert done.stdout.splitlines() == [
        "fertig.docx, Angaben (Wortlaut veröffentlichen): Hier steht ja oder nein.",
    ]
    done = run("--apply", in_word(evening, DETAILS, some), "--texts", evening.docs)
    assert (done.exit_code, evening.texts()) == (1, before)
    assert done.stdout.splitlines() == [
        "fertig.docx, Entscheiden!Zeile 8 (Entscheidung): Zu dieser Zeile fehlt die Entscheidung.",
    ]


def test_a_row_that_was_deleted_is_missed(evening: Evening) -> None:
    back = in_word(evening, DETAILS, DECISIONS)
    document = docx.Document(str(back))
    table = next(t for t in document.tables if any("Beete" in row.cells[1].text for row in t.rows))
    table._tbl.getparent().remove(table._tbl)
    document.save(str(back))
    done = run("--apply", back, "--texts", evening.docs)
    assert done.exit_code == 1
    assert done.stdout.startswith("fertig.docx: Jede Zeile der Datei bleibt stehen; diese fehlen: 8. Übernehmen Sie")


def test_changed_words_are_refused(evening: Evening) -> None:
    changed = DECISIONS | {"Ein Lesefest": {"decision": "neu", "title": "Fest", "words": "Ein anderes Fest"}}
    done = run("--apply", in_word(evening, DETAILS, changed), "--texts", evening.docs)
    assert done.exit_code == 1
    assert "(Wortlaut): Was das Konzept sagt, bleibt, wie es dasteht; gekürzt wird mit […]." in done.stdout


def test_the_same_document_gives_the_same_bytes(evening: Evening) -> None:
    file = evening.review.with_suffix(".docx")
    first = file.read_bytes()
    assert run(evening.document, "--texts", evening.docs, "--target", evening.out).exit_code == 0
    assert file.read_bytes() == first
