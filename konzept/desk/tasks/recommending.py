"""Tasks about recommendations: their state, their words, which of them stand first."""

from __future__ import annotations

from typing import Final

from konzept.desk import writers
from konzept.desk.form_fields import FormField, of
from konzept.desk.tasks.parts import Task, chosen, evidence, group, line, long_text, new_source
from konzept.model import (
    ASIDE,
    BLOCKED,
    Consultation,
    Development,
    Event,
    Field,
    Figure,
    Paper,
    Recommendation,
    Source,
    Statement,
    Status,
    Update,
)
from konzept.model.speech import say

_ANY: Final = tuple(kind.NAME for kind in (Recommendation, Update, Development, Consultation, Paper, Statement, Event))
_EDITABLE: Final = (*_ANY, Figure.NAME, Source.NAME, Field.NAME, "konzept", "gremium")

_ASIDE: Final = tuple(of(Recommendation, name, depends=True) for name in ASIDE)


def _update_fields(*, aside: bool) -> tuple[FormField, ...]:
    others = [word for word in Status if word not in BLOCKED] if aside else [Status.SUGGESTED]
    return (
        of(Update, "betrifft", label=say("Um {welchen Eintrag} geht es?")),
        line("Was ist geschehen, in einem Satz?"),
        of(Update, "datum", label="Wann war das?"),
        of(Update, "status", label="Stand jetzt", without=others),
        of(Update, "nach_angabe_von", label="Wer sagt das?"),
        of(Update, "festgestellt_am", help="Nur wenn es an einem anderen Tag gesagt wurde als dem, für den es gilt."),
        long_text("Genauer, in wenigen Sätzen"),
    )


def report_state() -> Task:
    """A Sachstand of a recommendation."""
    return Task(
        "sachstand",
        "Sachstand melden",
        say("Jemand sagt, wie es um {einen Eintrag} steht, und es gibt einen Beleg."),
        (
            group("Was ist der Stand?", *_update_fields(aside=False)),
            *evidence(Update),
            group(
                "Wenn die Redaktion es selbst feststellt",
                of(Update, "bezug", help="Wörtlich, in „…“: Nur so darf die Redaktion es feststellen."),
                hint="Sonst bleibt das leer.",
                folded=True,
            ),
        ),
        writers.report_update,
        "Sachstand zu {betrifft}",
    )


def put_aside() -> Task:
    """A recommendation that is not possible now, with what stands against it."""
    return Task(
        "zurueckstellen",
        "Zurückstellen",
        say("{Ein Eintrag} geht jetzt nicht. Wer sagt das, warum, und wann wird wieder geprüft?"),
        (
            group("Was ist der Stand?", *_update_fields(aside=True)),
            group("Was steht entgegen?", *_ASIDE),
            *evidence(Update),
        ),
        writers.report_update,
        "{betrifft} zurückgestellt",
    )


def report_development() -> Task:
    """News that change no state."""
    return Task(
        "entwicklung",
        "Neuigkeit melden",
        say("Etwas ist geschehen, das zu {einem Eintrag} oder einem Handlungsfeld gehört. Kein Stand ändert sich."),
        (
            group(
                "Was ist geschehen?",
                of(Development, "betrifft"),
                line("Was ist geschehen, in einem Satz?"),
                of(Development, "datum", label="Wann war das?"),
                long_text("Genauer, in wenigen Sätzen"),
            ),
            *evidence(Development),
        ),
        writers.report_development,
        "Entwicklung zu {betrifft}",
    )


def recommend() -> Task:
    """A recommendation of a source, or a proposal of the Redaktion."""
    return Task(
        "empfehlung",
        say("{Neuen Eintrag} vorschlagen"),
        say("Eine Quelle {empfiehlt} etwas, das hier fehlt. Ohne solche Quelle wird es ein Vorschlag der Redaktion."),
        (
            group(
                say("{Der Eintrag}"),
                of(Recommendation, "handlungsfeld"),
                line(say("{Der Eintrag} in einem Satz"), say("So, dass man {ihn} auch ohne das Feld versteht.")),
                long_text(
                    "Wörtlich aus der Quelle, oder der Anlass des Vorschlags",
                    "Zitate in „…“, Auslassungen als […].",
                    required=True,
                ),
                long_text("Was offen ist, in höchstens zwei Sätzen", name="umsetzung", required=True),
                of(Recommendation, "zielgruppe"),
                of(Recommendation, "naechster_schritt"),
            ),
            group(
                say("Wenn eine Quelle es {empfiehlt}"),
                of(Recommendation, "genannt_in", depends=True, label="Quelle, die schon verzeichnet ist"),
                of(Recommendation, "fundstelle"),
                of(Recommendation, "zuordnung", required=False),
            ),
            group("Neue Quelle", *new_source(), folded=True),
            group(
                say("Wenn keine Quelle es {empfiehlt}"),
                of(Recommendation, "anlass"),
                of(Recommendation, "seit"),
                hint="Ein Vorschlag der Redaktion braucht einen veröffentlichten Anlass.",
                folded=True,
            ),
        ),
        writers.recommend,
        say("{Neuer Eintrag}: {titel}"),
    )


def name_top() -> Task:
    """What stands first in a field, named by the authors."""
    return Task(
        "top",
        say("{top} benennen"),
        "Wer das Konzept verfasst hat, benennt, was in einem Handlungsfeld vorn steht.",
        (
            group(
                "Die Benennung",
                chosen("feld", "Handlungsfeld", Field.NAME),
                chosen("empfehlungen", say("{Einträge}, die vorn stehen"), Recommendation.NAME, several=True),
                of(Field, "benannt_am", required=True),
            ),
            *evidence(Field),
        ),
        writers.name_top,
        "Benannt: {empfehlungen}",
    )


def confirm_wording() -> Task:
    """The authors confirm the wording of a recommendation."""
    return Task(
        "wortlaut",
        "Wortlaut bestätigen",
        say("Wer das Konzept verfasst hat, bestätigt, dass {ein Eintrag} hier richtig wiedergegeben ist."),
        (
            group(
                "Die Bestätigung",
                of(Update, "betrifft", label=say("{Welcher Eintrag}?")),
                of(Recommendation, "bestaetigt_am", required=True),
            ),
        ),
        writers.confirm_wording,
        "{betrifft}: Wortlaut bestätigt",
    )


def change_text() -> Task:
    """Other words for an item."""
    return Task(
        "text",
        "Text ändern",
        "Ein Eintrag steht hier nicht gut oder nicht richtig.",
        (
            group(
                "Der Text",
                chosen("eintrag", "Welcher Eintrag?", *_EDITABLE),
                line("Titel"),
                long_text(say("Text; bei {einem Eintrag}: was die Quelle sagt")),
                long_text(say("Bei {einem Eintrag}: was offen ist"), name="umsetzung"),
                of(Recommendation, "redaktionell", help="Nur, wenn sich allein die Form ändert: der Tag heute."),
            ),
        ),
        writers.change_text,
        "{eintrag}: Text geändert",
    )
