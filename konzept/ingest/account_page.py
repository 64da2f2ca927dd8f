"""The account of a document as a page that one can read, without files beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from konzept.compare.standalone import drawn
from konzept.documents.outline import Block
from konzept.ingest.account import Account
from konzept.ingest.passages import Class
from konzept.ingest.proposals import place
from konzept.model.speech import say
from konzept.personal import LEFT_OUT, redacted
from konzept.town import Town

_MEANING: Final = {
    Class.UNSURE: "Ein Satz wünscht etwas; ob es {ein Eintrag} ist, entscheiden Sie.",
    Class.PERSONAL: "Namen, Adressen, Telefonnummern; sie stehen nicht in der Prüfdatei.",
    Class.TEXT: "Fließtext, in dem {kein Eintrag} erkannt ist.",
    Class.EDGE: "Steht auf jeder Seite und zählt nicht als Text des Konzepts.",
}


def page(of: Account, town: Town, *, names: bool = False) -> str:
    """The page; without ``names`` what tells of persons is left out."""
    parts: dict[Class, list[tuple[str, str]]] = {kind: [] for kind in Class}
    for block, kind in zip(of.reading.outline.blocks, of.reading.classes, strict=True):
        said = block.said if names else _spared(block, kind)
        parts[kind].append((place(block.page, block.place), said))
    kinds = [
        {"label": kind.label, "meaning": say(_MEANING.get(kind, "")), "parts": found}
        for kind, found in parts.items()
        if found
    ]
    template = Path(__file__).with_name("account.html")
    return drawn(template, town, title=f"Rechenschaft: {of.of.file}", account=of, kinds=kinds)


def _spared(block: Block, kind: Class) -> str:
    return LEFT_OUT if kind is Class.PERSONAL else redacted(block.said)
