"""How tables are printed: heads repeat on each page, columns are as wide as their words need."""

from __future__ import annotations

import math
import re
from typing import Final

from docutils import nodes

from konzept.markdown.paper_tables import are_numbers, line_of, longest_word
from konzept.pages.table_parts import cells_of, columns_of, group_of, rows_of
from konzept.pdf.code import array, call, divided
from konzept.pdf.phrases import listed, target
from konzept.pdf.writer import Writer

_UNIT: Final = re.compile(r"^([\d.,]+) (?=\w+$)")  # a value and its unit stand in one line
_CITED: Final = 4  # letters of a source's number
_CODE_MAX: Final = 20  # what is longer may break, see code.py
_LONG: Final = 160  # letters: a longer cell is an exception that makes its own row high, not all others
_WHOLE: Final = 24  # lines of a row that is not divided between pages
_LITTLE: Final = 12  # lines of a table that is not
_MANY: Final = 3  # columns of numbers, whose heads may stand upright
_READABLE: Final = 18  # letters of a line of the column that has the most words; type gets smaller for it
_SHORT: Final = 45  # letters of a cell in a table beside a picture
HALF: Final = 0.48  # of a line: what a picture leaves


def is_narrow(w: Writer, node: nodes.Element) -> bool:
    """Whether a table has room beside a picture: few columns, and no cell of many lines."""
    rows = [cells_of(row) for row in rows_of(node)]
    count = max(map(len, rows), default=0)
    is_short = all(_letters(w, entry) <= _SHORT for row in rows for entry in row)
    return is_short and sum(_least(rows, count, 2)) <= line_of(count) * HALF


def table(w: Writer, node: nodes.Element, share: float = 1) -> str:
    """A table with caption, head, and headings of rows where the first columns are stubs, in a share of the line."""
    group = group_of(node)
    if group is None:
        return ""
    specs = columns_of(group)
    stubs = sum(bool(spec.get("stub")) for spec in specs)
    parts = {type(part): part for part in group.children if isinstance(part, nodes.Element)}
    head, body = _rows(parts.get(nodes.thead)), _rows(parts.get(nodes.tbody))
    headings = [[False] * len(row) for row in head]
    w.tables.append(headings + [[column < stubs for column, _ in row] for row in _placed(body, len(specs))])
    in_cell, narrow = w.in_cell, w.narrow
    w.in_cell = w.narrow = True
    numbers = [number and column >= stubs for column, number in enumerate(_numeric(body, len(specs)))]
    line = line_of(len(specs)) * share
    widths, turned = _widths(w, head, body, numbers, line)
    lines = [_lines(row, widths, line) for row in _placed(body, len(specs))]
    cells = [_cell(w, entry, whole=high < _WHOLE) for row, high in zip(body, lines, strict=True) for entry in row]
    is_little = sum(max(1, high) for high in lines) <= _LITTLE
    held = [] if is_little else _held([high < _WHOLE / 2 for high in lines], len(specs), len(head))
    top = [_head(_cell(w, entry, whole=False), turned[column]) for row in head for column, entry in enumerate(row)]
    w.in_cell = in_cell
    header = [f"table.header({', '.join(top)})"] if top else []
    columns = array([*(f"{width:.2f}fr" for width in widths), *(["0pt"] if held else [])])
    right = array(str(number).lower() for number in numbers)
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    caption = f"[{w.inline(title)}]" if title is not None and "wie-titel" not in node["classes"] else "none"
    w.narrow = narrow
    size = f"{min(1, line / sum(widths)):.3f}"
    return (
        w.mark(node)
        + w.anchors(node)
        + call("tabelle", caption, str(is_little).lower(), columns, right, str(stubs), size, *header, *held, *cells)
    )


def _rows(part: nodes.Element | None) -> list[list[nodes.entry]]:
    return [cells_of(row) for row in (part.children if part else ()) if isinstance(row, nodes.row)]


def _lines(row: list[tuple[int, nodes.entry]], widths: list[float], line: float) -> float:
    """How many lines a row has, about; without end if it spans others."""
    if any(entry.get("morerows") for _, entry in row):
        return math.inf
    unit = line / sum(widths)
    return max(
        (_high(entry, sum(widths[at : at + entry.get("morecols", 0) + 1]) * unit) for at, entry in row), default=0
    )


def _high(entry: nodes.entry, width: float) -> int:
    return sum(math.ceil(len(part.astext()) / max(width, 1)) for part in entry.children)


def _held(short: list[bool], column: int, top: int) -> list[str]:
    """Cells of a column without width: they hold the first two rows together, and the last two, if these are short.

    So no row stands alone before or after a break. What else is in the column keeps cells of the text out of it.
    """
    count = len(short)
    first = {0: 2} if count > 1 and all(short[:2]) else {}
    last = {count - 2: 2} if count > 1 and all(short[-2:]) else {}
    spans = {0: 3} if count == 3 and all(short) else {**first, **last}
    if not spans:
        return []
    held = {row + below for row, rows in spans.items() for below in range(rows)}
    free = [row for row in range(count) if row not in held]
    if free:
        spans[free[0]] = len(free)
    return [f"haelt({column}, {top + row}, {rows}, {str(row in free).lower()})" for row, rows in spans.items()]


def _cell(w: Writer, entry: nodes.Element, *, whole: bool) -> str:
    spans = {"breakable": "false"} if whole else {}
    if "vorschlag" in entry.parent["classes"]:
        spans["fill"] = "vorschlag-grund"
    if entry.get("morerows"):
        spans["rowspan"] = str(entry["morerows"] + 1)
    if entry.get("morecols"):
        spans["colspan"] = str(entry["morecols"] + 1)
    body = listed(w, entry) if entry.children else w.empty
    if divided(entry.astext()) > sum(divided(part.astext()) for part in entry.findall(nodes.Text)):
        body = f"lang({body})"  # a long word of several parts
    return f"table.cell({', '.join(f'{key}: {value}' for key, value in spans.items())}, {body})" if spans else body


def _head(cell: str, turned: bool) -> str:
    return f"gedreht({cell})" if turned else cell


def _placed(rows: list[list[nodes.entry]], width: int) -> list[list[tuple[int, nodes.entry]]]:
    """The cells of each row with their column, which spans from above move to the right."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(rows):
        column, found = 0, []
        for entry in row:
            while (number, column) in taken and column < width:
                column += 1
            found.append((column, entry))
            rows_down, columns_right = entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1
            taken |= {(number + r, column + c) for r in range(rows_down) for c in range(columns_right)}
            column += columns_right
        placed.append(found)
    return placed


def _widths(
    w: Writer, head: list[list[nodes.entry]], body: list[list[nodes.entry]], numbers: list[bool], line: float
) -> tuple[list[float], list[bool]]:
    """Shares of the width, and which heads stand upright since their columns of numbers would be too wide otherwise.

    Each column has room for its longest word, the rest makes the table as low as can be.

    A cell is about its letters divided by the width high, a row as high as its highest cell. The sum of the cubes of
    all cells stands for that; with widths that add up to a line it is least if each is as the fourth root of the sum
    of the cubes of a column's letters.
    """
    count = len(numbers)
    below = _least(body, count, 1.5)
    least = list(map(max, _least(head, count, 3), below))
    turned = [number and sum(least) > line for number in numbers]
    if sum(turned) >= _MANY and len(head) == 1:
        least = [low if turn else each for turn, low, each in zip(turned, below, least, strict=True)]
    else:
        turned = [False] * count
    weight = [1.0] * count
    for row in _placed([*([] if any(turned) else head), *body], count):
        for column, entry in row:
            if not entry.get("morecols"):
                weight[column] += min(_letters(w, entry) + _mark(entry), _LONG) ** 3
    longest = weight.index(max(weight))
    least[longest] = max(least[longest], min(_READABLE, weight[longest] ** (1 / 3) / 3))
    return _shared(line, least, [each**0.25 for each in weight]), turned


def _least(rows: list[list[nodes.entry]], count: int, margin: float) -> list[float]:
    """What the longest word of each column needs."""
    least = [3.0] * count
    for row in _placed(rows, count):
        for column, entry in row:
            if not entry.get("morecols"):
                least[column] = max(least[column], _longest(entry) + margin)
    return least


def _longest(entry: nodes.Element) -> float:
    """The letters of the longest word of a cell, or of its longest part that can't be divided, with its mark."""
    codes = (word for code in entry.findall(nodes.literal) for word in code.astext().split())
    return max(
        longest_word(_UNIT.sub(r"\1_", entry.astext())), *(min(len(word), _CODE_MAX) for word in codes), 0
    ) + _mark(entry)


def _letters(w: Writer, entry: nodes.Element) -> int:
    """The letters of a cell in print, where a source is a number in brackets."""
    cited = [ref for ref in entry.findall(nodes.reference) if w.sources.get(target(w.doc, ref) or "")]
    return len(entry.astext()) - sum(len(ref.astext()) - _CITED for ref in cited)


def _mark(entry: nodes.Element) -> int:
    """The room that signs before the words of a cell take, in letters."""
    return 3 if any("marke" in part["classes"] for part in entry.findall(nodes.inline)) else 0


def _shared(line: float, least: list[float], wish: list[float]) -> list[float]:
    """A line divided as wished, but with the least to each; what is too much for a line stays as it is."""
    if sum(least) >= line:
        return least
    fixed: set[int] = set()
    while True:
        free = [column for column in range(len(least)) if column not in fixed]
        unit = (line - sum(least[column] for column in fixed)) / sum(wish[column] for column in free)
        low = [column for column in free if wish[column] * unit < least[column]]
        if not low:
            return [least[c] if c in fixed else wish[c] * unit for c in range(len(least))]
        fixed.update(low)


def _numeric(rows: list[list[nodes.entry]], count: int) -> list[bool]:
    """Which columns hold nothing but numbers, of one unit if they have any."""
    columns: list[list[str]] = [[] for _ in range(count)]
    for row in _placed(rows, count):
        for column, entry in row:
            columns[column].append(entry.astext())
    return list(map(are_numbers, columns))
