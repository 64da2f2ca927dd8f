"""The commands of publishing: what they print, when they refuse, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.editions import chronicle
from tests.small_editions import Town, page

PENDING = "Veröffentlicht, aber noch nicht im Repository: git add {} && git commit\n"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with one published Ausgabe, and one that is only registered."""
    made = Town(tmp_path / "repo")
    made.edition("eins", {"index.html": page("Start", "Es half Erika Muster."), "_images/a.png": "x"})
    made.publish()
    return made


def run(town: Town, *words: str) -> Result:
    """Run a command on the town."""
    places = ["--texts", str(town.root / "docs"), "--target", str(town.site)]
    return CliRunner().invoke(main, [*words, *places])


def test_a_dry_run_says_what_would_happen_and_writes_nothing(town: Town) -> None:
    (town.root / "requirements.lock").write_text("# keine\n", "utf-8")
    first, second = town.git("rev-parse", "HEAD")[:10], town.edition("zwei", {"index.html": page("Zwei")}, "2026-02-01")
    before = town.files()
    result = run(town, "publish", "--dry-run")
    assert result.stdout.splitlines() == [
        f"eins ({first}, veröffentlicht): gespeichert, bleibt, wie sie ist",
        f"zwei ({second[:10]}, neu): wird gebaut (Umgebung wird angelegt)",
        "Aktuell ist dann: zwei. Nichts wurde geschrieben.",
    ]
    assert town.files() == before
    assert not (town.root / "build").exists()


def test_what_stops_a_publication_is_said_in_german_and_ends_with_1(town: Town) -> None:
    town.edition("zwei", {"index.html": page("Zwei")}, "2026-02-01")
    result = run(town, "publish")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "Nichts wurde veröffentlicht; die Website ist, wie sie war."
    assert "hat keine Datei requirements.lock. So lässt er sich nicht bauen." in result.stderr


def test_nothing_new_is_said_so(town: Town) -> None:
    result = run(town, "publish")
    assert (result.exit_code, result.stdout) == (
        0,
        f"Nichts Neues: Alle Ausgaben sind veröffentlicht und unverändert. {town.site}/index.html\n",
    )


def test_what_is_not_committed_is_said_until_it_is(town: Town) -> None:
    names = "ausgaben.lock.json docs/ausgabe.json docs/ausgaben.toml docs/chronik.json"
    for words in (["publish"], ["publish"], ["check", str(town.root / "docs")]):
        result = run(town, *words) if words == ["publish"] else CliRunner().invoke(main, words)
        assert result.stderr.splitlines(keepends=True)[-1] == PENDING.format(names)
    town.git("add", *names.split())
    town.git("commit", "-qm", "Veröffentlicht")
    assert run(town, "publish").stderr == ""


def test_an_interrupted_publication_writes_the_chronicle_the_next_time(town: Town) -> None:
    before = (town.root / "docs" / "chronik.json").read_text("utf-8")
    town.edition("zwei", {"index.html": page("Zwei")}, "2026-02-01")
    town.publish()
    (town.root / "docs" / "chronik.json").write_text(before, "utf-8")  # killed before it was written
    assert run(town, "publish").stdout.startswith("Nichts Neues: ")
    assert [edition.name for edition in chronicle.load(town.root / "docs").editions] == ["eins", "zwei"]


def test_withdrawing_names_the_files_and_those_to_look_at(town: Town) -> None:
    words = ("--passage", "Erika Muster", "--reason", "Personenbezogen.", "--date", "2026-03-01")
    result = run(town, "withdraw", *words)
    assert result.stdout.splitlines() == [
        "eins: index.html",
        "eins: nicht durchsucht, bitte selbst ansehen: _images/a.png",
    ]
    assert result.stderr == PENDING.format(
        "ausgaben.lock.json docs/ausgabe.json docs/ausgaben.toml docs/chronik.json zurueckgezogen.json"
    )
    assert "Es half (zurückgezogen am 01.03.2026)." in town.text("eins/index.html")
    again = run(town, "withdraw", *words)
    assert (again.exit_code, again.stderr.splitlines()[0]) == (
        1,
        "Das steht in keiner Ausgabe. Prüfen Sie die Schreibweise.",
    )
    assert run(town, "withdraw", *words[2:]).exit_code == 2


def test_a_correction_is_written(town: Town) -> None:
    result = run(town, "correct", "eins", "index.html", "--text", "Es war 2025.", "--date", "2026-03-01")
    first, told, *_ = result.stdout.splitlines()
    assert (first, "PDF, Daten und andere Seiten der Ausgabe sagen weiter, was sie sagten" in told) == (
        "eins: index.html",
        True,
    )
    assert "Berichtigung vom 01.03.2026:</strong> Es war 2025." in town.text("aktuell/index.html")
