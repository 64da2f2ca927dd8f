"""Finds the answers in a file by the names of the columns and the IDs of the rows, never by their position."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from konzept.files.unseen import unseen
from konzept.findings import nearest
from konzept.model.speech import say
from konzept.survey.sheet_columns import ANSWERED, BY_KEY, CHECK, COLUMNS, ID, Column
from konzept.tables.cells import CellFinding, address, place
from konzept.tables.table_files import MOST_ROWS, Sheet, UnreadableTableError, sheets
from konzept.typed import key, known

_SEARCHED: Final = 30  # rows in which the head may stand
_ID: Final = re.compile(r"[\w-]{1,20}")
# What a text copied from elsewhere brings along: places to part a word, and marks of a beginning; nobody sees them.
_WITHOUT_PLACE: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")


def _headings() -> Mapping[str, Column]:
    """The columns by the keys of their headings."""
    return known((column.heading, column) for column in COLUMNS)


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
    for sheet in opened:
        head = _head(sheet)
        if head is not None:
            _sheet(sheet, head, found)
    if not found.rows and not found.findings:
        found.findings.append(
            CellFinding(
                file=file,
                must="Die Datei hat eine Zeile mit den Überschriften der Abfrage, darunter ID und Prüfwert.",
                mend="Füllen Sie die Datei aus, die Sie bekommen haben, und löschen Sie keine Spalte.",
            )
        )
    return found


def _head(sheet: Sheet) -> int | None:
    """The index of the row with the headings."""
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        names = {key(value) for value in row}
        if "id" in names and len(names & _headings().keys()) >= 3:
            return number
    return None


def _sheet(sheet: Sheet, head: int, found: Returned) -> None:
    columns = _columns(sheet, head, found)
    found.findings += _marked(found, sheet, head, columns)
    for number, row in enumerate(sheet.rows[head + 1 :], head + 2):
        read = ((name, _clean(row[at])) for name, at in columns.items() if at < len(row))
        if cells := {name: value for name, value in read if value}:
            raw = Raw(found.file, sheet.name, number, cells, columns)
            found.findings += _invisible(raw)
            found.rows.append(raw)


def _columns(sheet: Sheet, head: int, found: Returned) -> dict[str, int]:
    """Where each known column is; what is missing, double or of somebody else is a finding."""
    columns: dict[str, int] = {}
    for number, heading in enumerate(sheet.rows[head]):
        column = _headings().get(key(heading))
        if column and column.key in columns:
            must, mend = "Jede Spalte steht einmal da.", "Löschen Sie die zweite mit dieser Überschrift."
            cell = address(head + 1, number)
            found.findings.append(_about(found, sheet, cell, must, mend, column=column.heading, whole=True))
        elif column:
            columns[column.key] = number
        else:
            found.findings += _unknown(found, sheet, head, number)
    names = [value for value in sheet.rows[head] if value.strip() and key(value) not in _headings()]
    for column in COLUMNS:
        if column.key not in columns and _is_needed(column):
            offer = f" {nearest(column.heading, names)}" if names else ""
            must, mend = "Diese Spalte fehlt oder heißt anders.", f"Geben Sie ihr wieder diese Überschrift.{offer}"
            cell = f"Zeile {head + 1}"
            found.findings.append(_about(found, sheet, cell, must, mend, column=column.heading, whole=True))
    return columns


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


def _about(of: Returned, sheet: Sheet, cell: str, must: str, mend: str, **more: Any) -> CellFinding:
    return CellFinding(file=of.file, sheet=sheet.name, cell=cell, must=must, mend=mend, **more)


def _unknown(found: Returned, sheet: Sheet, head: int, number: int) -> Iterator[CellFinding]:
    """A column of somebody else, if there is something in it."""
    if any(number < len(row) and row[number].strip() for row in sheet.rows[head:]):
        heading = sheet.rows[head][number]
        open_ = [column.heading for column in COLUMNS if not column.locked]
        mend = nearest(heading, open_) if heading.strip() else ""
        must = "Diese Spalte gehört nicht zur Abfrage; aus ihr wird nichts übernommen."
        cell = address(head + 1, number)
        yield _about(found, sheet, cell, must, mend, found=heading, severity="hinweis")


def _marked(found: Returned, sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[CellFinding]:
    """What was done to cells that are read; to others anybody may do as they like."""
    answers = {at: BY_KEY[name] for name, at in columns.items() if _is_answer(BY_KEY[name])}
    marks = sheet.marks
    for cells, must, mend in (
        (marks.formulas, "Hier steht eine Formel.", "Ersetzen Sie sie durch ihren Wert als Text."),
        (marks.errors, "Hier steht ein Fehlerwert.", "Schreiben Sie, was gemeint ist."),
        (
            [cell for cell in marks.formatted if _is_words(answers.get(place(cell)[1]))],
            "Hier steht eine Zahl, die als Prozent, Betrag oder Datum angezeigt wird.",
            "Schreiben Sie sie als Text, so wie man sie lesen soll.",
        ),
    ):
        for cell in cells:
            row, at = place(cell)
            if row > head + 1 and at in answers:
                yield _about(found, sheet, cell, must, mend, column=answers[at].heading)
    read = {*answers, *(columns[name] for name in ("id", "check") if name in columns)}
    yield from _joined(found, sheet, [area for area in marks.merged if _touches(area, head, read)])
    if marks.remarks:
        where = ", ".join(marks.remarks[:10]) + (" …" if len(marks.remarks) > 10 else "")
        must, mend = (
            "Kommentare an Zellen werden nicht gelesen.",
            "Ist einer die Antwort, schreiben Sie sie in die Zelle.",
        )
        yield _about(found, sheet, where, must, mend, severity="hinweis")
    if marks.hidden:
        rows = ", ".join(map(str, marks.hidden[:10])) + (" …" if len(marks.hidden) > 10 else "")
        why = " Ein Filter ist noch an." if marks.filtered else ""
        must = f"Ausgeblendete Zeilen werden gelesen wie alle anderen.{why}"
        mend = "Sehen Sie nach, ob das gemeint ist."
        yield _about(found, sheet, f"Zeile {rows}", must, mend, severity="hinweis")


def _is_answer(column: Column) -> bool:
    """Whether something of the column may be taken over."""
    return not column.locked and column.key != "internal"


def _is_words(column: Column | None) -> bool:
    return column is not None and column.form != "day"


def _joined(found: Returned, sheet: Sheet, areas: Sequence[str]) -> Iterator[CellFinding]:
    """Merged cells, each area by itself unless they have more rows than any questionnaire."""
    must = "Zellen sind nicht verbunden, sonst gilt eine Angabe nur für die erste Zeile."
    mend = "Heben Sie die Verbindung auf und füllen Sie jede Zeile aus."
    corners = [_corners(area) for area in areas]
    if sum(bottom - top + 1 for (top, _), (bottom, _) in corners) > MOST_ROWS:
        yield _about(found, sheet, areas[0], must, mend, whole=True)
    else:
        for area in areas:
            yield _about(found, sheet, area, must, mend)


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


def strangers(rows: Sequence[Raw]) -> Iterator[CellFinding]:
    """Rows that say something twice, in one file or in several; others may have left theirs empty."""
    filled: dict[tuple[str, str], list[Raw]] = {}
    for row in rows:
        if row["check"] and row.said:
            filled.setdefault((row["check"], row["id"]), []).append(row)
    for same in filled.values():
        for row in same:
            other = next((other for other in same if other.said != row.said), None)
            if other:
                where = f"{other.file}, {other.sheet} Zeile {other.number}, mit anderen Angaben"
                yield row.finding(
                    "id",
                    f"Zu {say('{jedem Eintrag}')} gibt es eine Zeile; diese steht auch in {where}.",
                    "Löschen Sie eine der beiden.",
                )
