"""Reads a glossary into terms and their explanations, as Sphinx takes it apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from konzept.markdown.extent import MOST_TERMS

Fault = tuple[int, str]
_INDENT: Final = "Begriffe stehen ganz links, ihre Erklärung eingerückt in der Zeile darunter."


@dataclass(frozen=True, slots=True)
class Explained:
    """Terms of a glossary with their explanation, as Sphinx takes them apart.

    ``terms`` are (line, text); ``text`` has lost its indentation, ``line`` is its first line.
    """

    terms: tuple[Fault, ...]
    text: str
    line: int


def entries(content: str, offset: int) -> tuple[list[Explained], list[Fault]]:
    """The entries of a glossary whose first line is ``offset`` + 1, and its faults.

    Sphinx takes the indentation of the first line of an explanation away from each of its lines.
    """
    found: list[Explained] = []
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
                found.append(Explained(tuple(terms), "\n".join(body), first))
                terms, body = [], []
            if line.startswith(".. ") or blank is bool(terms):
                what = "Vor einem Begriff steht eine leere Zeile." if not blank else _INDENT
                faults.append((number, f"{what} Gefunden: {line!r}."))
            terms.append((number, line.split(" : ")[0]))
            if len(terms) == MOST_TERMS + 1:
                faults.append((number, f"Eine Erklärung hat höchstens {MOST_TERMS} Begriffe. Teilen Sie sie auf."))
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
        found.append(Explained(tuple(terms), "\n".join(body), first))
    return found, faults
