"""What is wrong in a table: the place in it, what must hold, what was found, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

_SHOWN: Final = 80
_APART: Final = 3  # so many findings that say the same have lines of their own, and so many are told by name
_PLACES: Final = 12  # so many cells, or rows of cells one below the other, are told of more
_ADDRESS: Final = re.compile(r"([A-Z]+)([1-9][0-9]*)")
_ROW: Final = re.compile(r"(?:^|:)(?:[A-Z]+|Zeile )([0-9]+)(?=:|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFinding:
    """One finding in a table. ``subject`` is the recommendation, ``column`` the heading; both may be empty.

    An error keeps its row out; a hint (Hinweis) is only told.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    subject: str = ""
    column: str = ""
    must: str
    found: str = ""
    mend: str = ""
    severity: Literal["fehler", "hinweis"] = "fehler"
    key: str = ""  # the Prüfwert of its row, which tells whose answer it is
    whole: bool = False  # it is about the whole file

    @property
    def is_error(self) -> bool:
        """Whether it keeps the row out."""
        return self.severity == "fehler"

    @property
    def rows(self) -> range:
        """The numbers of the rows that it is about; none if it is about the whole file."""
        numbers = [] if self.whole else [int(number) for number in _ROW.findall(self.cell)]
        return range(min(numbers), max(numbers) + 1) if numbers else range(0)

    def of(self, file: str) -> CellFinding:
        """The same finding, with the name of its file."""
        return replace(self, file=file)

    def __str__(self) -> str:
        place = "!".join(filter(None, (self.sheet, self.cell)))
        about = ", ".join(filter(None, (self.subject, self.column)))
        head = ", ".join(filter(None, (self.file, place))) + (f" ({about})" if about else "")
        hint = "" if self.is_error else "Hinweis: "
        found = f" Gefunden: {shown(self.found)}." if self.found else ""
        return f"{head}: {hint}{self.must}{found} {self.mend}".rstrip()


def shown(value: str) -> str:
    """A value in a message: in quotes, not too long."""
    return repr(value if len(value) <= _SHOWN else f"{value[:_SHOWN]} …")


def as_text(findings: Iterable[CellFinding]) -> str:
    """The findings, a line each."""
    return "".join(f"{finding}\n" for finding in together(findings))


def together(findings: Iterable[CellFinding]) -> list[CellFinding]:
    """The findings in their order; of many that say the same of one column the first is left, and names their cells."""
    groups: dict[CellFinding, list[CellFinding]] = {}
    for finding in (findings := [*findings]):
        groups.setdefault(_said(finding), []).append(finding)
    kept = []
    for finding in findings:
        group = groups[_said(finding)]
        if len(group) <= _APART or not _ADDRESS.fullmatch(finding.cell):
            kept.append(finding)
        elif finding is group[0]:
            kept.append(_of_all(group))
    return kept


def _said(finding: CellFinding) -> CellFinding:
    """What a finding says of a column, in whatever row."""
    match = _ADDRESS.fullmatch(finding.cell)
    return replace(finding, cell=match[1], subject="", key="") if match else finding


def _of_all(group: Sequence[CellFinding]) -> CellFinding:
    column = _said(group[0]).cell
    rows = sorted({place(finding.cell)[0] for finding in group})
    begins = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    cells = [f"{column}{a}" if a == b else f"{column}{a}:{column}{b}" for a, b in zip(begins, ends, strict=True)]
    subjects = dict.fromkeys(finding.subject for finding in group if finding.subject)
    return replace(group[0], cell=_first(cells, _PLACES), subject=_first([*subjects], _APART))


def _first(names: Sequence[str], most: int) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" und {more} weitere" if more > 0 else "")


def place(text: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of ``D5``.

    :raises ValueError: if it is no address.
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def address(row: int, column: int) -> str:
    """How programs for tables call a cell; row from 1, column from 0: ``D5``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
