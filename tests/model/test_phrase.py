"""Phrases around what a town calls its items, for a noun of each gender."""

from __future__ import annotations

import pytest

from konzept.model.speech import Speech, kept, say, speak
from konzept.start.declension import noun

CASES = {
    "{Ein Eintrag} steht da.": ("Eine Maßnahme", "Ein Ziel", "Ein Vorschlag"),
    "{Kein anderer Eintrag} steht da.": ("Keine andere Maßnahme", "Kein anderes Ziel", "Kein anderer Vorschlag"),
    "{Der neue Eintrag} steht da.": ("Die neue Maßnahme", "Das neue Ziel", "Der neue Vorschlag"),
    "{Neuer Eintrag} steht da.": ("Neue Maßnahme", "Neues Ziel", "Neuer Vorschlag"),
    "{Die Seite} {dieses Eintrags} steht da.": (
        "{Die Seite} dieser Maßnahme",
        "{Die Seite} dieses Ziels",
        "{Die Seite} dieses Vorschlags",
    ),
    "Zu {keinem einzelnen Eintrag} steht da.": (
        "Zu keiner einzelnen Maßnahme",
        "Zu keinem einzelnen Ziel",
        "Zu keinem einzelnen Vorschlag",
    ),
    "Um {welchen Eintrag} steht da.": ("Um welche Maßnahme", "Um welches Ziel", "Um welchen Vorschlag"),
    "Durch {einen anderen} steht da.": ("Durch eine andere", "Durch ein anderes", "Durch einen anderen"),
    "{Vom Eintrag} {zum Eintrag} steht da.": (
        "Von der Maßnahme zur Maßnahme",
        "Vom Ziel zum Ziel",
        "Vom Vorschlag zum Vorschlag",
    ),
    "Mit {ihm} und {seiner} Nummer steht da.": (
        "Mit ihr und ihrer Nummer",
        "Mit ihm und seiner Nummer",
        "Mit ihm und seiner Nummer",
    ),
    "Bei den {Einträgen} steht da.": ("Bei den Maßnahmen", "Bei den Zielen", "Bei den Vorschlägen"),
    "{wert} in {unbekannt} steht da.": ("{Eintrag} in {unbekannt}",) * 3,
}


@pytest.mark.parametrize("text", CASES)
def test_a_phrase_has_the_gender_and_the_case(text: str) -> None:
    for item, expected in zip(("Maßnahme", "Ziel", "Vorschlag"), CASES[text], strict=True):
        with kept():
            speak(Speech(item=noun(item)))
            # what is put in is not read as a phrase again
            assert say(text, wert="{Eintrag}") == f"{expected} steht da."
