"""Findings as text and as Markdown for people, as JSON, and as a code-quality report for forges."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from konzept.findings import Finding


def as_text(findings: Sequence[Finding], folder: str) -> str:
    """A line for each finding: ``file:line: message``."""
    return "".join(f"{folder}/{finding}\n" for finding in findings)


def as_markdown(findings: Sequence[Finding], folder: str) -> str:
    """A report for the page of a merge request: the findings below the name of their file."""
    if not findings:
        return "# Prüfung der Texte\n\nKeine Funde: Alle Regeln sind eingehalten.\n"
    lines = ["# Prüfung der Texte", "", "Fehler verhindern die Veröffentlichung, Hinweise nicht."]
    file = ""
    for finding in findings:
        if finding.place.file != file:
            file = finding.place.file
            lines += ["", f"## {folder}/{file}", ""]
        word = "Fehler" if finding.is_error else "Hinweis"
        lines.append(f"* Zeile {finding.place.line}, **{word}**: {_MARKS.sub(_ESCAPED, finding.message)}")
    return "\n".join(lines) + "\n"


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
                "fingerprint": hashlib.sha256(
                    f"{finding.place.file}:{finding.message}".encode("utf-8", "surrogateescape")
                ).hexdigest(),
                "severity": "major" if finding.is_error else "info",
                "location": {"path": f"{folder}/{finding.place.file}", "lines": {"begin": finding.place.line}},
            }
            for finding in findings
        ]
    )


def _dump(data: list[dict[str, Any]]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|]")
_ESCAPED: Final = r"\\\g<0>"

FORMATS: Final[dict[str, Callable[[Sequence[Finding], str], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "gitlab": as_gitlab,
}
