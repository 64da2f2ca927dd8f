"""What every page of an Ausgabe gets once, when it is stored, also if its commit knows nothing of Ausgaben."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Final

from konzept.editions import PublishError
from konzept.editions.verification import CURRENT
from konzept.model import Recommendation
from konzept.model.dates import german_day

SCRIPT, STYLE, ICON = "ausgaben.js", "ausgaben.css", "zeichen.svg"
_HEAD: Final = re.compile(r"</head\s*>", re.IGNORECASE)
_REFRESH: Final = re.compile(r'<meta[^>]*http-equiv="refresh"', re.IGNORECASE)
_MAIN: Final = re.compile(r"<main\b[^>]*>(?:\s*<nav\b.*?</nav>)?(?:\s*<article\b[^>]*>)?", re.IGNORECASE | re.DOTALL)
_BODY: Final = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_POLICY: Final = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE)
_CANONICAL: Final = re.compile(r'\s*<link rel="canonical" href="[^"]*"\s*/?>')


def finish(folder: Path, base: str) -> None:
    """Give pages the switcher and the address of the current Ausgabe, recommendations their short address.

    ``base`` is the address of the whole site, empty if it has none yet.
    """
    for name, text in _missing_short_addresses(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text("utf-8")
        finished = finished_page(text, path.relative_to(folder).as_posix(), base)
        if finished != text:
            path.write_text(finished, "utf-8")


def finished_page(text: str, name: str, base: str) -> str:
    """A page with the script and style of the switcher, and the address that search engines shall keep."""
    if _REFRESH.search(text):
        old = f'href="{escape(base)}/'
        return text.replace(old, f"{old}{CURRENT}/") if base and f"{old}{CURRENT}/" not in text else text
    policy = _POLICY.search(text)
    if policy and "script-src" not in policy[1]:  # it loads nothing: the whole site as one file, for instance
        return text
    up = "../" * (name.count("/") + 1)
    address = f"{base}/{CURRENT}/{name}" if base else f"{up}{CURRENT}/{name}"
    tags = (
        f'<link rel="canonical" href="{escape(address)}">\n'
        f'<link rel="stylesheet" href="{up}{STYLE}">\n<script defer src="{up}{SCRIPT}"></script>\n'
    )
    if 'rel="icon"' not in text:
        tags += f'<link rel="icon" type="image/svg+xml" href="{up}{ICON}">\n'
    return _HEAD.sub(lambda match: tags + match[0], _CANONICAL.sub("", text), count=1)


def _missing_short_addresses(folder: Path) -> Iterator[tuple[str, str]]:
    """Pages for the short addresses of recommendations, where the commit does not make them itself."""
    path = folder / "needs.json"
    versions: dict[str, Any] = json.loads(path.read_text("utf-8"))["versions"] if path.exists() else {}
    for needs in (version["needs"] for version in versions.values()):
        for ident, need in needs.items():
            page = f"{need['docname']}.html"
            short = f"{ident}/index.html"
            if Recommendation.ID.fullmatch(ident) and (folder / page).exists() and not (folder / short).exists():
                yield short, short_address(f"{ident} {need['title']}", f"../{page}#{ident}")


def short_address(heading: str, target: str) -> str:
    """A page that leads to another one, without any script."""
    heading, target = escape(heading), escape(target)
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f'<title>{heading}</title>\n<link rel="canonical" href="{target}">\n</head>\n<body>\n<main>\n'
        f'<h1>{heading}</h1>\n<p><a href="{target}">Weiter zur Seite</a></p>\n</main>\n</body>\n</html>\n'
    )


def correct(folder: Path, page: str, day: str, text: str) -> None:
    """Write a dated correction onto a page, at the beginning of what it says; ``day`` is JJJJ-MM-TT.

    :raises PublishError: if the page has no place for it.
    """
    path = folder / page
    head = f"<strong>Berichtigung vom {german_day(date.fromisoformat(day))}:</strong>"
    note = f'\n<div class="ausgaben-berichtigung" role="note"><p>{head} {escape(text)}</p></div>'
    old = path.read_text("utf-8")
    place = _MAIN.search(old) or _BODY.search(old)
    if place is None:
        raise PublishError(f"Die Seite {page} hat keinen Ort für eine Berichtigung.")
    path.write_text(old[: place.end()] + note + old[place.end() :], "utf-8")
