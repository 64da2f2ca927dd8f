"""Every file of a built website, as a reader or a program finds its words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from konzept.web.hyphens import written


def words(path: Path) -> str:
    """What a reader or a program finds in a file: its text, and of a page also titles and descriptions."""
    text = written(path)
    if path.suffix == ".ics":
        return re.sub(r"\r?\n ", "", text)  # its long lines are folded
    if path.suffix == ".js":
        return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    if path.suffix == ".html":
        attributes = " ".join(re.findall(r'(?:content|aria-label|title)="([^"]*)"', text))
        text = html.unescape(re.sub(r"<[^>]+>", " ", text) + attributes)
    return text


def outputs(site: Path, phrase: str) -> Iterator[Path]:
    """Every file of the website in which the phrase stands."""
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".js", ".atom", ".ics", ".json", ".xml") and phrase in words(path):
            yield path
