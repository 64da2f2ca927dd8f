"""The words of other councils lead to ours, whichever option they are written for; none leads to another fact."""

from __future__ import annotations

import pytest

from konzept.model import Responsibility, Result
from konzept.model.council_words import usual


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Unverändert beschlossen", "ungeändert beschlossen"),
        ("Mit Änderungen  beschlossen", "geändert beschlossen"),
        ("Mehrheitlich angenommen", "mehrheitlich beschlossen"),
        ("einstimmig zugestimmt", "einstimmig beschlossen"),
        ("beschlossen", "beschlossen – Einzelheiten unbekannt"),
        ("Endgültig abgelehnt", "abgelehnt"),
        ("Zurückgestellt", "vertagt"),
        ("zur Kenntnis", "zur Kenntnis genommen"),
        ("Empfohlen", "empfohlen"),
    ],
)
def test_a_usual_word_for_a_result(text: str, meant: str) -> None:
    assert usual(text, list(Result)) == f"Hier heißt das '{meant}'."


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("zur Kenntnis", "Kenntnisnahme"),
        ("ENTSCHEIDUNG", "Entscheidung"),
        ("zur Beschlussfassung", "Beschlussfassung"),
        ("zur Vorberatung", "Vorberatung"),
    ],
)
def test_a_usual_word_for_what_a_body_does(text: str, meant: str) -> None:
    assert usual(text, list(Responsibility)) == f"Hier heißt das '{meant}'."


@pytest.mark.parametrize("text", ["mit Änderungen empfohlen", "erledigt", "Beratung", "", "abgelehnt nein"])
def test_no_word_that_may_mean_something_else_is_guessed(text: str) -> None:
    assert usual(text, list(Result)) == ""


def test_where_one_word_says_two_things_both_are_named() -> None:
    said = "Hier heißt das 'abgelehnt'; ob es einstimmig war, steht bei 'einstimmig'."
    assert usual("Einstimmig abgelehnt", list(Result)) == said
