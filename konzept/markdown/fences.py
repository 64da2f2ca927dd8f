"""What can be wrong with the fence of a block: not closed, closed too early, options astray."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from markdown_it.token import Token

from konzept.markdown.options import Options
from konzept.model import TYPE_BY_NAME

_OPENING: Final = re.compile(r"\s*(?:`{3,}|~{3,}|:{2,})\s*\{([a-z]+)\}")


def is_closed(token: Token, lines: list[str]) -> bool:
    """Whether the last line of a block is its end mark and not merely the end of the text."""
    if token.map is None or token.map[1] - token.map[0] < 2:
        return False
    last = lines[token.map[1] - 1].strip(" \t>") if token.map[1] <= len(lines) else ""
    return len(last) >= len(token.markup) and set(last) == {token.markup[0]}


def unclosed(name: str, markup: str, outer: str) -> str:
    """What is said of a block that is not closed, by itself or inside the block ``outer``."""
    if name and outer:
        return (
            f"{{{name}}} steht in {{{outer}}} und hat ebenso viele Doppelpunkte, deshalb endet der äußere Block zu "
            "früh. Geben Sie dem äußeren Block am Anfang und am Ende einen Doppelpunkt mehr."
        )
    block = f"Der Block {{{name}}}" if name else "Das Beispiel"
    return f"{block} wird nicht geschlossen. Schreiben Sie unter seinen Text eine Zeile {markup!r}."


def nameless(token: Token) -> str:
    """What is said of colons that begin no named block."""
    if word := token.info.strip():
        return f"Ein Block heißt {token.markup}{{name}}, gefunden: {token.markup + word!r}. Setzen Sie Klammern."
    return (
        f"Hier steht {token.markup!r} ohne Block davor, der noch offen ist. Streichen Sie die Zeile, oder der Block "
        "davor ist zu früh geschlossen."
    )


def stray_options(options: Options, known: Collection[str]) -> dict[str, int]:
    """Lines of the text that look like options of the block: name and line; what stands in inner blocks is theirs."""
    found: dict[str, int] = {}
    depth = 0
    for number, written in enumerate(options.text.split("\n"), options.end + 1):
        if match := re.match(r"\s*(?::{3,}|`{3,})\s*(\S*)", written):
            depth = depth + 1 if match[1] else max(depth - 1, 0)
        match = re.match(r"\s*:([a-z0-9_]+):(?:\s|$)", written)
        if not depth and match and match[1] in known:
            found.setdefault(match[1], number)
    return found


def stray_option(name: str) -> str:
    """What is said of an option that stands in the text."""
    return (
        f"Die Option {name!r} steht hinter dem Text oder einer leeren Zeile und gilt dort nicht. "
        "Optionen stehen ohne Leerzeile direkt unter dem Titel."
    )


def unread(text: str, seen: Collection[int]) -> Iterator[tuple[int, str]]:
    """Line and message of each line that looks like the beginning of a need but is none; ``seen`` are those read."""
    for number, written in enumerate(text.split("\n"), 1):
        match = _OPENING.match(written)
        if number not in seen and match and match[1] in TYPE_BY_NAME:
            yield (
                number,
                f"Hier soll {{{match[1]}}} beginnen, wird aber nicht als Block gelesen. Schreiben Sie drei "
                "Doppelpunkte und den Titel ohne das Zeichen ` und ohne Einrückung.",
            )
