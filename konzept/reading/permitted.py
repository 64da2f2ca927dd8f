"""What a text may contain: an allow-list of directives, roles, options and links.

Everything else is refused before Sphinx sees it, so that a text can neither run nor read
anything. The list is also what the page on the examination shows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from konzept.findings import nearest
from konzept.model import TYPES

_ADMONITIONS = ("note", "tip", "hint", "important", "warning", "caution", "attention", "seealso")
_CARD = ("class-card", "class-header", "class-title", "class-body", "class-footer", "text-align", "shadow", "columns")

DIRECTIVES: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(options)
    for name, options in {
        **{kind.NAME: ("id", *(spec.name for _, spec in kind.options())) for kind in TYPES},
        **dict.fromkeys(_ADMONITIONS, ("class",)),
        "ansicht": ("handlungsfeld", "tag"),
        "admonition": ("class",),
        "toctree": ("hidden", "glob", "maxdepth", "caption", "titlesonly"),
        "glossary": ("sorted",),
        "code-block": ("caption",),
        "image": ("alt", "width", "align"),
        "figure": ("alt", "width", "align"),
        "list-table": ("header-rows", "stub-columns", "align"),
        "table": ("align",),
        "needtable": ("types", "filter", "columns", "sort", "style"),
        "needlist": ("types", "filter", "show_status", "sort_by"),
        "grid": ("gutter", "margin", "padding"),
        "grid-item": ("columns",),
        "grid-item-card": _CARD,
        "card": _CARD,
        "dropdown": ("open", "color"),
        "tab-set": (),
        "tab-item": ("selected", "sync"),
    }.items()
}
ROLES: Final = frozenset({"need", "term", "abbr", "sub", "sup"})
FRONT_MATTER: Final = frozenset({"orphan", "lang", "dir", "fasst_zusammen", "stand"})
SCHEMES: Final = ("https", "http", "mailto", "tel")
_COMPUTED = re.compile(r"\[\[|<<|<\{|\{\{|\{%")
_NODES = (
    ast.Expression,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.In,
    ast.NotIn,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.List,
    ast.Tuple,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that is not permitted: how many lines below the start, and why."""

    offset: int
    message: str


def refused_directive(name: str, options: Mapping[str, str]) -> str:
    """Why a directive with these options is refused, or nothing."""
    if name not in DIRECTIVES:
        offer = nearest(name, sorted(DIRECTIVES))
        if not offer.startswith("Gemeint"):
            offer = "Welche Blöcke möglich sind, steht auf der Seite „Was die Prüfung meldet“."
        return f"Der Block {{{name}}} ist nicht erlaubt. {offer}"
    for option, value in options.items():
        if option not in DIRECTIVES[name]:
            offer = nearest(option, sorted(DIRECTIVES[name])) if DIRECTIVES[name] else "Er hat keine Optionen."
            return f"Die Option {option!r} ist bei {{{name}}} nicht erlaubt. {offer}"
        if reason := refused_value(option, value):
            return reason
    if "filter" in options and (reason := refused_filter(options["filter"])):
        return reason
    return ""


def refused_value(option: str, value: str) -> str:
    """Why the value of an option is refused: sphinx-needs would compute something from it."""
    if _COMPUTED.search(value):
        return (
            f"Der Wert von {option!r} enthält einen Ausdruck, der ausgeführt würde; das ist nicht erlaubt: {value!r}."
        )
    return ""


def refused_filter(text: str) -> str:
    """Why a filter is refused: it may compare fields with values, and nothing else."""
    try:
        nodes = list(ast.walk(ast.parse(text.strip(), mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        nodes = []
    if nodes and all(isinstance(node, _NODES) for node in nodes):
        return ""
    return (
        f"Der Filter darf nur Felder mit Werten vergleichen, gefunden: {text!r}. "
        "Zum Beispiel: type == 'empfehlung' and status == 'offen'."
    )


def refused_address(address: str) -> str:
    """Why a link or image with this address is refused, or nothing.

    Permitted are web and mail addresses, anchors, and files below the folder of the texts;
    whether such a file exists is asked elsewhere.
    """
    address = unquote(address).strip()
    compact = re.sub(r"[\x00-\x20]", "", address)
    try:
        scheme = urlsplit(compact).scheme.lower()
    except ValueError:
        return f"Die Adresse {address!r} ist keine gültige Adresse."
    if scheme:
        if scheme in SCHEMES:
            return ""
        return f"Adressen der Art {scheme!r} sind nicht erlaubt: {address!r}. Möglich sind: {', '.join(SCHEMES)}."
    if compact.startswith(("/", "\\")) or "\\" in compact:
        return f"Die Adresse {address!r} führt aus dem Ordner der Texte hinaus. Nennen Sie sie von dieser Datei aus."
    return ""


def resolve(address: str, file: str) -> PurePosixPath | None:
    """The file that a relative address means, from the folder of the texts; nothing if it leads out."""
    parts: list[str] = list(PurePosixPath(file).parent.parts)
    for part in PurePosixPath(unquote(address).partition("#")[0]).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def refused_inline(token: Token) -> Iterator[Refusal]:
    """What is not permitted in the words of one paragraph, heading or cell."""
    line = 0
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "html_inline" and not child.content.startswith("</"):
            yield Refusal(line, f"HTML ist nicht erlaubt, gefunden: {child.content!r}. Schreiben Sie es in Markdown.")
        elif child.type == "myst_role" and child.meta["name"] not in ROLES:
            name = child.meta["name"]
            yield Refusal(line, f"Die Rolle {{{name}}} ist nicht erlaubt. {nearest(name, sorted(ROLES))}")
        elif child.type == "link_open" and (reason := refused_address(str(child.attrs["href"]))):
            yield Refusal(line, reason)
        elif child.type == "image":
            yield from (Refusal(line, reason) for reason in _image(str(child.attrs["src"])))


def _image(address: str) -> Iterator[str]:
    if reason := refused_address(address):
        yield reason
    elif ":" in address:
        yield f"Bilder liegen im Ordner der Texte, gefunden: {address!r}. Legen Sie die Datei dorthin."


def refused_front_matter(text: str) -> Iterator[Refusal]:
    """What is not permitted in the front matter: only simple lines with known keys are."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.fullmatch(r"([a-z_]+):\s+[\w/-]+\s*", line)
        if line.strip() and (match is None or match[1] not in FRONT_MATTER):
            known = ", ".join(sorted(FRONT_MATTER))
            yield Refusal(number, f"Im Kopf der Datei steht nur {known}, gefunden: {line.strip()!r}.")
