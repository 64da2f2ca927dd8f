"""Who decides on recommendations or leads their realisation: the list of all, and the page of each.

A page stays where it is when nothing waits any more, so that whoever links to it finds what became of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from konzept.blocks import Block, Card, Cards, Line, Section, Shown, Text, id_ref, in_a_row
from konzept.concept import Concept, alphabetical
from konzept.german import RECOMMENDATION, counted, slug, unaccented
from konzept.model import BEGUN, Recommendation
from konzept.model.speech import say
from konzept.views.cards import rows
from konzept.views.scope import NO_ITEMS, Scope

WAITING: Final = "wartet-auf"
"""The view that lists all who decide or lead."""
OPTIONS: Final = ("entscheidet", "federfuehrend")
_FOLDER: Final = "stellen"
_OVER: Final = "wartet-nicht-mehr"
_SAME: Final = re.compile(r"[a-zA-Z0-9\s.,–/()&-]*")  # what differs in nothing else is the same name
_LEAD: Final = "{Einträge}, zu denen eine Quelle diese Stelle nennt."
_NOTHING: Final = "Es wartet {kein Eintrag}."


def address(name: str) -> str:
    """The document about who has this name; it follows from the name alone, so that it stays."""
    sure = slug(name) if _SAME.fullmatch(unaccented(name)) else ""
    return f"{_FOLDER}/{sure or f'{slug(name)}-{_sum(name)}'.strip('-')}"


def _sum(name: str) -> str:
    return hashlib.blake2b(" ".join(name.split()).casefold().encode(), digest_size=4).hexdigest()


def title(name: str) -> str:
    """What the page about it is called."""
    return f"Was wartet auf: {name}"


def named(item: Recommendation) -> tuple[str, ...]:
    """Whom a source names as deciding on a recommendation, or as leading; nobody for a proposal of the Redaktion."""
    return () if item.is_proposal else tuple(dict.fromkeys((*item.decided_by, *([item.lead] if item.lead else ()))))


def link(item: Recommendation, name: str) -> Line:
    """A name at a recommendation, which leads to its page if it has one."""
    return (Shown(address(name), "", name),) if name in named(item) else (name,)


def everyone(concept: Concept) -> Mapping[str, tuple[str, list[Recommendation]]]:
    """All who decide or lead: by document the name and the recommendations."""
    found: dict[str, tuple[str, list[Recommendation]]] = {}
    for item in concept.named():
        for name in {address(name): name for name in named(item)}.values():
            found.setdefault(address(name), (name, []))[1].append(item)
    return found


def overview(scope: Scope) -> list[Block]:
    """Everyone with numbers; then the recommendations of which no source says who decides."""
    items = scope.concept.named()
    if not items:
        return [Text((say(NO_ITEMS),), "leer")]
    order = {address(name): place for place, name in enumerate(scope.town.deciders)}
    found = sorted(
        everyone(scope.concept).items(), key=lambda entry: (order.get(entry[0], len(order)), alphabetical(entry[1][0]))
    )
    cards = tuple(
        Card(title=Shown(place, "", name), lines=((_numbers(scope.concept, name, own),),))
        for place, (name, own) in found
    )
    blocks: list[Block] = [Cards(cards=cards, empty="", look="zeilen")] if cards else []
    if open_ := [item for item in items if not (item.decided_by or _is_settled(scope.concept, item))]:
        words = (
            f"Bei {counted(len(open_), RECOMMENDATION, 'dat')} nennt keine der ausgewerteten Quellen, wer entscheidet"
        )
        blocks.append(Text((f"{words}: ", *in_a_row(map(id_ref, open_)), ".")))
    return blocks or [Text((say(_NOTHING),), "leer")]


def page(scope: Scope, name: str, items: Sequence[Recommendation]) -> list[Block]:
    """What waits for whom, and what does no longer."""
    parts = [*_parts(scope.concept, name, items)]
    waits = any(anchor != _OVER for anchor, _, _ in parts)
    return [
        Text((say(_LEAD),)),
        *([] if waits else [Text((say(_NOTHING),))]),
        *(_section(scope, anchor, words, own) for anchor, words, own in parts),
    ]


def _parts(
    concept: Concept, name: str, items: Sequence[Recommendation]
) -> Iterator[tuple[str, str, list[Recommendation]]]:
    """Each recommendation once: what waits, by what is said of whom, then what does no longer."""
    waits = {item.id for item in items if _waits(concept, name, item)}
    for anchor, words, roles in (
        ("entscheidet-und-federfuehrend", "Entscheidet und federführend", (True, True)),
        ("entscheidet", "Entscheidet", (True, False)),
        ("federfuehrend", "Federführend", (False, True)),
    ):
        if own := [item for item in items if item.id in waits and _roles(name, item) == roles]:
            yield anchor, words, own
    if over := [item for item in items if item.id not in waits]:
        yield _OVER, "Wartet nicht mehr", over


def _roles(name: str, item: Recommendation) -> tuple[bool, bool]:
    """Whether who has this name decides, and whether it leads."""
    place = address(name)
    return place in map(address, item.decided_by), address(item.lead or "") == place


def _waits(concept: Concept, name: str, item: Recommendation) -> bool:
    """Whether the newest statements, or one of several that contradict each other, leave something to do for whom.

    Who only decides has nothing left to do once the realisation is decided or begun.
    """
    _, leads = _roles(name, item)
    return not all(status.is_settled or (status in BEGUN and not leads) for status in concept.stated(item))


def _is_settled(concept: Concept, item: Recommendation) -> bool:
    return all(status.is_settled for status in concept.stated(item))


def _numbers(concept: Concept, name: str, items: Sequence[Recommendation]) -> str:
    return " · ".join(f"{words}:\N{NO-BREAK SPACE}{len(own)}" for _, words, own in _parts(concept, name, items))


def _section(scope: Scope, anchor: str, words: str, items: Sequence[Recommendation]) -> Section:
    return Section(anchor=anchor, title=(f"{words}: {len(items)}",), look=("rolle",), blocks=(rows(scope, items),))
