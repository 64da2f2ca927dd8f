"""What a talk is about, and what of it is recorded of nothing: a paper says it, and says nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from konzept import town
from konzept.examine import examine_folder
from konzept.model import Field, Recommendation
from konzept.views.scope import Scope
from konzept.views.talks import unrecorded
from tests.project import ROOT

MUSTERAU = ROOT / "tests" / "musterau"


@pytest.mark.usefixtures("words_of_the_town")
def test_what_is_lacking_is_said_of_an_item_and_of_a_field() -> None:
    concept = examine_folder(MUSTERAU, date(2026, 11, 22)).concept
    scope = Scope(concept=concept, town=town.load(MUSTERAU), today=date(2026, 11, 22))
    said = {item.id: unrecorded(scope, item) for item in concept.all(Recommendation) if item.id[:3] == "WOH"}
    assert said == {
        "WOH-01": "Nicht erfasst ist, was der nächste Schritt ist und was hindert.",
        "WOH-02": "Nicht erfasst ist, wer entscheidet, wer federführend ist, was es kostet und was der nächste Schritt "
        "ist.",  # has a review
        "WOH-03": "Nicht erfasst ist, wer federführend ist, was es kostet und was der nächste Schritt ist.",
        "WOH-04": "",  # dropped
        "WOH-V1": "Nicht erfasst ist, wer entscheidet, wer federführend ist, was es kostet, was der nächste Schritt "
        "ist und was hindert.",
    }
    fields = {field.code: unrecorded(scope, field) for field in concept.all(Field)}
    assert fields["WOH"] == "Zu keiner Empfehlung des Felds ist erfasst, was der nächste Schritt ist."
    assert (fields["SPR"], fields["KUL"]) == ("", "")  # nothing is lacking; nothing is there
