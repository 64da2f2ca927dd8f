"""The trace of one field as a picture: source, recommendation, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from konzept.blocks import Block, Picture, Text
from konzept.concept import Concept
from konzept.german import PROPOSAL, RECOMMENDATION, counted
from konzept.model import Consultation, Recommendation, Source, Update
from konzept.model.speech import say
from konzept.views.canvas import HIGHEST, SAME, Canvas, of, wrap
from konzept.views.scope import Scope
from konzept.views.trace import forward

_WIDTH, _GAP, _CHARS = 244, 50, 32
_LINE, _PAD, _SPACE = 17, 8, 14
_TOP = 34
_HEADS = ("Quelle", "{Eintrag}", "Beratung und Sachstand")


@dataclass(slots=True)
class _Box:
    """A box of the picture with its place; ``dashed`` marks what is not known, ``name`` its colour."""

    key: str
    lines: Sequence[str]
    column: int
    y: int
    dashed: bool = False
    name: str = ""

    @property
    def height(self) -> int:
        """In the units of the picture, with the space around the lines."""
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def x(self) -> int:
        """The left edge, as the column says it."""
        return self.column * (_WIDTH + _GAP)


def trace(scope: Scope) -> list[Block]:
    """The picture of a field's trace, with the table that tells the same."""
    items = scope.concept.recommendations(scope.field)
    title = scope.field.title if scope.field else scope.town.title
    if not items:
        return [Text((say("Zu diesem Handlungsfeld gibt es noch {keinen Eintrag}."),), "leer")]
    groups = list(_groups(scope.concept, items))
    pictures: list[Block] = []
    for number, group in enumerate(groups, 1):
        alt = (
            f"Belege, {title}{of(number, len(groups))}: links die Quellen, in der Mitte {_many(group)}, rechts "
            f"Sachstände und Beratungen. {SAME}"
        )
        pictures.append(Picture(svg=_draw(*_laid_out(scope.concept, group), alt), alt=alt, wide=True))
    return [*pictures, *forward(scope)]


def _many(items: Sequence[Recommendation]) -> str:
    """How many recommendations and proposals there are; a kind without any is left out."""
    proposed = sum(item.is_proposal for item in items)
    numbers = ((len(items) - proposed, RECOMMENDATION), (proposed, PROPOSAL))
    return " und ".join(counted(number, noun) for number, noun in numbers if number)


def _groups(concept: Concept, items: Sequence[Recommendation]) -> Iterator[Sequence[Recommendation]]:
    """The recommendations in so many groups that a picture of each is legible on a sheet of paper."""
    start = 0
    for end in range(1, len(items) + 1):
        boxes, _ = _laid_out(concept, items[start:end])
        if end - start > 1 and _end_of(boxes) > HIGHEST:
            yield items[start : end - 1]
            start = end - 1
    yield items[start:]


@dataclass(slots=True)
class _Boxes:
    """The boxes of a picture by their keys, and the lowest of each column."""

    all: dict[str, _Box] = field(default_factory=dict)
    lowest: dict[int, _Box] = field(default_factory=dict)

    def put(self, key: str, text: str, column: int) -> _Box:
        """The box with this key; a new one stands below those of its column, and not above its recommendation."""
        if key not in self.all:
            above = self.lowest.get(column)
            y = above.y + above.height + _SPACE if above else _TOP
            if column == 2 and 1 in self.lowest:
                y = max(y, self.lowest[1].y)
            self.all[key] = self.lowest[column] = _Box(key, wrap(text, _CHARS), column, y)
        return self.all[key]


def _laid_out(concept: Concept, items: Iterable[Recommendation]) -> tuple[list[_Box], list[tuple[_Box, _Box]]]:
    """The boxes of a picture, and which of them are joined."""
    boxes = _Boxes()
    lines: list[tuple[str, str]] = []
    for item in items:
        boxes.put(item.id, item.numbered, 1).name = "b-vorschlag" if item.is_proposal else ""
        for source in concept.pick((*item.named_in, *item.prompts), Source):
            boxes.put(source.id, source.title, 0)
            lines.append((source.id, item.id))
        after: list[Update | Consultation] = [*concept.consultations(item.id), *concept.newest_updates(item)]
        for record in after:
            word = record.state if isinstance(record, Update) else "Beratung"
            boxes.put(record.id, f"{record.date.german}: {word}", 2)
            lines.append((item.id, record.id))
        if not concept.newest_updates(item):
            key = f"{item.id}?"
            boxes.put(key, item.status.label, 2).dashed = True
            lines.append((item.id, key))
    return list(boxes.all.values()), [(boxes.all[a], boxes.all[b]) for a, b in lines]


def _end_of(boxes: Iterable[_Box]) -> int:
    return max(box.y + box.height for box in boxes) + 2


def _draw(boxes: list[_Box], lines: list[tuple[_Box, _Box]], alt: str) -> str:
    canvas = Canvas(width=3 * _WIDTH + 2 * _GAP, size=13, look="spur")
    for column, head in enumerate(map(say, _HEADS)):
        canvas.text(column * (_WIDTH + _GAP), 18, head, bold=True)
    for start, end in lines:
        x1, y1 = start.x + _WIDTH, start.y + start.height // 2
        x2, y2 = end.x, end.y + end.height // 2
        canvas.line(f"M{x1} {y1}C{x1 + _GAP // 2} {y1} {x2 - _GAP // 2} {y2} {x2} {y2}")
    for box in boxes:
        with canvas.link(box.key.removesuffix("?")):
            look = "fehlt" if box.dashed else "leer"
            canvas.box(box.x, box.y, _WIDTH, box.height, look=look, name=box.name, round_=4)
            for number, line in enumerate(box.lines):
                canvas.text(box.x + _PAD, box.y + _PAD + _LINE * number + 13, line)
    return canvas.finish(_end_of(boxes), alt)
