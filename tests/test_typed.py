"""Days as people type them, and words in other spellings."""

from __future__ import annotations

from datetime import date

import pytest

from konzept.typed import day_typed, key, of_cell

DAYS = {
    "1.3.26": "2026-03-01",
    "01.03.2026": "2026-03-01",
    " 1. 3. 2026 ": "2026-03-01",
    "1. März 2026": "2026-03-01",
    "1 maerz 2026": "2026-03-01",
    "2026-03-01": "2026-03-01",
    "2026-03-01 00:00:00": "2026-03-01",
    "März 2026": "2026-03",
    "MAERZ 2026": "2026-03",
    "Mrz. 2026": "2026-03",
    "seit März 2026": "2026-03",
    "ab dem 1.4.2026": "2026-04-01",
    "3/2026": "2026-03",
    "03.2026": "2026-03",
    "2026-03": "2026-03",
    "2026": "2026",
    "Jahr 2026": "2026",
    "2025/2026": "2025/2026",
    "2025 bis 2026": "2025/2026",
    "im frühjahr 2026": "Frühjahr 2026",
    "Winter 2026/2027": "Winter 2026/2027",
    "2. Halbjahr 2026": "2. Halbjahr 2026",
}
NONE = [
    "",
    "1.3.",
    "Frühjahr",
    "Winter 2026",
    "5. Quartal 2026",
    "2026/2025",
    "Ende 2026",
    "31.02.2026",
    "13/2026",
    "0/2026",
    "7",
    "46082",
    "bald",
    "2026/27",
    "٢٠٢٦",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_a_month_or_a_year_is_read_as_it_was_meant(text: str) -> None:
    assert str(day_typed(text)) == DAYS[text]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert day_typed(text) is None


def test_a_number_in_a_cell_for_days_is_the_number() -> None:
    assert [of_cell(date(1905, 7, 18)), of_cell(date(1900, 1, 6)), of_cell(date(2026, 3, 1))] == [
        "2026",
        "7",
        "01.03.2026",
    ]


def test_words_are_the_same_in_other_spellings() -> None:
    spellings = ("derzeit nicht umsetzbar", "Derzeit-nicht-umsetzbar ", "DERZEIT  NICHT UMSETZBAR")
    assert {key(text) for text in spellings} == {"derzeitnichtumsetzbar"}
    assert key("zurückgestellt") == key("zurueckgestellt ") == "zurueckgestellt"
