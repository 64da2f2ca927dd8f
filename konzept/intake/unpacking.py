"""What a file is that was handed in, by what stands in it and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final, Literal

from konzept.tables.table_files import MAIL

LARGEST: Final = 20 * 2**20
LARGEST_PATCH: Final = 5 * 2**20
Kind = Literal["patch", "mail", "table"]
_DIFF: Final = re.compile(rb"^(?:diff --git |--- a/|GIT binary patch)", re.MULTILINE)
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_HOW: Final = "Legen Sie Patches (.patch) und ausgefüllte Tabellen (.xlsx, .ods, .csv) einzeln in den Eingang."
# How files begin that are none of these, and where in them.
_OTHERS: Final = (
    (0, b"%PDF", "ein PDF"),
    (0, b"\x89PNG", "ein Bild"),
    (0, b"\xff\xd8\xff", "ein Bild"),
    (0, b"GIF8", "ein Bild"),
    (0, b"RIFF", "ein Bild oder ein Ton"),
    (0, b"\x1f\x8b", "ein Archiv (gzip)"),
    (0, b"BZh", "ein Archiv (bzip2)"),
    (0, b"\xfd7zXZ", "ein Archiv (xz)"),
    (0, b"7z\xbc\xaf", "ein Archiv (7z)"),
    (0, b"Rar!", "ein Archiv (rar)"),
    (257, b"ustar", "ein Archiv (tar)"),
    (0, b"MZ", "ein Programm"),
    (0, b"\x7fELF", "ein Programm"),
    (0, b"#!", "ein Programm"),
    (0, b"{\\rtf", "ein Dokument (RTF)"),
    (0, b"<", "eine Datei in XML oder HTML (zum Beispiel .fods, .xml, .htm)"),
)
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_OUTLOOK: Final = "__substg1.0_".encode("utf-16-le")


class RefusedFileError(Exception):
    """A file, or a line of it, is refused; the text says in German why and how to mend it."""

    def __init__(self, reason: str, line: int = 0) -> None:
        """Line 0 is the whole file."""
        super().__init__(reason)
        self.reason, self.line = reason, line


def kind_of(content: bytes) -> Kind:
    """What a file is.

    :raises RefusedFileError: if it is nothing that is taken in.
    """
    if not content.strip():
        raise RefusedFileError("Die Datei ist leer. Lassen Sie sie sich noch einmal schicken.")
    if len(content) > LARGEST:
        raise RefusedFileError(f"Die Datei hat mehr als {LARGEST // 2**20} MB. So groß ist keine Meldung.")
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(_OLE) and _OUTLOOK in content:
        raise RefusedFileError(
            "Das ist eine Nachricht aus Outlook (.msg). Speichern Sie ihre Anlage in den Eingang, nicht die Nachricht."
        )
    if content.startswith(_OLE):
        return "table"  # whose own door tells of passwords and the old form
    for place, mark, name in _OTHERS:
        if content[place:].startswith(mark):
            raise RefusedFileError(f"Das ist {name}. {_HOW}")
    return _text(content)


def _text(content: bytes) -> Kind:
    utf8 = content.removeprefix(b"\xef\xbb\xbf")
    if utf8.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedFileError("Die Datei ist in UTF-16 gespeichert. Nehmen Sie die Datei, wie sie geschickt wurde.")
    if MAIL.match(utf8):
        if len(content) > LARGEST_PATCH and _DIFF.search(content):
            raise RefusedFileError(_TOO_LARGE)
        return "mail"
    if not _DIFF.search(content):
        if b"\0" in content:
            raise RefusedFileError(f"Die Art der Datei ist nicht zu erkennen. {_HOW}")
        return "table"
    if len(content) > LARGEST_PATCH:
        raise RefusedFileError(_TOO_LARGE)
    return "patch"


_TOO_LARGE: Final = f"Der Patch hat mehr als {LARGEST_PATCH // 2**20} MB. So groß ist keine Meldung."


def _packed(content: bytes) -> Kind:
    """A table, by the parts that it has; every other packed file is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            mime = archive.read("mimetype")[:100] if "mimetype" in names and _is_small(archive) else b""
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        return "table"  # damaged: its own door tells that
    if names & {"xl/workbook.xml", "workbook.xml"} or mime == _ODS:
        return "table"
    if "word/document.xml" in names or mime.startswith(b"application/vnd.oasis"):
        raise RefusedFileError(f"Das ist ein Dokument und keine Tabelle. {_HOW}")
    raise RefusedFileError(f"Das ist ein Archiv (zip). Packen Sie es aus. {_HOW}")


def _is_small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("mimetype").file_size < 1000
