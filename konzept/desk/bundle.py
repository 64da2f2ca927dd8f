"""Puts the Redaktion beside a website: its page, the program, the texts, and Pyodide, which runs Python in a browser.

Pyodide is taken as it lies in a package (``tools/redaktion.lock`` pins it by hash); nothing is loaded from
anywhere. What runs in the browser are the very modules that run here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from konzept.desk import STATE
from konzept.editions import remembered, withdrawn_passages
from konzept.errors import KonzeptError, RefusedError
from konzept.files import Made, git
from konzept.files.archives import stored
from konzept.files.git import Commit
from konzept.model.dates import german_day
from konzept.model.speech import kept, say
from konzept.notices import official
from konzept.paper import layout
from konzept.survey import bodies, rounds
from konzept.town import FILE, Town, load

FOLDER: Final = "redaktion/melden"  # in redaktion/ lie pages of authors
LINK: Final = f"{FOLDER}/verweis.js"
_STATIC: Final = Path(__file__).parent / "static"
# Beside the other packages: it brings its own wishes, and none of its Python is used.
_PACKAGES: Final = Path(sys.prefix, "redaktion")
_READER: Final = "python_calamine"  # of tables; as it is built for Pyodide
_PYODIDE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_NOT_INSTALLED: Final = (
    "Pyodide ist nicht installiert; damit läuft die Redaktion im Browser. Installieren Sie es mit: make redaktion. "
    "Oder setzen Sie 'redaktion_im_browser' in kommune.toml auf false."
)
# Which modules the page needs is asked of Python itself, in a process that has loaded nothing else.
_ASK: Final = (
    "import sys; sys.path[:0] = sys.argv[1:]; import konzept.desk.browser;"
    "print('\\n'.join(f for m in list(sys.modules.values()) if (f := getattr(m, '__file__', None))))"
)
_BESIDE: Final = ("*.txt", "form.toml")  # what modules read from their own folder
_TEMPLATE: Final = "index.html"
_TEXTS: Final = "texte/"


class UnfitError(RefusedError):
    """There can be no Redaktion for the texts of a commit; what lies around them is as it should be."""


def of_commit(root: Path, commit: Commit, docs: str, town: Town) -> Made:
    """The files of the Redaktion for the texts of a commit, by their addresses below that of the website.

    They are the same whenever and wherever they are made. ``docs`` is the folder of the texts in the repository
    ``root``, ``town`` as it is today.

    :raises UnfitError: if the commit has no texts, if they have something that was withdrawn since, or if this program
        can't read their town file.
    :raises RefusedError: if Pyodide is not installed.
    """
    if not git.has(root, commit, docs):
        raise UnfitError(f"Der Commit {commit.id[:10]} hat keinen Ordner {docs}. Übernehmen Sie die Texte in git.")
    made: dict[str, bytes | Path] = {path.name: path for path in sorted(_STATIC.iterdir()) if path.name != _TEMPLATE}
    made |= {f"pyodide/{path.name}": path for path in pyodide()}
    with tempfile.TemporaryDirectory() as folder:
        git.unpack(root, commit, Path(folder), docs)
        texts = dict(_texts(Path(folder, docs)))
        _refuse_unfit(Path(folder, docs), texts, root, commit)
    state = {"commit": commit.id, "tag": german_day(commit.day), "ordner": "" if docs == "." else f"{docs}/"}
    made |= {"programm.zip": stored(sorted(_program())), "tabellen.zip": stored(_tables())}
    made["texte.zip"] = stored(sorted({STATE: json.dumps(state, ensure_ascii=False).encode(), **texts}.items()))
    made["index.html"] = _page(town, state["tag"])
    return {f"{FOLDER}/{name}": content for name, content in made.items()}


def _refuse_unfit(folder: Path, texts: Made, root: Path, commit: Commit) -> None:
    for name, content in texts.items():
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
        if any(withdrawn_passages.withheld(text, name.removeprefix(_TEXTS), root)):
            raise UnfitError(
                f"In den Texten von {commit.id[:10]} steht in {name.removeprefix(_TEXTS)}, was seitdem zurückgezogen "
                "ist. Die Redaktion im Browser gibt es wieder, wenn es in keinem Text mehr steht und das in einer "
                "Ausgabe veröffentlicht ist."
            )
    try:
        with kept():
            load(folder)
    except KonzeptError as error:
        raise UnfitError(f"Die Texte von {commit.id[:10]} kann die Redaktion im Browser nicht lesen: {error}") from None


def _page(town: Town, day: str) -> bytes:
    words = {
        "titel": town.title,
        "amtlich": official(town),
        "tag": day,
        "um_was": say("Um {welchen Eintrag}"),
        "kontakt": town.contact,
        "rechtlich": town.legal,
    }
    template = Template((_STATIC / _TEMPLATE).read_text("utf-8"))
    return template.substitute({name: escape(text) for name, text in words.items()}).encode()


def pyodide() -> list[Path]:
    """The files of Pyodide, where ``make redaktion`` puts them.

    :raises RefusedError: if they are not there.
    """
    found = [_PACKAGES / "flet_web" / "web" / "pyodide" / name for name in _PYODIDE]
    if not all(path.is_file() for path in (*found, _PACKAGES / _READER / "__init__.py")):
        raise RefusedError(_NOT_INSTALLED)
    return found


def _tables() -> Iterator[tuple[str, bytes]]:
    for path in sorted((_PACKAGES / _READER).iterdir()):
        if path.suffix in (".py", ".so"):
            yield f"{_READER}/{path.name}", path.read_bytes()


def _program() -> Iterator[tuple[str, bytes]]:
    """Our modules and those of the packages that they need, all of plain Python, and the lists beside them."""
    package = Path(__file__).parent.parent
    others = sorted({Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")})
    # -S: what an environment loads at its start is no part of the program
    asked = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _ASK, str(package.parent), *map(str, others)]
    answer = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)  # noqa: S603  # our own words
    paths = [Path(line) for line in answer.stdout.splitlines()]
    own = {path for path in paths if path.is_relative_to(package)}
    for path in own | {beside for found in own for pattern in _BESIDE for beside in found.parent.glob(pattern)}:
        yield path.relative_to(package.parent).as_posix(), path.read_bytes()
    for path in paths:
        place = next((place for place in others if path.is_relative_to(place)), None)
        if place and path.suffix == ".py" and path not in own and path.parent.name != _READER:
            yield path.relative_to(place).as_posix(), path.read_bytes()


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The texts in a folder, and what is read beside them."""
    for path in sorted(folder.rglob("*.md")):
        yield f"{_TEXTS}{path.relative_to(folder).as_posix()}", path.read_bytes()
    for name in (FILE, remembered.FILE, bodies.FILE, rounds.FILE, layout.FILE):
        if (folder / name).is_file():
            yield f"{_TEXTS}{name}", (folder / name).read_bytes()
