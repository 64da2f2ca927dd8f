"""The timeline of a recommendation: what stands beside each entry."""

from __future__ import annotations

from pathlib import Path

from konzept import town
from konzept.blocks import Section, Text
from konzept.views.item import timeline
from konzept.views.scope import Scope
from tests.project import TODAY, examine, recommendation

RECORD = "\n:::{entwicklung} Kurs\n:id: SPR-01-E1\n:datum: 2024\n:betrifft: SPR-01\n:quelle: Q-ZB, Q-PRESSE\n:::\n"


def test_several_sources_are_parted_by_a_sign_that_their_titles_do_not_have(tmp_path: Path) -> None:
    concept = examine(tmp_path, {"SPR-01.md": recommendation(after=RECORD)}).concept
    blocks = timeline(Scope(concept=concept, town=town.load(tmp_path), today=TODAY), concept.items["SPR-01"])
    entry = next(block for block in blocks if isinstance(block, Section))
    rows = [block.line for block in entry.blocks if isinstance(block, Text) and block.look == "beleg"]
    assert [[part for part in row if isinstance(part, str)] for row in rows] == [["Quelle: ", "; "]]
