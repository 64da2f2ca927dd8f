"""The websites that tests of this room only read, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept import as_of, website
from konzept.model import speech
from tests.project import ROOT


@pytest.fixture(scope="session")
def site(musterau_site: Path) -> Path:
    """The website of Musterau."""
    return musterau_site


@pytest.fixture(scope="session")
def docs_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the real texts."""
    docs, target = ROOT / "docs", tmp_path_factory.mktemp("docs") / "html"
    with speech.kept():
        assert website.build(docs, target, as_of.default(docs))
    return target
