"""How the tables of papers are set."""

from __future__ import annotations

import pytest

from konzept.markdown.paper_tables import are_numbers


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (("1", "–", "1.200,50"), True),
        (("3 €", "4 €"), True),
        (("3 €", "4 km"), False),
        (("–", "–"), False),
        (("",), False),
        (("01.02.2023",), False),
        (("12", "zwölf"), False),
    ],
)
def test_a_column_of_numbers_has_a_number(column: tuple[str, ...], expected: bool) -> None:
    assert are_numbers(column) == expected
