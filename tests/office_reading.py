"""Files as LibreOffice reads them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.browser import cannot

MISSING: Final = (
    "Was LibreOffice liest, wurde nicht geprüft: soffice fehlt. Auf Debian: apt-get install libreoffice-calc."
)


def convert(files: Sequence[Path], form: str, target: Path, opened_as: str = "") -> list[Path]:
    """Let LibreOffice open files and write them in another form; the answer are the files that it wrote.

    ``opened_as`` is the filter with which it opens them.
    """
    office = shutil.which("soffice")
    if office is None:
        cannot(MISSING)
    out = target / "geschrieben"
    profile = f"-env:UserInstallation={(target / 'profil').absolute().as_uri()}"
    opening = [f"--infilter={opened_as}"] if opened_as else []
    command = [str(office), profile, "--headless", *opening, "--convert-to", form, "--outdir", str(out)]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True)
    made = sorted(out.glob("*"))
    assert made, done.stderr
    return made
