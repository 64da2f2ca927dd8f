"""How long the PDF takes beside WeasyPrint on the same text: part of ``make bench``.

Both set the same pages in the same run: ours from the Typst source, WeasyPrint from the HTML of
the same documents, each in a process of its own and as PDF/UA-1. Seconds are those of the
processor. The last column is the whole of ours, with reading and checking the texts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pikepdf
from lxml import etree, html

from konzept import files, website
from tests.project import ROOT, TODAY, write
from tools.bench import cost

PAGES: Final = (10, 100, 300)
PARAGRAPH: Final = "Der Runde Tisch empfiehlt, Kinderbetreuung und Sprachförderung zu verbinden. " * 8
TABLE: Final = "| Jahr | Kurse | Plätze |\n|------|------:|-------:|\n" + "| 2026 | 12 | 144 |\n" * 6
OURS: Final = (
    "import sys; from pathlib import Path; from datetime import date; from konzept.pdf.typeset import typeset; "
    "Path(sys.argv[2]).write_bytes(typeset(Path(sys.argv[1]), date(2026, 1, 31)))"
)
THEIRS: Final = (
    "import sys; from weasyprint import HTML; HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
)
STYLE: Final = (
    "@page {size: A4; margin: 26mm 20mm 29mm 25mm} body {font: 10pt/1.4 sans-serif; hyphens: auto} "
    "h1 {break-before: page}"
)


def measure(folder: Path, count: int) -> Iterator[str]:
    """A line of the table: pages, seconds and MiB of both sides, and what ours takes in all."""
    pages = {f"seite-{n:03}.md": f"# Seite {n}\n\n" + f"{PARAGRAPH}\n\n" * 3 + TABLE for n in range(count)}
    docs = write(folder / "docs", pages)
    whole = cost([sys.executable, "-m", "konzept", "pdf", str(docs), str(folder / "pdf"), "--as-of", str(TODAY)])
    with files.claim(folder / "pdf") as place:
        source = place.work / "typst" / "konzept.typ"
        ours = cost([sys.executable, "-c", OURS, str(source), str(folder / "ours.pdf")])
    sheet = as_html(docs, folder)
    theirs = cost([sys.executable, "-c", THEIRS, str(sheet), str(folder / "theirs.pdf")])
    numbers = [len(pikepdf.open(folder / name).pages) for name in ("ours.pdf", "theirs.pdf")]
    yield (
        f"{count:5} | {numbers[0]:5} {ours[0]:7.1f} s {ours[1]:5.0f} MiB | {numbers[1]:5} {theirs[0]:7.1f} s "
        f"{theirs[1]:5.0f} MiB | {theirs[0] / ours[0]:6.1f} | {whole[0]:6.1f} s {whole[1]:5.0f} MiB"
    )


def as_html(docs: Path, folder: Path) -> Path:
    """The texts of all built pages in one file."""
    target = folder / "html"
    if not website.build(docs, target, TODAY):
        raise RuntimeError("the website could not be built")
    articles = [
        html.fromstring(path.read_bytes()).xpath("//article")[0]
        for path in sorted(target.glob("*.html"))
        if path.name != "search.html"
    ]
    body = "".join(etree.tostring(article, encoding="unicode", method="html") for article in articles)
    file = folder / "alles.html"
    file.write_text(
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Alles</title><style>{STYLE}</style></head>'
        f"<body>{body}</body></html>",
        "utf-8",
    )
    return file


def main() -> None:
    """Print the table; without WeasyPrint's system libraries say so."""
    probe = subprocess.run([sys.executable, "-c", "import weasyprint"], cwd=ROOT, capture_output=True, text=True)
    if probe.returncode:
        sys.exit(
            "WeasyPrint lässt sich nicht laden; ihm fehlen Bibliotheken des Systems. Auf Debian: apt-get install "
            f"libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0.\n{probe.stderr.splitlines()[-1]}"
        )
    print("input | ours: pages, time, memory | WeasyPrint                | theirs/ours | ours in all")  # noqa: T201
    for count in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            for line in measure(Path(folder), count):
                print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
