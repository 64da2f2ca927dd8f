"""The registry of the Ausgaben: a town that has none yet is told how one begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.editions import PublishError, registry


def test_the_sample_for_a_missing_registry_can_be_used_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="Die Datei fehlt") as error:
        registry.load(tmp_path)
    (tmp_path / registry.FILE).write_text(str(error.value).partition("\n\n")[2], "utf-8")
    assert [edition.name for edition in registry.load(tmp_path).editions] == ["2027-1"]
