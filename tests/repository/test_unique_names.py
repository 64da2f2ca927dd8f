"""One word for one thing: no two modules and no two classes of the package have the same name."""

from __future__ import annotations

import ast
from collections import Counter
from typing import Final

from tests.project import ROOT

# Sphinx demands the name of its settings: ours, and those that a new town gets.
DEMANDED: Final = {"__init__", "__main__", "conf"}
MODULES: Final = sorted((ROOT / "konzept").rglob("*.py"))


def test_modules_have_names_of_their_own() -> None:
    found = Counter(path.stem for path in MODULES)
    assert {name for name, number in found.items() if number > 1} <= DEMANDED
    assert len(found) > 300


def test_classes_have_names_of_their_own() -> None:
    trees = (ast.parse(path.read_text("utf-8")) for path in MODULES)
    found = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for name, number in found.items() if number > 1] == []
    assert len(found) > 300
