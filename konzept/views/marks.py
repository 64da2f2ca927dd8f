"""The mark of a recommendation's status: what it is, how old that is, whether it is disputed.

The same mark stands in cards, tables, lists, search and print, so that no place tells more than is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, TypeAlias

from konzept.blocks import Badge, Shown
from konzept.concept import Concept
from konzept.model import WITHDRAWN, Recommendation, Status, Update, Word
from konzept.model.dates import year_before

LISTS: Final = "listen-nach-stand"
"""The view with a list for each status, to which counts lead."""
WORDS: Final = "status-woerter"
"""The view with the criterion of each status."""


class Contested(Word):
    """That the newest statements contradict each other: it counts as none of them."""

    CONTESTED = ("widerspruechlich", "widersprüchliche Angaben", "Angaben vom selben Tag widersprechen sich.")


Standing: TypeAlias = Status | Contested
STANDINGS: Final[tuple[Standing, ...]] = (*Status, Contested.CONTESTED)


def is_disputed(concept: Concept, item: Recommendation) -> bool:
    """Whether the newest statements, given for the same day, contradict each other."""
    return len(concept.stated(item)) > 1


def standing(concept: Concept, item: Recommendation) -> Standing:
    """What a recommendation counts as: its status, unless that is disputed."""
    return Contested.CONTESTED if is_disputed(concept, item) else item.status


def is_old(concept: Concept, item: Recommendation, today: date) -> bool:
    """Whether something is known of what is not over, but nothing new since more than a year."""
    newest = concept.newest_updates(item)
    is_told = bool(newest) and item.status is not Status.UNKNOWN
    return is_told and not item.status.is_over and newest[0].date.last < year_before(today)


def mark(concept: Concept, item: Recommendation, today: date) -> Badge:
    """The status as word and shape, with its age."""
    newest = concept.newest_updates(item)
    if concept.is_withdrawn(item):
        return withdrawn()
    if not newest or item.is_proposal or item.status is Status.UNKNOWN:
        return plain(item.status)
    since = ", seither keine neue Angabe" if is_old(concept, item, today) else ""
    words = f"{concept.standing(item)}, Stand {newest[0].date.short}{since}"
    return Badge("status", item.status.value, words, is_disputed(concept, item))


def bare(concept: Concept, item: Recommendation) -> Badge:
    """The status without its age, for what says which day it speaks of."""
    return Badge("status", item.status.value, concept.standing(item), is_disputed(concept, item))


def explained(concept: Concept, item: Recommendation, today: date) -> Shown:
    """The words of the mark, with a link to what they mean."""
    return Shown(WORDS, "", mark(concept, item, today).text)


def plain(status: Status) -> Badge:
    """A status by itself, as word and shape."""
    return Badge("status", status.value, status.label)


def withdrawn() -> Badge:
    """What the Redaktion took back, as word and shape."""
    return Badge("status", Status.DROPPED.value, WITHDRAWN)


def stated(update: Update) -> Badge:
    """The status that a Sachstand states, as word and shape."""
    return Badge("status", update.status.value, update.state)


def anchor(status: Standing) -> str:
    """The place of the list of what has a status."""
    return f"stand-{status.value}"


def count(concept: Concept, items: Iterable[Recommendation]) -> Counter[Standing]:
    """How many of them have which status; what is disputed is counted apart."""
    return Counter(standing(concept, item) for item in items)


def occurring(counts: Mapping[Standing, int]) -> list[Standing]:
    """The statuses of which there are any, in the order of a status' life."""
    return [status for status in STANDINGS if counts[status]]
