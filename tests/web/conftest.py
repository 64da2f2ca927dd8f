"""The websites that tests of this room only read, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site(musterau_site: Path) -> Path:
    """The website of Musterau."""
    return musterau_site
