"""The instructions at the head of the file in which people decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from konzept.ingest.proposals import Row
from konzept.ingest.review_columns import DECIDE, DETAILS, REST
from konzept.model.speech import say

_LINES: Final = """\
Diese Datei ist nur für die Redaktion. Geben Sie sie nicht weiter, legen Sie sie nicht in git.
# So geht es
1. Im {part} {details} sagen Sie, in welcher Beratung genau diese Fassung beschlossen wurde und ob ihr Wortlaut \
veröffentlicht werden darf.
2. Im {part} {decide} (Zeilen: {main}) steht, was das Programm für {Einträge}, Ziele und Feststellungen hält. Was \
grau ist, kommt aus dem Dokument, was weiß ist, füllen Sie aus. Zu jeder Zeile gehört eine Entscheidung.
3. Im {part} {rest} (Zeilen: {others}) steht alles andere. Ohne Entscheidung bleibt es draußen. Hat das Programm dort \
{einen Eintrag} übersehen, entscheiden Sie hier.
4. Speichern Sie die Datei und übernehmen Sie sie mit: konzept ingest --apply DATEI
# Die Entscheidungen
neu: Die Aussage wird {ein eigener Eintrag}. ID und Kurztitel sind Vorschläge der Redaktion.
gehört zu: Wir haben sie schon. Daneben stehen die IDs, auch mehrere. Die Seite behält ihre ID und bekommt Wortlaut \
und Quelle dazu.
Ausgangslage: Sie sagt, wie es ist, und kommt auf die Seite des Handlungsfelds. Ein Ziel steht dort als Ziel; mit neu \
bekommt es eine eigene Seite.
weglassen: Sie kommt nicht auf die Website. Schreiben Sie daneben, warum.
# Das ist wichtig
Der Vorschlag ist eine Vermutung des Programms. Als beschlossen gilt erst, was ein Mensch entschieden hat.
Namen von Personen, Adressen und Telefonnummern sind durch […] ersetzt, soweit das Programm sie erkennt. Kürzen Sie, \
was es übersehen hat, ebenso.
Die Prüfdatei gibt es für Excel und für Word. Füllen Sie eine von beiden aus.
"""


def guide(rows: Sequence[Row], part: str = "Blatt") -> list[str]:
    """The lines below the title, one with ``# `` is a heading; ``part`` is what the file is divided into."""
    main = sum(row.main for row in rows)
    values = {"details": DETAILS, "decide": DECIDE, "rest": REST, "main": main, "others": len(rows) - main}
    return say(_LINES, part=part, **values).splitlines()
