"""The concept as of a past day: what is dated counts from its day, what is not is named apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konzept import town
from konzept.compare.time_travel import Past, as_of, milestones
from konzept.concept import Concept
from konzept.model import Consultation, Priority, Recommendation, Status, Subject, TopState
from konzept.model import Field as Handlungsfeld
from konzept.states import of_folder
from konzept.views import VIEWS
from konzept.views.scope import Scope
from tests.project import ROOT, examine, recommendation
from tests.views.test_views import text


@pytest.fixture(scope="module")
def concept() -> Concept:
    """The concept of Musterau."""
    return of_folder(ROOT / "tests" / "musterau", "Musterau").whole().concept


def past(concept: Concept, day: str) -> Past:
    """The concept of a day."""
    return as_of(concept, date.fromisoformat(day))


def statuses(concept: Concept, day: str) -> dict[str, str]:
    """The recommendations named by a day, with their status."""
    return {item.id: item.status.value for item in past(concept, day).concept.recommendations()}


def test_before_everything_there_is_nothing(concept: Concept) -> None:
    assert statuses(concept, "2019-12-02") == {}


def test_a_recommendation_counts_from_the_day_on_which_a_source_names_it(concept: Concept) -> None:
    assert statuses(concept, "2019-12-03") == dict.fromkeys(("SPR-01", "SPR-03", "SPR-06", "WOH-02"), "unbekannt")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-29", "unbekannt"),
        ("2024-03-01", "realisiert"),
        ("2026-08-31", "realisiert"),
        ("2026-09-01", "daueraufgabe"),
    ],
)
def test_the_status_is_that_of_the_newest_update_by_then(concept: Concept, day: str, expected: str) -> None:
    assert statuses(concept, day)["SPR-03"] == expected


@pytest.mark.parametrize(
    ("day", "who", "expected"),
    [
        ("2025-07-01", "Redaktion", ("unbekannt", [])),
        ("2026-01-20", "Redaktion", ("unbekannt", ["SPR-01-S9"])),
        ("2025-07-01", "Verwaltung", ("in-umsetzung", ["SPR-01-S1"])),
    ],
)
def test_what_the_redaktion_took_back_of_its_own_is_told_of_no_day(
    tmp_path: Path, day: str, who: str, expected: tuple[str, list[str]]
) -> None:
    said = "\n:::{{sachstand}} Angabe\n:id: SPR-01-S{0}\n:datum: {1}\n:status: {2}\n:nach_angabe_von: {3}\n"
    said += ":betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    told = said.format(1, "2025-06-01", "in-umsetzung", who) + said.format(9, "2026-01-15", "unbekannt", "Redaktion")
    examined = examine(tmp_path, {"SPR-01.md": recommendation(after=told)})
    then = past(examined.concept, day).concept
    updates = [update.id for update in then.updates(then.recommendations()[0])]
    assert (statuses(examined.concept, day)["SPR-01"], updates) == expected


def test_of_contradicting_updates_the_one_counts_that_the_recommendation_follows(concept: Concept) -> None:
    then = past(concept, "2026-01-20").concept
    item = then.items["SPR-01"]
    assert isinstance(item, Recommendation)
    assert item.status is Status.REALISED
    assert [update.id for update in then.newest_updates(item)] == ["SPR-01-S2", "SPR-01-S1"]


def test_a_source_that_is_only_dated_by_its_month_is_named_apart_within_that_month(concept: Concept) -> None:
    found = [past(concept, day) for day in ("2021-05-31", "2021-06-15", "2021-06-30")]
    assert [[item.id for item in entry.uncertain] for entry in found] == [
        [],
        ["SPR-04", "WOH-04", "GES-01", "SIC-01"],
        [],
    ]
    assert ["GES-01" in entry.concept.items for entry in found] == [False, False, True]


def test_what_has_no_date_is_named_apart_on_every_day(concept: Concept) -> None:
    found = [[item.id for item in past(concept, day).undated] for day in ("2019-12-03", "2026-11-22")]
    assert found == [["ST-MUSTERPARTEI"], ["ST-MUSTERPARTEI"]]


def test_a_planned_consultation_is_not_yet_one_and_a_date_is_known_since_its_source(concept: Concept) -> None:
    before, after = (past(concept, day).concept.items for day in ("2026-04-19", "2026-04-20"))
    assert ("T-2026-12-08-1" in before, "T-2026-12-08-1" in after) == (False, True)
    assert "B-2026-12-08-1" not in after


def test_a_paper_without_a_date_counts_from_its_first_consultation(concept: Concept) -> None:
    found = ["V-2023-120" in past(concept, day).concept.items for day in ("2023-12-11", "2023-12-12")]
    assert found == [False, True]


def test_top_2_count_from_the_day_on_which_they_were_named_and_proposed_ones_never(concept: Concept) -> None:
    named = concept.items["HF-SPR"]
    assert isinstance(named, Handlungsfeld)
    assert named.named_on
    day = named.named_on.last
    for when, state, count in ((day.replace(day=day.day - 1), TopState.OPEN, 0), (day, TopState.NAMED, 2)):
        then = as_of(concept, when).concept
        field = then.items["HF-SPR"]
        assert isinstance(field, Handlungsfeld)
        assert field.top_state is state
        assert sum(item.priority is Priority.TOP for item in then.recommendations()) == count


def test_obstacles_are_those_of_the_newest_update(concept: Concept) -> None:
    def obstacles(day: str) -> int:
        item = past(concept, day).concept.items["SPR-04"]
        assert isinstance(item, Recommendation)
        return len(item.obstacles) + bool(item.review_on)

    assert (obstacles("2025-11-17"), obstacles("2025-11-18")) == (0, 2)


def test_milestones_are_the_reports_and_the_decision_on_the_whole_concept(concept: Concept) -> None:
    decided = "B-2025-03-25-1"
    assert [item.id for item in milestones(concept)] == ["B-2019-12-03-1", decided]
    otherwise = [  # adopted as such, not as a guide
        replace(item, subject=Subject.CONCEPT) if isinstance(item, Consultation) and item.id == decided else item
        for item in concept.items.values()
    ]
    assert [item.id for item in milestones(Concept.of(otherwise))] == ["B-2019-12-03-1", decided]


def test_a_body_that_deals_with_the_concept_on_the_stichtag_has_its_row(concept: Concept) -> None:
    decided = date(2025, 3, 25)
    scope = Scope(concept=as_of(concept, decided).concept, town=town.load(ROOT / "tests" / "musterau"), today=decided)
    assert [line.partition(" | 12 ")[0] for line in text(VIEWS["meilensteine"](scope)[0]).splitlines()[3:]] == [
        "25.03.2025 | Beschluss des Integrationskonzeptes als Leitfaden, Sozialausschuss am 25.03.2025",
        "25.03.2025 | Stichtag dieser Seiten",
    ]


def test_an_empty_concept_has_an_empty_past() -> None:
    empty = of_folder(ROOT / "tests" / "leer", "leer").whole().concept
    entry = as_of(empty, date(2020, 1, 1))
    assert (entry.concept.recommendations(), entry.uncertain, entry.undated, milestones(empty)) == ((), (), (), ())


def test_the_past_of_the_past_is_the_past(concept: Concept, tmp_path: Path) -> None:
    once = past(concept, "2025-12-31").concept
    assert past(once, "2025-12-31").concept == once


LOOKING_BACK = (ROOT / "tests" / "cases" / "rueckblick.md").read_text("utf-8").split("\n# Ansicht: ")[1:]


@pytest.mark.parametrize("case", LOOKING_BACK, ids=[case.splitlines()[0] for case in LOOKING_BACK])
def test_the_views_that_look_back_are_shown_whole(concept: Concept, case: str) -> None:
    head, _, expected = case.partition("\n")
    name, _, day = head.partition(" ")
    scope = Scope(
        concept=concept,
        town=town.load(ROOT / "tests" / "musterau"),
        today=date(2026, 11, 22),
        day=date.fromisoformat(day) if day else None,
    )
    assert "\n".join(text(block) for block in VIEWS[name](scope)) == expected.strip("\n")


def test_of_a_day_after_the_stichtag_nothing_is_told(concept: Concept) -> None:
    scope = Scope(concept=concept, town=town.load(ROOT / "tests" / "musterau"), today=date(2026, 11, 22))
    (block,) = VIEWS["stand-am"](scope.at("2026-12-31"))
    assert text(block) == (
        "Der 31.12.2026 liegt nach dem Stichtag dieser Seiten, dem 22.11.2026. Was dann ist, steht in diesen "
        "Texten nicht."
    )
