"""The blocks that a text may contain: what each takes as options, argument and content, declared once.

The reader asks this list before anything is built, the gate asks it again where MyST runs a
directive, and the page on the examination shows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from konzept.model import TYPES, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueForm:
    """The form of an option's value or of an argument: a pattern, and what is wanted, as a German object.

    ``markdown`` tells that Sphinx reads the value as Markdown, so it is examined like a sentence.
    """

    pattern: re.Pattern[str]
    wanted: str
    markdown: bool

    def takes(self, value: str) -> bool:
        """Whether a value has this form."""
        return self.pattern.fullmatch(value) is not None


class Content(Enum):
    """What stands between the lines of a block."""

    NOTHING = "nichts"
    MARKDOWN = "Text"
    LITERAL = "ein Beispiel, das gezeigt wird, wie es dasteht"
    PAGES = "eine Seite je Zeile"
    TERMS = "Begriffe, ihre Erklärung eingerückt darunter"
    TABLE = "eine Tabelle"
    ROWS = "eine Liste von Listen, jede so lang wie die erste"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermittedBlock:
    """One kind of block. ``parents`` names the blocks it may stand in; empty: anywhere.

    A block whose ``children`` are named holds nothing but these.
    """

    options: Mapping[str, ValueForm] = field(default_factory=dict)
    argument: ValueForm | None = None
    argument_needed: bool = False
    content: Content = Content.MARKDOWN
    content_needed: bool = True
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def _form(pattern: str, wanted: str, *, markdown: bool = False) -> ValueForm:
    return ValueForm(pattern=re.compile(pattern, re.ASCII), wanted=wanted, markdown=markdown)


def _specs(name: str) -> list[Option]:
    return [spec for kind in TYPES for _, spec in kind.options() if spec.name == name]


_OPTIONS: Final = {spec.name for kind in TYPES for _, spec in kind.options()}
# what sphinx-needs holds as a list: it is never equal to a word
LISTED: Final = frozenset(
    {"herkunft"} | {name for name in _OPTIONS if all(spec.targets or spec.many for spec in _specs(name))}
)


def words_of(name: str) -> tuple[str, ...]:
    """What a field may be in this town; nothing if that is free."""
    if name == "type":
        return tuple(kind.NAME for kind in TYPES)
    specs = _specs(name)
    if not all(spec.words for spec in specs):
        return ()
    return tuple(dict.fromkeys(word.written for spec in specs for word in spec.words or ()))


FIELDS: Final = frozenset({"id", "type", "title", "herkunft"} | _OPTIONS)
_ONE: Final = f"(?:{'|'.join(sorted(FIELDS))})"
TEXT: Final = _form(r"(?s:.*)", "einen Text")
FILTER: Final = _form(r"(?s:.+)", "einen Vergleich von Feldern mit Werten")
_WORDS: Final = _form(r"(?s:.+)", "einen Text", markdown=True)
_NAME: Final = _form(r"(?s:.+)", "einen Namen")
_FLAG: Final = _form(r"", "keinen Wert")
_NUMBER: Final = _form(r"[0-9]{1,2}", "eine Zahl von 0 bis 99")
_WIDTH: Final = _form(r"[0-9]{1,4}(?:px|em|%)?", "eine Breite wie 50% oder 300px")
_SIDE: Final = _form(r"left|center|right", "eines von: left, center, right")
_CLASSES: Final = _form(
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+| [a-z][a-z0-9]*){0,20}",
    "Namen aus kleinen Buchstaben, Ziffern und Strichen, jeder mit einem Buchstaben am Anfang",
)
_TWELFTHS: Final = "(?:[1-9]|1[0-2])"
_COLUMNS: Final = _form(f"{_TWELFTHS}(?: {_TWELFTHS}){{3}}|{_TWELFTHS}", "eine oder vier Zahlen von 1 bis 12")
_SPAN: Final = f"(?:auto|{_TWELFTHS})"
_ITEM: Final = _form(f"{_SPAN}(?: {_SPAN}){{3}}|{_SPAN}", "eine oder vier Zahlen von 1 bis 12 oder auto")
_GAP: Final = _form(r"[0-5](?: [0-5]){3}|[0-5]", "eine oder vier Zahlen von 0 bis 5")
_TYPES: Final = _form(r"[a-z]+(?:[;,] ?[a-z]+)*", "Arten von Einträgen, getrennt mit Komma")
_COLUMN: Final = rf'{_ONE}(?: as "[^"\[\]{{}}<>,;]+")?'
_FIELDS: Final = _form(rf"{_COLUMN}(?:; ?{_COLUMN})*", 'Felder wie title as "Titel"; datum')
_FIELD: Final = _form(_ONE, "den Namen eines Felds wie title oder datum")
_SHADOW: Final = _form(r"none|sm|md|lg", "eines von: none, sm, md, lg")
_ALIGN: Final = _form(r"left|right|center|justify", "eines von: left, right, center, justify")
_COLOR: Final = _form(
    r"primary|secondary|success|info|warning|danger|light|muted|dark|white|black", "eine Farbe wie primary"
)
_FILE: Final = _form(r"\S+", "den Namen einer Datei ohne Leerzeichen")
LANGUAGE: Final = _form(r"text|markdown", "eines von: text, markdown")
_STYLE: Final = _form(r"table", "table")

_CARD: Final = {
    **dict.fromkeys(("class-card", "class-header", "class-title", "class-body", "class-footer"), _CLASSES),
    "text-align": _ALIGN,
    "shadow": _SHADOW,
}
_ADMONITIONS: Final = ("note", "tip", "hint", "important", "warning", "caution", "attention", "seealso")

BLOCKS: Final[Mapping[str, PermittedBlock]] = {
    **{
        kind.NAME: PermittedBlock(
            options=dict.fromkeys(("id", *(spec.name for _, spec in kind.options())), TEXT),
            argument=TEXT,
            content_needed=False,
        )
        for kind in TYPES
    },
    **dict.fromkeys(_ADMONITIONS, PermittedBlock(options={"class": _CLASSES})),
    "ansicht": PermittedBlock(
        options={"handlungsfeld": _NAME, "tag": _NAME},
        argument=_NAME,
        argument_needed=True,
        content=Content.NOTHING,
    ),
    "admonition": PermittedBlock(options={"class": _CLASSES}, argument=_WORDS, argument_needed=True),
    "toctree": PermittedBlock(
        options={"hidden": _FLAG, "glob": _FLAG, "maxdepth": _NUMBER, "caption": TEXT, "titlesonly": _FLAG},
        content=Content.PAGES,
    ),
    "glossary": PermittedBlock(options={"sorted": _FLAG}, content=Content.TERMS),
    "code-block": PermittedBlock(options={"caption": _WORDS}, argument=LANGUAGE, content=Content.LITERAL),
    "image": PermittedBlock(
        options={"alt": TEXT, "width": _WIDTH, "align": _SIDE},
        argument=_FILE,
        argument_needed=True,
        content=Content.NOTHING,
    ),
    "figure": PermittedBlock(
        options={"alt": TEXT, "width": _WIDTH, "align": _SIDE},
        argument=_FILE,
        argument_needed=True,
        content_needed=False,
    ),
    "list-table": PermittedBlock(
        options={"header-rows": _NUMBER, "stub-columns": _NUMBER, "align": _SIDE},
        argument=_WORDS,
        content=Content.ROWS,
    ),
    "table": PermittedBlock(options={"align": _SIDE}, argument=_WORDS, content=Content.TABLE),
    "needtable": PermittedBlock(
        options={"types": _TYPES, "filter": FILTER, "columns": _FIELDS, "sort": _FIELD, "style": _STYLE},
        argument=TEXT,
        content=Content.NOTHING,
    ),
    "needlist": PermittedBlock(
        options={"types": _TYPES, "filter": FILTER, "show_status": _FLAG, "sort_by": _FIELD},
        content=Content.NOTHING,
    ),
    "grid": PermittedBlock(
        options={"gutter": _GAP, "margin": _GAP, "padding": _GAP},
        argument=_COLUMNS,
        children=("grid-item", "grid-item-card"),
    ),
    "grid-item": PermittedBlock(options={"columns": _ITEM}, parents=("grid",)),
    "grid-item-card": PermittedBlock(options={**_CARD, "columns": _ITEM}, argument=_WORDS, parents=("grid",)),
    "card": PermittedBlock(options=_CARD, argument=_WORDS),
    "dropdown": PermittedBlock(options={"open": _FLAG, "color": _COLOR}, argument=_WORDS, argument_needed=True),
    "tab-set": PermittedBlock(children=("tab-item",)),
    "tab-item": PermittedBlock(argument=_WORDS, argument_needed=True, parents=("tab-set",)),
}
