"""Sets a Typst source as PDF/UA-1 and PDF/A-3a; what Typst says is told with file and line of the Markdown."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import typst

from konzept.errors import KonzeptError
from konzept.pdf.fonts import fonts, names
from konzept.pdf.writer import MARK

_HARDLY: Final = 7.0  # cm from the upper edge of the sheet, of which more than two are its margin
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-3a"]
_PLACE: Final = re.compile(r"┌─ (?:.*[/\\])?([^/\\\n:]+\.typ):(\d+):\d+")
_GERMAN: Final = (
    (r".*file not found \(searched at (.*)\)", r"Die Datei {0} fehlt."),
    (r".*could not be displayed with font.*", "Ein Zeichen fehlt in den Schriften der PDFs."),
    (r".*missing alt(?:ernative)? text.*", "Dem Bild fehlt die Beschreibung in Worten (alt)."),
    (r".*heading.*level.*", "Eine Überschrift überspringt eine Stufe."),
    (r"label .* does not exist.*", "Ein Verweis führt ins Leere."),
    (r"label .* occurs multiple times.*", "Ein Ziel von Verweisen kommt zweimal vor."),
)


class TypesetError(KonzeptError):
    """A PDF could not be set; ``place`` is file and line below the folder of texts, if they are known."""

    def __init__(self, message: str, place: tuple[str, int] | None) -> None:
        """Carry message and place."""
        super().__init__(message)
        self.place = place


def typeset(source: Path, day: date, *, may_be_tight: bool = False) -> bytes:
    """The PDF of a source; its dates are the day, so that the same source gives the same bytes.

    What ``may_be_tight`` is set a little tighter if hardly anything stands on its last page, and if that saves it.

    :raises TypesetError: if Typst refuses the source, or warns of anything.
    """
    compiler = _compiler(source)
    if may_be_tight:
        page, height = _end(compiler)
        if page > 1 and height < _HARDLY and _end(tight := _compiler(source, tight=True))[0] < page:
            compiler = tight
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        made, warnings = compiler.compile_with_warnings(pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        raise _error(error, source) from None
    if warnings:
        raise _error(warnings[0], source)
    if not isinstance(made, bytes):
        raise TypesetError("Typst hat keine Datei geliefert.", None)
    return made


def _compiler(source: Path, *, tight: bool = False) -> typst.Compiler:
    return typst.Compiler(
        str(source),
        root=str(source.parent),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"schriften": ", ".join(names()), **({"eng": ""} if tight else {})},
    )


def _end(compiler: typst.Compiler) -> tuple[int, float]:
    """On which page a source ends, and how far below its upper edge; the first page if that cannot be told."""
    try:
        page, height = json.loads(compiler.query("<ende>", field="value", one=True))
    except typst.TypstError:
        return 1, 0.0  # the fault is told when it is set
    return int(page), float(height)


def is_picture(content: bytes) -> bool:
    """Whether Typst can print these bytes as a picture; it finds out only when it writes the PDF, without a place."""
    source = '#set document(title: "x")\n#set text(lang: "de")\n#image("bild", alt: "x")'
    with tempfile.TemporaryDirectory() as folder:
        file, picture = Path(folder) / "bild.typ", Path(folder) / "bild"
        file.write_text(source, "utf-8")
        picture.write_bytes(content)
        try:
            typst.compile(str(file), root=folder, font_paths=fonts(), ignore_system_fonts=True, pdf_standards=STANDARDS)
        except typst.TypstError:
            return False
    return True


def _error(error: typst.TypstError | typst.TypstWarning, source: Path) -> TypesetError:
    return TypesetError(german(error.message), markdown_place(error.diagnostic, source))


def german(message: str) -> str:
    """What Typst says, in German where it is known, and always in its own words."""
    own = f"(Typst: {message})"
    for pattern, text in _GERMAN:
        if match := re.fullmatch(pattern, message, re.DOTALL | re.IGNORECASE):
            return f"{text.format(*(Path(group).name for group in match.groups()))} {own}"
    return f"Das PDF konnte nicht erzeugt werden. {own}"


def markdown_place(diagnostic: str, source: Path) -> tuple[str, int] | None:
    """The place in the Markdown that belongs to the first place that a message names in a source."""
    for name, line in _PLACE.findall(diagnostic):
        if name == source.name:
            return _marked(source.read_text("utf-8").splitlines()[: int(line)])
    return None


def _marked(lines: Sequence[str]) -> tuple[str, int] | None:
    for line in reversed(lines):
        if line.startswith(MARK):
            file, _, number = line.removeprefix(MARK).rpartition(":")
            return file, int(number)
    return None
