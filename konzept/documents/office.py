"""What walks through documents of Word and LibreOffice have in common: their place, and paragraphs as they grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from konzept.documents.outline import Block, Cell, Counter, Kind, broken, squeezed
from konzept.german import count, quoted
from konzept.personal import redacted

_WIDEST: Final = 1_000
PICTURES: Final = "Das Dokument hat Bilder (Zahl: {}). Was in Bildern geschrieben steht, ist nicht gelesen."
_CHANGES: Final = (
    "Im Dokument {} noch nicht angenommen. Gelesen ist, was danach dastünde. Prüfen Sie, ob das die beschlossene "
    "Fassung ist."
)
_MOST: Final = 30  # deletions that are told
HIDDEN: Final = (
    "Im Dokument ist Text verborgen (Stellen: {}): Im Druck steht er nicht. Er ist gelesen und zählt nicht zum Konzept."
)

STRUCK: Final = (
    "Im Dokument ist Text durchgestrichen (Stellen: {}). Er ist für sich gelesen und zählt nicht zum Konzept. Prüfen "
    "Sie, ob das die beschlossene Fassung ist."
)


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """Where a walk is: what kind of place, in which cell, how deep in which list, in a contents list."""

    kind: Kind = "absatz"
    cell: Cell | None = None
    place: str = ""
    contents: bool = False
    numbering: str = ""
    depth: int = 0
    first: bool = True  # the first paragraph of a point has its number


@dataclass(slots=True)
class Run:
    """The text of a paragraph as it grows, with what hangs on it and is read after it."""

    text: list[str] = field(default_factory=list)
    beside: list[etree._Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    size: float = 0.0

    def weigh(self, length: int, size: float, *, bold: bool) -> None:
        """Count letters of a weight and size."""
        self.bold, self.plain = (self.bold + length, self.plain) if bold else (self.bold, self.plain + length)
        self.size = max(self.size, size if length else 0.0)

    def part(self) -> None:
        """What is hidden or struck out before and behind here does not follow each other."""
        self.hidden.append(" ")
        self.struck.append(" ")

    @property
    def begins_page(self) -> bool:
        """Whether a new page begins before its first word."""
        return not "".join(self.text).partition("\f")[0].strip()


class Walk:
    """Goes through a document once, in its order; what its cells hold is for :meth:`below` of each format."""

    def __init__(self, *, paged: bool) -> None:
        """``paged`` tells whether the document says where its pages end."""
        self.count = Counter()
        self.page = int(paged)
        self._tables = 0

    def below(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        """The blocks below a node."""
        raise NotImplementedError

    def blocks(self, run: Run, frame: OfficePlace, page: int, kind: Kind, **said: object) -> Iterator[Block]:
        """The paragraph of a run, and apart from it what is hidden or struck out in it."""
        text = "".join(run.text).replace("\f", "")
        made = Block(
            kind=kind,
            text=squeezed(text),
            place=frame.place,
            page=page if not run.begins_page else self.page,
            bold=run.plain == 0 and run.bold > 0,
            cell=frame.cell,
            lines=broken(text),
        )
        if made.text:
            yield replace(made, place=frame.place or self.count.next("Absatz"), **said)  # type: ignore[arg-type]
        for name, pieces in (("Verborgener Text", run.hidden), ("Durchgestrichener Text", run.struck)):
            if said_apart := squeezed("".join(pieces)):
                yield Block(kind="kommentar", text=said_apart, place=self.count.next(name), page=made.page)

    def table(
        self, rows: Iterable[tuple[bool, Iterable[tuple[etree._Element, int, int]]]], frame: OfficePlace
    ) -> Iterator[Block]:
        """The blocks of a table; each row says whether it is a head, and its cells with column and width."""
        self._tables += 1
        number, within = self._tables, (*frame.cell.within, frame.cell.table) if frame.cell else ()
        for row, (head, cells) in enumerate(rows, 1):
            for cell, column, width in cells:
                place = f"Tabelle {number}, Zeile {row}, Spalte {column}"
                spot = Cell(number, row, column, head, width, within)
                yield from self.below(cell, replace(frame, kind="zelle", cell=spot, place=place, depth=0, numbering=""))

    def box(self, node: etree._Element, frame: OfficePlace) -> Iterator[Block]:
        """The blocks of a text box."""
        place = frame.place if frame.kind == "kasten" else self.count.next("Kasten")
        yield from self.below(node, replace(frame, kind="kasten", place=place, depth=0))

    def apart(self, node: etree._Element, kind: Kind, name: str) -> Iterator[Block]:
        """The blocks of what stands apart from the text: a note, a comment, the edge of a page."""
        yield from self.below(node, OfficePlace(kind=kind, place=self.count.next(name)))

    def warnings(self, changes: int, pictures: int, deleted: Sequence[str]) -> Iterator[str]:
        """What people should look at in the document itself; ``deleted`` words stand nowhere else."""
        if changes:
            number = "ist 1 Änderung" if changes == 1 else f"sind {changes} Änderungen"
            words = [quoted(redacted(squeezed(text))) for text in deleted if text.strip()]
            more = [count(len(words) - _MOST, "weitere Stelle", "weitere Stellen")] if len(words) > _MOST else []
            said = f" Gestrichen und deshalb nicht gelesen: {'; '.join((*words[:_MOST], *more))}." if words else ""
            yield f"{_CHANGES.format(number)}{said.replace('.“.', '.“')}"
        if pictures:
            yield PICTURES.format(pictures)
        for name, saying in (("Verborgener Text", HIDDEN), ("Durchgestrichener Text", STRUCK)):
            if number_of := self.count.counts.get(name):
                yield saying.format(number_of)


def number(text: str, default: int) -> int:
    """A count that a file gives, bounded."""
    return min(int(text), _WIDEST) if text.isdecimal() else default
