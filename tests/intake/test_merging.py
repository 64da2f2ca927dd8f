"""Two sides of one text: what each did is there, and where both changed the same lines neither wins unseen."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konzept.intake.merging import Conflict, lines_of, merged

WORDS = st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b":::\n", b":::{quelle} x\n", b":id: Q-A\n"])
TEXT = st.lists(WORDS, max_size=12)
UNIQUE = st.lists(st.integers(0, 999), unique=True, min_size=1, max_size=20).map(
    lambda numbers: [b"%d\n" % number for number in numbers]
)


def edited(lines: list[bytes], edits: list[tuple[int, str]], mark: bytes) -> tuple[list[bytes], set[int]]:
    """The lines, some of them changed, struck or followed by a new one; and which."""
    made: list[bytes] = []
    touched = set()
    wanted = {place % len(lines): kind for place, kind in edits}
    for number, line in enumerate(lines):
        kind = wanted.get(number, "")
        touched |= {number} if kind else set()
        made += [] if kind == "strike" else [mark + line] if kind == "change" else [line]
        made += [mark + b"new " + line] if kind == "add" else []
    return made, touched


EDITS = st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["strike", "change", "add"])), max_size=5)


@given(TEXT, TEXT)
def test_what_only_one_side_did_is_the_result(base: list[bytes], side: list[bytes]) -> None:
    assert merged(base, side, base) == (side, [])
    assert merged(base, base, side) == (side, [])
    assert merged(base, side, side) == (side, [])


@given(UNIQUE, EDITS, EDITS)
def test_changes_of_different_lines_are_all_there(
    base: list[bytes], one: list[tuple[int, str]], other: list[tuple[int, str]]
) -> None:
    """Each line of the base is there only once, so that what both sides did is known exactly."""
    _, touched = edited(base, one, b"x")
    apart = [(place, kind) for place, kind in other if place % len(base) not in touched]
    ours, _ = edited(base, one, b"x")
    theirs, _ = edited(base, apart, b"y")
    both = {place % len(base): (kind, b"x") for place, kind in one}
    both |= {place % len(base): (kind, b"y") for place, kind in apart}
    expected: list[bytes] = []
    for number, line in enumerate(base):
        kind, mark = both.get(number, ("", b""))
        expected += [] if kind == "strike" else [mark + line] if kind == "change" else [line]
        expected += [mark + b"new " + line] if kind == "add" else []
    result, conflicts = merged(base, ours, theirs)
    if conflicts:  # an insertion beside lines that went: which side it belongs to can't be told
        kinds = {kind for place, kind in (*one, *apart)}
        assert kinds & {"add", "strike"}
    else:
        assert result == expected


@given(TEXT, TEXT, TEXT)
def test_nothing_of_today_is_lost_where_sides_are_at_odds(
    base: list[bytes], ours: list[bytes], theirs: list[bytes]
) -> None:
    """A line that ours has and theirs did not strike is in the result; what theirs brought is there or told."""
    result, conflicts = merged(base, ours, theirs)
    told = [line for conflict in conflicts for line in conflict.theirs]
    for line in {*theirs} - {*base}:
        assert line in result or line in told
    for line in {*ours} - {*base}:
        assert line in result
    for line in set(result):
        assert line in ours or line in theirs
    for conflict in conflicts:
        begin = conflict.line - 1
        assert tuple(result[begin : begin + len(conflict.ours)]) == conflict.ours


@given(TEXT, TEXT, TEXT)
def test_both_orders_are_at_odds_in_as_many_places(base: list[bytes], ours: list[bytes], theirs: list[bytes]) -> None:
    _, one = merged(base, ours, theirs)
    _, other = merged(base, theirs, ours)
    assert [(c.ours, c.theirs) for c in one] == [(c.theirs, c.ours) for c in other]


@given(st.binary(max_size=40))
def test_lines_are_all_bytes(content: bytes) -> None:
    assert b"".join(lines_of(content)) == content


ITEM = ":::{{sachstand}} {0}\n:id: {0}\n\nText.\n:::\n"
BASE = ":::{empfehlung} X\n:id: X\n:status: offen\n:priority: weitere\n:::\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        (
            f"{BASE}\n{ITEM.format('A')}",
            f"{BASE}\n{ITEM.format('B')}",
            f"{BASE}\n{ITEM.format('A')}\n{ITEM.format('B')}",
        ),
        (
            BASE.replace("offen", "da"),
            BASE.replace("weitere", "top"),
            BASE.replace("offen", "da").replace("weitere", "top"),
        ),
        (
            BASE.replace("offen", "da"),
            BASE + "\n" + ITEM.format("B"),
            BASE.replace("offen", "da") + "\n" + ITEM.format("B"),
        ),
        (BASE.removesuffix("\n"), BASE + "\nEnde\n", BASE + "\nEnde"),
    ],
)
def test_texts_that_go_together(ours: str, theirs: str, result: str) -> None:
    made, conflicts = merged(*(lines_of(text.encode()) for text in (BASE, ours, theirs)))
    assert (b"".join(made).decode(), conflicts) == (result, [])


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        (
            BASE.replace("offen", "da"),
            BASE.replace("offen", "fort"),
            Conflict(3, (b":status: da\n",), (b":status: fort\n",)),
        ),
        (f"{BASE}Eins.\n", f"{BASE}Zwei.\n", Conflict(6, (b"Eins.\n",), (b"Zwei.\n",))),
        (
            BASE.replace(":status: offen\n", ""),
            BASE.replace("offen", "da"),
            Conflict(3, (), (b":status: da\n",)),
        ),
        (f"{BASE}\n{ITEM.format('A')}", f"{BASE}\nEin Satz.\n", None),
    ],
)
def test_texts_that_are_at_odds(ours: str, theirs: str, conflict: Conflict | None) -> None:
    made, conflicts = merged(*(lines_of(text.encode()) for text in (BASE, ours, theirs)))
    assert b"".join(made).decode() == ours
    assert len(conflicts) == 1
    assert conflict in (None, conflicts[0])


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_whole_items_at_the_same_place_are_all_there(one: list[bytes], other: list[bytes]) -> None:
    """Whatever stands in them, also the same lines."""
    texts = [[line for line in text if not line.startswith(b":::")] for text in (one, other)]
    base = lines_of(BASE.encode())
    items = [
        [b"\n", b":::{quelle} %s\n" % name, *text, b":::\n"] for name, text in zip((b"A", b"B"), texts, strict=True)
    ]
    assert merged(base, [*base, *items[0]], [*base, *items[1]]) == ([*base, *items[0], *items[1]], [])


def test_entries_of_a_table_of_contents_stand_below_one_another() -> None:
    base = "# A\n\n:::{toctree}\na\n:::\n"
    sides = [base.replace("a\n:::", f"a\n{entry}\n:::") for entry in ("b", "c")]
    made, conflicts = merged(*(lines_of(text.encode()) for text in (base, *sides)))
    assert (b"".join(made).decode(), conflicts) == ("# A\n\n:::{toctree}\na\nb\nc\n:::\n", [])


HEAD: Final = [b"\n", b"## Neue\n"]
ONE, OTHER = ([b"\n", b":::{quelle} %b\n" % name, b":::\n"] for name in (b"a", b"b"))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([*HEAD, *ONE], [*HEAD, *OTHER], [*HEAD, *ONE, *OTHER]),
        ([*HEAD, *ONE], HEAD, [*HEAD, *ONE]),
        (HEAD, [*HEAD, *OTHER], [*HEAD, *OTHER]),
        ([*HEAD, *ONE], [b"\n", b"## Andere\n", *OTHER], None),
        ([*HEAD, *ONE], OTHER, None),
        ([*HEAD, *ONE], [*HEAD, b"\n", b"Ein Satz.\n"], None),
    ],
)
def test_a_heading_that_both_put_above_their_items_stands_once(
    ours: list[bytes], theirs: list[bytes], expected: list[bytes] | None
) -> None:
    base = [b"# Quellen\n"]
    result, conflicts = merged(base, [*base, *ours], [*base, *theirs])
    assert (not conflicts) == (expected is not None)
    assert result == [*base, *(expected or ours)]
