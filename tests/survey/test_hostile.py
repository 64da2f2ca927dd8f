"""Files that are broken, wrong or made to do harm: a German refusal or the right result, never half a change."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.survey.filling import GOOD, Place, filled, saved

_SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def packed(content: bytes, change: Callable[[str, bytes], bytes], *more: tuple[str, bytes]) -> bytes:
    """The file with its parts changed, and further ones."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more:
            new.writestr(name, part)
    return made.getvalue()


def same(_: str, part: bytes) -> bytes:
    return part


def entities(name: str, part: bytes) -> bytes:
    kind = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    return part.replace(b"<worksheet", kind, 1).replace(b"SPR-02", b"&x;") if name == _SHEET else part


def bomb(name: str, part: bytes) -> bytes:
    return part.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>") if name == _SHEET else part


def utf16(name: str, part: bytes) -> bytes:
    return part.decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16") if name == _SHEET else part


def nested(name: str, part: bytes) -> bytes:
    deep = b"<a>" * 5000 + b"</a>" * 5000
    return part.replace(b"</sheetData>", b"</sheetData>" + deep) if name == _SHEET else part


def elsewhere(name: str, part: bytes) -> bytes:
    return part.replace(b"worksheets/sheet2.xml", b"file:///etc/passwd") if name.endswith("workbook.xml.rels") else part


def doubled(name: str, part: bytes) -> bytes:
    return part.replace(b'name="Anleitung"', b'name="Antworten"') if name == "xl/workbook.xml" else part


def far(cell: bytes) -> Callable[[bytes], bytes]:
    """Another cell, so far away that a table of all cells between would take all memory."""
    row = b'<row r="1048576"><c r="XFD1048576" ' + cell + b"</c></row></sheetData>"
    return lambda c: packed(c, lambda name, part: part.replace(b"</sheetData>", row) if name == _SHEET else part)


def repeated(content: bytes) -> bytes:
    """A file for LibreOffice of which a row stands a thousand million times."""
    row = (
        '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="999"'
    )
    table = f'<table:table table:name="Antworten">{row} office:value-type="string"/></table:table-row></table:table>'
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table")
    )
    return _zip({"content.xml": f"<office:document-content {spaces}>{table}</office:document-content>"})


def lying(content: bytes) -> bytes:
    """The directory says of a part that it is smaller than it is."""
    at = content.rindex(_SHEET.encode()) - 46
    return content[: at + 24] + (100).to_bytes(4, "little") + content[at + 28 :]


LOCKED = (
    "Sie ist mit einem Kennwort geschützt oder im alten Format von Excel (.xls). Entfernen Sie das Kennwort und "
    "speichern Sie sie als XLSX."
)
AGAIN = "Speichern Sie die Tabelle neu als XLSX (Excel-Arbeitsmappe)."
BROKEN = f"Sie ist beschädigt oder unvollständig. {AGAIN}"
FAR = "Das Blatt 'Antworten' hat mehr als 20000 Zeilen oder 200 Spalten. Löschen Sie, was nicht dazugehört."
_EMPTY = "Sie ist leer. Lassen Sie sich eine neue schicken, oder erzeugen Sie sie neu."
MARKUP = f"Sie ist als XML oder Webseite gespeichert (zum Beispiel .fods, .xml, .htm). {AGAIN}"
HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda c: b" \n", _EMPTY),
    "only a byte order mark": (lambda c: codecs.BOM_UTF8, _EMPTY),
    "only blanks of two bytes": (
        lambda c: " \n".encode("utf-16"),
        _EMPTY,
    ),
    "truncated": (lambda c: c[: len(c) // 2], BROKEN),
    "without its end": (lambda c: c[:-30], BROKEN),
    "damaged": (lambda c: c[:400] + bytes(byte ^ 255 for byte in c[400:600]) + c[600:], BROKEN),
    "a PDF": (lambda c: b"%PDF-1.7 x", f"Sie ist keine Tabelle. {AGAIN}"),
    "a picture": (lambda c: b"\x89PNG\r\n\x1a\n\0\0", f"Sie ist keine Tabelle. {AGAIN}"),
    "a web page": (lambda c: b"<html><table><tr><td>ID", MARKUP),
    "a flat table of LibreOffice": (lambda c: b'\xef\xbb\xbf<?xml version="1.0"?>\n<office:document>', MARKUP),
    "another package": (lambda c: _zip({"word/document.xml": "<a/>"}), f"Sie ist keine Tabelle. {AGAIN}"),
    "several in one": (
        lambda c: _zip({"Antworten/Amt 50 (Größe).XLSX": "x", "lies.txt": ""}),
        "Sie ist ein Archiv (zip). Packen Sie es aus, und nehmen Sie die Dateien daraus.",
    ),
    "the mail on which it hangs": (
        lambda c: b"Return-Path: <amt@example.org>\r\nSubject: Abfrage\r\n\r\nID;Pr\xc3\xbcfwert\r\n",
        "Sie ist eine Mail. Speichern Sie die Tabelle, die daran hängt, und nehmen Sie diese.",
    ),
    "a mail as a program keeps it": (
        lambda c: b"X-Mozilla-Status: 0001\r\nFrom: amt@example.org\r\n\r\nID;Pr\xc3\xbcfwert\r\n",
        "Sie ist eine Mail. Speichern Sie die Tabelle, die daran hängt, und nehmen Sie diese.",
    ),
    "a password": (lambda c: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000, LOCKED),
    "macros": (
        lambda c: packed(c, same, ("xl/vbaProject.bin", b"x")),
        f"Sie enthält Makros oder eingebettete Dateien (xl/vbaProject.bin). Löschen Sie sie. {AGAIN}",
    ),
    "an object": (
        lambda c: packed(c, same, ("xl/embeddings/a.bin", b"x")),
        f"Sie enthält Makros oder eingebettete Dateien (xl/embeddings/a.bin). Löschen Sie sie. {AGAIN}",
    ),
    "entities": (lambda c: packed(c, entities), f"Sie enthält eine Dokumenttyp-Angabe ({_SHEET}). {AGAIN}"),
    "a bomb": (lambda c: packed(c, bomb), f"Ausgepackt ist sie größer als 50 MB. {AGAIN}"),
    "a size that lies": (lying, BROKEN),
    "another encoding": (lambda c: packed(c, utf16), "Sie ist beschädigt: kein lesbares XML in UTF-8."),
    "depth": (lambda c: packed(c, nested), "Sie ist beschädigt: kein lesbares XML in UTF-8."),
    "a cell far away": (far(b't="n"><v>1</v>'), FAR),
    "two books": (
        lambda c: packed(
            c,
            lambda name, part: part.replace(b"xl/workbook.xml", b"other.xml") if name == "_rels/.rels" else part,
            ("other.xml", b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'),
        ),
        f"Sie ist keine Tabelle. {AGAIN}",
    ),
    "an empty cell far away": (far(b't="inlineStr"><is><t/></is>'), FAR),
    "a row repeated": (repeated, FAR),
    "a part twice": (lambda c: packed(c, same, (_SHEET.upper(), b"<worksheet/>")), BROKEN),
    "a table of two kinds": (lambda c: packed(c, same, ("content.xml", b"<a/>")), BROKEN),
    "a sheet that is not there": (lambda c: packed(c, elsewhere), BROKEN),
    "two sheets of one name": (lambda c: packed(c, doubled), BROKEN),
    "too large": (lambda c: b"a" * (20 * 2**20 + 1),
                  "Sie hat mehr als 20 MB. Löschen Sie Bilder und zusätzliche Blätter."),
}  # fmt: skip


def _zip(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_not_be_read_safely_is_refused_and_changes_nothing(place: Place, name: str) -> None:
    change, reason = HOSTILE[name]
    found = place.take({"a.xlsx": change(filled(place.out(), {"SPR-02": GOOD}))})
    assert [str(finding) for finding in found.findings] == [f"a.xlsx: Die Datei wird nicht gelesen. {reason}"]
    assert (found.refused, found.changes, found.taken) == (True, (), ())


def test_merged_cells_without_end_are_one_finding(place: Place) -> None:
    areas = b"".join(b'<mergeCell ref="I%d:Z19000"/>' % row for row in range(2, 17_000))

    def merged(name: str, part: bytes) -> bytes:
        joined = b"</sheetData><mergeCells>" + areas + b"</mergeCells>"
        return part.replace(b"</sheetData>", joined) if name == _SHEET else part

    found = place.take({"a.xlsx": packed(filled(place.out(), {"SPR-02": GOOD}), merged)})
    assert [finding.cell for finding in found.findings] == ["I2:Z19000"]
    assert (found.refused, found.changes, found.taken) == (True, (), ())


def test_a_table_that_is_no_questionnaire_is_refused(place: Place) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "ID"
    (message,) = [str(finding) for finding in place.take({"a.xlsx": saved(book)}).findings]
    assert message == (
        "a.xlsx: Die Datei hat eine Zeile mit den Überschriften der Abfrage, darunter ID und Prüfwert. Füllen Sie die "
        "Datei aus, die Sie bekommen haben, und löschen Sie keine Spalte."
    )


@pytest.mark.parametrize("cut", range(0, 60))
def test_a_file_cut_anywhere_is_refused_or_read_but_never_half(place: Place, cut: int) -> None:
    content = filled(place.out(), {"SPR-02": GOOD})
    found = place.take({"a.xlsx": content[: len(content) * cut // 60]})
    assert found.refused
    assert found.changes == ()
