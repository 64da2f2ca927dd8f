"""Invented concepts of different make are understood as they were meant."""

from __future__ import annotations

import pytest

from konzept.ingest import opening, reading
from konzept.ingest.passages import Class
from tests.ingest.documents import FIELDS, LAYOUTS, Score, score
from tests.ingest.made import FORMS, by_office

PERFECT = Score(precision=1.0, recall=1.0, fields=1.0, numbers=1.0, hierarchy=1.0, lost=0)


@pytest.mark.parametrize("known", [(), FIELDS], ids=["unknown town", "known fields"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_word_documents(layout: str, known: tuple[str, ...]) -> None:
    truth = LAYOUTS[layout]()
    assert score(reading.read(opening.outline(truth.content), known), truth) == PERFECT


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_documents_of_an_office_program(layout: str, form: str) -> None:
    found = reading.read(opening.outline(by_office(layout, form)), FIELDS)
    assert score(found, LAYOUTS[layout]()) == PERFECT


def test_a_wish_in_running_text_is_not_sure() -> None:
    found = reading.read(opening.outline(LAYOUTS["prose"]().content), FIELDS)
    assert [p.text for p in found.of(Class.UNSURE)] == [
        f"Die Stadt sollte für {name} eine feste Stelle im Rathaus benennen." for name in FIELDS
    ]


def test_names_below_a_foreword_are_personal() -> None:
    found = reading.read(opening.outline(LAYOUTS["tables"]().content), FIELDS)
    personal = [b.text for b, kind in found.rest() if kind is Class.PERSONAL]
    assert personal == ["Erika Mustermann, Bürgermeisterin"]
