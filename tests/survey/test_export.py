"""Questionnaires: what is in them, what is locked, what programs for tables make of them."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pypdfium2.raw as raw
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from konzept.errors import RefusedError
from konzept.survey import bodies
from konzept.survey.outgoing import questions
from konzept.survey.rounds import Given, answered
from konzept.survey.sheet_columns import COLUMNS, SHEET
from konzept.tables.table_files import sheets
from tests.survey.filling import CLUB, HEALTH, OFFICE, ROUND, Place, columns, saved_by_libreoffice
from tests.survey.test_hostile import packed

HEAD = [column.heading for column in COLUMNS]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def asked(place: Place) -> bodies.Asked:
    concept = place.texts.examined().concept
    return bodies.load((place.folder / bodies.FILE).read_bytes(), concept)


def ids(place: Place, only: str) -> list[str]:
    concept = place.texts.examined().concept
    found = list(questions(asked(place), concept, place.rounds, ROUND, only=[only]))
    return [item.id for question in found for item in question.items]


def test_a_row_says_what_is_known_and_asks_for_the_rest(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.out(CLUB)))
    assert book.sheetnames == ["Anleitung", SHEET, "Wörter", "Listen"]
    assert book["Listen"].sheet_state == "hidden"
    rows = list(book[SHEET].iter_rows(values_only=True))
    assert list(rows[0]) == HEAD
    first = dict(zip(HEAD, rows[1], strict=True))
    shown = {name: value for name, value in first.items() if value is not None}
    check = shown.pop("Prüfwert")
    assert re.fullmatch(r"BRUECKE/2026-11-01/SPR-01/[0-9a-f]{12}", check)
    assert shown == {
        "ID": "SPR-01",
        "Handlungsfeld": "Sprache und Bildung",
        "Empfehlung": "Sprachkurse für Frauen: „Mama lernt Deutsch“",
        "Laut Quelle": "Nach Auffassung des Runden Tisches soll es Sprachkurse geben, die Mütter kleiner Kinder "
        "besuchen können.",
        "Stand heute": "widersprüchlich: in Umsetzung oder realisiert",
        "Letzter Sachstand": "in Umsetzung (Runder Tisch, 20.01.2026): Aus Sicht des Runden Tisches fehlt noch ein "
        "Kurs\nrealisiert (Träger, 20.01.2026): Kurse eingerichtet",
    }


def test_what_is_known_is_locked_and_answers_are_text(place: Place) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(place.out()))[SHEET]
    assert sheet.protection.sheet and not sheet.protection.password
    for column in COLUMNS:
        cell = sheet.cell(2, columns(sheet)[column.key])
        assert (cell.protection.locked, cell.number_format, cell.alignment.wrap_text) == (column.locked, "@", True)


def test_drop_downs_have_names_and_german_messages(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.out()))
    sheet, places = book[SHEET], columns(book[SHEET])
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    for column in COLUMNS:
        if column.locked:
            continue
        letter = openpyxl.utils.get_column_letter(places[column.key])
        rule = rules[f"{letter}2:{letter}{sheet.max_row}"]
        assert (rule.promptTitle, rule.prompt.replace("\n", " ")) == (column.heading, column.help)
        assert max(map(len, rule.prompt.split("\n"))) <= 44  # LibreOffice breaks no line of it
        assert rule.error and rule.errorTitle and len(rule.error) <= 255 and len(rule.prompt) <= 255
        assert rule.formula1 == (column.choices or str(column.longest))
        assert rule.errorStyle == ("warning" if column.free else None)
    lists = {
        name: [c.value for (c,) in book["Listen"][found.attr_text.split("!")[1].replace("$", "")]]
        for name, found in book.defined_names.items()
        if "Listen!" in found.attr_text
    }
    assert lists["Stand"] == [
        "offen",
        "in Beratung",
        "Umsetzung beschlossen",
        "in Umsetzung",
        "realisiert",
        "Daueraufgabe",
        "zurückgestellt",
        "derzeit nicht umsetzbar",
        "entfallen",
    ]
    assert lists["Freigabe"] == ["Leitung der Stelle", "Dezernat", "Vorstand"]
    assert {column.choices for column in COLUMNS if column.choices} == set(lists)


def test_it_prints_and_can_be_read_aloud(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.out()))
    sheet = book[SHEET]
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 5, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols, sheet.freeze_panes) == ("$1:$1", "$A:$C", "D2")
    assert "Abfrage zum Stand der Empfehlungen, Beispielamt" in book.properties.title
    for each in book:
        assert not each.merged_cells.ranges
        assert each["A1"].value
    text = [cell.value for cell in book["Anleitung"]["A"]]
    assert "Gefragt ist, was am 01.11.2026 der Stand der Empfehlungen ist." in text[1]
    assert text[-1] == "Die Liste der Stellen hat das Beispielamt für Zusammenleben festgelegt (erfunden)."


def test_only_one_sheet_is_chosen_so_that_nobody_types_into_two(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.out()))
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [book.active.title] == ["Anleitung"]


def test_rows_are_high_enough_for_what_they_show_and_for_an_answer(place: Place) -> None:
    """A protected sheet is opened as it is: no program finds the heights by itself."""
    book = openpyxl.load_workbook(io.BytesIO(place.out()))
    for sheet in book.worksheets[:3]:
        widths = {letter: column.width for letter, column in sheet.column_dimensions.items() if not column.hidden}
        for first, *more in sheet.iter_rows():
            cells = [(str(c.value or ""), widths[c.column_letter]) for c in (first, *more) if c.column_letter in widths]
            lines = max(sum(-(-len(line) // width) for line in text.split("\n")) for text, width in cells)
            assert (sheet.row_dimensions[first.row].height or 15) >= min(408, 15 * lines)
    assert min(book[SHEET].row_dimensions[row].height for row in range(2, 12)) == 90


def test_the_same_question_has_the_same_bytes(place: Place) -> None:
    assert place.out() == place.out()


def test_who_is_asked_for_what(place: Place) -> None:
    assert ids(place, OFFICE) == [
        "SPR-01", "SPR-02", "SPR-03", "SPR-04", "SPR-05", "SPR-07", "SPR-08", "WOH-01", "WOH-02", "WOH-03",
    ]  # fmt: skip
    assert ids(place, CLUB) == ["SPR-01", "SPR-03"]
    assert [item.id for item in asked(place).unasked(place.texts.examined().concept)] == []


def test_a_recommendation_that_is_passed_on_goes_to_the_other_body(place: Place) -> None:
    passed = Given(body=OFFICE, item="WOH-02", on="2026-11-15", outcome="weitergegeben", to=HEALTH)
    place.rounds = answered((), "2026-11-01", [passed])
    assert "WOH-02" not in ids(place, OFFICE)
    assert ids(place, HEALTH) == ["WOH-02", "GES-01", "SIC-01"]


@pytest.mark.parametrize(
    ("passed", "asked_again"),
    [
        ([(OFFICE, HEALTH), (HEALTH, OFFICE)], [OFFICE, HEALTH]),
        ([(OFFICE, HEALTH), (HEALTH, CLUB)], [CLUB]),
        ([(OFFICE, HEALTH), (HEALTH, CLUB), (CLUB, HEALTH)], [HEALTH, CLUB]),
        ([(OFFICE, "GIBT-ES-NICHT-MEHR")], [OFFICE]),
        ([(OFFICE, OFFICE)], [OFFICE]),
    ],
)
def test_a_recommendation_that_is_passed_on_is_always_asked_of_somebody(
    place: Place, passed: list[tuple[str, str]], asked_again: list[str]
) -> None:
    place.rounds = answered(
        (),
        "2026-11-01",
        [Given(body=a, item="WOH-02", on="2026-11-15", outcome="weitergegeben", to=b) for a, b in passed],
    )
    assert [body for body in (OFFICE, HEALTH, CLUB) if "WOH-02" in ids(place, body)] == asked_again


def test_a_questionnaire_for_everybody_has_each_recommendation(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.out("")))
    shown = [cell.value for cell in book[SHEET]["A"]][1:]
    assert shown == ids(place, OFFICE) + ids(place, HEALTH)


def test_a_body_that_only_earlier_editions_had_is_not_offered(place: Place) -> None:
    file = place.folder / bodies.FILE
    file.write_text('ohne_gremien = ["G-RAT"]\n' + file.read_text("utf-8"), "utf-8")
    offered = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(place.out()))["Listen"]["C"]]
    assert offered[0] == "Gremium"
    assert "Rat der Stadt Musterau" not in offered
    assert len(offered) > 2


FAULTS = {
    'freigabe = ["A"]\nstellen = 1': "umfrage.toml:2: 'stellen' ist keine Angabe dieser Datei. Gemeint "
    "ist vielleicht 'stelle'.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Träger"\n[frist]\ntag = 1': "umfrage.toml:6: "
    "'frist' ist keine Angabe dieser Datei. Möglich sind: hinweis, freigabe, ohne_gremien, stelle.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Träger"\n[stelle.frist]\ntag = 1': "umfrage"
    ".toml:6: Stelle 1: 'frist' ist keine Angabe einer Stelle. Möglich sind: kuerzel, name, art, empfehlungen, "
    "handlungsfelder.",
    "": "umfrage.toml:1: 'freigabe' fehlt: Nennen Sie die Funktionen, die eine Auskunft freigeben dürfen (keine "
    "Namen).",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "a b"\nname = "X"\nart = "Verwaltung"': "umfrage.toml:3: Stelle 1: "
    "'kuerzel' hat Großbuchstaben, Ziffern und Bindestriche und steht nur einmal, gefunden: 'a b'.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Amt"': "umfrage.toml:5: Stelle 1: 'art' sagt, als "
    "wer die Stelle spricht, gefunden: 'Amt'. Möglich sind: Verwaltung, Runder Tisch, Träger.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Träger"\nhandlungsfelder = ["HF-SPX"]': "umfrage"
    ".toml:6: Stelle 1: 'handlungsfelder' nennt 'HF-SPX'; dazu wird nichts gefragt. Gemeint ist vielleicht 'HF-SPR'.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Träger"\nempfehlungen = ["SPR-06"]': "umfrage"
    ".toml:6: Stelle 1: 'empfehlungen' nennt 'SPR-06'; nach Entfallenem wird nicht gefragt. Nennen Sie "
    "stattdessen: SPR-07.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Träger"\nempfehlungen = ["WOH-04"]': "umfrage"
    ".toml:6: Stelle 1: 'empfehlungen' nennt 'WOH-04'; nach Entfallenem wird nicht gefragt. Nehmen Sie die ID heraus.",
    'freigabe = ["A"]\n[[stelle]]\nkuerzel = "A"\nname = "X"\nart = "Träger"\nempfehlungen = ["WOH-V1"]': "umfrage"
    ".toml:6: Stelle 1: 'empfehlungen' nennt 'WOH-V1'; nach Vorschlägen der Redaktion wird nicht "
    "gefragt. Nehmen Sie die ID heraus.",
    'freigabe = ["A"]\nohne_gremien = ["G-RAD"]': "umfrage.toml:2: 'ohne_gremien' nennt 'G-RAD'; so heißt kein "
    "Gremium. Gemeint ist vielleicht 'G-RAT'.",
    'hinweis = 1\nfreigabe = ["A"]': "umfrage.toml:1: 'hinweis' muss ein Text in Anführungszeichen sein, gefunden: 1.",
    "a = ": "umfrage.toml:1: Hier ist die Datei kein gültiges TOML in UTF-8. Jede Angabe hat eine Zeile wie "
    'name = "…".',
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_in_the_list_of_bodies_is_told(place: Place, text: str) -> None:
    with pytest.raises(RefusedError) as error:
        bodies.load(text.encode(), place.texts.examined().concept)
    assert str(error.value) == FAULTS[text]


def violations(content: bytes, folder: Path, form: FileFormat = FileFormat.MICROSOFT_365) -> list[str]:
    """What the schema of OOXML, as Microsoft's own validator has it, does not allow in a file."""
    (folder / "abfrage.xlsx").write_bytes(content)
    return [error.description for error in OpenXmlValidator(file_format=form).validate(folder / "abfrage.xlsx").errors]


@pytest.mark.parametrize("form", [FileFormat.OFFICE_2007, FileFormat.OFFICE_2019, FileFormat.MICROSOFT_365])
@pytest.mark.parametrize("only", [OFFICE, CLUB, ""])
def test_it_is_valid_for_excel(place: Place, tmp_path: Path, only: str, form: FileFormat) -> None:
    assert violations(place.out(only), tmp_path, form) == []


INVALID = {
    "Unexpected element 'sheetProtection' found": (
        "xl/worksheets/sheet2.xml", rb"(<sheetProtection[^>]*/>)(<autoFilter[^>]*/>)", rb"\2\1"),
    "Invalid value for attribute 'orientation': Value 'quer' is not in allowed values: ['default', 'landscape', "
    "'portrait']": ("xl/worksheets/sheet2.xml", rb'"landscape"', b'"quer"'),
    "Shared string index 99999 out of range (count {})": (
        "xl/worksheets/sheet2.xml", rb't="s"><v>\d+<', b't="s"><v>99999<'),
    "Duplicate sheet name: Antworten": ("xl/workbook.xml", rb'name="Anleitung"', b'name="Antworten"'),
    "Relationship target not found: /xl/stile.xml": ("xl/_rels/workbook.xml.rels", rb"styles\.xml", b"stile.xml"),
}  # fmt: skip


@pytest.mark.parametrize("fault", INVALID)
def test_the_schema_finds_what_excel_would_repair(place: Place, tmp_path: Path, fault: str) -> None:
    part, pattern, wrong = INVALID[fault]
    broken = packed(place.out(), lambda name, text: re.sub(pattern, wrong, text, count=1) if name == part else text)
    assert re.sub(r"(?<=count )\d+", "{}", violations(broken, tmp_path)[0]) == fault


def test_what_no_schema_says_of_excel_holds_too(place: Place) -> None:
    """Excel allows only so many letters in names, foots and messages, and names must lead somewhere."""
    for only in (OFFICE, CLUB, HEALTH, ""):
        book = openpyxl.load_workbook(io.BytesIO(place.out(only)))
        names = {name: found.attr_text for name, found in book.defined_names.items()}
        assert all(re.fullmatch(r"(Listen|Antworten)!(\$[A-Z]+\$[0-9]+:?){2}", target) for target in names.values())
        for sheet in book:
            assert len(sheet.title) <= 31
            assert len(str(sheet.oddFooter.left.text or "")) + len(str(sheet.oddFooter.right.text or "")) <= 240
            rules = sheet.data_validations.dataValidation
            assert {rule.formula1 for rule in rules if rule.type == "list"} <= names.keys()
            assert all(len(rule.promptTitle) <= 32 and len(rule.errorTitle) <= 32 for rule in rules)


def test_a_long_text_of_a_source_is_cut_as_a_cell_holds_no_more(place: Place) -> None:
    path = place.folder / "handlungsfelder/sprache-und-bildung/SPR-01.md"
    text = path.read_text("utf-8")
    said = next(line for line in text.splitlines() if line.startswith("Nach Auffassung des Runden Tisches"))
    path.write_text(text.replace(said, " ".join(["Wort"] * 9000).replace("Wort " * 900, "Wort\n" * 900)), "utf-8")
    sheet = openpyxl.load_workbook(io.BytesIO(place.out()))[SHEET]
    shown = sheet.cell(2, columns(sheet)["words"]).value
    assert (len(shown), shown[:5], shown[-2:]) == (32_767, "Wort ", " …")


def test_on_paper_every_word_is_whole_and_large_enough(place: Place, tmp_path: Path) -> None:
    """As LibreOffice prints it: A4, and what belongs to a row on sheets that name it."""
    shown = []
    for page in pypdfium2.PdfDocument(saved_by_libreoffice(place.out(), "pdf", tmp_path)):
        text, (width, height) = page.get_textpage(), page.get_size()
        assert (round(min(width, height)), round(max(width, height))) == (595, 842)
        letters = [n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        assert min(raw.FPDFText_GetFontSize(text, n) for n in letters) >= 6.5
        assert max(text.get_charbox(n)[2] for n in letters) <= width - 30
        shown.append((width > height, text.get_text_range().replace("\r\n", " ")))
    assert [wide for wide, _ in shown] == [False, *([True] * (len(shown) - 1))]
    answers = [text for _, text in shown[1:-1]]
    assert [("SPR-01" in text, "Sprachkurse für Frauen" in text) for text in answers[:5]] == [(True, True)] * 5
    assert all(column.heading.split(":")[-1].split()[0] in "".join(answers[:5]) for column in COLUMNS[:-1])


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_libreoffice_opens_and_saves_it_with_nothing_lost(place: Place, tmp_path: Path, form: str) -> None:
    resaved = saved_by_libreoffice(place.out(), form, tmp_path)
    before, after = sheets(place.out()), sheets(resaved)
    assert [sheet.name for sheet in after] == [sheet.name for sheet in before]
    for old, new in zip(before, after, strict=True):
        kept = [[cell for cell in row if cell] for row in new.rows]
        assert [row for row in kept if row] == [row for row in ([c for c in r if c] for r in old.rows) if row]
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(resaved))[SHEET]
        assert sheet.protection.sheet
        assert len(sheet.data_validations.dataValidation) == sum(not column.locked for column in COLUMNS)
        assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_the_deadline_is_in_the_name_of_the_file(place: Place) -> None:
    concept = place.texts.examined().concept
    (question,) = questions(asked(place), concept, (), ROUND, date(2026, 11, 20), [CLUB])
    assert question.file == "abfrage-2026-11-01-bruecke-bis-2026-11-20.xlsx"
