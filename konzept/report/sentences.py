"""The sentences of a report, in correct number and case."""

from __future__ import annotations

from typing import Final

from konzept.concept import Concept
from konzept.edits.wording import escaped, reference
from konzept.german import listed, quoted
from konzept.model import Party, Recommendation, Source, Update
from konzept.model.speech import say
from konzept.views.summary import CONTRADICTION

_OF: Final = {
    Party.ADMINISTRATION: "der Verwaltung",
    Party.AUTHORS: "{verfasser_wessen}",
    Party.PROVIDER: "des Trägers",
    Party.EDITORS: "der Redaktion",
}


def stated(concept: Concept, update: Update) -> str:
    """What a Sachstand says, on whose word and on what evidence, as a part of a sentence."""
    sources = listed(reference(source) for source in concept.pick(update.sources, Source))
    said = f"{update.status.label} nach Angabe {say(_OF[update.stated_by])} {update.said_on.from_when}"
    if update.said_on != update.date:
        said += f" {update.date.for_when}"
    return f"{said}: {escaped(quoted(update.title))} (Beleg: {sources})"


def state(concept: Concept, item: Recommendation) -> str:
    """The newest Sachstände of a recommendation; contradicting ones side by side."""
    newest = concept.newest_updates(item)[::-1]
    if not newest:
        return "Kein Sachstand ist erfasst."
    words = "; ".join(stated(concept, update) for update in newest)
    contradiction = len({update.status for update in newest}) > 1
    return f"{words}. {CONTRADICTION}" if contradiction else f"{words}."


def said(update: Update) -> str:
    """What a Sachstand says, who says so and when, for a table."""
    return f"{update.status.label} ({update.speaker})"
