"""What every output must say, and what a page may load."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from konzept.german import sentence
from konzept.town import Town

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load: only what lies on the same site. Pages, their root and the web server say the same."""

PREVIEW: Final = "Vorschau, keine veröffentlichte Ausgabe"
"""What stands in the place of an Ausgabe where none is built."""


def invented(town: Town) -> str:
    """What is said of a town that does not exist, wherever it is shown; nothing of a real one."""
    return f"Erfundenes Beispiel: {sentence(town.named.whom)} gibt es nicht." if town.invented else ""


def in_each_row(town: Town) -> str:
    """What each row of a table says, since rows are copied out of files: that the town is invented, what is law."""
    return " ".join(filter(None, (invented(town), town.legal)))


def official(town: Town) -> str:
    """Whether what is read is a publication of the town; of an invented one first that it is invented."""
    if town.invented:
        return f"{invented(town)} {official(replace(town, invented=False))}"
    if town.official:
        return f"Eine Veröffentlichung {town.named.whose}."
    return f"Keine amtliche Veröffentlichung {town.named.whose}, solange {town.body.who} sie nicht übernimmt."
