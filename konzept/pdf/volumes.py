"""The printed volumes: which pages each one has, in which order, and how the pages of a volume become one tree.

The town file says it: ``ratsausgabe`` names the chapters of the edition for the council in their order, ``ungedruckt``
what is for the screen only. What neither names stands in the Materialband. Without ``ratsausgabe`` there is one volume.
Pages for the Redaktion are in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from docutils import nodes

from konzept.paper.annexes import COUNCIL, MATERIALS
from konzept.town import Town, is_named

UNPRINTED: Final = "nur im Netz"

Draw = Callable[[str], nodes.Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A printed volume: its file without suffix, what it calls itself, its pages; ``edited`` for the council."""

    name: str
    kind: str
    pages: tuple[str, ...]
    edited: bool = False


def volumes(town: Town, ordered: Sequence[str], again: Set[str]) -> tuple[Volume, ...]:
    """The volumes of a town.

    :param ordered: all pages in the order of the tables of contents.
    :param again: pages of which the edition for the council shows only a part: the Materialband has them whole.
    """
    ordered = [page for page in ordered if not town.is_editorial(page)]
    if not town.council_edition:
        return (Volume(name=COUNCIL, kind="Druckausgabe", pages=tuple(ordered)),)
    council = tuple(matching(town.council_edition, ordered))
    left = [page for page in ordered if page not in council or page in again]
    rest = tuple(page for page in left if not is_named(page, town.unprinted))
    return (
        Volume(name=COUNCIL, kind=town.council_edition_name, pages=council, edited=True),
        Volume(name=MATERIALS, kind=f"Materialband zur {town.council_edition_name}", pages=rest),
    )


def where_printed(bound: Iterable[Volume], pages: Iterable[str]) -> dict[str, str]:
    """For each page the volume in which it is; the first one, if it is in two."""
    named = {page: volume.kind.partition(" ")[0] for volume in reversed(list(bound)) for page in volume.pages}
    return {page: named.get(page, UNPRINTED) for page in pages}


def matching(patterns: Iterable[str], pages: Sequence[str]) -> Iterator[str]:
    """The pages that patterns name, each once, in the order of the patterns."""
    seen: set[str] = set()
    for pattern in patterns:
        found = [page for page in pages if page not in seen and is_named(page, (pattern,))]
        seen.update(found)
        yield from found


def in_order(root: str, below: Mapping[str, Sequence[str]], found: Iterable[str]) -> tuple[str, ...]:
    """All pages as the tables of contents have them; what stands in none, such as other languages, comes last."""
    seen: dict[str, None] = {}
    stack = [root]
    while stack:
        page = stack.pop()
        if page not in seen:
            seen[page] = None
            stack.extend(reversed(below.get(page, ())))
    return (*seen, *sorted(set(found) - set(seen)))


def assemble(pages: Sequence[str], root: str, below: Mapping[str, Sequence[str]], draw: Draw) -> list[nodes.Element]:
    """The chapters of a volume: a page stands in the one whose table of contents names it, if that is in the volume."""
    tree = {page: tuple(below.get(page, ())) if page != root else () for page in pages}
    held = {child for children in tree.values() for child in children}
    left = set(pages)
    return [_whole(page, left, tree, draw) for page in pages if page not in held]


def _whole(page: str, left: set[str], tree: Mapping[str, Sequence[str]], draw: Draw) -> nodes.Element:
    left.discard(page)
    drawn = draw(page)
    holder = drawn.next_node(nodes.section) or drawn
    for child in tree[page]:
        if child in left:
            holder += _whole(child, left, tree, draw)
    return drawn
