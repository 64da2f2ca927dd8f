"""Pieces of Markdown: they are read as the words they were made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konzept.edits.wording import bullets, escaped, heading, reference, table
from konzept.markdown.characters import normalised
from konzept.markdown.parser import parser
from konzept.markdown.reader import read
from konzept.model import Item, Place
from tools.grammar import ODD_TEXT


def shown(markdown: str) -> str:
    """The words that a page shows of a line."""
    (line,) = parser().parseInline(normalised(markdown))
    assert {child.type for child in line.children or ()} <= {"text", "text_special"}
    return "".join(child.content for child in line.children or ())


@given(st.lists(ODD_TEXT, max_size=4).map("".join))
def test_escaped_words_are_shown_as_they_are(text: str) -> None:
    assert shown(f"Wort {escaped(text)} Wort") == normalised(f"Wort {' '.join(text.split())} Wort")


@given(st.lists(st.lists(ODD_TEXT, min_size=2, max_size=2), max_size=3))
def test_a_table_has_the_cells_it_was_made_of(rows: list[list[str]]) -> None:
    tokens = parser().parse(normalised(table(["A", "B"], [[f"x{escaped(cell)}" for cell in row] for row in rows])))
    cells = [shown(token.content).split() for token in tokens if token.type == "inline"]
    said = ("A", "B", *(f"x{' '.join(cell.split())}" for row in rows for cell in row))
    assert cells == [normalised(cell).split() for cell in said]


def test_no_title_can_break_out_of_its_place() -> None:
    odd = "Kurse | Räume <SPR-02> *neu* [x](y)"
    assert reference(item(odd)) == "{need}`Kurse  Räume SPR-02 *neu* [x](y) <SPR-01>`"
    assert escaped(odd) == r"Kurse \| Räume \<SPR-02\> \*neu\* \[x\](y)"


@given(ODD_TEXT)
def test_a_reference_leads_to_its_item_whatever_its_title(title: str) -> None:
    reading = read(f"Siehe {reference(item(f'Kurse {title}'))}.", "a.md")
    found = [(mention.kind, mention.target) for mention in reading.mentions if mention.kind == "item"]
    # broken is a text with a character that stands nowhere, so not in the title of an item either
    assert reading.broken or found == [("item", "SPR-01")]


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (heading(2, "Neu"), "## Neu"),
        (bullets(["a", "b"]), "* a\n* b"),
        (bullets([]), ""),
        (table(["A"], [["1"]]), "| A |\n| --- |\n| 1 |"),
    ],
)
def test_the_form_of_what_is_made(made: str, written: str) -> None:
    assert made == written


def item(title: str) -> Item:
    return Item(id="SPR-01", title=title, place=Place(file="a.md", line=1))
