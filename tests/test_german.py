"""German number and case: for none, one, two, a dozen and many."""

from __future__ import annotations

import pytest

from konzept.german import (
    PROPOSAL,
    RECOMMENDATION,
    UPDATE,
    Case,
    RegularNoun,
    agree,
    counted,
    listed,
    quoted,
    sentence,
)

FIELD = RegularNoun("das", "Handlungsfeld", "Handlungsfelder")
NUMBERS = (0, 1, 2, 12, 13, 1234)


@pytest.mark.parametrize(
    ("noun", "case", "expected"),
    [
        (
            RECOMMENDATION,
            "nom",
            "keine Empfehlung|eine Empfehlung|zwei Empfehlungen|zwölf Empfehlungen|13 Empfehlungen|1.234 Empfehlungen",
        ),
        (
            RECOMMENDATION,
            "dat",
            "keiner Empfehlung|einer Empfehlung|zwei Empfehlungen|zwölf Empfehlungen|13 Empfehlungen|"
            "1.234 Empfehlungen",
        ),
        (UPDATE, "nom", "kein Sachstand|ein Sachstand|zwei Sachstände|zwölf Sachstände|13 Sachstände|1.234 Sachstände"),
        (
            UPDATE,
            "akk",
            "keinen Sachstand|einen Sachstand|zwei Sachstände|zwölf Sachstände|13 Sachstände|1.234 Sachstände",
        ),
        (
            UPDATE,
            "dat",
            "keinem Sachstand|einem Sachstand|zwei Sachständen|zwölf Sachständen|13 Sachständen|1.234 Sachständen",
        ),
        (
            FIELD,
            "dat",
            "keinem Handlungsfeld|einem Handlungsfeld|zwei Handlungsfeldern|zwölf Handlungsfeldern|"
            "13 Handlungsfeldern|1.234 Handlungsfeldern",
        ),
        (
            PROPOSAL,
            "dat",
            "keinem Vorschlag der Redaktion|einem Vorschlag der Redaktion|zwei Vorschlägen der Redaktion|"
            "zwölf Vorschlägen der Redaktion|13 Vorschlägen der Redaktion|1.234 Vorschlägen der Redaktion",
        ),
    ],
)
def test_counted(noun: RegularNoun, case: Case, expected: str) -> None:
    assert "|".join(counted(number, noun, case) for number in NUMBERS) == expected


def test_verbs_agree() -> None:
    assert [agree(number, "ist", "sind") for number in NUMBERS] == ["ist", "ist", "sind", "sind", "sind", "sind"]


def test_words_in_a_row() -> None:
    assert [listed("ABC"[:number]) for number in range(4)] == ["", "A", "A und B", "A, B und C"]


def test_a_sentence_begins_with_a_capital() -> None:
    assert [sentence(text) for text in ("", "übrig", "13 Termine")] == ["", "Übrig", "13 Termine"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Ein Kurs", "„Ein Kurs“"), ("Angabe „in Umsetzung“ fehlt", "„Angabe ‚in Umsetzung‘ fehlt“")],
)
def test_quotation_marks_in_a_quotation_are_the_inner_ones(text: str, words: str) -> None:
    assert quoted(text) == words
