"""Reads the file in which people decided: by the names of its columns, never by their position."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from konzept.files.unseen import unseen
from konzept.findings import nearest
from konzept.ingest import word_answers
from konzept.ingest.proposals import BACKGROUND, BELONGS, LEAVE, NEW
from konzept.ingest.review_columns import COLUMNS, DETAIL_ROWS, DETAILS, ORIGINAL
from konzept.ingest.review_file import FORM
from konzept.tables.cells import CellFinding, address
from konzept.tables.headed import ERROR, FORMULA, JOINED, MISSING, TWICE, HeadedTable, headed
from konzept.tables.table_files import Sheet, UnreadableTableError, sheets
from konzept.typed import key, known

_COLUMNS: Final = known((column.heading, column.key) for column in COLUMNS)
_HEADINGS: Final = {column.key: column.heading for column in COLUMNS}
_DETAILS: Final = known((detail.heading, detail) for detail in DETAIL_ROWS)
_ID: Final = re.compile(r"[A-Z]{2,5}-V?[0-9]+")
_WORDS: Final = known((word, word) for word in (NEW, BELONGS, BACKGROUND, LEAVE))
# What programs for tables and texts set otherwise than one types it: quotation marks, apostrophes, dashes.
_TYPED: Final = {ord(mark): None for mark in "„“”‟\"»«‚‘’‛'›‹´`"} | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_NEEDED: Final = ("number", "words", "decision", "check")


@dataclass(frozen=True, slots=True)
class Decision:
    """A row as people left it: its place in the file, what stands in each column, and what the document said there."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    original: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def number(self) -> int:
        """Its number in the order of the document."""
        return int(self["number"])

    @property
    def kind(self) -> str:
        """One of the decisions; nothing if there is none, what was typed if it is none of them."""
        typed = self["decision"]
        if not typed:
            return BELONGS if self["belongs"] else ""
        return next((word for name, word in _WORDS.items() if key(typed).startswith(name)), typed)

    @property
    def targets(self) -> tuple[str, ...]:
        """The IDs that it belongs to, in either column."""
        return tuple(dict.fromkeys(_ID.findall(self._named.upper())))

    @property
    def is_vague(self) -> bool:
        """Whether a number stands among the IDs that is none: ``SPR-02, 03``."""
        return any(map(str.isdecimal, _ID.sub("", self._named.upper())))

    @property
    def _named(self) -> str:
        return f"{self['decision']} {self['belongs']}" if self.kind == BELONGS else ""

    @property
    def reason(self) -> str:
        """Why it is left out."""
        inline = re.sub(r"^\s*weglassen\W*(?:weil\W*)?", "", self["decision"], flags=re.I)
        return self["reason"] or inline

    def finding(self, name: str, must: str, mend: str = "", *, found: str | None = None) -> CellFinding:
        """A finding at a cell of this row."""
        at = self.columns.get(name)
        return CellFinding(
            file="",
            sheet=self.sheet,
            cell=f"Zeile {self.row}" if at is None else address(self.row, at),
            column=_HEADINGS[name],
            must=must,
            found=self[name] if found is None else found,
            mend=mend,
        )


@dataclass(slots=True)
class Decided:
    """What a file holds: details of the document by their keys with their cells, decisions, and what is wrong."""

    details: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    findings: list[CellFinding] = field(default_factory=list)

    def at(self, name: str, must: str, mend: str = "", found: str = "") -> CellFinding:
        """A finding at one of the details."""
        heading = next(detail.heading for detail in DETAIL_ROWS if detail.key == name)
        cell = self.cells.get(name, "")
        return CellFinding(file="", sheet=DETAILS, cell=cell, column=heading, must=must, found=found, mend=mend)


def read(content: bytes) -> Decided:
    """Read a file; what is wrong with it as a whole is a finding."""
    found = Decided()
    try:
        in_word = word_answers.is_word(content)
        opened = word_answers.sheets(content) if in_word else sheets(content)
    except UnreadableTableError as error:
        found.findings.append(CellFinding(file="", must=f"Die Datei wird nicht gelesen. {error}", whole=True))
        return found
    original = _original(opened)
    for sheet in opened:
        if sheet.name == DETAILS:
            _details(sheet, found, in_word=in_word)
        elif sheet.name != ORIGINAL and (table := headed(sheet, _COLUMNS, 6)):
            _sheet(table, original, found, in_word=in_word)
    if key(found.details.get("format", "")) != key(FORM) or not original or not found.decisions:
        found.findings.append(
            CellFinding(
                file="",
                must="Die Datei ist keine Prüfdatei, die 'konzept ingest' geschrieben hat, oder ihr fehlen Blätter.",
                mend="Nehmen Sie die Datei, wie sie geschrieben wurde, füllen Sie sie aus und speichern Sie sie als "
                "XLSX, ODS oder DOCX.",
                whole=True,
            )
        )
        return found
    found.findings += (*_twice(found.decisions), *_missing(found.decisions, original))
    return found


def _original(opened: Sequence[Sheet]) -> dict[str, Mapping[str, str]]:
    """What the document said in each row, by the number of the row."""
    sheet = next((sheet for sheet in opened if sheet.name == ORIGINAL), None)
    if sheet is None or not sheet.rows:
        return {}
    names = {at: _COLUMNS[key(value)] for at, value in enumerate(sheet.rows[0]) if key(value) in _COLUMNS}
    made = ({name: _clean(row[at]) for at, name in names.items() if at < len(row)} for row in sheet.rows[1:])
    return {given["number"]: given for given in made if given.get("number")}


def _details(sheet: Sheet, found: Decided, *, in_word: bool) -> None:
    for number, row in enumerate(sheet.rows, 1):
        detail = _DETAILS.get(key(row[0])) if row else None
        if detail and len(row) > 1:
            found.details[detail.key] = _clean(row[1])
            found.cells[detail.key] = "" if in_word else address(number, 1)


def _sheet(table: HeadedTable, original: Mapping[str, Mapping[str, str]], found: Decided, *, in_word: bool) -> None:
    found.findings += (_about(table, at, name, TWICE) for at, name in table.others if name)
    if missing := [name for name in _NEEDED if name not in table.columns]:
        names = [value for value in table.sheet.rows[table.head] if value.strip()]
        found.findings += (_about(table, 0, n, f"{MISSING} {nearest(_HEADINGS[n], names)}") for n in missing)
        return
    found.findings += _marked(table)
    for number, cells in table.rows(_clean):
        said = cells.get("number", "")
        number = int(said) if in_word and said.isdecimal() else number
        decision = Decision(table.sheet.name, number, cells, {} if in_word else table.columns, original.get(said, {}))
        found.findings += _unsound(decision)
        found.decisions.append(decision)


def _about(table: HeadedTable, at: int, name: str, must: str) -> CellFinding:
    heading, cell = _HEADINGS[name], address(table.head + 1, at)
    mend = f"Die Überschrift ist {heading!r}."
    return CellFinding(file="", sheet=table.sheet.name, cell=cell, column=heading, must=must, mend=mend, whole=True)


def _marked(table: HeadedTable) -> Iterator[CellFinding]:
    """Formulas, errors and merged cells where something is read."""
    named, marks = {at: _HEADINGS[name] for name, at in table.columns.items()}, table.sheet.marks
    corners = [area.partition(":")[0] for area in marks.merged]
    for cells, (must, mend) in ((marks.formulas, FORMULA), (marks.errors, ERROR), (corners, JOINED)):
        for cell, at in table.read(cells, named):
            yield CellFinding(file="", sheet=table.sheet.name, cell=cell, column=named[at], must=must, mend=mend)


def _unsound(row: Decision) -> Iterator[CellFinding]:
    """A row that is none of the file as it was written, or whose words are not those of the document."""
    if not row.original or row["check"] != row.original.get("check"):
        must = "Zeile und Prüfwert sind, wie sie geschrieben wurden; danach wird die Stelle im Dokument erkannt."
        yield row.finding("check", must, "Nehmen Sie die Zeile aus der ursprünglichen Datei.")
        return
    for name in ("words", "notes"):
        if not is_shortened(row[name], row.original.get(name, "")):
            must = "Was das Konzept sagt, bleibt, wie es dasteht; gekürzt wird mit […]."
            yield row.finding(name, must, "Stellen Sie den Wortlaut wieder her; er steht im Blatt Original.")
    for name, value in row.cells.items():
        for _, message in unseen(value):
            yield row.finding(name, message)


def is_shortened(text: str, original: str) -> bool:
    """Whether a text is the original, but for places marked as left out, blanks and how quotation marks look."""
    first, *rest = (_letters(piece) for piece in re.split(r"\[(?:…|\.\.\.)\]", text))
    whole, at = _letters(original), len(first)
    if not rest or not text:
        return first in ("", whole)
    for piece in rest[:-1]:
        found = whole.find(piece, at)
        at = found + len(piece) if found >= 0 else len(whole) + 1
    return whole.startswith(first) and whole.endswith(rest[-1]) and at + len(rest[-1]) <= len(whole)


def _letters(text: str) -> str:
    """The text as it is compared: without blanks, and without what ends it or stands at a place that is left out."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_TYPED).split()).strip(".,;:")


def _missing(decisions: Sequence[Decision], original: Mapping[str, Mapping[str, str]]) -> Iterator[CellFinding]:
    if gone := sorted(original.keys() - {row["number"] for row in decisions}, key=lambda number: number.rjust(9)):
        must = f"Jede Zeile der Datei bleibt stehen; diese fehlen: {', '.join(gone[:20])}{' …' * (len(gone) > 20)}."
        mend = (
            "Übernehmen Sie sie aus der ursprünglichen Datei. "
            "Was wegbleiben soll, bekommt die Entscheidung „weglassen“."
        )
        yield CellFinding(file="", must=must, mend=mend)


def _twice(decisions: Sequence[Decision]) -> Iterator[CellFinding]:
    first: dict[str, Decision] = {}
    for row in decisions:
        other = first.setdefault(row["number"], row)
        if other is not row:
            where = f"{other.sheet} Zeile {other.row}"
            yield row.finding("number", f"Jede Zeile steht einmal da; diese auch in {where}.", "Löschen Sie eine.")


def _clean(value: str) -> str:
    """Without blanks around it, with one kind of line ends."""
    return "\n".join(" ".join(line.split()) for line in value.replace("_x000D_", "").strip().splitlines())
