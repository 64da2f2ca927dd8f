"""The data files of a whole town, each read back with what others would use: portals, charts, spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, Final

import frictionless
import openpyxl
import pandas
import pytest

from konzept import catalogue, town, website
from konzept.catalogue import COUNTS, FOLDER, PACKAGE, TABLES, WORKBOOK, TableKind, csv_of, german_csv_of
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.exports.csv import for_germans, for_programs, table_csv, text_of
from konzept.exports.terms import Terms
from konzept.exports.xlsx import GUIDE, workbook
from konzept.model import Consultation, Figure, Origin, PartialDate, Status
from konzept.views.columns import PROPOSED, Value, derived, explained
from konzept.views.data_tables import DataTable, columns, table, tables
from konzept.views.marks import STANDINGS, Contested, count
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests.office_reading import convert
from tests.project import ROOT, TODAY, recommendation, write

MUSTERAU: Final = ROOT / "tests" / "musterau"
DAY: Final = TODAY.replace(month=11, day=22)
BASE: Final = "https://konzept.example.org"
MARK: Final = Origin.PROPOSAL.label
HOSTILE: Final = ("=1+1", "+49", "-2", "@SUM(A1)")
SEMICOLONS: Final = "CSV:59,34,76,1,,1031,false,true"  # as a German spreadsheet opens it

pytestmark = pytest.mark.xdist_group("data")


@pytest.fixture(scope="module")
def site(musterau_site: Path) -> Path:
    """The website of a town that has everything."""
    return musterau_site


@pytest.fixture(scope="module")
def scope() -> Scope:
    """What it is built from."""
    settings = town.load(MUSTERAU)
    return Scope(concept=examine_folder(MUSTERAU, DAY).concept, town=settings, today=DAY)


def expected(scope: Scope, kind: TableKind) -> DataTable:
    """The table as the website has it, but for the addresses of pages."""
    return table(scope, kind, lambda item: "")


def rows_of(site: Path, kind: TableKind) -> list[dict[str, str]]:
    """The rows of a table for programs."""
    text = (site / csv_of(kind).file).read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_file_of_the_catalogue_is_there_and_nothing_else(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in (site / FOLDER).rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith(f"{FOLDER}/seiten/")} == {
        export.file for export in catalogue.DATA_FILES
    }
    exports = catalogue.exports(town.load(MUSTERAU))
    assert [export.file for export in exports if not (site / export.file).is_file()] == []
    assert len({export.file for export in exports}) == len(exports)
    assert {export.kind for export in exports} == set(catalogue.KINDS)
    assert all(export.file.endswith(export.kind.suffix) and export.title and export.use for export in exports)


def test_the_page_on_the_data_links_every_file(site: Path) -> None:
    text = written(site / "daten.html").partition("<article")[2].partition("</article")[0]
    linked = set(re.findall(r'href="([^"#:]+)"', text))
    settings = town.load(MUSTERAU)
    wanted = {export.file for export in catalogue.exports(settings)} - {catalogue.top_feed(settings).file}
    assert {name for name in linked if "/seiten/" not in name} == {*wanted, "daten-spalten.html"}


def test_the_list_of_files_offers_no_file_of_itself(site: Path) -> None:
    offered = re.findall(r"Daten der Tabelle „([^“]+)“", written(site / "daten.html"))
    assert offered == [COUNTS.title]
    assert [path.name for path in (site / FOLDER / "seiten").glob("daten-[0-9].csv")] == ["daten-2.csv"]


def test_the_page_on_the_columns_explains_each(site: Path) -> None:
    text = written(site / "daten-spalten.html")
    rows = re.findall(r'<th[^>]*role="rowheader".*?</tr>', text, flags=re.DOTALL)
    found = [re.findall(r"<p>(.*?)</p>", row) for row in rows]
    shown = [[re.sub(r"<[^>]+>", "", unescape(cell)) for cell in row] for row in found]
    wanted = [[c.heading, c.name, explained(c), c.basis] for kind in TABLES for c in columns(kind)]
    assert shown == wanted
    assert all(all(row) for row in wanted)


def test_the_same_texts_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert website.build(MUSTERAU, tmp_path / "wieder", DAY)
    different = [
        export.file
        for export in catalogue.DATA_FILES
        if (site / export.file).read_bytes() != (tmp_path / "wieder" / export.file).read_bytes()
    ]
    assert different == []


def test_the_data_package_is_valid_for_frictionless(site: Path) -> None:
    report = frictionless.validate(str(site / PACKAGE.file))
    assert report.flatten(["name", "note"]) == []
    assert report.valid
    assert [task.name for task in report.tasks] == [kind.name for kind in TABLES]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (b"HF-SPR,", b"HF-XXX,", "foreign-key"),
        (b",2025-03-25,", b",25.03.2025,", "type-error"),
        (b"SPR-02,", b"SPR-01,", "primary-key"),
    ],
)
def test_a_damaged_table_is_found_by_frictionless(
    old: bytes, new: bytes, kind: str, site: Path, tmp_path: Path
) -> None:
    for name in (PACKAGE.file, *(csv_of(other).file for other in TABLES)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (site / name).read_bytes()
        path.write_bytes(content if "handlungsfelder" in name else content.replace(old, new))
    report = frictionless.validate(str(tmp_path / PACKAGE.file))
    assert kind in {error for _, error in report.flatten(["name", "type"])}


def test_columns_of_a_table_have_names_of_their_own() -> None:
    for kind in TABLES:
        names = [column.name for column in columns(kind)]
        headings = [column.heading for column in columns(kind)]
        assert (len(set(names)), len(set(headings))) == (len(names), len(headings)), kind.name
        assert [name for name in names if not name.isascii() or not name.isidentifier()] == []


def test_every_option_of_the_model_has_its_column() -> None:
    for kind in TABLES:
        names = {column.name.removesuffix("_vorschlag_der_redaktion") for column in columns(kind)}
        assert kind.item is None or {spec.name for _, spec in kind.item.options()} <= names


def test_tables_for_programs_are_rfc_4180_and_say_what_the_concept_says(site: Path, scope: Scope) -> None:
    for kind in TABLES:
        content = (site / csv_of(kind).file).read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        found, wanted = rows_of(site, kind), expected(scope, kind)
        shown = [[text_of(value) for value in row] for row in wanted.rows]
        names = [column.name for column in wanted.columns]
        where = names.index("adresse") if "adresse" in names else None
        for row, cells in zip(found, shown, strict=True):
            assert list(row) == names
            values = list(row.values())
            if where is not None:
                assert values[where].startswith(f"{BASE}/")
                values[where] = cells[where]
            assert [value.removeprefix("'") for value in values] == cells


def test_each_recommendation_says_what_is_known(site: Path, scope: Scope) -> None:
    rows = {row["id"]: row for row in rows_of(site, TABLES[0])}
    assert list(rows) == [item.id for item in scope.concept.recommendations()]
    for item in scope.concept.recommendations():
        row, newest = rows[item.id], scope.concept.newest_updates(item)
        assert row["art"] == (MARK if item.is_proposal else "Empfehlung")
        assert row["status"] == item.status.label
        assert row["adresse"] == f"{BASE}/{item.id}/"
        assert row["nach_angabe_von"] == " | ".join(update.speaker for update in newest)
        assert row["stand_vom"] == (str(newest[0].date) if newest else "")
        assert row["herkunft"] == " | ".join(entry.label for entry in scope.concept.origins(item))
        assert row["naechster_schritt_vorschlag_der_redaktion"] == (item.next_step or "")
        assert row["hinderungsgrund"] == " | ".join(kind.label for kind in item.obstacles)
        assert (row["stichtag"], row["hinweis"]) == (
            DAY.isoformat(),
            f"Erfundenes Beispiel: Die Stadt Musterau gibt es nicht. {scope.town.legal}",
        )
        assert bool(row["wortlaut"]) is not item.is_proposal
    old = [row for row in rows.values() if "seither keine neue Angabe" in row["stand_mit_alter"]]
    assert old
    assert all(int(row["tage_seit_angabe"]) > 365 for row in old if row["tage_seit_angabe"])


def test_proposals_are_counted_apart_and_the_counts_are_those_of_the_concept(site: Path, scope: Scope) -> None:
    rows = rows_of(site, COUNTS)
    for field_rows in zip(rows[::2], rows[1::2], strict=True):
        assert [row["art"] for row in field_rows] == ["Empfehlung", MARK]
    total = {
        status: sum(int(row[status.value.replace("-", "_")]) for row in rows if row["art"] == "Empfehlung")
        for status in STANDINGS
    }
    assert +Counter(total) == count(scope.concept, scope.concept.named())
    assert (total[Status.REALISED], total[Contested.CONTESTED]) == (0, 1)  # of one, the other says "in Umsetzung"
    assert sum(int(row["zusammen"]) for row in rows) == len(scope.concept.recommendations())


def test_a_column_of_numbers_says_in_which_tables_each_of_them_is_found(site: Path) -> None:
    package = json.loads((site / PACKAGE.file).read_text("utf-8"))
    known = {kind.title: {row["id"] for row in rows_of(site, kind)} for kind in TABLES if kind is not COUNTS}
    unexplained = []
    for kind, resource in zip(TABLES, package["resources"], strict=True):
        for column in resource["schema"]["fields"]:
            if not (said := column.get("description", "").removesuffix(" (eingetragen)")).startswith("Nummer aus: "):
                continue
            tables_, _, whole = said.removeprefix("Nummer aus: ").partition("; ")
            found = {whole.partition(":")[0]}.union(*(known[title] for title in tables_.split(", ")))
            numbers = {n for row in rows_of(site, kind) for n in row[column["name"]].split(" | ") if n}
            unexplained += [(kind.name, column["name"], number) for number in sorted(numbers - found)]
    assert unexplained == []


def test_pandas_keeps_rows_types_and_umlauts(site: Path, scope: Scope) -> None:
    for kind in TABLES:
        exact = pandas.read_csv(site / csv_of(kind).file)
        german = pandas.read_csv(site / german_csv_of(kind).file, sep=";", encoding="utf-8-sig", decimal=",")
        wanted = expected(scope, kind)
        assert exact.shape == german.shape == (len(wanted.rows), len(wanted.columns))
        assert list(german.columns) == [column.heading for column in wanted.columns]
        for number, column in enumerate(wanted.columns):
            given = [row[number] for row in wanted.rows]
            # nothing that is known is taken for missing, as "NA" or "nan" would be
            assert (
                list(exact[column.name].notna()) == [bool(text_of(value)) for value in given]
                or column.name == "adresse"
            )
            if column.form in ("number", "count") and any(value is not None for value in given):
                numbers = [float(value) for value in given if isinstance(value, int | Decimal)]
                assert list(exact[column.name].dropna()) == list(german[column.heading].dropna()) == numbers
            if column.form == "day":
                days = [pandas.Timestamp(value.first) for value in given if isinstance(value, PartialDate)]
                assert list(pandas.to_datetime(exact[column.name].dropna())) == days
                assert list(pandas.to_datetime(german[column.heading].dropna(), format="%d.%m.%Y")) == days


def _sheet(book: Any, kind: TableKind) -> list[dict[str, Any]]:
    head, *rows = book[kind.title].iter_rows()
    return [{cell.value: shown for cell, shown in zip(head, row, strict=True)} for row in rows]


def test_the_workbook_has_typed_cells_links_filters_and_no_formula(site: Path, scope: Scope) -> None:
    book = openpyxl.load_workbook(site / WORKBOOK.file)
    assert book.sheetnames == [GUIDE, *(kind.title for kind in TABLES)]
    assert book.sheetnames[1:6] == ["Empfehlungen", "Sachstände", "Beratungen", "Quellen", "Kennzahlen"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for kind in TABLES:
        sheet, wanted = book[kind.title], expected(scope, kind)
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", sheet.dimensions)
        assert [cell.value for cell in sheet[1]] == [column.heading for column in wanted.columns]
        for found, row in zip(_sheet(book, kind), wanted.rows, strict=True):
            for column, value in zip(wanted.columns, row, strict=True):
                cell = found[column.heading]
                if column.name == "adresse":
                    link = cell.hyperlink
                    assert "#".join(filter(None, (link.target, link.location))) == cell.value
                    assert cell.value.startswith(BASE)
                else:
                    assert cell.value == _in_excel(value)
    figures = _sheet(book, next(kind for kind in TABLES if kind.item is Figure))
    assert {row["Wert"].data_type for row in figures} == {"n"}
    consultations = _sheet(book, next(kind for kind in TABLES if kind.item is Consultation))
    assert all(row["Datum"].is_date for row in consultations)


def test_excel_shows_a_whole_number_without_a_comma_behind_it(site: Path) -> None:
    found = [
        row["Wert"]
        for row in _sheet(
            openpyxl.load_workbook(site / WORKBOOK.file), next(kind for kind in TABLES if kind.title == "Kennzahlen")
        )
    ]
    assert {(cell.value % 1 == 0, cell.number_format) for cell in found} == {(True, "#,##0"), (False, "#,##0.####")}


def test_the_workbook_on_paper_says_which_columns_it_lacks(site: Path) -> None:
    book = openpyxl.load_workbook(site / WORKBOOK.file)
    for sheet in book:
        assert sheet.print_options.gridLines
        assert sheet.print_title_rows
        shown = sheet.print_area.split(":")[-1].strip("$").split("$")[0] if sheet.print_area else ""
        whole = openpyxl.utils.get_column_letter(sheet.max_column)
        lacking = f"Spalten A bis {shown}; die Datei hat sie bis {whole}" if shown not in ("", whole) else ""
        assert (sheet.oddFooter.left.text + "\n").split("\n")[1] == lacking
    assert "Spalten A bis" in book["Beratungen"].oddFooter.left.text


def _in_excel(value: Value) -> object:
    """A value as openpyxl reads it."""
    match value:
        case PartialDate() if value.is_day:
            return datetime.combine(value.first, datetime.min.time())
        case PartialDate():
            return value.german
        case int() | Decimal():
            return float(value) if value % 1 else int(value)
        case _:
            return text_of(value) or None


def test_the_first_sheet_explains_the_file_and_each_column(site: Path, scope: Scope) -> None:
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(site / WORKBOOK.file)[GUIDE].iter_rows()]
    said = [row[0] for row in rows if row[0] and not row[1]]
    terms = Terms(scope.town, DAY)
    assert said == [terms.title, *terms.lines()]
    assert f"Ausgabe: Vorschau, keine veröffentlichte Ausgabe. Stichtag {DAY:%d.%m.%Y}." in said
    assert Terms(scope.town, DAY, "Ausgabe 2027/1").lines()[0].startswith("Ausgabe: 2027/1. Stichtag")
    assert any("keine Rechtsgrundlage" in line for line in said)
    assert any("creativecommons.org/licenses/by/4.0" in line for line in said)
    wanted = [(kind.title, column.heading, column.basis) for kind in TABLES for column in columns(kind)]
    assert [(row[0], row[1], row[3]) for row in rows if row[1]] == [("Blatt", "Spalte", "Woher das kommt"), *wanted]
    assert all(row[2] for row in rows if row[1])


def test_words_with_a_comma_are_told_apart_from_the_others() -> None:
    [recommended] = [kind for kind in TABLES if kind.name == "empfehlungen"]
    [status] = [explained(column) for column in columns(recommended) if column.name == "status"]
    assert status.startswith("eines dieser Wörter: „Vorschlag, noch nicht beraten“, „Stand nicht bekannt“, „offen“, ")


def test_what_the_redaktion_proposes_says_so_in_every_head(site: Path) -> None:
    ours = [column for column in columns(TABLES[0]) if column.basis == PROPOSED]
    assert {column.name for column in ours} >= {
        f"{name}_vorschlag_der_redaktion" for name in ("zielgruppe", "kosten", "naechster_schritt", "zur_umsetzung")
    }
    assert all("(Vorschlag der Redaktion)" in column.heading for column in ours)
    head = (site / german_csv_of(TABLES[0]).file).read_text("utf-8-sig").splitlines()[0].split(";")
    assert [column.heading for column in ours] == [name for name in head if MARK in name]


def test_wherever_a_proposal_is_named_its_row_says_so(site: Path, scope: Scope) -> None:
    proposals = [item for item in scope.concept.recommendations() if item.is_proposal]
    assert proposals
    for export in (export for export in catalogue.DATA_FILES if export.table):
        text = (site / export.file).read_text("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if "excel" in export.file else ","):
            said = {part for cell in row for part in cell.split(" | ")}
            assert not [item.id for item in proposals if {item.title, item.id} & said and MARK not in " ".join(row)]


def test_libreoffice_reads_what_was_written(site: Path, scope: Scope, tmp_path: Path) -> None:
    """The workbook as LibreOffice shows it, and each table for Germans as a German LibreOffice opens it."""
    tables_in_csv = convert(
        [site / WORKBOOK.file],
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
        tmp_path,
    )
    assert {path.stem.partition("-")[2] for path in tables_in_csv} == {GUIDE, *(kind.title for kind in TABLES)}
    for path in tables_in_csv:
        kind = next((kind for kind in TABLES if path.stem == f"{Path(WORKBOOK.file).stem}-{kind.title}"), None)
        if kind:
            shown = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
            wanted = expected(scope, kind)
            assert shown[0] == [column.heading for column in wanted.columns]
            assert len(shown) == 1 + len(wanted.rows)
    german = convert([site / german_csv_of(kind).file for kind in TABLES], "xlsx", tmp_path / "de", SEMICOLONS)
    for kind, path in zip(TABLES, sorted(german, key=lambda p: [k.name for k in TABLES].index(p.stem)), strict=True):
        sheet = openpyxl.load_workbook(path).active
        head, *rows = sheet.iter_rows()
        wanted = expected(scope, kind)
        assert [cell.value for cell in head] == [column.heading for column in wanted.columns]
        for cells, row in zip(rows, wanted.rows, strict=True):
            for column, cell, value in zip(wanted.columns, cells, row, strict=True):
                assert cell.data_type != "f"
                if isinstance(value, PartialDate) and value.is_day:
                    assert cell.value == datetime.combine(value.first, datetime.min.time())
                elif isinstance(value, PartialDate) and value.month:
                    assert cell.value == f"im {value.german}"
                elif isinstance(value, int | Decimal):
                    assert cell.value == pytest.approx(float(value))
                elif column.form in ("text", "list") and text_of(value):
                    assert str(cell.value).removeprefix("'") == text_of(value)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Concept, town.Town]:
    """A town whose titles begin as formulas do."""
    files = {
        f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}").replace("Mehr Kurse", title)
        for number, title in enumerate(HOSTILE, 1)
    }
    folder = write(tmp_path_factory.mktemp("formeln"), files)
    return examine_folder(folder, TODAY).concept, town.load(folder)


def test_no_cell_becomes_a_formula(hostile: tuple[Concept, town.Town], tmp_path: Path) -> None:
    concept, settings = hostile
    assert [item.title for item in concept.recommendations()] == list(HOSTILE)
    scope = Scope(concept=concept, town=settings, today=TODAY)
    found = tables(scope, lambda item: "")
    for content, delimiter in ((for_programs(found[0]), ","), (for_germans(found[0]), ";")):
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))
        assert [row.get("titel", row.get("Titel")) for row in rows] == [f"'{title}" for title in HOSTILE]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(found, Terms(settings, TODAY)))
    cells = [row[2] for row in openpyxl.load_workbook(path)["Empfehlungen"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        (title, "s", True) for title in HOSTILE
    ]
    german = tmp_path / "a.csv"
    german.write_bytes(for_germans(found[0]))
    (opened,) = convert([german], "xlsx", tmp_path / "de", SEMICOLONS)
    assert [row[2].data_type for row in openpyxl.load_workbook(opened).active.iter_rows(min_row=2)] == ["s"] * 4


@pytest.mark.parametrize(
    "said",
    [
        "4.2",
        "4.2.",
        "(3)",
        "12/2023",
        "007",
        "1E5",
        "MAI-01",
        "3:1",
        "01.02.2025",
        "5. März",
        "5. März 2025",
        "im März 2025",
        "Ö 3",
        "3 Kurse",
    ],
)
def test_a_text_stays_a_text_in_a_german_spreadsheet(said: str) -> None:
    """The words that LibreOffice gets are read in :func:`test_libreoffice_leaves_such_texts_alone`."""
    (cell,) = _of_one(said)
    assert cell.removeprefix("'") == said
    assert cell.startswith("'") is (said not in ("im März 2025", "Ö 3", "3 Kurse"))


def test_libreoffice_leaves_such_texts_alone(tmp_path: Path) -> None:
    texts = [*("4.2", "4.2.", "(3)", "12/2023", "007", "1E5", "3:1", "01.02.2025", "5. März", "im März 2025", "1.000")]
    (tmp_path / "a.csv").write_bytes(for_germans(_table_of(texts)))
    (opened,) = convert([tmp_path / "a.csv"], "xlsx", tmp_path / "de", SEMICOLONS)
    cells = [row[0] for row in openpyxl.load_workbook(opened).active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(cell.value).removeprefix("'") for cell in cells] == texts


@pytest.mark.parametrize(
    "written",
    [
        "25.03.2025",
        "1.000",
        "120,5",
        "0",
        "14",
        "2025",
        "im März 2025",
        "'4.2",
        "'4.2.",
        "'007",
        "'MAI-01",
        "'März 2025",
        "'2017/2018",
        "'=1",
    ],
)
def test_in_the_table_of_a_page_only_days_and_numbers_are_some(
    written: str, hostile: tuple[Concept, town.Town]
) -> None:
    content = table_csv([["Kopf"], [written.removeprefix("'")]], hostile[1], TODAY).decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))["Kopf"] == written


def _of_one(said: str) -> list[str]:
    _, row = csv.reader(io.StringIO(for_germans(_table_of([said])).decode("utf-8-sig"), newline=""), delimiter=";")
    return row


def _table_of(texts: list[str]) -> DataTable:
    """A table of one column of texts."""
    column = derived("a", "A", "", lambda row: None)
    return DataTable(kind=TABLES[0], columns=(column,), rows=tuple((text,) for text in texts))


def test_umlauts_are_one_character_each() -> None:
    content = for_programs(_table_of(["Gru\u0308n"])) + for_germans(_table_of(["Gru\u0308n"]))
    assert content.decode().count("Gr\u00fcn") == 2
