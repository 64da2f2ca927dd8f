"""The Sitzungsmappe: for each paper a folder with its files and annexes, named as the town names them.

``<paper>/<paper>.pdf``, ``.docx``, ``.txt``  the paper
``<paper>/Felder/01 Betreff.txt``             each field of the form, to be copied into the council information system
``<paper>/1 - 261126_Top-2-Empfehlungen.pdf`` the annexes, as the paper lists them
``Beschlusskontrolle/261126_…``               what was decided and what became of it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from konzept import files
from konzept.exports import decision_table
from konzept.office import outputs
from konzept.office.outputs import Papers
from konzept.paper import Annex, numbered
from konzept.paper.annexes import DECISIONS
from konzept.pdf import make as pdfs
from konzept.views.decisions import TITLE

_FIELDS: Final = "Felder"
_PDF: Final = ".pdf"
_REFUSED: Final = re.compile(r"[^\w .()-]+")  # by a disk, in names of files


@dataclass(frozen=True, slots=True)
class Folder:
    """A written folder: its files, and the annexes that are not in it, since their papers name no file for them."""

    files: tuple[Path, ...]
    lacking: tuple[str, ...]


def make(paths: Iterable[Path], texts: Path, target: Path, today: date) -> Folder | None:
    """Write the folder for these papers of the texts; nothing is written and returned if a PDF could not be made.

    :raises konzept.office.outputs.PaperError: with all findings of all papers, if there are any.
    :raises konzept.errors.KonzeptError: if the target is not ours to write to.
    """
    found = outputs.read(paths, texts, today)
    asked = {DECISIONS, *filter(None, (found.whole.papers.get(annex.file) for _, annex in _annexes(found)))}
    with files.claim(target) as place:
        printed = pdfs.papers(texts, place.work, today, sorted(asked))
        if not printed or not all(printed.values()):
            return None
        made = {f"mappe {name}": dict(_paper(name, found, printed, texts)) for name in found.papers}
        made[f"mappe {DECISIONS}"] = dict(_decisions(found, printed))
        numbers = ((name, *entry) for name, paper in found.papers.items() for entry in numbered(paper.annexes, today))
        lacking = tuple(f"{name}: {line}" for name, line, annex in numbers if not annex.file)
        return Folder(tuple(place.put(made)), lacking)


def _annexes(found: Papers) -> Iterator[tuple[str, Annex]]:
    for paper in found.papers.values():
        yield from numbered(paper.annexes, found.today)


def _paper(name: str, found: Papers, printed: Mapping[str, bytes], texts: Path) -> Iterator[tuple[str, bytes]]:
    paper = found.papers[name]
    yield f"{name}/{name}{_PDF}", printed[f"{name}{_PDF}"]
    for ending, content in found.files(paper):
        yield f"{name}/{name}{ending}", content
    filled = [(field, words) for field, words in found.fields(paper) if words]
    for number, (field, words) in enumerate(filled, 1):
        content = f"{words}\n".replace("\n", "\r\n").encode("utf-8-sig")
        yield f"{name}/{_FIELDS}/{number:02} {_REFUSED.sub('-', field)}.txt", content
    for line, annex in numbered(paper.annexes, found.today):
        if annex.file:
            beside = texts / PurePosixPath(paper.file).parent / annex.file
            content = printed[annex.file] if annex.is_made else beside.read_bytes()
            yield f"{name}/{line}{PurePosixPath(annex.file).suffix}", content


def _decisions(found: Papers, printed: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in {
        f"{DECISIONS}{_PDF}": printed[f"{DECISIONS}{_PDF}"],
        **decision_table.files(found.scope),
    }.items():
        yield f"{TITLE}/{found.today:%y%m%d}_{TITLE}{PurePosixPath(name).suffix}", content
