"""What a period holds at its edges: the day before its first, its last, and what has no day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from konzept.compare.period import Period, between_days, between_states
from konzept.model import Item
from konzept.states import of_folder
from tests.project import BLOCKS, recommendation, write

START, END = date(2025, 12, 31), date(2026, 1, 31)


def sachstand(ident: str, day: str, more: str = "", status: str = "in-umsetzung", by: str = "Verwaltung") -> str:
    """A Sachstand of ``SPR-01``."""
    return (
        f"\n:::{{sachstand}} Begonnen\n:id: {ident}\n:datum: {day}\n:status: {status}\n:nach_angabe_von: {by}\n"
        f":betrifft: SPR-01\n{more}:quelle: Q-ZB\n:::\n"
    )


def period(folder: Path, files: dict[str, str], *, proposals: bool = False, end: date = END) -> Period:
    """The period from the end of 2025 to a day, as these files tell of it."""
    state = of_folder(write(folder, files), "").whole()
    return between_days(state.concept, state.town, START, end, proposals=proposals)


def ids(items: Iterable[Item]) -> list[str]:
    """What was found, by ID."""
    return [item.id for item in items]


@pytest.mark.parametrize(
    ("newest", "end", "silent"),
    [
        ("2025-01-31", "2026-01-31", []),
        ("2025-01-30", "2026-01-31", ["SPR-01"]),
        ("2027-02-28", "2028-02-29", []),
        ("2027-02-27", "2028-02-29", ["SPR-01"]),
        ("2027-01-31", "2028-01-31", []),
        ("2027-01-30", "2028-01-31", ["SPR-01"]),
    ],
)
def test_of_what_nothing_was_heard_for_more_than_a_year(
    tmp_path: Path, newest: str, end: str, silent: list[str]
) -> None:
    files = {"SPR-01.md": recommendation(status="in-umsetzung", after=sachstand("SPR-01-S1", newest))}
    assert ids(period(tmp_path, files, end=date.fromisoformat(end)).silent) == silent


@pytest.mark.parametrize(("day", "due"), [("2026-01-31", True), ("2026-02-01", False)])
def test_what_is_to_be_looked_at_on_the_last_day_is_due(tmp_path: Path, day: str, due: bool) -> None:
    aside = f":hinderungsgrund: finanziell\n:erneut_pruefen: {day}\n"
    after = sachstand("SPR-01-S1", "2026-01-10", status="zurueckgestellt")
    found = period(tmp_path, {"SPR-01.md": recommendation(status="zurueckgestellt", more=aside, after=after)})
    assert (ids(found.due), ids(found.later)) == ((["SPR-01"], []) if due else ([], ["SPR-01"]))


def test_the_sources_without_a_day_are_those_of_recommendations_that_are_not_counted(tmp_path: Path) -> None:
    press = ":::{quelle} Heft\n:id: Q-HEFT\n:art: presse\n:vollstaendig: nein\n:::\n"
    proposal = (
        ":::{empfehlung} Mehr Bücher\n:id: SPR-V1\n:status: vorgeschlagen\n:priority: weitere\n"
        ":handlungsfeld: HF-SPR\n:zuordnung: redaktion\n:anlass: Q-HEFT\n\n"
        f"{BLOCKS.replace('Laut Quelle', 'Anlass')}\n:::\n"
    )
    files = {
        "SPR-01.md": recommendation().replace("Q-ZB", "Q-PRESSE"),
        "SPR-02.md": recommendation("SPR-02"),
        "SPR-V1.md": proposal,
        "heft.md": f"# Heft\n\n{press}",
    }
    found = period(tmp_path, files, proposals=True)
    assert ids(found.undated) == ["SPR-01", "SPR-V1"]
    assert ids(found.without_day) == ["Q-PRESSE"]


@pytest.mark.parametrize(
    ("days", "again"),
    [
        (("2025-12-31", "2026-01-01"), ["Q-2"]),
        (("2025-12-31", "2025-12-31"), []),
        (("2026-01-01", "2026-01-02"), []),
        (("2025", "2026-01-02"), ["Q-2"]),
        (("", "2026-01-02"), []),
    ],
)
def test_a_source_of_the_period_names_again_what_one_before_it_named(
    tmp_path: Path, days: tuple[str, str], again: list[str]
) -> None:
    sources = "".join(
        f":::{{quelle}} Bericht {number}\n:id: Q-{number}\n{f':datum: {day}{chr(10)}' if day else ''}"
        ":art: zwischenbericht\n:vollstaendig: ja\n:::\n\n"
        for number, day in enumerate(days, 1)
    )
    named = recommendation().replace("Q-ZB", "Q-1, Q-2")
    folder = write(tmp_path, {"berichte.md": f"# Berichte\n\n{sources}", "SPR-01.md": named})
    state = of_folder(folder, "").whole()
    found = between_days(state.concept, state.town, START, END)
    assert [ids(sources) for sources in found.named_again.values()] == ([again] if again else [])
    states = between_states(state.concept, state.concept, state.town, START, END, ("alt", "neu"))
    assert states.named_again == {}


def test_corrections_stand_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    later, sooner = (
        sachstand(f"SPR-01-S{number}", "2026-01-15", f":festgestellt_am: 2026-01-{day}\n", "unbekannt", "Redaktion")
        for number, day in ((1, 17), (2, 16))
    )
    of_the_town = sachstand("SPR-01-S3", "2026-01-15", status="unbekannt")
    found = period(tmp_path, {"SPR-01.md": recommendation(after=later + of_the_town + sooner)})
    assert ids(found.corrections) == ["SPR-01-S2", "SPR-01-S1"]


@pytest.mark.parametrize(("by", "silent", "unheard"), [("Redaktion", [], ["SPR-01"]), ("Verwaltung", ["SPR-01"], [])])
def test_words_that_the_redaktion_took_back_tell_of_no_state(
    tmp_path: Path, by: str, silent: list[str], unheard: list[str]
) -> None:
    said = sachstand("SPR-01-S1", "2024-06-01", by=by)
    back = sachstand("SPR-01-S2", "2026-01-15", status="unbekannt", by="Redaktion")
    found = period(tmp_path, {"SPR-01.md": recommendation(after=said + back)})
    assert (ids(found.silent), ids(found.unheard)) == (silent, unheard)


def test_how_many_proposals_are_left_out(tmp_path: Path) -> None:
    proposal = (
        ":::{empfehlung} Mehr Bücher\n:id: SPR-V1\n:status: vorgeschlagen\n:priority: weitere\n"
        ":handlungsfeld: HF-SPR\n:zuordnung: redaktion\n:anlass: Q-ZB\n:seit: 2025-01-01\n\n"
        f"{BLOCKS.replace('Laut Quelle', 'Anlass')}\n:::\n"
    )
    state = of_folder(write(tmp_path, {"SPR-01.md": recommendation(), "SPR-V1.md": proposal}), "").whole()
    told = {
        proposals: between_states(
            state.concept, state.concept, state.town, START, END, ("alt", "neu"), proposals=proposals
        )
        for proposals in (False, True)
    }
    assert (told[False].left_out, ids(told[False].now.recommendations())) == (1, ["SPR-01"])
    assert (told[True].left_out, ids(told[True].now.recommendations())) == (0, ["SPR-01", "SPR-V1"])


@pytest.mark.parametrize(("day", "ahead"), [("2026-01-31", []), ("2026-02-01", ["B-2026-02-01-1"])])
def test_a_planned_beratung_of_the_last_day_is_not_ahead(tmp_path: Path, day: str, ahead: list[str]) -> None:
    body = ":::{gremium} Rat\n:id: G-RAT\n:kurz: Rat\n:quelle: Q-ZB\n:::\n"
    planned = (
        f":::{{beratung}} Rat\n:id: B-2026-02-01-1\n:datum: {day}\n:gremium: G-RAT\n:gegenstand: bericht\n"
        ":betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    )
    files = {"SPR-01.md": recommendation(), "rat.md": f"# Rat\n\n{body}\n{planned}"}
    assert ids(period(tmp_path, files).ahead) == ahead


def test_a_figure_of_a_month_that_the_period_cuts_is_no_doubtful_record(tmp_path: Path) -> None:
    figure = (
        "# Zahlen\n\n:::{kennzahl} Menschen\n:id: K-1\n:reihe: Menschen\n:datum: 2026\n:wert: 5\n"
        ":einheit: Menschen\n:quelle: Q-ZB\n:::\n"
    )
    found = period(tmp_path, {"SPR-01.md": recommendation(after=sachstand("SPR-01-S1", "2026")), "zahlen.md": figure})
    assert ids(found.uncertain) == ["SPR-01-S1"]
