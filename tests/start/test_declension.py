"""Names in their cases: each kind of name that a town can choose, and what is asked for when it is unknown."""

from __future__ import annotations

import pytest

from konzept.errors import KonzeptError
from konzept.model.speech import Naming
from konzept.start.declension import declined, noun

CASES = {
    "Stadt": ("Stadt", "die Stadt", "der Stadt", "der Stadt", "die Stadt"),
    "Gemeinde": ("Gemeinde", "die Gemeinde", "der Gemeinde", "der Gemeinde", "die Gemeinde"),
    "Samtgemeinde": ("Samtgemeinde", "die Samtgemeinde", "der Samtgemeinde", "der Samtgemeinde", "die Samtgemeinde"),
    "Markt": ("Markt", "der Markt", "des Marktes", "dem Markt", "den Markt"),
    "Landkreis": ("Landkreis", "der Landkreis", "des Landkreises", "dem Landkreis", "den Landkreis"),
    "Zweckverband": ("Zweckverband", "der Zweckverband", "des Zweckverbandes", "dem Zweckverband", "den Zweckverband"),
    "Bezirk": ("Bezirk", "der Bezirk", "des Bezirks", "dem Bezirk", "den Bezirk"),
    "StädteRegion": ("StädteRegion", "die StädteRegion", "der StädteRegion", "der StädteRegion", "die StädteRegion"),
    "Amt": ("Amt", "das Amt", "des Amtes", "dem Amt", "das Amt"),
    "der Integrationsbeauftragte": (
        "Integrationsbeauftragter",
        "der Integrationsbeauftragte",
        "des Integrationsbeauftragten",
        "dem Integrationsbeauftragten",
        "den Integrationsbeauftragten",
    ),
    "die Kommunale Beauftragte": (
        "Kommunale Beauftragte",
        "die Kommunale Beauftragte",
        "der Kommunalen Beauftragten",
        "der Kommunalen Beauftragten",
        "die Kommunale Beauftragte",
    ),
    "Große Kreisstadt": (
        "Große Kreisstadt",
        "die Große Kreisstadt",
        "der Großen Kreisstadt",
        "der Großen Kreisstadt",
        "die Große Kreisstadt",
    ),
    "Märkischer Kreis": (
        "Märkischer Kreis",
        "der Märkische Kreis",
        "des Märkischen Kreises",
        "dem Märkischen Kreis",
        "den Märkischen Kreis",
    ),
    "Integrationskonzept": (
        "Integrationskonzept",
        "das Integrationskonzept",
        "des Integrationskonzepts",
        "dem Integrationskonzept",
        "das Integrationskonzept",
    ),
    "Lokaler Teilhabeplan": (
        "Lokaler Teilhabeplan",
        "der Lokale Teilhabeplan",
        "des Lokalen Teilhabeplans",
        "dem Lokalen Teilhabeplan",
        "den Lokalen Teilhabeplan",
    ),
    "Mobilitätsstrategie": (
        "Mobilitätsstrategie",
        "die Mobilitätsstrategie",
        "der Mobilitätsstrategie",
        "der Mobilitätsstrategie",
        "die Mobilitätsstrategie",
    ),
    "Kommunales Bündnis": (
        "Kommunales Bündnis",
        "das Kommunale Bündnis",
        "des Kommunalen Bündnisses",
        "dem Kommunalen Bündnis",
        "das Kommunale Bündnis",
    ),
    "Runder Tisch": ("Runder Tisch", "der Runde Tisch", "des Runden Tisches", "dem Runden Tisch", "den Runden Tisch"),
    "der Runde Tisch": (
        "Runder Tisch",
        "der Runde Tisch",
        "des Runden Tisches",
        "dem Runden Tisch",
        "den Runden Tisch",
    ),
    "Steuerungsgruppe": (
        "Steuerungsgruppe",
        "die Steuerungsgruppe",
        "der Steuerungsgruppe",
        "der Steuerungsgruppe",
        "die Steuerungsgruppe",
    ),
    "Seniorenbeirat": (
        "Seniorenbeirat",
        "der Seniorenbeirat",
        "des Seniorenbeirats",
        "dem Seniorenbeirat",
        "den Seniorenbeirat",
    ),
    "Arbeitskreis Asyl": (
        "Arbeitskreis Asyl",
        "der Arbeitskreis Asyl",
        "des Arbeitskreises Asyl",
        "dem Arbeitskreis Asyl",
        "den Arbeitskreis Asyl",
    ),
    "Runder Tisch Integration": (
        "Runder Tisch Integration",
        "der Runde Tisch Integration",
        "des Runden Tisches Integration",
        "dem Runden Tisch Integration",
        "den Runden Tisch Integration",
    ),
    "Beirat für Menschen mit Behinderung": (
        "Beirat für Menschen mit Behinderung",
        "der Beirat für Menschen mit Behinderung",
        "des Beirats für Menschen mit Behinderung",
        "dem Beirat für Menschen mit Behinderung",
        "den Beirat für Menschen mit Behinderung",
    ),
    "der Zweckverband Abfallwirtschaft Oberes Tal": (
        "Zweckverband Abfallwirtschaft Oberes Tal",
        "der Zweckverband Abfallwirtschaft Oberes Tal",
        "des Zweckverbandes Abfallwirtschaft Oberes Tal",
        "dem Zweckverband Abfallwirtschaft Oberes Tal",
        "den Zweckverband Abfallwirtschaft Oberes Tal",
    ),
    "die Verbandsgemeinde Bad Ems-Nassau": (
        "Verbandsgemeinde Bad Ems-Nassau",
        "die Verbandsgemeinde Bad Ems-Nassau",
        "der Verbandsgemeinde Bad Ems-Nassau",
        "der Verbandsgemeinde Bad Ems-Nassau",
        "die Verbandsgemeinde Bad Ems-Nassau",
    ),
    "das Werk, des Werkes": ("Werk", "das Werk", "des Werkes", "dem Werk", "das Werk"),
    "der Kompass": ("Kompass", "der Kompass", "des Kompasses", "dem Kompass", "den Kompass"),
    "die Grüne Mappe": (
        "Grüne Mappe",
        "die Grüne Mappe",
        "der Grünen Mappe",
        "der Grünen Mappe",
        "die Grüne Mappe",
    ),
}


@pytest.mark.parametrize(("typed", "cases"), CASES.items(), ids=CASES)
def test_a_name_in_its_cases(typed: str, cases: tuple[str, str, str, str, str]) -> None:
    short, who, whose, to_whom, whom = cases
    assert declined(typed) == Naming(short=short, who=who, whose=whose, to_whom=to_whom, whom=whom)


@pytest.mark.parametrize(
    "typed",
    [
        *("Werk", "Autorinnen und Autoren", "Runde Tisch", "", "das Werk, des Werkes, dem"),
        *("Rat und Verwaltung", "der Kompass Nord", "Runde Tisch Integration", "das Werk Beirat, des Werkes"),
    ],
)
def test_what_is_not_known_is_asked_for(typed: str) -> None:
    with pytest.raises(KonzeptError, match="mit Artikel wie in einem Wörterbuch"):
        declined(typed)


NOUNS = {
    "Handlungsempfehlung": ("die", "Handlungsempfehlung", "Handlungsempfehlungen", "Handlungsempfehlungen"),
    "Maßnahme": ("die", "Maßnahme", "Maßnahmen", "Maßnahmen"),
    "Ziel": ("das", "Ziels", "Ziele", "Zielen"),
    "Vorschlag": ("der", "Vorschlags", "Vorschläge", "Vorschlägen"),
    "Vorhaben": ("das", "Vorhabens", "Vorhaben", "Vorhaben"),
    "der Meilenstein, des Meilensteins, die Meilensteine": (
        "der",
        "Meilensteins",
        "Meilensteine",
        "Meilensteinen",
    ),
}


@pytest.mark.parametrize("typed", NOUNS)
def test_what_a_concept_consists_of_has_a_plural(typed: str) -> None:
    found = noun(typed)
    assert (found.gender, found.singular[1], found.plural, found.plural_dative) == NOUNS[typed]


@pytest.mark.parametrize("typed", ["der Stein", "Konkrete Maßnahme", "das Werk, des Werkes"])
def test_a_plural_that_is_not_known_is_asked_for(typed: str) -> None:
    with pytest.raises(KonzeptError, match="in der Mehrzahl heißt, ist nicht zu erkennen"):
        noun(typed)
