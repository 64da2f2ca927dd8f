"""What tells of persons is left out; offices, places and groups of people stay."""

from __future__ import annotations

import pytest

from konzept.personal import persons, redacted


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Frau Dr. Müller-Beispiel leitet das Amt.", "[…] leitet das Amt."),
        ("Prof. Dr. H. Beispiel", "[…]"),
        ("Herr von der Heide", "[…]"),
        ("Ansprechpartnerin: Erika Muster, Tel. 02406/83-123, e.muster@stadt.de", "Ansprechpartnerin: […], […], […]"),
        ("Redaktion: Anna Beispiel, Bernd Muster", "Redaktion: […]"),
        ("Max Mustermann, Bürgermeister", "[…], Bürgermeister"),
        ("Telefon: 0 24 06 / 83 - 0", "[…]"),
        ("Beispielstraße 12, 52134 Herzogenrath", "[…]"),
        ("muster (at) stadt.de", "[…]"),
    ],
)
def test_persons_are_left_out(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Die Frau im Mittelpunkt",
        "Frauen und Männer nehmen teil.",
        "Der Bürgermeister soll jedes Jahr berichten.",
        "Leitung: Sozialamt",
        "Ein Treffpunkt am Rathausplatz 1 öffnet.",
        "Von 2019 bis 2025 sank die Zahl von 12.345 auf 9.876.",
        "Integrationsrat und Sozialausschuss beraten am 25.03.2025.",
        "Die Maßnahme kostet 156.000,00 Euro.",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert redacted(text) == text


def test_the_words_themselves_are_given() -> None:
    text = "Frau Dr. Beispiel (e.b@stadt.de) und Frau und Mann, Tel. 02406 83123."
    assert sorted(persons(text)) == ["Frau Dr. Beispiel", "Tel. 02406 83123", "e.b@stadt.de"]
