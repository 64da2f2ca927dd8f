"""Writes new items, and puts them and other text into a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from konzept.edits.splicing import set_off, splice
from konzept.findings import nearest
from konzept.markdown.document import Document, EditError
from konzept.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item to be written: its type, options by name, and the Markdown of its text.

    ``parts`` are headings with the Markdown below each; they follow ``text``.
    """

    kind: type[Item]
    id: str
    title: str
    options: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The whole Markdown of the text."""
        parts = [f"## {heading}\n\n{_joined(text)}" for heading, text in self.parts.items()]
        return "\n\n".join(filter(None, map(_joined, (self.text, *parts))))

    @property
    def values(self) -> dict[str, str]:
        """The options in the model's order; those without a value are left out."""
        order = ["id", *(spec.name for _, spec in self.kind.options())]
        given = {"id": self.id, **self.options}
        named = sorted(given, key=lambda name: order.index(name) if name in order else len(order))
        return {name: _normal(given[name]).strip() for name in named if given[name].strip()}

    def lines(self) -> list[str]:
        """The lines of the item; its marks are longer than those of the blocks in its text."""
        fence = fence_around(self.body)
        options = [f":{name}: {value}" for name, value in self.values.items()]
        text = ["", *self.body.split("\n")] if self.body else []
        return [f"{fence}{{{self.kind.NAME}}} {_normal(self.title).strip()}", *options, *text, fence]


def fence_around(text: str, mark: str = ":") -> str:
    """The mark of a block that can hold this text: longer than each in it."""
    inner = re.findall(rf"^[\s>]*({mark}{{3,}})", text, re.MULTILINE)
    return mark * (max([2, *map(len, inner)]) + 1)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def cleaned(text: str) -> list[str]:
    """The lines of a text as they are written, without blank ones around them; none of a text without words."""
    text = _normal(text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return text.split("\n") if text.strip() else []


def _joined(text: str) -> str:
    return "\n".join(cleaned(text))


def add_item(document: Document, *items: NewItem, after: str = "", below: str = "") -> Document:
    """Put items into a document, one below the other.

    The place is after the item ``after``; or at the end of what stands below the heading ``below``, up to the next
    heading; or at the end of the document.

    :raises EditError: if there is no such place, an ID is taken, or an item would not be read back as it is given.
    """
    if not items:
        return document
    refuse_unfit(document, items)
    lines = [line for item in items for line in ("", *item.lines())]
    return proved(document, _put(document, lines[1:], after, below), items)


def proved(document: Document, changed: Document, items: Sequence[NewItem]) -> Document:
    """The changed document, in which these items stand as they are given, and no others are new.

    :raises EditError: if not.
    """
    for item in items:
        record = changed.block(item.id).record
        found = (record.type, record.title, record.options, record.text)
        wanted = (item.kind.NAME, _normal(item.title).strip(), item.values, item.body)
        if found != wanted or record.unread or not {*map(_normal, item.parts)} <= {title for title, _ in record.parts}:
            message = f"{item.id}: Der Eintrag lässt sich nicht so schreiben, dass er ebenso gelesen wird."
            raise EditError(document.fault(1, message))
    if len(changed.reading.records) != len(document.reading.records) + len(items):
        raise EditError(document.fault(1, "Im Text steht ein Eintrag. Fügen Sie Einträge einzeln hinzu."))
    return changed


def add_text(document: Document, text: str, *, after: str = "", below: str = "") -> Document:
    """Put Markdown without items into a page, at a place as in :func:`add_item`.

    :raises EditError: if there is no such place, or the text around it would be read as something else.
    """
    lines = cleaned(text)
    return proved(document, _put(document, lines, after, below), []) if lines else document


def refuse_unfit(document: Document, items: Sequence[NewItem]) -> None:
    """Refuse what can't be written, or is no part of the model.

    :raises EditError: for the first such item.
    """
    taken = {record.id for record in document.reading.records}
    for item in items:
        if message := _unfit(item, taken):
            raise EditError(document.fault(1, f"{item.id}: {message}"))
        taken.add(item.id)


def _unfit(item: NewItem, taken: Container[str]) -> str:
    known = ["id", *(spec.name for _, spec in item.kind.options())]
    if item.id in taken:
        return "Diese ID gibt es in der Datei schon. Nehmen Sie die nächste freie."
    if not item.title.strip():
        return "Der Titel fehlt. Nennen Sie einen."
    for name, value in {"titel": item.title, **item.values}.items():
        if name not in ("titel", *known):
            return f"{name!r} ist keine Option von {item.kind.LABEL}. {nearest(name, known)}"
        if "\n" in value.strip() or "\r" in value.strip():
            return f"{name!r} steht in einer Zeile, gefunden: {value!r}. Ersetzen Sie die Zeilenumbrüche."
    return ""


def _put(document: Document, lines: list[str], after: str, below: str) -> Document:
    return splice(document, set_off(document, place(document, after, below), lines, len(document.lines)))


def place(document: Document, after: str = "", below: str = "") -> int:
    """The line below which something new goes; 0 for the beginning.

    :raises EditError: if there is no such place.
    """
    document.refuse_broken()
    if after and below:
        raise EditError(document.fault(1, "Nennen Sie einen Eintrag oder eine Überschrift, nicht beides."))
    if after:
        block = document.block(after)
        if not block.free:
            message = f"{after!r} ist eingerückt. Nennen Sie einen Eintrag, der ganz links steht."
            raise EditError(document.fault(block.first, message))
        return block.last
    parts = document.parts()
    if below:
        found = [part for part in parts if part.title == below]
        if len(found) != 1:
            titles = [part.title for part in parts if part.title]
            message = f"Die Überschrift {below!r} gibt es hier {f'{len(found)}-mal' if found else 'nicht'}. "
            raise EditError(document.fault(1, message + nearest(below, titles)))
        return max(found[0].last, found[0].line)
    return max((number for number, line in enumerate(document.lines, 1) if line.strip()), default=0)
