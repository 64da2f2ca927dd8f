"""Pictures over time: the axis of all entries, the status at the end of each year; they say what their tables say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konzept import town
from konzept.blocks import Picture, Section, Table, Text
from konzept.model import RECORDS, Event, Recommendation, Source
from konzept.views import VIEWS
from konzept.views.marks import STANDINGS, count
from konzept.views.scope import Scope
from tests.project import TODAY, examine, recommendation
from tests.views.test_charts import SVG, drawn, rows, scope, words

__all__ = ["scope"]  # the fixture: the invented town


def sections(scope: Scope) -> list[Section]:
    """The parts of the axis, without the legend."""
    _, *found = VIEWS["zeitachse"](scope)
    assert all(isinstance(block, Section) for block in found)
    return [block for block in found if isinstance(block, Section)]


def pictures(section: Section) -> list[Picture]:
    """The pictures of a part."""
    return [block for block in section.blocks if isinstance(block, Picture)]


def test_every_dated_entry_stands_on_the_axis_once_for_all_that_it_concerns(scope: Scope) -> None:
    found = Counter(title for part in sections(scope) for _, title, *_ in rows(part.blocks[-1]))
    expected: Counter[str] = Counter()
    for kind in RECORDS:
        for record in scope.concept.all(kind):
            planned = record.NAME in ("termin", "beratung")
            if record.date and (planned or record.date.first <= scope.today):
                concerned = {record.affects} if isinstance(record.affects, str) else {*record.affects}
                expected[record.marked] += len(concerned)
    for item in scope.concept.recommendations():
        days = {item.since} if item.is_proposal else {s.date for s in scope.concept.pick(item.named_in, Source)}
        expected[item.marked] += len(days - {None})
    assert found == +expected


def test_pictures_have_a_sign_for_each_row_of_the_table_and_say_the_same_in_words(scope: Scope) -> None:
    for part in sections(scope):
        signs = sum(1 for picture in pictures(part) for _ in drawn(picture).iter(f"{SVG}rect"))
        table = rows(part.blocks[-1])
        assert signs == len(table)
        told = " ".join(picture.alt for picture in pictures(part))
        assert all(day in told for day, *_ in table)
        assert "die gestrichelte Linie ist der Stichtag 22.11.2026" in told


def test_the_legend_says_every_sign_in_the_picture_and_in_its_words(scope: Scope) -> None:
    legend = VIEWS["zeitachse"](scope)[0]
    assert isinstance(legend, Picture)
    shown = words(legend)
    assert shown[-2:] == ["nur Monat oder Jahr bekannt", "Stichtag 22.11.2026"]
    assert [word for word in shown if word not in legend.alt] == []


def test_what_is_drawn_for_a_wide_window_shows_the_same(scope: Scope) -> None:
    broad = [picture for part in sections(scope) for picture in pictures(part)]
    broad += [block for block in VIEWS["kennzahlen"](scope) if isinstance(block, Picture)]
    assert len(broad) > 2
    for picture in broad:
        wide = drawn(second := replace(picture, svg=picture.broad))
        assert wide.get("class") == "weit"
        assert wide.get("aria-label") == picture.alt
        for kind in ("rect", "a"):
            assert len([*wide.iter(f"{SVG}{kind}")]) == len([*drawn(picture).iter(f"{SVG}{kind}")])
        told, more = ([word for word in words(one) if not word.isdecimal()] for one in (picture, second))
        plain = [re.sub(r"[\s-]", "", "".join(found)) for found in (told, more)]
        assert plain[0] == plain[1]  # lines and years apart, of which a wide one has more


def test_a_field_of_many_has_several_pictures_of_about_as_many(tmp_path: Path) -> None:
    files = {f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}") for number in range(1, 22)}
    concept = examine(tmp_path, files).concept
    (part,) = sections(Scope(concept=concept, town=town.load(tmp_path), today=TODAY))
    assert [len(re.findall(r"SPR-\d\d", picture.alt)) for picture in pictures(part)] == [7, 7, 7]


def test_the_tables_of_the_axis_are_in_the_order_of_time(scope: Scope) -> None:
    for part in sections(scope):
        days = [day.split(".")[::-1] for day, *_ in rows(part.blocks[-1]) if day.count(".") == 2]
        assert days == sorted(days)


def test_all_parts_have_one_scale_and_no_sign_lies_outside_or_upon_another(scope: Scope) -> None:
    drawings = [drawn(picture) for part in sections(scope) for picture in pictures(part)]
    years = {tuple(text.text for text in root.iter(f"{SVG}text") if (text.text or "").isdigit()) for root in drawings}
    assert len(years) == 1
    for root in drawings:
        boxes = [tuple(float(box.get(key, "")) for key in ("x", "y", "width")) for box in root.iter(f"{SVG}rect")]
        assert all(x >= 0 and x + width <= 361 for x, _, width in boxes)
        beside = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if abs(a[1] - b[1]) < 12]
        assert not [(a, b) for a, b in beside if a[0] < b[0] + b[2] and b[0] < a[0] + a[2]]


def test_what_has_only_a_year_is_drawn_as_wide_as_that(tmp_path: Path) -> None:
    event = "\n:::{{entwicklung}} Kurse\n:id: SPR-01-E{0}\n:datum: {1}\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    after = event.format(1, "2021") + event.format(2, "2023-05-05")
    concept = examine(tmp_path, {"SPR-01.md": recommendation(after=after)}).concept
    (part,) = sections(Scope(concept=concept, town=town.load(tmp_path), today=TODAY))
    (picture,) = pictures(part)
    lines = [path.get("d", "") for path in drawn(picture).iter(f"{SVG}path") if not path.get("stroke-dasharray")]
    assert [line.count("H") for line in lines if "H" in line] == [2]  # before and behind its sign


def test_each_source_that_names_it_has_a_sign_that_says_so_and_nothing_that_sounds_like_an_event(
    tmp_path: Path,
) -> None:
    again = ":::{quelle} Bericht 2024\n:id: Q-ZB2\n:datum: 2024-04-04\n:art: zwischenbericht\n:vollstaendig: ja\n:::\n"
    text = recommendation().replace(":genannt_in: Q-ZB\n", ":genannt_in: Q-ZB, Q-ZB2\n")
    concept = examine(tmp_path, {"SPR-01.md": text, "zb2.md": f"# Quelle\n\n{again}"}).concept
    (part,) = sections(Scope(concept=concept, town=town.load(tmp_path), today=TODAY))
    assert [[day, title, what] for day, title, what, _ in rows(part.blocks[-1])] == [
        [day, "Mehr Kurse", "in einer Quelle genannt"] for day in ("05.05.2020", "04.04.2024")
    ]
    (picture,) = pictures(part)
    assert "04.04.2024: in einer Quelle genannt" in picture.svg
    assert "04.04.2024: Mehr Kurse" not in picture.svg


def test_the_future_has_only_what_is_planned(scope: Scope) -> None:
    early = replace(scope, today=date(2025, 1, 1))
    kinds = {item.NAME for item in scope.concept.items.values() if isinstance(item, Event)} | {"beratung"}
    for part in sections(early):
        for row in rows(part.blocks[-1]):
            day = next(item for item in scope.concept.items.values() if item.marked == row[1])
            if isinstance(day, RECORDS) and day.date and day.date.first > early.today:
                assert day.NAME in kinds


def test_progress_ends_with_the_state_of_today_and_never_counts_a_proposal(scope: Scope) -> None:
    *_, picture, table = VIEWS["fortschritt"](scope)
    assert isinstance(picture, Picture)
    assert isinstance(table, Table)
    named = [item for item in scope.concept.recommendations() if not item.is_proposal]
    dated = [item for item in named if scope.concept.since(item)]
    last = dict(zip(table.head, rows(table)[-1], strict=True))
    today = Counter({standing.label: number for standing, number in count(scope.concept, dated).items()})
    assert last == {"Tag": "22.11.2026", "Zusammen": str(len(dated))} | {
        standing.label: str(today[standing.label]) for standing in STANDINGS if standing.label in table.head
    }
    assert [row[0] for row in rows(table)][:2] == ["31.12.2019", "31.12.2020"]
    shown = [word for word in words(picture) if word.startswith("31.12.")]
    assert shown == [f"{row[0]}: {row[-1]}" for row in rows(table)[:-1]]


@pytest.mark.parametrize("name", ["zeitachse", "fortschritt"])
def test_without_a_dated_entry_a_sentence_says_so(name: str, tmp_path: Path) -> None:
    undated = recommendation().replace(":genannt_in: Q-ZB", ":genannt_in: Q-OHNE")
    source = "# Quelle\n\n:::{quelle} Bericht\n:id: Q-OHNE\n:art: zwischenbericht\n:vollstaendig: nein\n:::\n"
    concept = examine(tmp_path, {"SPR-01.md": undated, "q.md": source}).concept
    assert concept.all(Recommendation)
    (block,) = VIEWS[name](Scope(concept=concept, town=town.load(tmp_path), today=TODAY))
    assert isinstance(block, Text)
    assert block.look == "leer"
