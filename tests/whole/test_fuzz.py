"""A small fixed sample of the fuzzing; ``make fuzz`` is the long run."""

from __future__ import annotations

from tools import grammar
from tools.fuzz import Tally, build_many, read_many


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
