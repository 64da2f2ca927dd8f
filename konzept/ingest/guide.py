"""The instructions on the first sheet of the file in which people decide."""

from __future__ import annotations

from collections.abc import Sequence

from konzept.ingest.columns import DECIDE, DETAILS, REST
from konzept.ingest.proposals import Row


def guide(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The lines below the title, each with its form: a heading or a text."""
    main = sum(row.main for row in rows)
    return [
        (
            "text",
            "Diese Datei ist nur für die Redaktion. Geben Sie sie nicht weiter, legen Sie sie nicht in git.",
        ),
        ("heading", "So geht es"),
        (
            "text",
            f"1. Im Blatt {DETAILS} sagen Sie, in welcher Beratung genau diese Fassung beschlossen wurde und ob ihr "
            "Wortlaut veröffentlicht werden darf.",
        ),
        (
            "text",
            f"2. Im Blatt {DECIDE} ({main} Zeilen) steht, was das Programm für Empfehlungen, Ziele und Feststellungen "
            "hält. Grau kommt aus dem Dokument, weiß füllen Sie aus. Zu jeder Zeile gehört eine Entscheidung.",
        ),
        (
            "text",
            f"3. Im Blatt {REST} ({len(rows) - main} Zeilen) steht alles andere. Ohne Entscheidung bleibt es draußen. "
            "Hat das Programm dort eine Empfehlung übersehen, entscheiden Sie hier über sie.",
        ),
        ("text", "4. Speichern Sie die Datei und übernehmen Sie sie mit: konzept ingest --apply DATEI"),
        ("heading", "Die Entscheidungen"),
        (
            "text",
            "neu: Die Aussage wird eine eigene Empfehlung. ID und Kurztitel sind Vorschläge der Redaktion.",
        ),
        (
            "text",
            "gehört zu: Wir haben sie schon. In der nächsten Spalte stehen die IDs, auch mehrere. Die Seite behält "
            "ihre ID und bekommt Wortlaut und Quelle dazu.",
        ),
        ("text", "Ausgangslage: Sie sagt, wie es ist, und kommt auf die Seite des Handlungsfelds."),
        ("text", "weglassen: Sie kommt nicht auf die Website. Schreiben Sie in die nächste Spalte, warum."),
        ("heading", "Das ist wichtig"),
        (
            "text",
            "Die Spalte Vorschlag ist eine Vermutung des Programms. Als beschlossen gilt erst, was ein Mensch "
            "entschieden hat.",
        ),
        (
            "text",
            "Namen von Personen, Adressen und Telefonnummern sind durch […] ersetzt, soweit das Programm sie erkennt. "
            "Kürzen Sie, was es übersehen hat, ebenso.",
        ),
    ]
