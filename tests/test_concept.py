"""What the concept says of its items by their relations, where the order or the newest of several matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.concept import Concept
from konzept.model import Field, Recommendation, Update
from konzept.states import of_folder
from tests.project import recommendation, write

BODY = "# Rat\n\n:::{gremium} Rat\n:id: G-RAT\n:kurz: Rat\n:quelle: Q-ZB\n:::\n"


def concept(folder: Path, files: dict[str, str]) -> Concept:
    """The concept of a small town."""
    return of_folder(write(folder, files), "").whole().concept


def meeting(day: str, result: str, subject: str = "konzept") -> str:
    """A Beratung of the Rat on the concept as a whole."""
    return (
        f"\n:::{{beratung}} Rat\n:id: B-{day}-1\n:datum: {day}\n:gremium: G-RAT\n:gegenstand: {subject}\n"
        f"{f':ergebnis: {result}{chr(10)}' if result else ''}:betrifft: KONZEPT\n:quelle: Q-ZB\n:::\n"
    )


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        ((), ""),
        ((("2019-05-01", "ungeändert beschlossen"),), "Rat, 01.05.2019: ungeändert beschlossen"),
        (
            (("2019-05-01", "ungeändert beschlossen", "leitfaden"),),
            "Rat, 01.05.2019, als Leitfaden: ungeändert beschlossen",
        ),
        ((("2019-05-01", "ungeändert beschlossen", "bericht"),), ""),
        ((("2019-05-01", "vertagt"),), ""),
        ((("2019-05-01", ""),), ""),
        (
            (("2020-05-01", "geändert beschlossen"), ("2019-05-01", "ungeändert beschlossen")),
            "Rat, 01.05.2020: geändert beschlossen",
        ),
        (
            (("2020-05-01", "vertagt"), ("2019-05-01", "ungeändert beschlossen")),
            "Rat, 01.05.2019: ungeändert beschlossen",
        ),
    ],
)
def test_the_newest_decision_on_the_concept_counts(
    tmp_path: Path, meetings: tuple[tuple[str, ...], ...], said: str
) -> None:
    text = BODY + "".join(meeting(*one) for one in meetings)
    assert concept(tmp_path, {"rat.md": text}).decision == said


def test_parts_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    numbers = {"SPR-02": "1.10", "SPR-03": "1.9", "SPR-04": ""}
    files = {"SPR-01.md": recommendation()} | {
        f"{ident}.md": recommendation(
            ident, more=f":gehoert_zu: SPR-01\n{f':nummer_im_konzept: {number}{chr(10)}' if number else ''}"
        )
        for ident, number in numbers.items()
    }
    whole = concept(tmp_path, files)
    above = whole.get("SPR-01", Recommendation)
    assert above
    assert [part.id for part in whole.parts(above)] == ["SPR-04", "SPR-03", "SPR-02"]


def test_fields_stand_as_the_town_orders_them_and_others_by_title(tmp_path: Path) -> None:
    field = ":::{{handlungsfeld}} {}\n:id: HF-{}\n:top2: offen\n:::\n"
    folder = write(
        tmp_path,
        {f"HF-{code}.md": field.format(title, code) for title, code in (("Zuletzt", "ABC"), ("Arbeit", "ZZZ"))},
    )
    town = folder / "kommune.toml"
    town.write_text(f'{town.read_text("utf-8")}reihenfolge = ["HF-SPR"]\n', "utf-8")
    whole = of_folder(folder, "").whole().concept
    assert [item.id for item in whole.all(Field)] == ["HF-SPR", "HF-ZZZ", "HF-ABC"]


@pytest.mark.parametrize(
    ("days", "newest"),
    [
        (("2026-01-10", "2026-01-11"), ["S2"]),
        (("2026-01-10", "2026-01-10"), ["S1", "S2"]),
        (("2026-01-10", "2026-01"), ["S1", "S2"]),
        (("2026-01-31", "2026-01"), ["S1", "S2"]),
        (("2026-01-01", "2025"), ["S1"]),
    ],
)
def test_of_sachstaende_all_are_newest_that_none_is_surely_later_than(
    tmp_path: Path, days: tuple[str, str], newest: list[str]
) -> None:
    after = "".join(
        f"\n:::{{sachstand}} Gesagt\n:id: SPR-01-S{number}\n:datum: {day}\n:status: offen\n"
        ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
        for number, day in enumerate(days, 1)
    )
    whole = concept(tmp_path, {"SPR-01.md": recommendation(status="offen", after=after)})
    item = whole.get("SPR-01", Recommendation)
    assert item
    found: tuple[Update, ...] = whole.newest_updates(item)
    assert sorted(update.id.removeprefix("SPR-01-") for update in found) == newest
