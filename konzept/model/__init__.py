"""The words of the concept: need types, their options and links, and every permitted value.

Each word is declared here and nowhere else. The configuration of sphinx-needs, the
reader, the rules, the views and the documentation derive from these declarations.
"""

from __future__ import annotations

from typing import Final

from konzept.model.dates import PartialDate
from konzept.model.declare import Item, Key, Option, Place, Word
from konzept.model.types import (
    Consultation,
    Development,
    Event,
    Field,
    Figure,
    MainConcept,
    Organization,
    Paper,
    Recommendation,
    Source,
    Statement,
    Update,
)
from konzept.model.words import (
    AHEAD,
    ASIDE,
    BEGUN,
    BLOCKED,
    DONE,
    GIVEN_UP,
    NOT_COMPARED,
    ORIGIN_OF_SOURCE,
    UNTOLD,
    WITHDRAWN,
    WORDING_NOT_COMPARED,
    Assertion,
    EventKind,
    Obstacle,
    Origin,
    Party,
    Priority,
    Responsibility,
    Result,
    SortedBy,
    SourceKind,
    Span,
    Speaker,
    StatementKind,
    Status,
    Subject,
    TopState,
    YesNo,
    as_sentence,
)

BLOCK_SOURCE: Final = "Laut Quelle"
BLOCK_PROMPT: Final = "Anlass"
BLOCK_REALISATION: Final = "Zur Umsetzung – Vorschlag der Redaktion"

TYPES: Final[tuple[type[Item], ...]] = (
    MainConcept,
    Field,
    Recommendation,
    Update,
    Development,
    Paper,
    Consultation,
    Statement,
    Event,
    Figure,
    Organization,
    Source,
)
TYPE_BY_NAME: Final[dict[str, type[Item]]] = {kind.NAME: kind for kind in TYPES}
# What happened to a recommendation; RECORDS also has what is still to come.
Happened = Update | Consultation | Paper | Statement | Development
HAPPENED: Final[tuple[type[Happened], ...]] = (Update, Consultation, Paper, Statement, Development)
RECORDS: Final[tuple[type[Happened | Event], ...]] = (*HAPPENED, Event)

__all__ = [
    "AHEAD",
    "ASIDE",
    "BEGUN",
    "BLOCKED",
    "BLOCK_PROMPT",
    "BLOCK_REALISATION",
    "BLOCK_SOURCE",
    "DONE",
    "GIVEN_UP",
    "HAPPENED",
    "NOT_COMPARED",
    "ORIGIN_OF_SOURCE",
    "RECORDS",
    "TYPES",
    "TYPE_BY_NAME",
    "UNTOLD",
    "WITHDRAWN",
    "WORDING_NOT_COMPARED",
    "Assertion",
    "Consultation",
    "Development",
    "Event",
    "EventKind",
    "Field",
    "Figure",
    "Happened",
    "Item",
    "Key",
    "MainConcept",
    "Obstacle",
    "Option",
    "Organization",
    "Origin",
    "Paper",
    "PartialDate",
    "Party",
    "Place",
    "Priority",
    "Recommendation",
    "Responsibility",
    "Result",
    "SortedBy",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "Statement",
    "StatementKind",
    "Status",
    "Subject",
    "TopState",
    "Update",
    "Word",
    "YesNo",
    "as_sentence",
]
