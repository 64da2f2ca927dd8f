"""The whole concept as JSON: it is the same concept again, its schema says so, and the schema has a version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from konzept import town
from konzept.catalogue import SCHEMA_VERSION
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.exports import schema as schemas
from konzept.exports.concept_json import HEAD, ConceptJsonError, read, written
from konzept.exports.schema import CHOSEN, GROUP, ORIGIN, schema
from konzept.exports.terms import Terms
from konzept.model import TYPES, Field, Item, speech
from tests.project import ROOT, TODAY, TOWNS

KEPT: Final = ROOT / "tests" / "exports" / "schemas"
DAY: Final = TODAY.replace(month=11, day=22)
FOLDERS: Final = (*TOWNS, ROOT / "tests/steinbrueck", ROOT / "tests/leer")


def given(folder: Path) -> tuple[Concept, bytes]:
    """The concept of a town, and its file."""
    settings = town.load(folder)
    concept = examine_folder(folder, DAY).concept
    return concept, written(concept, Terms(settings, DAY))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_read_is_the_same_concept(folder: Path) -> None:
    with speech.kept():
        concept, content = given(folder)
        again = read(content, "concept.json")
        assert again == concept
        assert list(again.items) == list(concept.items)
        assert [parts(item) for item in again.items.values()] == [parts(item) for item in concept.items.values()]


def parts(item: Item) -> list[tuple[str, str]]:
    """The headings of an item with what stands below each."""
    return [(heading, text.strip()) for heading, text in item.parts]


def test_what_stands_in_front_says_whose_choice_that_is() -> None:
    with speech.kept():
        concept, content = given(ROOT / "tests" / "musterau")
        entries = {entry["id"]: entry for entry in json.loads(content)["eintraege"]}
        found = {item.id: entries[item.id].get(CHOSEN) for item in concept.recommendations()}
        fields = {field.id: field.top_state.label for field in concept.all(Field)}
        assert found == {item.id: fields[item.field] if item.is_top else None for item in concept.recommendations()}
        assert {None, "Entwurf der Redaktion", "vom Runden Tisch benannt"} <= set(found.values())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_file_is_valid_for_another_program_too(folder: Path) -> None:
    with speech.kept():
        _, content = given(folder)
        form = schema()
        jsonschema.Draft202012Validator.check_schema(form)
        assert list(jsonschema.Draft202012Validator(form).iter_errors(json.loads(content))) == []


def generated() -> str:
    """The schema in general words, as it is kept."""
    with speech.kept():
        speech.speak(speech.Speech())
        return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def is_kept() -> bool:
    """Whether the schema is what its version says."""
    return (KEPT / f"{SCHEMA_VERSION}.json").read_text("utf-8") == generated()


def test_a_changed_model_has_a_new_version_of_the_schema() -> None:
    assert {path.name for path in KEPT.iterdir()} == {f"{number}.json" for number in range(1, SCHEMA_VERSION + 1)}
    assert is_kept(), (
        "Das Modell ist anders als die Beschreibung dieser Fassung. War sie schon veröffentlicht: SCHEMA_VERSION in "
        "konzept/catalogue.py erhöhen und die neue Beschreibung unter tests/exports/schemas/ ablegen, die alte bleibt."
    )


@pytest.mark.parametrize("changed", TYPES)
def test_a_type_less_in_the_model_is_such_a_change(changed: type[Item], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "TYPES", tuple(kind for kind in TYPES if kind is not changed))
    assert not is_kept()


def test_what_every_entry_has_is_called_otherwise_than_any_option() -> None:
    for kind in TYPES:
        required = schema()["$defs"][kind.NAME]["required"]
        assert len(required) == len(set(required))
        assert not {spec.name for _, spec in kind.options()} & {*HEAD, GROUP, ORIGIN, CHOSEN}


def test_every_word_of_the_schema_is_explained() -> None:
    def unexplained(form: Any, place: str) -> list[str]:
        if not isinstance(form, dict):
            return []
        found = [] if "description" in form or "title" in form or "$ref" in form else [place]
        for name, part in form.get("properties", {}).items():
            found += unexplained(part, f"{place}/{name}")
        return [*found, *(fault for name, part in form.get("$defs", {}).items() for fault in unexplained(part, name))]

    assert unexplained(schema(), "") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda data: data.update(schema=99),
            f"Die Datei hat die Fassung 99 der Beschreibung, dieses Programm kennt {SCHEMA_VERSION}.",
        ),
        (lambda data: data.pop("stichtag"), "Die Angaben passen nicht zur Beschreibung: "),
        (lambda data: _first(data, "empfehlung").update(status="fertig"), "GES-01: 'status' passt nicht zur Beschr"),
        (lambda data: _first(data, "empfehlung").update(farbe="rot"), "GES-01: Die Angaben passen nicht zur Beschr"),
        (lambda data: _first(data, "kennzahl").update(wert="-3"), "'wert' passt nicht zur Beschreibung: "),
        (lambda data: _first(data, "quelle").update(datum="2025-02-30"), "'2025-02-30' ist kein Datum des Kalenders"),
    ],
)
def test_another_form_is_refused_with_its_place(change: Any, said: str) -> None:
    with speech.kept():
        _, content = given(ROOT / "tests/musterau")
        data = json.loads(content)
        change(data)
        with pytest.raises(ConceptJsonError) as refused:
            read(json.dumps(data).encode(), "concept.json")
    assert said in str(refused.value)
    assert all(line.startswith("concept.json: ") for line in str(refused.value).splitlines())


def test_what_the_redaktion_proposes_stands_apart_and_says_so() -> None:
    with speech.kept():
        concept, content = given(ROOT / "tests/musterau")
    entries = {entry["id"]: entry for entry in json.loads(content)["eintraege"]}
    for item in concept.recommendations():
        entry = entries[item.id]
        assert entry.get(GROUP, {}).get("naechster_schritt") == item.next_step
        assert not {"zielgruppe", "kosten", "naechster_schritt"} & set(entry)
        assert (entry.get("federfuehrend"), tuple(entry.get("entscheidet", ()))) == (item.lead, item.decided_by)
        assert (entry[ORIGIN] == ["Vorschlag der Redaktion"]) is item.is_proposal


def _first(data: dict[str, Any], kind: str) -> dict[str, Any]:
    entries = [entry for entry in data["eintraege"] if entry["eintrag"] == kind]
    found: dict[str, Any] = min(entries, key=lambda entry: entry["id"])
    return found


@pytest.mark.parametrize("content", [b"", b"{", "ä".encode("latin-1"), b"[]", b"{}", b"1"])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(ConceptJsonError, match=r"^concept\.json: "):
        read(content, "concept.json")
