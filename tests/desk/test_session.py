"""What forms write, what is said to them, and the patches that come out."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import pytest

from konzept.desk.filled import Report
from konzept.desk.session import NOBODY, Desk
from konzept.desk.tasks import tasks
from konzept.errors import RefusedError
from konzept.examine import examine_folder
from konzept.model import TYPE_BY_NAME
from tests.desk.town import FILES, FILLED, SOURCE, TODAY, desk, filled, texts

NOW: Final = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=1)))
# What a form leaves out of the options that an item must have, since the program gives it.
BELOW: Final = ("sachstand", "zurueckstellen", "entwicklung")  # written beside what they are about
GIVEN: Final = {"empfehlung": {"status", "priority", "zuordnung"}}
WRITES: Final = {
    "sachstand": "sachstand",
    "zurueckstellen": "sachstand",
    "entwicklung": "entwicklung",
    "empfehlung": "empfehlung",
    "beratung": "beratung",
    "stellungnahme": "stellungnahme",
    "termin": "termin",
    "kennzahl": "kennzahl",
    "quelle": "quelle",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return texts(tmp_path)


@pytest.fixture
def session(docs: Path) -> Desk:
    return desk(docs)


def said(session: Desk, task: str, **values: str) -> list[tuple[str, str]]:
    return [(r.field, r.text) for r in session.check(Report(task, {**FILLED[task][0], **values})).remarks]


def test_every_task_is_tried() -> None:
    assert list(FILLED) != []
    assert {task.name for task in tasks()} == FILLED.keys()


@pytest.mark.parametrize("task", FILLED)
def test_a_filled_form_is_sound_and_writes_what_it_says(task: str, session: Desk) -> None:
    outcome = session.check(filled(task))
    assert [remark for remark in outcome.remarks if remark.is_error] == []
    assert outcome.is_sound
    written = "".join(change.new.decode() for change in outcome.changes if change.new)
    assert FILLED[task][1] in written


@pytest.mark.parametrize("task", WRITES)
def test_a_form_has_what_the_model_wants(task: str) -> None:
    fields = next(found for found in tasks() if found.name == task).fields
    specs = [spec for _, spec in TYPE_BY_NAME[WRITES[task]].options()]
    needed = {spec.name for spec in specs if spec.required} - GIVEN.get(task, set())
    assert needed <= fields.keys()
    labels = {(field.name, choice.label) for field in fields.values() for choice in field.choices}
    named = {(spec.name, word.label) for spec in specs for word in spec.choices if spec.name in fields}
    assert {pair for pair in labels if pair[0] in {spec.name for spec in specs}} <= named


def test_what_a_rule_may_want_is_not_called_voluntary() -> None:
    depends = {task.name: {name for name, field in task.fields.items() if field.depends} for task in tasks()}
    source = {"quelle", "q_titel", "q_art", "q_vollstaendig"}
    assert depends["sachstand"] == source
    assert depends["zurueckstellen"] == source | {"hinderungsgrund", "erneut_pruefen", "erneut_pruefen_wenn"}
    assert depends["empfehlung"] == source - {"quelle"} | {"genannt_in"}


NO_SOURCE: Final = (
    "Hier fehlt die Quelle. Wählen Sie eine, die schon verzeichnet ist, oder beschreiben Sie darunter eine neue."
)
WRONG: Final = "„31.02.2026“ ist kein Datum des Kalenders"
DATED: Final = [task for task, (values, _) in FILLED.items() if "datum" in values]


@pytest.mark.parametrize("task", DATED)
def test_a_rule_speaks_also_while_other_fields_are_empty(task: str, session: Desk) -> None:
    values, fields = FILLED[task][0], session.tasks[task].fields
    for name in (name for name, field in fields.items() if field.required and name != "datum"):
        rest = {key: value for key, value in values.items() if key != name} | {"datum": "31.02.2026"}
        outcome = session.check(Report(task, rest))
        assert not outcome.is_sound
        wanted = {(name, "Hier fehlt eine Angabe")}
        # Where it would stand, nobody can tell without these; then only they are asked for.
        wanted |= set() if name in ("betrifft", "handlungsfeld") and task in BELOW else {("datum", WRONG)}
        assert {(r.field, r.text.partition(". ")[0].rstrip(".")) for r in outcome.remarks} == wanted, name


PERSONAL: Final = {
    "titel": ("Frau Muster leitet den Kurs", "Frau Muster"),
    "text": ("Anmeldung unter Tel. 0123 456789 oder kurse@example.org.", "Tel. 0123 456789"),
}


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("task", FILLED)
def test_what_may_tell_of_a_person_is_hinted_at_and_not_refused(task: str, name: str, session: Desk) -> None:
    if name not in session.tasks[task].fields:
        return
    words, found = PERSONAL[name]
    outcome = session.check(Report(task, {**FILLED[task][0], name: words}))
    hints = [(r.field, r.is_error) for r in outcome.remarks if f"Gefunden: „{found}“" in r.text]
    assert hints == [(name, False)]
    assert outcome.is_sound
    without = session.check(Report(task, FILLED[task][0]))
    assert not any("Gefunden" in remark.text for remark in without.remarks)


def test_what_is_wrong_with_a_title_stands_beside_it(session: Desk) -> None:
    outcome = session.check(Report("sachstand", FILLED["sachstand"][0] | {"titel": "Zwei `Kurse` laufen"}))
    told = [(r.field, r.text) for r in outcome.remarks]
    assert told == [("titel", "Der Titel enthält ein Zeichen `, das dort nicht stehen darf.")]


def test_the_hint_stands_also_while_something_is_missing(session: Desk) -> None:
    outcome = session.check(Report("termin", {"titel": "Sprechstunde bei Frau Muster"}))
    assert ("titel", False) in [(r.field, r.is_error) for r in outcome.remarks]


def test_what_stands_there_already_is_not_hinted_at(tmp_path: Path) -> None:
    docs = texts(tmp_path)
    file = docs / "SPR-02.md"
    file.write_text(file.read_text("utf-8").replace("Text der Quelle.", "Laut Frau Muster mehr Bücher."), "utf-8")
    session = desk(docs)
    shown = session.written("SPR-02")
    assert "Frau Muster" in shown["text"]
    values = {"eintrag": "SPR-02", **shown, "umsetzung": "Offen ist, was Herr Beispiel will."}
    hints = [(r.field, r.text) for r in session.check(Report("text", values)).remarks if "Gefunden" in r.text]
    assert [(name, "„Herr Beispiel" in text) for name, text in hints] == [("umsetzung", True)]


def test_what_is_missing_stands_at_its_field(session: Desk) -> None:
    outcome = session.check(Report("termin", {"titel": "Sitzung"}))
    assert [(r.field, r.text) for r in outcome.remarks] == [
        ("datum", "Hier fehlt eine Angabe."),
        ("art", "Hier fehlt eine Angabe."),
        ("betrifft", "Hier fehlt eine Angabe."),
        ("quelle", NO_SOURCE),
    ]
    assert not outcome.is_sound


@pytest.mark.parametrize(
    ("name", "text"),
    [("titel", "Kurs " * 80), ("text", "<b>fett</b>"), ("q_text", "Wort " * 3000), ("q_titel", "`Brief`")],
)
def test_what_cannot_be_written_stands_at_the_field_it_stands_in(name: str, text: str, session: Desk) -> None:
    assert {field for field, _ in said(session, "sachstand", **{name: text})} == {name}


def test_two_fields_that_cannot_be_written_are_both_told(session: Desk) -> None:
    told = said(session, "sachstand", titel="Kurs " * 80, q_text="<b>fett</b>")
    assert [field for field, _ in told] == ["titel", "q_text"]


def test_what_says_something_of_a_source_or_paper_without_title_is_not_lost(session: Desk) -> None:
    missing = "Hier fehlt eine Angabe."
    assert said(session, "sachstand", q_titel="") == [("q_titel", missing)]
    assert said(session, "beratung", v_titel="") == [("v_titel", missing)]


def test_an_item_of_another_kind_is_told_at_its_field_alone(session: Desk) -> None:
    text = "„HF-SPR“ gehört zur Art Handlungsfeld; das geht hier nicht. Wählen Sie einen Eintrag aus der Liste."
    for task in ("sachstand", "wortlaut"):
        assert said(session, task, betrifft="HF-SPR") == [("betrifft", text)]


@pytest.mark.parametrize("task", ["empfehlung", "text"])
@pytest.mark.parametrize("name", ["text", "umsetzung"])
@pytest.mark.parametrize("words", ["## Eins\n\nzwei", "Zwei.\n\n## Eins\n\nzwei"])
def test_a_heading_is_told_at_the_field_it_stands_in(task: str, name: str, words: str, session: Desk) -> None:
    assert [field for field, _ in said(session, task, **{name: words})] == [name]


@pytest.mark.parametrize("name", ["text", "umsetzung"])
def test_a_text_that_was_emptied_is_told_at_its_field(name: str, session: Desk) -> None:
    (remark,) = said(session, "text", **{name: ""})
    assert remark[0] == name
    assert remark[1].startswith("Unter „")


def test_a_sachstand_on_a_proposal_is_refused_in_one_sentence(tmp_path: Path) -> None:
    docs = texts(tmp_path)
    proposal = FILES["SPR-01.md"].replace("SPR-01", "SPR-V1").replace("unbekannt", "vorgeschlagen")
    proposal = proposal.replace(
        ":zuordnung: quelle\n:genannt_in: Q-ZB\n", ":zuordnung: redaktion\n:anlass: SPR-02-E1\n"
    )
    proposal = proposal.replace(":anlass:", ":seit: 2026-01-01\n:anlass:").replace("Laut Quelle", "Anlass")
    (docs / "SPR-V1.md").write_text(proposal, "utf-8")
    (docs / "SPR-02.md").write_text(
        FILES["SPR-02.md"] + "\n:::{entwicklung} Ein Regal\n:id: SPR-02-E1\n:datum: 2026-03\n:betrifft: SPR-02\n"
        ":quelle: Q-ZB\n:::\n",
        "utf-8",
    )
    found = said(desk(docs), "sachstand", betrifft="SPR-V1")
    assert [(field, "ein Sachstand dazu" in text) for field, text in found] == [("status", True)]


def test_a_report_that_changes_nothing_is_none(session: Desk) -> None:
    report = Report("text", {"eintrag": "SPR-02", **session.written("SPR-02")})
    assert [(r.field, r.text) for r in session.check(report).remarks] == [
        ("", "Damit ändert sich nichts: So steht es schon in den Texten.")
    ]


def test_the_choice_of_top_items_is_told_at_its_field(session: Desk) -> None:
    ((field, text),) = said(session, "top", empfehlungen="SPR-01")
    assert (field, text[-24:]) == ("empfehlungen", "Wählen Sie so viele aus.")
    ((field, text),) = said(session, "top", empfehlungen="SPR-01\nSPR-99")
    assert (field, text.partition(".")[0]) == ("empfehlungen", "Das ist hier nicht verzeichnet: SPR-99")
    own = Report("empfehlung", PROPOSAL)
    outcome = session.check(Report("top", FILLED["top"][0] | {"empfehlungen": "SPR-01\nSPR-V1"}), [own])
    assert [(r.field, r.text) for r in outcome.remarks] == [
        (
            "empfehlungen",
            "SPR-V1 gehört nicht zu diesem Handlungsfeld oder ist ein Vorschlag der Redaktion. Wählen Sie andere.",
        )
    ]


PROPOSAL: Final = {
    "handlungsfeld": "HF-SPR",
    "titel": "Mehr Kurse am Abend",
    "text": "Kurse gibt es nur am Tag.",
    "umsetzung": "Offen ist alles.",
    "anlass": "Q-ZB",
    "seit": "10.11.2026",
}


def test_a_proposal_says_at_its_fields_what_it_lacks_and_nobody_confirms_it(session: Desk) -> None:
    own = Report("empfehlung", PROPOSAL)
    assert session.check(own).is_sound
    bare = session.check(Report("empfehlung", PROPOSAL | {"anlass": "", "seit": ""}))
    assert [remark.field for remark in bare.remarks] == ["anlass", "seit"]
    confirmed = session.check(Report("wortlaut", FILLED["wortlaut"][0] | {"betrifft": "SPR-V1"}), [own])
    assert [remark.field for remark in confirmed.remarks] == ["bestaetigt_am"]


PASTED: Final = {
    "\uf0b7\tEins\n\uf0b7\tZwei": "- Eins\n- Zwei",
    "Dazu:\r\n•\xa0Eins\r\n–\tZwei": "Dazu:\n- Eins\n- Zwei",
    "1.\tEins\n2.\tZwei": "1. Eins\n2. Zwei",
    "Ein\u200b Wort,\u00ad ein\u2028neues u\u0308ber\ufeff": "Ein Wort, ein\nneues über",
    "\tEin Absatz.\n\n     Noch einer.": "Ein Absatz.\n\nNoch einer.",
    "% der Kinder": "\\% der Kinder",
    "– nein –\n- schon so\n  - darunter": "– nein –\n- schon so\n  - darunter",
}


@pytest.mark.parametrize("text", PASTED)
def test_what_was_copied_from_word_arrives_as_people_see_it(text: str, session: Desk) -> None:
    outcome = session.check(Report("entwicklung", FILLED["entwicklung"][0] | {"text": text}))
    assert outcome.is_sound
    written = "".join(change.new.decode() for change in outcome.changes if change.new)
    assert f"\n\n{PASTED[text]}\n:::\n" in written


@pytest.mark.parametrize(
    ("task", "values", "remarks"),
    [
        (
            "sachstand",
            {"datum": "31.02.2026"},
            [
                (
                    "datum",
                    "„31.02.2026“ ist kein Datum des Kalenders. Schreiben Sie ein Datum wie 31.12.2026, 12.2026, "
                    "2026, 2025/2026 oder Herbst 2026.",
                )
            ],
        ),
        (
            "termin",
            {"datum": "Dezember 2026"},
            [("datum", "„2026-12“ nennt keinen Tag. Schreiben Sie einen Tag wie 31.12.2026.")],
        ),
        (
            "termin",
            {"datum": "irgendwann"},
            [("datum", "„irgendwann“ ist kein Datum des Kalenders. Schreiben Sie einen Tag wie 31.12.2026.")],
        ),
        (
            "kennzahl",
            {"wert": "viele"},
            [("wert", "„viele“ ist keine Zahl. Schreiben Sie eine Zahl wie 506 oder 95,40.")],
        ),
        (
            "sachstand",
            {"betrifft": "SPR-99"},
            [("betrifft", "Das ist hier nicht verzeichnet: SPR-99. Wählen Sie einen Eintrag aus der Liste.")],
        ),
        (
            "sachstand",
            {"q_titel": "", "q_art": "", "q_datum": "", "q_vollstaendig": ""},
            [("quelle", NO_SOURCE)],
        ),
        (
            "sachstand",
            {"datum": "31.12.2027"},
            [
                (
                    "datum",
                    "„Datum“ darf nicht nach dem Stichtag 26.11.2026 liegen, gefunden: 31.12.2027. Künftiges wird als "
                    "Termin eingetragen.",
                ),
                (
                    "quelle",
                    "Eine Quelle vom 10.11.2026 belegt nichts vom 31.12.2027: Sie ist älter. Nennen Sie eine neuere "
                    "Quelle oder berichtigen Sie „Datum“.",
                ),
            ],
        ),
        (
            "zurueckstellen",
            {"hinderungsgrund": ""},
            [
                (
                    "status",
                    "„Stand: zurückgestellt“ braucht „Hinderungsgrund“. Nennen Sie rechtlich, sachlich oder "
                    "finanziell, auch mehrere.",
                )
            ],
        ),
        (
            "beratung",
            {"ja": "7", "nein": "9", "zustaendigkeit": "Entscheidung", "ergebnis": "ungeändert beschlossen"},
            [("ergebnis", "Beschlossen ist nur, was mehr Ja als Nein hat, gefunden: 7 Ja, 9 Nein.")],
        ),
    ],
)
def test_rules_speak_at_the_field(
    task: str, values: dict[str, str], remarks: list[tuple[str, str]], session: Desk
) -> None:
    assert said(session, task, **values) == remarks


@pytest.mark.parametrize(
    "text", ["<b>fett</b>", ":::{sachstand} X\n:::", "```{include} /etc/passwd\n```", "![](x.png)"]
)
def test_what_a_text_may_not_have_is_refused_and_nothing_is_written(text: str, session: Desk) -> None:
    outcome = session.check(Report("entwicklung", {**FILLED["entwicklung"][0], "text": text}))
    assert not outcome.is_sound
    assert {remark.field for remark in outcome.remarks if remark.is_error} <= {"text", ""}
    with pytest.raises(RefusedError):
        session.patches([Report("entwicklung", {**FILLED["entwicklung"][0], "text": text})], above="", on=NOW, base="x")


def test_reports_follow_one_another_and_each_is_a_commit(docs: Path, session: Desk) -> None:
    reports = [filled(task) for task in FILLED if task not in ("zurueckstellen", "top")]
    made = session.patches(reports, above="docs/", on=NOW, base="0123abcd")
    assert [name for name, _ in made][:2] == ["2026-11-26-01-sachstand.patch", "2026-11-26-02-entwicklung.patch"]
    top = docs.parent
    for name, content in made:
        (top / name).write_bytes(content)
        git = ["git", "-C", top, "-c", "user.name=x", "-c", "user.email=x@example.org", "am", "-q", "-3", top / name]
        subprocess.run(git, check=True)
    log = subprocess.run(
        ["git", "-C", top, "log", "--reverse", "--format=%an <%ae> %s"], capture_output=True, text=True
    )
    assert log.stdout.splitlines()[1:4] == [
        f"{NOBODY[0]} <{NOBODY[1]}> Inhalt: Sachstand zu SPR-01",
        f"{NOBODY[0]} <{NOBODY[1]}> Inhalt: Entwicklung zu SPR-02",
        f"{NOBODY[0]} <{NOBODY[1]}> Inhalt: Neue Empfehlung: Mehr Abendkurse",
    ]
    assert [f for f in examine_folder(docs, TODAY).findings if f.is_error] == []
    assert _log(top, "-1", "--format=%b")[0] == "Mit dem Formular „Text ändern“, Texte vom Stand 0123abcd."


def _log(top: Path, *arguments: str) -> list[str]:
    found = subprocess.run(["git", "-C", top, "log", *arguments], capture_output=True, text=True, check=True)
    return found.stdout.splitlines()


def test_a_later_report_may_name_what_an_earlier_one_brought(session: Desk) -> None:
    first = filled("quelle")
    second = Report("termin", {**FILLED["termin"][0], "quelle": "Q-BRIEF-DER-STADT", **dict.fromkeys(SOURCE, "")})
    assert [r.field for r in session.check(second).remarks] == ["quelle"]
    assert session.check(second, [first]).is_sound
    assert ("Q-BRIEF-DER-STADT", "Brief der Stadt") in session.known([first])["quelle"]
    assert ("Q-BRIEF-DER-STADT", "Brief der Stadt") not in session.known()["quelle"]


def test_an_older_statement_leaves_the_state_as_it_is(session: Desk) -> None:
    newer = Report("sachstand", {**FILLED["sachstand"][0], "status": "realisiert"})
    older = Report("sachstand", {**FILLED["sachstand"][0], "datum": "1.10.2026", "titel": "Vorher"})
    outcome = session.check(older, [newer])
    assert outcome.is_sound
    assert ":status: realisiert\n:priority" in "".join(c.new.decode() for c in outcome.changes if c.new)


def test_what_is_no_longer_put_aside_says_no_longer_why(session: Desk) -> None:
    """Else the page of what goes on would name an obstacle, and the Redaktion be reminded to look again."""
    aside = filled("zurueckstellen")
    later = Report("sachstand", {**FILLED["sachstand"][0], "datum": "20.11.2026", "q_datum": "25.11.2026"})
    outcome = session.check(later, [aside])
    assert outcome.is_sound
    assert outcome.after is not None
    item = outcome.after.concept.items["SPR-01"]
    assert (item.status, item.obstacles, item.review_on, item.review_when) == ("in-umsetzung", (), None, None)


def test_what_is_put_aside_anew_is_looked_at_again_when_it_was_said_last(session: Desk) -> None:
    again = {**FILLED["zurueckstellen"][0], "datum": "20.11.2026", "q_datum": "25.11.2026", "erneut_pruefen": ""}
    outcome = session.check(Report("zurueckstellen", again), [filled("zurueckstellen")])
    assert outcome.is_sound
    assert outcome.after is not None
    item = outcome.after.concept.items["SPR-01"]
    assert (item.obstacles, item.review_on, item.review_when) == (("finanziell",), None, "es einen Zuschuss gibt")


def test_what_was_put_aside_before_a_newer_state_is_refused_at_its_day(session: Desk) -> None:
    older = Report("zurueckstellen", {**FILLED["zurueckstellen"][0], "datum": "1.10.2026"})
    outcome = session.check(older, [filled("sachstand")])
    assert [(remark.field, remark.text) for remark in outcome.remarks] == [
        (
            "datum",
            "Vom 10.11.2026 ist schon ein neuerer Stand bekannt; zurückgestellt wird nur, was jetzt so ist. Melden Sie "
            "Älteres unter „Sachstand melden“.",
        )
    ]


def test_the_page_is_told_what_changes_where_and_how_it_looks(session: Desk) -> None:
    told = session.data(filled("sachstand"))
    assert told["effects"] == [
        "SPR-01 steht dann unter „in Umsetzung“ statt unter „Stand nicht bekannt“.",
        "„Niederschrift vom 10.11.2026“ steht dann unter „Quellen“.",
        "„Zwei Kurse laufen“ steht dann unter „Was sich geändert hat“ und im Feed.",
    ]
    assert [group["heading"] for group in told["changes"]] == [
        "Geänderter Stand",
        "Sachstände: neu",
        "Weitere Einträge: neu",
    ]
    assert "Zwei Kurse laufen" in told["preview"]
    assert told["preview"].startswith("<section")


def test_changing_a_text_begins_with_what_stands_there(session: Desk) -> None:
    assert session.written("SPR-02") == {
        "titel": "Mehr Bücher",
        "text": "Text der Quelle.",
        "umsetzung": "Text der Redaktion.",
    }
    assert session.written("SPR-02 – Mehr Bücher") == session.written("spr-02") == session.written("SPR-02")
    assert session.written("NIX") == {}
    assert session.written("SPR-02", [filled("text")])["text"] == "Neuer Text."


def test_all_reports_together_are_examined_and_only_what_is_new_is_told(session: Desk) -> None:
    unsound = Report("termin", {**FILLED["termin"][0], "datum": "31.02.2026"})
    twice = Report("quelle", {**FILLED["quelle"][0], "vollstaendig": "ja"})
    assert session.examined([]) == []
    assert session.examined([filled("quelle"), twice]) == []
    day = "„31.02.2026“ ist kein Datum des Kalenders. Schreiben Sie einen Tag wie 31.12.2026."
    assert session.examined([filled("quelle"), unsound]) == [f"Meldung 2: {day}"]
