"""Whether what a text names is there: files, entries, fields, views, papers."""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from konzept import errors, kinds
from konzept.file_names import refused_name
from konzept.findings import Finding, fault, nearest
from konzept.markdown import extent, permitted
from konzept.markdown.records import Mention, Reading
from konzept.model import Field
from konzept.town import Town
from konzept.views import DATED, VIEWS

SECOND_NAME: Final = (
    "ist auf diesem Rechner dieselbe wie eine andere (harter Link), die sonst wo liegen kann. Kopieren Sie sie, "
    "löschen Sie diese und geben Sie der Kopie ihren Namen."
)
_JUDGED: Final[dict[tuple[bytes, str, bool], tuple[str, ...]]] = {}  # a picture is decoded once, not at each mention


def missing_files(reading: Reading, folder: Path) -> Iterator[Finding]:
    """Whether the files that a text names are there and fit; each is looked at once, its fault told at each mention."""
    told: dict[tuple[str, str], list[str]] = {}
    for mention in reading.mentions:
        key = (mention.kind, mention.target)
        if key not in told:
            told[key] = [found.message for found in _missing_file(mention, folder, reading)]
            if len(reading.files) > extent.MOST_FILES:
                message = f"Bis hier nennt die Datei mehr als {extent.MOST_FILES} Bilder und andere Dateien."
                yield fault(mention.place.file, mention.place.line, f"{message} Machen Sie mehrere Seiten daraus.")
                return
        yield from (fault(mention.place.file, mention.place.line, message) for message in told[key])


def _missing_file(mention: Mention, folder: Path, reading: Reading) -> Iterator[Finding]:
    """Whether a file that a link, an image or a table of contents names is there; a pattern stays in the folder."""
    if mention.kind not in ("file", "picture", "page", "pages"):
        return
    file = mention.place.file
    target = permitted.resolve(mention.target, file)
    if target is None or outside(folder / target, folder):
        yield fault(file, mention.place.line, f"{mention.target!r} führt aus dem Ordner der Texte hinaus.")
        return
    if mention.kind == "pages":
        if "[" in mention.target:  # Sphinx would take what follows for a set of letters
            message = f"In einem Muster stehen nur * und ? für andere Zeichen, gefunden: {mention.target!r}."
            yield fault(file, mention.place.line, f"{message} Nennen Sie die Seiten einzeln.")
        return
    names = [target, PurePosixPath(f"{target}.md")] if mention.kind == "page" else [target]
    if not any(_is_file(folder / name) for name in names):
        offer = "" if outside((folder / target).parent, folder) else _similar(folder / target)
        message = f"Die Datei {unquote(mention.target)!r} gibt es nicht. {offer}".strip()
        yield fault(file, mention.place.line, message)
    elif mention.kind == "picture" or (mention.kind == "file" and not _is_page(target)):
        reading.files[target.as_posix()] = (folder / target).stat().st_size
        yield from (
            fault(file, mention.place.line, reason)
            for reason in unfit(folder / target, target.as_posix(), as_picture=mention.kind == "picture")
        )


def _is_page(target: PurePosixPath) -> bool:
    """Whether a link leads to a text that is examined as such, and not to a file that is handed out."""
    return target.suffix == ".md" and not any(part.startswith(".") for part in target.parts)


def unfit(path: Path, name: str, *, as_picture: bool) -> Iterator[str]:
    """Why a file is not published, by its name and by what is in it; ``name`` is what it is called in the reasons."""
    from konzept.kinds.content import LARGEST, refused  # decoders are slow to load, and few texts have files

    try:
        if path.stat().st_nlink > 1:
            yield f"Die Datei {name!r} {SECOND_NAME}"
            return
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        yield f"Die Datei {name!r} lässt sich nicht lesen. {errors.reason(error)}"
        return
    key = (hashlib.sha256(content).digest(), name, as_picture)
    if key not in _JUDGED:
        _JUDGED[key] = tuple(refused(content, name, as_picture=as_picture))
    yield from _JUDGED[key]


def unwanted(mention: Mention, settings: Town) -> Iterator[Finding]:
    """Whether the town allows files of this kind; that they are of a known kind is told where they are read."""
    target = permitted.resolve(mention.target, mention.place.file)
    if mention.kind not in ("file", "picture") or target is None or kinds.kind_of(target.name) not in kinds.KINDS:
        return
    if reason := kinds.unwanted(target.as_posix(), settings.file_kinds):
        yield fault(mention.place.file, mention.place.line, reason)


def outside(path: Path, folder: Path) -> bool:
    """Whether a path leads out of a folder, also through a link of the file system."""
    if not _turns(path, folder):
        return False
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a name that no file can have
        return False


def _turns(path: Path, folder: Path) -> bool:
    """Whether a path may lead elsewhere than straight down from a folder; on Windows more than links does."""
    if sys.platform == "win32" or not f"{path}".startswith(f"{folder}{os.sep}"):
        return True
    steps = path.parts[len(folder.parts) :]
    return os.pardir in steps or any(map(os.path.islink, accumulate(steps, os.path.join, initial=f"{folder}")))


def _similar(path: Path) -> str:
    """Offers a file of the same folder, if there is such a folder."""
    try:
        known = sorted(other.name for other in path.parent.glob("*.*"))
    except (OSError, ValueError):
        known = []
    if written := next((name for name in known if unicodedata.normalize("NFC", name) == path.name), ""):
        return refused_name(written)
    return nearest(path.name, known) if known else ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def unmet(mention: Mention, types: Mapping[str, str]) -> Iterator[Finding]:
    """Whether an entry, a field or a view that a text names exists."""
    target = mention.target
    if mention.kind == "item" and target not in types:
        known = list(types)
        message = f"Den Eintrag {target!r}, auf den der Text verweist, gibt es nicht."
    elif mention.kind == "field" and types.get(target) != Field.NAME:
        known = [ident for ident, name in types.items() if name == Field.NAME]
        message = f"Das Handlungsfeld {target!r} gibt es nicht."
    elif mention.kind == "view" and target not in VIEWS:
        known = list(VIEWS)
        message = f"Die Ansicht {target!r} gibt es nicht."
    elif mention.kind == "day" and target in VIEWS and target not in DATED:
        known = list(DATED)
        message = f"Die Ansicht {target!r} kennt keinen Tag. Streichen Sie 'tag' oder wählen Sie eine andere."
    else:
        return
    offer = nearest(target, known)
    if not offer.startswith("Gemeint") and mention.kind == "item":
        offer = "Legen Sie ihn an oder berichtigen Sie die ID."
    yield fault(mention.place.file, mention.place.line, f"{message} {offer}")


def unmade(mention: Mention, papers: Iterable[str]) -> Iterator[Finding]:
    """Whether a paper that is attached is one that can be made."""
    if mention.kind == "made" and mention.target not in papers:
        offer = nearest(mention.target, list(papers))
        message = (
            f"Ein Papier {mention.target!r} entsteht aus diesen Texten nicht. {offer} Eine Datei, die neben den Texten "
            f"liegt, nennen Sie mit ihrem Ordner: './{mention.target}'."
        )
        yield fault(mention.place.file, mention.place.line, message)
