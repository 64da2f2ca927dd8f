"""The instructions on the first sheet of a questionnaire."""

from __future__ import annotations

from datetime import date
from typing import Final

from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.survey.bodies import Asked
from konzept.town import Town

_LINES: Final = """\
Gefragt ist, was am {day} der Stand der {Einträge} ist. {deadline}
# So geht es
1. Im Blatt Antworten steht in jeder Zeile {ein Eintrag}. Grau ist, was wir wissen; es ist gesperrt.
2. Füllen Sie die weißen Felder aus. Wählen Sie zuerst bei „Stand jetzt“ ein Wort. Was die Wörter bedeuten, steht im \
Blatt Wörter.
3. Sie wissen etwas nicht? Dann bleibt das Feld leer. Eine leere Zeile ändert nichts.
4. Ist eine andere Stelle zuständig, tragen Sie sie bei „Nicht wir, sondern“ ein.
5. Wählen Sie bei „Darf veröffentlicht werden“ ja oder nein, und schreiben Sie, wer das freigegeben hat. Ohne ja wird \
nichts aus der Zeile übernommen.
# Das ist wichtig
Bitte keine Namen von Personen. Was Sie schreiben, wird mit dem Namen Ihrer Stelle wörtlich veröffentlicht. Die Spalte \
„Interne Bemerkung“ wird nie übernommen.
Bei „in Beratung“ und „Umsetzung beschlossen“ nennen Sie Sitzung und Vorlage. Fehlen sie, wird Ihre Auskunft als \
Entwicklung aufgenommen, und der Stand bleibt, wie er war.
Bei „zurückgestellt“ und „derzeit nicht umsetzbar“ nennen Sie das Hindernis und sagen, wann oder unter welcher \
Bedingung wieder geprüft wird.
Ein Datum schreiben Sie, wie Sie es kennen: 1.3.2026, März 2026 oder 2026.
Sie bekommen eine Rückmeldung, was übernommen wurde und was nicht.
"""


def guide(day: date, until: date | None, asked: Asked, town: Town) -> list[str]:
    """The lines below the title; one that begins with ``# `` is a heading."""
    back = f"an {town.contact} zurück" if town.contact else "an die Stelle zurück, von der Sie die Datei haben"
    deadline = f"Bitte senden Sie die ausgefüllte Datei {f'bis zum {german_day(until)} ' if until else ''}{back}."
    said = say(_LINES, day=german_day(day), deadline=deadline)
    return [*said.splitlines(), town.legal, *([asked.note] if asked.note else [])]
