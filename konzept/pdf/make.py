"""Makes the PDFs of a folder of texts, and puts those in place that succeeded, once the texts are without fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from sphinx.application import Sphinx

from konzept import files, website
from konzept.errors import KonzeptError
from konzept.paper.annexes import DECISIONS, MATERIALS, of_field, of_recommendation
from konzept.pdf.builder import TypstBuilder
from konzept.pdf.finish import StructureError, finish
from konzept.pdf.sources import TypstSource
from konzept.pdf.typeset import TypesetError, typeset

_BUILDER: Final = "typst"
_ALWAYS: Final = "pdf"  # what made the PDFs that every run makes
_ASKED: Final = (MATERIALS, DECISIONS, of_field(""), of_recommendation(""))


def make(
    folder: Path, target: Path, today: date, asked: Sequence[str] = (), faulty: Collection[str] = ()
) -> list[Path]:
    """Build the PDFs of ``folder`` strictly, and put them into ``target``.

    With a fault in the texts the target stays what it was; a paper that can't be set, or a Sitzungsvorlage with a
    fault, does not stop the others. Every fault has been told with file and line.

    :param asked: what is made besides, and left where it is by later runs: IDs of recommendations, letters of fields,
        ``MATERIALS`` for the Materialband, ``DECISIONS`` for the Beschlusskontrolle, ``ALL`` for all of these.
    :param faulty: the files of Sitzungsvorlagen with a fault.
    :returns: the PDFs; none if there is none.
    :raises konzept.errors.KonzeptError: if the target is not ours to write to, or papers are missing beside others.
    """
    with files.claim(target) as place:
        found = papers(folder, place.work, today, asked, faulty)
        made: dict[str, dict[str, bytes]] = {_ALWAYS: {}}
        left = [f"{PurePosixPath(name).stem}.pdf" for name in sorted(faulty)]
        failed = left + [name for name, content in found.items() if not content]
        for name, content in found.items():
            if content:
                owner = name.removesuffix(".pdf") if name.startswith(_ASKED) else _ALWAYS
                made.setdefault(owner, {})[name] = content
        written = place.put(made, kept=failed) if any(found.values()) else []
    if failed and written:
        lacking = ", ".join(failed)
        raise KonzeptError(f"Nicht gesetzt: {lacking}. Alle anderen Papiere in {target} sind neu.")
    return written


def papers(
    folder: Path, work: Path, today: date, asked: Sequence[str] = (), faulty: Collection[str] = ()
) -> dict[str, bytes]:
    """The PDFs of ``folder``, built strictly in the work folder: name and content, empty for one that can't be set.

    Of the Sitzungsvorlagen ``faulty`` there is none.
    """
    with _progress() as progress:
        task = progress.add_task("Texte lesen und prüfen", total=None)
        settings: dict[str, Any] = {"konzept_excerpts": list(asked), "konzept_faulty": sorted(faulty)}
        sources = _sources(website.sphinx(folder, work, _BUILDER, today, **settings))
        made: dict[str, bytes] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            set_one = partial(_one, sources=work / _BUILDER, folder=folder, today=today)
            for source, (content, fault) in zip(sources, pool.map(set_one, sources), strict=True):
                progress.update(task, description=f"{source.name}.pdf gesetzt")
                sys.stderr.write(fault)
                made[f"{source.name}.pdf"] = content
        return made


def _sources(app: Sphinx | None) -> tuple[TypstSource, ...]:
    """What a build wrote, without the build; nothing after one that failed."""
    return app.builder.sources if app and isinstance(app.builder, TypstBuilder) else ()


def _one(source: TypstSource, sources: Path, folder: Path, today: date) -> tuple[bytes, str]:
    """Set and finish one PDF; if something goes wrong, nothing but the words for that."""
    try:
        made = typeset(sources / f"{source.name}.typ", today, may_be_tight=source.may_be_tight)
        return finish(made, source.tables)[0], ""
    except (TypesetError, StructureError) as error:
        place = getattr(error, "place", None)
        where = f"{(folder / place[0]).as_posix()}:{place[1]}: " if place else ""
        return b"", f"{where}{source.name}.pdf: {error}\n"


def _progress() -> Progress:
    """What a person at a terminal sees; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
