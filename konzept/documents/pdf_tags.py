"""Reads a PDF by its tags: what the program that made it says is a heading, a list, a cell, a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pikepdf

from konzept.documents.outline import Cell, Kind

_DEEPEST: Final = 150
_MOST: Final = 500_000
_BLOCKS: Final = {"P", "H", "Caption", "Title", "TOCI", "Note", "FENote", "LBody", "TD", "TH", "Formula", "BlockQuote"}
_HEADING: Final = re.compile(r"(?:H|Heading[ _]?|Überschrift[ _]?|heading[ _]?|Title|Titel)([1-9]?)$")


@dataclass(slots=True)
class TaggedPiece:
    """A paragraph by its tags: what it is, and the marks with its letters, each with the number of its page."""

    kind: Kind
    level: int = 0
    cell: Cell | None = None
    label: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    kind: Kind = "absatz"
    level: int = 0
    cell: Cell | None = None
    page: int = 0
    labelled: bool = False  # whether a label here is that of a point or note


def pieces(document: pikepdf.Pdf) -> list[TaggedPiece]:
    """The paragraphs of a tagged document in its order; none of one without tags."""
    tree = document.Root.get("/StructTreeRoot")
    if not isinstance(tree, pikepdf.Dictionary) or "/K" not in tree:
        return []
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    walk = _TagWalk(tree.get("/RoleMap"), numbers)
    walk.below(tree.K, _Place(), 0)
    own = {id(piece.marks): piece for piece in reversed(walk.made)}  # one around a note is there before and after it
    return [piece for piece in walk.made if own[id(piece.marks)] is piece and (piece.marks or piece.label)]


class _TagWalk:
    """Goes through the tree of tags once."""

    def __init__(self, roles: Any, numbers: Mapping[tuple[int, int], int]) -> None:
        self._roles: dict[str, str] = {}
        for name, role in roles.items() if isinstance(roles, pikepdf.Dictionary) else ():
            self._roles[str(name)[1:]] = str(role)[1:]
        self._numbers = numbers
        self._seen = self._tables = 0
        self._walked: set[tuple[int, int]] = set()  # elements: a tree that comes back to itself is read once
        self._marked: set[tuple[int, int]] = set()
        self._ended = True  # what stands beside paragraphs without a tag of its own begins one
        self.made: list[TaggedPiece] = []

    def below(self, kids: Any, place: _Place, depth: int) -> None:
        """What is below an element."""
        self._seen += 1
        if depth > _DEEPEST or self._seen > _MOST:
            return
        if isinstance(kids, pikepdf.Array):
            for kid in kids:
                self.below(kid, place, depth + 1)
        elif isinstance(kids, pikepdf.Dictionary):
            if "/MCID" in kids:
                self._mark(int(kids.MCID), replace(place, page=self._page(kids, place)))
            elif "/S" in kids:
                self._element(kids, replace(place, page=self._page(kids, place)), depth)
        elif isinstance(kids, int):
            self._mark(kids, place)

    def _page(self, node: Any, place: _Place) -> int:
        page = node.get("/Pg")
        return self._numbers.get(page.objgen, place.page) if isinstance(page, pikepdf.Dictionary) else place.page

    def _mark(self, mark: int, place: _Place) -> None:
        if (place.page, mark) not in self._marked:
            self._marked.add((place.page, mark))
            if self._ended:
                self._begin(TaggedPiece(place.kind, place.level, place.cell))
            self.made[-1].marks.append((place.page, mark))

    def _begin(self, piece: TaggedPiece) -> None:
        self.made.append(piece)
        self._ended = False

    def _element(self, node: Any, place: _Place, depth: int) -> None:
        if node.objgen != (0, 0) and node.objgen in self._walked:
            return
        self._walked.add(node.objgen)
        name = str(node.S)[1:]
        role = self._role(name)
        kids = node.get("/K")
        if kids is None:
            return
        if role == "Table":
            self._table(kids, place, depth)
        elif role == "Lbl" and place.labelled:
            if self._ended or self.made[-1].marks or self.made[-1].label:
                self._begin(TaggedPiece(place.kind, place.level, place.cell))
            self.below(kids, place, depth + 1)
            self.made[-1].label, self.made[-1].marks = self.made[-1].marks, []
        elif role == "L":
            self.below(kids, replace(place, kind=_listed(place.kind), level=place.level + 1), depth + 1)
        elif role == "LI":
            self._ended = True
            self.below(kids, replace(place, labelled=True), depth + 1)
        elif self._is_block(role, name):
            around = None if self._ended else self.made[-1]
            new = self._place(role, name, place)
            is_labelled = around is not None and bool(around.label) and not around.marks
            if not (role in ("LBody", "P") and is_labelled):  # the text of this label
                self._begin(TaggedPiece(new.kind, new.level, new.cell))
            self.below(kids, new, depth + 1)
            self._ended = True
            if around and role in ("Note", "FENote"):  # what follows belongs to the paragraph around it
                self._begin(TaggedPiece(around.kind, around.level, around.cell, around.label, around.marks))
        else:
            self.below(kids, place, depth + 1)

    def _role(self, name: str) -> str:
        seen = {name}
        while name in self._roles and self._roles[name] not in seen:
            name = self._roles[name]
            seen.add(name)
        return name

    def _is_block(self, role: str, name: str) -> bool:
        return role in _BLOCKS or bool(_HEADING.match(role) or _HEADING.match(name))

    @staticmethod
    def _place(role: str, name: str, place: _Place) -> _Place:
        if match := _HEADING.match(role) or _HEADING.match(name):
            level = int(match[1]) if match[1] else 1
            return replace(place, kind="überschrift", level=level) if place.kind == "absatz" else place
        if role in ("Note", "FENote"):
            return replace(place, kind="fußnote", cell=None, labelled=True)
        return replace(place, kind="verzeichnis" if role == "TOCI" else place.kind, labelled=False)

    def _table(self, kids: Any, place: _Place, depth: int) -> None:
        self._tables += 1
        within = (*place.cell.within, place.cell.table) if place.cell else ()
        number, taken = self._tables, dict[tuple[int, int], bool]()
        for row, line in enumerate(self._rows(kids, depth), 1):
            column = 1
            for cell in self._cells(line):
                while (row, column) in taken:
                    column += 1
                width, height = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
                taken |= {(row + r, column + c): True for r in range(height) for c in range(width)}
                head = self._role(str(cell.S)[1:]) == "TH" and row <= 2
                spot = Cell(number, row, column, head, width, within)
                self._begin(TaggedPiece("zelle", 0, spot))
                inner = replace(place, kind="zelle", level=0, cell=spot, page=self._page(cell, place))
                if "/K" in cell:
                    self.below(cell.K, inner, depth + 3)
                column += width
        self._ended = True

    def _rows(self, kids: Any, depth: int) -> Iterator[Any]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                continue
            role = self._role(str(kid.S)[1:])
            if role == "TR":
                yield kid
            elif role in ("THead", "TBody", "TFoot") and depth < _DEEPEST:
                yield from self._rows(kid.get("/K", pikepdf.Array()), depth + 1)
            elif role == "Caption":
                self._begin(TaggedPiece("absatz"))
                self.below(kid.get("/K", pikepdf.Array()), _Place(page=self._page(kid, _Place())), depth + 1)

    def _cells(self, row: Any) -> Iterator[Any]:
        kids = row.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and self._role(str(kid.get("/S", "/"))[1:]) in ("TD", "TH"):
                yield kid


def _listed(kind: Kind) -> Kind:
    return "liste" if kind == "absatz" else kind


def _span(cell: Any, name: str) -> int:
    attributes = cell.get("/A")
    for given in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(given, pikepdf.Dictionary) and name in given:
            return max(1, min(200, int(given[name])))
    return 1
