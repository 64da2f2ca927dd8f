"""Reads one text of the town and reports every fault that it shows by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from konzept import errors, paper
from konzept.editions import legible, withdrawn_passages
from konzept.examine.reading_cache import read
from konzept.examine.targets import SECOND_NAME, missing_files, outside
from konzept.files.inputs import NOT_UTF8, line_of
from konzept.findings import Finding, fault
from konzept.markdown import extent
from konzept.markdown.characters import refused_characters
from konzept.markdown.records import Mention, MentionKind, Reading
from konzept.markdown.shape import shape
from konzept.model import Place
from konzept.paper import layout

WITHHELD: Final = "zurueckgezogen"
_NEARLY: Final = re.compile(r"\.(?:md|mdown|markdown)(?:\.txt)?$", re.IGNORECASE)
_MOST: Final = 5 * extent.LONGEST_TEXT  # bytes


def read_file(path: Path, folder: Path) -> Reading:
    """Read one file; a file that is not UTF-8 is a finding."""
    name = path.relative_to(folder).as_posix()
    if path.is_dir():
        message = "Ein Ordner heißt nicht wie ein Text. Geben Sie ihm einen Namen ohne '.md'."
        if path.is_symlink():
            message = "Ein Ordner darf keine Verknüpfung sein. Legen Sie die Dateien selbst hierher."
        return Reading(findings=[fault(name, 1, message)], broken=True)
    text, faults = _opened(path, name)
    return Reading(findings=faults, broken=True) if faults else read_document(text, name, folder)


def read_content(content: bytes, name: str, folder: Path) -> Reading:
    """Read a text that may not lie in its folder yet, as if it did; one that is not UTF-8 is a finding."""
    try:
        return read_document(_decoded(content[:_MOST]), name, folder)
    except UnicodeDecodeError as error:
        return Reading(findings=[fault(name, line_of(error), NOT_UTF8)], broken=True)


def closed(folder: Path) -> Iterator[Finding]:
    """Folders below that of the texts that can't be opened: nobody would miss what lies in them."""
    for path in sorted(path for path in (folder, *folder.rglob("*")) if path.is_dir() and not path.is_symlink()):
        try:
            with os.scandir(path):
                pass
        except OSError as error:
            name = path.relative_to(folder).as_posix()
            yield fault(name, 1, f"Der Ordner lässt sich nicht lesen. {errors.reason(error)}")


def overlooked(folder: Path) -> Iterator[Finding]:
    """Files whose names end nearly as those of texts do: they would not be read, and nobody would be told."""
    for path in sorted(folder.rglob("*")):
        if _NEARLY.search(path.name) and path.suffix != ".md" and path.is_file():
            name = path.relative_to(folder).as_posix()
            yield fault(name, 1, "Gelesen werden nur Dateien, deren Namen auf '.md' enden. Benennen Sie sie um.")


def unreadable(path: Path, name: str) -> list[Finding]:
    """Why a text can't be read at all; ``name`` is what it is called in the finding."""
    return _opened(path, name)[1]


def _opened(path: Path, name: str) -> tuple[str, list[Finding]]:
    """A text, and why it can't be read."""
    faults: list[Finding] = []
    try:
        if path.stat().st_nlink > 1:
            faults.append(fault(name, 1, f"Die Datei {SECOND_NAME}"))
        return text_of(path), faults
    except UnicodeDecodeError as error:
        faults.append(fault(name, line_of(error), NOT_UTF8))
    except OSError as error:
        faults.append(fault(name, 1, f"Die Datei lässt sich nicht lesen. {errors.reason(error)}"))
    return "", faults


def text_of(path: Path) -> str:
    """A text, or so much of it that it is refused as too long."""
    with path.open("rb") as opened:
        return _decoded(opened.read(_MOST))


def _decoded(content: bytes) -> str:
    text = content.decode("utf-8-sig", "ignore" if len(content) == _MOST else "strict")  # a cut may divide a letter
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_document(text: str, name: str, folder: Path) -> Reading:
    """Read one document and report every fault that its own text shows."""
    if outside(folder / name, folder):
        message = "Die Datei ist eine Verknüpfung, die aus dem Ordner der Texte hinausführt. Das ist nicht erlaubt."
        return Reading(findings=[fault(name, 1, message)], broken=True)
    reading = read_paper(text, name, layout.read(folder)) if paper.is_paper(name) else read(text, name)
    reading.findings += missing_files(reading, folder)
    reading.findings += _withheld(text, name, folder)
    return reading


def _withheld(text: str, name: str, folder: Path) -> Iterator[Finding]:
    """What was withdrawn and stands in a text of today again."""
    for line, message in withdrawn_passages.withheld(text, name, folder / os.pardir):
        yield fault(name, line, message, WITHHELD)


def withheld_elsewhere(folder: Path) -> Iterator[Finding]:
    """The same for files that are no pages; PDFs and the like are searched when they are published."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in legible.KINDS - {".md"} and path.is_file() and not outside(path, folder):
            yield from _withheld(legible.read(path), name, folder)


def read_paper(text: str, name: str, described: layout.Layout) -> Reading:
    """Read a Sitzungsvorlage; of one that is not public, or too large, nothing else is said.

    Its form says more exactly what is wrong in a line, so nothing general is said of that line. What a form asks for
    that is wrong itself is not told.
    """
    if any(refused_characters(text)):
        return read(text, name)
    found = paper.read(text, name, described.form)
    if found.public and described.findings:
        return read(paper.without_head(text), name)
    reading = read(paper.without_head(text), name) if found.public else Reading()
    for annex in found.annexes:
        if annex.file:
            kind: MentionKind = "made" if annex.is_made else "file"
            reading.mentions.append(Mention(kind, annex.file, Place(file=name, line=annex.line)))
    lines = {finding.place.line for finding in found.findings}
    reading.findings = [f for f in reading.findings if f.place.line not in lines] + list(found.findings)
    return reading


def local_findings(reading: Reading) -> list[Finding]:
    """What one document shows by itself, without the others: with any of it, it is not drawn."""
    return [f for f in (*reading.findings, *shape([reading], alone=True).findings) if f.is_error]
