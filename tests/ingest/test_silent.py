"""What is left out without a word: heads of tables, entries of contents lists; nothing that somebody may want."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TypeAlias

import docx
import pytest
from docx.document import Document

from konzept.concept import Concept
from konzept.documents import opening
from konzept.ingest import reading
from konzept.ingest.passages import Class, Understood
from konzept.ingest.proposals import rows

FIELD = "Sprache und Bildung"
Build: TypeAlias = Callable[[Document], object]


def table(*lines: Sequence[str]) -> Build:
    """A table; a line of one cell stands across it."""

    def build(document: Document) -> None:
        made = document.add_table(0, max(map(len, lines)))
        for line in lines:
            cells = made.add_row().cells
            for cell, text in zip(cells, line, strict=False):
                cell.text = text
            if len(line) == 1:
                cells[0].merge(cells[-1])

    return build


def lines(*texts: str) -> Build:
    return lambda document: [document.add_paragraph(text) for text in texts]


def understood(build: Build, heading: str = "Maßnahmen") -> Understood:
    """A document that has this below a heading of a field."""
    document = docx.Document()
    document.add_heading(f"Handlungsfeld: {FIELD}", 1)
    document.add_heading(heading, 2)
    build(document)
    content = io.BytesIO()
    document.save(content)
    return reading.read(opening.outline(content.getvalue()), [FIELD])


def decidable(build: Build, heading: str = "Maßnahmen") -> list[str]:
    """The words of each row on which people can decide."""
    return [row.words for row in rows(understood(build, heading), Concept.of([]), names=True)]


MEASURES = (("Sprachcafé eröffnen", "Bücherei"), ("Lesefest auf dem Markt", "Schulen"), ("Vorlesen im Park", "Verein"))
HEADED = ("Maßnahme", "Zuständig", "Zeitraum")
PLAN = ("Vorlesen im Park", "Verein", "2027")


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (table(*MEASURES), "Sprachcafé eröffnen"),  # no line of it is a head
        (table(HEADED, ("Alle Angebote werden jährlich geprüft.",), PLAN), "Alle Angebote werden jährlich geprüft."),
        (table(HEADED, ("Maßnahme 2: Ein Sprachcafé eröffnen",), PLAN), "Ein Sprachcafé eröffnen"),
        (table(("Zielgruppe", "Kinder"), ("Kosten", "500 Euro"), ("Ein Sprachcafé", "Verein")), "Ein Sprachcafé"),
        (lines("Kosten ........ 500"), "Kosten ........ 500"),
        (lines("Feste:", "• Lesefest im Park … 2027", "• Lesefest im Bad … 2028"), "Lesefest im Park … 2027"),
    ],
)
def test_what_only_looks_like_a_head_or_an_entry_can_be_decided(build: Build, words: str) -> None:
    assert words in decidable(build)


def test_contents_end_where_sentences_begin() -> None:
    contents = lines("Grußwort 3", "Kurse ..... 4", "Feste\t5", "Das steht in diesem Heft.", "Kurse für Kinder bis 12")
    assert decidable(contents, "Inhalt") == ["Das steht in diesem Heft.", "Kurse für Kinder bis 12"]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_measure_belongs_to_the_goal_of_its_own_row_in_whatever_column_that_stands(swapped: bool) -> None:
    cells = [("Maßnahme", "Ziel"), ("Ein Lesefest", "Alle lesen"), ("Ein Sprachcafé", "Alle reden"), ("Ein Chor", "")]
    told = [(*(row[::-1] if swapped else row), "Verein") for row in cells[1:]]
    found = understood(table((*(cells[0][::-1] if swapped else cells[0]), "Zuständig"), *told)).passages
    assert {passage.text: passage.under for passage in found if passage.kind is Class.RECOMMENDATION} == {
        "Ein Lesefest": ("Alle lesen",),
        "Ein Sprachcafé": ("Alle reden",),
        "Ein Chor": ("Alle reden",),
    }
