"""What stands in which lines of a document, so that two writings of it can be compared.

The reader gives an entry for each block, outer ones before those within them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the parser: its lines, how deep it stands in other blocks, and what it is."""

    kind: str  # the type of its token
    first: int
    last: int
    level: int  # how many lists and quotes are around it
    depth: int  # how many directives are around it
    info: str  # of a fence what stands behind its mark, as ``{name} words``
    content: str  # what stands between its marks
    signature: tuple[Any, ...]  # all else that a page shows of it: equal for two blocks that look alike


def last_line(token: Token, line: int) -> int:
    """The last line of a block that begins in ``line``."""
    return line + token.map[1] - token.map[0] - 1 if token.map else line


def entry(token: Token, line: int, depth: int) -> Entry:
    """The entry of a token that begins in ``line`` within ``depth`` directives."""
    info = token.info.strip()
    shown = (token.tag, info, token.level, token.hidden, depth, _attributes(token))
    children = tuple(
        (child.type, child.content, _attributes(child), child.meta.get("label", child.meta.get("name")))
        for child in token.children or ()
    )
    # lists and quotes end where the parser noticed it, blank lines later: what is in them has entries of its own
    holds_others = token.type.endswith("_open") and token.type != "heading_open"
    last = line if holds_others else last_line(token, line)
    content = token.content.removesuffix("\n")
    return Entry(token.type, line, last, token.level, depth, info, content, (token.type, *shown, children))


def _attributes(token: Token) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(token.attrs.items()))


class Region(NamedTuple):
    """Lines that are put in the place of others; ``shift`` is how many more they are.

    With ``last`` before ``first`` something is put in below line ``last``.
    """

    first: int
    last: int
    shift: int


def beyond(outline: Iterable[Entry], regions: Sequence[Region]) -> Iterator[tuple[Any, ...]]:
    """What stands outside the regions, as it will be counted after the change.

    Of a block that goes beyond a region in part only what it is counts, not its content.
    """
    for found in outline:
        shift = sum(region.shift for region in regions if region.last < found.first)
        touched = [region for region in regions if region.first <= found.last and region.last >= found.first]
        if not touched:
            yield found.first + shift, found.signature, found.content
        elif all(found.first < region.first for region in touched):
            yield found.first + shift, found.signature, ""
