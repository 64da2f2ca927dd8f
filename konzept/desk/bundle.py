"""Puts the Redaktion beside a website: its page, the program, the texts, and Pyodide, which runs Python in a browser.

Pyodide is taken as it lies in a package (``tools/redaktion.lock`` pins it by hash); nothing is loaded from
anywhere. What runs in the browser are the very modules that run here.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from konzept.desk.browser import STATE
from konzept.editions import remembered
from konzept.errors import RefusedError
from konzept.files import Made, git
from konzept.model.dates import german_day
from konzept.notices import official
from konzept.paper import layout
from konzept.town import FILE, Town

FOLDER: Final = "redaktion"
_STATIC: Final = Path(__file__).parent / "static"
# Beside the other packages: it brings its own wishes, and none of its Python is used.
_PACKAGE: Final = Path(sys.prefix, "redaktion", "flet_web", "web", "pyodide")
_PYODIDE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_NOT_INSTALLED: Final = (
    "Pyodide ist nicht installiert; damit läuft die Redaktion im Browser. Installieren Sie es: make redaktion."
)
# Which modules the page needs is asked of Python itself, in a process that has loaded nothing else.
_ASK: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); import konzept.desk.browser;"
    "print('\\n'.join(f for m in list(sys.modules.values()) if (f := getattr(m, '__file__', None))))"
)
_BESIDE: Final = ("*.txt", "form.toml")  # what modules read from their own folder
_FIXED: Final = (1980, 1, 1, 0, 0, 0)


def bundle(folder: Path, town: Town, today: date) -> Made:
    """The files of the Redaktion for the texts in a folder, by their addresses below that of the website.

    :raises RefusedError: if Pyodide is not installed, or git does not know of which commit the texts are.
    """
    made: dict[str, bytes | Path] = {path.name: path for path in sorted(_STATIC.iterdir()) if path.name != _TEMPLATE}
    made |= {"programm.zip": packed(_program()), "texte.zip": packed(_texts(folder))}
    made |= {f"pyodide/{path.name}": path for path in pyodide()}
    made["index.html"] = _page(town, today)
    return {f"{FOLDER}/{name}": content for name, content in made.items()}


_TEMPLATE: Final = "index.html"


def _page(town: Town, today: date) -> bytes:
    words = {
        "titel": town.title,
        "amtlich": official(town),
        "tag": german_day(today),
        "kontakt": town.contact,
        "rechtlich": town.legal,
    }
    template = Template((_STATIC / _TEMPLATE).read_text("utf-8"))
    return template.substitute({name: escape(text) for name, text in words.items()}).encode()


def pyodide() -> list[Path]:
    """The files of Pyodide, where ``make redaktion`` puts them.

    :raises RefusedError: if they are not there.
    """
    found = [_PACKAGE / name for name in _PYODIDE]
    if not all(path.is_file() for path in found):
        raise RefusedError(_NOT_INSTALLED)
    return found


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive that has the same bytes whenever it is made."""
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED, 9)
    return opened.getvalue()


def _program() -> Iterator[tuple[str, bytes]]:
    """Our modules and those of the packages that they need, all of plain Python, and the lists beside them."""
    package = Path(__file__).parent.parent
    asked = [sys.executable, "-I", "-c", _ASK, str(package.parent)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    paths = [Path(line) for line in answer.stdout.splitlines()]
    own = {path for path in paths if path.is_relative_to(package)}
    for path in own | {beside for found in own for pattern in _BESIDE for beside in found.parent.glob(pattern)}:
        yield path.relative_to(package.parent).as_posix(), path.read_bytes()
    for path in paths:
        if "site-packages" in path.parts and path.suffix == ".py" and path not in own:
            root = path.parts.index("site-packages") + 1
            yield "/".join(path.parts[root:]), path.read_bytes()


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The texts as they are committed, and which commit that is."""
    top, commit = git.top(folder), git.find(folder, "HEAD")
    if top is None or commit is None:
        raise RefusedError(git.why_unknown(folder))
    above = folder.resolve().relative_to(top.resolve()).as_posix()
    state = {"commit": commit.id, "tag": german_day(commit.day), "ordner": "" if above == "." else f"{above}/"}
    yield STATE, json.dumps(state, ensure_ascii=False).encode()
    for path in sorted(folder.rglob("*.md")):
        yield f"texte/{path.relative_to(folder).as_posix()}", path.read_bytes()
    for name in (FILE, remembered.FILE, layout.FILE):
        if (folder / name).is_file():
            yield f"texte/{name}", (folder / name).read_bytes()
