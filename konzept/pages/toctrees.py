"""Tables of contents that name pages by a pattern: these come by their numbers, ``SIC-99`` before ``SIC-100``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from konzept.concept import natural

Entry = tuple[str | None, str]


def sort_found(app: Sphinx, doctree: nodes.document) -> None:
    """Sort what patterns found; Sphinx has it in the order of the alphabet. What an author listed stays."""
    for toctree in doctree.findall(addnodes.toctree):
        if toctree["glob"]:
            entries = [entry for run in _runs(toctree["entries"]) for entry in run]
            included = set(toctree["includefiles"])
            toctree["entries"] = entries
            toctree["includefiles"] = [name for _, name in entries if name in included]


def _runs(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries, cut where the alphabet begins anew: there another pattern or another line begins."""
    run: list[Entry] = []
    for entry in entries:
        if run and entry[1] < run[-1][1]:
            yield _sorted(run)
            run = []
        run.append(entry)
    yield _sorted(run)


def _sorted(run: list[Entry]) -> list[Entry]:
    return sorted(run, key=lambda entry: natural(entry[1]))
