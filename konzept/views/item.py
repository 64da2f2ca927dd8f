"""The page of an item as blocks: its heading, what authors wrote, and what the whole concept says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Final

from docutils.nodes import make_id

from konzept.blocks import Authored, Block, Gap, Line, Lines, Section, Styled, Text, in_a_row, ref
from konzept.concept import Concept
from konzept.model import BLOCK_PROMPT, BLOCK_REALISATION, BLOCK_SOURCE, RECORDS, Item, Origin, Recommendation
from konzept.views import dossier
from konzept.views.facts import facts, further, proposal, trace
from konzept.views.scope import Scope

KNOWN: Final = "Stand und Herkunft"
FURTHER: Final = "einordnung"  # the look of the section with what is known of a recommendation
_SOURCES: Final = (BLOCK_SOURCE, BLOCK_PROMPT)  # what others say comes before what we know besides
_NOTHING: Final = "Es ist noch nichts eingetragen."
_NO_STATE: Final = "Eine Beratung oder Entwicklung ändert für sich den Stand nicht."


def page(scope: Scope, item: Item) -> Section:
    """Everything that the page of an item shows; what authors wrote is named by :class:`Authored`."""
    return _filled(scope, outline(item, item.headings))


def _filled(scope: Scope, section: Section) -> Section:
    blocks = chain.from_iterable(_block(scope, block) for block in section.blocks)
    return Section(anchor=section.anchor, title=section.title, look=section.look, blocks=tuple(blocks))


def _block(scope: Scope, block: Block) -> list[Block]:
    match block:
        case Section():
            return [_filled(scope, block)]
        case Gap(part="timeline"):
            return _whole_timeline(scope, scope.concept.items[block.item])
        case Gap():
            return PARTS[block.part](scope, scope.concept.items[block.item])
        case _:
            return [block]


def outline(item: Item, headings: Iterable[str]) -> Section:
    """The sections of an item in their order, as far as its own text tells: the rest are gaps.

    ``headings`` are those that its author wrote.
    """
    headings = list(headings)
    written = [_written(item, heading, number) for number, heading in enumerate(headings, 1)]
    if isinstance(item, Recommendation):
        below = max((number for number, heading in enumerate(headings, 1) if heading in _SOURCES), default=0)
        written.insert(below, _part(item, KNOWN, Gap("further", item.id), look=FURTHER))
    blocks: list[Block] = [Gap("facts", item.id), Authored(item.id, 0), *written, Gap("trace", item.id)]
    if isinstance(item, Recommendation):
        blocks += [
            _part(item, "Verlauf", Gap("timeline", item.id), look="verlauf"),
            _part(item, "Ausgaben", Gap("editions", item.id), look="ausgaben"),
            _part(item, "Zitieren", Gap("cite", item.id), look="zitieren"),
        ]
    return Section(anchor=item.id, title=_title(item), look=("eintrag", item.NAME), blocks=tuple(blocks))


def _title(item: Item) -> Line:
    if not isinstance(item, Recommendation):
        return (item.title,)
    addition = (Styled(f" ({Origin.PROPOSAL.label})", "zusatz"),) if item.is_proposal else ()
    return (Styled(item.id, "kennung"), " ", item.title, *addition)


def _written(item: Item, heading: str, number: int) -> Section:
    if heading != BLOCK_REALISATION:
        return _part(item, heading, Authored(item.id, number), look="block")
    return _part(item, heading, Gap("proposal", item.id), Authored(item.id, number), look="block vorschlag")


def _part(item: Item, title: str, *blocks: Block, look: str) -> Section:
    anchor = f"{item.id}-{make_id(title)}"
    return Section(anchor=anchor, title=(title,), look=tuple(look.split()), blocks=blocks)


def timeline(scope: Scope, item: Item) -> list[Block]:
    """The timeline of a recommendation: a section for each record."""
    if not isinstance(item, Recommendation):
        return []
    found = dossier.timeline(scope.concept, item)
    lead = Text((_NO_STATE,), "immer") if found else Text((_NOTHING,), "leer")
    return [lead, *(_entry(item, entry) for entry in found)]


def _entry(item: Recommendation, entry: dossier.TimelineEntry) -> Section:
    record = entry.record
    blocks = [Text(entry.line, "zeit")]
    if entry.sources:
        blocks.append(Text(("Quelle: ", *in_a_row(entry.sources, "; ")), "beleg"))
    return Section(
        anchor=f"{item.id}-{record.id}", title=(ref(record),), look=("eintrag", record.NAME), blocks=tuple(blocks)
    )


def _whole_timeline(scope: Scope, item: Item) -> list[Block]:
    """The timeline, in which the records of the page itself stand with their whole text."""
    own = {f"{item.id}-{record.id}": page(scope, record) for record in own_records(scope.concept, item)}
    shown = [own.pop(b.anchor, b) if isinstance(b, Section) else b for b in timeline(scope, item)]
    return [*shown, *own.values()]


def own_records(concept: Concept, item: Item) -> list[Item]:
    """The records that stand on the page of a recommendation: those behind it in its file, if it begins the file."""
    on_page = [other for other in concept.on_page(item.place.file) if other is not item]
    is_first = all(other.place.line > item.place.line for other in on_page)
    return [other for other in on_page if is_first and isinstance(other, RECORDS)]


def editions(scope: Scope, item: Item) -> list[Block]:
    """What each Ausgabe changed at a recommendation."""
    return [Lines(tuple(dossier.editions(scope, item)))] if isinstance(item, Recommendation) else []


def cite(scope: Scope, item: Item) -> list[Block]:
    """How to cite an item."""
    return [Text(line) for line in dossier.citation(scope, item)]


# What a gap is filled with, by its name.
PARTS: Final[Mapping[str, Callable[[Scope, Item], list[Block]]]] = {
    "facts": facts,
    "further": further,
    "proposal": proposal,
    "trace": trace,
    "timeline": timeline,
    "editions": editions,
    "cite": cite,
}
