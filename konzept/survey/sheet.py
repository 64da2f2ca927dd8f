"""Finds the answers in a file by the names of the columns and the IDs of the rows, never by their position."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from konzept.files.unseen import unseen
from konzept.findings import nearest, similar
from konzept.survey.sheet_columns import ANSWERED, BY_KEY, CHECK, COLUMNS, ID, Column
from konzept.tables.cells import CellFinding, address, place
from konzept.tables.headed import ERROR, FORMULA, JOINED, MISSING, TWICE, HeadedTable, headed
from konzept.tables.table_files import MOST_ROWS, UnreadableTableError, sheets
from konzept.typed import known

_ID: Final = re.compile(r"[\w-]{1,20}")
# What a text copied from elsewhere brings along: places to part a word, and marks of a beginning; nobody sees them.
_WITHOUT_PLACE: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it came: its place, and what stands in each known column, without blanks around it."""

    file: str
    sheet: str
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What somebody filled in that may be taken over; nothing in a row that was left as it came."""
        return tuple((name, self[name]) for name in (*ANSWERED, "on") if self[name])

    def finding(self, name: str, must: str, mend: str, *, found: str | None = None, hint: bool = False) -> CellFinding:
        """A finding at a cell of this row."""
        return CellFinding(
            file=self.file,
            sheet=self.sheet,
            cell=address(self.number, self.columns[name]) if name in self.columns else f"Zeile {self.number}",
            subject=self["id"] if _ID.fullmatch(self["id"]) else "",
            key=self["check"],
            column=BY_KEY[name].heading,
            must=must,
            found=self[name] if found is None else found,
            mend=mend,
            severity="hinweis" if hint else "fehler",
        )


@dataclass(slots=True)
class Returned:
    """What a file holds: its rows, and what is wrong with it as a whole."""

    file: str
    rows: list[Raw] = field(default_factory=list)
    findings: list[CellFinding] = field(default_factory=list)


def read(content: bytes, file: str) -> Returned:
    """Read a file that came back."""
    found = Returned(file)
    try:
        opened = sheets(content, (ID.heading, CHECK.heading))
    except UnreadableTableError as error:
        found.findings.append(CellFinding(file=file, must=f"Die Datei wird nicht gelesen. {error}"))
        return found
    columns = known((column.heading, column.key) for column in COLUMNS)
    for sheet in opened:
        if table := headed(sheet, columns, 3, ID.key):
            _sheet(table, found)
    if not found.rows and not found.findings:
        found.findings.append(
            CellFinding(
                file=file,
                must="Die Datei hat eine Zeile mit den Überschriften der Abfrage, darunter ID und Prüfwert.",
                mend="Füllen Sie die Datei aus, die Sie bekommen haben, und löschen Sie keine Spalte.",
            )
        )
    return found


def _sheet(table: HeadedTable, found: Returned) -> None:
    found.findings += (finding.of(found.file) for finding in (*_named(table), *_marked(table)))
    for number, cells in table.rows(_clean):
        raw = Raw(found.file, table.sheet.name, number, cells, table.columns)
        found.findings += _invisible(raw)
        found.rows.append(raw)


def _named(table: HeadedTable) -> Iterator[CellFinding]:
    """What is missing, double or of somebody else among the columns."""
    row = table.sheet.rows[table.head]
    for at, name in table.others:
        if name:
            mend, cell = "Löschen Sie die zweite mit dieser Überschrift.", address(table.head + 1, at)
            yield _about(table, cell, TWICE, mend, column=BY_KEY[name].heading, whole=True)
        else:
            yield from _unknown(table, at)
    names = [row[at] for at, name in table.others if not name and row[at].strip()]
    for column in COLUMNS:
        if column.key not in table.columns and _is_needed(column):
            offer = f" {nearest(column.heading, names)}" if names else ""
            mend, cell = f"Geben Sie ihr wieder diese Überschrift.{offer}", f"Zeile {table.head + 1}"
            yield _about(table, cell, MISSING, mend, column=column.heading, whole=True)


def _is_needed(column: Column) -> bool:
    """What is shown may be deleted, and so may the internal remark; by ID and Prüfwert a row is recognised."""
    return (not column.locked and column.key != "internal") or column.key in ("id", "check")


def _clean(value: str) -> str:
    """Without blanks around it, and with one kind of line ends; lines of words keep one blank between them.

    A dash or a question mark alone says nothing.
    """
    lines = (" ".join(line.split()) for line in _WITHOUT_PLACE.sub("", value).replace("_x000D_", "").splitlines())
    return "\n".join(line for line in lines if line) if any(map(_says, value)) else ""


def _says(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter)[0] != "P"


def _about(table: HeadedTable, cell: str, must: str, mend: str, **more: Any) -> CellFinding:
    return CellFinding(file="", sheet=table.sheet.name, cell=cell, must=must, mend=mend, **more)


def _unknown(table: HeadedTable, at: int) -> Iterator[CellFinding]:
    """A column of somebody else, if there is something in it."""
    below = table.sheet.rows[table.head :]
    if any(at < len(row) and row[at].strip() for row in below):
        heading = below[0][at]
        open_ = [column.heading for column in COLUMNS if not column.locked]
        mend = similar(heading, open_) if heading.strip() else ""
        must = "Diese Spalte gehört nicht zur Abfrage; aus ihr wird nichts übernommen."
        yield _about(table, address(table.head + 1, at), must, mend, found=heading, severity="hinweis")


def _marked(table: HeadedTable) -> Iterator[CellFinding]:
    """What was done to cells that are read; to others anybody may do as they like."""
    columns, marks = table.columns, table.sheet.marks
    answers = {at: BY_KEY[name] for name, at in columns.items() if _is_answer(BY_KEY[name])}
    words = [at for at, column in answers.items() if column.form != "day"]
    number = (
        "Hier steht eine Zahl, die als Prozent, Betrag oder Datum angezeigt wird.",
        "Schreiben Sie sie als Text, so wie man sie lesen soll.",
    )
    for cells, among, wrong in (
        (marks.formulas, answers, FORMULA),
        (marks.errors, answers, ERROR),
        (marks.formatted, words, number),
    ):
        for cell, at in table.read(cells, among):
            yield _about(table, cell, *wrong, column=answers[at].heading)
    read = {*answers, *(columns[name] for name in ("id", "check") if name in columns)}
    yield from _joined(table, [area for area in marks.merged if _touches(area, table.head, read)])
    if marks.remarks:
        where = ", ".join(marks.remarks[:10]) + (" …" if len(marks.remarks) > 10 else "")
        must, mend = (
            "Kommentare an Zellen werden nicht gelesen.",
            "Ist einer die Antwort, schreiben Sie sie in die Zelle.",
        )
        yield _about(table, where, must, mend, severity="hinweis")
    if marks.hidden:
        rows = ", ".join(map(str, marks.hidden[:10])) + (" …" if len(marks.hidden) > 10 else "")
        why = " Ein Filter ist noch an." if marks.filtered else ""
        must = f"Ausgeblendete Zeilen werden gelesen wie alle anderen.{why}"
        mend = "Sehen Sie nach, ob das gemeint ist."
        yield _about(table, f"Zeile {rows}", must, mend, severity="hinweis")


def _is_answer(column: Column) -> bool:
    """Whether something of the column may be taken over."""
    return not column.locked and column.key != "internal"


def _joined(table: HeadedTable, areas: Sequence[str]) -> Iterator[CellFinding]:
    """Merged cells, each area by itself unless they have more rows than any questionnaire."""
    corners = [_corners(area) for area in areas]
    if sum(bottom - top + 1 for (top, _), (bottom, _) in corners) > MOST_ROWS:
        yield _about(table, areas[0], *JOINED, whole=True)
    else:
        for area in areas:
            yield _about(table, area, *JOINED)


def _corners(area: str) -> tuple[tuple[int, int], tuple[int, int]]:
    return place(area.partition(":")[0]), place(area.rpartition(":")[2])


def _touches(area: str, head: int, columns: Iterable[int]) -> bool:
    """Whether a range has cells that are read."""
    (_, left), (bottom, right) = _corners(area)
    return bottom > head + 1 and any(left <= at <= right for at in columns)


def _invisible(raw: Raw) -> Iterator[CellFinding]:
    """Invisible characters, which no text may have."""
    for name, value in raw.cells.items():
        if not BY_KEY[name].locked and name != "internal":
            for _, message in unseen(value):
                yield raw.finding(name, message, "")
