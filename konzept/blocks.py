"""What a view and the page of an item consist of: tables, paragraphs, sections as data, without any markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from konzept.model import Item, PartialDate, Word

FOLDED: Final = "Als Tabelle"  # opens a table that a picture stands for


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to an item of the concept, shown with the given words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Url:
    """A link out of the site."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with a shape: ``kind`` and ``value`` choose the shape, ``text`` is read.

    Kinds are "status", "herkunft", "top", "art" (of a record) and "fehlt" (of what is still to be filled in).
    A status that is ``disputed`` has a shape of its own.
    """

    kind: str
    value: str
    text: str
    disputed: bool = False

    @property
    def looks(self) -> tuple[str, ...]:
        """The classes of the mark: what it says, and last its shape."""
        return (f"{self.kind}-{self.value}", *([f"{self.kind}-strittig"] if self.disputed else []))


@dataclass(frozen=True, slots=True)
class Code:
    """A word that authors write as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Words of a line that have a look of their own."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A link to the part of a view that lists what the words count: ``anchor`` on the page that shows ``view``.

    Without an anchor it leads to the section in which the view stands.
    """

    view: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class File:
    """A link to a file that lies beside the pages: ``path`` is counted from the folder of the website.

    ``look`` is "" or "knopf", a button.
    """

    path: str
    text: str
    look: str = ""


Inline = str | Ref | Url | Badge | Code | Styled | Shown | File
Line = tuple[Inline, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with one heading row. ``empty`` is said instead of a table without rows.

    ``row_heads`` tells whether the first cell of a row is its heading, ``sortable`` whether
    the order of the rows may change: it may not where the last one is their sum. ``fold`` has the words that open it,
    if a screen shows it only when asked: ``FOLDED`` where a picture beside it tells the same.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    row_heads: bool = True
    sortable: bool = True
    fold: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``look`` is "" or, for instance, "leer" (nothing is there), "zeit" (of a record), "marken".

    What is "immer" stands so on every page of its kind: nobody looks for it. Links lead to ``anchor``, if it has one.
    """

    line: Line
    look: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of labels, each with its lines. ``look`` is "", "stand", "stand blick" or "spur-zurueck"."""

    entries: tuple[tuple[str, Cell], ...]
    look: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A plain list."""

    lines: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG, with the words that tell the same.

    ``wide`` tells that a phone has to move it to see all of it. ``broad`` is the same drawn for a wide window, with
    letters as large as in ``svg``; nothing if there is no use in more width.
    """

    svg: str
    alt: str
    wide: bool = False
    broad: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One item as a card: title with link, badges, and lines of text below.

    ``proposal`` tells whether the card is a proposal of the Redaktion.
    """

    title: Ref | Shown
    badges: Line = ()
    lines: tuple[Line, ...] = ()
    proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """A list of cards. ``look`` is "karten", "knapp", "kacheln", "zahlen" or "zeilen"."""

    cards: tuple[Card, ...]
    empty: str
    look: str = "karten"
    heading: Ref | None = None


@dataclass(frozen=True, slots=True)
class Authored:
    """The text that an author wrote in an item: part 0 stands before its first heading, part 1 below it."""

    item: str
    part: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in the outline of an item that the whole concept fills: ``part`` is a key of ``views.item.PARTS``."""

    part: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands below it; links lead to ``anchor``."""

    anchor: str
    title: Line
    look: tuple[str, ...]
    blocks: tuple[Block, ...]


Block = Table | Text | Facts | Lines | Picture | Cards | Section | Authored | Gap


def cell(*inlines: Inline) -> Cell:
    """A cell of one line; without content an empty cell."""
    return (inlines,) if inlines else ()


def known(value: Word | PartialDate | str | None) -> Cell:
    """A cell with a value in German words, or an empty one: what nobody knows is left out."""
    match value:
        case Word():
            return cell(value.label)
        case PartialDate():
            return cell(value.german)
        case _:
            return cell(value) if value else ()


def text_of(cell: Cell) -> str:
    """A cell as plain text, in one line."""
    return " ".join("".join(map(str, line)) for line in cell)


def cells(*texts: object) -> tuple[Cell, ...]:
    """One cell for each text."""
    return tuple(cell(str(text)) for text in texts)


def ref(item: Item) -> Ref:
    """A link to an item that shows its title; a proposal of the Redaktion says so."""
    return Ref(item.id, item.marked)


def id_ref(item: Item) -> Ref:
    """A link to an item that shows its ID."""
    return Ref(item.id, item.id)


def in_a_row(inlines: Iterable[Inline], between: str = ", ") -> Line:
    """Links or words with commas between them, or what else parts them: titles have commas of their own."""
    return tuple(part for inline in inlines for part in (between, inline))[1:]


def badge_line(badges: Line) -> Text:
    """Badges in a paragraph of their own."""
    return Text(tuple(part for badge in badges for part in (" ", badge))[1:], "marken")


def links(block: object) -> Iterator[Ref]:
    """Every link to an item in a block, a line or a list of them."""
    if isinstance(block, Ref):
        yield block
    elif isinstance(block, tuple | list):
        for part in block:
            yield from links(part)
    elif is_dataclass(block):
        for field in fields(block):
            yield from links(getattr(block, field.name))
