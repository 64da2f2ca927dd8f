"""Every permitted value: the word authors write, the label readers see, what it means."""

from __future__ import annotations

from typing import Final

from konzept.model import speech
from konzept.model.declare import Word


class Status(Word):
    """State of a recommendation, in the order of its life; the first is for proposals of the Redaktion alone."""

    SUGGESTED = (
        "vorgeschlagen",
        "Vorschlag, noch nicht beraten",
        "Die Redaktion schlägt das vor. Es ist {kein Eintrag} {verfasser_wessen} und nicht beschlossen.",
    )
    UNKNOWN = (
        "unbekannt",
        "Stand nicht bekannt",
        "In den ausgewerteten Quellen steht nicht, was daraus geworden ist. "
        "Das sagt weder, dass etwas geschehen ist, noch, dass nichts geschehen ist.",
    )
    OPEN = (
        "offen",
        "offen",
        "Nach Angabe einer zuständigen Stelle ist noch nichts begonnen.",
    )
    IN_DELIBERATION = (
        "in-beratung",
        "in Beratung",
        "Ein Gremium berät darüber: Es gibt eine Vorlage und eine Beratung zu {diesem Eintrag}.",
    )
    ADOPTED = (
        "umsetzung-beschlossen",
        "Umsetzung beschlossen",
        "Das zuständige Gremium hat die Umsetzung genau {dieses Eintrags} beschlossen.",
    )
    IN_PROGRESS = (
        "in-umsetzung",
        "in Umsetzung",
        "Eine Quelle belegt, dass die Umsetzung {dieses Eintrags} begonnen hat.",
    )
    REALISED = (
        "realisiert",
        "realisiert",
        "Nach Angabe {verwaltung_wessen} oder eines Trägers ist {der Eintrag} umgesetzt; eine Quelle belegt das.",
    )
    ONGOING = (
        "daueraufgabe",
        "Daueraufgabe",
        "Nach Angabe {verwaltung_wessen} oder eines Trägers ist {der Eintrag} umgesetzt "
        "und wird auf Dauer weitergeführt; eine Quelle belegt das.",
    )
    POSTPONED = (
        "zurueckgestellt",
        "zurückgestellt",
        "Eine zuständige Stelle stellt {den Eintrag} zurück, nennt den Grund und sagt, "
        "wann oder unter welcher Bedingung {er} erneut geprüft wird.",
    )
    NOT_FEASIBLE = (
        "derzeit-nicht-umsetzbar",
        "derzeit nicht umsetzbar",
        "Nach Angabe einer zuständigen Stelle stehen rechtliche, sachliche oder finanzielle Gründe entgegen. "
        "Es steht dabei, wann oder unter welcher Bedingung erneut geprüft wird.",
    )
    DROPPED = (
        "entfallen",
        "entfallen",
        "{Der Eintrag} ist durch {einen anderen} ersetzt oder wird nicht weiterverfolgt.",
    )

    @property
    def told(self) -> str:
        """The state as a short sentence, for calendars."""
        return as_sentence(self.label)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to decide or to begin."""
        return self in (*DONE, *GIVEN_UP)

    @property
    def is_over(self) -> bool:
        """Whether nobody has to tell anything new; what goes on for good is settled, but not over."""
        return self.is_settled and self is not Status.ONGOING

    @property
    def is_seen_by_editors(self) -> bool:
        """Whether the Redaktion may state it: at most that something has begun."""
        return self in (*UNTOLD, *AHEAD, *BEGUN)


# Each status stands in one of these groups, by how far it has come.
UNTOLD: Final = (Status.SUGGESTED, Status.UNKNOWN)
AHEAD: Final = (Status.OPEN, Status.IN_DELIBERATION)
BEGUN: Final = (Status.ADOPTED, Status.IN_PROGRESS)
DONE: Final = (Status.REALISED, Status.ONGOING)
BLOCKED: Final = (Status.POSTPONED, Status.NOT_FEASIBLE)
"""What says why it is put aside, and when to look again."""
ASIDE: Final = ("hinderungsgrund", "erneut_pruefen", "erneut_pruefen_wenn")
"""The options with which it says so."""
GIVEN_UP: Final = (Status.DROPPED,)


def as_sentence(state: str) -> str:
    """The words of a state as a short sentence, for feeds and calendars."""
    return f"{state}." if state == Status.UNKNOWN.label else f"Stand: {state}."


WITHDRAWN: Final = "zurückgezogen"
"""The word for a proposal that the Redaktion took back: nobody in the town dropped anything."""


class Priority(Word):
    """Whether a recommendation is one of the few that its field puts first."""

    TOP = "top-2", "{top}", "", "top-{anzahl}"
    OTHER = "weitere", "weitere"


class Assertion(Word):
    """What the concept itself says there; without a word of the author it recommends."""

    FINDING = "feststellung", "Feststellung", "Das Konzept stellt fest, wie es ist."
    GOAL = "ziel", "Ziel", "Das Konzept sagt, was erreicht werden soll, nicht wie."
    RECOMMENDATION = "empfehlung", "{aussage}", "Das Konzept sagt, was getan werden soll."


class TopState(Word):
    """How the Top items of a field came about; ``{anzahl}`` is how many the town wants."""

    OPEN = (
        "offen",
        "offen",
        "Die Redaktion schlägt hier keine {top} vor.",
    )
    PROPOSED = (
        "vorschlag",
        "Entwurf der Redaktion",
        "Diese {top} sind ein Entwurf der Redaktion für die Gespräche.",
    )
    NAMED = (
        "benannt",
        "{verfasser_von} benannt",
        "Diese {top} hat {verfasser_wer} benannt.",
    )


class Party(Word):
    """Who says so."""

    ADMINISTRATION = speech.ADMINISTRATION
    # the value is the word of the first town, which is in all that is published
    AUTHORS = "Runder Tisch", "{verfasser}", "", "{verfasser}"
    PROVIDER = "Träger"
    EDITORS = "Redaktion"


class SortedBy(Word):
    """Who put a recommendation into its field."""

    SOURCE = "quelle", "laut Quelle"
    EDITORS = "redaktion", "durch die Redaktion"


class Obstacle(Word):
    """Kind of reason that stands against a recommendation, in the words of the paper of 2025."""

    LEGAL = "rechtlich"
    FACTUAL = "sachlich"
    FINANCIAL = "finanziell"


class Responsibility(Word):
    """What a body does with an item of its agenda."""

    DECISION = "Entscheidung"
    NOTICE = "Kenntnisnahme"
    PRELIMINARY = "Vorberatung"
    HEARING = "Anhörung"
    RESOLUTION = "Beschlussfassung"  # the same as a decision, in the words of other councils
    ADVICE = "Empfehlung"

    @property
    def decides(self) -> bool:
        """Whether the body has the last word."""
        return self in (Responsibility.DECISION, Responsibility.RESOLUTION)


class Subject(Word):
    """What a consultation is about."""

    GUIDE = "leitfaden", "das Konzept als Leitfaden"
    CONCEPT = "konzept", "das Konzept"
    REPORT = "bericht", "Bericht"
    FUNDING = "foerderung", "Förderung"
    REALISATION = "umsetzung", "Umsetzung einzelner {Einträge}"
    MOTION = "antrag", "Antrag"
    OTHER = "anderes", "anderes"


class Result(Word):
    """How a consultation ended."""

    UNCHANGED = "ungeändert beschlossen"
    CHANGED = "geändert beschlossen"
    NOTED = "zur Kenntnis genommen"
    ADJOURNED = "vertagt"
    REJECTED = "abgelehnt"
    ADOPTED = "beschlossen – Einzelheiten unbekannt"
    UNANIMOUS = "einstimmig beschlossen"
    BY_MAJORITY = "mehrheitlich beschlossen"
    ADVISED = "empfohlen"
    REFERRED = "verwiesen"
    WITHDRAWN = "abgesetzt"
    OPEN = "offen"

    @property
    def positive(self) -> bool:
        """Whether the body decided what it was asked to decide."""
        return self in (Result.UNCHANGED, Result.CHANGED, Result.ADOPTED, Result.UNANIMOUS, Result.BY_MAJORITY)


def is_open(result: Result | None) -> bool:
    """Whether it is not known how a consultation ended: it is yet to come, or no source says."""
    return result in (None, Result.OPEN)


class YesNo(Word):
    """A plain yes or no."""

    YES = "ja"
    NO = "nein"


class Speaker(Word):
    """Who gives a statement."""

    GROUP = "Fraktion"
    PARTY = "Partei"
    # the value is the word of the first town, which is in all that is published
    AUTHORS = "Runder Tisch", "{verfasser}", "", "{verfasser}"
    PROVIDER = "Träger"


class StatementKind(Word):
    """In which form a statement was given."""

    TALK = "Gespräch"
    MOTION = "Antrag"
    RELEASE = "Pressemitteilung"
    PROGRAMME = "Wahlprogramm"
    AGREEMENT = "Kooperationsvertrag"
    NOTE = "freigegebene Notiz"


class EventKind(Word):
    """Kind of date in the calendar."""

    DEADLINE = "Frist"
    MEETING = "Sitzung"
    EVENT = "Veranstaltung"


class Span(Word):
    """What a figure counts: what there is on a day, or all that came in a month or year."""

    DAY = "stand", "den Stand an einem Tag"
    PERIOD = "zeitraum", "den ganzen Zeitraum"


class SourceKind(Word):
    """Kind of source. What a recommendation's origin is follows from it."""

    CONCEPT = "konzept", "beschlossenes Konzept"
    DRAFT = "entwurf", "Entwurf des Konzepts"
    INTERIM_REPORT = "zwischenbericht", "Niederschrift über einen Zwischenbericht"
    PRESS_RELEASE = "pressemitteilung", "Pressemitteilung {kommune_wessen}"
    PAPER = "vorlage", "Vorlage"
    MINUTES = "niederschrift", "Niederschrift"
    PRESS = "presse", "Presse"
    WEBSITE = "website", "Website"
    PROGRAMME = "wahlprogramm", "Wahlprogramm"
    STATISTICS = "statistik", "Statistik"
    LAW = "recht", "Recht"
    ANSWER = "auskunft", "Auskunft einer gefragten Stelle"


class Origin(Word):
    """Where a recommendation comes from: derived from its sources, never claimed.

    The label stands in tables, the criterion is the careful sentence on pages;
    ``{jahr}`` is the year of the source.
    """

    CONCEPT = (
        "konzept",
        "beschlossenes Konzept",
        "Steht im beschlossenen Konzept.",
    )
    DRAFT = (
        "entwurf",
        "Entwurf {jahr}",
        "Steht im Entwurf {konzept_wessen} ({jahr}); ein Entwurf ist kein Beschluss.",
    )
    INTERIM_REPORT = (
        "zwischenbericht",
        "{verfasser} {jahr}",
        "{jahr} im Zwischenbericht {verfasser_wessen} genannt.",
    )
    PRESS_RELEASE = (
        "pressemitteilung",
        "{kommune} {jahr}, Beispiel",
        "{jahr} in einer Pressemitteilung {kommune_wessen} als Beispiel genannt.",
    )
    PROPOSAL = (
        "vorschlag",
        "Vorschlag der Redaktion",
        "Vorschlag der Redaktion; {kein Eintrag} {verfasser_wessen} und nicht beschlossen.",
    )


NOT_COMPARED = "Ob und wie es im beschlossenen Konzept steht, ist nicht geprüft."
WORDING_NOT_COMPARED = "Wie es im Konzept steht, ist nicht geprüft."

ORIGIN_OF_SOURCE = {
    SourceKind.CONCEPT: Origin.CONCEPT,
    SourceKind.DRAFT: Origin.DRAFT,
    SourceKind.INTERIM_REPORT: Origin.INTERIM_REPORT,
    SourceKind.PRESS_RELEASE: Origin.PRESS_RELEASE,
}
