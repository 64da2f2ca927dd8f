"""Rules on what a Sachstand may say: who says it, on which day, and what the Redaktion may find by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from konzept.findings import Finding
from konzept.model import Party, Recommendation, Status, Update
from konzept.rules.context import Context, error

_QUOTATION: Final = re.compile(r"„[^“]+“")


def editors(context: Context) -> Iterator[Finding]:
    """The Redaktion states little, on a day of its own, and only what a source shows of this recommendation."""
    for update in context.concept.all(Update):
        if update.stated_by is not Party.EDITORS:
            continue
        if update.established_on is None:
            yield error(
                update,
                "nach_angabe_von",
                "redaktion",
                "Ein Sachstand der Redaktion braucht 'festgestellt_am': den Tag, an dem die Redaktion ihn festgestellt "
                "hat. Das Datum der Quelle ist es nicht.",
            )
        item = context.concept.get(update.affects, Recommendation)
        if item and not item.is_proposal:
            yield from _found(context, update, item)


def _found(context: Context, update: Update, item: Recommendation) -> Iterator[Finding]:
    """What the Redaktion says of the state of a recommendation."""
    since = context.concept.since(item)
    if update.status.order > Status.IN_PROGRESS.order:
        others = ", ".join(party for party in Party if party is not Party.EDITORS)
        message = (
            f"Die Redaktion stellt höchstens '{Status.IN_PROGRESS}' fest, gefunden: '{update.status}'. "
            f"Nennen Sie bei 'nach_angabe_von', wer es sagt ({others}), mit dessen Quelle."
        )
        yield error(update, "status", "redaktion", message)
        return
    if update.status is not Status.IN_PROGRESS:
        return
    if since and not since.last < update.date.first:
        message = (
            f"Die Redaktion stellt '{Status.IN_PROGRESS}' nur nach einem Schritt fest, der nach der "
            f"Empfehlung ({since.german}) getan wurde, gefunden: {update.date.german}. "
            "Was davor war, gehört in die Ausgangslage."
        )
        yield error(update, "datum", "redaktion", message)
    if not _QUOTATION.search(update.mention or ""):
        message = (
            f"Die Redaktion stellt '{Status.IN_PROGRESS}' nur mit einer Quelle fest, die diese Empfehlung oder das "
            "Konzept nennt. Geben Sie die Stelle bei 'bezug' wörtlich in „…“ wieder. Nennt die Quelle beides nicht, "
            "ist es eine Entwicklung, und der Stand bleibt, wie er ist."
        )
        yield error(update, "bezug" if update.mention else "status", "redaktion", message)


def days(context: Context) -> Iterator[Finding]:
    """Nobody establishes what is still to come."""
    for update in context.concept.all(Update):
        if update.established_on and update.established_on < update.date:
            yield error(
                update,
                "festgestellt_am",
                "festgestellt",
                f"'festgestellt_am' liegt nicht vor 'datum' ({update.date.german}), gefunden: "
                f"{update.established_on.german}. 'datum' ist der Tag, für den der Sachstand gilt.",
            )
