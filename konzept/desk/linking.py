"""Gives the pages of recommendations in a built website the way to the Redaktion beside it.

In the website of all Ausgaben the script at its root does that (``publish/templates/ausgaben.js``): pages of Ausgaben
never change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from konzept import needs
from konzept.desk.bundle import LINK
from konzept.exports.page_marks import marks
from konzept.model import Recommendation


def linked(site: Path) -> dict[str, bytes]:
    """The pages of recommendations of a website, with the script that leads to the form."""
    return dict(_linked(site))


def _linked(site: Path) -> Iterator[tuple[str, bytes]]:
    places = needs.places(json.loads((site / "needs.json").read_text("utf-8")))
    for page in sorted({f"{docname}.html" for ident, docname, _ in places if Recommendation.ID.fullmatch(ident)}):
        text, up = (site / page).read_text("utf-8"), "../" * page.count("/")
        tag = f'<script defer src="{up}{LINK}"></script>\n'
        end = marks(text).head_end
        yield page, (text if tag in text else text[:end] + tag + text[end:]).encode()
