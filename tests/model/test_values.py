"""Values as text."""

from __future__ import annotations

import pytest

from konzept.model.values import condition


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("der Haushalt steht", "der Haushalt steht"),
        ("wenn der Haushalt steht.", "der Haushalt steht"),
        (" Wenn: der Haushalt steht ...", "der Haushalt steht"),
        ("wenn wenn der Haushalt steht", "der Haushalt steht"),
        ("Falls der Haushalt steht", "der Haushalt steht"),
        ("Wenngleich der Haushalt steht", "Wenngleich der Haushalt steht"),
        ("wenn.", ""),
        ("", ""),
    ],
)
def test_a_condition_stands_without_the_word_before_it(typed: str, told: str) -> None:
    assert condition(typed) == told
