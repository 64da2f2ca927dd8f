"""Documents as office programs and typesetters make them, of the invented concepts."""

from __future__ import annotations

import functools
import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import docx
import pikepdf
import pytest
import typst
from docx.document import Document
from PIL import Image

from tests.ingest.documents import LAYOUTS
from tests.ingest.others import OTHERS

_MISSING: Final = (
    "Ob ein Konzept aus LibreOffice gelesen wird, wurde nicht geprüft: Writer fehlt. Auf Debian: apt-get install "
    "libreoffice-writer-nogui."
)
EVERY: Final = LAYOUTS | OTHERS
NARROW: Final = "Die Stadt möge prüfen, ob Schulsozialarbeit an der Europaschule aufgestockt werden kann."
FORMS: Final = {
    "odt": "odt",
    "pdf": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
    "pdf-ohne": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}',
}


def by_office(layout: str, form: str) -> bytes:
    """One of the invented concepts as LibreOffice saves it; without LibreOffice the test says so."""
    if shutil.which("soffice") is None:
        if os.environ.get("KONZEPT_ALLES") == "1":
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    return _converted(form)[layout]


@functools.cache
def _converted(form: str) -> dict[str, bytes]:
    """All of them at once: to begin the office program takes longer than to save four files."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, make in EVERY.items():
            (folder / f"{name}.docx").write_bytes(make().content)
        _narrow().save(str(folder / "narrow.docx"))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", FORMS[form], "--outdir", str(folder / "out")]
        names = [f"{name}.docx" for name in (*EVERY, "narrow")]
        subprocess.run([*command, *names], check=True, capture_output=True, timeout=300, cwd=folder)
        return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}


def _narrow() -> Document:
    """A sentence in a narrow cell, behind so many letters that its font does not tell how high they are."""
    document = docx.Document()
    document.styles["Normal"].font.name = "DejaVu Sans"
    document.add_paragraph(f"{''.join(map(chr, range(33, 127)))}ÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔ")
    table = document.add_table(2, 3, "Table Grid")
    table.cell(0, 2).text = "Agenda-Vorschläge"
    table.cell(1, 2).text = NARROW
    return document


def set_by_typst(source: str, *, tagged: bool = True) -> bytes:
    """A PDF of this text of Typst."""
    return bytes(typst.compile(source.encode(), format="pdf", pdf_tags=tagged))


def scan() -> bytes:
    """A page that is only a picture."""
    made = io.BytesIO()
    Image.effect_noise((800, 1100), 40).save(made, "PDF")
    return made.getvalue()


def locked(content: bytes, owner_only: bool = False) -> bytes:
    """A PDF behind a password, or one that only restricts what may be done with it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        user = "" if owner_only else "geheim"
        document.save(made, encryption=pikepdf.Encryption(owner="geheim", user=user))
    return made.getvalue()
