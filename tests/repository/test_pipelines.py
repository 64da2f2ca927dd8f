"""The pipelines: every step calls only make targets that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import ROOT

FILES = (ROOT / ".gitlab-ci.yml", ROOT / ".github" / "workflows" / "konzept.yml")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def commands(found: Any) -> list[str]:
    """Every command of a pipeline, wherever it stands."""
    if isinstance(found, dict):
        own = found.get("script", found.get("run", []))
        inner = [line for value in found.values() for line in commands(value)]
        return [*([own] if isinstance(own, str) else own), *inner]
    return [line for entry in found for line in commands(entry)] if isinstance(found, list) else []


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_each_step_calls_only_targets_that_exist(file: Path) -> None:
    lines = commands(yaml.safe_load(file.read_text("utf-8")))
    assert len(lines) >= 4
    for line in lines:
        tool, *targets = line.split()
        assert tool == "make"
        assert set(targets) <= TARGETS


def test_both_publish_with_the_whole_history() -> None:
    assert yaml.safe_load(FILES[0].read_text("utf-8"))["variables"]["GIT_DEPTH"] == 0
    steps = yaml.safe_load(FILES[1].read_text("utf-8"))["jobs"]["veroeffentlichen"]["steps"]
    assert [step["with"] for step in steps if "checkout" in step.get("uses", "")] == [{"fetch-depth": 0}]


def test_gitlab_shows_files_under_names_that_it_takes() -> None:
    """Any other name, and GitLab refuses the whole file; its published schema does not say so."""
    jobs = yaml.safe_load(FILES[0].read_text("utf-8")).values()
    names = [job["artifacts"]["expose_as"] for job in jobs if isinstance(job, dict) and "expose_as" in str(job)]
    assert names
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9_][-A-Za-z0-9_ ]*", name)] == []
