"""Lists that have the newest first: what is dated only by a year or a month stands below the exact days of its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from konzept import town
from konzept.exports.atom import atom
from konzept.model import PartialDate
from konzept.views import VIEWS
from konzept.views.dossier import timeline
from konzept.views.following import Following
from konzept.views.scope import Scope
from tests.project import TODAY, examine, recommendation

# As readers expect them, the newest first.
DAYS: Final = ("2025-01-01", "2024-12-01", "2024-06-15", "2024-06-01", "2024-06", "2024-01-01", "2024", "2023-12-31")
ORDER: Final = [*DAYS, "2023", "2023/2024"]


def development(number: int, day: str) -> str:
    head = f":::{{entwicklung}} Am Tag {day}.\n:id: SPR-01-E{number}\n:datum: {day}"
    return f"\n{head}\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"


@pytest.fixture
def scope(tmp_path: Path) -> Scope:
    """A recommendation to which something happened on each of the days, written in another order."""
    records = "".join(development(number, day) for number, day in enumerate(sorted(ORDER), 1))
    examined = examine(tmp_path, {"SPR-01.md": recommendation(after=records)})
    return Scope(concept=examined.concept, town=town.load(tmp_path), today=TODAY)


def test_the_key_puts_the_exact_above_the_inexact_of_its_time() -> None:
    found = sorted(map(PartialDate.parse, sorted(ORDER)), key=lambda day: day.newness, reverse=True)
    assert list(map(str, found)) == ORDER


def test_the_timeline_of_a_recommendation_and_its_feed(scope: Scope) -> None:
    item = scope.concept.recommendations()[0]
    assert [str(entry.record.date) for entry in timeline(scope.concept, item)] == ORDER
    feed = Following(scope.concept, scope.town, TODAY).of_items["SPR-01"]
    assert [str(record.date) for record in feed.records] == ORDER
    content = atom(feed, scope.concept, scope.town, TODAY, at=lambda record: f"{record.id}.html").decode()
    moments = [part.partition("</updated>")[0] for part in content.split("<updated>")[2:]]
    assert len(moments) == len(ORDER)
    assert all(above >= below for above, below in pairwise(moments))  # programs order by them


@pytest.mark.parametrize("name", ["neues", "seit", "antwort", "entwicklungen"])
def test_lists_of_what_is_new(scope: Scope, name: str) -> None:
    text = repr(VIEWS[name](replace(scope, day=date(2022, 1, 1))))
    places = [place for day in ORDER if (place := text.find(f"Am Tag {day}.")) >= 0]
    assert len(places) > 3
    assert places == sorted(places)
