"""What a text may contain: an allow-list of directives, roles, options and links.

Everything else is refused before Sphinx sees it, so that a text can neither run nor read
anything. The list is also what the page on the examination shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

import yaml
from markdown_it.token import Token

from konzept.findings import nearest
from konzept.markdown.permitted_blocks import BLOCKS, FILTER, Content, PermittedBlock
from konzept.markdown.permitted_filters import refused_filter

ROLES: Final = frozenset({"need", "term", "abbr", "sub", "sup"})
FRONT_MATTER: Final = frozenset({"orphan", "lang", "dir", "fasst_zusammen", "stand", "geprueft"})
SCHEMES: Final = ("https", "http", "mailto", "tel")
_COMPUTED = re.compile(r"\[\[|<<|<\{|\{\{|\{%")
_INLINE: Final = frozenset(f"{name}{end}" for name in ("em", "strong", "link") for end in ("_open", "_close")) | {
    "text",
    "text_special",
    "softbreak",
    "hardbreak",
    "code_inline",
    "image",
    "myst_role",
    "footnote_ref",
}
_LONGEST_ADDRESS: Final = 2000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that is not permitted: how many lines below the start, and why."""

    offset: int
    message: str


def refused_directive(name: str, argument: str, options: Mapping[str, str], content: str) -> str:
    """Why a directive is refused as it is written, or nothing.

    ``content`` is what stands below its options.
    """
    if name not in BLOCKS:
        offer = nearest(name, sorted(BLOCKS))
        if not offer.startswith("Gemeint"):
            offer = "Welche Blöcke möglich sind, steht auf der Seite „Was die Prüfung meldet“."
        return f"Der Block {{{name}}} ist nicht erlaubt. {offer}"
    block = BLOCKS[name]
    for option, value in options.items():
        if reason := _refused_option(name, block, option, value):
            return reason
    return _refused_argument(name, block, argument, bool(options)) or _refused_content(name, block, argument, content)


def _refused_option(name: str, block: PermittedBlock, option: str, value: str) -> str:
    if option not in block.options:
        offer = nearest(option, sorted(block.options)) if block.options else "Er hat keine Optionen."
        return f"Die Option {option!r} ist bei {{{name}}} nicht erlaubt. {offer}"
    if reason := refused_value(option, value):
        return reason
    form = block.options[option]
    if form is FILTER:
        return refused_filter(value)
    return "" if form.takes(value) else f"Die Option {option!r} verlangt {form.wanted}, gefunden: {value!r}."


def _refused_argument(name: str, block: PermittedBlock, argument: str, has_options: bool) -> str:
    if block.argument is None:
        in_text = block.content is Content.MARKDOWN and not has_options and not block.children
        if argument and not in_text:
            return f"Hinter {{{name}}} steht nichts in derselben Zeile, gefunden: {argument!r}. Streichen Sie es."
        return ""
    if not argument:
        return f"Hinter {{{name}}} fehlt {block.argument.wanted}." if block.argument_needed else ""
    if reason := refused_value(f"{{{name}}}", argument):
        return reason
    wanted = block.argument.wanted
    return "" if block.argument.takes(argument) else f"{{{name}}} verlangt {wanted}, gefunden: {argument!r}."


def _refused_content(name: str, block: PermittedBlock, argument: str, content: str) -> str:
    written = content.strip() or (argument if block.argument is None else "")
    if block.content is Content.NOTHING:
        found = f"In {{{name}}} steht kein Text, gefunden: {_shortened(written)!r}. Streichen Sie ihn."
        return found if written else ""
    if written or not block.content_needed:
        return ""
    return f"Der Block {{{name}}} ist leer. Er enthält {block.content.value}."


def _shortened(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= 60 else f"{first[:60]}…"


def refused_value(option: str, value: str) -> str:
    """Why the value of an option is refused: sphinx-needs would compute something from it."""
    if _COMPUTED.search(value):
        return f"Der Wert von {option!r} enthält einen Ausdruck, der ausgeführt würde: {value!r}. Streichen Sie ihn."
    return ""


def refused_address(address: str) -> str:
    """Why a link or image with this address is refused, or nothing.

    Permitted are web and mail addresses, anchors, and files below the folder of the texts;
    whether such a file exists is asked elsewhere.
    """
    address = unquote(address).strip()
    compact = re.sub(r"[\x00-\x20]", "", address)
    if len(address) > _LONGEST_ADDRESS:
        return f"Die Adresse hat {len(address)} Zeichen, möglich sind {_LONGEST_ADDRESS}: {address[:60]!r} …"
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
    """What is not permitted in the words of one paragraph, heading or cell.

    A closing tag is reported only where its opening tag is not.
    """
    line = 0
    opened: set[str] = set()
    for child in token.children or ():
        line += child.type in ("softbreak", "hardbreak")
        if child.type == "html_inline":
            name = re.sub(r"[^a-z0-9].*", "", child.content.strip("</").lower(), flags=re.DOTALL)
            if not child.content.startswith("</") or name not in opened:
                yield Refusal(
                    line, f"HTML ist nicht erlaubt, gefunden: {child.content!r}. Schreiben Sie es in Markdown."
                )
            opened.add(name)
        else:
            yield from (Refusal(line, reason) for reason in _refused_child(child))
            if title := child.attrs.get("title"):  # a page shows it to a mouse at most, paper to nobody
                yield Refusal(line, f"Hinter einer Adresse steht kein Titel: {title!r}. Schreiben Sie es in den Text.")


def _refused_child(child: Token) -> Iterator[str]:
    if child.type == "myst_role":
        if reason := refused_role(str(child.meta["name"]), child.content):
            yield reason
    elif child.type == "link_open" and (reason := refused_address(str(child.attrs["href"]))):
        yield reason
    elif child.type == "image":
        yield from refused_picture(str(child.attrs["src"]), child.content)
    elif child.type not in _INLINE:
        yield f"Diese Auszeichnung ist nicht erlaubt, gefunden: {child.content!r}. Schreiben Sie es ohne sie."


def refused_role(name: str, content: str) -> str:
    """Why a role with these words is refused: some words of a reference are a template that sphinx-needs runs."""
    if name not in ROLES:
        return f"Die Rolle {{{name}}} ist nicht erlaubt. {nearest(name, sorted(ROLES))}"
    return refused_value(f"{{{name}}}", content)


def refused_picture(address: str, alternative: str) -> Iterator[str]:
    """Why a picture is refused: its address, or nobody says what can be seen on it."""
    if reason := refused_address(address):
        yield reason
    elif ":" in address or address.startswith("#"):
        yield f"Bilder liegen im Ordner der Texte, gefunden: {address!r}. Legen Sie die Datei dorthin."
    elif "#" in unquote(address):
        yield f"Im Namen eines Bilds steht kein '#', gefunden: {address!r}. Nennen Sie nur die Datei."
    if not alternative.strip():
        yield "Dem Bild fehlt die Beschreibung für alle, die es nicht sehen. Schreiben Sie, was darauf zu sehen ist."


def refused_front_matter(text: str) -> Iterator[Refusal]:
    """What is not permitted in the front matter: only simple lines with known keys are."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.fullmatch(r"([a-z_]+): +([\w/-]+) *", line)
        if line.strip() and (match is None or match[1] not in FRONT_MATTER or not _is_readable(match[2])):
            known = ", ".join(sorted(FRONT_MATTER))
            yield Refusal(number, f"Im Kopf der Datei steht nur {known}, gefunden: {line.strip()!r}.")


def _is_readable(value: str) -> bool:
    """Whether YAML reads a word at all: 2026-02-30 and 0x_ look like a day and a number to it, and are none."""
    try:
        yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        return False
    return True
