"""Where pages end: what stays together, what stands beside each other, which references have their page."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes

from konzept.blocks import Table, cell
from konzept.model import Origin, Status
from konzept.pages.nodes import Drawing, draw_blocks
from konzept.pdf import typeset
from konzept.pdf.ours import HANDLERS
from konzept.pdf.phrases import INTERNAL
from konzept.pdf.writer import Settings, Writer
from tests import pdf_reading as pdf

FORMS = Path(typeset.__file__).parent / "forms"
HEAD = '#import "forms/form.typ": *\n#set document(title: "Feld")\n#show: grundform.with(titel: "Feld")\n= Feld\n'
LINE = "\nfeld\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><title>Bild</title></svg>'


def writer(*labels: str) -> Writer:
    def fault(message: str, file: str, line: int) -> None:
        raise AssertionError(message)

    found = Settings(folder=Path(), handlers=HANDLERS, report=fault, base="", edited=True, running=True, elsewhere={})
    return Writer(settings=found, labels=frozenset(labels))


def pages_of(tmp_path: Path, before: int, course: int) -> dict[str, list[int]]:
    """On which pages the lines of a recommendation stand, below so many lines: of its front, of its course."""
    shutil.copytree(FORMS, tmp_path / "forms", dirs_exist_ok=True)
    front = "== Eintrag\n" + "\nvorn\n" * 12
    records = "#block(breakable: false)[verlauf]\n" * course
    source = f"{HEAD}{LINE * before}#einheit([{front}], [{records}])\n"
    (tmp_path / "feld.typ").write_text(source, "utf-8")
    (tmp_path / "feld.pdf").write_bytes(typeset.typeset(tmp_path / "feld.typ", date(2026, 1, 31)))
    words = [word for sheet in pdf.sheets(tmp_path / "feld.pdf") for word in sheet.words]
    return {name: [word.page for word in words if word.text == name] for name in ("vorn", "verlauf")}


def test_a_long_course_goes_on_on_the_next_page_and_what_stands_before_it_stays_together(tmp_path: Path) -> None:
    found = pages_of(tmp_path, before=15, course=30)
    assert set(found["vorn"]) == {1}
    assert set(found["verlauf"]) == {1, 2}
    found = pages_of(tmp_path, before=30, course=30)  # the front no longer fits
    assert set(found["vorn"]) == {2}


def test_what_somebody_writes_is_no_place_to_break() -> None:
    page = addnodes.start_of_file("", nodes.paragraph("", "vorn /* may break */ hinten"), docname="feld")
    assert '#"vorn /* may break */ hinten"' in writer().draw(nodes.section("", page, ids=["f"]))


def test_a_short_course_stays_with_its_recommendation(tmp_path: Path) -> None:
    by_lines = [pages_of(tmp_path, before, course=3) for before in range(18, 30)]
    assert all(len({*found["vorn"], *found["verlauf"]}) == 1 for found in by_lines)
    assert {found["vorn"][0] for found in by_lines} == {1, 2}


def numbers(title: str) -> Table:
    rows = tuple((cell(name), cell("1")) for name in ("Sprache", "Wohnen"))
    return Table(caption=title, head=("Handlungsfeld", "Anzahl"), rows=rows, empty="")


@pytest.mark.parametrize(("pictures", "tables", "beside"), [(2, 2, 2), (2, 1, 1), (1, 2, 1), (3, 2, 1)])
def test_each_picture_stands_beside_its_table(pictures: int, tables: int, beside: int) -> None:
    drawn = [Drawing("", svg=SVG, alt=f"Bild {number}", wide=False, broad=False) for number in range(pictures)]
    section = nodes.section("", nodes.title("", "Zahlen"), *drawn, ids=["zahlen"])
    section += draw_blocks([numbers(f"Tabelle {number}") for number in range(tables)])
    assert writer().draw(section).count("nebeneinander(") == beside


def test_a_table_of_few_lines_is_not_divided() -> None:
    rows = tuple((cell(f"davon in mehreren Quellenarten genannt {number}"), cell("1")) for number in range(6))
    [table] = draw_blocks([Table(caption="Nach Herkunft", head=("Herkunft", "Anzahl"), rows=rows, empty="")])
    assert '[#"Nach Herkunft"], true' in writer().draw(table)


def row(*cells: nodes.Node | str) -> nodes.table:
    """A table of one row."""
    entries = [
        nodes.entry("", nodes.paragraph("", "", part if isinstance(part, nodes.Node) else nodes.Text(part)))
        for part in cells
    ]
    specs = [nodes.colspec(colwidth=1) for _ in cells]
    return nodes.table("", nodes.tgroup("", *specs, nodes.tbody("", nodes.row("", *entries)), cols=len(cells)))


def to(label: str, text: str) -> nodes.reference:
    return nodes.reference("", text, refuri=f"{INTERNAL}{label}")


def test_a_reference_in_a_table_has_its_page_once_a_row() -> None:
    w = writer("b#B-1", "f#SPR-01", "f#HF-SPR")
    assert 'seite("b#B-1"' in w.draw(row("03.12.2019", to("b#B-1", "Erster Bericht"), "Ausschuss"))
    numbered = w.draw(row(to("f#SPR-01", "SPR-01"), to("f#SPR-01", "Kurse"), to("f#HF-SPR", "Sprache")))
    assert '#nr("f#SPR-01"' in numbered
    assert "seite(" not in numbered


def test_every_state_and_origin_has_a_sign() -> None:
    form = (FORMS / "form.typ").read_text("utf-8")
    names = [f"status-{word.value}" for word in Status] + [f"herkunft-{word.value}" for word in Origin]
    assert [name for name in names if f'"{name}":' not in form] == []
