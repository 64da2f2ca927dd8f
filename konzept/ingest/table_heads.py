"""Understands the head of a table: what each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from konzept.documents.outline import Block
from konzept.ingest.known_words import GOAL_MARK, HORIZON, MEASURE_MARK, Role, role_of
from konzept.ingest.sheets import Row, Rows
from konzept.ingest.whereabouts import Columns

_TELLING: Final = (Role.RECOMMENDATION, Role.GOAL, Role.FINDING, Role.MIXED)


def head_of(blocks: Sequence[Block], rows: Rows, width: int) -> tuple[int, Columns] | None:
    """The last row of the head, and what the columns are."""
    for number in sorted(rows)[:3]:
        row = rows[number]
        if len(row) < 2 and width > 1:
            continue
        named = _roles({column: text_of(blocks, ids) for column, ids in row.items()})
        flagged = any(cell.head for i in chain.from_iterable(row.values()) if (cell := blocks[i].cell))
        enough = flagged or width == 1 or (len(named) >= 2 and len(named) * 2 >= len(row))
        return (number, Columns(named, width, texts(blocks, row, width))) if enough and _tells(named) else None
    return None


def _roles(heads: Mapping[int, str]) -> dict[int, Role]:
    """What the columns are; beside one of measures, that of a horizon only says when each comes."""
    named = {column: role for column, head in heads.items() if (role := _named(head))}
    timed = {column for column in named if HORIZON.match(heads[column])}
    is_other = any(named[column] in (Role.RECOMMENDATION, Role.MIXED) for column in named.keys() - timed)
    return named | (dict.fromkeys(timed, Role.DATA) if is_other else {})


def _tells(named: Mapping[int, Role]) -> bool:
    return any(role in _TELLING for role in named.values())


def texts(blocks: Sequence[Block], row: Row, width: int) -> tuple[str, ...]:
    """What stands in each column of a row."""
    return tuple(text_of(blocks, row.get(column, ())) for column in range(1, width + 1))


def _named(head: str) -> Role | None:
    """What a head says, also where a narrow column cut its only word: ``Handlungsfel d``."""
    if MEASURE_MARK.match(head) or GOAL_MARK.match(head):
        return None  # a measure or a goal itself
    return role_of(head) or (role_of(head.replace(" ", "")) if head.count(" ") == 1 else None)


def text_of(blocks: Sequence[Block], indices: Sequence[int]) -> str:
    """The words of these blocks."""
    return " ".join(blocks[i].text for i in indices)
