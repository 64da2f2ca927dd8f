"""What every page of an Ausgabe gets once, when it is stored, also if its commit knows nothing of Ausgaben."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from konzept import needs
from konzept.editions import PublishError
from konzept.editions.verification import CURRENT
from konzept.exports.page_marks import PageMarks, marks
from konzept.model import Recommendation
from konzept.model.dates import german_day
from konzept.model.types import RECOMMENDATION_ID

SCRIPT, STYLE, ICON = "ausgaben.js", "ausgaben.css", "zeichen.svg"
_SHORT: Final = re.compile(rf"{RECOMMENDATION_ID}/index\.html")


def finish(folder: Path, base: str) -> None:
    """Give pages the switcher and the address of the current Ausgabe, recommendations their short address.

    ``base`` is the address of the whole site, empty if it has none yet; the folder is called like the Ausgabe.

    :raises PublishError: if a page lacks a mark that is needed of it, now or later.
    """
    for name, text in _missing_short_addresses(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text("utf-8")
        try:
            finished = finished_page(text, path.relative_to(folder).as_posix(), base)
        except PublishError as error:
            raise PublishError(f"{folder.name}: {error}") from None
        if finished != text:
            path.write_text(finished, "utf-8")


def finished_page(text: str, name: str, base: str) -> str:
    """A page with the script and style of the switcher, and the address that search engines shall keep.

    :raises PublishError: if the page, called ``name``, lacks such a mark.
    """
    found = marks(text)
    if _SHORT.fullmatch(name) and not found.forwards:
        raise PublishError(_lacks(name, 'ein <meta http-equiv="refresh">, das zur Seite eines Eintrags führt'))
    if found.forwards:
        if not base or not found.kept.startswith(f"{base}/") or found.kept.startswith(f"{base}/{CURRENT}/"):
            return text
        return _with_address(text, found, found.kept.replace(base, f"{base}/{CURRENT}", 1))
    if found.policy and "script-src" not in found.policy:  # it loads nothing: the whole site as one file, for instance
        return text
    if found.head_end < 0 or found.text < 0:
        raise PublishError(_lacks(name, "das Ende von <head> oder der Anfang des Textes"))
    up = "../" * (name.count("/") + 1)
    address = f"{base}/{CURRENT}/{name}" if base else f"{up}{CURRENT}/{name}"
    tags = (
        f'{_address(address)}\n<link rel="stylesheet" href="{up}{STYLE}">\n<script defer src="{up}{SCRIPT}"></script>\n'
    )
    if not found.has_icon:
        tags += f'<link rel="icon" type="image/svg+xml" href="{up}{ICON}">\n'
    start, end = found.keep
    if start < 0:
        return text[: found.head_end] + tags + text[found.head_end :]
    return text[:start].rstrip() + text[end : found.head_end] + tags + text[found.head_end :]


def _address(address: str) -> str:
    return f'<link rel="canonical" href="{escape(address)}">'


def _with_address(text: str, found: PageMarks, address: str) -> str:
    start, end = found.keep
    return text[:start] + _address(address) + text[end:]


def _lacks(name: str, what: str) -> str:
    return (
        f"In der Seite {name} fehlt {what}. Die Vorlagen in konzept/theme müssen es setzen. Berichtigen Sie sie und "
        "nennen Sie in ausgaben.toml den neuen Commit."
    )


def _missing_short_addresses(folder: Path) -> Iterator[tuple[str, str]]:
    """Pages for the short addresses of recommendations, where the commit does not make them itself."""
    path = folder / "needs.json"
    for ident, docname, title in needs.places(json.loads(path.read_text("utf-8"))) if path.exists() else ():
        page, short = f"{docname}.html", f"{ident}/index.html"
        if Recommendation.ID.fullmatch(ident) and (folder / page).exists() and not (folder / short).exists():
            yield short, short_address(f"{ident} {title}", f"../{page}#{ident}")


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


def correct(folder: Path, page: str, day: date, text: str) -> None:
    """Write a dated correction onto a page, at the beginning of what it says.

    :raises PublishError: if the page has no place for it.
    """
    path = folder / page
    head = f"<strong>Berichtigung vom {german_day(day)}:</strong>"
    note = f'\n<div class="ausgaben-berichtigung" role="note"><p>{head} {escape(text)}</p></div>'
    old = path.read_text("utf-8")
    place = marks(old).text
    if place < 0:
        raise PublishError(f"Die Seite {page} hat keinen Ort für eine Berichtigung.")
    path.write_text(old[:place] + note + old[place:], "utf-8")
