"""The Sitzungsmappe: for each paper a folder with its files and annexes, named as the town names them.

``<paper>/<paper>.pdf``, ``.docx``, ``.txt``  the paper
``<paper>/Felder/01 Betreff.txt``             each field of the form, to be copied into the council information system
``<paper>/1 - 261126_Top-2-Empfehlungen.pdf`` the annexes, as the paper lists them
``Beschlusskontrolle/261126_…``               what was decided and what became of it
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from konzept import files
from konzept.office import decision_table, outputs
from konzept.office.outputs import PaperError, Papers
from konzept.paper import Annex, SessionPaper, numbered
from konzept.paper.annexes import DECISIONS
from konzept.pdf import make as pdfs
from konzept.views.decisions import TITLE

_FIELDS: Final = "Felder"
_PDF: Final = ".pdf"
_REFUSED: Final = re.compile(r"[^\w .()-]+")  # by a disk, in names of files


@dataclass(frozen=True, slots=True)
class Folder:
    """A written folder: its files, and the annexes that are not in it, since their papers name no file for them.

    ``failed`` are the papers of which there is nothing new; why has been told.
    """

    files: tuple[Path, ...]
    lacking: tuple[str, ...]
    failed: tuple[str, ...]


def make(paths: Iterable[Path], texts: Path, target: Path, today: date, faulty: Collection[str] = ()) -> Folder | None:
    """Write the folder for these papers of the texts; nothing is written and returned if none could be made.

    :param faulty: the files of papers with a fault, which has been told.
    :raises konzept.errors.KonzeptError: if the target is not ours to write to.
    """
    names = {path: path.relative_to(texts).as_posix() for path in paths}
    found = outputs.read([path for path, name in names.items() if name not in faulty], texts, today)
    sys.stderr.write(found.faults)
    asked = {DECISIONS, *filter(None, (found.whole.papers.get(annex.file) for _, annex in _annexes(found)))}
    with files.claim(target) as place:
        printed = pdfs.papers(texts, place.work, today, sorted(asked), faulty)
        if not printed:
            return None
        parts = {name: partial(_paper, name, found, printed, texts) for name in found.papers}
        made = {f"mappe {name}": whole for name, part in parts.items() if (whole := _whole(part))}
        if made and (decided := _whole(partial(_decisions, found, printed))):
            made[f"mappe {DECISIONS}"] = decided
        if not made:
            return None
        wanted = (*sorted(path.stem for path in names), DECISIONS)
        failed = tuple(name for name in wanted if f"mappe {name}" not in made)
        there = {name: paper for name, paper in found.papers.items() if name not in failed}
        lacking = tuple(f"{name}: {line}" for name, paper in there.items() for line in _lacking(paper, today))
        return Folder(tuple(place.put(made)), lacking, failed)


def _whole(part: Callable[[], Iterator[tuple[str, bytes]]]) -> dict[str, bytes]:
    """All files of a part of the folder; none if one of them could not be made, which is told."""
    try:
        return dict(part())
    except PaperError as error:
        sys.stderr.write(str(error))
        return {}


def _set(printed: Mapping[str, bytes], name: str) -> bytes:
    if not (content := printed.get(name)):
        raise PaperError(f"{name} ist nicht gesetzt.\n")
    return content


def _annexes(found: Papers) -> Iterator[tuple[str, Annex]]:
    for paper in found.papers.values():
        yield from numbered(paper.annexes, found.today)


def _paper(name: str, found: Papers, printed: Mapping[str, bytes], texts: Path) -> Iterator[tuple[str, bytes]]:
    paper = found.papers[name]
    yield f"{name}/{name}{_PDF}", _set(printed, f"{name}{_PDF}")
    for ending, content in found.files(paper):
        yield f"{name}/{name}{ending}", content
    filled = [(field, words) for field, words in found.fields(paper) if words]
    for number, (field, words) in enumerate(filled, 1):
        content = f"{words}\n".replace("\n", "\r\n").encode("utf-8-sig")
        yield f"{name}/{_FIELDS}/{number:02} {_REFUSED.sub('-', field)}.txt", content
    for line, annex in numbered(paper.annexes, found.today):
        if annex.file:
            beside = texts / PurePosixPath(paper.file).parent / annex.file
            content = _set(printed, annex.file) if annex.is_made else beside.read_bytes()
            yield f"{name}/{line}{PurePosixPath(annex.file).suffix}", content


def _decisions(found: Papers, printed: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in {
        f"{DECISIONS}{_PDF}": _set(printed, f"{DECISIONS}{_PDF}"),
        **decision_table.files(found.scope),
    }.items():
        yield f"{TITLE}/{found.today:%y%m%d}_{TITLE}{PurePosixPath(name).suffix}", content


def _lacking(paper: SessionPaper, day: date) -> Iterator[str]:
    return (line for line, annex in numbered(paper.annexes, day) if not annex.file)
