"""The reader: what stands in the Markdown, with its places."""

from __future__ import annotations

import pytest

from konzept.markdown.parser import named, reference
from konzept.markdown.reader import read
from konzept.markdown.records import Record
from konzept.model import Place

DOCUMENT = """# Titel

```{quelle} In Backticks
:id: Q-A
:art: presse
```

- in einer Liste:

  :::{quelle} Eingerückt
  :id: Q-B

  Text der Quelle
  in zwei Zeilen.
  :::

```text
:::{quelle} nur ein Beispiel
:id: Q-C
:::
```
"""


def test_records_have_title_options_text_and_places() -> None:
    reading = read(DOCUMENT, "quellen.md")
    assert reading.findings == []
    assert reading.records == [
        Record(
            type="quelle",
            title="In Backticks",
            options={"id": "Q-A", "art": "presse"},
            lines={"id": 4, "art": 5},
            unread=frozenset(),
            text="",
            place=Place(file="quellen.md", line=3),
        ),
        Record(
            type="quelle",
            title="Eingerückt",
            options={"id": "Q-B"},
            lines={"id": 11},
            unread=frozenset(),
            text="Text der Quelle\nin zwei Zeilen.",
            place=Place(file="quellen.md", line=10),
            parts=(("", "\nText der Quelle\nin zwei Zeilen."),),
        ),
    ]


def test_other_directives_are_no_records() -> None:
    assert read(":::{note}\nText\n:::\n\n:::{ansicht} top-2\n:::\n", "a.md").records == []


@pytest.mark.parametrize(
    ("info", "taken"),
    [
        ("{note}", ("note", "")),
        (" {note}  Ein Text ", ("note", "Ein Text")),
        ("{note}\tEin Text", ("note", "Ein Text")),
        ("{note}\u00a0Ein Text", ("note", "Ein Text")),
        ("{note}Ein Text", None),
        ("{}", None),
        ("text", None),
        ("", None),
    ],
)
def test_the_first_line_of_a_block_is_taken_apart_as_myst_does(info: str, taken: tuple[str, str] | None) -> None:
    assert named(info) == taken


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("SPR-01", ("", "SPR-01")),
        ("die Kurse <SPR-01>", ("die Kurse", "SPR-01")),
        ("a < b < SPR-01 >", ("a < b", "SPR-01")),
        ("<SPR-01>", ("", "SPR-01")),
        (" " * 400_000 + "<SPR-01", ("", "<SPR-01")),
    ],
)
def test_words_and_target_of_a_role(content: str, expected: tuple[str, str]) -> None:
    assert reference(content) == expected
