"""The need types, with their options and links, in the order in which they are documented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from konzept.model.dates import PartialDate
from konzept.model.declare import Item, link, option, words
from konzept.model.speech import Said
from konzept.model.values import condition
from konzept.model.words import (
    WITHDRAWN,
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
    is_open,
)

CODE: Final = r"(?!(?:HF|ST)\b)[A-Z]{2,5}"  # not what begins the IDs of fields and statements
RECOMMENDATION_ID: Final = rf"{CODE}-(?:[0-9]{{2}}|[1-9][0-9]{{2,3}}|V[0-9]+)"
SLUG: Final = r"[A-Z0-9]+(?:-[A-Z0-9]+)*"


def _sources(**settings: Any) -> Any:
    """What the item rests on."""
    return link("quelle", "Quelle", "quelle", backward="Beleg für", **settings)


def _affects(*targets: str, **settings: Any) -> Any:
    """What the item is about."""
    return link("betrifft", "Betrifft", *targets, backward="Dazu", **settings)


def _inferred() -> Any:
    """What no source says in these words: the Redaktion infers it from one."""
    return option("erschlossen", "Von der Redaktion erschlossen", longest=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class MainConcept(Item):
    """The concept itself."""

    NAME, LABEL, PLURAL = "konzept", Said("Konzept"), Said("Konzept")
    ID = re.compile("KONZEPT")
    EXAMPLE = "KONZEPT"

    as_of: PartialDate = option("stand", "Stand", form="date", required=True)
    sources: tuple[str, ...] = _sources()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Item):
    """One of the Handlungsfelder."""

    NAME, LABEL, PLURAL = "handlungsfeld", Said("Handlungsfeld"), Said("Handlungsfelder")
    ID = re.compile(rf"HF-{CODE}")
    EXAMPLE = "HF-SPR"

    top_state: TopState = words("top2", "{top}", TopState, required=True, idle=TopState.OPEN)
    named_on: PartialDate | None = option("benannt_am", "Benannt am", form="day")
    sources: tuple[str, ...] = _sources()

    @property
    def code(self) -> str:
        """The letters that begin the IDs of the field's recommendations."""
        return self.id.removeprefix("HF-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Item):
    """One recommendation, or one proposal of the Redaktion."""

    NAME, LABEL, PLURAL = "empfehlung", Said("{Eintrag}"), Said("{Einträge}")
    ID = re.compile(RECOMMENDATION_ID)
    EXAMPLE = "SPR-01"

    status: Status = words("status", "Stand", Status, required=True)
    priority: Priority = words("priority", "Priorität", Priority, required=True, idle=Priority.OTHER)
    field: str = link(
        "handlungsfeld", "Handlungsfeld", "handlungsfeld", backward="{Einträge}", many=False, required=True
    )
    sorted_by: SortedBy = words("zuordnung", "Dem Handlungsfeld zugeordnet", SortedBy, required=True)
    named_in: tuple[str, ...] = link("genannt_in", "Genannt in", "quelle", backward="Nennt")
    reference: str | None = option("fundstelle", "Fundstelle")
    number: str | None = option("nummer_im_konzept", "Nummer im Konzept", longest=40)
    assertion: Assertion | None = words("aussage", "Art der Aussage", Assertion)
    above: str | None = link("gehoert_zu", "Gehört zu", "empfehlung", backward="Dazu gehört", many=False)
    prompts: tuple[str, ...] = link(
        "anlass", "Anlass", "quelle", "entwicklung", "beratung", "kennzahl", "termin", backward="Anlass für"
    )
    replaces: tuple[str, ...] = link("ersetzt", "Ersetzt", "empfehlung", backward="Ersetzt durch")
    since: PartialDate | None = option("seit", "Vorgeschlagen seit", form="day")
    confirmed_on: PartialDate | None = option("bestaetigt_am", "{Verfasser_von} bestätigt am", form="day")
    edited_on: PartialDate | None = option("redaktionell", "Zuletzt redaktionell geändert", form="day")
    obstacles: tuple[Obstacle, ...] = words("hinderungsgrund", "Hinderungsgrund", Obstacle, many=True)
    review_on: PartialDate | None = option("erneut_pruefen", "Erneut prüfen am", form="day")
    review_when: str | None = option("erneut_pruefen_wenn", "Erneut prüfen, wenn")
    lead: str | None = option("federfuehrend", "Federführend")
    decided_by: tuple[str, ...] = option("entscheidet", "Wer entscheidet", form="decider", many=True)
    competence_by: tuple[str, ...] = link(
        "zustaendig_laut", "Zuständig laut", "quelle", backward="Nennt die Zuständigkeit"
    )
    audience: str | None = option("zielgruppe", "Für wen", block="umsetzung")
    costs: str | None = option("kosten", "Kosten", block="umsetzung")
    next_step: str | None = option("naechster_schritt", "Nächster Schritt", block="umsetzung")

    @property
    def condition(self) -> str:
        """What ``review_when`` says behind "wenn", however it is written; empty if it says nothing."""
        return condition(self.review_when or "")

    @property
    def is_to_review(self) -> bool:
        """Whether it says when to look at it again, and is not realised or dropped meanwhile."""
        return not self.status.is_over and bool(self.review_on or self.condition)

    @property
    def is_proposal(self) -> bool:
        """Whether this is a proposal of the Redaktion (``SIC-V1``)."""
        return "-V" in self.id

    @property
    def is_top(self) -> bool:
        """Whether this is among the few that its field puts first."""
        return self.priority is Priority.TOP

    @property
    def is_live_proposal(self) -> bool:
        """Whether this is a proposal that the Redaktion has not withdrawn."""
        return self.is_proposal and self.status is not Status.DROPPED

    @property
    def marked(self) -> str:
        """The title; that of a proposal says so wherever it stands."""
        return f"{self.title} ({Origin.PROPOSAL.label})" if self.is_proposal else self.title

    @property
    def numbered(self) -> str:
        """The ID and the title, marked."""
        return f"{self.id} {self.marked}"

    @property
    def code(self) -> str:
        """The code of the field, as the ID says it."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Item):
    """What somebody says about the state of a recommendation on a day, as exactly as it is known.

    ``date`` is the day that it speaks of, ``established_on`` the day on which it was said, if that is another one;
    ``mention`` are the words by which its source names the recommendation or the concept.
    """

    NAME, LABEL, PLURAL = "sachstand", Said("Sachstand"), Said("Sachstände")
    ID = re.compile(rf"{RECOMMENDATION_ID}-S[0-9]+")
    EXAMPLE = "SPR-01-S1"

    date: PartialDate = option("datum", "Datum", form="date", required=True)
    established_on: PartialDate | None = option("festgestellt_am", "Festgestellt am", form="date")
    status: Status = words("status", "Stand", Status, required=True, without=(Status.SUGGESTED,))
    stated_by: Party = words("nach_angabe_von", "Nach Angabe von", Party, required=True)
    mention: str | None = option("bezug", "Wie die Quelle {den Eintrag} oder das Konzept nennt")
    affects: str = _affects("empfehlung", many=False, required=True)
    sources: tuple[str, ...] = _sources(required=True)

    @property
    def said_on(self) -> PartialDate:
        """The day on which it was said."""
        return self.established_on or self.date

    @property
    def is_correction(self) -> bool:
        """Whether the Redaktion only takes back words of its own: a status that nobody stated, or a proposal."""
        return self.stated_by is Party.EDITORS and self.status in (Status.UNKNOWN, Status.DROPPED)

    @property
    def state(self) -> str:
        """The status in words; what the Redaktion drops is a proposal of its own, and so withdrawn."""
        return WITHDRAWN if self.is_correction and self.status is Status.DROPPED else self.status.label

    @property
    def speaker(self) -> str:
        """Who says it and on which day; then for which day, if that is another one."""
        said = f"{self.stated_by.label}, {self.said_on.german}"
        return said if self.said_on == self.date else f"{said} {self.date.for_when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Development(Item):
    """Something that happened in a field; it changes no status."""

    NAME, LABEL, PLURAL = "entwicklung", Said("Entwicklung"), Said("Entwicklungen")
    ID = re.compile(rf"(?:{RECOMMENDATION_ID}|HF-{CODE}|KONZEPT)-E[0-9]+")
    EXAMPLE = "SPR-01-E1"

    date: PartialDate = option("datum", "Datum", form="date", required=True)
    affects: tuple[str, ...] = _affects("empfehlung", "handlungsfeld", "konzept", required=True)
    sources: tuple[str, ...] = _sources(required=True)
    inferred: str | None = _inferred()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Item):
    """A paper of the town's council."""

    NAME, LABEL, PLURAL = "vorlage", Said("Vorlage"), Said("Vorlagen")
    ID = re.compile(rf"V-{SLUG}")
    EXAMPLE = "V-2019-367-E04"

    number: str | None = option("drucksache", "Drucksachen-Nr.")
    kind: str | None = option("art", "Vorlageart")
    public: YesNo = words("oeffentlich", "Öffentlich", YesNo, required=True)
    lead: str | None = option("federfuehrend", "Federführend")
    date: PartialDate | None = option("datum", "Datum der Vorlage", form="date")
    affects: tuple[str, ...] = _affects("konzept", "handlungsfeld", "empfehlung")
    supplements: tuple[str, ...] = link("ergaenzt", "Ergänzt", "vorlage", backward="Ergänzt durch")
    sources: tuple[str, ...] = _sources(required=True)
    inferred: str | None = _inferred()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Item):
    """A body deals with an item of its agenda on a day."""

    NAME, LABEL, PLURAL = "beratung", Said("Beratung"), Said("Beratungen")
    ID = re.compile(r"B-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+")
    EXAMPLE = "B-2026-12-31-1"

    date: PartialDate = option("datum", "Datum", form="day", required=True)
    body: str = link("gremium", "Gremium", "gremium", backward="Beratungen", many=False, required=True)
    agenda_item: str | None = option("tagesordnungspunkt", "Tagesordnungspunkt")
    responsibility: Responsibility | None = words("zustaendigkeit", "Zuständigkeit", Responsibility)
    subject: Subject = words("gegenstand", "Gegenstand", Subject, required=True)
    result: Result | None = words("ergebnis", "Ergebnis", Result)
    unanimous: YesNo | None = words("einstimmig", "Einstimmig", YesNo)
    yes: Decimal | None = option("ja", "Ja-Stimmen", form="count")
    no: Decimal | None = option("nein", "Nein-Stimmen", form="count")
    abstentions: Decimal | None = option("enthaltung", "Enthaltungen", form="count")
    papers: tuple[str, ...] = link("vorlage", "Vorlage", "vorlage", backward="Beratungen")
    affects: tuple[str, ...] = _affects("konzept", "handlungsfeld", "empfehlung", required=True)
    sources: tuple[str, ...] = _sources(required=True)
    inferred: str | None = _inferred()

    @property
    def is_open(self) -> bool:
        """Whether it is not known how it ended: it is yet to come, or no source says."""
        return is_open(self.result)

    @property
    def is_on_concept(self) -> bool:
        """Whether the body was asked about the concept itself, as a guide or as a whole."""
        return self.subject in (Subject.GUIDE, Subject.CONCEPT)

    @property
    def has_decided(self) -> bool:
        """Whether the body decided what it was asked to decide."""
        return self.result is not None and self.result.positive


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Item):
    """What a Fraktion, a party, the authors of the concept or a provider says, in its own words."""

    NAME, LABEL, PLURAL = "stellungnahme", Said("Stellungnahme"), Said("Stellungnahmen")
    ID = re.compile(rf"ST-{SLUG}")
    EXAMPLE = "ST-CDU-2025"

    date: PartialDate | None = option("datum", "Datum", form="date")
    speaker: Speaker = words("von", "Von", Speaker, required=True)
    kind: StatementKind = words("art", "Art", StatementKind, required=True)
    next_step: str | None = option("naechster_schritt", "Nächster Schritt")
    affects: tuple[str, ...] = _affects("konzept", "handlungsfeld", "empfehlung", required=True)
    sources: tuple[str, ...] = _sources(required=True)
    inferred: str | None = _inferred()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Item):
    """A day to keep in mind: a deadline, a meeting or an event."""

    NAME, LABEL, PLURAL = "termin", Said("Termin"), Said("Termine")
    ID = re.compile(r"T-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+")
    EXAMPLE = "T-2026-12-31-1"

    date: PartialDate = option("datum", "Datum", form="day", required=True)
    kind: EventKind = words("art", "Art", EventKind, required=True)
    affects: tuple[str, ...] = _affects("konzept", "handlungsfeld", "empfehlung", required=True)
    sources: tuple[str, ...] = _sources(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Item):
    """One figure of a series; a series has one definition."""

    NAME, LABEL, PLURAL = "kennzahl", Said("Kennzahl"), Said("Kennzahlen")
    ID = re.compile(rf"K-{SLUG}")
    EXAMPLE = "K-ZUWEISUNGEN-2024"

    series: str = option("reihe", "Reihe (Definition)", required=True)
    date: PartialDate = option("datum", "Stand", form="date", required=True)
    span: Span | None = words("zaehlt", "Zählt", Span)
    value: Decimal = option("wert", "Wert", form="number", required=True)
    unit: str = option("einheit", "Einheit", required=True)
    sources: tuple[str, ...] = _sources(required=True)
    inferred: str | None = _inferred()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Item):
    """A body of the town."""

    NAME, LABEL, PLURAL = "gremium", Said("Gremium"), Said("Gremien")
    ID = re.compile(rf"G-{SLUG}")
    EXAMPLE = "G-ASIDQ"

    short: str | None = option("kurz", "Kurzname")
    start: PartialDate | None = option("von", "Von", form="date")
    end: PartialDate | None = option("bis", "Bis", form="date")
    successors: tuple[str, ...] = link("nachfolger", "Nachfolger", "gremium", backward="Vorgänger")
    sources: tuple[str, ...] = _sources(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Item):
    """What a statement rests on, and how much of it was read."""

    NAME, LABEL, PLURAL = "quelle", Said("Quelle"), Said("Quellen")
    ID = re.compile(rf"Q-{SLUG}")
    EXAMPLE = "Q-VORLAGE-2026-12-31"

    date: PartialDate | None = option("datum", "Datum", form="date")
    inferred: str | None = _inferred()
    kind: SourceKind = words("art", "Art", SourceKind, required=True)
    url: str | None = option("url", "Adresse", form="url")
    sha256: str | None = option("sha256", "Prüfsumme (SHA-256)", form="sha256")
    complete: YesNo = words("vollstaendig", "Vollständig gelesen", YesNo, required=True)
    adopted_in: str | None = link("beschlossen_in", "Beschlossen in", "beratung", backward="Beschlossen", many=False)


def affected(item: Item) -> tuple[str, ...]:
    """The IDs of what a record concerns; of an item that is no record none."""
    affects: str | tuple[str, ...] = getattr(item, "affects", ())
    return (affects,) if isinstance(affects, str) else affects
