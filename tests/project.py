"""Small projects for tests: written into a folder, examined, or built with the real conf.py."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from konzept import as_of
from konzept.examine import Examination, examine_folder

ROOT: Final = Path(__file__).resolve().parent.parent
DOCS: Final = ROOT / "docs"
# Nothing tests the program with the texts of the repository alone: it is tested as well where there are none.
TOWNS: Final = tuple(folder for folder in (DOCS, ROOT / "tests/musterau") if folder.is_dir())
of_the_town: Final = pytest.mark.skipif(not DOCS.is_dir(), reason="tests the texts of docs/, and there are none")
TODAY: Final = date(2026, 1, 31)
NOW: Final = as_of.today()  # stands still while the tests run, also past midnight

TOWN: Final = """\
name = "Musterau"
titel = "Konzept für Musterau"
verfasser = { kurz = "Runder Tisch", wer = "der Runde Tisch", wessen = "des Runden Tisches", \
wem = "dem Runden Tisch", wen = "den Runden Tisch" }
entscheidet = ["Verwaltung", "Ausschuss", "Rat", "StädteRegion", "Land", "Träger"]
"""
BASE: Final[Mapping[str, str]] = {
    "kommune.toml": TOWN,
    "index.md": "# Start\n\n:::{toctree}\n:glob:\n\n**\n:::\n",
    "HF-SPR.md": ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:::\n",
    "quellen.md": (
        "# Quellen\n\n"
        ":::{quelle} Niederschrift\n:id: Q-ZB\n:datum: 2020-05-05\n:art: zwischenbericht\n:vollstaendig: ja\n:::\n\n"
        ":::{quelle} Zeitung\n:id: Q-PRESSE\n:art: presse\n:vollstaendig: nein\n:::\n"
    ),
}

BLOCKS: Final = (
    "## Laut Quelle\n\nText der Quelle.\n\n## Zur Umsetzung – Vorschlag der Redaktion\n\nText der Redaktion."
)

SECTIONS: Final = (
    "# Betreff; hier: Beispiel\n\n## Beschlussvorschlag\n\nDer Ausschuss beschließt.\n\n"
    "## Sachverhalt\n\nText.\n\n## Zuständigkeit\n\nDer Ausschuss."
)
PLACEHOLDERS: Final = {"(Text)": BLOCKS, "(Abschnitte)": SECTIONS}


@dataclass(slots=True)
class Case:
    """A case: its title, its files (over :data:`BASE`), and the findings it must give, for Markdown and for a form."""

    title: str
    files: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)
    beside_fields: list[str] = field(default_factory=list)


def cases(name: str) -> Iterator[Case]:
    """Read the cases of ``cases/<name>.md``.

    ``# Fall:`` begins a case. A block fenced by ``~~~ FILE`` is a file; the one named
    ``Funde`` lists what the examination must report, a line each, ``Formular`` the same as a
    form says it. In a file ``(Text)`` stands for the two blocks of a recommendation, ``(Abschnitte)`` for
    the text of a Sitzungsvorlage.
    """
    text = (Path(__file__).parent / "cases" / f"{name}.md").read_text(encoding="utf-8")
    for part in re.split(r"^# Fall: ", text, flags=re.MULTILINE)[1:]:
        case = Case(part.splitlines()[0])
        for file, block in re.findall(r"^~~~ (\S+)\n(.*?)^~~~$", part, flags=re.MULTILINE | re.DOTALL):
            if file == "Funde":
                case.expected = block.splitlines()
            elif file == "Formular":
                case.beside_fields = block.splitlines()
            else:
                case.files[file] = filled(block)
        yield case


def filled(text: str) -> str:
    """A text with what its placeholders stand for."""
    for placeholder, content in PLACEHOLDERS.items():
        text = text.replace(placeholder, content)
    return text


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, over the base of a small town."""
    for name, text in {**BASE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def examine(folder: Path, files: Mapping[str, str]) -> Examination:
    """Write files over the base and examine the whole."""
    return examine_folder(write(folder, files), TODAY)


def recommendation(ident: str = "SPR-01", status: str = "unbekannt", more: str = "", after: str = "") -> str:
    """A recommendation without fault; ``more`` are further option lines, ``after`` follows it."""
    return (
        f":::{{empfehlung}} Mehr Kurse\n:id: {ident}\n:status: {status}\n:priority: weitere\n"
        f":handlungsfeld: HF-SPR\n:zuordnung: quelle\n:genannt_in: Q-ZB\n{more}\n{BLOCKS}\n:::\n{after}"
    )


def sphinx(docs: Path, out: Path, builder: str = "html", parallel: int = 1, today: date = TODAY) -> str:
    """Build leniently with the real conf.py and return the warnings: what a plain sphinx-build shows."""
    warnings = io.StringIO()
    with patch_docutils(str(ROOT)), docutils_namespace():
        settings = {"konzept_as_of": today.isoformat()}
        Sphinx(
            docs, ROOT, out, out / ".doctrees", builder, settings, status=None, warning=warnings, parallel=parallel
        ).build()
    return strip_colors(warnings.getvalue())
