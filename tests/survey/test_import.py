"""Answers: what each row changes in the texts, what is refused and how it is said."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.comments
import pytest
from markdown_it import MarkdownIt

from konzept.model import Consultation
from konzept.survey.sheet_columns import ANSWERED, SHEET
from tests.survey.filling import CLUB, GOOD, HEALTH, OFFICE, Place, columns, filled, row_of, saved, saved_by_libreoffice

FILE = "handlungsfelder/sprache-und-bildung/SPR-02.md"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def told(place: Place, answers: dict[str, dict[str, Any]], only: str = OFFICE) -> list[str]:
    """The findings on a questionnaire with these answers."""
    return [str(finding) for finding in place.take({"a.xlsx": filled(place.out(only), answers)}).findings]


def entries(place: Place, answers: dict[str, dict[str, Any]], only: str = OFFICE) -> list[list[str]]:
    """The items that an answer without a finding brings."""
    found = place.take({"a.xlsx": filled(place.out(only), answers)})
    assert [str(finding) for finding in found.findings] == []
    return [entry.entries for entry in found.taken]


MEETING = {"body": "Sozialausschuss", "session": "1.10.2026", "power": "Entscheidung", "paper": "V/1"}
SOUND = {"obstacles": "finanziell", "review_on": "1.3.2027", "review_when": "der Haushalt steht", "target": "1.3.2027"}


@pytest.mark.parametrize("column", ANSWERED)
def test_what_is_written_in_a_column_is_taken_over_or_told(place: Place, column: str) -> None:
    """A column that only stands in the questionnaire would lose what a body writes into it."""
    sheet = place.out()
    more = MEETING if column == "session" else {column: SOUND.get(column, "x")}
    without, found = (place.take({"a.xlsx": filled(sheet, {"SPR-02": said})}) for said in (GOOD, GOOD | more))
    assert (found.findings, found.changes) != (without.findings, without.changes)


def test_a_released_answer_becomes_sachstand_source_and_status_and_no_other_byte_changes(place: Place) -> None:
    old = place.texts.files
    answer = GOOD | {"proof": "Kursplan", "url": "https://musterau.example.org/plan_(2)", "internal": "Frau M. fragen"}
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": answer})})
    assert (found.findings, [entry.entries for entry in found.taken]) == ((), [["SPR-02-S2"]])
    changes = {change.path: change for change in found.changes}
    assert list(changes) == [FILE, "quellen.md"]
    sachstand = """
:::{sachstand} Beispielamt für Zusammenleben: in Umsetzung
:id: SPR-02-S2
:datum: 2026-11-01
:festgestellt_am: 2026-11-15
:status: in-umsetzung
:nach_angabe_von: Verwaltung
:betrifft: SPR-02
:quelle: Q-AUSKUNFT-BEISPIELAMT-2026-11-15

„Zwölf Plätze sind besetzt.“

Seit wann, nach Angabe der Stelle: März 2026.

Als Beleg nennt die Stelle: [Kursplan](https://musterau.example.org/plan_%282%29).
:::
"""
    assert (
        changes[FILE].new
        == old[FILE].replace(b":status: in-beratung", b":status: in-umsetzung", 1) + sachstand.encode()
    )
    quelle = """
## Auskünfte gefragter Stellen

:::{quelle} Auskunft: Beispielamt für Zusammenleben, 15.11.2026
:id: Q-AUSKUNFT-BEISPIELAMT-2026-11-15
:datum: 2026-11-15
:art: auskunft
:vollstaendig: ja

Schriftliche Antwort auf die Abfrage zum 01.11.2026. Zur Veröffentlichung freigegeben durch: Leitung der Stelle.
:::
"""
    assert changes["quellen.md"].new == old["quellen.md"] + quelle.encode()


def test_without_release_and_from_empty_rows_nothing_is_taken(place: Place) -> None:
    answers = {"SPR-01": GOOD | {"publish": "nein"}, "SPR-02": GOOD | {"publish": None}, "SPR-03": {"internal": "x"}}
    found = place.take({"a.xlsx": filled(place.out(), answers)})
    assert (found.findings, found.taken, found.changes) == ((), (), ())
    assert [(a.item, a.kind) for a in found.others] == [("SPR-01", "zurückgehalten"), ("SPR-02", "zurückgehalten")]
    assert b"besetzt" not in repr(found.rounds).encode()


def test_remarks_and_names_reach_no_text_and_no_record(place: Place) -> None:
    answers = {
        "SPR-01": GOOD | {"internal": "Sabine Musterfrau weiß mehr"},
        "SPR-02": GOOD | {"released": "Max Muster"},
    }
    found = place.take({"a.xlsx": filled(place.out(), answers)})
    written = b"".join(change.new or b"" for change in found.changes) + repr(found.rounds).encode()
    assert b"Sabine" not in written
    assert [str(f) for f in found.findings] == [
        "a.xlsx, Antworten!X3 (SPR-02, Freigegeben durch (Funktion)): Was veröffentlicht wird, hat jemand freigegeben; "
        "hier steht dessen Funktion, kein Name. Gefunden: '(etwas anderes; es wird nicht wiederholt)'. Möglich sind: "
        "Leitung der Stelle, Dezernat, Vorstand."
    ]


SESSION = {
    "body": "Sozialausschuss (erfunden)",
    "session": "10.11.2026",
    "power": "Entscheidung",
    "result": "ungeändert beschlossen",
    "paper": "V/2026/099",
    "paper_on": "1.10.2026",
}


def test_a_decision_brings_its_meeting_and_its_paper_once_for_several_rows(place: Place) -> None:
    concept = place.texts.examined().concept
    body = concept.items["G-SOZIALES"].title
    answer = GOOD | {"status": "Umsetzung beschlossen"} | SESSION | {"body": body}
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": answer, "SPR-04": answer})})
    assert found.findings == ()
    assert [e.entries for e in found.taken] == [["SPR-02-S2", "B-2026-11-10-1"], ["SPR-04-S2", "B-2026-11-10-1"]]
    meeting, paper = found.after.concept.items["B-2026-11-10-1"], found.after.concept.items["V-V-2026-099"]
    assert (meeting.affects, meeting.papers, paper.affects) == (("SPR-02", "SPR-04"), (paper.id,), ("SPR-02", "SPR-04"))
    assert (str(meeting.result), str(meeting.responsibility), str(meeting.subject)) == (
        "ungeändert beschlossen",
        "Entscheidung",
        "umsetzung",
    )
    assert found.after.concept.items["SPR-04"].status == "umsetzung-beschlossen"


@pytest.mark.parametrize("other", [{"paper_on": ""}, {"paper": "v/2026/ 099"}])
def test_a_meeting_is_one_however_bodies_write_its_paper(place: Place, other: dict[str, str]) -> None:
    body = place.texts.examined().concept.items["G-SOZIALES"].title
    answer = GOOD | {"status": "Umsetzung beschlossen"} | SESSION | {"body": body}
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": answer | other, "SPR-04": answer})})
    assert [entry.entries[1] for entry in found.taken] == ["B-2026-11-10-1", "B-2026-11-10-1"]
    meeting = found.after.concept.items["B-2026-11-10-1"]
    paper = found.after.concept.items[meeting.papers[0]]
    assert (found.findings, meeting.affects, str(paper.date)) == ((), ("SPR-02", "SPR-04"), "2026-10-01")


@pytest.mark.parametrize("others", [(0, 1), (1, 0)])
def test_a_meeting_is_one_also_where_only_one_body_says_how_it_ended(place: Place, others: tuple[int, int]) -> None:
    """Also if the second answer comes when the first is in the texts."""
    body = place.texts.examined().concept.items["G-SOZIALES"].title
    full = GOOD | {"status": "in Beratung"} | SESSION | {"body": body, "power": "Vorberatung", "result": "vertagt"}
    two = [("SPR-02", full), ("SPR-04", full | {"result": ""})]
    both = place.take({"a.xlsx": filled(place.out(), dict(two))})
    for at in others:
        found = place.take({"a.xlsx": filled(place.out(), dict([two[at]]))})
        place.apply(found)
        place.rounds = ()
    for done in (both, found):
        assert done.findings == ()
        meetings = [m for m in done.after.concept.all(Consultation) if str(m.date) == "2026-11-10"]
        assert [(sorted(m.affects), str(m.result)) for m in meetings] == [(["SPR-02", "SPR-04"], "vertagt")]


def test_a_decision_without_its_meeting_comes_as_an_entwicklung_and_the_status_stays(place: Place) -> None:
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-01": GOOD | {"status": "Umsetzung beschlossen"}})})
    (taken,) = found.taken
    assert (found.findings, taken.entries, taken.stays) == ((), ["SPR-01-E2"], True)
    assert found.after.concept.items["SPR-01"].status == found.before.concept.items["SPR-01"].status
    assert found.after.concept.items["SPR-01-E2"].text.startswith(
        "Die Stelle gibt als Stand an: Umsetzung beschlossen. Sitzung und Vorlage dazu nennt sie nicht."
    )


def test_what_is_blocked_needs_an_obstacle_and_a_day_or_a_condition(place: Place) -> None:
    blocked = GOOD | {"status": "Zurueckgestellt"}
    assert told(place, {"SPR-02": blocked}) == [
        "a.xlsx, Antworten!L3 (SPR-02, Hindernis): 'zurückgestellt' braucht ein Hindernis. Wählen Sie rechtlich, "
        "sachlich, finanziell (auch mehrere, mit Komma).",
        "a.xlsx, Antworten!M3 (SPR-02, Erneut prüfen am): 'zurückgestellt' sagt, wann oder unter welcher Bedingung "
        "wieder geprüft wird. Nennen Sie einen Tag bei „Erneut prüfen am“ oder eine Bedingung bei „Erneut prüfen, "
        "wenn“.",
    ]
    whole = blocked | {"obstacles": "finanziell und rechtlich", "review_on": "1.3.27"}
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": whole})})
    item = found.after.concept.items["SPR-02"]
    assert (item.obstacles, str(item.review_on)) == (("rechtlich", "finanziell"), "2027-03-01")
    place.apply(found)
    place.rounds = ()
    freed = place.take({"a.xlsx": filled(place.out(CLUB), {"SPR-01": GOOD})})
    assert freed.findings == ()


def test_a_condition_is_taken_without_the_word_that_stands_before_it_already(place: Place) -> None:
    answer = GOOD | {"status": "zurückgestellt", "obstacles": "finanziell", "review_when": "Wenn der Haushalt steht."}
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": answer})})
    assert found.findings == ()
    assert b":erneut_pruefen_wenn: der Haushalt steht\n" in {c.path: c.new for c in found.changes}[FILE]


WRONG: dict[str, tuple[str, Any, str]] = {
    "a word": ("status", "fertig", "Antworten!G3 (SPR-02, Stand jetzt): Hier steht ein Wort aus der Liste. Gefunden: "
               "'fertig'. Möglich sind: offen, in Beratung, Umsetzung beschlossen, in Umsetzung, realisiert, "
               "Daueraufgabe, zurückgestellt, derzeit nicht umsetzbar, entfallen."),
    "a proposal's word": ("status", "vorgeschlagen", "Antworten!G3 (SPR-02, Stand jetzt): Hier steht ein Wort aus der "
                          "Liste. Gefunden: 'vorgeschlagen'. Möglich sind: offen, in Beratung, Umsetzung beschlossen, "
                          "in Umsetzung, realisiert, Daueraufgabe, zurückgestellt, derzeit nicht umsetzbar, "
                          "entfallen."),
    "no date": ("since", "Frühjahr", "Antworten!H3 (SPR-02, Seit wann): Hier steht ein Datum. Gefunden: 'Frühjahr'. "
                "Schreiben Sie es wie 1.3.2026, März 2026 oder 2026."),
    "the future": ("since", "1.12.2026", "Antworten!H3 (SPR-02, Seit wann): Das liegt nicht in der Zukunft "
                   "(heute ist der 20.11.2026). "
                   "Gefunden: '1.12.2026'. Künftiges gehört zu „Nächster Schritt“."),
    "an address": ("url", "www.example.org", "Antworten!K3 (SPR-02, Beleg: Adresse): Eine Adresse beginnt mit https:// "
                   "und hat keine Leerzeichen und kein Kennwort. Gefunden: 'www.example.org'. Kopieren Sie sie aus der "
                   "Adresszeile des "
                   "Browsers."),
    "too long": ("what", "x" * 2001, "Antworten!I3 (SPR-02, Was ist geschehen): Hier passen höchstens 2000 Zeichen, es "
                 f"sind 2001. Gefunden: '{'x' * 80} …'. Kürzen Sie."),
    "hidden sign": ("what", "ab\u202ec", "Antworten!I3 (SPR-02, Was ist geschehen): Hier steht ein unsichtbares "
                    "Zeichen (U+202E), das die Leserichtung umkehrt. Löschen Sie es. Gefunden: 'ab\\u202ec'."),
    "too early": ("on", "1.1.2026", "Antworten!Y3 (SPR-02, Auskunft vom): Die Auskunft ist frühestens vom "
                  "01.11.2026 (Tag der Abfrage) und spätestens von heute (20.11.2026). Gefunden: '1.1.2026'. "
                  "Berichtigen Sie den Tag."),
    "a month": ("on", "November 2026", "Antworten!Y3 (SPR-02, Auskunft vom): Hier steht ein Tag, nicht nur Monat oder "
                "Jahr. Gefunden: 'November 2026'. Schreiben Sie ihn wie 1.3.2026."),
    "a yes": ("publish", "vielleicht", "Antworten!W3 (SPR-02, Darf veröffentlicht werden): Hier steht ein Wort aus der "
              "Liste. Gefunden: 'vielleicht'. Möglich sind: ja, nein."),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_fault_is_told_with_place_value_and_remedy(place: Place, name: str) -> None:
    column, value, message = WRONG[name]
    found = told(place, {"SPR-02": GOOD | {column: value}})
    assert [line for line in found if "Beleg: Titel" not in line] == [f"a.xlsx, {message}"]


def test_who_passes_a_recommendation_on_names_somebody_else(place: Place) -> None:
    assert told(place, {"SPR-02": {"other": "Beispielamt für Zusammenleben"}}) == [
        "a.xlsx, Antworten!Z3 (SPR-02, Nicht wir, sondern): Hier steht eine andere Stelle als die, die antwortet. "
        "Gefunden: 'Beispielamt für Zusammenleben'. Nennen Sie die zuständige Stelle, oder lassen Sie das Feld leer "
        "und sagen Sie, was Sie wissen."
    ]


def of_round(day: str, content: bytes, ident: str) -> bytes:
    """The file, with the answer for a recommendation in another round."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = book[SHEET].cell(row_of(book[SHEET], ident), columns(book[SHEET])["check"])
    cell.value = str(cell.value).replace("2026-11-01", day)
    return saved(book)


def test_answers_of_one_day_to_two_rounds_have_a_source_each(place: Place) -> None:
    """A source says on which round it answers."""
    now, before = (filled(place.out(), {ident: GOOD}) for ident in ("SPR-02", "SPR-03"))
    found = place.take({"a.xlsx": now, "b.xlsx": of_round("2026-10-01", before, "SPR-03")})
    items = found.after.concept.items
    assert found.findings == ()
    cited = [items[items[entry].sources[0]].text for one in found.taken for entry in one.entries]
    rounds = [words.partition("Abfrage zum ")[2][:10] for words in cited]
    assert [(one.answer.item, day) for one, day in zip(found.taken, rounds, strict=True)] == [
        ("SPR-03", "01.10.2026"),
        ("SPR-02", "01.11.2026"),
    ]


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-29"])
def test_a_check_value_with_a_day_that_does_not_exist_is_damaged(place: Place, day: str) -> None:
    (finding,) = place.take({"a.xlsx": of_round(day, filled(place.out(), {"SPR-02": GOOD}), "SPR-02")}).findings
    assert finding.must == "In der letzten Spalte steht der Prüfwert der Abfrage; er fehlt oder ist beschädigt."


def test_what_may_tell_of_a_person_is_a_hint_at_its_cell(place: Place) -> None:
    words = "Frau Erika Muster leitet es, Tel. 02406 83123."
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": GOOD | {"what": words, "internal": words}})})
    assert [str(finding) for finding in found.findings] == [
        f"a.xlsx, Antworten!I3 (SPR-02, Was ist geschehen): Hinweis: Hier steht vielleicht der Name, die Adresse oder "
        f"die Telefonnummer eines Menschen. Gefunden: {told!r}. Namen von Privatpersonen stehen nirgends: Nehmen Sie "
        "das heraus, oder nennen Sie die Funktion."
        for told in ("Tel. 02406 83123", "Frau Erika Muster")
    ]
    assert len(found.taken) == 1


LITERAL = [
    "=1+1",
    "+49 Plätze",
    "-Plätze",
    "@amt",
    "Kurse für العربية",
    "# Kein Titel\n:::{empfehlung} nicht\n:id: SPR-99\n:::",
    "{need}`SPR-01` <b>&lt; [x](javascript:a) ``` $a$ |",
    "1. eins\n- zwei\n> drei\n+ vier\n2) fünf\n~~~\n: sechs\n===\n---\n1. sieben",
]


@pytest.mark.parametrize("text", LITERAL)
def test_what_was_written_stands_there_literally(place: Place, text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.out()))
    sheet = book[SHEET]
    for name, value in (GOOD | {"what": text}).items():
        cell = sheet.cell(3, columns(sheet)[name])
        cell.value = value
        cell.data_type = "s"
    found = place.take({"a.xlsx": saved(book)})
    assert [str(finding) for finding in found.findings] == []
    assert {change.path for change in found.changes} == {FILE, "quellen.md"}
    tokens = {token.type for token in MarkdownIt().parse(found.after.concept.items["SPR-02-S2"].text)}
    assert tokens == {"paragraph_open", "inline", "paragraph_close"}
    kept = found.after.concept.items["SPR-02-S2"].text.split("\n\nSeit wann")[0].replace("\\", "")
    assert kept == "„" + text.replace("\n", "\n\n") + "“"
    assert found.after.concept.items.keys() - found.before.concept.items.keys() == {
        "SPR-02-S2",
        "Q-AUSKUNFT-BEISPIELAMT-2026-11-15",
    }


def test_a_sign_that_no_document_can_print_is_named(place: Place) -> None:
    (message,) = told(place, {"SPR-02": GOOD | {"what": "Läuft 𒀀"}})
    assert "Dieses Zeichen fehlt in den Schriften der PDFs: „𒀀“ (U+12000). Schreiben Sie es mit Wörtern" in message


def test_the_same_file_twice_changes_nothing_the_second_time(place: Place) -> None:
    answer = filled(place.out(), {"SPR-02": GOOD})
    both = place.take({"a.xlsx": answer, "b.xlsx": answer})
    assert [str(f) for f in both.findings] == [
        "b.xlsx: Hinweis: Diese Datei sagt dasselbe wie eine andere; sie zählt einmal."
    ]
    place.apply(both)
    again = place.take({"a.xlsx": answer})
    assert (again.findings, again.changes, [a.item for a in again.known]) == ((), (), ["SPR-02"])
    assert again.rounds == both.rounds
    other = place.take({"a.xlsx": filled(answer, {"SPR-02": {"what": "Anders"}})})
    assert [str(f) for f in other.findings] == [
        "a.xlsx, Antworten!A3 (SPR-02, ID): Beispielamt für Zusammenleben hat für diese Abfrage schon anders "
        "geantwortet; übernommen ist SPR-02-S2. Gefunden: 'SPR-02'. Berichtigen Sie diese Einträge von Hand, oder "
        "fragen Sie in einer neuen Abfrage."
    ]


def test_the_same_file_is_known_also_when_its_body_is_asked_for_more_by_now(place: Place) -> None:
    back = filled(place.out(), {"SPR-02": GOOD})
    place.apply(place.take({"a.xlsx": back}))
    file = place.folder / "umfrage.toml"
    file.write_text(file.read_text("utf-8").replace('"HF-WOH"]', '"HF-WOH", "HF-KUL"]'), "utf-8")
    again = place.take({"a.xlsx": back})
    assert (again.findings, again.taken, [answer.item for answer in again.known]) == ((), (), ["SPR-02"])


def test_a_body_that_takes_back_its_release_is_not_told_that_nothing_was_taken_over(place: Place) -> None:
    answer = filled(place.out(), {"SPR-02": GOOD, "SPR-05": GOOD})
    place.apply(place.take({"a.xlsx": answer}))
    passed = dict.fromkeys(GOOD, "") | {"other": "Brücke e. V."}
    found = place.take({"a.xlsx": filled(answer, {"SPR-02": {"publish": "nein"}, "SPR-05": passed})})
    told = "a.xlsx, Antworten!{} ({}, {}): Beispielamt für Zusammenleben hat für diese Abfrage schon {}"
    assert [str(f) for f in found.findings if f.is_error] == [
        told.format("W3", "SPR-02", "Darf veröffentlicht werden", "etwas freigegeben; übernommen ist SPR-02-S2. ")
        + "Jetzt ist nichts freigegeben. Gefunden: 'nein'. Gilt die Freigabe nicht mehr, nimmt die Redaktion diese "
        "Einträge von Hand aus den Texten.",
        told.format("Z6", "SPR-05", "Nicht wir, sondern", "anders geantwortet; übernommen ist SPR-05-S1. Gefunden: ")
        + "'Brücke e. V.'. Berichtigen Sie diese Einträge von Hand, oder fragen Sie in einer neuen Abfrage.",
    ]
    assert (found.others, found.rounds) == ((), place.rounds)


def test_what_was_taken_out_again_comes_back_only_if_somebody_says_so(place: Place) -> None:
    before = {name: (place.folder / name).read_bytes() for name in (FILE, "quellen.md")}
    answer = filled(place.out(), {"SPR-02": GOOD})
    place.apply(place.take({"a.xlsx": answer}))
    for name, content in before.items():
        (place.folder / name).write_bytes(content)
    for again in (answer, filled(answer, {"SPR-02": {"what": "Anders."}})):
        found = place.take({"a.xlsx": again})
        assert [str(f) for f in found.findings] == [
            "a.xlsx, Antworten!A3 (SPR-02, ID): Was aus der Antwort auf diese Abfrage übernommen war (SPR-02-S2), "
            "steht nicht mehr in den Texten. Gefunden: 'SPR-02'. Soll es draußen bleiben, löschen Sie die "
            "Angaben in dieser Zeile. Gilt die Antwort auch jetzt: --accept SPR-02."
        ]
        accepted = place.take({"a.xlsx": again}, accept=("SPR-02",))
        assert (accepted.findings, [entry.entries for entry in accepted.taken]) == ((), [["SPR-02-S2"]])
    held = place.take({"a.xlsx": filled(answer, {"SPR-02": {"publish": "nein"}})})
    assert [(a.outcome, a.entries) for r in held.rounds for a in r.answers] == [("zurückgehalten", ())]


def test_colleagues_may_each_fill_in_their_rows_of_the_same_questionnaire(place: Place) -> None:
    sent = place.out()
    found = place.take(
        {
            "a.xlsx": filled(sent, {"SPR-02": {"internal": "Herr Beispiel fragen"}, "SPR-05": GOOD}),
            "b.xlsx": filled(sent, {"SPR-02": GOOD, "SPR-05": GOOD | {"internal": "siehe a.xlsx"}}),
        }
    )
    assert (found.findings, [entry.answer.item for entry in found.taken]) == ((), ["SPR-02", "SPR-05"])


def test_two_bodies_that_contradict_each_other_stand_side_by_side(place: Place) -> None:
    office, club = (
        filled(place.out(), {"SPR-01": GOOD}),
        filled(place.out(CLUB), {"SPR-01": GOOD | {"status": "offen"}}),
    )
    together = place.take({"a.xlsx": office, "b.xlsx": club})
    item = together.after.concept.items["SPR-01"]
    newest = {(u.status, u.stated_by) for u in together.after.concept.newest_updates(item)}
    assert (together.findings, newest) == ((), {("in-umsetzung", "Verwaltung"), ("offen", "Träger")})
    assert [note for entry in together.taken for note in entry.notes] == [
        "steht neben einer anderen Angabe für denselben Tag; beide werden gezeigt"
    ]
    place.apply(place.take({"a.xlsx": office}))
    after = place.take({"b.xlsx": club})
    assert (after.findings, {u.status for u in after.after.concept.newest_updates(item)}) == (
        (),
        {"in-umsetzung", "offen"},
    )


def test_an_obstacle_that_has_no_place_beside_another_state_is_not_left_out_unsaid(place: Place) -> None:
    blocked = GOOD | {"status": "zurückgestellt", "obstacles": "finanziell", "review_on": "1.3.2027"}
    files = {"a.xlsx": filled(place.out(), {"SPR-01": GOOD}), "b.xlsx": filled(place.out(CLUB), {"SPR-01": blocked})}
    found = place.take(files)
    assert (found.findings, found.after.concept.items["SPR-01"].status) == ((), "in-umsetzung")
    assert [entry.notes for entry in found.taken] == [
        [],
        [
            "steht neben einer anderen Angabe für denselben Tag; beide werden gezeigt",
            "Hindernis und erneute Prüfung stehen nur beim geltenden Stand und sind nicht übernommen",
        ],
    ]


def test_a_questionnaire_sent_again_in_its_round_takes_answers_also_if_others_have_answered(place: Place) -> None:
    early = place.out(CLUB)
    place.apply(place.take({"a.xlsx": filled(place.out(), {"SPR-01": GOOD})}))
    late = place.out(CLUB)
    assert late != early
    for sent in (early, late):
        found = place.take({"b.xlsx": filled(sent, {"SPR-01": GOOD | {"status": "offen"}})})
        assert ([str(f) for f in found.findings], [e.answer.item for e in found.taken]) == ([], ["SPR-01"])
    place.apply(place.take({"c.xlsx": filled(place.out(), {"SPR-03": GOOD})}))
    both = place.take({"b.xlsx": filled(late, {"SPR-01": GOOD, "SPR-03": GOOD})})
    assert ([str(f) for f in both.findings], [e.answer.item for e in both.taken]) == ([], ["SPR-01", "SPR-03"])


@pytest.mark.parametrize(
    ("other", "told_of", "taken"),
    [
        (GOOD, ["b.xlsx: Hinweis: Diese Datei sagt dasselbe wie eine andere; sie zählt einmal."], ["SPR-01"]),
        (
            GOOD | {"publish": "nein"},
            [
                f"{file}.xlsx, Antworten!A2 (SPR-01, ID): Zu jeder Empfehlung gibt es eine Zeile; diese steht auch in "
                f"{twin}.xlsx, Antworten Zeile 2, mit anderen Angaben. Gefunden: 'SPR-01'. Löschen Sie eine der beiden."
                for file, twin in ("ab", "ba")
            ],
            [],
        ),
    ],
)
def test_of_two_questionnaires_sent_in_one_round_a_body_answers_one(
    place: Place, other: dict[str, Any], told_of: list[str], taken: list[str]
) -> None:
    """Its check values differ, if another body has answered meanwhile; what counts is what was asked."""
    early = place.out(CLUB)
    place.apply(place.take({"a.xlsx": filled(place.out(), {"SPR-01": GOOD})}))
    both = {"a.xlsx": filled(early, {"SPR-01": GOOD}), "b.xlsx": filled(place.out(CLUB), {"SPR-01": other})}
    found = place.take(both)
    assert ([str(f) for f in found.findings], [entry.answer.item for entry in found.taken]) == (told_of, taken)


def test_a_row_left_as_it_came_is_no_fault_when_another_body_has_moved_the_state(place: Place) -> None:
    sent = filled(place.out(), {"SPR-02": GOOD})
    place.apply(place.take({"b.xlsx": filled(place.out(CLUB), {"SPR-01": GOOD | {"status": "realisiert"}})}))
    found = place.take({"a.xlsx": sent})
    assert ([str(f) for f in found.findings], [e.answer.item for e in found.taken]) == ([], ["SPR-02"])


@pytest.mark.parametrize(
    ("words", "instead", "told"),
    [
        (
            "{sachstand} Vorlage liegt dem Ausschuss vor",
            "{sachstand} Neu gefasst",
            "„Letzter Sachstand“ war „in Beratung (Verwaltung, 20.04.2026): Vorlage liegt dem Ausschuss vor“ und ist "
            "„in Beratung (Verwaltung, 20.04.2026): Neu gefasst“.",
        ),
        (
            "{empfehlung} Kinderbetreuung neben jedem Sprachkurs",
            "{empfehlung} Kinder betreuen",
            "„Empfehlung“ war „Kinderbetreuung neben jedem Sprachkurs“ und ist „Kinder betreuen“.",
        ),
        (
            "Kinderbetreuung anzubieten",
            "Betreuung anzubieten",
            "„Laut Quelle“ war „Das Konzept empfiehlt, neben jedem Sprachkurs eine Kinderbetreuung anzubieten.“ und "
            "ist „Das Konzept empfiehlt, neben jedem Sprachkurs eine Betreuung anzubieten.“.",
        ),
        (
            ":quelle: Q-VORLAGE-2026-031\n",
            ":quelle: Q-VORLAGE-2026-031\n\nEin Satz.\n",
            "Anders ist der Text eines Sachstands.",
        ),
    ],
)
def test_a_recommendation_that_changed_since_is_shown_as_it_was_and_is(
    place: Place, words: str, instead: str, told: str
) -> None:
    answer = filled(place.out(), {"SPR-02": GOOD})
    path = place.folder / FILE
    text = path.read_text("utf-8")
    assert words in text
    path.write_text(text.replace(words, instead), "utf-8")
    found = place.take({"a.xlsx": answer})
    assert (found.changes, found.taken) == ((), ())
    assert [str(finding) for finding in found.findings] == [
        "a.xlsx, Antworten!A3 (SPR-02, ID): Die Empfehlung hat sich seit der Abfrage geändert. "
        f"{told} Geantwortet wurde „in Umsetzung“. Gefunden: 'SPR-02'. "
        "Gilt die Antwort auch jetzt: --accept SPR-02. Sonst fragen Sie die Stelle noch einmal."
    ]
    assert [e.entries for e in place.take({"a.xlsx": answer}, accept=("SPR-02",)).taken] == [["SPR-02-S2"]]


def shaken(place: Place, change: Any, only: str = OFFICE, answers: dict[str, Any] | None = None) -> tuple[Any, Any]:
    """What becomes of a questionnaire after ``change`` was done to its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(filled(place.out(only), answers or {"SPR-02": GOOD})))
    change(book, book[SHEET])
    found = place.take({"a.xlsx": saved(book)})
    return [str(finding) for finding in found.findings], [e.entries for e in found.taken]


def _sorted(book: openpyxl.Workbook, sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def _columns_moved(book: openpyxl.Workbook, sheet: Any) -> None:
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            cell.value = value


def _extra(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Rücklauf Amt"
    sheet.title = "Tabelle1"


HARMLESS = {
    "sorted": _sorted,
    "columns moved": _columns_moved,
    "rows above and another name": _extra,
    "rows deleted": lambda book, sheet: sheet.delete_rows(4, 5),
    "a locked column deleted": lambda book, sheet: sheet.delete_cols(3),
    "blanks": lambda book, sheet: setattr(sheet["A3"], "value", " SPR-02  "),
    "another hyphen": lambda book, sheet: setattr(sheet["A3"], "value", "spr\u201102"),
    "headings typed anew": lambda book, sheet: [
        setattr(c, "value", c.value.upper().replace("Ü", "UE")) for c in sheet[1]
    ],
    "the sheet copied": lambda book, sheet: book.copy_worksheet(sheet),
    "other sheets deleted": lambda book, sheet: [book.remove(book[name]) for name in ("Anleitung", "Wörter")],
    "a format over all rows": lambda book, sheet: setattr(sheet["C25000"], "number_format", "0.00"),
    "dashes in empty cells": lambda book, sheet: [setattr(sheet[cell], "value", "–") for cell in ("Z3", "L3", "G4")],
    "a formula in a remark": lambda book, sheet: setattr(sheet["AA3"], "value", "=1+1"),
    "a formula in a column of one's own": lambda book, sheet: setattr(sheet["AD3"], "value", "=A1"),
    "merged cells that nobody reads": lambda book, sheet: [sheet.merge_cells(area) for area in ("B3:C4", "AD3:AE9")],
    "signs without place, pasted along": lambda book, sheet: [
        setattr(sheet["I3"], "value", "Zwölf\u200b Plät\u00adze"),
        setattr(sheet["G3"], "value", "in Um\u00adsetzung"),
    ],
    "a remark below the rows": lambda book, sheet: setattr(sheet["A12"], "value", "Ausgefüllt am 15.11., Amt 1"),
    "a merged head above": lambda book, sheet: [sheet.insert_rows(1), sheet.merge_cells("A1:F1")],
}


@pytest.mark.parametrize("name", HARMLESS)
def test_names_count_not_positions(place: Place, name: str) -> None:
    assert shaken(place, HARMLESS[name]) == ([], [["SPR-02-S2"]])


def _twice(book: openpyxl.Workbook, sheet: Any) -> None:
    last = sheet.max_row + 1
    for cell in sheet[3]:
        sheet.cell(last, cell.column).value = cell.value
    sheet.cell(last, columns(sheet)["what"]).value = "Etwas anderes"


def _own_row(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.cell(sheet.max_row + 1, 1).value = "SPR-06"
    sheet.cell(sheet.max_row, columns(sheet)["what"]).value = "Etwas"


def _continued(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.insert_rows(4)
    sheet.cell(4, columns(sheet)["what"]).value = "Dazu kamen drei."


def _remarked(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet["G4"].comment = openpyxl.comments.Comment("Läuft schon", "Amt")


def _own_column(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.cell(1, sheet.max_column + 1).value = "Seit wan"
    sheet.cell(3, sheet.max_column).value = "egal"


def _number_of_their_own(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.insert_cols(1)
    sheet["A1"], sheet["A3"] = "lfd. Nr.", "1"


def _slipped(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet["A3"], sheet["A4"] = "SPR-03", "SPR-02"


def _hidden(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.add_filter_column(0, ["SPR-01"])


def _share(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet["I3"], sheet["I3"].number_format = 0.25, "0 %"


CHANGED = {
    "a row twice": (_twice, [
        "a.xlsx, Antworten!A3 (SPR-02, ID): Zu jeder Empfehlung gibt es eine Zeile; diese steht auch in a.xlsx, "
        "Antworten Zeile 12, mit anderen Angaben. Gefunden: 'SPR-02'. Löschen Sie eine der beiden.",
        "a.xlsx, Antworten!A12 (SPR-02, ID): Zu jeder Empfehlung gibt es eine Zeile; diese steht auch in a.xlsx, "
        "Antworten Zeile 3, mit anderen Angaben. Gefunden: 'SPR-02'. Löschen Sie eine der beiden."]),
    "a row of one's own": (_own_row, [
        "a.xlsx, Antworten!AB12 (SPR-06, Prüfwert): In der letzten Spalte steht der Prüfwert der Abfrage; er fehlt "
        "oder ist beschädigt. Übertragen Sie die Angaben in die Datei, die Sie bekommen haben."]),
    "an answer goes on in a row of its own": (_continued, [
        "a.xlsx, Antworten!A4 (ID): Eine Empfehlung hat genau eine Zeile; diese hat keine ID. Schreiben Sie die "
        "Angaben in die Zeile, zu der sie gehören."]),
    "a comment at a cell": (_remarked, [
        "a.xlsx, Antworten!G4 (SPR-03): Hinweis: Kommentare an Zellen werden nicht gelesen. Ist einer die Antwort, "
        "schreiben Sie sie in die Zelle."]),
    "an answer in a grey cell": (lambda book, sheet: setattr(sheet["E4"], "value", "realisiert"), [
        "a.xlsx, Antworten!E4 (SPR-03, Stand heute): Aus den grauen Zellen wird nichts übernommen; bekannt ist "
        "„Daueraufgabe“. Gefunden: 'realisiert'. Schreiben Sie, was neu ist, unter „Stand jetzt“, und hierher wieder, "
        "was bekannt ist."]),
    "the last column deleted": (lambda book, sheet: sheet.delete_cols(28), [
        "a.xlsx, Antworten!Zeile 1 (Prüfwert): Diese Spalte fehlt oder heißt anders. Geben Sie ihr wieder diese "
        "Überschrift."]),
    "IDs that slipped": (_slipped, [
        "a.xlsx, Antworten!A3 (SPR-03, ID): ID und Prüfwert gehören zusammen; der Prüfwert ist der von SPR-02. "
        "Wahrscheinlich sind beim Sortieren oder Kopieren Spalten verrutscht. Gefunden: 'SPR-03'. Übertragen Sie die "
        "Angaben in die Datei, die Sie bekommen haben.",
        "a.xlsx, Antworten!A4 (SPR-02, ID): ID und Prüfwert gehören zusammen; der Prüfwert ist der von SPR-03. "
        "Wahrscheinlich sind beim Sortieren oder Kopieren Spalten verrutscht. Gefunden: 'SPR-02'. Übertragen Sie die "
        "Angaben in die Datei, die Sie bekommen haben."]),
    "a column renamed": (lambda book, sheet: setattr(sheet["G1"], "value", "Stand jetzig"), [
        "a.xlsx, Antworten!G1: Hinweis: Diese Spalte gehört nicht zur Abfrage; aus ihr wird nichts übernommen. "
        "Gefunden: 'Stand jetzig'. Gemeint ist vielleicht 'Stand jetzt'.",
        "a.xlsx, Antworten!Zeile 1 (Stand jetzt): Diese Spalte fehlt oder heißt anders. Geben Sie ihr wieder diese "
        "Überschrift. Gemeint ist vielleicht 'Stand jetzig'."]),
    "a column of one's own": (_own_column, [
        "a.xlsx, Antworten!AC1: Hinweis: Diese Spalte gehört nicht zur Abfrage; aus ihr wird nichts übernommen. "
        "Gefunden: 'Seit wan'. Gemeint ist vielleicht 'Seit wann'."]),
    "numbers of the rows": (_number_of_their_own, [
        "a.xlsx, Antworten!A1: Hinweis: Diese Spalte gehört nicht zur Abfrage; aus ihr wird nichts übernommen. "
        "Gefunden: 'lfd. Nr.'."]),
    "merged cells": (lambda book, sheet: sheet.merge_cells("G3:G4"), [
        "a.xlsx, Antworten!G3:G4 (SPR-02, SPR-03): Zellen sind nicht verbunden, sonst gilt eine Angabe nur für die "
        "erste Zeile. Heben Sie die Verbindung auf und füllen Sie jede Zeile aus."]),
    "a formula": (lambda book, sheet: setattr(sheet["I3"], "value", "=1+1"), [
        "a.xlsx, Antworten!I3 (SPR-02, Was ist geschehen): Hier steht eine Formel. Ersetzen Sie sie durch ihren Wert "
        "als Text."]),
    "an error value": (lambda book, sheet: setattr(sheet["I3"], "value", "#REF!"), [
        "a.xlsx, Antworten!I3 (SPR-02, Was ist geschehen): Hier steht ein Fehlerwert. Schreiben Sie, was gemeint ist."
    ]),
    "a share": (_share, [
        "a.xlsx, Antworten!I3 (SPR-02, Was ist geschehen): Hier steht eine Zahl, die als Prozent, Betrag oder Datum "
        "angezeigt wird. Schreiben Sie sie als Text, so wie man sie lesen soll."]),
    "another body and an answer": (lambda book, sheet: setattr(sheet["Z3"], "value", "Amt für Wohnen"), [
        "a.xlsx, Antworten!Z3 (SPR-02, Nicht wir, sondern): Ist eine andere Stelle zuständig, bleibt der Rest der "
        "Zeile leer; ausgefüllt ist „Stand jetzt“, „Seit wann“, „Was ist geschehen“, „Freigegeben durch (Funktion)“. "
        "Gefunden: 'Amt für Wohnen'. Löschen Sie das eine oder das andere.",
        "a.xlsx, Antworten!Z3 (SPR-02, Nicht wir, sondern): Hinweis: Diese Stelle steht noch nicht in umfrage.toml. "
        "Gefunden: 'Amt für Wohnen'. Tragen Sie sie dort ein, wenn sie gefragt werden soll."]),
    "hidden rows": (_hidden, [
        "a.xlsx, Antworten!Zeile 3 (SPR-02): Hinweis: Ausgeblendete Zeilen werden gelesen wie alle anderen. Ein Filter "
        "ist noch an. Sehen Sie nach, ob das gemeint ist."]),
}  # fmt: skip


OTHER_ROWS = ("a row twice", "a row of one's own", "an answer goes on in a row of its own", "an answer in a grey cell")


@pytest.mark.parametrize("name", CHANGED)
def test_what_was_done_to_the_sheet_is_told(place: Place, name: str) -> None:
    change, expected = CHANGED[name]
    found, taken = shaken(place, change)
    assert found == expected
    assert bool(taken) == all("Hinweis" in line for line in expected) or name in OTHER_ROWS


def test_titles_are_no_markdown(place: Place) -> None:
    found = place.take({"a.xlsx": filled(place.out(HEALTH), {"GES-01": GOOD})})
    assert found.after.concept.items["GES-01-S1"].title == "Beispielamt für Gesundheit & Sport: in Umsetzung"


def test_a_row_copied_from_another_bodys_file_is_told(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(place.out(), {"SPR-02": GOOD, "SPR-04": GOOD})))
    club = openpyxl.load_workbook(io.BytesIO(filled(place.out(CLUB), {"SPR-01": GOOD})))
    row = row_of(book[SHEET], "SPR-01")
    for cell in club[SHEET][row_of(club[SHEET], "SPR-01")]:
        book[SHEET].cell(row, cell.column).value = cell.value
    found = place.take({"a.xlsx": saved(book)})
    assert [str(finding) for finding in found.findings] == [
        "a.xlsx, Antworten!AB2 (SPR-01, Prüfwert): Diese Zeile stammt aus der Abfrage an BRUECKE, die übrigen aus der "
        "an BEISPIELAMT. Tragen Sie die Angaben in die Datei von BRUECKE ein, oder löschen Sie die Zeile."
    ]


def test_a_questionnaire_for_everybody_needs_to_know_whose_answer_it_is(place: Place) -> None:
    answer = filled(place.out(""), {"SPR-02": GOOD})
    (message, *_) = [str(finding) for finding in place.take({"a.xlsx": answer}).findings]
    assert "Nennen Sie die Stelle: --body KUERZEL." in message
    assert [e.entries for e in place.take({"a.xlsx": answer}, body=CLUB).taken] == [["SPR-02-S2"]]


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_what_libreoffice_saves_says_the_same(place: Place, tmp_path: Path, form: str) -> None:
    answers = {"SPR-02": GOOD | {"since": "2026", "what": "=1+1 Größe „x“\nzweite Zeile"}, "WOH-01": GOOD}
    book = openpyxl.load_workbook(io.BytesIO(filled(place.out(), answers)))
    cell = book[SHEET].cell(3, columns(book[SHEET])["what"])
    cell.data_type = "s"
    content = saved(book)
    direct, resaved = (
        place.take({"a.xlsx": content}),
        place.take({f"a.{form}": saved_by_libreoffice(content, form, tmp_path)}),
    )
    assert [str(finding) for finding in resaved.findings] == []
    assert resaved.changes == direct.changes
    assert [e.entries for e in direct.taken] == [["SPR-02-S2"], ["WOH-01-S2"]]


def test_what_was_done_in_libreoffice_is_told_at_the_cell(place: Place, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(place.out(), {"SPR-02": GOOD, "SPR-04": GOOD})))
    sheet = book[SHEET]
    sheet["I3"], sheet["J5"], sheet["J5"].number_format = "=1+1", 0.25, "0 %"
    sheet.merge_cells("G7:G8")
    sheet.row_dimensions[4].hidden = True
    content = saved_by_libreoffice(saved(book), "ods", tmp_path)
    assert [str(finding) for finding in place.take({"a.ods": content}).findings] == [
        "a.ods, Antworten!I3 (SPR-02, Was ist geschehen): Hier steht eine Formel. Ersetzen Sie sie durch ihren Wert "
        "als Text.",
        "a.ods, Antworten!J5 (SPR-04, Beleg: Titel): Hier steht eine Zahl, die als Prozent, Betrag oder Datum "
        "angezeigt wird. Schreiben Sie sie als Text, so wie man sie lesen soll.",
        "a.ods, Antworten!G7:G8 (SPR-07, SPR-08): Zellen sind nicht verbunden, sonst gilt eine Angabe nur für die "
        "erste Zeile. Heben Sie die Verbindung auf und füllen Sie jede Zeile aus.",
        "a.ods, Antworten!Zeile 4 (SPR-03): Hinweis: Ausgeblendete Zeilen werden gelesen wie alle anderen. Ein Filter "
        "ist noch an. Sehen Sie nach, ob das gemeint ist.",
    ]


def as_csv(content: bytes, divider: str, encoding: str, above: str = "") -> bytes:
    """A questionnaire as programs for tables save it as text."""
    rows = [["" if cell is None else cell for cell in row]
            for row in openpyxl.load_workbook(io.BytesIO(content))[SHEET].iter_rows(values_only=True)]  # fmt: skip
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=divider).writerows(rows)
    return (above + made.getvalue()).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("divider", [";", ",", "\t"])
@pytest.mark.parametrize("above", ["", "Rücklauf, Amt, 2026, a, b\r\n\r\n", "sep=;\r\n"])
def test_csv_says_the_same_in_each_encoding(place: Place, encoding: str, divider: str, above: str) -> None:
    answer = filled(place.out(), {"SPR-02": GOOD | {"what": "Größe; „zwei“, drei\nZeilen – §"}})
    found = place.take({"a.csv": as_csv(answer, divider, encoding, above)})
    assert ([str(finding) for finding in found.findings], found.changes) == ([], place.take({"a.xlsx": answer}).changes)


def test_csv_whose_umlauts_are_lost_is_refused(place: Place) -> None:
    found = place.take({"a.csv": as_csv(place.out(), ";", "utf-8").replace("ü".encode(), b"\x81")})
    assert [str(finding) for finding in found.findings] == [
        "a.csv: Die Datei wird nicht gelesen. Ihre Umlaute sind nicht zu lesen. Speichern Sie die Tabelle als XLSX "
        "(Excel-Arbeitsmappe) oder als CSV in UTF-8."
    ]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_of_only_a_mark_is_refused(place: Place, content: bytes) -> None:
    (finding,) = place.take({"a.csv": content}).findings
    assert str(finding).startswith("a.csv: Die Datei")


@pytest.mark.parametrize(("typed", "kept"), [("HTTPS://example.org/a_(b)", "https://example.org/a_%28b%29")])
def test_an_address_is_linked(place: Place, typed: str, kept: str) -> None:
    found = place.take({"a.xlsx": filled(place.out(), {"SPR-02": GOOD | {"proof": "Plan", "url": typed}})})
    assert f"[Plan]({kept})" in found.after.concept.items["SPR-02-S2"].text


@pytest.mark.parametrize("url", ["https://name:wort@example.org/", "https://", "javascript:alert(1)", "https://a b"])
def test_an_address_that_nobody_should_publish_is_refused(place: Place, url: str) -> None:
    (message,) = told(place, {"SPR-02": GOOD | {"proof": "Plan", "url": url}})
    assert "Eine Adresse beginnt mit https:// und hat keine Leerzeichen und kein Kennwort." in message


def test_a_year_in_a_cell_for_days_is_the_year(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(place.out(), {"SPR-02": GOOD | {"since": 2025}})))
    book[SHEET]["H3"].number_format = "dd.mm.yyyy"
    (taken,) = place.take({"a.xlsx": saved(book)}).taken
    assert str(taken.answer.since) == "2025"


def test_a_value_that_a_program_made_of_what_was_typed_is_read_as_it_was_meant(place: Place) -> None:
    values = {"since": datetime(2026, 3, 1), "on": 2026.0, "publish": True}
    found = told(place, {"SPR-02": GOOD | values})
    assert [line.split("): ")[0] for line in found] == ["a.xlsx, Antworten!Y3 (SPR-02, Auskunft vom"]
    assert entries(place, {"SPR-02": GOOD | values | {"on": None}}) == [["SPR-02-S2"]]


def test_what_would_break_a_rule_is_told_for_its_cell_without_a_word_of_notation(place: Place) -> None:
    assert told(place, {"SPR-02": GOOD | {"on": "2.11.2026", "since": "15.11.2026"}}) == [
        "a.xlsx, Antworten!Y3 (SPR-02, Auskunft vom): „Festgestellt am“ liegt nicht vor „Datum“ (15.11.2026), "
        "gefunden: 02.11.2026. „Datum“ ist der Tag, für den der Sachstand gilt.",
        "a.xlsx, Antworten!Y3 (SPR-02, Auskunft vom): Eine Quelle vom 02.11.2026 belegt nichts vom 15.11.2026: Sie "
        "ist älter. Nennen Sie eine neuere Quelle oder berichtigen Sie „Datum“.",
    ]
