"""The sentences of a report, in correct number and case."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from konzept.concept import Concept
from konzept.edits.wording import escaped, reference
from konzept.german import listed
from konzept.markdown import parser
from konzept.model import Party, Recommendation, Source, Update
from konzept.model.speech import say
from konzept.views.plain import plain_words, sentences
from konzept.views.summary import CONTRADICTION

_OF: Final = {
    Party.ADMINISTRATION: "der Verwaltung",
    Party.AUTHORS: "{verfasser_wessen}",
    Party.PROVIDER: "des Trägers",
    Party.EDITORS: "der Redaktion",
}
_MOST: Final = 300
_STOP: Final = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[“)\]]))\.$")  # not that of "e. V." or of a date


def stated(concept: Concept, update: Update) -> str:
    """What a Sachstand says, on whose word and on what evidence, as a part of a sentence."""
    sources = listed(reference(source) for source in concept.pick(update.sources, Source))
    said = f"{update.state} nach Angabe {say(_OF[update.stated_by])} {update.said_on.from_when}"
    if update.said_on != update.date:
        said += f" {update.date.for_when}"
    words = f": {escaped(told)}" if (told := _words(update.text)) else ""
    return f"{said}{words} (Beleg: {sources})"


def _words(text: str, *, whole: bool = False) -> str:
    """What a text says first, short: the quotation with which it begins, else its first sentence or its paragraph.

    In quotation marks is only what stands so in the text: else nobody knows whose words these are.
    """
    said = ""
    for token in parser.parser().parse(text, {}):
        if token.type == "inline":
            said = " ".join(f"{said} {plain_words(token)}".split())
        if said and not _is_open(said):
            break
    short = textwrap.shorten(said if whole else sentences(said)[0], _MOST, placeholder=" …")
    return f"{short}“" if _is_open(short) else _STOP.sub("", short)


def _is_open(text: str) -> bool:
    return text.count("„") > text.count("“")


def state(concept: Concept, item: Recommendation) -> str:
    """The newest Sachstände of a recommendation; contradicting ones side by side."""
    newest = concept.newest_updates(item)[::-1]
    if not newest:
        return "Kein Sachstand ist erfasst."
    words = "; ".join(stated(concept, update) for update in newest)
    contradiction = len({update.status for update in newest}) > 1
    return f"{words}. {CONTRADICTION}" if contradiction else f"{words}."


def corrected(concept: Concept, update: Update) -> str:
    """What the Redaktion took back, when, and what it says of that: the reason may stand in the second sentence."""
    about = listed(map(reference, concept.pick([update.affects], Recommendation)))
    words = f": {escaped(told)}" if (told := _words(update.text, whole=True)) else ""
    return f"{update.said_on.german}: {about}: {reference(update)}{words}".removesuffix(".") + "."


def said(update: Update) -> str:
    """What a Sachstand says, who says so and when, for a table."""
    return f"{update.state} ({update.speaker})"
