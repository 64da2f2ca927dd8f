"""Reads Markdown into records, with the place of every option, and reports faults of shape.

Fences are found by markdown-it, as MyST finds them. What MyST would read differently from
what stands there (YAML quotes, comments) is a fault: nothing is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from myst_parser.parsers.options import TokenizeError, options_to_items

from konzept.findings import Finding
from konzept.model import TYPE_BY_NAME, Place

_OPTION = re.compile(r"\s*:([^:\s]+):(?:\s+(.*?))?\s*")
_OPENING = re.compile(r"\s*(?:`{3,}|~{3,}|:{2,})\s*\{([a-z]+)\}")
_DIRECTIVE = re.compile(r"\{([^}\s]+)\}\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A need as it stands in the Markdown: words and places, nothing interpreted.

    ``lines`` has the line of each option; ``text_line`` is the first line of the text;
    ``unread`` names the options whose value could not be read and is reported already.
    """

    type: str
    title: str
    options: Mapping[str, str]
    lines: Mapping[str, int]
    unread: frozenset[str]
    text: str
    text_line: int
    place: Place

    @property
    def id(self) -> str:
        """The ID, or nothing if the option is missing."""
        return self.options.get("id", "")

    def at(self, option: str) -> Place:
        """The place of an option; without it, the place of the need."""
        return Place(file=self.place.file, line=self.lines.get(option, self.place.line))


@dataclass(slots=True)
class Reading:
    """What one document gave."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(text: str, file: str) -> Reading:
    """Read one document. ``file`` names it in places, relative to the folder of the texts."""
    reading = Reading()
    seen: set[int] = set()
    for token, line, depth in _fences(_parser().parse(text), 0, 0):
        seen |= _covered(token, line)
        match = _DIRECTIVE.fullmatch(token.info.strip())
        if match is None or match[1] not in TYPE_BY_NAME:
            continue
        place = Place(file=file, line=line)
        if depth:
            reading.findings.append(
                _fault(
                    place,
                    f"{{{match[1]}}} steht innerhalb eines anderen Blocks. Jeder Eintrag steht "
                    "für sich: Schließen Sie den Block davor, bevor dieser beginnt.",
                )
            )
        reading.records.append(_record(match[1], match[2].strip(), token.content, place, reading))
    for number, written in enumerate(text.splitlines(), 1):
        if number not in seen and (match := _OPENING.match(written)) and match[1] in TYPE_BY_NAME:
            place = Place(file=file, line=number)
            message = (
                f"Hier soll {{{match[1]}}} beginnen, wird aber nicht als Block gelesen. Schreiben Sie drei "
                "Doppelpunkte und den Titel ohne das Zeichen ` und ohne Einrückung."
            )
            reading.findings.append(_fault(place, message))
    return reading


def _covered(token: Token, line: int) -> set[int]:
    """The lines that are read: the first of a directive, and all of an example of code."""
    length = 1 if token.info.strip().startswith("{") else len(token.content.splitlines()) + 1
    return set(range(line, line + length))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(colon_fence_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _fences(tokens: list[Token], offset: int, depth: int) -> Iterator[tuple[Token, int, int]]:
    """Every fence with its line from 1 and its depth inside other fences."""
    for token in tokens:
        if token.type in ("fence", "colon_fence") and token.map is not None:
            line = offset + token.map[0] + 1
            yield token, line, depth
            if token.info.strip().startswith("{"):
                yield from _fences(_parser().parse(token.content), line, depth + 1)


def _record(kind: str, title: str, content: str, place: Place, reading: Reading) -> Record:
    lines = content.splitlines()
    count = next((n for n, line in enumerate(lines) if not _is_option(line)), len(lines))
    options: dict[str, str] = {}
    at: dict[str, int] = {}
    unread: set[str] = set()
    for number, line in enumerate(lines[:count], place.line + 1):
        name, value, fault = _option(line)
        if name in options:
            fault = f"Die Option {name!r} steht zweimal. Streichen Sie eine der beiden Zeilen."
        options.setdefault(name, value)
        at.setdefault(name, number)
        if fault:
            unread.add(name)
            reading.findings.append(_fault(Place(file=place.file, line=number), fault))
    text = "\n".join(lines[count:]).strip("\n")
    first = next((n for n, line in enumerate(lines[count:]) if line.strip()), 0)
    return Record(
        type=kind,
        title=title,
        options=options,
        lines=at,
        unread=frozenset(unread),
        text=text,
        text_line=place.line + 1 + count + first,
        place=place,
    )


def _is_option(line: str) -> bool:
    stripped = line.lstrip()
    return stripped.startswith(":") and not stripped.startswith(":::")


def _option(line: str) -> tuple[str, str, str]:
    """Name and value of an option line, and why MyST would read something else (or nothing)."""
    match = _OPTION.fullmatch(line)
    if match is None:
        return line.strip(), "", f"Eine Option hat die Form ':name: Wert', gefunden: {line.strip()!r}."
    name, value = match[1], match[2] or ""
    try:
        items, _ = options_to_items(line.lstrip()[1:])
    except TokenizeError:
        items = []
    return name, value, "" if items == [(name, value)] else _unreadable(name, value)


def _unreadable(name: str, value: str) -> str:
    if value.startswith(("'", '"')):
        return (
            f"Der Wert von {name!r} darf nicht mit einem Anführungszeichen beginnen, gefunden: {value!r}. "
            "Stellen Sie ein Wort davor oder schreiben Sie „…“."
        )
    if " #" in value:
        return (
            f"Der Wert von {name!r} enthält ' #', alles dahinter würde weggelassen: {value!r}. "
            "Streichen Sie das Leerzeichen davor oder schreiben Sie es anders."
        )
    return (
        f"Der Wert von {name!r} lässt sich nicht eindeutig lesen: {value!r}. "
        "Beginnen Sie ihn mit einem Buchstaben oder einer Ziffer."
    )


def _fault(place: Place, message: str) -> Finding:
    return Finding(place=place, rule="form", message=message)
