"""Measures that a concept sorts by when they are to come: with headings, lines, labels, columns and rows."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest
from docx.document import Document

from konzept.documents import opening
from konzept.ingest import reading
from konzept.ingest.known_words import HORIZON
from konzept.ingest.passages import Class

Table = Sequence[Sequence[str]]


def _table(document: Document, rows: Table) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(rows, table.rows, strict=True):
        for said, cell in zip(line, row.cells, strict=True):
            cell.text, *more = said.split("|")
            for text in more:
                cell.add_paragraph(text)


def _found(document: Document) -> list[tuple[str, list[str]]]:
    made = io.BytesIO()
    document.save(made)
    passages = reading.read(opening.outline(made.getvalue())).passages
    assert {passage.kind for passage in passages} == {Class.RECOMMENDATION}
    return [(passage.text, passage.notes) for passage in passages]


def _in_a_field() -> Document:
    document = docx.Document()
    document.add_heading("Handlungsfeld 1: Garten", 1)
    return document


@pytest.mark.parametrize("heading", ["Kurzfristige Maßnahmen (bis 2026)", "Kurz- und mittelfristig", "Langfristig"])
def test_points_below_a_heading_of_a_horizon_are_measures(heading: str) -> None:
    document = _in_a_field()
    document.add_heading(heading, 2)
    document.add_paragraph("Beete anlegen", style="List Bullet")
    assert _found(document) == [("Beete anlegen", [])]  # the heading is told as the section


def test_a_line_or_label_of_a_horizon_is_told_with_its_measures() -> None:
    document = _in_a_field()
    document.add_heading("Maßnahmen", 2)
    document.add_paragraph("Kurzfristig:")
    document.add_paragraph("Beete anlegen", style="List Bullet")
    document.add_paragraph("Mittel- bis langfristig: Bäume pflanzen")
    document.add_heading("Sonstiges", 2)
    document.add_paragraph("Langfristig: Hecken pflanzen")
    document.add_paragraph("Der Garten ist groß.")
    assert _found(document)[2:] == [("Hecken pflanzen", ["Langfristig"])]
    assert _found(document)[:2] == [("Beete anlegen", ["Kurzfristig"]), ("Bäume pflanzen", ["Mittel- bis langfristig"])]


def test_within_a_measure_a_horizon_names_its_steps() -> None:
    document = _in_a_field()
    document.add_heading("Maßnahme 1: Beete", 2)
    for said in ("Zuständig: Bauhof", "Kurzfristig: Erde kaufen"):
        document.add_paragraph(said)
    assert _found(document) == [("Beete", ["Zuständig: Bauhof", "Kurzfristig: Erde kaufen"])]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [["kurzfristig", "langfristig"], ["Beete anlegen", "Bäume pflanzen"]],
            [("Beete anlegen", ["kurzfristig"]), ("Bäume pflanzen", ["langfristig"])],
        ),
        (
            [["kurzfristig", "Beete anlegen|Erde kaufen"], ["langfristig", "Bäume pflanzen"]],
            [
                *[(said, ["kurzfristig"]) for said in ("Beete anlegen", "Erde kaufen")],
                ("Bäume pflanzen", ["langfristig"]),
            ],
        ),
        (
            [["Maßnahme", "kurzfristig", "langfristig"], ["Beete anlegen", "x", ""]],
            [("Beete anlegen", ["kurzfristig: x"])],
        ),
        (
            [["Maßnahme", "Synergien", "Frist"], ["Beete anlegen", "mit dem Markt", "2026"]],
            [("Beete anlegen", ["Frist: 2026", "Synergien: mit dem Markt"])],
        ),
    ],
)
def test_a_table_says_when_and_what_its_other_columns_say(rows: Table, found: list[tuple[str, list[str]]]) -> None:
    document = _in_a_field()
    _table(document, rows)
    assert _found(document) == found


def test_a_table_within_a_cell_has_no_measures_of_its_own() -> None:
    document = _in_a_field()
    _table(document, [["Maßnahme", "Beteiligte"], ["Beete anlegen", ""]])
    inner = document.tables[0].cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Hilfe", "Vereine"
    assert _found(document) == [("Beete anlegen", [])]


def test_words_that_are_explained_are_no_names() -> None:
    document = docx.Document()
    document.add_heading("Abkürzungen", 1)
    _table(document, [["KI", "Kommunales Integrationszentrum"]])
    made = io.BytesIO()
    document.save(made)
    assert Class.PERSONAL not in reading.read(opening.outline(made.getvalue())).classes


@pytest.mark.parametrize("text", ["kurzfristig" * 2_000 + "!x", "kurzfristig " + "(" * 20_000 + "x"])
def test_a_long_word_is_read_in_one_way(text: str) -> None:
    """Were there two for each part, this would never end."""
    assert HORIZON.match(text) is None
