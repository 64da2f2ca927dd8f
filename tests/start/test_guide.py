"""The guide for authors has one source: the pages of this town are those that ``new`` writes, in its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept import as_of
from konzept.start import project
from konzept.start.beginning import plan_of
from tests.project import DOCS, ROOT, of_the_town


@of_the_town
@pytest.mark.parametrize("name", project.GUIDE)
def test_the_guide_of_this_town_is_that_of_the_package(name: str, tmp_path: Path) -> None:
    wanted = project.texts(plan_of(DOCS, as_of.default(DOCS)))[name]
    made = tmp_path / Path(name).name
    made.write_text(wanted, "utf-8")
    assert (ROOT / name).read_text("utf-8") == wanted, f"cp {made} {name}"
