"""Makes the PDFs of a folder of texts, and puts them in place only when all of them succeeded."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from konzept import website
from konzept.pdf.builder import TypstBuilder
from konzept.pdf.finish import StructureError, finish
from konzept.pdf.papers import Source
from konzept.pdf.typeset import TypesetError, typeset

_BUILDER: Final = "typst"


def make(folder: Path, target: Path, today: date, idents: Sequence[str] = ()) -> bool:
    """Build all PDFs of ``folder`` strictly, and replace the PDFs in ``target`` by them.

    After a failure the target is what it was, and every fault has been told with file and line.

    :param idents: recommendations that get a PDF of their own.
    :returns: whether all PDFs were made.
    """
    work = target.parent / website.WORK / target.name
    with _progress() as progress:
        task = progress.add_task("Texte lesen und prüfen", total=None)
        app = website.sphinx(folder, work, _BUILDER, today, konzept_empfehlungen=list(idents))
        if app is None or not isinstance(app.builder, TypstBuilder):
            return False
        made = work / "pdf"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        succeeded = True
        for source in app.builder.sources:
            progress.update(task, description=f"{source.name}.pdf setzen")
            succeeded = _one(source, work / _BUILDER, made, folder, today) and succeeded
    if succeeded:
        _put_in_place(made, target)
    return succeeded


def _one(source: Source, sources: Path, made: Path, folder: Path, today: date) -> bool:
    """Set and finish one PDF; what went wrong is told."""
    try:
        content, pages = finish(typeset(sources / f"{source.name}.typ", today), source.tables)
    except (TypesetError, StructureError) as error:
        place = getattr(error, "place", None)
        where = f"{(folder / place[0]).as_posix()}:{place[1]}: " if place else ""
        sys.stderr.write(f"{where}{source.name}.pdf: {error}\n")
        return False
    if source.pages and pages != source.pages:
        sys.stderr.write(
            f"{source.name}.pdf: Das Blatt muss genau {source.pages} Seite lang sein, es hat {pages}. "
            "Kürzen Sie Titel der Empfehlungen, die auf ihm stehen.\n"
        )
        return False
    (made / f"{source.name}.pdf").write_bytes(content)
    return True


def _put_in_place(made: Path, target: Path) -> None:
    """Replace the PDFs of the target by those made; other files there, as those for Word, stay."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.pdf"):
        if not (made / old.name).exists():
            old.unlink()
    for path in made.iterdir():
        path.replace(target / path.name)


def _progress() -> Progress:
    """What a person at a terminal sees; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
