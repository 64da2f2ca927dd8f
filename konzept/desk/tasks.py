"""The tasks in the words of those who have them: what each asks for, and how its answers become text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from konzept.desk import writers
from konzept.desk.fields import FieldGroup, FormField, of
from konzept.desk.pen import Pen, Values
from konzept.model import (
    Consultation,
    Development,
    Event,
    Field,
    Figure,
    Item,
    Paper,
    Recommendation,
    Source,
    Statement,
    Status,
    Update,
)

_PUT_ASIDE: Final = (Status.POSTPONED, Status.NOT_FEASIBLE)


@dataclass(frozen=True, slots=True)
class Task:
    """A task: its address, what it is called, what it is for, its fields, how to write it, and its line in history."""

    name: str
    title: str
    about: str
    groups: tuple[FieldGroup, ...]
    write: Callable[[Pen, Values], None]
    subject: str

    def data(self) -> dict[str, Any]:
        """The task for the page."""
        groups = [group.data() for group in self.groups]
        return {"name": self.name, "title": self.title, "about": self.about, "groups": groups}

    @property
    def fields(self) -> dict[str, FormField]:
        """All fields by name."""
        return {field.name: field for group in self.groups for field in group.fields}


def _line(label: str, help: str = "", name: str = "titel", *, required: bool = True) -> FormField:
    return FormField(name=name, label=label, required=required, help=help)


def _text(label: str, help: str = "", name: str = "text", *, required: bool = False) -> FormField:
    return FormField(name=name, label=label, kind="long", required=required, help=help)


def _new_source(prefix: str = "q_") -> tuple[FormField, ...]:
    return (
        _line("Titel der Quelle", "Was es ist, von wem, von wann.", f"{prefix}titel", required=False),
        *(of(Source, name, prefix=prefix, required=False) for name in ("art", "datum", "url", "vollstaendig")),
        _text("Was man zur Quelle wissen muss", name=f"{prefix}text"),
    )


def _evidence(kind: type[Item]) -> tuple[FieldGroup, ...]:
    """Where it stands: a source that is there already, or a new one."""
    named = of(kind, "quelle", required=False, label="Quelle, die schon verzeichnet ist")
    return (
        FieldGroup(title="Woher weiß man das?", fields=(named,), hint="Jede Angabe braucht eine Quelle."),
        FieldGroup(
            title="Neue Quelle",
            fields=_new_source(),
            hint="Nur, wenn sie noch nicht verzeichnet ist.",
            folded=True,
        ),
    )


_ASIDE: Final = (
    of(Recommendation, "hinderungsgrund"),
    of(Recommendation, "erneut_pruefen"),
    of(Recommendation, "erneut_pruefen_wenn"),
)


def _update_fields(*, aside: bool) -> tuple[FormField, ...]:
    others = [word for word in Status if word not in _PUT_ASIDE] if aside else [Status.SUGGESTED]
    return (
        of(Update, "betrifft", label="Um welche Empfehlung geht es?"),
        _line("Was ist geschehen, in einem Satz?"),
        of(Update, "datum", label="Wann war das?"),
        of(Update, "status", label="Stand jetzt", without=others),
        of(Update, "nach_angabe_von", label="Wer sagt das?"),
        of(Update, "festgestellt_am", help="Nur wenn es an einem anderen Tag gesagt wurde als dem, für den es gilt."),
        _text("Genauer, in wenigen Sätzen"),
    )


_ANY: Final = tuple(kind.NAME for kind in (Recommendation, Update, Development, Consultation, Paper, Statement, Event))
_EDITABLE: Final = (*_ANY, Figure.NAME, Source.NAME, Field.NAME, "konzept", "gremium")


def _named(kind: type[Item], *names: str) -> tuple[FormField, ...]:
    return tuple(of(kind, name) for name in names)


def tasks() -> tuple[Task, ...]:
    """All tasks, in the order in which they are offered; the words are those of the town that is loaded."""
    return (
        Task(
            "sachstand",
            "Sachstand melden",
            "Jemand sagt, wie es um eine Empfehlung steht, und es gibt einen Beleg.",
            (
                FieldGroup(title="Was ist der Stand?", fields=_update_fields(aside=False)),
                *_evidence(Update),
                FieldGroup(
                    title="Wenn die Redaktion es selbst feststellt",
                    fields=(of(Update, "bezug", help="Wörtlich, in „…“: Nur so darf die Redaktion es feststellen."),),
                    hint="Sonst bleibt das leer.",
                    folded=True,
                ),
            ),
            writers.report_update,
            "Sachstand zu {betrifft}",
        ),
        Task(
            "zurueckstellen",
            "Zurückstellen",
            "Eine Empfehlung geht jetzt nicht. Wer sagt das, warum, und wann wird wieder geprüft?",
            (
                FieldGroup(title="Was ist der Stand?", fields=_update_fields(aside=True)),
                FieldGroup(title="Was steht entgegen?", fields=_ASIDE),
                *_evidence(Update),
            ),
            writers.report_update,
            "{betrifft} zurückgestellt",
        ),
        Task(
            "entwicklung",
            "Neuigkeit melden",
            "Etwas ist geschehen, das zu einer Empfehlung oder einem Handlungsfeld gehört. Kein Stand ändert sich.",
            (
                FieldGroup(
                    title="Was ist geschehen?",
                    fields=(
                        of(Development, "betrifft"),
                        _line("Was ist geschehen, in einem Satz?"),
                        of(Development, "datum", label="Wann war das?"),
                        _text("Genauer, in wenigen Sätzen"),
                    ),
                ),
                *_evidence(Development),
            ),
            writers.report_development,
            "Entwicklung zu {betrifft}",
        ),
        Task(
            "empfehlung",
            "Neue Empfehlung vorschlagen",
            "Eine Quelle empfiehlt etwas, das hier fehlt. Ohne solche Quelle wird es ein Vorschlag der Redaktion.",
            (
                FieldGroup(
                    title="Die Empfehlung",
                    fields=(
                        of(Recommendation, "handlungsfeld"),
                        _line("Die Empfehlung in einem Satz", "So, dass man sie auch ohne das Feld versteht."),
                        _text(
                            "Wörtlich aus der Quelle, oder der Anlass des Vorschlags",
                            "Zitate in „…“, Auslassungen als […].",
                            required=True,
                        ),
                        _text("Was offen ist, in höchstens zwei Sätzen", name="umsetzung", required=True),
                        of(Recommendation, "zielgruppe"),
                        of(Recommendation, "naechster_schritt"),
                    ),
                ),
                FieldGroup(
                    title="Wenn eine Quelle es empfiehlt",
                    fields=(
                        of(Recommendation, "genannt_in", label="Quelle, die schon verzeichnet ist"),
                        of(Recommendation, "fundstelle"),
                        of(Recommendation, "zuordnung", required=False),
                    ),
                ),
                FieldGroup(title="Neue Quelle", fields=_new_source(), folded=True),
                FieldGroup(
                    title="Wenn keine Quelle es empfiehlt",
                    fields=(of(Recommendation, "anlass"), of(Recommendation, "seit")),
                    hint="Ein Vorschlag der Redaktion braucht einen veröffentlichten Anlass.",
                    folded=True,
                ),
            ),
            writers.recommend,
            "Neue Empfehlung: {titel}",
        ),
        Task(
            "beratung",
            "Beratung eintragen",
            "Ein Gremium hat sich an einem Tag damit befasst.",
            (
                FieldGroup(
                    title="Die Beratung",
                    fields=(
                        _line("Worum ging es?"),
                        *_named(Consultation, "datum", "gremium", "tagesordnungspunkt", "zustaendigkeit"),
                        *_named(Consultation, "gegenstand", "ergebnis", "einstimmig", "ja", "nein", "enthaltung"),
                        of(Consultation, "betrifft"),
                        _text("Was man dazu wissen muss"),
                    ),
                ),
                FieldGroup(
                    title="Die Vorlage",
                    folded=True,
                    fields=(
                        of(Consultation, "vorlage", label="Vorlage, die schon verzeichnet ist"),
                        _line("Betreff einer neuen Vorlage", name="v_titel", required=False),
                        of(Paper, "drucksache", prefix="v_"),
                        of(Paper, "art", prefix="v_"),
                        of(Paper, "oeffentlich", prefix="v_", required=False),
                    ),
                ),
                *_evidence(Consultation),
            ),
            writers.enter_consultation,
            "Beratung am {datum}: {titel}",
        ),
        Task(
            "stellungnahme",
            "Gespräch oder Stellungnahme festhalten",
            "Eine Fraktion, eine Partei oder ein Träger sagt etwas dazu, in eigenen Worten und freigegeben.",
            (
                FieldGroup(
                    title="Die Stellungnahme",
                    fields=(
                        _line("Wer sagt es, und wozu?"),
                        *_named(Statement, "von", "art", "datum", "betrifft"),
                        _text("In den eigenen Worten derer, die es sagen, in „…“", required=True),
                        of(Statement, "naechster_schritt"),
                    ),
                ),
                *_evidence(Statement),
            ),
            writers.enter_statement,
            "Stellungnahme: {titel}",
        ),
        Task(
            "termin",
            "Termin eintragen",
            "Etwas steht an: eine Frist, eine Sitzung, eine Veranstaltung.",
            (
                FieldGroup(
                    title="Der Termin",
                    fields=(_line("Was steht an?"), *_named(Event, "datum", "art", "betrifft"), _text("Genauer")),
                ),
                *_evidence(Event),
            ),
            writers.enter_event,
            "Termin am {datum}: {titel}",
        ),
        Task(
            "kennzahl",
            "Kennzahl eintragen",
            "Eine Zahl mit ihrem Tag, ihrer Quelle und dem, was sie zählt.",
            (
                FieldGroup(
                    title="Die Zahl",
                    fields=(
                        _line("Was sagt die Zahl, mit dem Tag?"),
                        *_named(Figure, "reihe", "datum", "zaehlt", "wert", "einheit"),
                        _text("Was man dazu wissen muss"),
                    ),
                ),
                *_evidence(Figure),
            ),
            writers.enter_figure,
            "Kennzahl: {titel}",
        ),
        Task(
            "quelle",
            "Quelle anlegen",
            "Ein Dokument, auf das sich Einträge stützen können.",
            (
                FieldGroup(
                    title="Die Quelle",
                    fields=(
                        _line("Titel der Quelle", "Was es ist, von wem, von wann."),
                        *_named(Source, "art", "datum", "url", "vollstaendig"),
                        _text("Was man zur Quelle wissen muss"),
                    ),
                ),
            ),
            writers.enter_source,
            "Quelle: {titel}",
        ),
        Task(
            "top",
            "Top benennen",
            "Wer das Konzept verfasst hat, benennt, was in einem Handlungsfeld vorn steht.",
            (
                FieldGroup(
                    title="Die Benennung",
                    fields=(
                        FormField(
                            name="feld", label="Handlungsfeld", kind="item", required=True, targets=(Field.NAME,)
                        ),
                        FormField(
                            name="empfehlungen",
                            label="Empfehlungen, die vorn stehen",
                            kind="items",
                            required=True,
                            targets=(Recommendation.NAME,),
                        ),
                        of(Field, "benannt_am", required=True),
                    ),
                ),
                *_evidence(Field),
            ),
            writers.name_top,
            "Benannt: {empfehlungen}",
        ),
        Task(
            "wortlaut",
            "Wortlaut bestätigen",
            "Wer das Konzept verfasst hat, bestätigt, dass eine Empfehlung hier richtig wiedergegeben ist.",
            (
                FieldGroup(
                    title="Die Bestätigung",
                    fields=(
                        of(Update, "betrifft", label="Welche Empfehlung?"),
                        of(Recommendation, "bestaetigt_am", required=True),
                    ),
                ),
            ),
            writers.confirm_wording,
            "{betrifft}: Wortlaut bestätigt",
        ),
        Task(
            "text",
            "Text ändern",
            "Ein Eintrag steht hier nicht gut oder nicht richtig.",
            (
                FieldGroup(
                    title="Der Text",
                    fields=(
                        FormField(
                            name="eintrag", label="Welcher Eintrag?", kind="item", required=True, targets=_EDITABLE
                        ),
                        _line("Titel"),
                        _text("Text; bei einer Empfehlung: was die Quelle sagt"),
                        _text("Bei einer Empfehlung: was offen ist", name="umsetzung"),
                        of(
                            Recommendation, "redaktionell", help="Nur, wenn sich allein die Form ändert: der Tag heute."
                        ),
                    ),
                ),
            ),
            writers.change_text,
            "{eintrag}: Text geändert",
        ),
    )
