"""Reports one upon the other: what is merged, what is renumbered, what is at odds, what was there already."""

from __future__ import annotations

import codecs
import subprocess
from pathlib import Path

import pytest

from konzept.edits import FileChange, git_patch
from konzept.errors import RefusedError
from konzept.examine import examine_folder
from konzept.intake.outcome import Clash, Outcome
from konzept.intake.results import as_text
from tests.desk.town import FILLED, TODAY, texts
from tests.intake.handing import commit, contents, patch, patches, report, take, write


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return texts(tmp_path)


def verdicts(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.verdict for outcome in outcomes]


SESSION = [task for task in FILLED if task not in ("zurueckstellen", "top")]


def test_a_whole_session_is_taken_in_and_the_texts_are_sound(docs: Path) -> None:
    found = take(docs, patches(docs, *map(report, SESSION)))
    assert verdicts(found.outcomes) == ["sound"] * len(SESSION)
    write(docs, found)
    assert [f for f in examine_folder(docs, TODAY).findings if f.is_error] == []
    for task in SESSION:
        if task not in ("text", "wortlaut"):
            assert any(FILLED[task][1].split("\n:quelle")[0] in text.decode() for text in contents(docs).values())


def test_the_order_of_the_files_does_not_matter(docs: Path) -> None:
    made = patches(docs, *map(report, SESSION))
    backwards = dict(reversed(made.items()))
    one, other = take(docs, made), take(docs, backwards)
    assert verdicts(other.outcomes) == ["sound"] * len(SESSION)
    assert {c.path for c in one.changes} == {c.path for c in other.changes}
    in_one_file = take(docs, {"alle.patch": b"\n".join(made.values())})
    assert in_one_file.changes == one.changes
    assert [outcome.name for outcome in in_one_file.outcomes][:2] == [
        "alle.patch, Nachricht 1",
        "alle.patch, Nachricht 2",
    ]


def test_two_people_report_on_the_same_recommendation(docs: Path) -> None:
    """Both made the first Sachstand, with a source of the same name; the second one gets the next number."""
    one = patches(docs, report("sachstand"))
    other = patches(docs, report("sachstand", titel="Drei Kurse laufen", q_titel="Brief", q_art="website"), minute=1)
    found = take(docs, one | other)
    assert verdicts(found.outcomes) == ["sound", "sound"]
    assert found.outcomes[1].renumbered == {"SPR-01-S1": "SPR-01-S2"}
    text = next(c.new.decode() for c in found.changes if c.path == "SPR-01.md" and c.new)
    assert text.count(":id: SPR-01-S1\n") == text.count(":id: SPR-01-S2\n") == 1
    assert text.index("Zwei Kurse") < text.index("Drei Kurse")


def test_a_source_that_both_name_stands_once(docs: Path) -> None:
    one = patches(docs, report("sachstand"))
    other = patches(docs, report("entwicklung"), minute=1)
    found = take(docs, one | other)
    assert verdicts(found.outcomes) == ["sound", "sound"]
    sources = next(c.new.decode() for c in found.changes if c.path == "quellen.md" and c.new)
    assert sources.count("Niederschrift vom 10.11.2026") == 1


def test_a_source_of_the_same_name_that_says_something_else_gets_another(docs: Path) -> None:
    one = patches(docs, report("sachstand"))
    other = patches(docs, report("entwicklung", q_text="Nur der Anfang."), minute=1)
    found = take(docs, one | other)
    ident = "Q-NIEDERSCHRIFT-VOM-10-11-2026"
    assert found.outcomes[1].renumbered == {ident: f"{ident}-2"}
    texts_now = {c.path: (c.new or b"").decode() for c in found.changes}
    assert f":quelle: {ident}-2\n" in texts_now["SPR-02.md"]
    assert f":quelle: {ident}\n" in texts_now["SPR-01.md"]


def test_a_new_recommendation_moves_with_its_file_and_all_that_names_it(docs: Path) -> None:
    """A session: a recommendation, and a Termin that names it; meanwhile the number was given to another one."""
    made = patches(docs, report("empfehlung"), report("termin", betrifft="SPR-03"))
    write(docs, take(docs, patches(docs, report("empfehlung", titel="Etwas anderes"), minute=1)))
    commit(docs)
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["sound", "sound"]
    assert found.outcomes[0].renumbered == {"SPR-03": "SPR-04"}
    changed = {c.path: (c.new or b"").decode() for c in found.changes}
    assert ":id: SPR-04\n" in changed["SPR-04.md"]
    assert ":betrifft: SPR-04\n" in changed["termine.md"]
    assert "SPR-03.md" not in changed


def test_a_later_report_of_a_session_changes_what_an_earlier_one_brought(docs: Path) -> None:
    """The item has another number by now: what was written for the old one lands in the new one."""
    made = patches(docs, report("empfehlung"), report("text", eintrag="SPR-03", titel="Mehr Kurse am Abend"))
    write(docs, take(docs, patches(docs, report("empfehlung", titel="Etwas anderes"), minute=1)))
    commit(docs)
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["sound", "sound"]
    changed = {c.path: (c.new or b"").decode() for c in found.changes}
    assert changed.keys() == {"SPR-04.md"}
    assert changed["SPR-04.md"].startswith(":::{empfehlung} Mehr Kurse am Abend\n:id: SPR-04\n")


def test_an_id_that_an_ausgabe_had_is_not_given_again(docs: Path) -> None:
    made = patches(docs, report("empfehlung"))
    (docs / "ausgabe.json").write_text('{"ausgabe": "2026-1", "eintraege": {"SPR-03": {}}}', "utf-8")
    commit(docs)
    found = take(docs, made)
    assert found.outcomes[0].renumbered == {"SPR-03": "SPR-04"}


def test_what_does_not_touch_the_same_line_is_merged(docs: Path) -> None:
    made = patches(docs, report("wortlaut"), report("text"))
    content = (docs / "SPR-01.md").read_text("utf-8")
    (docs / "SPR-01.md").write_text(content.replace("Text der Redaktion.", "Neues der Redaktion."), "utf-8")
    commit(docs)
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["sound", "sound"]
    text = next(c.new.decode() for c in found.changes if c.path == "SPR-01.md" and c.new)
    assert "Neues der Redaktion." in text
    assert ":bestaetigt_am: 2026-11-10\n" in text


def test_the_same_line_is_a_conflict_with_both_texts(docs: Path) -> None:
    made = patches(docs, report("text"), report("wortlaut"))
    content = (docs / "SPR-02.md").read_text("utf-8")
    (docs / "SPR-02.md").write_text(content.replace("Text der Quelle.", "Anderer Text."), "utf-8")
    commit(docs)
    before = contents(docs)
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["conflict", "sound"]
    assert found.outcomes[0].clashes == (
        Clash(file="SPR-02.md", line=11, about="SPR-02", ours="Anderer Text.", theirs="Neuer Text."),
    )
    assert [change.path for change in found.changes] == ["SPR-01.md"]
    text = as_text(found)
    assert "SPR-02.md, Zeile 11, SPR-02: Beide haben dieselbe Stelle geändert." in text
    assert "Heute steht hier:\n      | Anderer Text.\n      Die Meldung will:\n      | Neuer Text.\n" in text
    assert contents(docs) == before


def test_without_the_base_only_what_fits_exactly_is_taken(docs: Path, tmp_path: Path) -> None:
    """A clone with less of the history knows neither text that the report was made for."""
    content = (docs / "SPR-02.md").read_text("utf-8")
    (docs / "SPR-02.md").write_text(content.replace("Mehr Bücher", "Viele Bücher"), "utf-8")
    made = patches(docs, report("wortlaut"), report("text", titel="Viele Bücher"))
    (docs / "SPR-02.md").write_text(content.replace("Mehr Bücher", "Ein Regal"), "utf-8")
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["sound", "sound"]
    text = next(c.new.decode() for c in found.changes if c.path == "SPR-02.md" and c.new)
    assert text.startswith(":::{empfehlung} Ein Regal\n")
    assert "Neuer Text." in text
    (docs / "SPR-02.md").write_text(content.replace("Text der Quelle.", "Ganz anderes."), "utf-8")
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["sound", "refused"]
    assert found.outcomes[1].remarks[0].text.startswith("Den Stand, den die Meldung ändert, kennt git hier nicht")


def test_a_report_that_comes_twice_is_noticed(docs: Path) -> None:
    made = patches(docs, *map(report, SESSION))
    twice = take(docs, made | {f"noch-einmal-{name}": content for name, content in made.items()})
    assert verdicts(twice.outcomes).count("sound") == verdicts(twice.outcomes).count("known") == len(SESSION)
    write(docs, take(docs, made))
    again = take(docs, made)
    assert verdicts(again.outcomes) == ["known"] * len(SESSION)
    assert again.changes == ()


def test_also_if_it_got_another_number_and_was_edited_since(docs: Path) -> None:
    one = patches(docs, report("sachstand"))
    other = patches(docs, report("sachstand", titel="Drei Kurse laufen"), minute=1)
    write(docs, take(docs, one))
    write(docs, take(docs, other))
    content = (docs / "SPR-01.md").read_text("utf-8")
    (docs / "SPR-01.md").write_text(content.replace("Drei Kurse laufen", "Drei Kurse sind voll"), "utf-8")
    found = take(docs, one | other)
    assert verdicts(found.outcomes) == ["known", "known"]


def test_also_without_the_record(docs: Path) -> None:
    """Somebody applied the patch with git: what it brings stands there."""
    made = patches(docs, report("sachstand"), report("empfehlung"))
    write(docs, take(docs, made))
    (docs / "meldungen.json").unlink()
    commit(docs)
    assert verdicts(take(docs, made).outcomes) == ["known", "known"]


def test_a_report_that_breaks_a_rule_of_today_is_refused_as_a_whole(docs: Path) -> None:
    """It was sound when it was made; meanwhile the field that it names is gone."""
    made = patches(docs, report("beratung"), report("wortlaut"))
    (docs / "gremien.md").write_text("# Gremien\n", "utf-8")
    commit(docs)
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["refused", "sound"]
    assert [change.path for change in found.changes] == ["SPR-01.md"]
    assert "docs/beratungen.md:" in found.outcomes[0].remarks[0].place


def test_faults_that_were_there_before_keep_nothing_out(docs: Path) -> None:
    made = patches(docs, report("wortlaut"))
    (docs / "x.md").write_text("# X\n\n{need}`NIX`\n", "utf-8")
    commit(docs)
    assert verdicts(take(docs, made).outcomes) == ["sound"]


def test_one_more_of_a_fault_that_was_there_is_one(docs: Path) -> None:
    """The text has HTML already; a report that brings more of it is refused all the same."""
    content = (docs / "SPR-02.md").read_text("utf-8")
    bad = content.replace("Text der Redaktion.", "<b>Text</b>")
    (docs / "SPR-02.md").write_text(bad, "utf-8")
    commit(docs)
    (docs / "SPR-02.md").write_text(bad.replace("Text der Quelle.", "<b>Text</b>"), "utf-8")
    done = subprocess.run(["git", "-C", docs.parent, "diff", "--full-index"], capture_output=True, check=True)
    (docs / "SPR-02.md").write_text(bad, "utf-8")
    assert verdicts(take(docs, {"x.patch": done.stdout}).outcomes) == ["refused"]


def test_the_same_words_of_another_day_are_another_sachstand(docs: Path) -> None:
    one = patches(docs, report("sachstand", datum="9.11.2026"))
    found = take(docs, one | patches(docs, report("sachstand"), minute=1))
    assert verdicts(found.outcomes) == ["sound", "sound"]
    assert [outcome.touched[-1] for outcome in found.outcomes] == ["SPR-01-S1", "SPR-01-S2"]


def test_a_file_that_a_report_begins_and_that_is_there_by_now_is_at_odds(docs: Path) -> None:
    """Whoever began it first, nothing of either is lost."""
    new = git_patch([FileChange("docs/neu.md", None, b"---\norphan: true\n---\n\n# Neu\n")])
    assert verdicts(take(docs, {"a.patch": new}).outcomes) == ["sound"]
    (docs / "neu.md").write_text("---\norphan: true\n---\n\n# Anders\n", "utf-8")
    commit(docs)
    (outcome,) = take(docs, {"a.patch": new}).outcomes
    assert [(clash.file, clash.line) for clash in outcome.clashes] == [("neu.md", 1)]


def test_what_is_at_odds_with_a_report_before_it_names_that_report(docs: Path) -> None:
    made = patches(docs, report("sachstand"))
    later = patches(docs, report("sachstand", status="realisiert", titel="Alle Kurse laufen"), minute=7)
    elsewhere = patches(docs, report("text"), minute=5)
    found = take(docs, made | elsewhere | later).outcomes
    assert verdicts(found) == ["sound", "sound", "conflict"]
    assert [(remark.place, remark.text) for remark in found[2].remarks] == [
        ("docs/SPR-01.md", "Mitgerechnet ist, was hier schon gemeldet ist: 00-2026-11-26-01-sachstand.patch."),
    ]
    write(docs, take(docs, made))
    (alone,) = take(docs, later).outcomes
    assert (alone.verdict, alone.remarks) == ("conflict", ())


def test_what_is_known_says_since_when(docs: Path) -> None:
    made = patches(docs, report("text"))
    (twice,) = take(docs, made | {"kopie.patch": next(iter(made.values()))}).outcomes[1:]
    assert [remark.text for remark in twice.remarks] == ["Dieselbe Meldung liegt hier noch einmal."]
    write(docs, take(docs, made))
    (known,) = take(docs, made).outcomes
    assert [remark.text for remark in known.remarks] == ["Übernommen am 26.11.2026."]
    (docs / "meldungen.json").unlink()
    (there,) = take(docs, made).outcomes
    assert [remark.text for remark in there.remarks] == ["Was sie sagt, steht schon in den Texten."]


@pytest.mark.parametrize("task", ["sachstand", "text", "quelle"])
def test_what_was_taken_in_and_is_not_in_the_texts_is_not_called_known(docs: Path, task: str) -> None:
    """Whoever puts the texts back and leaves the record would lose the report."""
    before, made = contents(docs), patches(docs, report(task))
    write(docs, take(docs, made))
    for name, content in before.items():
        (docs / name).write_bytes(content)
    (found,) = take(docs, made).outcomes
    assert (found.verdict, [remark.text for remark in found.remarks]) == (
        "refused",
        [
            "Diese Meldung ist am 26.11.2026 übernommen; was sie sagt, steht aber nicht in den Texten. Haben Sie die "
            "Texte zurückgesetzt, setzen Sie auch meldungen.json zurück, und nehmen Sie sie noch einmal auf. Ist es "
            "mit Absicht herausgenommen, löschen Sie die Datei der Meldung."
        ],
    )
    (docs / "meldungen.json").unlink()
    assert verdicts(take(docs, made).outcomes) == ["sound"]


def test_what_was_taken_in_is_known_when_somebody_has_edited_it_since(docs: Path) -> None:
    made = patches(docs, report("sachstand"), report("text"))
    write(docs, take(docs, made))
    for name in ("SPR-01.md", "SPR-02.md"):
        text = (docs / name).read_text("utf-8")
        (docs / name).write_text(text.replace("Mit Kinder", "Auch mit Kinder").replace("Quelle", "Fundstelle"), "utf-8")
    assert verdicts(take(docs, made).outcomes) == ["known", "known"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"meldungen": [{"meldung": "x", "am": "morgen"}]}', b"\xff"])
def test_a_damaged_record_stops_the_command(docs: Path, content: bytes) -> None:
    (docs / "meldungen.json").write_bytes(content)
    with pytest.raises(RefusedError, match="Die Datei ist beschädigt"):
        take(docs, {})


def test_the_session_stays_together_when_its_first_report_is_refused(docs: Path) -> None:
    """The second one names a source of the first: without it nothing of it is taken either."""
    known = {
        "quelle": "Q-NIEDERSCHRIFT-VOM-10-11-2026",
        "q_titel": "",
        "q_art": "",
        "q_datum": "",
        "q_vollstaendig": "",
    }
    made = patches(docs, report("sachstand"), report("termin", **known))
    content = (docs / "SPR-01.md").read_text("utf-8")
    (docs / "SPR-01.md").write_text(content.replace(":status: unbekannt", ":status: offen"), "utf-8")
    commit(docs)
    found = take(docs, made)
    assert verdicts(found.outcomes) == ["conflict", "refused"]
    assert found.changes == ()


def test_a_report_fits_texts_whose_line_ends_and_byte_order_mark_somebody_changed_since(docs: Path) -> None:
    made = patch(docs, report("text"))
    expected = (take(docs, {"x.patch": made}).changes[0].new or b"").replace(b"\n", b"\r\n")
    content = codecs.BOM_UTF8 + (docs / "SPR-02.md").read_bytes().replace(b"\n", b"\r\n")
    (docs / "SPR-02.md").write_bytes(content)
    commit(docs)
    found = take(docs, {"x.patch": made})
    assert verdicts(found.outcomes) == ["sound"]
    assert found.changes[0].new == codecs.BOM_UTF8 + expected


def test_umlauts_of_a_mac_and_line_ends_of_windows_stay(docs: Path) -> None:
    content = (docs / "SPR-02.md").read_bytes().replace(b"\n", b"\r\n")
    (docs / "SPR-02.md").write_bytes(content)
    commit(docs)
    made = patch(docs, report("text"))
    assert b"quoted-printable" in made
    found = take(docs, {"x.patch": made})
    assert verdicts(found.outcomes) == ["sound"]
    text = found.changes[0].new or b""
    assert text.count(b"\r\n") == text.count(b"\n")


def test_what_may_tell_of_a_person_is_a_hint_at_its_line(docs: Path) -> None:
    found = take(docs, patches(docs, report("sachstand", titel="Frau Erika Muster leitet zwei Kurse")))
    assert verdicts(found.outcomes) == ["sound"]
    text = next(c.new.decode() for c in found.changes if c.path == "SPR-01.md" and c.new)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "Erika" in line)
    (remark,) = [remark for remark in found.outcomes[0].remarks if "Menschen" in remark.text]
    assert (remark.place, remark.is_error) == (f"docs/SPR-01.md:{line}", False)
    assert "Gefunden: 'Frau Erika Muster'." in remark.text
