"""Every rule, every fault of shape and of a Sitzungsvorlage: a small bad document beside its full list of findings.

Each finding stands there twice: as authors of Markdown read it, and as it stands beside a field.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from konzept.findings import Finding
from konzept.model import TYPES
from konzept.rules import RULES
from tests.project import BASE, Case, cases, examine, sphinx, write

ALL = [(name, case) for name in ("rules", "shape", "papers") for case in cases(name)]


def where(finding: Finding) -> str:
    """Of what it is: the item and the label of its option; without item the file."""
    of = finding.subject
    kinds = sorted(TYPES, key=lambda kind: of.type != kind.NAME)
    label = next((spec.label for kind in kinds for _, spec in kind.options() if spec.name == of.option), "")
    return ", ".join(filter(None, (of.item or finding.place.file, label)))


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{name}: {case.title}" for name, case in ALL])
def test_case_gives_exactly_its_findings(name: str, case: Case, tmp_path: Path) -> None:
    findings = examine(tmp_path, case.files).findings
    assert [str(finding) for finding in findings] == case.expected
    assert [f"{where(finding)}: {finding.beside_field}" for finding in findings] == case.beside_fields


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{name}: {case.title}" for name, case in ALL])
def test_a_form_says_nothing_of_notation(name: str, case: Case) -> None:
    """Whoever fills in a field sees no lines, no names of options and no Markdown."""
    notation = re.compile(r"Zeile|Doppelpunkt|Markdown|Option|Block|[{}`]|:::|##|(?<!erstelt)_")
    assert [said for said in case.beside_fields if notation.search(said)] == []


def test_every_rule_has_a_case_that_it_reports(tmp_path: Path) -> None:
    reported = {
        finding.rule
        for number, case in enumerate(cases("rules"))
        for finding in examine(tmp_path / str(number), case.files).findings
    }
    assert {rule.name for rule in RULES} <= reported


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{name}: {case.title}" for name, case in ALL])
def test_the_build_reports_each_fault_once_and_in_german(name: str, case: Case, tmp_path: Path) -> None:
    """No English twin of sphinx-needs or MyST repeats what the examination says."""
    docs = write(tmp_path / "docs", case.files)
    errors = [finding for finding in case.expected if ": Hinweis: " not in finding]
    reported = [line for line in sphinx(docs, tmp_path / "out").splitlines() if line]
    assert reported == [
        f"{docs}/{error.replace(': ', ': FEHLER: ', 1)} [konzept.{kind}]"
        for error, kind in zip(errors, kinds(reported), strict=True)
    ]


@pytest.mark.parametrize("state", ["vorschlag", "benannt"])
def test_where_one_stands_in_front_it_is_asked_for_one(state: str, tmp_path: Path) -> None:
    field = f":::{{handlungsfeld}} Sprache\n:id: HF-SPR\n:top2: {state}\n:::\n"
    files = {"kommune.toml": f"{BASE['kommune.toml']}anzahl_top = 1\n", "HF-SPR.md": field}
    found = " ".join(map(str, examine(tmp_path, files).findings))
    assert f"Bei 'top2: {state}' hat das Handlungsfeld genau 1 Empfehlung mit 'priority: top-1'" in found


def kinds(reported: list[str]) -> list[str]:
    """The subtype at the end of each line that Sphinx prints; nothing if it is not ours."""
    return [match[1] if (match := re.search(r" \[konzept\.([a-z0-9-]+)\]$", line)) else "" for line in reported]
