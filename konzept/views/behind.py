"""Where the lists behind the numbers stand (see :mod:`konzept.views.lists`): their places, and links to them."""

from __future__ import annotations

from konzept.blocks import Cell, Shown, cell
from konzept.model import Field
from konzept.views.marks import LISTS, Standing, anchor

ALL, ALL_PROPOSED = "alle-empfehlungen", "alle-vorschlaege"
WITHDRAWN, REPLACED = "zurueckgezogen", "ersetzt"


def target(place: str) -> str:
    """What a part of a picture leads to: the list with this anchor."""
    return f"{LISTS}#{place}"


def number(count: int, place: str) -> Cell:
    """A number that leads to the list of what it counts; zero leads nowhere."""
    return cell(behind(place, str(count)) if count else "0")


def behind(place: str, words: str) -> Shown:
    """Words that lead to the list with this anchor."""
    return Shown(LISTS, place, words)


def place(field: Field | None, status: Standing | None = None, *, proposals: bool = False) -> str:
    """The place of the list of all recommendations or proposals, or those with a status; of a field, if given."""
    if field:
        parts = "feld", "vorschlaege" if proposals else "", field.code.lower(), status.value if status else ""
        return "-".join(filter(None, parts))
    return anchor(status) if status else ALL_PROPOSED if proposals else ALL


def of_day(day: str, status: Standing | None = None) -> str:
    """The place of the list of a day, which is written as in ISO 8601."""
    return f"tag-{day}" + (f"-{status.value}" if status else "")
