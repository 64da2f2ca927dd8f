"""The spell check: finds seeded errors with file, line and word, and leaves alone what is no German word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.project import DOCS, of_the_town
from tools import spelling, wording
from tools.spelling import Unknown, check, dictionary, in_order, read_pages, read_words, words
from tools.wording import Loser

MISSING = (
    "Ob das Wörterbuch die Fehler kennt, wurde nicht geprüft: Es ist nicht installiert. Rufen Sie 'make spelling' auf."
)
KNOWN = {"der", "Runde", "Tisch", "Haus", "Sprache", "Kurs", "Kurse", "und", "Adresse", "von", "Bild"}
PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta name="description" content="der Kurss"><style>Stiel</style></head><body>
<p>Der <em>Runde</em> Tisch und das Hauss, die Sprach&shy;kurs-Kurse und <code>quatsch</code>.</p>
<p lang="en">The English words<br> are not read, <span lang="de">deutsche schonn</span>.</p>
<pre lang="de">Quelltext</pre> <img src="a.png" alt="Bildd"> SPR-01 a@example.org https://example.org {konzept}
<h2>Haus<a class="headerlink" href="#" lang="de" aria-label="Adresse von „English“">#</a></h2>
<table><tr><td>in-beratung</td></tr></table><p>in-beratung VHS x</p><svg><text>Hau</text></svg>
</body></html>
"""


def known(word: str) -> bool:
    """A small dictionary, in which a word may begin a sentence."""
    return word in KNOWN or word.lower() in KNOWN


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A page with errors, and the texts that it was made from."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html/seite.html").write_text(PAGE, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/seite.md").write_text("# Seite\n\nDer Runde Tisch und das Hauss\nHausschuh, Hauss\n", "utf-8")
    (tmp_path / "docs/en.md").write_text("---\norphan: true\nlang: en\n---\n\nHauss\n", "utf-8")
    (tmp_path / "code.py").write_text('LABEL = "Kurss"\nWORD = "Hauss"\n', "utf-8")
    return tmp_path


def test_errors_are_reported_where_they_are_written(pages: Path) -> None:
    sources = [sorted((pages / "docs").iterdir()), [pages / "code.py"]]
    found, needed = check(read_pages(pages / "html"), sources, known, {"das", "die", "Sprachkurs", "unnötig", "Haus"})
    page, text, code = ((pages / name).as_posix() for name in ("html/seite.html", "docs/seite.md", "code.py"))
    assert found == sorted(
        [
            Unknown(text, 3, "Hauss"),
            Unknown(text, 4, "Hauss"),
            Unknown(code, 1, "Kurss"),
            Unknown(page, 4, "deutsche"),
            Unknown(page, 4, "schonn"),
            Unknown(page, 5, "Bildd"),
            Unknown(page, 7, "in-beratung"),
        ]
    )
    assert needed == {"das", "die", "Sprachkurs"}
    assert str(found[0]).endswith(f":{found[0].line}: {found[0].word}")


def test_words_of_a_line_leave_out_addresses_files_ids_and_numbers() -> None:
    line = (
        "Der „Tisch“, (SPR-01) V/2019/367-E04 nutzer@example.org https://example.org konzept.toml Kita-/Schulanmeldung"
    )
    assert list(words(line)) == ["Der", "Tisch", "Kita", "Schulanmeldung"]


@of_the_town
def test_the_list_has_every_word_once_and_in_order() -> None:
    listed = read_words(DOCS / spelling.WORDS)
    assert listed == in_order(listed)


def test_the_dictionary_knows_compounds_and_finds_seeded_errors() -> None:
    speller = dictionary()
    if speller is None:
        if os.environ.get("KONZEPT_ALLES") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    right = [
        "Sitzungsvorlage",
        "Handlungsempfehlung",
        "Ratsfraktionen",
        "Migrantinnen",
        "Integrationskonzeptes",
        "Straße",
    ]
    wrong = ["Sitzungsvorlge", "Handlungsempfelung", "Ratsfraktonen", "Migrantinen", "integrationskonzept", "Strase"]
    assert [word for word in right if not speller(word)] == []
    assert [word for word in wrong if speller(word)] == []


def test_the_command_reports_unused_and_unknown_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run on a small project, with a small dictionary."""
    for name, text in {
        "build/html/a.html": "<p>der Tischh und das Haus</p>",
        "docs/a.md": "der Tischh\n",
        "docs/woerter.txt": "# Liste\nzuletzt\ndas\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(spelling, "dictionary", lambda: known)
    assert spelling.main(tmp_path) == 1
    assert capsys.readouterr().out.replace(f"{tmp_path.as_posix()}/", "") == (
        "docs/a.md:1: Tischh\n"
        "docs/woerter.txt: 'zuletzt' steht auf keiner Seite mehr. Streichen Sie die Zeile.\n"
        "docs/woerter.txt: Die Wörter stehen nicht in der Reihenfolge des Alphabets oder doppelt.\n"
        "1 unbekannte Wörter, 1 überflüssige.\n"
        "0 Stellen mit einem Wort, das verloren hat (tools/wortwahl.txt).\n"
    )
    (tmp_path / "docs/woerter.txt").write_text("das\nTischh\n", "utf-8")
    assert spelling.main(tmp_path) == 0


def test_words_that_lost_are_refused_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html/seite.html").write_text(
        "<p>Die <em>Kennung</em> des Konzeptes, die Drucksachen-Nr. 5</p>\n"
        "<p>„Vorlage <b>des</b> Konzeptes“ und Erkennungen</p><p>Niemand hat gefragt</p>\n"
        '<p><code>Kennung</code></p><img alt="Eine Kennung"><p lang="en">Status</p>\n',
        "utf-8",
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/seite.md").write_text("# Seite\n\nDie Kennung „Kennung“\n„Kennung“\n", "utf-8")
    (tmp_path / "code.py").write_text('class Kennung:\n    LABEL = f"Eine {Kennung} Kennung"\n', "utf-8")
    losers = (Loser("Kennung", "Nummer"), Loser("Konzeptes", "Konzepts", ("andere",)), Loser("niemand hat", "…"))
    losers += (Loser("Nr.", "Nummer"), Loser("Status", "Stand"))
    texts = {"seite.html": read_pages(tmp_path / "html")[(tmp_path / "html/seite.html").as_posix()].texts}
    sources = [sorted((tmp_path / "docs").iterdir()), [tmp_path / "code.py"]]
    assert [str(found).replace(f"{tmp_path.as_posix()}/", "") for found in wording.check(texts, sources, losers)] == [
        "code.py:2: 'Kennung' heißt hier 'Nummer'.",
        "docs/seite.md:3: 'Kennung' heißt hier 'Nummer'.",
        "seite.html:1: 'Konzeptes' heißt hier 'Konzepts'.",
        "seite.html:2: 'niemand hat' heißt hier '…'.",
    ]
    (excused,) = [loser for loser in losers if loser.pages]
    assert not wording.check({"andere.html": [("des Konzeptes", 1)]}, [], [excused])


def test_the_list_of_losers_is_read_whole_and_refuses_itself() -> None:
    losers = wording.read_losers()
    lines = [line for line in wording.FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(losers) == len(lines) > 10
    for loser in losers:
        assert wording.check({"x.html": [(f"Das ist {loser.word} hier", 7)]}, [], [loser]) == [
            wording.Found("x.html", 7, loser.word, loser.winner)
        ]
