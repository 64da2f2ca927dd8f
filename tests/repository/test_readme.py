"""The README: short, and its map is the tree."""

from __future__ import annotations

import re
import subprocess
import tomllib

from tests.project import ROOT, of_the_town

TEXT = (ROOT / "README.md").read_text("utf-8")
PACKAGE = "konzept/"


def mapped() -> set[str]:
    """The paths of the map, each relative to the root."""
    block = TEXT.split("## Map")[1].split("```")[1]
    paths, folder = set(), ""
    for line in block.strip().splitlines():
        first, *others = line.split()
        if not line.startswith(" "):
            folder = first
            paths.add(first.rstrip("/"))
        elif folder == PACKAGE:
            paths |= {folder + name.rstrip("/") for name in (first, *others) if not name.endswith(":")}
        else:
            paths.add((folder + first).rstrip("/"))
    return paths


def tracked() -> set[str]:
    """What git knows at the top level and inside the package, without what needs no explanation.

    What comes only with a withdrawal or a signature is told where those are.
    """
    answer = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    files = [name for name in answer.stdout.splitlines() if (ROOT / name).exists()]
    top = {name.split("/")[0] for name in files}
    package = {"/".join(name.split("/")[:2]) for name in files if name.startswith("konzept/")}
    plain = r"__(init|main)__\.py|\.gitignore|zurueckgezogen\.json|ausgaben\.lock\.json\.\w+|unterzeichner"
    return {name for name in top | package if not re.fullmatch(plain, name.rpartition("/")[2])}


@of_the_town
def test_map_names_everything_and_only_what_is_there() -> None:
    content = {name for name in mapped() if name.startswith("docs/")}
    assert mapped() - content == tracked()
    assert all((ROOT / name).exists() for name in content)


def test_readme_is_short() -> None:
    assert len(TEXT.splitlines()) <= 80


def test_map_shows_the_rooms_in_the_order_of_the_contract() -> None:
    block = TEXT.split(f"\n{PACKAGE}")[1].split("\ntests/")[0]
    words = " ".join(block.splitlines()[1:]).split()
    named = [word.removesuffix("/").removesuffix(".py") for word in words if not word.endswith(":")]
    rooms = [word for word in named if word != "theme" and "." not in word]
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    assert rooms == contract["layers"][::-1]


def test_tests_stand_in_the_rooms_of_the_package() -> None:
    rooms = {path.parent.name for path in (ROOT / "konzept").rglob("__init__.py")}
    tests = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert tests - rooms == {"repository", "whole"}
