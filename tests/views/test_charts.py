"""Pictures: they say the same as their tables, need no colour, and never draw what is not known as known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from konzept import town
from konzept.blocks import Badge, Block, Cell, Picture, Table
from konzept.examine import examine_folder
from konzept.model import Field, Figure, Origin, PartialDate, Place, Status, Word
from konzept.views import VIEWS
from konzept.views.canvas import HIGHEST, LOOKS, Hatching, wrap
from konzept.views.charts import counted_chart, series_chart
from konzept.views.scope import Scope
from tests.project import ROOT, TODAY, examine, recommendation, write

SVG = "{http://www.w3.org/2000/svg}"
MUSTERAU = ROOT / "tests" / "musterau"


@pytest.fixture(scope="module")
def scope() -> Scope:
    """The invented town, which uses every status."""
    concept = examine_folder(MUSTERAU, date(2026, 11, 22)).concept
    return Scope(concept=concept, town=town.load(MUSTERAU), today=date(2026, 11, 22))


def drawn(picture: Block) -> ElementTree.Element:
    assert isinstance(picture, Picture)
    return ElementTree.fromstring(picture.svg)  # noqa: S314 (our own drawing)


def words(picture: Block) -> list[str]:
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text")]


def said(cell: Cell) -> str:
    return " ".join(part if isinstance(part, str) else part.text for line in cell for part in line)


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[said(cell) for cell in row] for row in block.rows]


def test_status_pictures_have_the_numbers_of_the_table_and_proposals_apart(scope: Scope) -> None:
    *pictures, table = VIEWS["stand-nach-status"](scope)
    for column, picture in enumerate(pictures, 1):
        title, *rest = words(picture)
        shown = {name: int(value.split()[0]) for name, value in zip(rest[::2], rest[1::2], strict=True)}
        counted = {row[0]: int(row[column]) for row in rows(table) if int(row[column])}
        total = counted.pop("Zusammen")
        assert shown == counted
        assert title == f"{['Empfehlungen', 'Vorschläge der Redaktion'][column - 1]}: {total}"
    assert [drawn(picture).get("class") for picture in pictures] == ["schmal", "schmal vorschlag"]


def test_bars_are_as_long_as_their_share(scope: Scope) -> None:
    picture, *_ = VIEWS["stand-nach-status"](scope)
    root = drawn(picture)
    whole, *_ = (float(box.get("width", "")) for box in root.iter(f"{SVG}rect") if box.get("class") == "grund")
    bars = [float(box.get("width", "")) for box in root.iter(f"{SVG}rect") if box.get("class") != "grund"]
    counts = [int(text.split()[0]) for text in words(picture) if text.endswith("%)")]
    assert bars == [pytest.approx(whole * count / sum(counts), abs=0.1) for count in counts]


def test_field_pictures_have_the_numbers_of_their_tables(scope: Scope) -> None:
    *pictures, named, proposed = VIEWS["stand-nach-handlungsfeld"](scope)
    for picture, table in zip(pictures, (named, proposed), strict=True):
        assert isinstance(table, Table)
        expected = []
        for row in rows(table)[:-1]:
            expected.append(f"{row[0]}: {row[-1]}")
            parts = [
                f"{head}: {count}" for head, count in zip(table.head[1:-1], row[1:-1], strict=True) if count != "0"
            ]
            is_of_redaktion = words(picture)[0].startswith("Vorschläge")
            expected += parts or ["keine" if is_of_redaktion else "keine bekannt"]
        assert words(picture)[1:] == expected


def test_pictures_beside_each_other_have_one_scale(scope: Scope) -> None:
    pictures = VIEWS["stand-nach-handlungsfeld"](scope)[:2]
    units = set()
    for picture, items in zip(pictures, (scope.concept.named(), scope.concept.proposals()), strict=True):
        boxes = [box for box in drawn(picture).iter(f"{SVG}rect") if box.get("class") != "grund"]
        bars = [float(box.get("width", "")) for box in boxes if box.get("height") == "18"]
        units.add(round(sum(bars) / len(items), 1))
    assert (len(units), len(scope.concept.named()) == len(scope.concept.proposals())) == (1, False)


def test_each_series_is_drawn_alone_with_the_values_of_its_table(scope: Scope) -> None:
    blocks = VIEWS["kennzahlen"](scope)
    assert [type(block) for block in blocks] == [Picture, Table, Picture, Table]
    for picture, table in zip(blocks[::2], blocks[1::2], strict=True):
        assert isinstance(table, Table)
        shown = words(picture)
        pairs = list(zip(shown[-2 * len(table.rows) :: 2], shown[1 - 2 * len(table.rows) :: 2], strict=True))
        assert pairs == [(day, value) for day, value, _ in rows(table)]
        assert " ".join(shown[: -2 * len(table.rows)]) == table.caption


def figure(year: int, value: int) -> Figure:
    place = Place(file="k.md", line=1)
    when = PartialDate(year)
    return Figure(
        id=f"K-{year}", title="", text="", place=place, lines={}, series="Kurse", date=when, value=Decimal(value),
        unit="Kurse",
    )  # fmt: skip


def test_a_year_without_a_figure_is_drawn_as_not_known() -> None:
    (picture,) = series_chart("Kurse", [figure(2021, 0), figure(2023, 0)])
    assert words(picture) == ["Kurse", "2021", "0 Kurse", "2022", "keine Zahl bekannt", "2023", "0 Kurse"]
    dashed = [box.get("stroke-dasharray") is not None for box in drawn(picture).iter(f"{SVG}rect")]
    assert dashed == [False, True, False]


def test_history_tells_what_its_table_tells_and_which_years_are_not_known(scope: Scope) -> None:
    picture, table = VIEWS["geschichte"](scope)
    shown = " ".join(words(picture))
    for day, title, kind, result in rows(table):
        assert f"{day} · {kind} {title}" in shown
        assert kind != "Beratung" or f"Ergebnis: {result}" in shown
    assert "2020 bis 2024: in den ausgewerteten Quellen nichts" in shown
    assert shown.endswith("22.11.2026: Stichtag dieser Seiten")


def test_history_puts_what_has_no_date_behind_the_stichtag(tmp_path: Path) -> None:
    paper = ":::{vorlage} Das Papier\n:id: V-1\n:oeffentlich: ja\n:betrifft: KONZEPT\n:quelle: Q-ZB\n:::\n"
    main = ":::{konzept} Konzept\n:id: KONZEPT\n:stand: 2025-03-25\n:quelle: Q-ZB\n:::\n"
    concept = examine(tmp_path, {"KONZEPT.md": main, "v.md": f"# Vorlagen\n\n{paper}"}).concept
    picture, table = VIEWS["geschichte"](Scope(concept=concept, town=town.load(tmp_path), today=TODAY))
    assert words(picture) == ["31.01.2026: Stichtag dieser Seiten", "ohne Datum · Vorlage", "Das Papier"]
    assert rows(table) == [["ohne Datum", "Das Papier", "Vorlage", ""]]


def test_without_content_there_is_no_picture(tmp_path: Path) -> None:
    concept = examine(tmp_path, {}).concept
    empty = Scope(concept=concept, town=town.load(tmp_path), today=TODAY)
    for name in ("stand-nach-status", "stand-nach-handlungsfeld", "kennzahlen", "geschichte"):
        assert all(isinstance(block, Table) and not block.rows for block in VIEWS[name](empty))


def test_every_status_has_its_own_look_in_black_and_white() -> None:
    looks = [LOOKS[status.value] for status in Status]
    assert len(set(looks)) == len(Status)
    assert [status for status in Status if LOOKS[status.value].dashed] == [Status.SUGGESTED, Status.UNKNOWN]


@pytest.mark.parametrize(
    ("kind", "plain", "words"), [("status", Status.OPEN, Status), ("herkunft", Origin.DRAFT, Origin)]
)
def test_every_state_and_origin_has_its_own_sign_on_the_website(kind: str, plain: Word, words: type[Word]) -> None:
    style = (ROOT / "konzept/theme/static/konzept.css_t").read_text("utf-8")
    assert [word for word in words if f".{kind}-{word.value}::before {{" not in style] == [plain]


@pytest.mark.parametrize("look", [look for look in LOOKS.values() if look != Hatching()])
def test_strokes_stay_in_their_box(look: Hatching) -> None:
    x = y = 0.0
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", look.strokes(10, 20, 37.5, 18)):
        values = [float(number) for number in numbers.split()]
        match command:
            case "M" | "L":
                x, y = values
            case "m" | "l":
                x, y = x + values[0], y + values[1]
            case "h":
                x += values[0]
            case "v":
                y += values[0]
        assert 9.9 <= x <= 47.6
        assert 19.9 <= y <= 38.1


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", [""]),
        ("eins zwei drei", ["eins zwei", "drei"]),
        ("Top-2 benannt", ["Top-2", "benannt"]),
        ("Ehrenamt/Hilfe", ["Ehrenamt/", "Hilfe"]),
        ("Donaudampfschiff", ["Donaudamp-", "fschiff"]),
    ],
)
def test_words_are_wrapped_and_none_is_cut_off(words: str, lines: list[str]) -> None:
    assert wrap(words, 10) == lines


def test_no_picture_needs_a_style_or_an_id(scope: Scope, tmp_path: Path) -> None:
    small = examine_folder(write(tmp_path, {"SPR-01.md": recommendation()}), TODAY).concept
    narrow = Scope(concept=small, town=scope.town, today=TODAY)
    pictures = [
        block
        for where in (scope, narrow)
        for name in ("stand-nach-status", "stand-nach-handlungsfeld", "kennzahlen", "geschichte", "spur", "fortschritt")
        for block in VIEWS[name](where)
        if isinstance(block, Picture)
    ]
    assert len(pictures) > 6
    for picture in pictures:
        root = drawn(picture)
        assert root.get("role") == "group"  # its parts are links
        assert root.get("aria-label") == picture.alt
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "a", "text", "rect", "path"}
        assert not [element for element in root.iter() if element.get("id") or element.get("style")]


def test_badges_are_words(scope: Scope) -> None:
    _, table = VIEWS["geschichte"](scope)
    assert isinstance(table, Table)
    assert all(isinstance(row[2][0][0], Badge) and row[2][0][0].text for row in table.rows)


def many(scope: Scope, tmp_path: Path) -> Scope:
    """A town with sixty recommendations in a field, and a long history."""
    files = {f"SPR-{n:02}.md": recommendation(f"SPR-{n:02}") for n in range(1, 61)}
    files["KONZEPT.md"] = ":::{konzept} Konzept\n:id: KONZEPT\n:stand: 2025-03-25\n:quelle: Q-PRESSE\n:::\n"
    files["e.md"] = "# E\n" + "".join(
        f"\n:::{{entwicklung}} Schritt {n}\n:id: KONZEPT-E{n}\n:datum: {1990 + n // 2}-01-01\n:betrifft: KONZEPT\n"
        ":quelle: Q-PRESSE\n\nText.\n:::\n"
        for n in range(1, 41)
    )
    found = examine(tmp_path, files)
    assert [str(finding) for finding in found.findings] == []
    return Scope(concept=found.concept, town=town.load(tmp_path), today=TODAY)


def test_what_does_not_fit_a_sheet_is_drawn_in_several_pictures_that_lose_nothing(scope: Scope, tmp_path: Path) -> None:
    big = many(scope, tmp_path)
    field = big.concept.get("HF-SPR", Field)
    assert field
    trace = VIEWS["spur"](Scope(concept=big.concept, town=big.town, today=TODAY, field=field))
    series = series_chart("Kurse", [figure(year, year) for year in range(1950, 2010)])
    counts = [
        (replace(field, id=f"HF-F{n}", title=f"Feld {n}"), Counter({Status.OPEN: n, Status.REALISED: 1}))
        for n in range(1, 41)
    ]
    drawings: dict[str, list[Block]] = {
        "spur": trace,
        "geschichte": VIEWS["geschichte"](big),
        "reihe": [*series],
        "felder": [*counted_chart("F", counts)],
    }
    expected = {
        "spur": [f"SPR-{n:02} Mehr Kurse" for n in range(1, 61)],
        "geschichte": [f"Schritt {n}" for n in range(1, 41)],
        "reihe": [f"{year}" for year in range(1950, 2010)],
        "felder": [f"Feld {n}: {n + 1}" for n in range(1, 41)],
    }
    for name, blocks in drawings.items():
        pictures = [block for block in blocks if isinstance(block, Picture)]
        assert len(pictures) > 1
        heights = [float(drawn(picture).get("viewBox", "").split()[3]) for picture in pictures]
        assert max(heights) < HIGHEST + 60, name
        assert all(f"Teil {n} von {len(pictures)}" in picture.alt for n, picture in enumerate(pictures, 1))
        shown = [word for picture in pictures for word in words(picture)]
        assert [word for word in shown if word in expected[name]] == expected[name]
