"""The blocks that a text may contain, as plain HTML; of any other its text is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from konzept.markdown import glossary, permitted
from konzept.markdown.options import Options, read_options
from konzept.markdown.permitted_blocks import BLOCKS
from konzept.views import VIEWS, view

if TYPE_CHECKING:
    from konzept.draft.item_text import ItemText

# As Sphinx names them in German.
_NOTES: Final[Mapping[str, str]] = {
    "attention": "Achtung",
    "caution": "Vorsicht",
    "hint": "Hinweis",
    "important": "Wichtig",
    "note": "Bemerkung",
    "seealso": "Siehe auch",
    "tip": "Tipp",
    "warning": "Warnung",
}
# The looks of those that only stand around others; what stands behind the name of a grid is no title.
_BOXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("card", "grid-item-card", "tab-item"), "card"),
    **dict.fromkeys(("grid", "grid-item", "tab-set"), "grid"),
    "admonition": "admonition",
}
_LATER: Final = '<p class="leer">Was hier steht, zeigt erst der Bau der ganzen Website.</p>\n'


def draw_directive(text: ItemText, name: str, argument: str, content: str) -> str:
    """A block as HTML."""
    options = read_options(content, 1)
    body, block = options.text, BLOCKS.get(name)
    if block is None or permitted.refused_directive(name, argument, options.values, body):
        return f"<pre>{escape(content)}</pre>\n"
    if block.argument is None and argument and not options.values:
        body = f"{argument}\n{body}"
    if name in _NOTES:
        return _titled(text, name, _NOTES[name], body)
    if look := _BOXES.get(name):
        return _titled(text, look, "" if look == "grid" else text.inline(argument), body)
    if draw := _BLOCKS.get(name):
        return draw(text, argument, options, body)
    return "" if name == "toctree" else _LATER


def _titled(text: ItemText, look: str, title: str, body: str) -> str:
    head = f'<p class="titel">{title}</p>\n' if title else ""
    return f'<div class="{look}">\n{head}{text.render(text.parse(body))}</div>\n'


def _dropdown(text: ItemText, argument: str, options: Options, body: str) -> str:
    return f"<details>\n<summary>{text.inline(argument)}</summary>\n{text.render(text.parse(body))}</details>\n"


def _view(text: ItemText, argument: str, options: Options, body: str) -> str:
    shown = options.values.get("handlungsfeld") or options.values.get("tag", "")
    return text.drawer.blocks(view(text.scope, argument, shown)) if argument in VIEWS else ""


def _code(text: ItemText, argument: str, options: Options, body: str) -> str:
    caption = options.values.get("caption", "")
    head = f'<p class="titel">{text.inline(caption)}</p>\n' if caption else ""
    return f"{head}<pre>{escape(body)}</pre>\n"


def _picture(text: ItemText, argument: str, options: Options, body: str) -> str:
    alt = options.values.get("alt", "")
    if any(permitted.refused_picture(argument, alt)):
        return f"<p>{escape(alt)}</p>\n"
    return f'<img src="{escape(argument)}" alt="{escape(alt)}">\n'


def _figure(text: ItemText, argument: str, options: Options, body: str) -> str:
    caption = f"<figcaption>{text.render(text.parse(body))}</figcaption>\n" if body.strip() else ""
    return f"<figure>\n{_picture(text, argument, options, '')}{caption}</figure>\n"


def _table(text: ItemText, argument: str, options: Options, body: str) -> str:
    caption = f"<caption>{text.inline(argument)}</caption>\n" if argument else ""
    return text.render(text.parse(body)).replace("<table>\n", f"<table>\n{caption}", 1)


def _list_table(text: ItemText, argument: str, options: Options, body: str) -> str:
    """A list of lists as a table: the outer list are its rows, the inner ones their cells."""
    caption = f"<caption>{text.inline(argument)}</caption>\n" if argument else ""
    heads, stubs = (int(options.values.get(name) or 0) for name in ("header-rows", "stub-columns"))
    rows = []
    for number, row in enumerate(_items(text.parse(body), 1)):
        cells = [text.render(cell) for cell in _items(row, 3)]
        kinds = ["th" if number < heads or column < stubs else "td" for column in range(len(cells))]
        drawn = (f"<{kind}>{cell}</{kind}>" for kind, cell in zip(kinds, cells, strict=True))
        rows.append(f"<tr>{''.join(drawn)}</tr>\n")
    return f"<table>\n{caption}{''.join(rows)}</table>\n"


def _items(tokens: Sequence[Token], level: int) -> list[Sequence[Token]]:
    """What stands in each point of the lists of one level."""
    opened = [n for n, token in enumerate(tokens) if token.type == "list_item_open" and token.level == level]
    closed = [n for n, token in enumerate(tokens) if token.type == "list_item_close" and token.level == level]
    return [tokens[start + 1 : end] for start, end in zip(opened, closed, strict=True)]


def _glossary(text: ItemText, argument: str, options: Options, body: str) -> str:
    entries, _ = glossary.entries(body, 0)
    if "sorted" in options.values:
        entries.sort(key=lambda entry: entry.terms[0][1].lower())
    drawn = []
    for entry in entries:
        terms = "".join(f"<dt>{text.inline(term)}</dt>" for _, term in entry.terms)
        drawn.append(f"{terms}<dd>{text.render(text.parse(entry.text))}</dd>\n")
    return f"<dl>\n{''.join(drawn)}</dl>\n"


_BLOCKS: Final[Mapping[str, Callable[[ItemText, str, Options, str], str]]] = {
    "ansicht": _view,
    "code-block": _code,
    "dropdown": _dropdown,
    "figure": _figure,
    "glossary": _glossary,
    "image": _picture,
    "list-table": _list_table,
    "table": _table,
}
