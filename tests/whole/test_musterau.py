"""The invented town Musterau uses everything that the model has; the empty concept uses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from konzept import town, website
from konzept.concept import Concept
from konzept.examine import Examination, examine_folder
from konzept.model import (
    TYPES,
    Item,
    Option,
    Origin,
    Priority,
    Recommendation,
    Responsibility,
    Result,
    SourceKind,
    StatementKind,
    Subject,
    TopState,
)
from konzept.model import Field as Handlungsfeld
from konzept.views import VIEWS
from tests.project import ROOT

TODAY: Final = date(2026, 11, 22)
MUSTERAU: Final = ROOT / "tests" / "musterau"
EMPTY: Final = ROOT / "tests" / "leer"

HINTS: Final = [
    "ar/seite.md:5: Hinweis: Die Seite 'top-2' wurde geändert, seit diese Zusammenfassung geschrieben wurde. Lesen "
    "Sie beide, ändern Sie, was nicht mehr stimmt, und tragen Sie ein: stand: (Stand)",
    "handlungsfelder/wohnen-und-soziales/WOH-02.md:8: Hinweis: WOH-02: Seit dem 30.09.2026 ist erneut zu prüfen.",
    "handlungsfelder/wohnen-und-soziales/WOH-03.md:3: Hinweis: WOH-03: Die Top 2 von HF-WOH sind neu zu benennen, "
    "denn diese Empfehlung ist 'derzeit nicht umsetzbar'.",
]
OPTIONS: Final = [(kind, attribute, spec) for kind in TYPES for attribute, spec in kind.options()]


@pytest.fixture(scope="module")
def examination() -> Examination:
    """Musterau, examined."""
    return examine_folder(MUSTERAU, TODAY)


@pytest.fixture(scope="module")
def concept(examination: Examination) -> Concept:
    """The concept of Musterau."""
    return examination.concept


def values(concept: Concept, kind: type[Item], attribute: str) -> Iterator[Any]:
    """Every single value that the items of a type have in an option."""
    for item in concept.all(kind):
        value = getattr(item, attribute)
        yield from value if isinstance(value, tuple) else [value] * (value is not None)


def views(folder: Path) -> set[str]:
    """The names of the views that pages of a folder use."""
    texts = (path.read_text("utf-8") for path in folder.rglob("*.md"))
    return {name for text in texts for name in re.findall(r"^:::\{ansicht\} (\S+)", text, re.MULTILINE)}


def test_musterau_gives_only_the_expected_hints(examination: Examination) -> None:
    found = [re.sub(r"(?<=stand: )[0-9a-f]{12}$", "(Stand)", str(finding)) for finding in examination.findings]
    assert found == HINTS


def test_musterau_fills_every_setting_of_the_town() -> None:
    settings = town.load(MUSTERAU)
    assert all(getattr(settings, name) for name in settings.__slots__)


@pytest.mark.parametrize("kind", TYPES)
def test_musterau_uses_every_type(concept: Concept, kind: type[Item]) -> None:
    assert concept.all(kind)


@pytest.mark.parametrize(("kind", "attribute", "spec"), OPTIONS, ids=[f"{k.NAME}.{s.name}" for k, _, s in OPTIONS])
def test_musterau_uses_every_option_with_every_word_and_every_target_type(
    concept: Concept, kind: type[Item], attribute: str, spec: Option
) -> None:
    used = set(values(concept, kind, attribute))
    assert used
    # other invented towns have these: a town decides on its concept either as a guide, as Musterau does, or as such,
    # councils have several words for the same, and what is decided is no draft
    # and what only an answer to a survey brings is in tests/survey
    words = (Subject.CONCEPT, Subject.OTHER, StatementKind.AGREEMENT, SourceKind.ANSWER, SourceKind.DRAFT)
    words += (Responsibility.RESOLUTION, Responsibility.ADVICE, Result.UNANIMOUS, Result.BY_MAJORITY)
    words += (Result.ADVISED, Result.REFERRED, Result.WITHDRAWN)
    elsewhere = {word for word in words if spec.words is type(word)}
    assert not spec.words or used == set(spec.choices) - elsewhere
    assert {concept.items[ident].NAME for ident in used if spec.targets} == set(spec.targets)


def test_musterau_has_dates_of_every_precision(concept: Concept) -> None:
    dates = [d for kind, attribute, spec in OPTIONS if spec.form == "date" for d in values(concept, kind, attribute)]
    assert {len(str(d)) for d in dates} == {len("2025"), len("2025-03"), len("2025-03-25")}


def test_musterau_has_every_origin_also_several_at_once(concept: Concept) -> None:
    found = [{entry.kind for entry in concept.origins(item)} for item in concept.all(Recommendation)]
    kinds = set(Origin) - {Origin.DRAFT}  # the concept of Musterau is decided
    assert set.union(*found) == kinds
    assert max(map(len, found)) == len(kinds) - 1


def test_musterau_has_contradicting_updates_of_one_day(concept: Concept) -> None:
    newest = [concept.newest_updates(item) for item in concept.all(Recommendation)]
    assert any(len({update.status for update in updates}) > 1 for updates in newest)


def test_musterau_has_proposals_that_were_taken_over(concept: Concept) -> None:
    proposals = [item for item in concept.all(Recommendation) if item.is_proposal]
    successors = [new for item in proposals for new in concept.replaced_by(item)]
    assert successors
    assert not any(new.is_proposal for new in successors)


def test_musterau_has_a_field_without_recommendations_and_one_with_only_others(concept: Concept) -> None:
    fields = [field for field in concept.all(Handlungsfeld) if field.top_state is TopState.OPEN]
    priorities = [{item.priority for item in concept.recommendations(field)} for field in fields]
    assert set() in priorities
    assert {Priority.OTHER} in priorities


def test_both_concepts_use_every_view() -> None:
    assert views(MUSTERAU) == views(EMPTY) == set(VIEWS)


def test_empty_concept_has_seven_open_fields_and_nothing_else() -> None:
    examination = examine_folder(EMPTY, TODAY)
    assert examination.findings == ()
    fields = [item for item in examination.concept.items.values() if isinstance(item, Handlungsfeld)]
    assert len(fields) == len(examination.concept.items) == 7
    assert {field.top_state for field in fields} == {TopState.OPEN}


@pytest.mark.parametrize("folder", [MUSTERAU, EMPTY], ids=lambda folder: folder.name)
def test_both_concepts_build_strictly(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "html"
    assert website.build(folder, target, TODAY)
    assert capsys.readouterr().err == ""
    assert (target / "index.html").is_file()
