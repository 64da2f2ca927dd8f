"""Rules on the proposals of the Redaktion: what may be said of them, and that they are nobody's Top 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from konzept.findings import Finding, shown
from konzept.model import Priority, Recommendation, Status
from konzept.model.speech import say
from konzept.rules.context import Context, error, hint

ALLOWED: Final = (Status.SUGGESTED, Status.DROPPED)
_TAKEN: Final = "Wer ihn aufgreift, legt {einen Eintrag} mit eigener Quelle an, die ihn bei 'ersetzt' nennt."


def proposals(context: Context) -> Iterator[Finding]:
    """A proposal is one until somebody takes it up or it is dropped; a recommendation never is one."""
    for item in context.concept.recommendations():
        if item.is_proposal:
            yield from _proposal(context, item)
        elif item.status is Status.SUGGESTED:
            must = f"'status: {Status.SUGGESTED}' haben nur Vorschläge der Redaktion"
            mend = say("Was eine Quelle {empfiehlt}, hat den Status, den ein Sachstand sagt; ohne Sachstand")
            yield error(item, "status", must, mend=f"{mend} {shown(Status.UNKNOWN)}.")


def _proposal(context: Context, item: Recommendation) -> Iterator[Finding]:
    only = f"Ein Vorschlag der Redaktion hat den Status {' oder '.join(map(shown, ALLOWED))}"
    if item.status not in ALLOWED:
        yield error(item, "status", only, shown(item.status), say(_TAKEN))
    for update in context.concept.updates(item):
        if update.status is not Status.DROPPED:
            must = f"{only}; ein Sachstand dazu sagt höchstens {shown(Status.DROPPED)}"
            yield error(update, "status", must, shown(update.status), say(_TAKEN))
    if item.priority is Priority.TOP:
        must = say("Ein Vorschlag der Redaktion ist {kein Eintrag} des Konzepts und hat nie")
        mend = f"Schreiben Sie {shown(Priority.OTHER)}; ein Platz ohne {Recommendation.LABEL} bleibt frei."
        yield error(item, "priority", f"{must} 'priority: {Priority.TOP.written}'", mend=mend)
    held = [c for c in context.concept.consultations(item.id) if not c.is_open]
    if item.status is Status.SUGGESTED and held:
        yield hint(item, "status", f"„{item.status.label}“ stimmt nicht mehr: Ihn betrifft {held[0].id}", say(_TAKEN))
