"""What is due "in den nächsten zwölf Monaten": up to the same day of the next year, also over a 29 February."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from konzept import town
from konzept.views.answered_first import dues
from konzept.views.scope import Scope
from tests.project import examine, recommendation

EVENT = ":::{{termin}} Antrag\n:id: T-{0}-1\n:datum: {0}\n:art: Frist\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"


@pytest.mark.parametrize(
    ("today", "day", "is_due"),
    [
        (date(2027, 3, 1), "2028-03-01", True),  # 366 days
        (date(2027, 3, 1), "2028-03-02", False),
        (date(2026, 3, 1), "2027-03-01", True),
        (date(2028, 2, 29), "2029-02-28", True),
        (date(2028, 2, 29), "2029-03-01", False),
    ],
)
def test_twelve_months_end_with_the_same_day(tmp_path: Path, today: date, day: str, is_due: bool) -> None:
    pages = {"SPR-01.md": recommendation(), "termine.md": f"# Termine\n\n{EVENT.format(day)}"}
    concept = examine(tmp_path, pages).concept
    found = dues(Scope(concept=concept, town=town.load(tmp_path), today=today))
    assert bool(found) is is_due
