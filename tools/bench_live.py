"""How long the preview needs after a text is saved, with the real texts: part of ``make bench``.

Measured is the clock, as an author sees it, so nothing else may run. A page that is asked for right after saving waits
for its build; that it has what was saved is checked. The files beside the pages come after it.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.request import ProxyHandler, build_opener

from konzept.web.hyphens import HYPHEN
from tests.project import ROOT

EDITS: Final = 9
BESIDE: Final = "suche-texte.js"
BEFORE: Final = "## Zur Umsetzung – Vorschlag der Redaktion\n\n"
_DIRECT: Final = build_opener(ProxyHandler({}))


def measured() -> list[tuple[float, float]]:
    """Seconds from saving to the page, and to the files beside the pages, for each edit.

    :raises SystemExit: if the page is stale.
    """
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(shutil.copytree(ROOT / "docs", Path(folder, "docs")))
        file = next(path for path in sorted(texts.rglob("*-*.md")) if BEFORE in path.read_text("utf-8"))
        source, page = file.read_text("utf-8"), file.relative_to(texts).with_suffix(".html").as_posix()
        command = [sys.executable, "-m", "tools.live", str(texts), str(Path(folder, "work")), "--port", "0"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as live:
            try:
                found = re.search(r"http://\S+/", next(iter(live.stdout or ())))
                address = found[0] if found else ""
                _ask(address + BESIDE)
                return [_saved(file, source, address, page, number) for number in range(EDITS)]
            finally:
                live.terminate()


def _saved(file: Path, source: str, address: str, page: str, number: int) -> tuple[float, float]:
    new = f"Neu{number}"
    file.write_text(source.replace(BEFORE, f"{BEFORE}{new}: "), "utf-8")
    start = time.perf_counter()
    shown = _ask(address + page).replace(HYPHEN, "")
    first = time.perf_counter() - start
    if new not in shown:
        raise SystemExit(f"{page} ist nicht, was gespeichert wurde: {new} fehlt.")
    _ask(address + BESIDE)
    return first, time.perf_counter() - start


def _ask(address: str) -> str:
    with _DIRECT.open(address) as answer:
        return str(answer.read().decode())


def main() -> None:
    """Print the figures."""
    pages, whole = zip(*measured(), strict=True)
    sys.stdout.write("Vorschau nach dem Speichern, Sekunden (Mitte, höchstens):\n")
    for label, found in (("die Seite", pages), ("alles", whole)):
        sys.stdout.write(f"  {label}: {statistics.median(found):.2f}, {max(found):.2f}\n")


if __name__ == "__main__":
    main()
