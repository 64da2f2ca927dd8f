"""From the document to the review file, and from what people decided to the texts: all of it or nothing."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.concept import Concept
from konzept.documents import opening
from konzept.documents.accounting import words
from konzept.ingest import reading
from konzept.ingest.comparison import compare
from konzept.ingest.decided import is_shortened
from konzept.ingest.fields import best, title_of
from konzept.ingest.known_words import role_of
from konzept.ingest.passages import Class
from konzept.ingest.proposals import rows, short
from konzept.ingest.review_columns import DECIDE, DETAILS, REST
from konzept.rules.top import CRITERION
from tests.ingest.deciding import (
    ADOPTED,
    COLUMN,
    DAY,
    DECISIONS,
    EVERYTHING,
    MUSTERAU,
    RIGHTS,
    Change,
    Evening,
    decide,
    run,
    told,
)
from tests.ingest.deciding import concept as small_concept
from tests.ingest.documents import FIELDS, LAYOUTS
from tests.ingest.made import by_office
from tests.survey.filling import saved_by_libreoffice


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    return Evening(tmp_path)


def test_the_review_file_proposes_and_decides_nothing(evening: Evening) -> None:
    assert evening.said.exit_code == 0
    shown = ("words", "found", "original", "above", "field", "ident", "title", "proposed", "decision")
    assert [tuple(row[key] for key in shown) for row in evening.rows()] == [
        ("Drei Kurse sind voll.", "Feststellung", "", "", SPR, "", "Drei Kurse sind voll", "Ausgangslage", ""),
        ("Alle lernen „gutes“ Deutsch*", "Ziel", "1.1", "", SPR, "", "Alle lernen „gutes“ Deutsch*", "", ""),
        (MEASURES[0], "Empfehlung", "1.1.1", GOAL, SPR, "", MEASURES[0], "gehört zu SPR-02", ""),
        (MEASURES[1], "Empfehlung", "1.1.2", GOAL, SPR, "SPR-09", "Ein Lesefest am Marktplatz feiern", "neu", ""),
        ("Beete vor dem Rathaus anlegen", "Empfehlung", "", "", "", "", "Beete vor dem Rathaus anlegen", "neu", ""),
    ]
    assert [row["notes"] for row in evening.rows()][3] == "Kosten: 500 Euro"
    assert evening.rows()[2]["similar"].startswith(
        "SPR-02 Kinderbetreuung neben jedem Sprachkurs\nDas Konzept empfiehlt"
    )
    assert evening.texts() == texts_of_musterau()


SPR = "HF-SPR Sprache und Bildung"
GOAL = "1.1 Alle lernen „gutes“ Deutsch*"
MEASURES = ("Kinderbetreuung neben jedem Sprachkurs anbieten", "Ein Lesefest am Marktplatz feiern. […] leitet es.")


def texts_of_musterau() -> dict[str, str]:
    return {p.relative_to(MUSTERAU).as_posix(): p.read_text("utf-8") for p in sorted(MUSTERAU.rglob("*.md"))}


def test_names_are_left_out_unless_they_are_asked_for(evening: Evening, tmp_path: Path) -> None:
    words = "\n".join(row["words"] for sheet in (DECIDE, REST) for row in evening.rows(sheet))
    page = (evening.out / "konzept-rechenschaft.html").read_text("utf-8")
    assert "Beispiel" not in words + page.partition("<article")[2].partition("</article>")[0]
    assert run(evening.document, "--texts", evening.docs, "--target", evening.out, "--names").exit_code == 0
    words = "\n".join(row["words"] for sheet in (DECIDE, REST) for row in evening.rows(sheet))
    assert words.count("Erika Beispiel") == 2


def test_what_was_decided_is_in_the_texts_and_nothing_else(evening: Evening) -> None:
    before = evening.texts()
    done = evening.apply(RIGHTS, EVERYTHING)
    assert (done.exit_code, done.stderr) == (0, "")
    after = evening.texts()
    folder = "handlungsfelder/sprache-und-bildung"
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "konzept.md",
        "quellen.md",
        f"{folder}/index.md",
        f"{folder}/SPR-02.md",
        f"{folder}/SPR-09.md",
        f"{folder}/SPR-10.md",
    }
    link = "({need}`Integrationskonzept, Datei „konzept.docx“ <Q-KONZEPT-2025>`)"
    assert after[f"{folder}/SPR-09.md"] == (
        ":::{empfehlung} Ein Lesefest\n:id: SPR-09\n:status: unbekannt\n:priority: weitere\n:handlungsfeld: HF-SPR\n"
        ":zuordnung: quelle\n:genannt_in: Q-KONZEPT-2025\n:fundstelle: Absatz 10\n:nummer_im_konzept: 1.1.2\n"
        ":aussage: empfehlung\n:gehoert_zu: SPR-10\n\n## Laut Quelle\n\n"
        f"„Ein Lesefest am Marktplatz feiern. \\[…\\] leitet es.“ {link}\n\nDazu steht dort:\n\n"
        "* Kosten: „500 Euro“\n\n## Zur Umsetzung – Vorschlag der Redaktion\n\n"
        "Die Redaktion schlägt dazu noch nichts vor.\n:::\n"
    )
    assert "„Alle lernen ‚gutes‘ Deutsch\\*“" in after[f"{folder}/SPR-10.md"]
    assert ":aussage: ziel\n" in after[f"{folder}/SPR-10.md"]
    grown = after[f"{folder}/SPR-02.md"]
    assert ":genannt_in: Q-KONZEPT, Q-KONZEPT-2025\n" in grown
    assert "„Kinderbetreuung neben jedem Sprachkurs anbieten“" in grown
    source = after["quellen.md"].removeprefix(before["quellen.md"])
    sha256 = hashlib.sha256(evening.document.read_bytes()).hexdigest()
    assert source == (
        "\n## Das beschlossene Konzept\n\n:::{quelle} Integrationskonzept, Datei „konzept.docx“\n:id: Q-KONZEPT-2025\n"
        f":datum: 2025-03-25\n:art: konzept\n:sha256: {sha256}\n:vollstaendig: ja\n:beschlossen_in: B-2025-03-25-1\n\n"
        "Beim Beschluss geändert: Der Ausschuss strich einen Satz.\n:::\n"
    )
    assert "„Drei Kurse sind voll.“" in after[f"{folder}/index.md"]
    assert "Beete" not in "".join(after.values())
    check = CliRunner().invoke(main, ["check", str(evening.docs), *DAY])
    assert (check.exit_code, "0 Fehler" in check.stderr) == (0, True)


def test_the_same_file_twice_changes_nothing_more(evening: Evening) -> None:
    assert evening.apply(RIGHTS, EVERYTHING).exit_code == 0
    once = evening.texts()
    again = evening.apply(RIGHTS, EVERYTHING)
    assert (again.exit_code, evening.texts()) == (0, once)
    page = evening.docs / "handlungsfelder/sprache-und-bildung/SPR-09.md"
    page.write_text(page.read_text("utf-8").replace("„Ein Lesefest", "„\\[…\\] Lesefest"), "utf-8")  # shortened since
    evening.apply(RIGHTS, EVERYTHING)
    assert {name for name, text in evening.texts().items() if once.get(name) != text} == {
        "handlungsfelder/sprache-und-bildung/SPR-09.md"
    }
    assert again.stdout.endswith(
        "Alles, worüber in dieser Datei entschieden ist, steht schon in den Texten. Nichts ist geschrieben.\n"
    )


def test_a_row_that_is_decided_only_later_is_added_to_what_it_belongs_to(evening: Evening) -> None:
    """Rows of one ID are one recommendation, also if the second is decided when the first is in the texts."""
    first, second = "Ein Lesefest", "Kinderbetreuung"
    decisions = {first: DECISIONS[first], second: {"decision": "neu", "ident": "SPR-09"}}
    assert evening.apply(RIGHTS, decide({first: decisions[first]}), more=("--decided-only",)).exit_code == 0
    later = evening.apply(RIGHTS, decide(decisions), more=("--decided-only",))
    assert "\nZeile 6: schon übernommen als SPR-09 Ein Lesefest.\n" in later.stdout
    assert "\nSPR-09: steht dort auch, Quelle und Wortlaut ergänzt (Zeile 5).\n" in later.stdout
    once = evening.texts()
    page = once["handlungsfelder/sprache-und-bildung/SPR-09.md"]
    assert [page.count(words) for words in ("„Ein Lesefest am", "„Kinderbetreuung neben")] == [1, 1]
    assert evening.apply(RIGHTS, decide(decisions), more=("--decided-only",)).exit_code == 0
    assert evening.texts() == once


@pytest.mark.parametrize("rights", [RIGHTS, told(publish="nein", complete="ja")])
@pytest.mark.parametrize("ident", ["SPR-09", ""])
def test_two_points_of_one_paragraph_are_told_apart(rights: Change, ident: str, tmp_path: Path) -> None:
    """Both stand at the same place; the second, which is decided later, is taken for no row that is there already."""
    document = docx.Document()
    document.add_heading("Handlungsfeld: Sprache und Bildung", 1)
    document.add_heading("Maßnahmen", 2)
    document.add_paragraph("• Ein Lesefest am Marktplatz feiern\n• Wörterbücher in der Bücherei verleihen")
    made = io.BytesIO()
    document.save(made)
    evening = Evening(tmp_path, made.getvalue())
    decisions = {"Ein Lesefest": {"decision": "neu", "ident": ident}}
    assert evening.apply(rights, decide(decisions), more=("--decided-only",)).exit_code == 0
    both = decide({**decisions, "Wörterbücher": {"decision": "neu", "ident": "SPR-09"}})
    for _ in range(2):
        assert evening.apply(RIGHTS, both, more=("--decided-only",)).exit_code == 0
        page = evening.texts()["handlungsfelder/sprache-und-bildung/SPR-09.md"]
        assert [page.count(words) for words in ("„Ein Lesefest am", "„Wörterbücher in der")] == [1, 1]


def test_when_the_wording_may_be_published_later_it_takes_the_place_of_the_sentence_that_it_is_not(
    evening: Evening,
) -> None:
    """Then the texts are as if it could have been published from the beginning."""
    rows = {
        "Ein Lesefest": {**DECISIONS["Ein Lesefest"], "ident": ""},
        "Kinderbetreuung": {"decision": "gehört zu WOH-02"},
    }
    before, new, more = evening.texts(), decide(rows), ("--decided-only",)
    assert evening.apply(RIGHTS, new, more=more).exit_code == 0
    wanted = evening.texts()
    for name in wanted:
        evening.docs.joinpath(name).unlink() if name not in before else write_back(evening, name, before[name])
    assert evening.apply(told(publish="nein", complete="ja"), new, more=more).exit_code == 0
    assert "„Ein Lesefest am" not in "".join(evening.texts().values())
    done = evening.apply(RIGHTS, new, more=more)
    assert [line for line in done.stdout.splitlines() if "Wortlaut ergänzt" in line] == [
        "SPR-09: Wortlaut ergänzt, er darf jetzt veröffentlicht werden (Zeile 6).",
        "WOH-02: Wortlaut ergänzt, er darf jetzt veröffentlicht werden (Zeile 5).",
    ]
    assert evening.texts() == wanted
    assert evening.apply(RIGHTS, new, more=more).stdout.endswith("Nichts ist geschrieben.\n")
    assert evening.texts() == wanted


def write_back(evening: Evening, name: str, text: str) -> None:
    (evening.docs / name).write_text(text, "utf-8")


def test_the_draft_of_top_items_follows_what_the_document_names(evening: Evening) -> None:
    done = evening.apply(
        RIGHTS, decide({"Kinderbetreuung": {"decision": "gehört zu WOH-02"}}), more=("--decided-only",)
    )
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if "steht vorn" in line] == [
        f"WOH-02: Top 2, denn im Entwurf der Redaktion steht vorn, {CRITERION}.",
        f"WOH-01: weitere, denn im Entwurf der Redaktion steht vorn, {CRITERION}.",
    ]
    woh = {name[-9:-3]: text for name, text in evening.texts().items() if "WOH-0" in name}
    assert {ident for ident, text in woh.items() if ":priority: top-2\n" in text} == {"WOH-02", "WOH-03"}


def test_of_a_second_version_it_is_not_proposed_that_it_was_adopted(evening: Evening, tmp_path: Path) -> None:
    """Which of two was adopted is known only to people; of the file that was taken in already it is known."""
    second, changed = tmp_path / "zweite.docx", docx.Document(str(evening.document))
    changed.add_paragraph("Ein Satz mehr.")
    changed.save(str(second))

    def proposed(document: Path) -> str:
        assert run(document, "--texts", evening.docs, "--target", evening.out).exit_code == 0
        book = openpyxl.load_workbook(evening.out / f"{document.stem}-pruefen.xlsx")
        said = {row[0].value: str(row[1].value or "") for row in book[DETAILS].iter_rows()}
        return said["Beschlossen in"].partition(" ")[0]

    sources = evening.docs / "quellen.md"
    sources.write_text(sources.read_text("utf-8").replace(f":beschlossen_in: {ADOPTED}\n", ""), "utf-8")
    assert (proposed(evening.document), proposed(second)) == (ADOPTED, ADOPTED)
    assert evening.apply(RIGHTS, EVERYTHING).exit_code == 0
    assert (proposed(evening.document), proposed(second)) == (ADOPTED, "")


def test_what_is_still_open_is_refused_or_left_out(evening: Evening) -> None:
    before = evening.texts()
    some = decide({"Ein Lesefest": DECISIONS["Ein Lesefest"]})
    refused = evening.apply(RIGHTS, some)
    assert (refused.exit_code, evening.texts()) == (1, before)
    assert refused.stdout.splitlines() == [
        "fertig.xlsx, Entscheiden!P2:P4, P6 (Entscheidung): Zu dieser Zeile fehlt die Entscheidung."
    ]
    assert "--decided-only" in refused.stderr
    assert "--decided-only" not in evening.apply(some).stderr  # there the rights are missing, not only decisions
    done = evening.apply(RIGHTS, some, more=("--decided-only",))
    assert done.exit_code == 0
    assert "handlungsfelder/sprache-und-bildung/SPR-09.md" in evening.texts()
    assert "Q-KONZEPT-2025" not in evening.texts()["handlungsfelder/sprache-und-bildung/SPR-02.md"]


def test_what_the_program_overlooked_can_be_taken_from_the_rest(evening: Evening) -> None:
    extra = {"Dieses Konzept gilt": {"decision": "neu", "field": "Sprache und Bildung", "title": "Sofort anfangen"}}
    assert evening.apply(RIGHTS, EVERYTHING, decide(extra, REST)).exit_code == 0
    made = [text for text in evening.texts().values() if "Sofort anfangen" in text]
    assert len(made) == 1
    assert ":zuordnung: redaktion\n" in made[0]


def test_a_new_field_is_made_with_its_page(evening: Evening) -> None:
    new = {"Beete": {"decision": "neu", "field": "HF-GAR Garten", "title": "Beete vor dem Rathaus"}}
    done = evening.apply(RIGHTS, EVERYTHING, decide(new))
    assert (done.exit_code, done.stderr) == (0, "")
    assert "HF-GAR: neues Handlungsfeld Garten. Nennen Sie HF-GAR in kommune.toml bei reihenfolge" in done.stdout
    after = evening.texts()
    page = after["handlungsfelder/garten/index.md"]
    assert page.startswith(":::{handlungsfeld} Garten\n:id: HF-GAR\n:top2: offen\n:quelle: Q-KONZEPT-2025\n:::\n")
    assert ":handlungsfeld: HF-GAR\n:zuordnung: quelle\n" in after["handlungsfelder/garten/GAR-01.md"]
    assert "\ngarten/index\n" in after["handlungsfelder/index.md"]
    check = CliRunner().invoke(main, ["check", str(evening.docs), *DAY])
    assert (check.exit_code, "0 Fehler" in check.stderr) == (0, True)
    again = evening.apply(RIGHTS, EVERYTHING, decide(new))
    assert (again.exit_code, evening.texts()) == (0, after)


def test_without_the_right_no_wording_is_published(evening: Evening) -> None:
    before = evening.texts()
    secret = told(publish="nein", complete="ja")
    left = decide({"Drei Kurse": {"decision": "weglassen", "reason": "Wortlaut"}})
    assert evening.apply(secret, EVERYTHING, left).exit_code == 0
    added = "\n".join(text.replace(before.get(name, ""), "") for name, text in evening.texts().items())
    assert "Marktplatz" not in added
    assert "Der Wortlaut ist hier nicht veröffentlicht." in added
    once = evening.texts()
    assert evening.apply(secret, EVERYTHING, left).exit_code == 0
    assert evening.texts() == once


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_libreoffice_may_save_it_in_between(evening: Evening, tmp_path: Path, form: str) -> None:
    book = openpyxl.load_workbook(evening.review)
    for change in (told(meeting=ADOPTED), RIGHTS, EVERYTHING):
        change(book)
    back = tmp_path / "fertig.xlsx"
    book.save(back)
    (tmp_path / "office").mkdir()
    again = tmp_path / f"wieder.{form}"
    again.write_bytes(saved_by_libreoffice(back.read_bytes(), form, tmp_path / "office"))
    done = run("--apply", again, "--texts", evening.docs)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "handlungsfelder/sprache-und-bildung/SPR-10.md" in evening.texts()


def merged(book: openpyxl.Workbook) -> None:
    book[DECIDE].merge_cells("P2:P3")


def formula(book: openpyxl.Workbook) -> None:
    book[DECIDE].cell(2, COLUMN["decision"]).value = '="neu"'


def without_column(book: openpyxl.Workbook) -> None:
    book[DECIDE].cell(1, COLUMN["check"]).value = "Prüfer"


NEW_GARDEN = {"decision": "neu", "field": "HF-GAR Garten"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [told(publish="")],
            "Angaben!B6 (Wortlaut veröffentlichen): Hier steht ja oder nein.",
        ),
        (
            [told(meeting="B-2026-01-01-1")],
            "Angaben!B4 (Beschlossen in): Hier steht die Beratung, in der genau diese Fassung beschlossen wurde. "
            "Gefunden: 'B-2026-01-01-1'. Wählen Sie eine aus: B-2025-03-25-1.",
        ),
        (
            [told(meeting="B-2026-03-17-1")],  # that was about housing
            "Angaben!B4 (Beschlossen in): Hier steht die Beratung, in der genau diese Fassung beschlossen wurde. "
            "Gefunden: 'B-2026-03-17-1'. Wählen Sie eine aus: B-2025-03-25-1.",
        ),
        (
            [told(meeting="")],
            "Angaben!B4 (Beschlossen in): Hier steht die Beratung, in der genau diese Fassung beschlossen wurde. "
            "Wählen Sie eine aus: B-2025-03-25-1. Ist diese Fassung nicht beschlossen, nehmen Sie sie nicht auf: ",
        ),
        (
            [told(ident="Q-KONZEPT")],
            "Angaben!B7 (ID der Quelle): Diese ID hat schon: ",
        ),
        (
            [told(day="bald")],
            "Angaben!B9 (Datum): Hier steht ein Tag, ein Monat oder ein Jahr: 17.03.2025. Gefunden: 'bald'.",
        ),
        (
            [decide({"Beete": {"decision": "später"}})],
            "Entscheiden!P6 (Entscheidung): Hier steht eines von: neu, gehört zu, Ausgangslage, weglassen. Gefunden: "
            "'später'. Möglich sind: neu, gehört zu, Ausgangslage, weglassen.",
        ),
        (
            [decide({"Beete": {"decision": "neu"}})],
            "Entscheiden!K6 (Unser Handlungsfeld): Hier steht eines unserer Handlungsfelder. Wählen Sie eines aus. "
            "Oder legen Sie eines an: HF-GAR Garten.",
        ),
        (
            [decide({"Beete": {"decision": "neu", "field": "HF-GAR Sprache und Bildung"}})],
            "Entscheiden!K6 (Unser Handlungsfeld): Hier steht eines unserer Handlungsfelder. Gefunden: "
            "'HF-GAR Sprache und Bildung'. Gemeint ist vielleicht 'Sprache und Bildung'.",
        ),
        (
            [decide({"Ein Lesefest": {"field": "HF-GAR Wiesen", "ident": ""}}), decide({"Beete": NEW_GARDEN})],
            "Entscheiden!K6 (Unser Handlungsfeld): Hier steht eines unserer Handlungsfelder. Gefunden: "
            "'HF-GAR Garten'. Gemeint ist vielleicht 'HF-GAR Wiesen'. Oder legen Sie eines an: HF-GAT Garten.",
        ),
        (
            [decide({"Ein Lesefest": {"field": "HF-WIE Garten", "ident": ""}}), decide({"Beete": NEW_GARDEN})],
            "Entscheiden!K6 (Unser Handlungsfeld): Hier steht eines unserer Handlungsfelder. Gefunden: "
            "'HF-GAR Garten'. Gemeint ist vielleicht 'HF-WIE Garten'.",
        ),
        (
            [decide({"Beete": {"reason": ""}})],
            "Entscheiden!R6 (weglassen, weil …): Was wegbleibt, hat einen Grund: weglassen, weil …",
        ),
        (
            [decide({"Kinderbetreuung": {"decision": "gehört zu", "belongs": "SPR-99"}})],
            "Entscheiden!Q4 (gehört zu (IDs)): Die Empfehlung SPR-99 gibt es nicht. Gefunden: 'SPR-99'.",
        ),
        (
            [decide({"Kinderbetreuung": {"decision": "gehört zu", "belongs": "SPR-V1"}})],
            "Entscheiden!Q4 (gehört zu (IDs)): SPR-V1 ist ein Vorschlag der Redaktion und keine Empfehlung",
        ),
        (
            [decide({"Kinderbetreuung": {"decision": "gehört zu SPR-02, 03"}})],
            "Entscheiden!P4 (Entscheidung): Hier stehen die IDs, zu denen die Zeile gehört, jede ganz: SPR-01, SPR-02. "
            "Gefunden: 'gehört zu SPR-02, 03'. Vorschlag: gehört zu SPR-02.",
        ),
        (
            [decide({"Kinderbetreuung": {"decision": "gehört zu SPR-02", "belongs": "SPR 03"}})],
            "Entscheiden!Q4 (gehört zu (IDs)): Hier stehen die IDs, zu denen die Zeile gehört, jede ganz: ",
        ),
        (
            [decide({"Kinderbetreuung": {"decision": "gehört zu"}})],
            "Entscheiden!Q4 (gehört zu (IDs)): Hier stehen die IDs, zu denen die Zeile gehört, jede ganz: ",
        ),
        (
            [decide({"Beete": {"decision": "neu", "ident": "SPR-09", "field": "HF-WOH Wohnen und Soziales"}})],
            "Entscheiden!L6 (ID (Vorschlag der Redaktion)): Eine Empfehlung in HF-WOH hat eine ID wie WOH-07. ",
        ),
        (
            [decide({"Ein Lesefest": {"title": ""}})],
            "Entscheiden!M5 (Kurztitel (Vorschlag der Redaktion)): Eine neue Empfehlung hat einen Kurztitel",
        ),
        (
            [decide({"Ein Lesefest": {"title": "L" * 201}})],
            "Entscheiden!M5 (Kurztitel (Vorschlag der Redaktion)): Eine neue Empfehlung hat einen Kurztitel",
        ),
        (
            [decide({"Ein Lesefest": {"assertion": "Wunsch"}})],
            "Entscheiden!G5 (Art der Aussage): Hier steht eines von: Feststellung, Ziel, Empfehlung. "
            "Gefunden: 'Wunsch'.",
        ),
        (
            [decide({"Ein Lesefest": {"words": ""}})],
            "Entscheiden!D5 (Wortlaut): Was übernommen wird, hat einen Wortlaut. Stellen Sie ihn wieder her.",
        ),
        (
            [told(publish="nein")],
            "Entscheiden!P2 (Entscheidung): In die Ausgangslage kommt der Wortlaut, und er darf nicht veröffentlicht",
        ),
        ([told(ident="KONZEPT")], "Angaben!B7 (ID der Quelle): Die ID einer Quelle beginnt mit Q- und hat sonst "),
        ([told(title="")], "Angaben!B8 (Titel der Quelle): Die Quelle hat einen Titel."),
        ([told(url="www.stadt.example")], "Angaben!B10 (Adresse): Eine Adresse beginnt mit https://. Gefunden: "),
        ([told(complete="teils")], "Angaben!B11 (Vollständig gelesen): Hier steht ja oder nein. Gefunden: 'teils'."),
        ([told(sha256="abc")], "Angaben!B3 (Prüfsumme (SHA-256)): Die Prüfsumme ist, wie sie geschrieben wurde: "),
        (
            [decide({"Ein Lesefest": {"ident": "SPR-02"}})],
            "Entscheiden!L5 (ID (Vorschlag der Redaktion)): SPR-02 gibt es schon: Kinderbetreuung neben jedem "
            "Sprachkurs. Gefunden: 'SPR-02'. Lassen Sie die ID leer, oder entscheiden Sie: „gehört zu“.",
        ),
        (
            [decide({"Ein Lesefest": {"ident": "WOH-20"}})],
            "Entscheiden!L5 (ID (Vorschlag der Redaktion)): Eine Empfehlung in HF-SPR hat eine ID wie SPR-07. "
            "Gefunden: 'WOH-20'. Ändern Sie ID oder Handlungsfeld, oder lassen Sie die ID leer.",
        ),
        (
            [decide({"Beete": {"words": "Beete vor dem Bahnhof anlegen"}})],
            "Entscheiden!D6 (Wortlaut): Was das Konzept sagt, bleibt, wie es dasteht; gekürzt wird mit […]. Gefunden: "
            "'Beete vor dem Bahnhof anlegen'. Stellen Sie den Wortlaut wieder her; er steht im Blatt Original.",
        ),
        (
            [formula],
            "Entscheiden!P2 (Entscheidung): Hier steht eine Formel.",
        ),
        ([merged], "Entscheiden!P2 (Entscheidung): Zellen sind nicht verbunden"),
        ([without_column], "Entscheiden!A1 (Prüfwert): Diese Spalte fehlt oder heißt anders."),
    ],
)
def test_what_is_wrong_is_told_with_its_cell_and_nothing_is_written(
    evening: Evening, changes: list[Change], message: str
) -> None:
    before = evening.texts()
    done = evening.apply(RIGHTS, EVERYTHING, *changes)
    assert (done.exit_code, evening.texts()) == (1, before)
    assert [line for line in done.stdout.splitlines() if line.startswith(f"fertig.xlsx, {message}")] != []


def test_a_wording_may_be_shortened_where_it_is_marked(evening: Evening) -> None:
    shorter = decide({"Ein Lesefest": {"words": "Ein Lesefest […] feiern. […]"}})
    assert evening.apply(RIGHTS, EVERYTHING, shorter).exit_code == 0
    assert "„Ein Lesefest \\[…\\] feiern. \\[…\\]“" in evening.texts()["handlungsfelder/sprache-und-bildung/SPR-09.md"]


WORDS = "Die Stadt zahlt 0,5 % für „Kurse“ – bis 3/4 aller Plätze (mit Kindern)."


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (WORDS, True),
        ('Die Stadt  zahlt 0,5 % für "Kurse" - bis 3/4 aller\nPlätze (mit Kindern)', True),
        ("Die Stadt zahlt 0,5 % […]", True),
        ("[…] bis 3/4 aller Plätze, […].", True),
        ("", True),
        (WORDS.replace("0,5", "05"), False),
        (WORDS.replace(" %", ""), False),
        (WORDS.replace("3/4", "34"), False),
        (WORDS.replace("(mit Kindern)", "mit Kindern"), False),
        ("Die Stadt zahlt 0,5 %.", False),
        ("[…] 34 aller Plätze […]", False),
    ],
)
def test_figures_and_signs_of_a_wording_count(words: str, same: bool) -> None:
    assert is_shortened(words, WORDS) is same


@pytest.mark.parametrize("content", [b"", b"Nur Text", b"PK\x03\x04kaputt"])
def test_another_file_is_refused(evening: Evening, content: bytes, tmp_path: Path) -> None:
    other = tmp_path / "andere.xlsx"
    other.write_bytes(content)
    done = run("--apply", other, "--texts", evening.docs)
    assert done.exit_code == 1
    assert done.stdout.startswith("andere.xlsx: ")


def test_the_document_itself_is_no_review_file(evening: Evening) -> None:
    done = run("--apply", evening.document, "--texts", evening.docs)
    assert (done.exit_code, done.stderr) == (1, "1 Fehler in der Prüfdatei. Nichts ist übernommen.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Sie ist leer. Lassen Sie sich eine neue schicken, oder erzeugen Sie sie neu."),
        (
            b"PK\3\4",
            "Sie ist beschädigt oder unvollständig. Speichern Sie die Tabelle neu als XLSX (Excel-Arbeitsmappe).",
        ),
    ],
)
def test_a_damaged_review_file_is_refused_in_words_of_its_own(evening: Evening, content: bytes, said: str) -> None:
    (evening.out / "kaputt.xlsx").write_bytes(content)
    done = run("--apply", evening.out / "kaputt.xlsx", "--texts", evening.docs)
    assert (done.exit_code, done.stdout) == (1, f"kaputt.xlsx: Die Datei wird nicht gelesen. {said}\n")


def test_the_same_document_gives_the_same_bytes(evening: Evening) -> None:
    first = {path.name: path.read_bytes() for path in evening.out.iterdir()}
    assert run(evening.document, "--texts", evening.docs, "--target", evening.out).exit_code == 0
    assert {path.name: path.read_bytes() for path in evening.out.iterdir()} == first


def test_the_numbers_of_notes_are_no_difference() -> None:
    truth = LAYOUTS["prose"]()
    word, printed = (reading.read(opening.outline(made)) for made in (truth.content, by_office("prose", "pdf")))
    gone = [(change.kind, change.old and change.old.text) for change in compare(word, printed)]
    assert gone == [("fort", "Haben Sie Fragen?"), ("fort", "Das Rathaus hilft.")]  # a box without a size: not drawn


@pytest.mark.parametrize("title", ["Ehrenamt", "Bürgerschaftliches Engagement", "Ehrenamt und Engagement"])
def test_a_field_is_known_by_one_side_of_its_slash(title: str) -> None:
    assert best(title, ["Kultur und Religionen", name := "Ehrenamt/bürgerschaftliches Engagement"]) == name


@pytest.mark.parametrize(
    "heading", ["Zu 2.5 Sicherheit", "Zu Handlungsfeld 5: Sicherheit", "Zum Handlungsfeld Sicherheit"]
)
def test_an_addendum_names_fields_with_a_word_before(heading: str) -> None:
    assert title_of(heading) == "Sicherheit"


def test_two_files_are_compared_sentence_by_sentence(evening: Evening, tmp_path: Path) -> None:
    document = docx.Document(str(evening.document))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Kosten"):
            paragraph.text = "Kosten: 900 Euro"
        elif paragraph.text.startswith("Beete"):
            paragraph.text = ""
    document.add_paragraph("Der Rat bekommt jedes Jahr einen Bericht.")
    printed = tmp_path / "druck.docx"
    document.save(str(printed))
    done = run(evening.document, "--compare", printed, "--texts", evening.docs, "--target", evening.out)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Nur in der zweiten: 1, Nur in der ersten: 1, Anders: 1 (Sätze).",
        (evening.out / "konzept-vergleich.html").as_posix(),
    ]
    page = (evening.out / "konzept-vergleich.html").read_text("utf-8")
    assert "Kosten: gestrichen: 500 neu: 900 Euro" in " ".join(re.sub("<[^<>]*>", "", page).split())
    same = run(evening.document, "--compare", evening.document, "--texts", evening.docs, "--target", evening.out)
    assert same.stdout.startswith("Beide Dateien sagen Satz für Satz dasselbe.\n")
    assert evening.texts() == texts_of_musterau()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_of_the_document_is_in_the_review_file(layout: str) -> None:
    found = reading.read(opening.outline(LAYOUTS[layout]().content), FIELDS)
    shown = words(text for row in rows(found, Concept.of([]), names=True) for text in (row.words, row.original))
    blocks = zip(found.outline.blocks, found.classes, strict=True)
    apart = (Class.EDGE, Class.CONTENTS, Class.HEAD, Class.NUMBER, Class.HEADING, Class.FIELD)
    missing = words(block.said for block, kind in blocks if kind not in apart) - shown
    assert {word for word in missing if role_of(word) is None and len(word) > 2} == set()


def test_a_goal_of_the_background_is_told_as_a_goal(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    done = evening.apply(RIGHTS, decide({**DECISIONS, "Alle lernen": {"decision": "Ausgangslage"}}))
    assert done.exit_code == 0, done.output
    page = evening.texts()["handlungsfelder/sprache-und-bildung/index.md"]
    found, goal = (
        page.index("Das beschlossene Konzept stellt fest:"),
        page.index("Das beschlossene Konzept nennt als Ziel:"),
    )
    assert found < page.index("„Drei Kurse sind voll.“") < goal < page.index("„Alle lernen ‚gutes‘ Deutsch")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "Vereine und Verwaltung laden zu Arbeit und Weiterbildung einmal im Jahr zu einem großen Treffen ein",
            "Vereine und Verwaltung laden zu Arbeit und Weiterbildung einmal im Jahr zu einem großen …",
        ),
        (
            "Kurse am Vormittag für Eltern anbieten und dazu Räume in Schulen und Vereinen am Abend öffnen lassen",
            "Kurse am Vormittag für Eltern anbieten",
        ),
        (
            "Tag der offenen Gotteshäuser gemeinsam mit Kirchen, Moschee und jüdischer Gemeinde der Stadt begehen",
            "Tag der offenen Gotteshäuser gemeinsam mit Kirchen, Moschee und jüdischer Gemeinde der …",
        ),
        (
            "Beratung in den Räumen der Verwaltung an drei Tagen jeder Woche für Frauen mit kleinen Kindern",
            "Beratung in den Räumen der Verwaltung an drei Tagen jeder Woche für Frauen mit kleinen …",
        ),
        (
            "Die Träger der Sprachkurse sollen Kurse mit Kinderbetreuung anbieten, damit auch Mütter teilnehmen können",
            "Die Träger der Sprachkurse sollen Kurse mit Kinderbetreuung anbieten",
        ),
    ],
)
def test_a_short_title_ends_with_a_clause(words: str, title: str) -> None:
    assert short(words) == title


def test_what_a_sheet_says_of_a_measure_keeps_its_label(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Handlungsfeld: Sprache und Bildung", 1)
    document.add_heading("Maßnahmen", 2)
    for number, title in enumerate(
        ("Ein Lesefest am Marktplatz", "Ein Wörterbuch in Leichter Sprache", "Abendkurse"), 1
    ):
        document.add_heading(f"M 1.{number} {title}", 3)
        table = document.add_table(0, 2, "Table Grid")
        for label, said in (
            ("Ziel", "Alle lesen gern"),
            ("Akteure:", "Bücherei"),
            ("Zeitraum", f"2024–{number + 2026}"),
        ):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, said
        cells[1].add_paragraph("Danach weiter.")
    made = io.BytesIO()
    document.save(made)
    first, *_ = (row for row in Evening(tmp_path, made.getvalue()).rows() if row["found"] == "Empfehlung")
    assert (first["words"], first["above"]) == ("Ein Lesefest am Marktplatz", "Alle lesen gern")
    assert first["notes"] == "Akteure: Bücherei\nZeitraum: 2024–2027\nDanach weiter."


TOWN = (
    *("--name", "Süßenbrück", "--concept", "Klimaschutzkonzept", "--authors", "Klimabeirat", "--field", "GAR=Garten"),
    *("--council", "Rat"),
)
DECIDED = ("--decided-by", "Rat", "--decided-on", "2025-03-11")


def _ingest(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["ingest", *map(str, arguments)])


@pytest.mark.parametrize("options", [DECIDED, ()], ids=["decided", "not decided"])
def test_in_a_new_town_the_document_takes_the_place_of_the_source_that_stood_for_it(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    town, document = tmp_path / "ort", tmp_path / "konzept.docx"
    assert CliRunner().invoke(main, ["new", str(town), *TOWN, *options]).exit_code == 0
    document.write_bytes(small_concept())
    docs, out = town / "docs", tmp_path / "aufnahme"
    assert _ingest(document, "--texts", docs, "--target", out).exit_code == 0
    book = openpyxl.load_workbook(out / "konzept-pruefen.xlsx")
    RIGHTS(book)
    decide({"Beete": {"decision": "neu"}})(book)
    book.save(tmp_path / "fertig.xlsx")
    done = _ingest("--apply", tmp_path / "fertig.xlsx", "--texts", docs, "--decided-only")
    assert (done.exit_code, done.stderr) == (0, "")
    kind, title = ("konzept", "beschlossen am 11.03.2025") if options else ("entwurf", "Entwurf")
    adopted = ":beschlossen_in: B-2025-03-11-1\n" if options else ""
    sha256 = hashlib.sha256(document.read_bytes()).hexdigest()
    written = (docs / "quellen.md").read_text("utf-8")
    sources = [line for line in written.splitlines() if line.startswith(":::{quelle}")]
    assert sources == [f":::{{quelle}} Klimaschutzkonzept für Süßenbrück, {title}"]
    assert f":art: {kind}\n:sha256: {sha256}\n:vollstaendig: ja\n{adopted}\n" in written
    assert "hat angegeben, wer diese Seiten angelegt hat.\n\nBeim Beschluss geändert: Der Ausschuss" in written
    assert ":genannt_in: Q-KONZEPT\n" in (docs / "handlungsfelder/garten/GAR-01.md").read_text("utf-8")
    again = _ingest("--apply", tmp_path / "fertig.xlsx", "--texts", docs, "--decided-only")
    assert (again.exit_code, again.stdout.endswith("Nichts ist geschrieben.\n")) == (0, True)
    check = CliRunner().invoke(main, ["check", str(docs)])
    assert (check.exit_code, "0 Fehler, 0 Hinweise" in check.stderr) == (0, True)
    if not options:
        _adopt_the_draft(docs, tmp_path / "fertig.xlsx")


def _adopt_the_draft(docs: Path, review: Path) -> None:
    """The same file again when it is adopted: the draft becomes the concept, and no second source is made."""
    meeting = (
        ":::{beratung} Beschluss\n:id: B-2026-02-03-1\n:datum: 2026-02-03\n:gremium: G-RAT\n"
        ":zustaendigkeit: Entscheidung\n:gegenstand: konzept\n"
        ":ergebnis: einstimmig beschlossen\n:betrifft: KONZEPT\n:quelle: Q-KONZEPT\n:::\n"
    )
    meetings = docs / "beratungen.md"
    meetings.write_text(f"{meetings.read_text('utf-8')}\n{meeting}", "utf-8")
    book = openpyxl.load_workbook(review)
    told(meeting="B-2026-02-03-1", title="Klimaschutzkonzept")(book)
    book.save(review)
    done = _ingest("--apply", review, "--texts", docs, "--decided-only")
    assert (done.exit_code, done.stderr) == (0, "")
    written = (docs / "quellen.md").read_text("utf-8")
    assert written.count(":::{quelle}") == 1
    assert ":::{quelle} Klimaschutzkonzept\n:id: Q-KONZEPT\n" in written
    assert ":art: konzept\n" in written
    assert ":beschlossen_in: B-2026-02-03-1\n" in written


def test_fields_are_known_by_the_end_of_their_headings_and_new_ones_are_offered_apart(tmp_path: Path) -> None:
    titles = ("Teilhabe im Bereich Sprache und Bildung", "Garten und Wiesen", "Garten und Wälder")
    document = docx.Document()
    for title in titles:
        document.add_heading(f"Handlungsfeld: {title}", 1)
        document.add_heading("Maßnahmen", 2)
        document.add_paragraph(f"Einen Plan für {title} schreiben", style="List Bullet")
    made = io.BytesIO()
    document.save(made)
    evening = Evening(tmp_path, made.getvalue())
    assert [row["field"] for row in evening.rows()] == [SPR, "", ""]
    refused = evening.apply(RIGHTS, decide({f"Einen Plan für {title}": {"decision": "neu"} for title in titles}))
    offers = [line.rpartition("Oder legen Sie eines an: ")[2] for line in refused.stdout.splitlines()]
    assert offers == ["HF-GAR Garten und Wiesen.", "HF-GAT Garten und Wälder."]
