"""Gives new items of a report IDs that are free, in all that the report brings; what is known already is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from konzept.markdown.document import Document
from konzept.markdown.records import Record
from konzept.model import Consultation, Development, Event, Recommendation, Source, Update

# The types whose IDs end in a number that only counts; others are made of words or of a day.
_COUNTED: Final = frozenset(kind.NAME for kind in (Consultation, Development, Event, Recommendation, Update))
_NUMBER: Final = re.compile(r"(.*?)([0-9]+)")


@dataclass(slots=True)
class Brought:
    """A text as a report makes it."""

    path: str
    lines: list[tuple[bytes, bool]]  # each with whether it came with the report
    base: list[bytes]  # the lines of the text that the report was made for

    @property
    def content(self) -> bytes:
        """The bytes."""
        return b"".join(line for line, _ in self.lines)


@dataclass(slots=True)
class Names:
    """What the new IDs of a report became: another one if somebody else had it first.

    Several reports of one session share it.
    """

    given: dict[str, str] = field(default_factory=dict)  # by the ID in the report the one in the texts

    def applied(self, text: str) -> str:
        """The text with the IDs of now; names of files are made of IDs too."""
        changed = {old: new for old, new in self.given.items() if old != new}
        if not changed:
            return text
        words = "|".join(map(re.escape, changed))
        return re.sub(rf"(?<![A-Za-z0-9-])(?:{words})(?![A-Za-z0-9]|-[A-Z0-9])", lambda m: changed[m[0]], text)


def new_records(texts: Iterable[Brought]) -> list[Record]:
    """The items that a report brings, sources first: others name them."""
    texts = list(texts)
    before = {record.id for text in texts for record in _records(text.path, b"".join(text.base))}
    found = [record for text in texts for record in _records(text.path, text.content)]
    return sorted((r for r in found if r.id and r.id not in before), key=lambda r: r.type != Source.NAME)


def _records(path: str, content: bytes) -> list[Record]:
    return Document(path, content).reading.records


def renumber(new: Iterable[Record], names: Names, known: Mapping[str, Record], taken: Iterable[str]) -> list[str]:
    """Give each new item an ID that nobody has; ``known`` are the items of today, ``taken`` IDs never given again.

    :returns: the IDs (as the report has them) of items that are known already, word by word.
    """
    used = {*known, *taken}
    twins = _by_content(known.values())
    same = []
    for record in new:
        if twin := twins.get(_content(record, names)):
            names.given[record.id] = twin
            same.append(record.id)
            continue
        ident = _free(names.given.get(record.id) or _moved(record.id, names), record.type, used)
        names.given[record.id] = ident
        used.add(ident)
    return same


def _by_content(records: Iterable[Record]) -> dict[tuple[object, ...], str]:
    nothing = Names()
    return {_content(record, nothing): record.id for record in records}


def _content(record: Record, names: Names) -> tuple[object, ...]:
    options = sorted((name, names.applied(value)) for name, value in record.options.items() if name != "id")
    return record.type, names.applied(record.title), tuple(options), names.applied(record.text)


def _moved(ident: str, names: Names) -> str:
    """The ID below its new stem: ``SPR-06-S1`` goes with ``SPR-06``."""
    stems = [old for old in names.given if ident.startswith(f"{old}-")]
    stem = max(stems, key=len, default="")
    return names.given[stem] + ident[len(stem) :] if stem else ident


def _free(ident: str, kind: str, used: set[str]) -> str:
    if ident not in used:
        return ident
    match = _NUMBER.fullmatch(ident) if kind in _COUNTED else None
    if match:
        stem, digits = match[1], len(match[2])
        numbers = (int(other[len(stem) :]) for other in used if re.fullmatch(rf"{re.escape(stem)}[0-9]{{1,9}}", other))
        return f"{stem}{max(numbers) + 1:0{digits}}"
    return next(found for number in count(2) if (found := f"{ident}-{number}") not in used)


def renamed(text: Brought, names: Names) -> Brought:
    """The text with the IDs of now in what the report brought, and nowhere else; its name goes with it."""
    lines = [(names.applied(line.decode()).encode() if came else line, came) for line, came in text.lines]
    path = text.path if text.base else names.applied(text.path)
    return Brought(path, lines, text.base)


def without(text: Brought, idents: Iterable[str]) -> Brought:
    """The text without these items that came with the report, with the blank lines above them."""
    document = Document(text.path, text.content)
    gone: set[int] = set()
    for record in document.reading.records:
        if record.id in idents and text.lines[record.place.line - 1][1]:
            first = record.place.line
            while first > 1 and not text.lines[first - 2][0].strip() and text.lines[first - 2][1]:
                first -= 1
            gone.update(range(first, record.end + 1))
    kept = [line for number, line in enumerate(text.lines, 1) if number not in gone]
    return Brought(text.path, kept, text.base)
