"""What every test has: a cache of its own, so that nothing of the user's is touched."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Work folders of builds lie in the user's cache; those of tests go when the tests do."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
