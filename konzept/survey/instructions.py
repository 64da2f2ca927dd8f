"""The instructions on the first sheet of a questionnaire."""

from __future__ import annotations

from datetime import date

from konzept.model import Recommendation
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.survey.bodies import Asked
from konzept.town import Town


def guide(day: date, until: date | None, asked: Asked, town: Town) -> list[tuple[str, str]]:
    """The lines below the title, each with its form: a heading or a text."""
    back = f" an {town.contact}" if town.contact else " an die Stelle, von der Sie die Datei haben"
    deadline = (
        f"Bitte senden Sie die Datei bis zum {german_day(until)} zurück{back}."
        if until
        else (f"Bitte senden Sie die ausgefüllte Datei zurück{back}.")
    )
    texts = [
        ("text", f"Gefragt ist, was am {german_day(day)} der Stand der {Recommendation.PLURAL} ist. {deadline}"),
        ("heading", "So geht es"),
        (
            "text",
            say("1. Im Blatt Antworten steht in jeder Zeile {ein Eintrag}. Grau ist, was wir wissen; es ist gesperrt."),
        ),
        (
            "text",
            "2. Füllen Sie die weißen Felder aus. Wählen Sie zuerst bei „Stand jetzt“ ein Wort. Was die Wörter "
            "bedeuten, steht im Blatt Wörter.",
        ),
        ("text", "3. Sie wissen etwas nicht? Dann bleibt das Feld leer. Eine leere Zeile ändert nichts."),
        ("text", "4. Ist eine andere Stelle zuständig, tragen Sie sie bei „Nicht wir, sondern“ ein."),
        (
            "text",
            "5. Wählen Sie bei „Darf veröffentlicht werden“ ja oder nein, und schreiben Sie, wer das freigegeben "
            "hat. Ohne ja wird nichts aus der Zeile übernommen.",
        ),
        ("heading", "Das ist wichtig"),
        (
            "text",
            "Bitte keine Namen von Personen. Was Sie schreiben, wird mit dem Namen Ihrer Stelle wörtlich "
            "veröffentlicht. Die Spalte „Interne Bemerkung“ wird nie übernommen.",
        ),
        (
            "text",
            "„In Beratung“ und „Umsetzung beschlossen“ brauchen Sitzung und Vorlage. Fehlen sie, wird Ihre Auskunft "
            "als Entwicklung aufgenommen, und der Stand bleibt, wie er war.",
        ),
        (
            "text",
            "Zurückgestellt und derzeit nicht umsetzbar brauchen ein Hindernis und wann oder unter welcher Bedingung "
            "wieder geprüft wird.",
        ),
        ("text", "Ein Datum schreiben Sie, wie Sie es kennen: 1.3.2026, März 2026 oder 2026."),
        ("text", "Sie bekommen eine Rückmeldung, was übernommen wurde und was nicht."),
        ("text", town.legal),
    ]
    return [*texts, *([("text", asked.note)] if asked.note else [])]
