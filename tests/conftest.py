"""What every test has: a cache of its own, so that nothing of the user's is touched; and what some use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.watch import watching


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Work folders of builds lie in the user's cache; those of tests go when the tests do."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[None]:
    """Whatever the test builds opens, starts and runs nothing that a build does not need."""
    with watching(tmp_path) as watch:
        yield
        seen = watch.seen
    assert seen == []
