"""Dates as exact as they are known: how they are written, shown and ordered, and which days they can mean."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from konzept.model import PartialDate
from tests.project import examine, recommendation

KNOWN = {
    "2017/2018": ("2017/2018", "2017-01-01", "2018-12-31", "von 2017/2018", "für 2017/2018", "2017/2018"),
    "2015/2018": (
        "2015 bis 2018",
        "2015-01-01",
        "2018-12-31",
        "von 2015 bis 2018",
        "für 2015 bis 2018",
        "von 2015 bis 2018",
    ),
    "2019-03/2019-05": (
        "März 2019 bis Mai 2019",
        "2019-03-01",
        "2019-05-31",
        "von März 2019 bis Mai 2019",
        "für März 2019 bis Mai 2019",
        "von März 2019 bis Mai 2019",
    ),
    "Frühjahr 2019": (
        "Frühjahr 2019",
        "2019-03-01",
        "2019-05-31",
        "vom Frühjahr 2019",
        "für das Frühjahr 2019",
        "im Frühjahr 2019",
    ),
    "Winter 2019/2020": (
        "Winter 2019/2020",
        "2019-12-01",
        "2020-02-29",
        "vom Winter 2019/2020",
        "für den Winter 2019/2020",
        "im Winter 2019/2020",
    ),
    "2. Halbjahr 2020": (
        "2. Halbjahr 2020",
        "2020-07-01",
        "2020-12-31",
        "vom 2. Halbjahr 2020",
        "für das 2. Halbjahr 2020",
        "im 2. Halbjahr 2020",
    ),
}


@pytest.mark.parametrize("text", KNOWN)
def test_it_is_written_and_shown_as_it_is_known(text: str) -> None:
    value = PartialDate.parse(text)
    shown = (value.german, str(value.first), str(value.last), value.from_when, value.for_when, value.on_when)
    assert shown == KNOWN[text]
    assert (str(value), PartialDate.parse(value.iso), value.is_day) == (text, value, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019-03-25", "seit dem 25.03.2019"),
        ("2019-03", "seit März 2019"),
        ("2019", "seit 2019"),
        ("2017/2018", "seit 2017/2018"),
        ("Herbst 2019", "seit dem Herbst 2019"),
        ("2. Halbjahr 2020", "seit dem 2. Halbjahr 2020"),
    ],
)
def test_since_when_has_its_article_only_where_there_is_one(text: str, words: str) -> None:
    assert PartialDate.parse(text).since_when == words


def test_dates_are_ordered_by_their_last_day_the_more_exact_one_later() -> None:
    texts = ["2018", "2018-12-31", "2017/2018", "2018-12", "2. Halbjahr 2018", "Herbst 2018", "4. Quartal 2018"]
    assert [str(day) for day in sorted(map(PartialDate.parse, texts))] == [
        *("Herbst 2018", "2017/2018", "2018", "2. Halbjahr 2018", "4. Quartal 2018", "2018-12", "2018-12-31"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("2018/2017", "2017/2017", "2017/", "/2018", "2017/2018/2019", "2017-13", "Lenz 2019", "Winter 2019"),
        *(
            "2019-21-01",
            "Winter 2019/2021",
            "2017/Herbst 2018",
            "5. Quartal 2019",
            "Winter 9999/10000",
            "Frühjahr 0000",
            "9999-24",
        ),
    ],
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_a_sachstand_says_a_span_and_is_written_in_one_way(tmp_path: Path) -> None:
    def update(number: int, day: str) -> str:
        return (
            f"\n:::{{sachstand}} Begonnen\n:id: SPR-01-S{number}\n:datum: {day}\n:status: offen\n"
            ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
        )

    text = recommendation(status="offen", after=update(1, "2017/2018") + update(2, "2019-21"))
    found = [finding.text for finding in examine(tmp_path, {"SPR-01.md": text}).findings if finding.rule == "form"]
    assert found == [
        "'datum': '2019-21' ist nicht so geschrieben wie in Texten. Schreiben Sie 'Frühjahr 2019'.",
    ]


@pytest.mark.parametrize(
    ("parts", "first", "last"),
    [
        (("Frühjahr 2019", "Sommer 2019", "Herbst 2019", "Winter 2019/2020"), "2019-03-01", "2020-02-29"),
        (tuple(f"{number}. Quartal 2019" for number in range(1, 5)), "2019-01-01", "2019-12-31"),
        (("1. Halbjahr 2019", "2. Halbjahr 2019"), "2019-01-01", "2019-12-31"),
    ],
)
def test_the_parts_of_a_year_follow_each_other_without_a_gap(parts: tuple[str, ...], first: str, last: str) -> None:
    found = [PartialDate.parse(part) for part in parts]
    assert (found[0].first.isoformat(), found[-1].last.isoformat()) == (first, last)
    assert [(b.first - a.last).days for a, b in pairwise(found)] == [1] * (len(found) - 1)
