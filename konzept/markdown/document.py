"""A document as its author wrote it: every byte, and where each block, option and value stands in it.

Reading makes umlauts and line ends alike; a document remembers what they were, so that an edit
(:mod:`konzept.edits`) changes nothing but what it means to.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from konzept import findings
from konzept.errors import RefusedError
from konzept.files.inputs import NOT_UTF8, line_of
from konzept.findings import Finding, nearest
from konzept.markdown.reader import read
from konzept.markdown.records import Reading, Record
from konzept.markdown.skeleton import Entry

BOM: Final = b"\xef\xbb\xbf"
_END: Final = re.compile(r"(\r\n|\r|\n)")
_OPTION: Final = re.compile(r"[\s>]*:([^:\s]+):\s*")


class EditError(RefusedError):
    """A text can't be read or changed as asked for; ``findings`` say where and why."""

    def __init__(self, *findings: Finding) -> None:
        """Show the findings, a line each."""
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class LineSpan(NamedTuple):
    """A piece of a line: the line from 1, the columns from 0, in characters as they are written."""

    line: int
    start: int
    end: int


class OptionSpan(NamedTuple):
    """An option, from its first colon to its second, and its value."""

    name: LineSpan
    value: LineSpan


class PartSpan(NamedTuple):
    """A heading and the lines below it without the blank ones around them; ``last`` is before ``first`` if none.

    ``line`` is the last of the heading, or the one above a text that has no heading.
    """

    title: str
    line: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """Where an item stands: the lines of its marks, its title, options, text and the parts of the text."""

    record: Record
    first: int
    last: int
    title: LineSpan
    options: Mapping[str, OptionSpan]
    text: PartSpan
    parts: tuple[PartSpan, ...]
    free: bool  # in no list or quote and not indented, so that nothing stands in front of its lines


@dataclass(frozen=True)
class Document:
    """One text. ``file`` names it, relative to the folder of the texts."""

    file: str
    content: bytes

    @cached_property
    def has_bom(self) -> bool:
        """Whether the bytes begin with a byte order mark."""
        return self.content.startswith(BOM)

    @cached_property
    def _pieces(self) -> list[str]:
        try:
            return _END.split(self.content.removeprefix(BOM).decode())
        except UnicodeDecodeError as error:
            raise EditError(self.fault(line_of(error), NOT_UTF8)) from None

    @cached_property
    def lines(self) -> list[str]:
        """The lines as they are written, without their ends."""
        return self._pieces[::2]

    @cached_property
    def ends(self) -> list[str]:
        """How each line ends; the last one with nothing."""
        return [*self._pieces[1::2], ""]

    @cached_property
    def end(self) -> str:
        """How most lines end."""
        return max(Counter(self.ends[:-1]).items(), key=lambda found: found[1], default=("\n", 1))[0]

    @cached_property
    def form(self) -> Literal["NFC", "NFD"]:
        """How umlauts are written: in one character, or in two as a Mac does."""
        text = "".join(self.lines)
        apart = unicodedata.is_normalized("NFD", text) and not unicodedata.is_normalized("NFC", text)
        return "NFD" if apart else "NFC"

    @cached_property
    def _read(self) -> tuple[Reading, list[Entry]]:
        outline: list[Entry] = []
        return read("".join(self._pieces), self.file, outline), outline

    @property
    def reading(self) -> Reading:
        """What the text says."""
        return self._read[0]

    @property
    def outline(self) -> list[Entry]:
        """What stands in which lines."""
        return self._read[1]

    def fault(self, line: int, message: str) -> Finding:
        """A finding about this text."""
        return findings.fault(self.file, line, message)

    def block(self, ident: str) -> ItemBlock:
        """The item with this ID.

        :raises EditError: if the text has no such item or several, or its blocks do not close.
        """
        self.refuse_broken()
        found = [record for record in self.reading.records if record.id == ident]
        if len(found) != 1:
            message = f"Den Eintrag {ident!r} gibt es hier nicht. " + nearest(
                ident, [record.id for record in self.reading.records]
            )
            if found:
                message = f"Die ID {ident!r} steht hier {len(found)}-mal. Geben Sie jedem Eintrag seine eigene."
            raise EditError(self.fault(found[0].place.line if found else 1, message))
        return self._block(found[0])

    def refuse_broken(self) -> None:
        """Refuse a text whose blocks can't be told apart.

        :raises EditError: with what is wrong.
        """
        if self.reading.broken:
            raise EditError(*self.reading.findings)

    def _block(self, record: Record) -> ItemBlock:
        fence = next(e for e in self.outline if e.first == record.place.line and e.kind in ("fence", "colon_fence"))
        return ItemBlock(
            record=record,
            first=fence.first,
            last=fence.last,
            title=self._title(fence.first, record.type),
            options={name: self._option(line) for name, line in record.lines.items()},
            text=self._part("", record.below - 1, fence.last - 1),
            parts=tuple(self._parts(record.below, fence.last - 1, fence.depth + 1)),
            free=fence.level == 0 and self.lines[fence.first - 1].startswith((":", "`", "~")),
        )

    def _title(self, number: int, name: str) -> LineSpan:
        written = self.lines[number - 1]
        after = written.index("{" + name + "}") + len(name) + 2
        start = after + len(written[after:]) - len(written[after:].lstrip())
        return LineSpan(number, start, max(start, len(written.rstrip())))

    def _option(self, number: int) -> OptionSpan:
        written = self.lines[number - 1]
        match = _OPTION.match(written)
        if match is None:  # a line that is none, which is reported already
            return OptionSpan(LineSpan(number, 0, len(written)), LineSpan(number, len(written), len(written)))
        start = min(match.end(), len(written.rstrip())) if written[match.end() :].strip() else match.end(1) + 1
        end = max(start, len(written.rstrip()))
        return OptionSpan(LineSpan(number, match.start(1) - 1, match.end(1) + 1), LineSpan(number, start, end))

    def parts(self) -> tuple[PartSpan, ...]:
        """The headings of the page; items and other blocks below them belong to them."""
        self.refuse_broken()
        head = next((entry.last for entry in self.outline if entry.kind == "front_matter"), 0)
        return tuple(self._parts(head + 1, len(self.lines), 0))

    def _parts(self, first: int, last: int, depth: int) -> Iterator[PartSpan]:
        entries = [e for e in self.outline if e.depth == depth and first <= e.first <= last]
        titles = [
            (title.content, heading.first, heading.last)
            for heading, title in pairwise(entries)
            if heading.kind == "heading_open" and not heading.level
        ]
        ends = [*(begin - 1 for _, begin, _ in titles), last]
        free = self._part("", first - 1, ends[0])
        if free.first <= free.last:
            yield free
        for (title, _, line), end in zip(titles, ends[1:], strict=True):
            yield self._part(title, line, end)

    def _part(self, title: str, line: int, end: int) -> PartSpan:
        """What stands below ``line`` and up to the line ``end``."""
        written = [number for number in range(line + 1, end + 1) if self.lines[number - 1]]
        first, last = (written[0], written[-1]) if written else (line + 1, line)
        return PartSpan(title, line, first, last)
