"""Draws up the chronicle: what each Ausgabe changed at each recommendation, from their texts in git."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from konzept import files, states
from konzept.editions import chronicle, withdrawals, withdrawn_passages
from konzept.editions.registry import Edition
from konzept.publish.site_plan import SitePlan


def is_behind(planned: SitePlan) -> bool:
    """Whether the chronicle does not tell of just the Ausgaben in the registry: a publication was interrupted."""
    try:
        told = chronicle.load(planned.project.docs).editions
    except chronicle.ChronicleError:
        return True
    return [edition.name for edition in told] != [edition.name for edition in planned.registry.editions]


def chronicle_of(editions: Iterable[Edition], docs: Path) -> tuple[str, tuple[str, ...]]:
    """The chronicle of these Ausgaben of the texts ``docs`` as its file has it, and a line for all that it lacks.

    :raises konzept.states.SnapshotError: if the texts of an Ausgabe can't be had.
    """
    known = withdrawals.load(docs.resolve().parent)
    seen: list[chronicle.Seen] = []
    lacking: list[str] = []
    for edition in editions:
        state = states.of_edition(edition, docs)
        read = state.partial()
        lost = read.lost | known.held_back(edition.name, read.concept)
        seen.append(chronicle.Seen(edition, read.concept, lost))
        lacking += state.missing()
    return _cleaned(chronicle.as_text(chronicle.chronicle(seen)), docs), tuple(lacking)


def clean(docs: Path) -> None:
    """Take out of the chronicle what is withdrawn; each new one is made without it."""
    path = docs / chronicle.FILE
    if path.is_file() and (text := path.read_text("utf-8")) != (new := _cleaned(text, docs)):
        files.write(path, new)


def _cleaned(text: str, docs: Path) -> str:
    known = withdrawals.load(docs.resolve().parent)
    return withdrawn_passages.cleaned(text, Path(chronicle.FILE).suffix, known, lambda _: "(zurückgezogen)")
