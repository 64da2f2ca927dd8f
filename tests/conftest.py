"""What every test has: a cache of its own, so that nothing of the user's is touched; and what some use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from konzept import as_of, town, website
from konzept.model import speech
from tests.browser import chromium
from tests.project import DOCS, NOW, ROOT, TOWNS, write
from tests.watch import watching

# The suite says the same each time it runs; `make fuzz` looks for what nobody thought of.
settings.register_profile("same", max_examples=40, derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile("same")

# They read pages and pictures of the town while they are collected.
collect_ignore = [] if DOCS.is_dir() else ["desk/test_pictures.py", "survey/test_pictures.py", "web/test_browser.py"]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files that tests make hold the time of their making: they name no test, or each process has other tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Work folders of builds lie in the user's cache; those of tests go when the tests do."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True, scope="session")
def clock() -> Iterator[None]:
    """One day for all tests: what one of them makes before midnight is not of yesterday for the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(as_of, "today", lambda: NOW)
        yield


@pytest.fixture(scope="session")
def musterau_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of Musterau on 22.11.2026, built once for all tests that only read it."""
    target = tmp_path_factory.mktemp("musterau") / "html"
    with speech.kept():
        assert website.build(ROOT / "tests" / "musterau", target, date(2026, 11, 22))
    return target


@pytest.fixture(scope="session")
def docs_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the real texts, built once for all tests that only read it."""
    if not DOCS.is_dir():
        pytest.skip("there are no texts in docs/")
    target = tmp_path_factory.mktemp("docs") / "html"
    with speech.kept():
        assert website.build(DOCS, target, as_of.default(DOCS))
    return target


@pytest.fixture(params=TOWNS, ids=lambda folder: folder.name)
def town_and_site(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """The texts of each town that there is, and their website."""
    return request.param, request.getfixturevalue("docs_site" if request.param == DOCS else "musterau_site")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module."""
    with chromium() as found:
        yield found


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[None]:
    """Whatever the test builds opens, starts and runs nothing that a build does not need."""
    with watching(tmp_path) as watch:
        yield
        seen = watch.seen
    assert seen == []


@pytest.fixture
def words_of_the_town(tmp_path: Path) -> Iterator[None]:
    """The program speaks as in the small town of :mod:`tests.project`, whatever other tests did before."""
    with speech.kept():
        town.load(write(tmp_path / "kommune", {}))
        yield
