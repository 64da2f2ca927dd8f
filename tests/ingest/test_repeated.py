"""What a concept says twice is decided once; the same words under another goal are another measure."""

from __future__ import annotations

import io

import docx

from konzept.documents import opening
from konzept.ingest import reading
from konzept.ingest.passages import Class, Passage

ONE, OTHER = "Alle sprechen Deutsch", "Alle finden Arbeit"


def _measures(*goals: tuple[str, tuple[str, ...]]) -> list[Passage]:
    """The measures of a concept with these goals, each with what stands under it."""
    document = docx.Document()
    document.add_heading("Handlungsfeld 1: Sprache", 1)
    for goal, measures in goals:
        document.add_heading(f"Ziel: {goal}" if goal else "Überblick", 2)
        for measure in measures:
            document.add_paragraph(f"Maßnahme: {measure}")
    made = io.BytesIO()
    document.save(made)
    passages = reading.read(opening.outline(made.getvalue())).passages
    return [passage for passage in passages if passage.kind is Class.RECOMMENDATION]


def test_the_same_words_under_two_goals_are_two_measures() -> None:
    found = _measures((ONE, ("Kurse anbieten",)), (OTHER, ("Kurse anbieten", "Kurse am Abend anbieten")))
    assert [(passage.text, passage.under) for passage in found] == [
        ("Kurse anbieten", (ONE,)),
        ("Kurse anbieten", (OTHER,)),
        ("Kurse am Abend anbieten", (OTHER,)),
    ]


def test_the_same_words_in_an_overview_or_under_the_same_goal_are_one() -> None:
    found = _measures(("", ("Kurse anbieten",)), (ONE, ("Kurse anbieten", "Kurse anbieten.")))
    assert [(passage.text, passage.under) for passage in found] == [("Kurse anbieten", (ONE,))]
