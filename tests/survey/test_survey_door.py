"""The commands: from the questionnaire that goes out to the report that goes to the council."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Thread

import docx
import pytest
from click.testing import CliRunner, Result

from konzept import files, town
from konzept.cli import main
from konzept.cli import survey as survey_commands
from konzept.cli.text_folder import write_changes
from konzept.edits import FileChange
from konzept.files.locking import held
from konzept.model import Party
from konzept.states import of_folder
from konzept.survey import letters, rounds
from konzept.survey.bodies import Asked, Body
from konzept.survey.importing import SurveyIntake
from konzept.survey.rounds import Given, Round
from tests import pdf_reading
from tests.intake.handing import contents
from tests.project import ROOT, recommendation, write
from tests.survey.filling import CLUB, GOOD, MUSTERAU, filled

DAY = ["--as-of", "2026-11-25"]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MUSTERAU, tmp_path / "docs"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["survey", *map(str, arguments)])


def export(docs: Path, *more: str) -> list[Path]:
    out = docs.parent / "abfrage"
    done = run("export", docs, out, "--round", "01.11.2026", "--until", "15.11.2026", *more)
    assert (done.exit_code, done.stderr) == (0, "")
    return sorted(out.iterdir())


def answer(docs: Path, path: Path, **values: dict[str, str]) -> Path:
    """The file at this path as it came back, filled in."""
    back = docs.parent / f"zurueck-{path.name}"
    back.write_bytes(filled(path.read_bytes(), {ident.replace("_", "-"): said for ident, said in values.items()}))
    return back


def test_three_commands_lead_from_the_answers_to_the_report(docs: Path) -> None:
    office, club, _ = export(docs, "--record")
    back = [answer(docs, office, SPR_02=GOOD, WOH_01={"other": "Amt für Wohnen"}), answer(docs, club, SPR_01=GOOD)]
    shown = run("import", *back, "--texts", docs, *DAY)
    assert shown.exit_code == 0
    assert "Nichts ist geschrieben." in shown.stdout
    done = run("import", *back, "--texts", docs, "--apply", *DAY)
    assert done.exit_code == 0
    assert "Geschrieben: handlungsfelder/sprache-und-bildung/SPR-01.md" in done.stdout
    check = CliRunner().invoke(main, ["check", str(docs), *DAY])
    assert (check.exit_code, "0 Fehler" in check.stderr) == (0, True)
    period = ["--from", "2026-06-30", "--to", "2026-11-25", "--texts", str(docs)]
    report = CliRunner().invoke(main, ["report", *period])
    assert report.exit_code == 0
    text = (docs / "vorlagen/zwischenbericht-2026-11-25.md").read_text("utf-8")
    assert "in Umsetzung (Verwaltung, 15.11.2026 für den 01.11.2026)" in text
    answered = "Nach dem Stand gefragte Stellen: 3; geantwortet: 2; etwas zur Veröffentlichung freigegeben: 2."
    assert answered in text
    target = docs.parent / "pdf"
    assert CliRunner().invoke(main, ["pdf", str(docs), str(target), *DAY]).exit_code == 0
    printed = pdf_reading.text(target / "zwischenbericht-2026-11-25.pdf")
    assert re.sub(r"[\s\u00ad-]", "", answered) in re.sub(r"[\s\u00ad-]", "", printed)


def test_without_apply_and_with_an_error_nothing_is_written(docs: Path) -> None:
    office, club, _ = export(docs)
    before = contents(docs)
    good, bad = answer(docs, office, SPR_02=GOOD), answer(docs, club, SPR_01=GOOD | {"status": "fertig"})
    assert run("import", good, "--texts", docs, *DAY).exit_code == 0
    refused = run("import", good, bad, "--texts", docs, "--apply", *DAY)
    assert refused.exit_code == 1
    assert f"{bad.name}, Antworten!G2 (SPR-01, Stand jetzt): Hier steht ein Wort aus der Liste." in refused.stdout
    assert refused.stderr == (
        "1 Fehler. Nichts ist übernommen. Die Zeilen ohne Fehler übernehmen Sie mit --valid-only --apply.\n"
    )
    assert contents(docs) == before
    valid = run("import", good, bad, "--texts", docs, "--apply", "--valid-only", *DAY)
    assert (valid.exit_code, valid.stderr) == (
        1,
        "1 Fehler, oben genannt: Diese Zeilen sind nicht übernommen. Sind sie berichtigt, lesen Sie die Datei noch "
        "einmal ein; was schon übernommen ist, kommt nicht doppelt hinein.\n",
    )
    changed = {name for name, content in contents(docs).items() if before.get(name) != content}
    assert changed == {"handlungsfelder/sprache-und-bildung/SPR-02.md", "quellen.md", "umfragen.json"}


def test_what_is_sound_is_offered_only_if_anything_is(docs: Path) -> None:
    (docs.parent / "leer.csv").write_bytes(b"")
    _, club, _ = export(docs)
    for back in (docs.parent / "leer.csv", answer(docs, club, SPR_01=GOOD | {"status": "fertig"})):
        refused = run("import", back, "--texts", docs, *DAY)
        assert (refused.exit_code, refused.stderr) == (1, "1 Fehler. Nichts ist übernommen.\n")


def test_the_file_of_a_program_that_has_an_answer_open_is_none(docs: Path) -> None:
    office, *_ = export(docs)
    back = answer(docs, office, SPR_02=GOOD)
    beside = back.with_name(f"~${back.name}")
    beside.write_bytes(b"\x05Amt50")
    done = run("import", back, beside, "--texts", docs, *DAY)
    assert (done.exit_code, done.stderr, beside.name in done.stdout) == (0, "", False)


def test_who_takes_answers_in_while_somebody_else_does_loses_none(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, club, _ = export(docs, "--record")
    first, second = answer(docs, office, SPR_02=GOOD), answer(docs, club, SPR_01=GOOD | {"publish": "nein"})
    show, words = survey_commands._show, ("--texts", docs, "--apply", *DAY)
    meanwhile = [first]

    def shown(found: SurveyIntake) -> None:
        show(found)
        while meanwhile:
            assert run("import", meanwhile.pop(), *words).exit_code == 0

    monkeypatch.setattr(survey_commands, "_show", shown)
    done = run("import", second, *words)
    told = (
        f"{docs / 'umfragen.json'} hat sich inzwischen geändert. Nichts ist geschrieben. Wiederholen Sie den Befehl.\n"
    )
    assert (done.exit_code, done.stderr) == (2, told)
    assert run("import", second, *words).exit_code == 0
    given = [(a.body, a.item) for r in rounds.load((docs / rounds.FILE).read_bytes()) for a in r.answers]
    assert given == [("BEISPIELAMT", "SPR-02"), ("BRUECKE", "SPR-01")]


def test_of_two_who_write_into_the_same_texts_one_waits(docs: Path) -> None:
    write_new = Thread(target=write_changes, args=(docs, [FileChange("neu.md", None, b"# Neu\n")]))
    with held(docs):
        write_new.start()
        write_new.join(0.3)
        assert (write_new.is_alive(), (docs / "neu.md").exists()) == (sys.platform != "win32", sys.platform == "win32")
    write_new.join(10)
    assert (docs / "neu.md").read_bytes() == b"# Neu\n"


def test_a_disk_that_fails_leaves_all_files_as_they_were(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, *_ = export(docs)
    back, before = answer(docs, office, SPR_02=GOOD), contents(docs)
    real = files.write

    def failing(path: Path, content: str | bytes) -> None:
        if path.name == "umfragen.json":
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr("konzept.cli.text_folder.files.write", failing)
    done = run("import", back, "--texts", docs, "--apply", *DAY)
    assert (done.exit_code, contents(docs)) == (1, before)
    assert "Der Datenträger ist voll." in done.stderr


def test_a_letter_says_what_was_taken_over_and_what_was_not(docs: Path) -> None:
    office, *_ = export(docs, "--record")
    back = answer(
        docs,
        office,
        SPR_01=GOOD | {"status": "Umsetzung beschlossen"},
        SPR_02=GOOD,
        SPR_03=GOOD | {"publish": "nein"},
        SPR_04=GOOD | {"since": "bald"},
        WOH_01={"other": "Beispielverein Brücke e. V."},
    )
    target = docs.parent / "briefe"
    assert run("receipt", back, "--texts", docs, "--target", target / "vorher", *DAY).exit_code == 0
    early = (target / "vorher/rueckmeldung-2026-11-01-beispielamt.txt").read_text("utf-8-sig")
    assert [line for line in early.splitlines() if "bernommen" in line] == [
        "Ohne Fehler, noch nicht übernommen", "Nicht übernommen",
    ]  # fmt: skip
    shutil.rmtree(target)
    run("import", back, "--texts", docs, "--apply", "--valid-only", *DAY)
    assert run("receipt", back, "--texts", docs, "--target", target, *DAY).exit_code == 0
    assert sorted(path.name for path in target.iterdir()) == [
        "rueckmeldung-2026-11-01-beispielamt.docx",
        "rueckmeldung-2026-11-01-beispielamt.txt",
    ]
    text = (target / "rueckmeldung-2026-11-01-beispielamt.txt").read_text("utf-8-sig")
    lines = [line for line in text.split("\n") if line.startswith(("Über", "Nicht", "Bitte", "- "))]
    assert lines == [
        "Übernommen",
        "- SPR-01 Sprachkurse für Frauen: „Mama lernt Deutsch“: was geschehen ist, als SPR-01-E2; als Entwicklung "
        "aufgenommen; der Stand bleibt, wie er war, weil die Sitzung mit Vorlage fehlt, die dieser Stand braucht.",
        "- SPR-02 Kinderbetreuung neben jedem Sprachkurs: Stand „in Umsetzung“, als SPR-02-S2.",
        "Nicht übernommen",
        f"- {lines[4][2:]}",
        f"- {lines[5][2:]}",
        "Bitte berichtigen",
        f"- {back.name}, Antworten!H5 (SPR-04, Seit wann): Hier steht ein Datum. Gefunden: 'bald'. Schreiben Sie es "
        "wie 1.3.2026, März 2026 oder 2026.",
    ]
    assert lines[4].endswith(
        ": Die Antwort ist nicht zur Veröffentlichung freigegeben (bei „Darf veröffentlicht werden“ steht nicht ja)."
    )
    assert lines[5].endswith(": Nach Ihrer Angabe sind Sie nicht zuständig. Wir fragen: Beispielverein Brücke e. V.")
    word = docx.Document(target / "rueckmeldung-2026-11-01-beispielamt.docx")
    assert [p.text for p in word.paragraphs if p.style.name == "List Bullet"] == [x[2:] for x in lines if x[0] == "-"]
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == [x for x in lines if x[0] != "-"]


def test_a_letter_names_whom_it_is_for_in_the_right_case(docs: Path) -> None:
    """Of the authors of the concept each case is known; of others only the name, which stands behind a colon."""
    settings = town.load(docs)
    bodies = tuple(
        Body(code=code, name=name, party=Party.PROVIDER)
        for code, name in (("TISCH", settings.authors.short), ("BUND", "Deutscher Beispielbund"))
    )
    given = [
        Given(body=code, item="SPR-01", on="2026-11-02", outcome="weitergegeben", to=to)
        for code, to in (("TISCH", "BUND"), ("BUND", "TISCH"))
    ]
    rounds = [Round(name="2026-11-01", sent={}, answers=tuple(given))]
    concept = of_folder(docs, "").whole().concept
    found = [*letters.recorded(rounds, Asked(bodies=bodies, releasing=()), concept)]
    assert [(letter.title, letter.parts[0][1][0].rpartition("zuständig. ")[2]) for letter in found] == [
        ("Rückmeldung an den Runden Tisch, Abfrage zum 01.11.2026", "Wir fragen: Deutscher Beispielbund."),
        ("Rückmeldung: Deutscher Beispielbund, Abfrage zum 01.11.2026", "Wir fragen den Runden Tisch."),
    ]


def test_a_questionnaire_for_everybody_is_not_said_to_be_recorded(docs: Path) -> None:
    before = contents(docs)
    done = run("export", docs, docs.parent / "abfrage", "--all", "--record", "--round", "01.11.2026")
    assert (done.exit_code, done.stdout, contents(docs), (docs.parent / "abfrage").exists()) == (2, "", before, False)
    assert done.stderr == (
        "'--record' trägt ein, welche Stelle wonach gefragt ist; bei '--all' steht das nicht fest. Lassen Sie eins von "
        "beiden weg.\n"
    )


def test_nobody_is_sent_a_questionnaire_without_a_question(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"umfrage.toml": 'freigabe = ["Leitung der Stelle"]\n'})
    done = run("export", docs, tmp_path / "abfrage", "--all", "--round", "01.11.2026")
    assert (done.exit_code, done.stdout, (tmp_path / "abfrage").exists()) == (2, "", False)
    assert done.stderr == f"Niemand ist zu fragen. Tragen Sie in {docs}/umfrage.toml Stellen und Empfehlungen ein.\n"


def test_the_first_meeting_that_an_answer_names_stands_on_the_page_of_meetings(tmp_path: Path) -> None:
    asked = '[[stelle]]\nkuerzel = "AMT"\nname = "Amt"\nart = "Verwaltung"\nempfehlungen = ["SPR-01"]\n'
    docs = write(
        tmp_path / "docs",
        {
            "SPR-01.md": recommendation(),
            "beratungen.md": "# Beratungen\n",
            "gremien.md": "# Gremien\n\n:::{gremium} Rat\n:id: G-RAT\n:quelle: Q-ZB\n:::\n",
            "umfrage.toml": f'freigabe = ["Leitung der Stelle"]\n{asked}',
        },
    )
    (sent,) = export(docs)
    held = {"body": "Rat", "session": "3.11.2026", "power": "Vorberatung", "paper": "V/1"}
    back = answer(docs, sent, SPR_01=GOOD | {"status": "in Beratung"} | held)
    assert run("import", back, "--texts", docs, "--apply", *DAY).exit_code == 0
    ids = [
        re.findall("^:id: (.*)$", (docs / f"{name}.md").read_text("utf-8"), re.M) for name in ("beratungen", "quellen")
    ]
    assert ids == [["V-V-1", "B-2026-11-03-1"], ["Q-ZB", "Q-PRESSE", "Q-AUSKUNFT-AMT-2026-11-15"]]


def test_an_answer_says_how_an_announced_meeting_ended(tmp_path: Path) -> None:
    asked = '[[stelle]]\nkuerzel = "AMT"\nname = "Amt"\nart = "Verwaltung"\nempfehlungen = ["SPR-01"]\n'
    planned = (
        "# Beratungen\n\n:::{vorlage} Kurse\n:id: V-1\n:drucksache: V/1\n:oeffentlich: ja\n"
        ":betrifft: SPR-01\n:quelle: Q-ZB\n:::\n\n"
        ":::{beratung} Kurse, geplant\n:id: B-2026-11-03-1\n:datum: 2026-11-03\n:gremium: G-RAT\n"
        ":gegenstand: umsetzung\n:ergebnis: offen\n:vorlage: V-1\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    )
    docs = write(
        tmp_path / "docs",
        {
            "SPR-01.md": recommendation(),
            "beratungen.md": planned,
            "gremien.md": "# Gremien\n\n:::{gremium} Rat\n:id: G-RAT\n:quelle: Q-ZB\n:::\n",
            "umfrage.toml": f'freigabe = ["Leitung der Stelle"]\n{asked}',
        },
    )
    (sent,) = export(docs)
    held = {"body": "Rat", "session": "3.11.2026", "power": "Vorberatung", "paper": "V/1", "result": "vertagt"}
    back = answer(docs, sent, SPR_01=GOOD | {"status": "in Beratung"} | held)
    assert run("import", back, "--texts", docs, "--apply", *DAY).exit_code == 0
    assert (docs / "beratungen.md").read_text("utf-8").splitlines() == [
        *planned.splitlines()[:-6],
        *(":zustaendigkeit: Vorberatung", ":gegenstand: umsetzung", ":ergebnis: vertagt", ":vorlage: V-1"),
        *(":betrifft: SPR-01", ":quelle: Q-ZB, Q-AUSKUNFT-AMT-2026-11-15", ":::"),
    ]


def test_the_record_alone_says_what_became_of_the_answers(docs: Path) -> None:
    """A pipeline never has the files that came back."""
    target = docs.parent / "briefe"
    nothing = run("receipt", "--texts", docs, "--target", target, *DAY)
    assert (nothing.exit_code, nothing.stdout, target.exists()) == (
        0, "Keine Antwort ist aufgenommen; es gibt nichts zurückzumelden.\n", False,
    )  # fmt: skip
    office, *_ = export(docs, "--record")
    answers = {
        "SPR_01": GOOD | {"status": "Umsetzung beschlossen"},
        "SPR_02": GOOD,
        "SPR_03": GOOD | {"publish": "nein"},
        "WOH_01": {"other": "Beispielverein Brücke e. V."},
    }
    before = (docs / "handlungsfelder/sprache-und-bildung/SPR-02.md").read_bytes()
    run("import", answer(docs, office, **answers), "--texts", docs, "--apply", *DAY)
    assert run("receipt", "--texts", docs, "--target", target, *DAY).exit_code == 0
    text = (target / "rueckmeldung-2026-11-01-beispielamt.txt").read_text("utf-8-sig")
    lines = [
        line.rpartition(": ")[2] if line[0] == "-" else line
        for line in text.splitlines()
        if line[:1] in ("-", "Ü", "N")
    ]
    assert lines == [
        "Übernommen",
        "als SPR-01-E2; als Entwicklung aufgenommen; der Stand bleibt, wie er war, weil die Sitzung mit Vorlage fehlt, "
        "die dieser Stand braucht.",
        "als SPR-02-S2.",
        "Nicht übernommen",
        "Die Antwort ist nicht zur Veröffentlichung freigegeben (bei „Darf veröffentlicht werden“ steht nicht ja).",
        "Beispielverein Brücke e. V.",
    ]
    (docs / "handlungsfelder/sprache-und-bildung/SPR-02.md").write_bytes(before)
    assert run("receipt", "--texts", docs, "--target", target, *DAY).exit_code == 0
    text = (target / "rueckmeldung-2026-11-01-beispielamt.txt").read_text("utf-8-sig")
    assert "Es war übernommen (als SPR-02-S2) und ist wieder herausgenommen." in text.split("Nicht übernommen")[1]


def test_the_list_of_reminders_says_who_has_not_answered_since_when(docs: Path) -> None:
    _, club, _ = export(docs, "--record", "--body", CLUB, "--body", "GESUNDHEIT", "--body", "BEISPIELAMT")
    back = answer(docs, club, SPR_01=GOOD)
    run("import", back, "--texts", docs, "--apply", *DAY)
    target = docs.parent / "briefe"
    assert run("remind", docs, target, *DAY).exit_code == 0
    text = (target / "erinnerung-2026-11-25.txt").read_text("utf-8-sig")
    part = text.split("Beispielverein Brücke e. V.\n")[1].split("\n\n")[0]
    assert part.startswith("- SPR-03 ")
    assert part.endswith(": gefragt zum 01.11.2026; die Frist war der 15.11.2026.")


def test_nobody_is_reminded_of_what_is_dropped_by_now(docs: Path) -> None:
    asked = Round(name="2026-11-01", sent={CLUB: ("SPR-03", "SPR-06"), "GESUNDHEIT": ("SPR-06",)})
    (docs / rounds.FILE).write_bytes(rounds.as_bytes([asked]))
    target = docs.parent / "briefe"
    assert run("remind", docs, target, *DAY).exit_code == 0
    text = (target / "erinnerung-2026-11-25.txt").read_text("utf-8-sig")
    assert re.findall(r"^- (\S+)|^(Beispiel.*)$", text, re.MULTILINE) == [
        ("", "Beispielverein Brücke e. V."),
        ("SPR-03", ""),
    ]
    due = CliRunner().invoke(main, ["agenda", str(docs), str(target), *DAY]).stdout
    assert "Beispielverein Brücke e. V., gefragt zum 01.11.2026: SPR-03\n" in due
    assert "SPR-06" not in due


def test_a_body_counts_once_in_a_report_and_what_it_answers_later_does_not(docs: Path) -> None:
    given = [
        Given(body=CLUB, item="SPR-01", on=on, outcome="übernommen", entries=("SPR-01-S3",))
        for on in ("2026-10-02", "2026-11-20")
    ]
    asked = [
        Round(name="2026-10-01", sent={CLUB: ("SPR-01",), "AMT": ("SPR-01",)}, answers=(given[0],)),
        Round(name="2026-11-01", sent={CLUB: ("SPR-01",), "AMT": ("SPR-01",)}, answers=(given[1],)),
    ]  # fmt: skip
    counted = [
        [int(number) for number in re.findall(r": (\d+)", rounds.sentence(asked, *map(date.fromisoformat, period)))]
        for period in [
            ("2026-10-01", "2026-11-20"),
            ("2026-10-02", "2026-11-20"),
            ("2026-10-02", "2026-11-19"),
            ("2026-10-02", "2026-10-31"),
        ]
    ]
    assert counted == [[2, 1, 1], [2, 1, 1], [2, 0, 0], []]


def test_who_is_asked_again_has_time_until_the_new_day(docs: Path) -> None:
    export(docs, "--record", "--body", CLUB)
    for day, until in (("20.11.2026", "30.11.2026"), ("21.11.2026", "")):
        words = ["--round", day, *(["--until", until] if until else []), "--body", CLUB, "--record"]
        assert run("export", docs, docs.parent / "abfrage", *words).exit_code == 0
    target = docs.parent / "briefe"
    assert run("remind", docs, target, *DAY).exit_code == 0
    text = (target / "erinnerung-2026-11-25.txt").read_text("utf-8-sig")
    assert re.findall(r"^- (\S+) .*: (gefragt .*)$", text, re.MULTILINE) == [
        ("SPR-01", "gefragt zum 01.11.2026; die Frist ist der 30.11.2026."),
        ("SPR-03", "gefragt zum 01.11.2026; die Frist ist der 30.11.2026."),
    ]


def test_a_filled_in_questionnaire_is_never_overwritten(docs: Path) -> None:
    office, *_ = export(docs)
    content = filled(office.read_bytes(), {"SPR-02": GOOD})
    office.write_bytes(content)
    again = run("export", docs, office.parent, "--round", "01.11.2026", "--until", "15.11.2026")
    assert again.exit_code == 2
    assert office.read_bytes() == content


def test_a_raw_answer_in_the_repository_is_an_error(docs: Path) -> None:
    folder = docs.parent / "eingang"
    shutil.copytree(ROOT / "eingang", folder)
    (folder / "Antwort Amt.xlsx").write_bytes(b"x")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", "-C", str(docs.parent), *command], check=True)
    ignored = CliRunner().invoke(main, ["check", str(docs), *DAY])
    assert (ignored.exit_code, "Antwort Amt" in ignored.stdout) == (0, False)
    subprocess.run(["git", "-C", str(folder), "add", "-f", "Antwort Amt.xlsx"], check=True)
    found = CliRunner().invoke(main, ["check", str(docs), *DAY])
    assert found.exit_code == 1
    assert "docs/../eingang/Antwort Amt.xlsx:1: Antworten von Stellen gehören nicht ins Repository:" in found.stdout


REFUSED = {
    "no list of bodies": (lambda docs: (docs / "umfrage.toml").unlink(), ["export"], "umfrage.toml fehlt"),
    "a body nobody knows": (lambda docs: None, ["export", "--body", "AMT"], "Die Stelle 'AMT' steht nicht in"),
    "a deadline in the past": (
        lambda docs: None,
        ["export", "--round", "2026-11-01", "--until", "2026-11-01"],
        "'--until' muss nach dem",
    ),
    "damaged rounds": (
        lambda docs: (docs / "umfragen.json").write_text("{}", "utf-8"),
        ["export"],
        "umfragen.json: Die Datei ist beschädigt.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_done_is_said(docs: Path, name: str) -> None:
    damage, (command, *options), message = REFUSED[name]
    damage(docs)
    done = run(command, docs, docs.parent / "aus", *options)
    assert (done.exit_code, message in done.stderr) == (2, True)
    assert not (docs.parent / "aus").exists() or not list((docs.parent / "aus").iterdir())


SILENT = (
    "'handlungsfelder' nennt HF-NEU; danach wird nicht gefragt, denn dort stehen höchstens Vorschläge der Redaktion "
    "und Entfallenes. 'Jugendamt' bekommt keine Abfrage."
)


def test_a_body_that_is_asked_for_nothing_is_told(docs: Path) -> None:
    (docs / "neu.md").write_text(
        "---\norphan: true\n---\n:::{handlungsfeld} Neues\n:id: HF-NEU\n:top2: offen\n:::\n", "utf-8"
    )
    file = docs / "umfrage.toml"
    body = '\n[[stelle]]\nkuerzel = "JUGEND"\nname = "Jugendamt"\nart = "Verwaltung"\nhandlungsfelder = ["HF-NEU"]\n'
    file.write_text(file.read_text("utf-8") + body, "utf-8")
    done = run("export", docs, docs.parent / "abfrage", "--round", "01.11.2026")
    assert (done.exit_code, done.stderr) == (0, f"Hinweis: {file}: {SILENT}\n")
    checked = CliRunner().invoke(main, ["check", str(docs), *DAY])
    line = file.read_text("utf-8").splitlines().index('handlungsfelder = ["HF-NEU"]') + 1
    assert checked.exit_code == 0
    assert f"{file}:{line}: Hinweis: Stelle 4: {SILENT}\n" in checked.stdout


def test_a_field_for_which_a_body_is_not_asked_is_told_where_it_is_asked_for_others(docs: Path) -> None:
    (docs / "neu.md").write_text(
        "---\norphan: true\n---\n:::{handlungsfeld} Neues\n:id: HF-NEU\n:top2: offen\n:::\n", "utf-8"
    )
    file = docs / "umfrage.toml"
    body = '\n[[stelle]]\nkuerzel = "JUGEND"\nname = "Jugendamt"\nart = "Verwaltung"\n'
    file.write_text(f'{file.read_text("utf-8")}{body}handlungsfelder = ["HF-NEU", "HF-SPR"]\n', "utf-8")
    done = run("export", docs, docs.parent / "abfrage", "--round", "01.11.2026")
    words = "Vorschläge der Redaktion und Entfallenes"
    told = f"Hinweis: Zu HF-NEU wird 'Jugendamt' nichts gefragt, denn dort stehen höchstens {words}.\n"
    assert (done.exit_code, done.stderr) == (0, told)
    assert run("export", docs, docs.parent / "eine", "--round", "01.11.2026", "--body", CLUB).stderr == ""


def test_a_round_of_a_day_to_come_is_told(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("konzept.as_of.today", lambda: date(2026, 11, 25))
    done = run("export", docs, docs.parent / "abfrage", "--round", "01.12.2026", "--body", CLUB)
    assert (done.exit_code, done.stderr) == (
        0,
        "Hinweis: Gefragt wird nach dem Stand vom 01.12.2026; dieser Tag kommt erst noch. Antworten tragen ihn oder "
        "einen späteren Tag und lassen sich erst dann einlesen.\n",
    )
    (path,) = (docs.parent / "abfrage").iterdir()
    for on, shown in (("25.11.2026", " Gefunden: '25.11.2026'."), ("", "")):
        refused = run("import", answer(docs, path, SPR_01=GOOD | {"on": on}), "--texts", docs, *DAY)
        assert refused.stdout.count("Gefragt ist") == 1
        assert (
            f"Gefragt ist nach dem Stand vom 01.12.2026; heute ist erst der 25.11.2026.{shown} Lesen Sie die Antwort "
            "ab diesem Tag ein, mit ihm oder einem späteren als Tag der Auskunft."
        ) in refused.stdout
