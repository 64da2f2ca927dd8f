"""Invented concepts of different make are understood as they were meant."""

from __future__ import annotations

import pytest

from konzept.documents import opening
from konzept.ingest import reading
from konzept.ingest.passages import Class
from tests.ingest.documents import FIELDS, LAYOUTS, Score, of, rest, score
from tests.ingest.made import EVERY, FORMS, by_office, set_by_typst
from tests.ingest.others import OTHERS, TYPESET

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


# Without tags, nothing tells two paragraphs of a cell apart whose lines are full, nor that a merged cell, a row without
# lines or a title in a frame of its own goes on on the next page.
OPEN = {
    ("across", "pdf-ohne"): Score(precision=0.682, recall=0.517, fields=1.0, numbers=1.0, hierarchy=1.0, lost=0),
    ("other-sheets", "pdf-ohne"): Score(
        precision=1.0, recall=0.966, fields=1.0, numbers=0.966, hierarchy=0.931, lost=0
    ),
    ("overview", "pdf-ohne"): Score(precision=1.0, recall=1.0, fields=1.0, numbers=1.0, hierarchy=0.862, lost=0),
    ("bare", "pdf-ohne"): Score(precision=0.621, recall=0.621, fields=0.889, numbers=0.621, hierarchy=0.621, lost=0),
}


@pytest.mark.parametrize("form", ["docx", *FORMS])
@pytest.mark.parametrize("layout", OTHERS)
def test_documents_of_other_make(layout: str, form: str) -> None:
    truth = OTHERS[layout]()
    found = reading.read(opening.outline(truth.content if form == "docx" else by_office(layout, form)))
    assert score(found, truth) == OPEN.get((layout, form), PERFECT)
    personal = " ".join(b.text for b in rest(found, Class.PERSONAL))
    assert [name for name in truth.names if name not in personal] == []


@pytest.mark.parametrize("tagged", [True, False], ids=["tagged", "without tags"])
@pytest.mark.parametrize("layout", TYPESET)
def test_typeset_documents(layout: str, tagged: bool) -> None:
    source, truth = TYPESET[layout]()
    found = reading.read(opening.outline(set_by_typst(source, tagged=tagged)))
    assert score(found, truth) == PERFECT
    personal = " ".join(b.text for b in rest(found, Class.PERSONAL))
    assert [name for name in truth.names if name not in personal] == []


@pytest.mark.parametrize("layout", EVERY)
def test_they_are_as_long_as_concepts_are(layout: str) -> None:
    assert opening.outline(by_office(layout, "pdf-ohne")).pages >= 10


def test_a_wish_in_running_text_is_not_sure() -> None:
    found = reading.read(opening.outline(LAYOUTS["prose"]().content), FIELDS)
    assert [p.text for p in of(found, Class.UNSURE)] == [
        f"Die Stadt sollte für {name} eine feste Stelle im Rathaus benennen." for name in FIELDS
    ]


def test_names_below_a_foreword_are_personal() -> None:
    found = reading.read(opening.outline(LAYOUTS["tables"]().content), FIELDS)
    personal = [b.text for b in rest(found, Class.PERSONAL)]
    assert personal == ["Erika Mustermann, Bürgermeisterin"]


def test_what_stands_twice_is_one_row_with_what_both_places_say() -> None:
    found = reading.read(opening.outline(OTHERS["twice"]().content))
    assert len(of(found, Class.GOAL)) == len(found.fields)
    assert of(found, Class.FINDING) == []
    assert [note.partition(":")[0] for note in of(found, Class.RECOMMENDATION)[0].notes] == [
        "Kurzbeschreibung",
        "Kosten",
        "Erste Schritte",
        "Beginn",
        "Zuständig",
    ]
    again = [block.text for block in rest(found, Class.REPEATED) if block.cell]
    assert again == [passage.text for passage in of(found, Class.RECOMMENDATION)]
