"""What was found in a document: the class of each block, the fields, and the passages that people decide on."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from konzept.documents.outline import Outline
from konzept.ingest.known_words import Role
from konzept.model.speech import say


class Class(StrEnum):
    """What a block is; each block is exactly one of these."""

    RECOMMENDATION = "{aussage}"
    UNSURE = "vielleicht {aussage}"
    GOAL = "Ziel"
    FINDING = "Feststellung"
    NOTE = "Anmerkung"
    DATA = "Angabe zu {einem Eintrag}"
    REPEATED = "steht im Konzept schon"
    TEXT = "Text"
    FIELD = "Handlungsfeld"
    HEADING = "Überschrift"
    HEAD = "Kopf einer Tabelle"
    NUMBER = "Nummer"
    FOOTNOTE = "Fußnote"
    PERSONAL = "persönliche Angabe"
    CONTENTS = "Inhaltsverzeichnis"
    EDGE = "Kopf- und Fußzeile, Seitenzahl"
    COMMENT = "Kommentar"

    @property
    def label(self) -> str:
        """What people read, with the town's noun."""
        return say(self.value)


CLASS_OF: Final = {
    Role.RECOMMENDATION: Class.RECOMMENDATION,
    Role.MIXED: Class.UNSURE,
    Role.GOAL: Class.GOAL,
    Role.FINDING: Class.FINDING,
    Role.NOTE: Class.NOTE,
    Role.DATA: Class.DATA,
    Role.NUMBER: Class.NUMBER,
    Role.FIELD: Class.FIELD,
}
DECIDED: Final = (Class.RECOMMENDATION, Class.UNSURE, Class.GOAL, Class.FINDING)


@dataclass(slots=True)
class Passage:
    """A piece of the document that people decide on: its words, and what the document says of it.

    ``number`` is that of the original, ``under`` the goals above it, ``rank`` how deep it stands among them,
    ``section`` the headings above it, ``notes`` what the document adds to it. ``field`` is the title of its
    Handlungsfeld as the document writes it.
    """

    kind: Class
    text: str
    blocks: list[int]
    field: str
    number: str
    under: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    page: int = 0
    place: str = ""
    notes: list[str] = dataclasses.field(default_factory=list)
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """A document understood: its outline, the class of each block, the fields in order, the passages in order."""

    outline: Outline
    classes: tuple[Class, ...]
    fields: tuple[str, ...]
    passages: tuple[Passage, ...]
