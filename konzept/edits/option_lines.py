"""Changes the options and the title of an item; the author's order and manner of writing stay."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from konzept.edits.splicing import Change, splice
from konzept.findings import nearest
from konzept.markdown.document import Document, EditError, ItemBlock, LineSpan
from konzept.model import TYPE_BY_NAME


def set_option(document: Document, ident: str, name: str, value: str) -> Document:
    """Give an option of an item this value; an option that is not there yet gets its place in the model's order.

    Blanks around a value are no part of it.

    :raises EditError: if the item or the option does not exist, or the value can't stand in a line so that it is
        read back as it is.
    """
    block, value = document.block(ident), _one_line(document, ident, name, value)
    if not value:
        message = f"{name!r} ist leer. Geben Sie einen Wert an, oder nehmen Sie die Option weg."
        raise EditError(document.fault(block.first, message))
    if block.record.options.get(name) == value and name not in block.record.unread:
        return document
    if name in block.options:
        changed = _in_place_of(document, block.options[name].value, value)
    else:
        changed = _added(document, block, name, value)
    wanted = {**block.record.options, name: value}
    return _proved(document, changed, block, name, wanted, block.record.title)


def add_value(document: Document, ident: str, name: str, value: str) -> Document:
    """Put a value behind those that an option of several values has; nothing changes if it is among them.

    :raises EditError: as :func:`set_option`, or if the option takes one value only, or the value has a comma.
    """
    block, value = document.block(ident), value.strip()
    many = {spec.name for _, spec in TYPE_BY_NAME[block.record.type].options() if spec.many}
    if name not in many:
        message = f"{ident}: {name!r} nimmt nicht mehrere Werte. {nearest(name, sorted(many))}"
        raise EditError(document.fault(block.first, message))
    if "," in value:
        message = f"{ident}: Ein Komma trennt die Werte von {name!r}, gefunden: {value!r}. Geben Sie sie einzeln an."
        raise EditError(document.fault(block.first, message))
    present = [part.strip() for part in block.record.options.get(name, "").split(",") if part.strip()]
    return document if value in present else set_option(document, ident, name, ", ".join([*present, value]))


def remove_option(document: Document, ident: str, name: str) -> Document:
    """Take an option away, with its line; without it nothing changes.

    :raises EditError: if the item does not exist, or would no longer be found.
    """
    block = document.block(ident)
    if name not in block.options:
        return document
    if name == "id":
        raise EditError(document.fault(block.first, "Ein Eintrag behält seine ID. Nehmen Sie andere Optionen weg."))
    line = block.options[name].value.line
    wanted = {option: value for option, value in block.record.options.items() if option != name}
    return _proved(document, splice(document, Change(line, line, [])), block, name, wanted, block.record.title)


def set_title(document: Document, ident: str, title: str) -> Document:
    """Give an item this title.

    :raises EditError: if the item does not exist, or the title can't stand in a line so that it is read back as it is.
    """
    block, title = document.block(ident), _one_line(document, ident, "titel", title)
    if title == block.record.title:
        return document
    changed = _in_place_of(document, block.title, title)
    return _proved(document, changed, block, "titel", block.record.options, title)


def _one_line(document: Document, ident: str, name: str, value: str) -> str:
    value = unicodedata.normalize("NFC", value.strip())
    if "\n" in value or "\r" in value:
        message = f"{ident}: {name!r} steht in einer Zeile, gefunden: {value!r}. Ersetzen Sie die Zeilenumbrüche."
        raise EditError(document.fault(document.block(ident).first, message))
    return value


def _in_place_of(document: Document, span: LineSpan, value: str) -> Document:
    line = document.lines[span.line - 1]
    gap = "" if line[: span.start].endswith((" ", "\t")) else " "
    return splice(document, Change(span.line, span.line, [line[: span.start] + gap + value + line[span.end :]]))


def _added(document: Document, block: ItemBlock, name: str, value: str) -> Document:
    """The document with a new line, below that of the option that stands before it in the model."""
    order = ["id", *(spec.name for _, spec in TYPE_BY_NAME[block.record.type].options())]
    if name not in order:
        message = f"{name!r} ist keine Option von {TYPE_BY_NAME[block.record.type].LABEL}. {nearest(name, order)}"
        raise EditError(document.fault(block.first, message))
    before = [option for option in order[: order.index(name)] if option in block.options]
    line = block.options[before[-1]].value.line if before else block.first
    written = f"{_indent(document, block)}:{name}:{_gap(document, block)}{value}"
    return splice(document, Change(line + 1, line, [written]))


def _indent(document: Document, block: ItemBlock) -> str:
    """What stands before each option of the block: blanks, marks of a quote."""
    for spans in block.options.values():
        return document.lines[spans.name.line - 1][: spans.name.start]
    return ""


def _gap(document: Document, block: ItemBlock) -> str:
    """What stands between an option and its value, if the author writes it everywhere alike."""
    gaps = {
        document.lines[spans.name.line - 1][spans.name.end : spans.value.start]
        for name, spans in block.options.items()
        if block.record.options.get(name)
    }
    return gaps.pop() if len(gaps) == 1 else " "


def _proved(
    old: Document, new: Document, block: ItemBlock, name: str, options: Mapping[str, str], title: str
) -> Document:
    """The new document, in which the item has just these options and this title.

    :raises EditError: if not, or if the option ``name`` can't be read.
    """
    before = block.record
    found = new.block(options["id"]).record
    if (found.title, found.options, found.text, found.parts) != (title, options, before.text, before.parts):
        message = f"{before.id}: {name!r} lässt sich hier nicht so schreiben, dass es ebenso gelesen wird."
        raise EditError(old.fault(block.first, message))
    if name in found.unread:
        message = f"{before.id}: {name!r} steht schon mit einem Fehler da. Berichtigen Sie zuerst die Datei."
        raise EditError(old.fault(before.at(name).line, message))
    return new
