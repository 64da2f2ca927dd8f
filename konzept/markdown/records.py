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
    """A need as it stands in the Markdown: words and places, nothing interpreted.

    ``lines`` has the line of each option, ``below`` is the line below the options, ``end`` that of the closing mark;
    ``parts`` has its headings with the text below each;
    ``unread`` names the options whose value could not be read and is reported already.
    """

    type: str
    title: str
    options: Mapping[str, str]
    lines: Mapping[str, int]
    unread: frozenset[str]
    text: str
    place: Place
    parts: tuple[tuple[str, str], ...] = ()
    below: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

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
    """What one document gave. ``broken`` tells that its blocks do not close as they should.

    ``head`` has the keys of the front matter, ``head_lines`` the line of each; ``body`` is the
    text below it. ``anchors`` are the places of its headings; ``words`` counts the words that its
    page will show, apart from titles and options of needs. ``parts`` counts what it consists of,
    ``lists`` its views, lists and patterns, each of which may name everything there is; ``files`` has the bytes of each
    picture and download; ``of_screen`` the line and the words of what makes no sense on paper.
    """

    file: str = ""
    head: dict[str, str] = field(default_factory=dict)
    head_lines: dict[str, int] = field(default_factory=dict)
    body: str = ""
    anchors: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    broken: bool = False
    parts: int = 0
    files: dict[str, int] = field(default_factory=dict)
    lists: int = 0
    of_screen: list[tuple[int, str]] = field(default_factory=list)


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
