"""What a finding offers in place of a word that nobody knows."""

from __future__ import annotations

from konzept.findings import nearest


def test_of_a_word_that_several_share_all_are_offered_so_that_none_is_chosen_by_chance() -> None:
    known = ["geändert beschlossen", "mehrheitlich beschlossen", "vertagt", "offen"]
    assert nearest("beschlossen", known) == "Möglich sind: geändert beschlossen, mehrheitlich beschlossen."
    assert nearest("vertag", known) == "Gemeint ist vielleicht 'vertagt'."
    assert nearest("egal", ["offen"]) == "Möglich sind: offen."
