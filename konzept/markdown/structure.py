"""Blocks with a structure of their own: glossary, tables, lists of lists, figures.

What the parser would pass over in silence, such as a cell too many, is a fault here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from konzept.markdown.permitted_blocks import Content

Fault = tuple[int, str]

_INDENT: Final = "Begriffe stehen ganz links, ihre Erklärung eingerückt in der Zeile darunter."


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms of a glossary with their explanation, as Sphinx takes them apart.

    ``terms`` are (line, text); ``text`` has lost its indentation, ``line`` is its first line.
    """

    terms: tuple[Fault, ...]
    text: str
    line: int


def entries(content: str, offset: int) -> tuple[list[Entry], list[Fault]]:
    """The entries of a glossary whose first line is ``offset`` + 1, and its faults.

    Sphinx takes the indentation of the first line of an explanation away from each of its lines.
    """
    found: list[Entry] = []
    faults: list[Fault] = []
    terms: list[Fault] = []
    body: list[str] = []
    first = indent = 0
    blank = True
    for number, line in enumerate(content.split("\n"), offset + 1):
        if not line.strip():
            if body:
                body.append("")
            blank = True
            continue
        if not line[0].isspace():
            if body:
                found.append(Entry(tuple(terms), "\n".join(body), first))
                terms, body = [], []
            if line.startswith(".. ") or blank is bool(terms):
                what = "Vor einem Begriff steht eine leere Zeile." if not blank else _INDENT
                faults.append((number, f"{what} Gefunden: {line!r}."))
            terms.append((number, line.split(" : ")[0]))
        elif not terms:
            faults.append((number, f"{_INDENT} Gefunden: {line.strip()!r}."))
        else:
            if not body:
                first, indent = number, len(line) - len(line.lstrip())
            if line[:indent].strip():
                faults.append((number, f"Die Erklärung ist hier weniger eingerückt als darüber: {line.strip()!r}."))
            body.append(line[indent:])
        blank = False
    if terms and not body:
        faults.append((terms[0][0], f"Der Begriff {terms[0][1]!r} hat keine Erklärung. {_INDENT}"))
    if body:
        found.append(Entry(tuple(terms), "\n".join(body), first))
    return found, faults


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
        for option, number, what in (("header-rows", len(rows), "Zeilen"), ("stub-columns", rows[0], "Spalten")):
            if int(options.get(option, "0")) >= number:
                return f"Die Tabelle hat {number} {what}: {option!r} muss kleiner sein, gefunden: {options[option]!r}."
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
