"""The configuration of sphinx-needs: only known, modern options; origins in the export."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

from sphinx_needs.config import NeedsSphinxConfig

from konzept import website
from konzept.concept import Concept
from konzept.model import Place, Source, SourceKind, YesNo
from konzept.needs import missing_needs, need_types
from tests.project import ROOT, TODAY, recommendation, write

DEPRECATED = {
    "needs_extra_options",
    "needs_extra_links",
    "needs_global_options",
    "needs_statuses",
    "needs_tags",
    "needs_variant_options",
    "needs_filter_data",
    "needs_report_dead_links",
    "needs_constraints_failed_color",
    "needs_schema_severity",
}


def test_every_configuration_key_is_known_to_sphinx_needs_and_not_deprecated() -> None:
    """sphinx-needs says nothing about unknown keys, so this does."""
    used = {name for name in runpy.run_path(str(ROOT / "conf.py")) if name.startswith("needs_")}
    known = {f"needs_{name}" for name in NeedsSphinxConfig.field_names()}
    assert used - known == set()
    assert used & DEPRECATED == set()


def test_conf_py_holds_values_only() -> None:
    source = (ROOT / "konzept" / "conf.py").read_text("utf-8")
    assert "def " not in source
    assert "lambda" not in source


def test_export_has_the_derived_origin(tmp_path: Path) -> None:
    proposal = recommendation("SPR-V1", "vorgeschlagen", more=":anlass: Q-ZB\n:seit: 2025-01-01\n")
    proposal = proposal.replace(":genannt_in: Q-ZB\n", "").replace("zuordnung: quelle", "zuordnung: redaktion")
    files = {"SPR-01.md": recommendation(), "SPR-V1.md": proposal.replace("Laut Quelle", "Anlass")}
    target = tmp_path / "html"
    assert website.build(write(tmp_path / "docs", files), target, TODAY)
    data = json.loads((target / "needs.json").read_text("utf-8"))
    needs = data["versions"][data["current_version"]]["needs"]
    found = {ident: need["herkunft"] for ident, need in needs.items() if need["type"] == "empfehlung"}
    assert found == {"SPR-01": ["Runder Tisch 2020"], "SPR-V1": ["Vorschlag der Redaktion"]}


def test_a_need_with_other_values_is_found() -> None:
    source = Source(id="Q-A", title="A", place=Place(file="a.md", line=1), kind=SourceKind.PRESS, complete=YesNo.YES)
    concept = Concept.of([source])
    good = {"type": "quelle", "title": "A", "art": "presse", "vollstaendig": "ja"} | dict.fromkeys(
        ["datum", "url", "sha256", "beschlossen_in"]
    )
    for needs, missing in (
        ({"Q-A": good}, []),
        ({}, [source]),
        ({"Q-A": good | {"title": "B"}}, [source]),
        ({"Q-A": good | {"art": "recht"}}, [source]),
    ):
        assert list(missing_needs(concept.items.values(), needs)) == missing
    kind = need_types()["quelle"]
    assert set(good) - {"type", "title"} == {*kind["fields"], *kind["links"]}
