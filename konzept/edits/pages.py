"""Writes new files, and puts pages into tables of contents."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from konzept import contents, file_names
from konzept.edits.head import Value, head_lines
from konzept.edits.items import NewItem, cleaned, proved, refuse_unfit
from konzept.edits.splicing import Change, splice
from konzept.markdown.document import Document, EditError

# Where the first item of a type goes, if no text has one yet.
PAGES: Final = {
    "beratung": "beratungen.md",
    "entwicklung": "entwicklungen.md",
    "kennzahl": "kennzahlen.md",
    "quelle": "quellen.md",
    "stellungnahme": "stellungnahmen.md",
    "termin": "termine.md",
    "vorlage": "beratungen.md",
}


def new_file(file: str, *parts: NewItem | str, head: Mapping[str, Value] | None = None) -> Document:
    """A document of these items and pieces of Markdown, a blank line between them.

    ``head`` is its front matter: keys with a text, a list of texts, or nested keys. Whether this kind of file takes
    these keys, the examination tells.

    :raises EditError: if a file can't have this name, or something in it would not be read back as it is given.
    """
    document = Document(file, b"")
    if reason := _refused(file):
        raise EditError(document.fault(1, reason))
    lines: list[str] = []
    for part in parts:
        written = cleaned(part) if isinstance(part, str) else part.lines()
        lines += [*([""] if lines and written else []), *written]
    items = [part for part in parts if isinstance(part, NewItem)]
    refuse_unfit(document, items)
    document = proved(document, splice(document, Change(1, 0, lines)), items)
    above = "\n".join([*head_lines(file, head), "", ""]) if head else ""
    text = above.encode() + document.content
    return Document(file, text if text.endswith(b"\n") else text + b"\n")


def _refused(file: str) -> str:
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or path.suffix != ".md" or path.as_posix() != file:
        return f"Ein Text heißt wie 'ordner/name.md', vom Ordner der Texte aus, gefunden: {file!r}."
    return file_names.refused_name(file)


def add_page(document: Document, file: str) -> Document:
    """Put the page of ``file`` at the end of the table of contents of ``document``.

    Nothing changes where a pattern or an entry names it already.

    :raises EditError: if the document has no table of contents, or it would not name the page then.
    """
    document.refuse_broken()
    if contents.names(document.reading, file):
        return document
    items = [range(record.place.line, record.end + 1) for record in document.reading.records]
    tables = [
        entry
        for entry in document.outline
        if entry.info.startswith("{toctree}") and not entry.level and not any(entry.first in item for item in items)
    ]
    if not tables:
        message = "Die Seite hat kein Inhaltsverzeichnis. Schreiben Sie einen Block {toctree} an ihr Ende."
        raise EditError(document.fault(1, message))
    table = tables[-1]
    last = max(n for n in range(table.first, table.last) if n == table.first or document.lines[n - 1].strip())
    gap = [""] if document.lines[last - 1].startswith(":") and last > table.first else []
    target = posixpath.relpath(contents.page(file), posixpath.dirname(document.file) or ".")
    changed = splice(document, Change(last + 1, last, [*gap, target]))
    if not contents.names(changed.reading, file):
        message = f"Das Inhaltsverzeichnis nennt {file!r} auch dann nicht. Prüfen Sie seinen Namen."
        raise EditError(document.fault(table.first, message))
    return changed
