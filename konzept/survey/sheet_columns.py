"""The columns of a questionnaire, declared once: writing, reading, examination and instructions follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from konzept.model import UNTOLD, Responsibility, Status
from konzept.model.speech import say

Form = Literal["text", "day", "list", "lists", "url"]
LONGEST: Final = 2000
SHEET: Final = "Antworten"
STATED: Final = tuple(s for s in Status if s not in UNTOLD)  # what a body may say
IN_SESSION: Final = (Status.IN_DELIBERATION, Status.ADOPTED)  # what rests on a meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``help`` is shown at its cells (at most 255 letters); ``choices`` names the list of its words."""

    key: str
    head: str
    width: int
    help: str = ""
    form: Form = "text"
    choices: str = ""
    locked: bool = False
    free: bool = False  # other words than those of the list may be typed
    longest: int = 300

    @property
    def heading(self) -> str:
        """What stands above it."""
        return say(self.head)


def _shown(key: str, heading: str, width: int) -> Column:
    return Column(key=key, head=heading, width=width, locked=True)


ID: Final = _shown("id", "ID", 9)
CHECK: Final = _shown("check", "Prüfwert", 8)
_DAY: Final = "Tag, Monat oder Jahr: 1.3.2026, März 2026 oder 2026."
COLUMNS: Final = (
    ID,
    _shown("field", "Handlungsfeld", 16),
    _shown("title", "{Eintrag}", 32),
    _shown("words", "Laut Quelle", 50),
    _shown("now", "Stand heute", 16),
    _shown("newest", "Letzter Sachstand", 36),
    Column(
        key="status",
        head="Stand jetzt",
        width=18,
        form="list",
        choices="Stand",
        help="Bitte auswählen. Was die Wörter bedeuten, steht im Blatt Wörter. Wissen Sie es nicht, bleibt das Feld "
        "leer.",
    ),
    Column(key="since", head="Seit wann", width=14, form="day", help=f"Seit wann das so ist. {_DAY}"),
    Column(
        key="what",
        head="Was ist geschehen",
        width=50,
        longest=LONGEST,
        help=f"Zwei bis drei Sätze, ohne Namen von Personen. Sie werden wörtlich veröffentlicht. Höchstens {LONGEST} "
        "Zeichen.",
    ),
    Column(key="proof", head="Beleg: Titel", width=28, help="Ein öffentlicher Beleg, zum Beispiel eine Seite."),
    Column(
        key="url",
        head="Beleg: Adresse",
        width=28,
        form="url",
        longest=1000,
        help="Beginnt mit https:// (freiwillig).",
    ),
    Column(
        key="obstacles",
        head="Hindernis",
        width=16,
        form="lists",
        choices="Hindernis",
        free=True,
        help="Nur wenn etwas entgegensteht. Mehrere Gründe trennt ein Komma: rechtlich, finanziell.",
    ),
    Column(key="review_on", head="Erneut prüfen am", width=14, form="day", help="Ein Tag: 1.3.2027."),
    Column(
        key="review_when",
        head="Erneut prüfen, wenn",
        width=28,
        help="Eine Bedingung: die Förderung bewilligt ist.",
    ),
    Column(key="next_step", head="Nächster Schritt", width=32, help="Was Ihre Stelle als Nächstes tut."),
    Column(key="target", head="Nächster Schritt bis", width=14, form="day", help=_DAY),
    Column(
        key="body",
        head="Sitzung: Gremium",
        width=22,
        form="list",
        choices="Gremium",
        help="Nur für „in Beratung“ und „Umsetzung beschlossen“.",
    ),
    Column(key="session", head="Sitzung: Tag", width=14, form="day", help="Ein Tag: 1.3.2026."),
    Column(
        key="power",
        head="Sitzung: Zuständigkeit",
        width=18,
        form="list",
        choices="Zuständigkeit",
        help=f"Was das Gremium tat, aus der Liste: {', '.join(word.label for word in Responsibility)}.",
    ),
    Column(
        key="result",
        head="Sitzung: Ergebnis",
        width=22,
        form="list",
        choices="Ergebnis",
        help="Aus der Liste.",
    ),
    Column(key="paper", head="Vorlage: Nummer", width=18, longest=60, help="Wie im Ratsinformationssystem."),
    Column(key="paper_on", head="Vorlage: Datum", width=14, form="day", help=_DAY),
    Column(
        key="publish",
        head="Darf veröffentlicht werden",
        width=16,
        form="list",
        choices="JaNein",
        help="Nur bei ja wird etwas aus der Zeile übernommen. Leer heißt nein.",
    ),
    Column(
        key="released",
        head="Freigegeben durch (Funktion)",
        width=22,
        form="list",
        choices="Freigabe",
        help="Wer das freigegeben hat: die Funktion aus der Liste, kein Name.",
    ),
    Column(key="on", head="Auskunft vom", width=14, form="day", help="Der Tag Ihrer Auskunft: 1.3.2026."),
    Column(
        key="other",
        head="Nicht wir, sondern",
        width=24,
        form="list",
        choices="Stelle",
        free=True,
        help="Ist eine andere Stelle zuständig, wählen Sie sie aus oder schreiben Sie ihren Namen. Der Rest der Zeile "
        "bleibt dann leer.",
    ),
    Column(
        key="internal",
        head="Interne Bemerkung",
        width=32,
        longest=LONGEST,
        help="Für Ihre Stelle. Sie wird nie übernommen. Am besten löschen Sie sie vor dem Zurücksenden.",
    ),
    CHECK,
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
ANSWERED: Final = tuple(column.key for column in COLUMNS if not column.locked and column.key not in ("internal", "on"))
