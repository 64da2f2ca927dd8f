"""Every rule and every fault of shape: a small bad document beside its full list of findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.rules import RULES
from tests.project import Case, cases, examine

ALL = [(name, case) for name in ("rules", "shape") for case in cases(name)]


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{name}: {case.title}" for name, case in ALL])
def test_case_gives_exactly_its_findings(name: str, case: Case, tmp_path: Path) -> None:
    found = [str(finding) for finding in examine(tmp_path, case.files).findings]
    assert found == case.expected


def test_every_rule_has_a_case_that_it_reports(tmp_path: Path) -> None:
    reported = {
        finding.rule
        for number, case in enumerate(cases("rules"))
        for finding in examine(tmp_path / str(number), case.files).findings
    }
    assert {rule.name for rule in RULES} <= reported
