"""A table that somebody made a report of in the browser: who has answered is taken in with it, and nothing else."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from konzept.desk.filled import Report
from konzept.desk.session import Desk
from konzept.edits import FileChange, git_patch
from konzept.intake.outcome import Intake
from konzept.intake.taking import take_in
from konzept.survey import bodies, rounds
from tests.intake.handing import commit, house, run, write
from tests.survey.filling import CLUB, GOOD, OFFICE, ROUND, TODAY, Place, filled

NOW: Final = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ONLY_ANSWERS: Final = "In umfragen.json trägt eine Meldung nur ein, welche Stelle geantwortet hat, sonst nichts."
ANSWERED: Final = "hat auf die Abfrage zum 01.11.2026 geantwortet"
pytestmark = pytest.mark.usefixtures("words_of_the_town")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Musterau in git, where two bodies were asked."""
    found = Place(tmp_path)
    asked = {OFFICE: ["SPR-02", "SPR-03"], CLUB: ["SPR-02", "SPR-03"]}
    found.rounds = rounds.sent((), str(ROUND), "", asked)
    (found.folder / rounds.FILE).write_bytes(rounds.as_bytes(found.rounds))
    subprocess.run(["git", "-C", tmp_path, "init", "-q"], check=True)
    commit(found.folder)
    return found


def handed(place: Place, *tables: bytes) -> dict[str, bytes]:
    """The reports that a browser makes of tables in one session."""
    record = place.folder / rounds.FILE
    desk = Desk(place.texts)
    desk.take_answers((place.folder / bodies.FILE).read_bytes(), record.read_bytes() if record.is_file() else None)
    reports = [Report("tabelle", {"datei": f"a.xlsx\n{base64.b64encode(table).decode()}"}) for table in tables]
    return dict(desk.patches(reports, above="docs/", on=NOW, base="0123abcd"))


def take(docs: Path, files: dict[str, bytes]) -> Intake:
    """What becomes of these files, on the day on which they were filled in."""
    return take_in(files, house(docs, TODAY))


def test_a_report_made_of_a_table_records_what_the_table_itself_would(place: Place) -> None:
    private = {"publish": "nein", "status": "offen"}
    table = filled(place.out(), {"SPR-02": GOOD, "SPR-03": private})
    direct = take(place.folder, {"a.xlsx": table})
    found = take(place.folder, handed(place, table))
    assert [outcome.verdict for outcome in found.outcomes] == ["sound"]
    assert (found.rounds, found.changes) == (direct.rounds, direct.changes)
    office = "Beispielamt für Zusammenleben"
    assert [(r.place, r.text) for r in found.outcomes[0].remarks if ANSWERED in r.text] == [
        ("SPR-02", f"{office} {ANSWERED}: übernommen."),
        ("SPR-03", f"{office} {ANSWERED}: zurückgehalten."),
    ]
    write(place.folder, found)
    assert rounds.load((place.folder / rounds.FILE).read_bytes()) == direct.rounds


def test_a_report_may_tell_that_a_recommendation_is_dropped(place: Place) -> None:
    table = filled(place.out(), {"SPR-02": GOOD | {"status": "entfallen"}})
    direct = take(place.folder, {"a.xlsx": table})
    found = take(place.folder, handed(place, table))
    assert [outcome.verdict for outcome in found.outcomes] == ["sound"]
    assert (found.rounds, found.changes) == (direct.rounds, direct.changes)


def test_two_bodies_about_the_same_recommendation_in_one_session(place: Place) -> None:
    tables = [filled(place.out(body), {"SPR-03": GOOD | {"what": f"Sagt {body}."}}) for body in (OFFICE, CLUB)]
    found = take(place.folder, handed(place, *tables))
    assert [outcome.verdict for outcome in found.outcomes] == ["sound", "sound"]
    assert [(a.body, a.outcome) for a in found.rounds[0].answers] == [(OFFICE, "übernommen"), (CLUB, "übernommen")]
    (first, second) = found.rounds[0].answers
    assert not {*first.entries} & {*second.entries}


def test_two_people_report_two_answers_and_both_are_recorded_with_the_numbers_of_now(place: Place) -> None:
    tables = {body: filled(place.out(body), {"SPR-03": GOOD | {"what": f"Sagt {body}."}}) for body in (OFFICE, CLUB)}
    given = {f"{body}.patch": next(iter(handed(place, table).values())) for body, table in tables.items()}
    found = take(place.folder, given)
    assert [outcome.verdict for outcome in found.outcomes] == ["sound", "sound"]
    entries = {answer.body: answer.entries for answer in found.rounds[0].answers}
    assert len({*entries[OFFICE], *entries[CLUB]}) == len(entries[OFFICE]) + len(entries[CLUB])
    assert {*entries} == {OFFICE, CLUB}


def test_the_table_after_its_report_and_the_report_after_its_table_are_known(place: Place) -> None:
    table = filled(place.out(), {"SPR-02": GOOD})
    report = handed(place, table)
    both = take(place.folder, {**report, "a.xlsx": table})
    assert [outcome.verdict for outcome in both.outcomes] == ["sound", "known"]
    write(place.folder, take(place.folder, {"a.xlsx": table}))
    again = take(place.folder, report)
    assert [outcome.verdict for outcome in again.outcomes] == ["known"]
    assert again.changes == ()


def test_on_a_branch_the_record_is_in_the_commit(place: Place) -> None:
    report = place.folder.parent / "eingang"
    report.mkdir()
    (report.parent / ".gitignore").write_text("eingang/\nbericht/\n", "utf-8")
    for name, content in handed(place, filled(place.out(), {"SPR-03": {"publish": "nein"}})).items():
        (report / name).write_bytes(content)
    commit(place.folder)
    done = run(report, "--texts", place.folder, "--target", place.folder.parent / "bericht", "--branch", "meldungen")
    assert done.exit_code == 0, done.output
    git = ["git", "-C", place.folder, "show", "-s", "--format=%s", "meldungen"]
    assert subprocess.check_output(git, text=True) == "Inhalt: Meldung zu SPR-03\n"
    recorded = subprocess.check_output(["git", "-C", place.folder, "show", f"meldungen:docs/{rounds.FILE}"])
    assert [(a.body, a.item, a.outcome) for a in rounds.load(recorded)[0].answers] == [
        (OFFICE, "SPR-03", "zurückgehalten")
    ]


Change = Callable[[dict[str, Any]], object]


def forged(place: Place, change: Change) -> bytes:
    """A report that changes the file of rounds like this."""
    old = (place.folder / rounds.FILE).read_bytes()
    data = json.loads(old)
    change(data["runden"][0])
    new = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    return git_patch([FileChange(f"docs/{rounds.FILE}", old, new)])


def answer(**more: object) -> Change:
    """One answer more, with some other values; its body was asked for it."""
    given: dict[str, Any] = {"stelle": OFFICE, "empfehlung": "SPR-03", "am": "2026-11-15", "ergebnis": "zurückgehalten"}
    given |= {"eintraege": [], "fingerabdruck": "", "an": "", **more}

    def change(data: dict[str, Any]) -> None:
        items = data["gefragt"].setdefault(given["stelle"], [])
        items += [] if given["empfehlung"] in items else [given["empfehlung"]]
        data["antworten"].append(given)

    return change


KEY: Final = {"fingerabdruck": "0" * 16, "ergebnis": "übernommen"}
ABOUT: Final = f"{rounds.FILE}, 'BEISPIELAMT' zu 'SPR-03': "
FORGED: Final[dict[str, tuple[Change, str]]] = {
    "nobody was asked": (lambda data: data.update(gefragt={}), ONLY_ANSWERS),
    "another deadline": (lambda data: data.update(frist="2030-01-01"), ONLY_ANSWERS),
    "another round": (lambda data: data.update(runde="2020-01-01"), ONLY_ANSWERS),
    "no day": (lambda data: data.update(runde="morgen"), ONLY_ANSWERS),
    "more is asked": (lambda data: data["gefragt"][OFFICE].append("SPR-01"), ONLY_ANSWERS),
    "no list": (lambda data: data.update(antworten="x"), ONLY_ANSWERS),
    "an outcome of its own": (answer(ergebnis="abgelehnt"), ONLY_ANSWERS),
    "a body that nobody asks": (answer(stelle="FREMD"), "'FREMD' zu 'SPR-03': Die Stelle steht nicht in umfrage.toml."),
    "sent on to nobody": (answer(an="FREMD"), f"{ABOUT}Die Stelle steht nicht in umfrage.toml."),
    "for nothing": (answer(empfehlung="SPR-77"), "zu 'SPR-77': Zu dieser Empfehlung wird niemand gefragt."),
    "for a proposal": (answer(empfehlung="SPR-V1"), "zu 'SPR-V1': Zu dieser Empfehlung wird niemand gefragt."),
    "tomorrow": (
        answer(am="2030-01-01"),
        f"{ABOUT}Der Tag ist keiner, oder er liegt vor der Abfrage oder in der Zukunft.",
    ),
    "before it was asked": (
        answer(am="2026-10-31"),
        f"{ABOUT}Der Tag ist keiner, oder er liegt vor der Abfrage oder in der Zukunft.",
    ),
    "no date": (answer(am="gestern"), f"{ABOUT}Der Tag ist keiner, oder er liegt vor der Abfrage oder in der Zukunft."),
    "an item of another": (answer(eintraege=["Q-ZB"], **KEY), f"{ABOUT}'Q-ZB' ist kein Eintrag zu dieser Empfehlung."),
    "nothing taken": (answer(**KEY), f"{ABOUT}Was daraus wurde, passt nicht zu den Einträgen."),
    "a fingerprint of nothing": (
        answer(fingerabdruck="0" * 16),
        f"{ABOUT}Der Fingerabdruck der Antwort fehlt oder ist keiner.",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_nothing_else_in_the_record_may_change(name: str, place: Place) -> None:
    change, reason = FORGED[name]
    (outcome,) = take(place.folder, {"a.patch": forged(place, change)}).outcomes
    assert outcome.verdict == "refused"
    assert [remark.text[-len(reason) :] for remark in outcome.remarks] == [reason]


def test_what_was_recorded_is_not_replaced(place: Place) -> None:
    table = filled(place.out(), {"SPR-03": GOOD})
    write(place.folder, take(place.folder, {"a.xlsx": table}))
    commit(place.folder)
    before = (place.folder / rounds.FILE).read_bytes()
    emptied = forged(place, lambda data: data.update(antworten=[]))
    other = forged(place, lambda data: data["antworten"][0].update(fingerabdruck="0" * 16))
    assert [o.verdict for o in take(place.folder, {"a.patch": emptied, "b.patch": other}).outcomes] == ["refused"] * 2
    assert (place.folder / rounds.FILE).read_bytes() == before


def test_without_anybody_to_ask_no_answer_is_recorded(place: Place) -> None:
    (place.folder / bodies.FILE).unlink()
    (outcome,) = take(place.folder, {"a.patch": forged(place, answer())}).outcomes
    assert [remark.text.partition(":")[0] for remark in outcome.remarks] == ["Niemand ist als gefragt eingetragen"]
