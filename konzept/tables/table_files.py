"""Opens a table that came back, whatever it is: XLSX, ODS or CSV within bounds; all else is refused in German."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import python_calamine

from konzept.tables.cell_marks import Marks, TooHostileError, book, of_ods, of_xlsx
from konzept.typed import of_cell

LARGEST: Final = 20 * 2**20
_UNPACKED: Final = 50 * 2**20
_PARTS: Final = 500
MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200
SEARCHED: Final = 30  # rows in which the headings may stand
_MACROS: Final = re.compile(r"vba|macrosheet|activex|^(?:Basic|Scripts)/.|embeddings/|^Object ", re.I)
_TABLE: Final = re.compile(r"\.(?:xlsx|ods|csv)$", re.I)
MAIL: Final = re.compile(
    rb"From |(?:From|To|Cc|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-[\w-]+|Sender"
    rb"|Reply-To|User-Agent|Thread-\w+|DKIM-Signature|ARC-[\w-]+|Authentication-Results|X-[\w-]+):",
    re.IGNORECASE,
)
"""How a mail begins."""
_AGAIN: Final = "Speichern Sie die Tabelle neu als XLSX (Excel-Arbeitsmappe)."
_BLANK: Final = b" \t\r\n\f\v\0" + codecs.BOM_UTF8 + codecs.BOM_UTF16_LE
_BROKEN: Final = f"Sie ist beschädigt oder unvollständig. {_AGAIN}"
_LOCKED: Final = (
    "Sie ist mit einem Kennwort geschützt oder im alten Format von Excel (.xls). Entfernen Sie das Kennwort und "
    "speichern Sie sie als XLSX."
)


class UnreadableTableError(Exception):
    """The file is refused; the text says in German why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its rows from the first one, and what programs for tables did to it."""

    name: str
    rows: Sequence[Sequence[str]]
    marks: Marks = field(default_factory=Marks)


def sheets(content: bytes, headings: Collection[str] = ()) -> list[Sheet]:
    """The sheets of a file; each value as somebody would have typed it.

    A CSV file says nowhere what stands between its columns: the line with these ``headings`` tells, or else the first.

    :raises UnreadableTableError: if it is none that can be read safely.
    """
    if not content.strip(_BLANK):
        raise UnreadableTableError("Sie ist leer. Lassen Sie sich eine neue schicken, oder erzeugen Sie sie neu.")
    if len(content) > LARGEST:
        raise UnreadableTableError(
            f"Sie hat mehr als {LARGEST // 2**20} MB. Löschen Sie Bilder und zusätzliche Blätter."
        )
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        raise UnreadableTableError(_LOCKED)
    if content.startswith(b"PK"):
        return _packed(content)
    return [Sheet("", list(_csv(content, headings)))]


def _packed(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
        marks = _marks(parts)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = [book.get_sheet_by_name(name) for name in book.sheet_names]
            return [Sheet(sheet.name, [*_rows(sheet)], marks[sheet.name]) for sheet in found]
    except python_calamine.PasswordError:
        raise UnreadableTableError(_LOCKED) from None
    except TooHostileError as error:
        raise UnreadableTableError(str(error)) from None
    except (
        python_calamine.CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
        EOFError,
        OverflowError,
    ):
        raise UnreadableTableError(_BROKEN) from None


def _marks(parts: dict[str, bytes]) -> dict[str, Marks]:
    """The marks of each sheet, when all are of a size that can be read."""
    found: dict[str, Marks] = {}
    for name, marks in of_ods(parts) if "content.xml" in parts else of_xlsx(parts):
        if name in found:
            raise UnreadableTableError(_BROKEN)
        found[name] = marks
        if marks.height > MOST_ROWS or marks.width > _MOST_COLUMNS:
            raise UnreadableTableError(_large(f"Das Blatt {name!r}"))
    if sum(marks.height * marks.width for marks in found.values()) > MOST_ROWS * _MOST_COLUMNS:
        raise UnreadableTableError(_large("Sie"))
    return found


def _large(what: str) -> str:
    return f"{what} hat mehr als {MOST_ROWS} Zeilen oder {_MOST_COLUMNS} Spalten. Löschen Sie, was nicht dazugehört."


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts in XML, when all is within bounds and nothing could run."""
    entries = archive.infolist()
    if len(entries) > _PARTS or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise UnreadableTableError(f"Ausgepackt ist sie größer als {_UNPACKED // 2**20} MB. {_AGAIN}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableTableError(_LOCKED)
    if name := next((_name(entry) for entry in entries if _MACROS.search(_name(entry))), ""):
        raise UnreadableTableError(f"Sie enthält Makros oder eingebettete Dateien ({name}). Löschen Sie sie. {_AGAIN}")
    # Others might read another part than the one looked at here.
    if len({_name(entry).lower() for entry in entries}) < len(entries):
        raise UnreadableTableError(_BROKEN)
    parts = {}
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as opened:
                part = parts[_name(entry)] = opened.read(entry.file_size + 1)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise UnreadableTableError(f"Sie enthält eine Dokumenttyp-Angabe ({entry.filename}). {_AGAIN}")
    if any(_TABLE.search(_name(entry)) for entry in entries):
        raise UnreadableTableError("Sie ist ein Archiv (zip). Packen Sie es aus, und nehmen Sie die Dateien daraus.")
    if ("content.xml" in parts) == bool(book(parts)):
        raise UnreadableTableError(_BROKEN if "content.xml" in parts else f"Sie ist keine Tabelle. {_AGAIN}")
    if b"manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnreadableTableError(_LOCKED)
    return parts


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a part; some programs on Windows write it with backslashes."""
    return entry.filename.replace("\\", "/")


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.to_python(skip_empty_area=False):
        yield [_typed(value) for value in row]


def _typed(value: Any) -> str:
    """A value as somebody would have typed it."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return of_cell(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _csv(content: bytes, headings: Collection[str]) -> Iterator[list[str]]:
    if content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise UnreadableTableError(
            f"Sie ist als XML oder Webseite gespeichert (zum Beispiel .fods, .xml, .htm). {_AGAIN}"
        )
    if MAIL.match(content.removeprefix(codecs.BOM_UTF8)):
        raise UnreadableTableError(
            "Sie ist eine Mail. Speichern Sie die Tabelle, die daran hängt, und nehmen Sie diese."
        )
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf")):
        raise UnreadableTableError(f"Sie ist keine Tabelle. {_AGAIN}")
    text = _decoded(content)
    if "\0" in text:
        raise UnreadableTableError(f"Sie ist keine Tabelle. {_AGAIN}")
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text, headings)), 1):
            if number > MOST_ROWS or len(row) > _MOST_COLUMNS:
                raise UnreadableTableError(_large("Sie"))
            yield row
    except csv.Error:
        raise UnreadableTableError(f"Sie ist keine lesbare CSV-Datei. {_AGAIN}") from None


def _decoded(content: bytes) -> str:
    """The text in the encoding in which programs save it: UTF-8, "Unicode", or what Excel takes in Germany."""
    unicode = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if unicode else ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise UnreadableTableError(
        "Ihre Umlaute sind nicht zu lesen. Speichern Sie die Tabelle als XLSX (Excel-Arbeitsmappe) oder als CSV in "
        "UTF-8."
    )


def _divider(text: str, headings: Collection[str]) -> str:
    """What stands between the columns of the line with the headings."""
    lines = text.splitlines()[:SEARCHED]
    head = next((line for line in lines if headings and all(h in line for h in headings)), "".join(lines[:1]))
    return max(";\t,", key=head.count)
