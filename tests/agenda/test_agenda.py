"""What the Redaktion has to think of: complete, in order, in words, and as a calendar that reminds."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from lxml import html

from konzept.agenda.calendar import ical
from konzept.agenda.due import ANSWERS, EVENTS, PAGES, QUIET, REVIEW, WAITING, Agenda, agenda
from konzept.agenda.page import as_text
from konzept.cli import main
from konzept.compare.period import between_days
from konzept.examine import examine_folder
from konzept.survey.rounds import Given, Round
from konzept.town import Town
from konzept.views.answered_first import dues
from konzept.views.following import days
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests import browser
from tests.project import ROOT, recommendation, write

TODAY = date(2026, 11, 26)
TOWN = Town(name="Musterau", title="Konzept")
POSTPONED = ":hinderungsgrund: finanziell\n:erneut_pruefen: {0}\n:erneut_pruefen_wenn: wenn es Geld gibt.\n"
UPDATE = (
    "\n:::{{sachstand}} Kein Geld\n:id: {0}-S1\n:datum: {1}\n:status: zurueckgestellt\n:nach_angabe_von: Verwaltung\n"
    ":betrifft: {0}\n:quelle: Q-NEU\n:::\n"
)
EVENT = ":::{{termin}} {0}\n:id: T-{1}-1\n:datum: {1}\n:art: Frist\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
FILES = {
    "SPR-01.md": recommendation(
        "SPR-01", "zurueckgestellt", POSTPONED.format("2026-10-01"), UPDATE.format("SPR-01", "2026-01-10")
    ),
    "SPR-02.md": recommendation(
        "SPR-02", "zurueckgestellt", POSTPONED.format("2027-02-01"), UPDATE.format("SPR-02", "2024-01-10")
    ),
    "termine.md": f"# Termine\n\n{EVENT.format('Antrag', '2026-12-15')}\n{EVENT.format('Vorbei', '2026-01-15')}",
    "hilfe.md": "---\ngeprueft: 2026-08-01\n---\n\n# Hilfe\n",
    "neu.md": "# Neu\n\n:::{quelle} Neu\n:id: Q-NEU\n:datum: 2026-11-01\n:art: presse\n:vollstaendig: ja\n:::\n",
}
ROUNDS = (
    Round(name="2026-06-01", until="2026-07-01", sent={"AMT": ("SPR-01", "SPR-02"), "VEREIN": ("SPR-01",)}),
    Round(
        name="2026-11-01",
        until="2026-12-01",
        sent={"AMT": ("SPR-01", "SPR-03")},
        answers=(Given(body="VEREIN", item="SPR-01", on="2026-11-02", outcome="übernommen"),),
    ),
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", FILES)


@pytest.fixture
def found(docs: Path) -> Agenda:
    whole = examine_folder(docs, TODAY)
    assert [finding for finding in whole.findings if finding.is_error] == []
    return agenda(whole.concept, ROUNDS, {"AMT": "Amt für Soziales"}, whole.looked_up, ["a.patch"], TODAY)


def test_everything_that_is_due_is_there_in_its_order(found: Agenda) -> None:
    assert {group: [found.said(due) for due in entries] for group, entries in found.groups.items()} == {
        REVIEW: [
            "01.10.2026 (überfällig): SPR-01 Mehr Kurse (wenn es Geld gibt)",
            "01.02.2027: SPR-02 Mehr Kurse (wenn es Geld gibt)",
        ],
        EVENTS: ["15.12.2026: Antrag"],
        ANSWERS: [
            "01.07.2026 (überfällig): Amt für Soziales, gefragt zum 01.06.2026: SPR-02",
            "01.12.2026: Amt für Soziales, gefragt zum 01.06.2026: SPR-01",
            "01.12.2026: Amt für Soziales, gefragt zum 01.11.2026: SPR-03",
        ],
        QUIET: ["SPR-02 Mehr Kurse, zuletzt 10.01.2024"],
        PAGES: ["30.01.2027: hilfe.md, zuletzt verglichen am 01.08.2026"],
        WAITING: ["a.patch"],
    }


def test_what_is_awaited_until_two_days_stands_twice_in_the_calendar(docs: Path) -> None:
    """Programs for calendars take two entries with one mark for the same."""
    asked = (("2026-03-01", "2026-04-01", ("SPR-01", "SPR-02")), ("2026-06-01", "2026-07-01", ("SPR-02",)))
    rounds = [Round(name=name, until=until, sent={"AMT": items}) for name, until, items in asked]
    rounds.append(Round(name="2026-11-01", sent={"AMT": ("SPR-01", "SPR-02")}))
    found = agenda(examine_folder(docs, TODAY).concept, rounds, {}, {}, (), TODAY)
    events = Calendar.from_ical(ical(found, TOWN)).walk("VEVENT")
    waiting = [str(event["uid"]) for event in events if str(event["summary"]).startswith(ANSWERS)]
    assert len({*waiting}) == len(waiting) == 2


def test_a_session_that_is_over_stays_until_its_result_is_entered(tmp_path: Path) -> None:
    session = (
        ":::{{beratung}} Am {0}\n:id: B-{0}-1\n:datum: {0}\n:gremium: G-RAT\n{1}:gegenstand: bericht\n"
        ":betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    )
    sessions = [
        ("2024-05-07", ":ergebnis: offen\n"),
        ("2024-06-04", ""),  # no source says, and it is long ago
        ("2026-09-01", ":zustaendigkeit: Anhörung\n"),  # has no result
        ("2026-10-06", ""),
        ("2020-05-05", ":ergebnis: zur Kenntnis genommen\n"),
        ("2026-11-26", ""),  # is today
        ("2026-12-08", ":ergebnis: offen\n"),
    ]
    body = ":::{gremium} Rat\n:id: G-RAT\n:quelle: Q-ZB\n:::\n"
    text = "\n".join(["# Beratungen", "", body, *(session.format(*one) for one in sessions)])
    whole = examine_folder(write(tmp_path, {**FILES, "beratungen.md": text, "termine.md": "# Termine\n"}), TODAY)
    assert [finding for finding in whole.findings if finding.is_error] == []
    found = agenda(whole.concept, (), {}, {}, (), TODAY)
    assert [found.said(due) for due in found.groups[EVENTS]] == [
        "07.05.2024 (überfällig): Am 2024-05-07 (Ergebnis fehlt noch)",
        "06.10.2026 (überfällig): Am 2026-10-06 (Ergebnis fehlt noch)",
        "26.11.2026: Am 2026-11-26",
        "08.12.2026: Am 2026-12-08",
    ]


def test_what_is_realised_is_nowhere_to_be_looked_at_again_but_what_goes_on_is(tmp_path: Path) -> None:
    """The list, the calendar, the page of dates and the report agree."""
    files = {}
    for ident, status in (("SPR-01", "realisiert"), ("SPR-02", "daueraufgabe")):
        update = UPDATE.format(ident, "2026-01-10").replace("zurueckgestellt", status)
        files[f"{ident}.md"] = recommendation(ident, status, ":erneut_pruefen: 2026-11-30\n", update)
    whole = examine_folder(write(tmp_path, {"neu.md": FILES["neu.md"], **files}), TODAY)
    assert [finding.must for finding in whole.findings] == ["Bei 'status: realisiert' ist nichts mehr erneut zu prüfen"]
    found = agenda(whole.concept, (), {}, {}, (), TODAY)
    scope = Scope(concept=whole.concept, town=TOWN, today=TODAY)
    period = between_days(whole.concept, TOWN, date(2025, 12, 31), date(2026, 11, 30))
    assert {
        "list": [due.text for due in found.groups[REVIEW]],
        "calendar": [title for _, _, title, _ in days(whole.concept, TODAY)],
        "page": [item.id for _, _, item in dues(scope)],
        "report": [item.id for item in (*period.due, *period.later)],
    } == {
        "list": ["SPR-02 Mehr Kurse"],
        "calendar": ["Erneut prüfen: SPR-02 Mehr Kurse"],
        "page": ["SPR-02"],
        "report": ["SPR-02"],
    }


def test_nothing_due_is_said(tmp_path: Path) -> None:
    whole = examine_folder(write(tmp_path, {}), TODAY)
    found = agenda(whole.concept, (), {}, {}, (), TODAY)
    assert as_text(found) == "Was ansteht, Stand 26.11.2026\n\nNichts steht an.\n"
    assert list(Calendar.from_ical(ical(found, TOWN)).walk("VEVENT")) == []


def test_the_calendar_has_every_day_and_reminds_of_it(found: Agenda) -> None:
    made = Calendar.from_ical(ical(found, TOWN))
    events = made.walk("VEVENT")
    assert sorted((event.decoded("dtstart"), str(event["summary"])) for event in events) == [
        (TODAY, f"{ANSWERS}: Amt für Soziales, gefragt zum 01.06.2026: SPR-02 (überfällig seit dem 01.07.2026)"),
        (TODAY, "Erneut prüfen: SPR-01 Mehr Kurse (wenn es Geld gibt) (überfällig seit dem 01.10.2026)"),
        (date(2026, 12, 1), f"{ANSWERS}: Amt für Soziales, gefragt zum 01.06.2026: SPR-01"),
        (date(2026, 12, 1), f"{ANSWERS}: Amt für Soziales, gefragt zum 01.11.2026: SPR-03"),
        (date(2026, 12, 15), "Termine und Sitzungen: Antrag"),
        (date(2027, 1, 30), "Anschriften und Nummern wieder nachsehen: hilfe.md, zuletzt verglichen am 01.08.2026"),
        (date(2027, 2, 1), "Erneut prüfen: SPR-02 Mehr Kurse (wenn es Geld gibt)"),
    ]  # fmt: skip
    for event in events:
        alarms = [(str(a["action"]), a.decoded("trigger")) for a in event.walk("VALARM")]
        assert alarms == [("DISPLAY", -timedelta(days=7)), ("DISPLAY", -timedelta(days=1))]
    assert len({event["uid"] for event in events}) == len(events)


def test_an_entry_keeps_its_identifier_when_its_day_moves(docs: Path, found: Agenda) -> None:
    """So a calendar that knows it moves it."""

    def idents(agenda_: Agenda) -> dict[str, str]:
        events = Calendar.from_ical(ical(agenda_, TOWN)).walk("VEVENT")
        return {str(event["summary"]).split(" (")[0]: str(event["uid"]) for event in events}

    content = (docs / "SPR-02.md").read_text("utf-8").replace("2027-02-01", "2027-05-03")
    (docs / "SPR-02.md").write_text(content, "utf-8")
    whole = examine_folder(docs, TODAY)
    later = agenda(whole.concept, ROUNDS, {"AMT": "Amt für Soziales"}, whole.looked_up, [], TODAY)
    assert idents(later) == idents(found)
    assert ical(found, TOWN) == ical(found, TOWN)


def test_the_command_writes_page_and_calendar_and_names_what_waits(docs: Path) -> None:
    folder = docs.parent / "eingang"
    folder.mkdir()
    (folder / "README.md").write_text("# Eingang\n", "utf-8")
    (folder / "meldung.patch").write_bytes(b"x")
    target = docs.parent / "aus"
    done = CliRunner().invoke(main, ["agenda", str(docs), str(target), "--as-of", "2026-11-26"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Im Eingang (1)\n  Ansehen und aufnehmen: python -m konzept intake.\n  - meldung.patch\n" in done.stdout
    assert "README" not in done.stdout
    page = html.fromstring(written(target / "was-ansteht.html"))
    said = [text.text_content() for text in page.xpath("//main//li")]
    assert said == [line.strip()[2:] for line in done.stdout.splitlines() if line.startswith("  - ")]
    assert Calendar.from_ical((target / "was-ansteht.ics").read_bytes()).walk("VEVENT")


def test_the_page_has_no_barriers(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/musterau", tmp_path / "docs")
    done = CliRunner().invoke(main, ["agenda", str(tmp_path / "docs"), str(tmp_path / "aus"), "--as-of", "2026-11-26"])
    assert done.exit_code == 0
    with browser.chromium() as chromium:
        for width in (390, 1200):
            watched = browser.watch(chromium.new_context(), (tmp_path / "aus/was-ansteht.html").as_uri(), width)
            assert (watched.barriers(), watched.refused(), watched.complaints) == ([], [], [])
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
