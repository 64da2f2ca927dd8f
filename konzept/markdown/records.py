"""What reading a document gives: records, mentions and findings, nothing interpreted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final, Literal

from konzept.findings import Finding
from konzept.model import TYPE_BY_NAME, Place, Recommendation

_ID_LINE: Final = re.compile(r"^[ \t]*:id:[ \t]*(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An item as it stands in the Markdown: words and places, nothing interpreted."""

    type: str
    title: str
    options: Mapping[str, str]
    lines: Mapping[str, int]  # the line of each option
    unread: frozenset[str]  # options whose value could not be read, which is reported already
    text: str
    place: Place
    parts: tuple[tuple[str, str], ...] = ()  # its headings, each with the text below it
    below: int = field(default=0, compare=False)  # the line below the options
    end: int = field(default=0, compare=False)  # the line of the closing mark

    @property
    def id(self) -> str:
        """The ID, or nothing if the option is missing."""
        return self.options.get("id", "")

    @property
    def stem(self) -> str:
        """The name of its file without the ending, which may be an ID."""
        return self.place.file.rpartition("/")[2].removesuffix(".md")

    def at(self, option: str) -> Place:
        """The place of an option; without it, the place of the need."""
        return Place(file=self.place.file, line=self.lines.get(option, self.place.line))


MentionKind = Literal[
    "day", "explained", "field", "file", "item", "made", "page", "pages", "picture", "place", "term", "view"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that must exist elsewhere.

    ``kind`` is an entry, a field, a view, a day, a file, a picture, a page, pages (a pattern), a paper made of the
    texts, a place (``#…``) or a term; ``explained`` is a term that is explained here.
    """

    kind: MentionKind
    target: str
    place: Place


@dataclass(slots=True)
class Reading:
    """What reading one document gave."""

    file: str = ""
    head: dict[str, str] = field(default_factory=dict)  # the keys of the front matter
    head_lines: dict[str, int] = field(default_factory=dict)  # the line of each of them
    body: str = ""  # the text below the front matter
    anchors: set[str] = field(default_factory=set)  # of its headings: where links may lead
    words: Counter[str] = field(default_factory=Counter)  # that its page will show, but for titles and options of items
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    broken: bool = False  # whether a block does not close as it should
    parts: int = 0  # how many paragraphs, cells, links and the like
    files: dict[str, int] = field(default_factory=dict)  # the size in bytes of each picture and download
    lists: int = 0  # how many views and lists, each of which may name everything there is
    of_screen: list[tuple[int, str]] = field(default_factory=list)  # line and words of what makes no sense on paper


def hidden(readings: Iterable[Reading]) -> dict[str, str]:
    """The IDs that stand in texts with faults and of which no item could be read, each with the type that has such IDs.

    Where nothing of a text could be read, or another ID stands there, the name of the file may be the ID; of an item
    without ID, what stands behind another word like ``idd``. The fault is
    told there: what names such an ID is not at fault.
    """
    readings = list(readings)
    known = {record.id for reading in readings for record in reading.records}
    found: dict[str, str] = {}
    for reading in readings:
        file = next((finding.place.file for finding in reading.findings if finding.is_error), "")
        written = (*_ID_LINE.findall(reading.body), PurePosixPath(file).stem) if file else ()
        nameless = (value for record in reading.records if not record.id for value in record.options.values())
        for ident in (*written, *nameless, *(meant(record, known) for record in reading.records)):
            kind = next((kind for kind in TYPE_BY_NAME.values() if kind.ID.fullmatch(ident)), None)
            if kind and ident not in known:
                found.setdefault(ident, kind.NAME)
    return found


def meant(record: Record, known: Container[str]) -> str:
    """The ID that a record ought to have instead of its own, if none of those ``known`` is meant; or nothing.

    It is that of its file, or its own in capital letters.
    """
    kind = TYPE_BY_NAME[record.type]
    wrong = record.stem != record.id if kind is Recommendation else not kind.ID.fullmatch(record.id)
    offers = (record.stem, record.id.upper()) if wrong else ()
    return next((ident for ident in offers if kind.ID.fullmatch(ident) and ident not in known), "")
