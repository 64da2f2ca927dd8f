"""The pages about the project say of paths, rooms, events, commands and counts what is so."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

from tests.project import ROOT

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
ROOMS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]
MADE = ("build/", "mitnehmen/", "SPR-01/")  # what a build makes
ENDINGS = r"\.(?:py|md|toml|json|lock|html|txt)$"


def quoted(text: str) -> Iterator[str]:
    """What stands between single backticks, outside of fenced blocks."""
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def paths(text: str) -> list[str]:
    """What a page calls a file or a folder of the repository."""
    words = (word for word in quoted(text) if " " not in word and not word.startswith((*MADE, "/", "<", ".b")))
    return [word for word in words if word.endswith("/") or ("/" in word and re.search(ENDINGS, word))]


def test_each_path_of_the_architecture_is_there() -> None:
    named = paths(ARCHITECTURE)
    files = [word for word in quoted(ARCHITECTURE) if re.fullmatch(r"\w+\.py", word) and word != "pruefen.py"]
    assert "pages/gate.py" in named
    assert "needs.py" in files
    missing = [path for path in (*named, *files) if not any((top / path).exists() for top in (ROOT, ROOT / "konzept"))]
    assert missing == []


def test_the_picture_shows_the_rooms_in_the_order_of_the_contract() -> None:
    picture = ARCHITECTURE.split("## Rooms")[1].split("```")[1]
    lines = [line.split()[1:] for line in picture.splitlines() if re.match(r"\w", line)]
    assert [room for line in lines for room in line] == ROOMS[::-1]


def test_the_glossary_names_classes_that_are_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "konzept").rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    named = {word for word in quoted(ARCHITECTURE.split("## Glossary")[1]) if re.fullmatch(r"[A-Z][a-z]\w+", word)}
    assert "Edition" in named
    assert named - classes == set()


def connected() -> Iterator[tuple[str, int, str]]:
    """Each handler that the program connects: event, priority, and where it is."""
    for path in sorted((ROOT / "konzept").rglob("*.py")):
        module = path.relative_to(ROOT / "konzept").with_suffix("").as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("app"), attr="connect"), args=[ast.Constant(str(event)), handler]
                ):
                    function = handler.args[0] if isinstance(handler, ast.Call) else handler
                    numbers = [ast.literal_eval(word.value) for word in node.keywords if word.arg == "priority"]
                    yield event, numbers[0] if numbers else 500, f"{module}.{ast.unparse(function)}"


def test_the_events_of_the_build_are_those_that_are_connected() -> None:
    table = ARCHITECTURE.split("**Events of Sphinx.**")[1].split("## Glossary")[0]
    told = [
        (event, int(number or 500), handler)
        for event, handlers in re.findall(r"^\| `([\w-]+)` \| (.*?) \|", table, re.MULTILINE)
        for number, handler in re.findall(r"(?:(\d+) )?`([\w/.]+)`", handlers)
    ]
    assert sorted(told) == sorted(connected())
    for event in {event for event, *_ in told}:
        numbers = [number for name, number, _ in told if name == event]
        assert numbers == sorted(numbers)
