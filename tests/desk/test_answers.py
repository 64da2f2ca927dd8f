"""An answer of a body in its table, dropped into the Redaktion: examined row by row, and a report like any other."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Final

import pytest

from konzept.desk.filled import Report
from konzept.desk.session import Desk
from konzept.survey import bodies, rounds
from tests.survey.filling import CLUB, GOOD, OFFICE, Place, filled

NOW: Final = datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=1)))
pytestmark = pytest.mark.usefixtures("words_of_the_town")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def desk(place: Place) -> Desk:
    found = Desk(place.texts)
    found.take_answers((place.folder / bodies.FILE).read_bytes(), None)
    return found


def report(content: bytes, **more: str) -> Report:
    return Report("tabelle", {"datei": f"antwort.xlsx\n{base64.b64encode(content).decode()}", **more})


def test_a_table_becomes_a_report_that_says_what_becomes_of_each_row(desk: Desk, place: Place) -> None:
    private = {"publish": "nein", "status": "offen", "what": "Das bleibt unter uns."}
    table = filled(place.out(), {"SPR-02": GOOD | {"internal": "Frau M. fragen"}, "SPR-03": private})
    outcome = desk.check(report(table))
    assert outcome.remarks == ()
    assert [text for _, text in outcome.rows] == [
        "wird übernommen",
        "nicht zur Veröffentlichung freigegeben; vermerkt wird nur, dass die Stelle geantwortet hat",
    ]
    assert [head.partition(", ")[2] for head, _ in outcome.rows] == ["SPR-02", "SPR-03"]
    found = place.take({"a.xlsx": table})
    recorded = {rounds.FILE: rounds.as_bytes(found.rounds)}
    assert {change.path: change.new for change in outcome.changes} == {c.path: c.new for c in found.changes} | recorded
    ((name, patch),) = desk.patches([report(table)], above="docs/", on=NOW, base="0" * 40)
    assert name == "2026-11-20-01-tabelle.patch"
    assert str(make_header(decode_header(message_from_bytes(patch)["Subject"]))).endswith("Auskünfte aus einer Abfrage")
    assert "Zwölf Plätze sind besetzt." in patch.decode()
    assert [word for word in ("Frau M.", "unter uns") if word in patch.decode()] == []
    data = desk.data(report(table))
    assert (data["sound"], data["rows"], "SPR-02" in data["preview"]) == (True, outcome.rows, True)


def test_a_row_with_an_error_keeps_all_out_unless_the_others_are_wanted(desk: Desk, place: Place) -> None:
    table = filled(place.out(), {"SPR-02": GOOD, "SPR-03": GOOD | {"since": "31.2.2026"}})
    strict = desk.check(report(table))
    assert not strict.is_sound
    assert [(r.field, r.is_error) for r in strict.remarks] == [("", True)]
    assert strict.remarks[0].text.startswith("Antworten!")
    assert strict.remarks[0].text.endswith(
        "(SPR-03, Seit wann): Hier steht ein Datum. Gefunden: '31.2.2026'. Schreiben Sie es wie 1.3.2026, März 2026 "
        "oder 2026."
    )
    assert [text for _, text in strict.rows] == ["wird übernommen", "hat einen Fehler"]
    lenient = desk.check(report(table, teil="ja"))
    assert lenient.is_sound
    assert [remark.is_error for remark in lenient.remarks] == [False]
    assert lenient.shown == "SPR-02"


def test_a_questionnaire_for_all_asks_whose_answer_it_is_in_the_words_of_the_form(desk: Desk, place: Place) -> None:
    table = filled(place.out(""), {"SPR-02": GOOD})
    assert [(remark.field, remark.text) for remark in desk.check(report(table)).remarks] == [
        ("stelle", "Diese Abfrage ging an alle. Wählen Sie aus, wessen Antwort es ist."),
        ("", "Aus dieser Datei wird nichts übernommen."),
    ]
    assert desk.check(report(table, stelle=OFFICE)).is_sound


def test_what_changed_since_counts_only_if_somebody_says_so(desk: Desk, place: Place) -> None:
    table = filled(place.out(CLUB), {"SPR-03": GOOD})
    later = Report("wortlaut", {"betrifft": "SPR-03", "bestaetigt_am": "1.11.2026"})
    news = Report(
        "sachstand",
        {
            "betrifft": "SPR-03",
            "titel": "Es geht weiter",
            "datum": "10.11.2026",
            "status": "offen",
            "nach_angabe_von": "Verwaltung",
            "q_titel": "Brief",
            "q_art": "auskunft",
            "q_datum": "10.11.2026",
            "q_vollstaendig": "ja",
        },
    )
    assert desk.check(report(table), [later]).is_sound
    outcome = desk.check(report(table), [later, news])
    assert not outcome.is_sound
    assert outcome.remarks[0].text.endswith(
        "Gilt die Antwort auch jetzt, nennen Sie SPR-03 unten. Sonst fragen Sie die Stelle noch einmal."
    )
    assert desk.check(report(table, gilt="SPR-03"), [later, news]).is_sound


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_answer_is_refused(content: bytes, desk: Desk) -> None:
    outcome = desk.check(report(content))
    assert not outcome.is_sound
    assert outcome.remarks[0].text.startswith("antwort.xlsx: Die Datei wird nicht gelesen.") or content == b""


def test_without_anybody_to_ask_the_task_is_not_offered(place: Place) -> None:
    assert "tabelle" not in Desk(place.texts).tasks


def test_that_nothing_may_be_published_is_an_answer_too(desk: Desk, place: Place) -> None:
    table = filled(place.out(), {"SPR-02": {"publish": "nein", "status": "offen"}})
    outcome = desk.check(report(table))
    assert outcome.is_sound
    assert [change.path for change in outcome.changes] == [rounds.FILE]
    assert desk.data(report(table))["changes"] == []
