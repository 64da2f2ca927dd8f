"""Rules on what a Sachstand may say: who says it, on which day, and what the Redaktion may find by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from konzept.findings import Finding, shown
from konzept.model import Party, Recommendation, Status, Update
from konzept.model.speech import say
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
                "Ein Sachstand der Redaktion braucht 'festgestellt_am': den Tag, an dem die Redaktion ihn festgestellt "
                "hat",
                mend="Das Datum der Quelle ist es nicht.",
            )
        item = context.concept.get(update.affects, Recommendation)
        if item and not item.is_proposal:
            yield from _found(context, update, item)


def _found(context: Context, update: Update, item: Recommendation) -> Iterator[Finding]:
    """What the Redaktion says of the state of a recommendation."""
    since = context.concept.since(item)
    if not update.status.is_seen_by_editors:
        others = ", ".join(party.written for party in Party.offered() if party is not Party.EDITORS)
        must = f"Die Redaktion stellt höchstens {shown(Status.IN_PROGRESS)} fest"
        mend = f"Nennen Sie bei 'nach_angabe_von', wer es sagt ({others}), mit dessen Quelle."
        yield error(update, "status", must, shown(update.status), mend)
        return
    if update.status is not Status.IN_PROGRESS:
        return
    if since and not since.last < update.date.first:
        must = (
            f"Die Redaktion stellt {shown(Status.IN_PROGRESS)} nur nach einem Schritt fest, der nach "
            f"{say('{dem Eintrag}')} ({since.german}) getan wurde"
        )
        yield error(update, "datum", must, update.date.german, "Was davor war, gehört in die Ausgangslage.")
    if not _QUOTATION.search(update.mention or ""):
        yield error(
            update,
            "bezug" if update.mention else "status",
            f"Die Redaktion stellt {shown(Status.IN_PROGRESS)} nur mit einer Quelle fest, die "
            f"{say('{diesen Eintrag}')} oder das Konzept nennt",
            mend="Geben Sie die Stelle bei 'bezug' wörtlich in „…“ wieder. Nennt die Quelle beides nicht, ist es eine "
            "Entwicklung, und der Stand bleibt, wie er ist.",
        )


def days(context: Context) -> Iterator[Finding]:
    """Nobody establishes what is still to come."""
    for update in context.concept.all(Update):
        if update.established_on and update.established_on.is_surely_before(update.date):
            yield error(
                update,
                "festgestellt_am",
                f"'festgestellt_am' liegt nicht vor 'datum' ({update.date.german})",
                update.established_on.german,
                "'datum' ist der Tag, für den der Sachstand gilt.",
            )
