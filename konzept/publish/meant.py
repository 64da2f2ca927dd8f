"""Whether what a command names for a change is there: what is not is refused before anything is changed."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path

from konzept.editions import PublishError, legible
from konzept.editions.lock import LockEntry
from konzept.editions.withdrawals import Withdrawals
from konzept.exports.page_marks import marks
from konzept.publish.withdrawal import taking_out


def refuse_forwarding(folder: Path, page: str) -> None:
    """:raises PublishError: if a page only leads to another one, as a short address does."""
    there = marks(legible.read(folder / page)).forwards if page.endswith(".html") else ""
    if there:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), there.partition("#")[0]))
        raise PublishError(f"{page} leitet nur weiter. Nennen Sie die Seite selbst: {target}")


def refuse_pages(places: Mapping[str, Path], entries: Mapping[str, LockEntry], pages: Sequence[str]) -> None:
    """:raises PublishError: if no Ausgabe has one of the pages, or if it only leads to another one."""
    for page in pages:
        having = [name for name, entry in entries.items() if page in entry.files]
        if not having:
            raise PublishError(
                f"Keine Ausgabe hat die Seite {page!r}. Nennen Sie sie ab dem Ordner der Ausgabe, zum Beispiel "
                "quellen.html."
            )
        for name in having:
            refuse_forwarding(places[name], page)


def refuse_missing(places: Mapping[str, Path], told: str, passages: Mapping[str, Withdrawals]) -> None:
    """With several passages a slip of the pen in one would go unseen. ``told`` are the reasons of earlier changes.

    :raises PublishError: if one stands nowhere.
    """
    for passage, known in passages.items() if len(passages) > 1 else ():
        if not known.hits(told) and not any(taking_out.has(place, known) for place in places.values()):
            raise PublishError(f"In keiner Ausgabe steht: „{passage}“. Prüfen Sie die Schreibweise.")
