"""Blocks with a structure of their own: tables, lists of lists, figures.

What the parser would pass over in silence, such as a cell too many, is a fault here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from konzept.german import count
from konzept.markdown.permitted_blocks import Content

Fault = tuple[int, str]


def surplus_cells(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Fault]:
    """Rows of tables with more cells than the head: the parser leaves them out. Lines count from 0."""
    width = 0
    for token in tokens:
        if token.type == "tr_open" and token.map:
            cells = escapedSplit(lines[token.map[0]].strip().lstrip("> \t-*"))
            if cells and not cells[0].strip():
                cells.pop(0)
            if cells and not cells[-1].strip():
                cells.pop()
            width = width or len(cells)
            if len(cells) > width:
                yield (
                    token.map[0],
                    f"Die Zeile der Tabelle hat {len(cells)} Zellen, der Kopf {width}. Ergänzen Sie den Kopf, oder "
                    "schreiben Sie einen Strich, der in einer Zelle steht, als \\|.",
                )
        elif token.type == "table_close":
            width = 0


def parts(tokens: Sequence[Token], lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The headings of a text, each with the lines below it; what stands before the first has the heading "".

    Headings are those of the parser: a line in an example of code is none.
    """
    places = [(t.map, tokens[n + 1].content) for n, t in enumerate(tokens) if t.type == "heading_open" and not t.level]
    begins = [(0, 0, ""), *((place[0], place[1], title) for place, title in places if place)]
    ends = [*(start for start, _, _ in begins[1:]), len(lines)]
    found = tuple((title, "\n".join(lines[first:end])) for (_, first, title), end in zip(begins, ends, strict=True))
    return found if found[0][1].strip() else found[1:]


def refused_structure(name: str, content: Content, tokens: Sequence[Token], options: Mapping[str, str]) -> str:
    """Why the content of a block has not the structure that it and its options need, or nothing."""
    outer = [token for token in tokens if token.level == 0]
    if content is Content.TABLE and [token.type for token in outer] != ["table_open", "table_close"]:
        return f"In {{{name}}} steht genau eine Tabelle und sonst nichts."
    if content is Content.ROWS:
        rows = _rows(tokens)
        if [t.type for t in outer] != ["bullet_list_open", "bullet_list_close"] or len(set(rows)) != 1 or 0 in rows:
            return f"In {{{name}}} steht eine Liste von Listen; jede Zeile hat gleich viele Zellen, gefunden: {rows}."
        for option, number, what in (
            ("header-rows", len(rows), count(len(rows), "Zeile", "Zeilen")),
            ("stub-columns", rows[0], count(rows[0], "Spalte", "Spalten")),
        ):
            if int(options.get(option, "0")) >= number:
                return f"Die Tabelle hat {what}: {option!r} muss kleiner sein, gefunden: {options[option]!r}."
    if name == "figure" and outer and outer[0].type != "paragraph_open":
        return "Unter einem Bild steht zuerst die Bildunterschrift als Absatz."
    return ""


def _rows(tokens: Sequence[Token]) -> list[int]:
    """How many cells each row of a list of lists has."""
    rows: list[int] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            rows.append(0)
        elif token.type == "list_item_open" and token.level == 3 and rows:
            rows[-1] += 1
    return rows
