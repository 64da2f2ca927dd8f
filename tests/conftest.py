"""What several test modules use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.watch import watching


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[None]:
    """Whatever the test builds opens, starts and runs nothing that a build does not need."""
    with watching(tmp_path) as watch:
        yield
        seen = watch.seen
    assert seen == []
