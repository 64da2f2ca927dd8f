"""A small fixed sample of the fuzzing; ``make fuzz`` is the long run."""

from __future__ import annotations

import pytest

from tools import grammar
from tools.fuzz import Case, Tally, build_many, built, read_many


def test_documents_give_findings_and_no_exception() -> None:
    tally = Tally()
    read_many(200, 1, tally)
    assert tally.broken == {}
    assert tally.done == {"checked": 200}


def test_what_passes_builds_and_shows_every_word_and_what_does_not_is_refused_in_german() -> None:
    tally = Tally()
    build_many(10, 2, tally)
    assert tally.broken == {}
    assert tally.done["built"] == 10


def test_an_odd_word_is_written_as_it_stands_and_an_id_gets_its_number() -> None:
    odd = [grammar.Block("quelle", options=(("id", word),)) for word in (*grammar.ODD, "Q-Z{}")]
    text = grammar.write(odd, before=True).text
    assert [word for word in grammar.ODD if f":id: {word}".rstrip() not in text] == []
    assert ":id: Q-Z1" in text


# What whole runs found: each passed the examination and failed in the build, or was refused there in English.
_FOUND = {
    "ein Begriff, den kein Glossar erklärt": "{term}`Wort`\n",
    "ein Begriff, der nur mit ss im Glossar steht": "{term}`Straße`\n\n:::{glossary}\nStrasse\n  Weg.\n:::\n",
    "eine Tabelle mit Kopf in einer ohne": (
        ":::{list-table}\n* - Davor\n\n    | A | B |\n    |---|---|\n    | C | D |\n:::\n"
    ),
}


@pytest.mark.parametrize("text", _FOUND.values(), ids=_FOUND)
def test_the_build_says_what_the_examination_says(text: str) -> None:
    assert built(Case(f"# Seite\n\n{text}")) == ""
