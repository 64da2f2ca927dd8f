"""Reads a sheet by the names of its columns, never by their position."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from konzept.tables.cells import place
from konzept.tables.table_files import SEARCHED, Sheet
from konzept.typed import key

# What must hold of each cell that is read, and how to mend it.
FORMULA: Final = ("Hier steht eine Formel.", "Ersetzen Sie sie durch ihren Wert als Text.")
ERROR: Final = ("Hier steht ein Fehlerwert.", "Schreiben Sie, was gemeint ist.")
JOINED: Final = (
    "Zellen sind nicht verbunden, sonst gilt eine Angabe nur für die erste Zeile.",
    "Heben Sie die Verbindung auf und füllen Sie jede Zeile aus.",
)
MISSING: Final = "Diese Spalte fehlt oder heißt anders."
TWICE: Final = "Jede Spalte steht einmal da."


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A sheet with the index of the row of its headings, and where each known column is, by its name.

    ``others`` are the places of all other headings, with the name of the column if its heading stands twice.
    """

    sheet: Sheet
    head: int
    columns: Mapping[str, int]
    others: tuple[tuple[int, str], ...]

    def rows(self, clean: Callable[[str], str]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows with something in a known column: the number of each, and what stands in which column."""
        for number, row in enumerate(self.sheet.rows[self.head + 1 :], self.head + 2):
            read = ((name, clean(row[at])) for name, at in self.columns.items() if at < len(row))
            if cells := {name: value for name, value in read if value}:
                yield number, cells

    def read(self, cells: Iterable[str], columns: Collection[int]) -> Iterator[tuple[str, int]]:
        """Those of the cells (``D5``) that stand below the headings in one of these columns, with the column."""
        for cell in cells:
            row, at = place(cell)
            if row > self.head + 1 and at in columns:
                yield cell, at


def headed(sheet: Sheet, known: Mapping[str, str], least: int, needed: str = "") -> HeadedTable | None:
    """The sheet by its headings: the first row with so many known ones, among them that of the column ``needed``.

    ``known`` has the names of columns by the keys (:func:`konzept.typed.key`) of their headings.
    """
    for head, row in enumerate(sheet.rows[:SEARCHED]):
        names = {known[key(heading)] for heading in row if key(heading) in known}
        if len(names) >= least and (not needed or needed in names):
            return _headed(sheet, head, known)
    return None


def _headed(sheet: Sheet, head: int, known: Mapping[str, str]) -> HeadedTable:
    columns: dict[str, int] = {}
    others: list[tuple[int, str]] = []
    for at, heading in enumerate(sheet.rows[head]):
        name = known.get(key(heading), "")
        if not name or name in columns:
            others.append((at, name))
        else:
            columns[name] = at
    return HeadedTable(sheet, head, columns, tuple(others))
