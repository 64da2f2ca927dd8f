"""The editor's guide: every example is valid as it stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt

from konzept.markdown.reader import read
from konzept.model import TYPES
from tests.project import BASE, ROOT, examine

FIELD: Final = "handlungsfelder/sprache-und-bildung/index.md"
Example = tuple[str, str]


def examples() -> Mapping[str, list[Example]]:
    """The examples of each section as file name and content, found as MyST finds them.

    The paragraph before an example must name the file.
    """
    found: dict[str, list[Example]] = defaultdict(list)
    section = said = ""
    tokens = MarkdownIt("commonmark").parse((ROOT / "docs" / "redaktion" / "anleitung.md").read_text("utf-8"))
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            section = token.content
        elif token.type == "inline":
            said = token.content
        elif token.type == "fence" and token.info == "{code-block} markdown":
            option, _, content = token.content.partition("\n\n")
            file = option.removeprefix(":caption: ")
            assert f"`docs/{file}`" in said, f"vor dem Beispiel für {file} steht nicht, wohin es gehört: {said}"
            found[section].append((file, content))
    return found


def merged(parts: list[Example]) -> dict[str, str]:
    """The files over the base after an author has followed the examples of a section.

    An example is added to the end of its file; one whose ID is there already takes its place.
    """
    files = {"HF-SPR.md": "# Sprache\n", FIELD: BASE["HF-SPR.md"]}
    for file, content in parts:
        there = files.get(file, BASE.get(file, ""))
        known = {record.id for record in read(there, file).records}
        replaced = known & {record.id for record in read(content, file).records}
        files[file] = content if replaced else f"{there}\n{content}"
    return files


@pytest.mark.parametrize(("section", "parts"), examples().items(), ids=examples())
def test_examples_of_a_section_are_clean_over_the_base(section: str, parts: list[Example], tmp_path: Path) -> None:
    assert [str(finding) for finding in examine(tmp_path, merged(parts)).findings] == []


def test_every_need_type_has_an_example() -> None:
    records = (r for parts in examples().values() for file, content in parts for r in read(content, file).records)
    assert {record.type for record in records} == {kind.NAME for kind in TYPES}
