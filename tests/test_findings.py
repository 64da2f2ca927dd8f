"""What a finding offers in place of a word that nobody knows, and which findings are new."""

from __future__ import annotations

from konzept.findings import fault, fresh, nearest


def test_of_a_word_that_several_share_all_are_offered_so_that_none_is_chosen_by_chance() -> None:
    known = ["geändert beschlossen", "mehrheitlich beschlossen", "vertagt", "offen"]
    assert nearest("beschlossen", known) == "Möglich sind: geändert beschlossen, mehrheitlich beschlossen."
    assert nearest("vertag", known) == "Gemeint ist vielleicht 'vertagt'."
    assert nearest("egal", ["offen"]) == "Möglich sind: offen."


def test_a_finding_is_new_if_it_was_not_there_before_or_not_so_often() -> None:
    before = [fault("a.md", 3, "Falsch."), fault("b.md", 1, "Auch.")]
    moved, again, elsewhere = fault("a.md", 9, "Falsch."), fault("a.md", 12, "Falsch."), fault("c.md", 3, "Falsch.")
    assert fresh(before, [moved, again, elsewhere]) == [again, elsewhere]
