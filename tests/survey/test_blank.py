"""Blank questionnaires beside the pages: linked, the same with each build, and answers to them are taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from konzept import town, website
from konzept.cli import main
from konzept.editions import remembered
from konzept.examine import examine_folder
from konzept.files.archives import stored
from konzept.links import inside
from konzept.survey import bodies
from konzept.survey.importing import intake
from konzept.survey.row import Judge
from konzept.texts import Texts
from konzept.web.hyphens import written
from tests.project import TODAY, recommendation, write
from tests.survey.filling import GOOD, filled

ASKED: Final = (
    'freigabe = ["Leitung der Stelle"]\n\n[[stelle]]\nkuerzel = "AMT"\nname = "Amt für Soziales"\nart = "Verwaltung"\n'
    'empfehlungen = ["SPR-01"]\n\n[[stelle]]\nkuerzel = "NIEMAND"\nname = "Ohne Empfehlung"\nart = "Träger"\n'
)
PAGE: Final = "# Für die Redaktion\n\n:::{ansicht} abfragen\n:::\n"
FOLDER: Final = "redaktion/abfragen"
TEXTS: Final = {"SPR-01.md": recommendation(), "seite.md": PAGE, bodies.FILE: ASKED}


def test_they_lie_beside_the_pages_and_are_linked(tmp_path: Path) -> None:
    docs, site = write(tmp_path / "docs", TEXTS), tmp_path / "html"
    assert website.build(docs, site, TODAY)
    made = sorted(path.name for path in (site / FOLDER).iterdir())
    assert made == [f"abfrage-{TODAY}-alle.xlsx", f"abfrage-{TODAY}-amt.xlsx"]
    page = written(site / "seite.html")
    for name, asked in zip(made, ("alle Empfehlungen", "Amt für Soziales"), strict=True):
        assert f'href="{FOLDER}/{name}"' in page
        assert f"Abfrage: {asked} (XLSX)" in page
    assert list(inside.dead(site, inside.read_pages(site))) == []
    again = tmp_path / "noch-einmal"
    assert website.build(docs, again, TODAY)
    assert {p.name: p.read_bytes() for p in (again / FOLDER).iterdir()} == {
        p.name: p.read_bytes() for p in (site / FOLDER).iterdir()
    }


def test_an_answer_to_it_is_taken_in(tmp_path: Path) -> None:
    docs, site = write(tmp_path / "docs", TEXTS), tmp_path / "html"
    assert website.build(docs, site, TODAY)
    blank = (site / FOLDER / f"abfrage-{TODAY}-amt.xlsx").read_bytes()
    answer = filled(blank, {"SPR-01": GOOD | {"since": "1.1.2026", "on": f"{TODAY:%d.%m.%Y}"}})
    files = {p.relative_to(docs).as_posix(): p.read_bytes() for p in docs.rglob("*.md")}
    texts = Texts(files=files, town=town.load(docs), today=TODAY, published=remembered.read(docs))
    asked, _ = bodies.read(docs, texts.examined())
    assert asked
    court = Judge(asked=asked, before=texts.examined(), rounds=(), today=TODAY)
    found = intake({"a.xlsx": answer}, texts, court)
    assert ([str(finding) for finding in found.findings], [t.entries for t in found.taken]) == ([], [["SPR-01-S1"]])


def test_without_anybody_to_ask_none_is_there_and_the_page_says_so(tmp_path: Path) -> None:
    docs, site = write(tmp_path / "docs", {"seite.md": PAGE}), tmp_path / "html"
    assert website.build(docs, site, TODAY)
    assert not (site / FOLDER).exists()
    assert "Noch ist niemand eingetragen, der gefragt wird." in written(site / "seite.html")


FAULTS: Final = {
    'name = "Amt für Soziales"\nart = "Verwaltung"': (
        'name = "Amt für Soziales"\nart = "Amt"',
        f"{bodies.FILE}:6: Stelle 1: 'art' sagt, als wer die Stelle spricht, gefunden: 'Amt'.",
    ),
    '"NIEMAND"': ('"AMT"', f"{bodies.FILE}:10: Stelle 2: 'kuerzel' hat Großbuchstaben"),
    'freigabe = ["Leitung der Stelle"]': ("freigabe = [", f"{bodies.FILE}:3: Hier ist die Datei kein gültiges TOML"),
    "Ohne Empfehlung": ("Ohne\u200b Empfehlung", f"{bodies.FILE}:11: "),
}


@pytest.mark.parametrize("old", FAULTS)
def test_check_and_build_name_a_fault_with_its_line(
    old: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    new, said = FAULTS[old]
    docs = write(tmp_path / "docs", {**TEXTS, bodies.FILE: ASKED.replace(old, new)})
    told = CliRunner().invoke(main, ["check", str(docs), "--as-of", str(TODAY)])
    assert told.exit_code == 1
    assert said in told.output
    assert not website.build(docs, tmp_path / "html", TODAY)
    assert said in capfd.readouterr().err.replace("FEHLER: ", "")


def test_as_long_as_texts_have_errors_the_list_is_not_blamed(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {**TEXTS, "SPR-01.md": recommendation().replace("Q-ZB", "Q-NICHTS")})
    examined = examine_folder(docs, TODAY)
    assert any(finding.is_error for finding in examined.findings)
    assert bodies.read(docs, examined) == (None, [])


def test_instead_of_an_id_that_stands_in_an_unreadable_text_no_other_is_offered(tmp_path: Path) -> None:
    for text in (recommendation().replace("priority: weitere", "priority: hoch"), b"\xff"):
        docs = write(tmp_path / f"{len(text)}" / "docs", TEXTS)
        (docs / "SPR-01.md").write_bytes(text.encode() if isinstance(text, str) else text)
        target = ["--target", str(tmp_path / "out"), "--as-of", str(TODAY)]
        told = CliRunner().invoke(main, ["agenda", "--texts", str(docs), *target])
        assert told.exit_code == 2
        assert told.output.splitlines()[1:] == [
            f"{bodies.FILE}:7: Stelle 1: 'empfehlungen' nennt 'SPR-01'; "
            "das lässt sich zurzeit nicht lesen. Warum, sagt 'check'."
        ]


def test_nothing_in_such_an_archive_depends_on_how_it_is_packed() -> None:
    assert stored([("a", b"1" * 1000)]).count(b"1" * 1000) == 1
