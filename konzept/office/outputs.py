"""From files of papers to files for Word and for the council information system."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from konzept import examine, files, town
from konzept.errors import KonzeptError
from konzept.listing import as_text
from konzept.office import docx, plain_text
from konzept.office.prose import Targets, UnsupportedError
from konzept.paper.form import FOLDER, SessionPaper, is_paper
from konzept.town import Town
from konzept.views.scope import Scope


class PaperError(KonzeptError):
    """A paper can't be made; the message has a line for each reason."""


def _text(paper: SessionPaper, targets: Targets, settings: Town, today: date) -> bytes:
    """Windows' own editor shows line ends and umlauts right only like this."""
    return plain_text.build(paper, targets, settings, today).replace("\n", "\r\n").encode("utf-8-sig")


FORMS: Final[Mapping[str, Callable[[SessionPaper, Targets, Town, date], bytes]]] = {".docx": docx.build, ".txt": _text}


def all_papers(folder: Path) -> list[Path]:
    """The papers of a folder of texts."""
    found = sorted((folder / FOLDER).rglob("*.md"))
    return [path for path in found if is_paper(path.relative_to(folder).as_posix())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Papers by the names of their files, with the texts that they refer to; ``faults`` of others, a line each."""

    papers: Mapping[str, SessionPaper]
    faults: str
    whole: examine.Examination
    town: Town
    today: date

    def files(self, paper: SessionPaper) -> Iterator[tuple[str, bytes]]:
        """The files of a paper: ending and content.

        :raises PaperError: if the paper has something that has no form in one of them.
        """
        for ending, form in FORMS.items():
            try:
                yield ending, form(paper, self._targets(paper), self.town, self.today)
            except UnsupportedError as error:
                raise PaperError(f"{error}\n") from None

    def fields(self, paper: SessionPaper) -> Iterator[tuple[str, str]]:
        """Name and text of each field of the form."""
        return plain_text.fields(paper, self._targets(paper), self.today)

    def all_files(self) -> dict[str, bytes]:
        """The files of all papers: name and content.

        :raises PaperError: if a paper has something that has no form in one of them.
        """
        return {f"{name}{end}": content for name, paper in self.papers.items() for end, content in self.files(paper)}

    @property
    def scope(self) -> Scope:
        """What views of the texts are drawn from."""
        return Scope(concept=self.whole.concept, town=self.town, today=self.today)

    def _targets(self, paper: SessionPaper) -> Targets:
        return Targets(items=self.whole.concept.items, base=self.town.base, file=paper.file)


def make(paths: Iterable[Path], folder: Path, today: date) -> tuple[dict[str, bytes], str]:
    """The files of all papers without fault, by name, and what is wrong with the others, a line for each reason.

    ``folder`` has the texts that they refer to.

    :raises konzept.town.TownError: if the town file can't be used.
    """
    found = read(paths, folder, today)
    made: dict[str, bytes] = {}
    faults = [found.faults]
    for name, paper in found.papers.items():
        try:
            made |= {f"{name}{ending}": content for ending, content in found.files(paper)}
        except PaperError as error:
            faults.append(str(error))
    return made, "".join(faults)


def read(paths: Iterable[Path], folder: Path, today: date) -> Papers:
    """Read papers that belong together, as far as they are without fault.

    :raises konzept.town.TownError: if the town file can't be used.
    """
    settings, whole = town.load(folder), examine.examine_folder(folder, today)
    papers: dict[str, SessionPaper] = {}
    reasons, names = [], Counter[str]()
    for path in paths:
        paper, findings = examine.examine_paper(path, folder, whole)
        place = folder if path.is_relative_to(folder) else path.parent
        errors = [finding for finding in findings if finding.is_error]
        reasons.append(as_text(errors, place.as_posix()))
        names[path.stem] += 1
        if names[path.stem] > 1:
            reasons.append(f"{path}:1: Zwei Vorlagen heißen {path.stem!r}. Geben Sie einer einen anderen Namen.\n")
        if paper and not errors:
            papers[path.stem] = paper
    alone = {name: paper for name, paper in papers.items() if names[name] == 1}
    return Papers(papers=alone, faults="".join(reasons), whole=whole, town=settings, today=today)


def put(made: Mapping[str, bytes], target: Path) -> None:
    """Write the files of papers into a folder; those of other papers stay.

    :raises konzept.errors.KonzeptError: if the target is not ours to write to.
    """
    papers: dict[str, dict[str, bytes]] = defaultdict(dict)
    for name, content in made.items():
        papers[f"vorlage {Path(name).stem}"][name] = content
    with files.claim(target) as place:
        place.put(papers)
