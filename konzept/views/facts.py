"""The facts of an item as description lists: its options with German labels, and its trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from konzept.blocks import Block, Facts, Line, Ref, Text, Url, badge_line, id_ref, ref
from konzept.concept import Concept
from konzept.model import (
    NOT_COMPARED,
    RECORDS,
    WORDING_NOT_COMPARED,
    Consultation,
    Development,
    Event,
    Field,
    Item,
    MainConcept,
    Option,
    Origin,
    Recommendation,
    Source,
    Statement,
    Status,
    YesNo,
)
from konzept.model.values import german
from konzept.views.cards import badges, numbered
from konzept.views.dossier import record_line, renamed
from konzept.views.marks import explained
from konzept.views.responsible import OPTIONS, link
from konzept.views.scope import Scope

Entries = list[tuple[str, list[Line]]]
_UNKNOWN: Final = Status.UNKNOWN.label.removeprefix("Stand ")
UNKNOWN: Final = f"{_UNKNOWN}. In den ausgewerteten Quellen steht nicht, was daraus geworden ist."
"""What is said of a state of which nobody knows."""
_WITHDRAWN: Final = "Der Vorschlag ist zurückgezogen."
# What the lines above the list say already: of a recommendation, and of a record.
_SAID_ABOVE: Final = {"status", "priority", "genannt_in", "hinderungsgrund", "erneut_pruefen", "erneut_pruefen_wenn"}
_SAID_ELSEWHERE: Final = {"top2", "vollstaendig"}
_SAID_IN_LINE: Final = {"datum", "status", "nach_angabe_von", "festgestellt_am"}
_SAID_OF: Final[Mapping[type, set[str]]] = {Consultation: {"ergebnis"}, Statement: {"von", "art"}, Event: {"art"}}


def facts(scope: Scope, item: Item) -> list[Block]:
    """The head of an item; that of a recommendation is its badges, for the words of its source come next."""
    if isinstance(item, Recommendation):
        return [badge_line(badges(scope, item))]
    if isinstance(item, RECORDS):
        line = Text(record_line(item), "zeit")
        return [line, *_filled(_options(scope.concept, item, _SAID_IN_LINE | _SAID_OF.get(type(item), set())))]
    # The page of a field says its Top 2 with its places; of most sources only the beginning was read: said once a page.
    entries = _options(scope.concept, item, _SAID_ELSEWHERE if _is_excerpt(item) else {"top2"})
    return _filled([*entries, ("Umbenannt", renamed(scope, item))])


def _is_excerpt(item: Item) -> bool:
    return isinstance(item, Source) and item.complete is YesNo.NO


def _known(scope: Scope, item: Recommendation) -> list[Block]:
    """The state, who says so, origin and obstacles."""
    concept = scope.concept
    replaced: list[Line] = [(id_ref(other), f" {other.marked}") for other in concept.replaced_by(item)]
    state: Entries = [
        ("Stand", [_state(scope, item)]),
        ("Wer das sagt", _said(concept, item)),
        ("Herkunft", _origins(concept, item)),
        ("Hindernis", _obstacles(item)),
        ("Dazu gehört", [(id_ref(part), f" {part.marked}") for part in concept.parts(item)]),
    ]
    if replaced or (item.status is Status.DROPPED and not concept.is_withdrawn(item)):
        state.insert(1, ("Ersetzt durch", replaced or [("Nicht ersetzt; wird nicht weiterverfolgt.",)]))
    return _filled(state, "stand")


def further(scope: Scope, item: Item) -> list[Block]:
    """What is known of a recommendation; it stands below the words of the source."""
    if not isinstance(item, Recommendation):
        return []
    said = _SAID_ABOVE | ({"zuordnung"} if item.is_proposal else set())
    return [*_known(scope, item), *_filled(_options(scope.concept, item, said))]


def _state(scope: Scope, item: Recommendation) -> Line:
    """The fact, whose criterion is one click away; what it rests on stands below."""
    if scope.concept.is_withdrawn(item):
        return (_WITHDRAWN,)
    words = explained(scope.concept, item, scope.today)
    if item.status is Status.UNKNOWN:  # the label has the first word already
        return (replace(words, text=_UNKNOWN), UNKNOWN.removeprefix(_UNKNOWN))
    return (words,)


def proposal(scope: Scope, item: Item) -> list[Block]:
    """What the Redaktion proposes for the realisation."""
    entries = [
        (spec.label, _lines(scope.concept, spec, getattr(item, attribute)))
        for attribute, spec in item.options()
        if spec.block == "umsetzung"
    ]
    return _filled(entries)


def trace(scope: Scope, item: Item) -> list[Block]:
    """What points at an item, by kind; without what the timeline of a recommendation or of the concept shows anyway."""
    if isinstance(item, Field):
        return []
    found: dict[str, list[Line]] = defaultdict(list)
    for other, label in _backward(scope.concept, item):
        named = (id_ref(other), f" {other.marked}") if isinstance(other, Recommendation) else (ref(other),)
        found[label].append(named)
    return _filled(list(found.items()), "spur-zurueck")


def _backward(concept: Concept, item: Item) -> list[tuple[Item, str]]:
    pairs = []
    for other in concept.pointing_at(item.id, Item):
        shown = isinstance(item, Recommendation) and isinstance(other, (*RECORDS, Recommendation))
        shown |= isinstance(item, MainConcept) and isinstance(other, Consultation | Development)
        specs = [spec for spec, target in other.links() if target == item.id and not shown]
        pairs += [(other, other.PLURAL if spec.name == "betrifft" else spec.incoming) for spec in specs]
    return pairs


def _options(concept: Concept, item: Item, without: set[str]) -> Entries:
    """The options shown at the head of an item; a record does not name the page on which it stands."""
    entries: Entries = []
    for attribute, spec in item.options():
        value = getattr(item, attribute)
        if spec.block != "kopf" or spec.name in without or _is_own_page(concept, item, spec, value):
            continue
        lines = _lines(concept, spec, value)
        if isinstance(item, Recommendation) and spec.name in OPTIONS:
            lines = [link(item, str(name)) for (name,) in lines]
        entries.append((spec.label, lines))
    return entries


def _is_own_page(concept: Concept, item: Item, spec: Option, value: object) -> bool:
    if spec.name != "betrifft" or not isinstance(item, RECORDS):
        return False
    idents = value if isinstance(value, tuple) else (str(value),)
    found = concept.pick(idents, Item)
    return len(found) == len(idents) and all(target.place.file == item.place.file for target in found)


def _said(concept: Concept, item: Recommendation) -> list[Line]:
    newest = concept.newest_updates(item)
    return [(f"{update.speaker}: {update.state} (", ref(update), ")") for update in newest]


def _origins(concept: Concept, item: Recommendation) -> list[Line]:
    lines: list[Line] = []
    for entry in concept.origins(item):
        link: Line = (" (", ref(entry.source), ")") if entry.source else ()
        lines.append((entry.sentence.removesuffix("."), *link, "."))
    if not concept.is_not_compared(item):
        return lines
    # What the town names as an example from the concept stands in it: only its wording is open.
    is_example = any(entry.kind is Origin.PRESS_RELEASE for entry in concept.origins(item))
    return [*lines, (WORDING_NOT_COMPARED if is_example else NOT_COMPARED,)]


def _obstacles(item: Recommendation) -> list[Line]:
    review = [f"Erneut prüfen am {item.review_on.german}."] if item.review_on else []
    review += [f"Erneut prüfen, wenn: {item.condition}."] if item.condition else []
    kinds = ", ".join(kind.label for kind in item.obstacles)
    parts = [f"Hinderungsgrund: {kinds}."] if kinds else []
    return [(" ".join([*parts, *review]),)] if parts or review else []


def _lines(concept: Concept, spec: Option, value: object) -> list[Line]:
    """A value as lines; what nobody knows is not shown."""
    if value is None or value == ():
        return []
    values = value if isinstance(value, tuple) else (value,)
    return [_line(concept, spec, part) for part in values]


def _line(concept: Concept, spec: Option, value: object) -> Line:
    match value:
        case str() if spec.targets:
            target = concept.items.get(value)
            if isinstance(target, Recommendation):
                return (numbered(target),)
            return (ref(target) if target else Ref(value, value),)
        case str() if spec.form == "url":
            return (Url(value, value),)
        case _:
            return (german(value),)


def _filled(entries: Entries, look: str = "") -> list[Block]:
    """The entries that say something; nothing if none does."""
    found = tuple((label, tuple(lines)) for label, lines in entries if lines)
    return [Facts(found, look)] if found else []
