"""Rules on prose: what the options of an item say is not said again, and what nobody knows is left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from konzept.findings import LEAVE_OUT, Finding
from konzept.model import BLOCK_REALISATION, Item, Recommendation
from konzept.rules.context import Context, error

_UNKNOWN: Final = frozenset(
    {"nicht bekannt", "unbekannt", "nicht geprüft", "keine angabe", "noch offen", "?", "-", "–", "…"}
)
# From this length on, the same words in a row are no chance.
_LONG: Final = 25
_LABELS: Final = frozenset({"Wer", *(spec.label for _, spec in Recommendation.options() if spec.block == "umsetzung")})
_PARAGRAPH: Final = re.compile(r"(?:^|\n\s*\n)\s*(?:[*+-]\s+)?(?:\*\*|__)?([^\n:*]{2,40}):")


def repetition(context: Context) -> Iterator[Finding]:
    """An option says what it holds, once."""
    for item in context.concept.items.values():
        yield from _empty_words(item)
        if isinstance(item, Recommendation):
            yield from _said_twice(item)


def _empty_words(item: Item) -> Iterator[Finding]:
    for name, value in _texts(item):
        if value.strip(" .").casefold() in _UNKNOWN:
            mend = f"Was nicht bekannt ist, bleibt leer: {LEAVE_OUT}"
            yield error(item, name, f"{name!r} sagt nur {value!r}", mend=mend)


def _said_twice(item: Recommendation) -> Iterator[Finding]:
    labels = [label for label in _PARAGRAPH.findall(item.part(BLOCK_REALISATION)) if label in _LABELS]
    if labels:
        found = ", ".join(f"„{label}:“" for label in labels)
        mend = "Das steht in den Angaben darüber: Streichen Sie die Absätze und tragen Sie dort ein, was fehlt."
        yield error(item, "", f"Der Text hat eigene Absätze für {found}", mend=mend)
    long = [(name, value) for name, value in _texts(item) if len(value) >= _LONG]
    words = _plain(item.text) if long else ""
    for name, value in long:
        if _plain(value) in words:
            yield error(item, name, f"Der Text wiederholt, was bei {name!r} steht", mend="Streichen Sie es im Text.")


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """The options of free text that have a value."""
    for attribute, spec in item.options():
        value = getattr(item, attribute)
        if isinstance(value, str) and spec.form == "text" and not spec.targets:
            yield spec.name, value


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
