"""What people said of the document as a whole, judged: which file it is, what adopted it, whether it may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from konzept.concept import Concept
from konzept.ingest.decided import Decided
from konzept.ingest.review_file import meetings
from konzept.model import Item, MainConcept, PartialDate, Source, SourceKind
from konzept.tables.cells import CellFinding
from konzept.typed import day_typed, key

_NOT_ADOPTED: Final = (
    "Ist diese Fassung nicht beschlossen, nehmen Sie sie nicht auf: Beschlossen ist eine andere. Was anders ist, zeigt "
    "'konzept ingest DATEI --compare ANDERE'."
)
_YES: Final = {"ja": True, "nein": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What is said of the document as a whole; one that no meeting adopted is a draft."""

    sha256: str
    ident: str
    title: str
    meeting: str
    changes: str
    publish: bool
    complete: bool
    day: PartialDate | None
    url: str
    exists: bool

    @property
    def kind(self) -> SourceKind:
        """What the document is as a source."""
        return SourceKind.CONCEPT if self.meeting else SourceKind.DRAFT


def placeholder(concept: Concept) -> Source | None:
    """The source on which the concept rests until its document comes: nothing tells yet which file it is."""
    main = concept.get("KONZEPT", MainConcept)
    named = concept.pick(main.sources, Source) if main else ()
    kinds = (SourceKind.CONCEPT, SourceKind.DRAFT)
    return next((source for source in named if source.kind in kinds and not source.sha256), None)


def adoption(decided: Decided, concept: Concept, findings: list[CellFinding]) -> Adoption | None:
    """What is said of the document; nothing if something of it is wrong, which is added to the findings."""
    given = decided.details
    faults = [*_faults(decided, concept)]
    findings += faults
    if faults:
        return None
    same = next((s for s in concept.all(Source) if s.sha256 and s.sha256 == given["sha256"]), None)
    meeting = _meeting(given["meeting"], concept)
    is_titled = same is not None and not (meeting and same.kind is SourceKind.DRAFT)
    return Adoption(
        sha256=given["sha256"],
        ident=same.id if same else given["ident"],
        title=same.title if same and is_titled else given["title"],
        meeting=meeting,
        changes=given.get("changes", ""),
        publish=_YES[key(given["publish"])],
        complete=_YES[key(given["complete"])],
        day=day_typed(given.get("day", "")),
        url=given.get("url", ""),
        exists=same is not None,
    )


def _faults(decided: Decided, concept: Concept) -> Iterator[CellFinding]:
    given = decided.details
    if not re.fullmatch("[0-9a-f]{64}", given.get("sha256", "")):
        must = "Die Prüfsumme ist, wie sie geschrieben wurde: 64 Ziffern und Buchstaben."
        yield decided.at("sha256", must, "Nehmen Sie die Datei, wie sie geschrieben wurde.", given.get("sha256", ""))
    is_draft = not given.get("meeting") and not concept.decision
    if not is_draft and not _meeting(given.get("meeting", ""), concept):
        must = "Hier steht die Beratung, in der genau diese Fassung beschlossen wurde."
        none = "noch ist keine eingetragen, in der über das Konzept beschlossen wurde"
        mend = f"Wählen Sie eine aus: {', '.join(meetings(concept)) or none}."
        other = "" if given.get("meeting") else f" {_NOT_ADOPTED}"
        yield decided.at("meeting", must, f"{mend}{other}", given.get("meeting", ""))
    for name in ("publish", "complete"):
        if key(given.get(name, "")) not in _YES:
            yield decided.at(name, "Hier steht ja oder nein.", found=given.get(name, ""))
    ident = given.get("ident", "")
    there = concept.items.get(ident)
    if not Source.ID.fullmatch(ident):
        must = "Die ID einer Quelle beginnt mit Q- und hat sonst Großbuchstaben, Ziffern und Bindestriche."
        yield decided.at("ident", must, "Zum Beispiel Q-KONZEPT-2025.", ident)
    elif there is not None and not _is_free(there, given.get("sha256", ""), concept):
        yield decided.at("ident", f"Diese ID hat schon: {there.title}.", "Nehmen Sie eine andere.", ident)
    if not given.get("title"):
        yield decided.at("title", "Die Quelle hat einen Titel.")
    if given.get("day") and day_typed(given["day"]) is None:
        yield decided.at("day", "Hier steht ein Tag, ein Monat oder ein Jahr: 17.03.2025.", found=given["day"])
    if given.get("url") and not re.match(r"https?://\S+$", given["url"]):
        yield decided.at("url", "Eine Adresse beginnt mit https://.", found=given["url"])


def _is_free(there: Item, sha256: str, concept: Concept) -> bool:
    """Whether what has the ID of the source already is this document, or stands in its place."""
    return isinstance(there, Source) and (there.sha256 == sha256 or there == placeholder(concept))


def _meeting(typed: str, concept: Concept) -> str:
    ident = (typed.split() or [""])[0].upper()
    return ident if ident in meetings(concept) else ""
