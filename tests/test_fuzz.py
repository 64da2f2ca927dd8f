"""A short run of the fuzzing; ``make fuzz`` is the long one."""

from __future__ import annotations

from tests.fuzz import build_many, read_many


def test_mutated_documents_give_findings_and_no_exception() -> None:
    assert list(read_many(400, seed=1)) == []


def test_mutated_documents_build_or_are_refused() -> None:
    assert list(build_many(8, seed=2)) == []
