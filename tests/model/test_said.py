"""What a town calls its items is written as a place: no sentence of the program calls them "Empfehlung" itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.project import ROOT

PACKAGE: Final = ROOT / "konzept"
# The word for a town that says none; what a new town is asked; the words of concepts of all towns.
OTHER: Final = (
    "model/speech.py",
    "cli/asking.py",
    "cli/start.py",
    "ingest/known_words.py",
    "documents/pdf_grouping.py",
)


def sentences(path: Path) -> Iterator[str]:
    """The constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_sentence_calls_an_item_by_the_name_of_one_town() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {text}"
        for path in PACKAGE.rglob("*.py")
        if not path.relative_to(PACKAGE).as_posix().startswith(OTHER)
        for text in sentences(path)
        if re.search(r"\bEmpfehlung|(?<!\{)\b(?:empfiehlt|empfohlen)\b", text)
    }
    # what a body does with an item of its agenda
    assert found == {
        "model/council_words.py: Hier heißt das 'Anhörung', oder 'Empfehlung', wenn das Gremium etwas empfiehlt.",
        "model/words.py: Empfehlung",
        "model/words.py: empfohlen",
    }


_IMPORT_ALL: Final = """
import importlib, pkgutil, sys

early = set()

def watch(frame, event, _):
    if event == "call" and frame.f_code.co_name == "spoken" and frame.f_code.co_filename.endswith("speech.py"):
        while frame and not (frame.f_code.co_name == "<module>" and frame.f_globals["__name__"].startswith("konzept")):
            frame = frame.f_back
        if frame:
            early.add(f"{frame.f_globals['__name__']}:{frame.f_lineno}")

sys.setprofile(watch)
import konzept
for module in pkgutil.walk_packages(konzept.__path__, "konzept."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
sys.setprofile(None)
print(*sorted(early), len(sys.modules) > 300)
"""


def test_no_module_asks_for_the_words_of_a_town_before_it_is_known() -> None:
    command = [sys.executable, "-c", _IMPORT_ALL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    # the settings of Sphinx are read in a build, when the town is known
    assert re.sub(r":\d+", "", done.stdout).split() == ["konzept.conf", "True"]
