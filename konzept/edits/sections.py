"""Changes the text of items: as a whole, or what stands below one of its headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from konzept.edits.items import cleaned, fence_around
from konzept.edits.splicing import Change, set_off, splice
from konzept.markdown.document import Document, EditError, ItemBlock, PartSpan
from konzept.model import BLOCK_PROMPT, BLOCK_REALISATION, BLOCK_SOURCE

_ORDER: Final = (BLOCK_SOURCE, BLOCK_PROMPT, BLOCK_REALISATION)


def set_text(document: Document, ident: str, text: str) -> Document:
    """Give an item this Markdown as its text, headings and all; an empty one takes the text away.

    Blank lines around it are no part of it.

    :raises EditError: if the item does not exist, or the text can't stand there so that it is read back as it is.
    """
    block, lines = _free(document, ident), cleaned(text)
    if block.record.text == "\n".join(lines):
        return document
    return _proved(document, block, _replaced(document, block.text, lines, block.last - 1), lines)


def set_part(document: Document, ident: str, heading: str, text: str) -> Document:
    """Give what stands below a heading of an item this Markdown; "" is what stands before the first heading.

    A heading that is not there yet is written: in its place among those that a recommendation has, else at the end.

    :raises EditError: if the item does not exist or has the heading twice, or the text can't stand there.
    """
    return _with_part(document, ident, heading, cleaned(text), added=False)


def add_to_part(document: Document, ident: str, heading: str, text: str) -> Document:
    """Put Markdown below what stands below a heading of an item already; else as :func:`set_part`.

    :raises EditError: as :func:`set_part`.
    """
    lines = cleaned(text)
    return _with_part(document, ident, heading, lines, added=True) if lines else document


def _with_part(document: Document, ident: str, heading: str, lines: list[str], *, added: bool) -> Document:
    block, heading = _free(document, ident), unicodedata.normalize("NFC", heading)
    begin, end = block.record.below - 1, block.last - 1
    part = _only([part for part in block.parts if part.title == heading], document, block.first, heading)
    if part is None and heading:
        change = set_off(document, _below(block, heading), [f"## {heading}", "", *lines], end)
    elif part is None or added:
        change = set_off(document, max(part.last, part.line) if part else begin, lines, end)
    else:
        change = _replaced(document, part, lines, end)
    if not (lines or part or heading) or document.lines[change.first - 1 : change.last] == change.lines:
        return document
    text = [*document.lines[: change.first - 1], *change.lines, *document.lines[change.last :]]
    changed = _proved(document, block, change, cleaned("\n".join(text[begin : end + change.shift])))
    if heading and heading not in [title for title, _ in changed.block(ident).record.parts]:
        raise EditError(document.fault(block.first, f"{ident}: {heading!r} lässt sich nicht als Überschrift lesen."))
    return changed


_NOT_SO: Final = "Der Text lässt sich hier nicht so schreiben, dass er ebenso gelesen wird."


def _free(document: Document, ident: str) -> ItemBlock:
    block = document.block(ident)
    if not block.free:
        message = f"{ident!r} ist eingerückt. Rücken Sie den Eintrag in der Datei ganz nach links."
        raise EditError(document.fault(block.first, message))
    return block


def _only(found: list[PartSpan], document: Document, line: int, heading: str) -> PartSpan | None:
    if len(found) > 1:
        message = f"Die Überschrift {heading!r} steht hier {len(found)}-mal. Geben Sie jeder einen eigenen Namen."
        raise EditError(document.fault(line, message))
    return found[0] if found else None


def _below(block: ItemBlock, heading: str) -> int:
    """The line below which a new heading goes."""
    before = _ORDER[: _ORDER.index(heading)] if heading in _ORDER else None
    earlier = [part for part in block.parts if before is None or not part.title or part.title in before]
    return max(earlier[-1].last, earlier[-1].line) if earlier else block.record.below - 1


def _replaced(document: Document, part: PartSpan, lines: list[str], last: int) -> Change:
    if not lines:  # with the blank lines above it
        return Change(part.line + 1, part.last, []) if part.first <= part.last else Change(part.first, part.last, [])
    if part.last < part.first:
        return set_off(document, part.line, lines, last)
    return Change(part.first, part.last, lines)


def _proved(document: Document, block: ItemBlock, change: Change, wanted: list[str]) -> Document:
    """The changed document, in which the item has just this text; its marks are made longer than those in it.

    :raises EditError: if not.
    """
    new = splice(document, *_with_marks(document, block, change, "\n".join(wanted)))
    found, before = new.block(block.record.id).record, block.record
    wanted_record = (before.title, before.options, before.unread, "\n".join(wanted))
    if (found.title, found.options, found.unread, found.text) != wanted_record:
        raise EditError(document.fault(block.first, f"{before.id}: {_NOT_SO}"))
    return new


def _with_marks(document: Document, block: ItemBlock, change: Change, text: str) -> Iterator[Change]:
    """The change, and longer marks of the block around it if the text has such marks itself."""
    opening, closing = document.lines[block.first - 1], document.lines[block.last - 1]
    mark = opening[0]
    fence, length = fence_around(text, mark), len(opening) - len(opening.lstrip(mark))
    longer = len(fence) > length
    if longer:
        yield Change(block.first, block.first, [fence + opening[length:]])
    yield change
    if longer and len(closing.strip()) < len(fence):
        yield Change(block.last, block.last, [closing.replace(closing.strip(), fence)])
