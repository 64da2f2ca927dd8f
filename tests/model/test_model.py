"""The model: its words, its dates, and that nothing is declared twice."""

from __future__ import annotations

from datetime import date

import pytest

from konzept.model import AHEAD, BEGUN, BLOCKED, DONE, GIVEN_UP, TYPES, UNTOLD, PartialDate, Status
from konzept.model.dates import german_day


def test_status_words_in_the_order_of_their_life() -> None:
    assert [str(status) for status in Status] == [
        "vorgeschlagen",
        "unbekannt",
        "offen",
        "in-beratung",
        "umsetzung-beschlossen",
        "in-umsetzung",
        "realisiert",
        "daueraufgabe",
        "zurueckgestellt",
        "derzeit-nicht-umsetzbar",
        "entfallen",
    ]
    assert all(status.criterion for status in Status)


def test_every_status_says_how_far_it_has_come() -> None:
    assert [*UNTOLD, *AHEAD, *BEGUN, *DONE, *BLOCKED, *GIVEN_UP] == [*Status]
    settled = [Status.REALISED, Status.ONGOING, Status.DROPPED]
    assert [status for status in Status if status.is_settled] == settled
    assert [status for status in settled if not status.is_over] == [Status.ONGOING]
    assert [status for status in Status if status.is_seen_by_editors] == [*Status][:6]


def test_every_type_has_an_example_id_that_only_it_accepts() -> None:
    for kind in TYPES:
        assert [other for other in TYPES if other.ID.fullmatch(kind.EXAMPLE)] == [kind]


def test_links_lead_to_known_types_and_have_one_backward_label_for_each_name() -> None:
    names = {kind.NAME for kind in TYPES}
    labels: dict[str, set[str]] = {}
    for kind in TYPES:
        for _, spec in kind.options():
            assert set(spec.targets) <= names
            if spec.targets:
                labels.setdefault(spec.name, set()).add(spec.backward)
    assert all(len(found) == 1 and "" not in found for found in labels.values())


@pytest.mark.parametrize(
    ("text", "first", "last", "german"),
    [
        ("2025-03-25", date(2025, 3, 25), date(2025, 3, 25), "25.03.2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Februar 2024"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
    ],
)
def test_partial_dates(text: str, first: date, last: date, german: str) -> None:
    value = PartialDate.parse(text)
    assert (value.first, value.last, value.german, str(value)) == (first, last, german, text)


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13", "25.03.2025", "2025-3-1", "", "heute"])
def test_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(text)


def test_a_year_stands_after_its_days() -> None:
    texts = ["2025", "2024", "2025-12-31", "2025-01"]
    assert [str(d) for d in sorted(map(PartialDate.parse, texts))] == ["2024", "2025-01", "2025", "2025-12-31"]


def test_german_day() -> None:
    assert german_day(date(2025, 3, 5)) == "05.03.2025"
