"""Findings as text for people, as JSON, and as a code-quality report for forges."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from konzept.findings import Finding


def as_text(findings: Sequence[Finding], folder: str) -> str:
    """A line for each finding: ``file:line: message``."""
    return "".join(f"{folder}/{finding}\n" for finding in findings)


def as_json(findings: Sequence[Finding], folder: str) -> str:
    """A JSON list of objects with file, line, severity (``fehler`` or ``hinweis``), rule and message."""
    return _dump(
        [
            {
                "file": f"{folder}/{finding.place.file}",
                "line": finding.place.line,
                "severity": finding.severity,
                "rule": finding.rule,
                "message": finding.message,
            }
            for finding in findings
        ]
    )


def as_gitlab(findings: Sequence[Finding], folder: str) -> str:
    """The code-quality format of GitLab: forges show each finding beside its line."""
    return _dump(
        [
            {
                "description": finding.text,
                "check_name": finding.rule,
                "fingerprint": hashlib.sha256(f"{finding.place.file}:{finding.message}".encode()).hexdigest(),
                "severity": "major" if finding.is_error else "info",
                "location": {"path": f"{folder}/{finding.place.file}", "lines": {"begin": finding.place.line}},
            }
            for finding in findings
        ]
    )


def _dump(data: list[dict[str, Any]]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: Final[dict[str, Callable[[Sequence[Finding], str], str]]] = {
    "text": as_text,
    "json": as_json,
    "gitlab": as_gitlab,
}
