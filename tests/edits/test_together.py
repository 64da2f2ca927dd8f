"""A whole concept is taken in by edits: many new items in many files, old ones gain sources and words, all at once."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Final

from konzept.concept import Concept
from konzept.edits import (
    Draft,
    NewItem,
    add_item,
    add_page,
    add_text,
    add_to_part,
    add_value,
    git_patch,
    new_file,
    set_option,
)
from konzept.examine import examine_folder
from konzept.model import BLOCK_REALISATION, BLOCK_SOURCE, Development, Field, Recommendation, Source
from tests.project import ROOT

FIELD: Final = "handlungsfelder/sprache-und-bildung"
NEW_FIELD: Final = "handlungsfelder/ehrenamt"
MUSTERAU: Final = ROOT / "tests" / "musterau"
TODAY: Final = date(2026, 11, 25)


def texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.md"))}


def recommendation(ident: str, field: str, title: str) -> NewItem:
    options = {"handlungsfeld": field, "status": "unbekannt", "priority": "weitere", "zuordnung": "quelle"}
    parts = {
        BLOCK_SOURCE: f"„{title}.“ ({{need}}`Konzept <Q-ANLAGE>`)\n\n:::{{note}}\nAus der Tabelle.\n:::",
        BLOCK_REALISATION: "Dazu schlägt die Redaktion nichts vor.",
    }
    given = {**options, "genannt_in": "Q-ANLAGE, Q-DRUCK", "fundstelle": "Kapitel 4, Nr. 4.4.1"}
    return NewItem(kind=Recommendation, id=ident, title=title, options=given, parts=parts)


def source(ident: str, title: str) -> NewItem:
    options = {"art": "konzept", "datum": "2025-03-25", "vollstaendig": "ja", "sha256": "0" * 64}
    return NewItem(kind=Source, id=ident, title=title, options=options)


def take_in(draft: Draft) -> None:
    sources = source("Q-ANLAGE", "Anlage zur Vorlage"), source("Q-DRUCK", "Druckfassung")
    draft.put(add_item(draft["quellen.md"], *sources, below="Das Konzept und seine Entstehung"))
    for number in range(12):
        ident = draft.ids.next("SPR-", 2)
        draft.add(new_file(f"{FIELD}/{ident}.md", recommendation(ident, "HF-SPR", f"Maßnahme {number}")))
        draft.put(add_page(draft[f"{FIELD}/index.md"], f"{FIELD}/{ident}.md"))
    old = add_value(draft.of("SPR-01"), "SPR-01", "genannt_in", "Q-ANLAGE")
    old = add_to_part(old, "SPR-01", BLOCK_SOURCE, "„Kurse für Mütter“ ({need}`Anlage <Q-ANLAGE>`)")
    old = set_option(old, "SPR-01", "fundstelle", "Anlage, Kapitel 2")
    options = {"datum": "2025-03", "betrifft": "SPR-01", "quelle": "Q-DRUCK"}
    event = NewItem(kind=Development, id=draft.ids.next("SPR-01-E"), title="Gedruckt", options=options)
    draft.put(add_item(old, event, after="SPR-01-E1"))
    draft.put(
        add_text(draft[f"{FIELD}/index.md"], "Dazu sagt die {need}`Anlage <Q-ANLAGE>` mehr.", below="Ausgangslage")
    )
    field = NewItem(kind=Field, id="HF-EHR", title="Ehrenamt", options={"top2": "offen"})
    table = ":::{toctree}\n:hidden:\n\nEHR-01\n:::"
    draft.add(new_file(f"{NEW_FIELD}/index.md", field, "## Ausgangslage", "Text.", table))
    draft.add(new_file(f"{NEW_FIELD}/EHR-01.md", recommendation("EHR-01", "HF-EHR", "Treffen")))
    draft.put(add_page(draft["handlungsfelder/index.md"], f"{NEW_FIELD}/index.md"))


def contents(concept: Concept) -> dict[str, tuple[str, str]]:
    return {ident: (item.title, item.text) for ident, item in concept.items.items()}


def test_a_concept_is_taken_in_at_once_and_the_examination_finds_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    shutil.copytree(MUSTERAU, folder)
    before = examine_folder(folder, TODAY)
    draft = Draft(texts(folder))
    take_in(draft)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    patch = git_patch(draft.changes())
    subprocess.run(["git", "apply", "--whitespace=nowarn", "--directory=docs"], cwd=tmp_path, input=patch, check=True)
    after = examine_folder(folder, TODAY)
    assert [str(finding) for finding in after.findings if finding.is_error] == []
    old, new = contents(before.concept), contents(after.concept)
    numbers = range(9, 21)
    assert new.keys() - old.keys() == {f"SPR-{number:02}" for number in numbers} | {
        "EHR-01",
        "HF-EHR",
        "Q-ANLAGE",
        "Q-DRUCK",
        "SPR-01-E2",
    }
    assert {ident for ident in old if old[ident] != new[ident]} == {"SPR-01"}
    taken = after.concept.items["SPR-01"]
    assert isinstance(taken, Recommendation)
    assert taken.named_in[-1] == "Q-ANLAGE"
    assert taken.part(BLOCK_SOURCE).strip().endswith("„Kurse für Mütter“ ({need}`Anlage <Q-ANLAGE>`)")
    unchanged = texts(MUSTERAU).keys() - {change.path for change in draft.changes()}
    assert {file: texts(folder)[file] for file in unchanged} == {file: texts(MUSTERAU)[file] for file in unchanged}
