"""Tasks about what happens around recommendations: meetings, statements, what is to come, figures, sources."""

from __future__ import annotations

from konzept.desk import writers
from konzept.desk.form_fields import of
from konzept.desk.tasks.parts import Task, evidence, group, line, long_text, named
from konzept.model import Consultation, Event, Figure, Paper, Source, Statement


def enter_consultation() -> Task:
    """What a body of the council dealt with, and the paper."""
    return Task(
        "beratung",
        "Beratung eintragen",
        "Ein Gremium hat sich an einem Tag damit befasst.",
        (
            group(
                "Die Beratung",
                line("Worum ging es?"),
                *named(Consultation, "datum", "gremium", "tagesordnungspunkt", "zustaendigkeit"),
                *named(Consultation, "gegenstand", "ergebnis", "einstimmig", "ja", "nein", "enthaltung"),
                of(Consultation, "betrifft"),
                long_text("Was man dazu wissen muss"),
            ),
            group(
                "Die Vorlage",
                of(Consultation, "vorlage", label="Vorlage, die schon verzeichnet ist"),
                line("Betreff einer neuen Vorlage", name="v_titel", required=False),
                of(Paper, "drucksache", prefix="v_"),
                of(Paper, "art", prefix="v_"),
                of(Paper, "oeffentlich", prefix="v_", required=False),
                folded=True,
            ),
            *evidence(Consultation),
        ),
        writers.enter_consultation,
        "Beratung am {datum}: {titel}",
    )


def enter_statement() -> Task:
    """What a group or a provider says in its own words."""
    return Task(
        "stellungnahme",
        "Gespräch oder Stellungnahme festhalten",
        "Eine Fraktion, eine Partei oder ein Träger sagt etwas dazu, in eigenen Worten und freigegeben.",
        (
            group(
                "Die Stellungnahme",
                line("Wer sagt es, und wozu?"),
                *named(Statement, "von", "art", "datum", "betrifft"),
                long_text("In den eigenen Worten derer, die es sagen, in „…“", required=True),
                of(Statement, "naechster_schritt"),
            ),
            *evidence(Statement),
        ),
        writers.enter_statement,
        "Stellungnahme: {titel}",
    )


def enter_event() -> Task:
    """What is to come."""
    return Task(
        "termin",
        "Termin eintragen",
        "Etwas steht an: eine Frist, eine Sitzung, eine Veranstaltung.",
        (
            group("Der Termin", line("Was steht an?"), *named(Event, "datum", "art", "betrifft"), long_text("Genauer")),
            *evidence(Event),
        ),
        writers.enter_event,
        "Termin am {datum}: {titel}",
    )


def enter_figure() -> Task:
    """A figure."""
    return Task(
        "kennzahl",
        "Kennzahl eintragen",
        "Eine Zahl mit ihrem Tag, ihrer Quelle und dem, was sie zählt.",
        (
            group(
                "Die Zahl",
                line("Was sagt die Zahl, mit dem Tag?"),
                *named(Figure, "reihe", "datum", "zaehlt", "wert", "einheit"),
                long_text("Was man dazu wissen muss"),
            ),
            *evidence(Figure),
        ),
        writers.enter_figure,
        "Kennzahl: {titel}",
    )


def enter_source() -> Task:
    """A source alone."""
    return Task(
        "quelle",
        "Quelle anlegen",
        "Ein Dokument, auf das sich Einträge stützen können.",
        (
            group(
                "Die Quelle",
                line("Titel der Quelle", "Was es ist, von wem, von wann."),
                *named(Source, "art", "datum", "url", "vollstaendig"),
                long_text("Was man zur Quelle wissen muss"),
            ),
        ),
        writers.enter_source,
        "Quelle: {titel}",
    )
