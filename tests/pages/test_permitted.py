"""Whatever the list permits builds, as a page and in print: each block with each of its options, alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from konzept import website
from konzept.markdown.permitted_blocks import BLOCKS, Content
from konzept.model import TYPE_BY_NAME
from konzept.pdf.make import make
from tests.project import TODAY, recommendation, write

# By "block option", else by "option".
VALUES: Final = {
    "align": "center",
    "alt": "Ein Bild",
    "caption": "Titel",
    "color": "primary",
    "columns": "6",
    "needtable columns": 'id; title as "Titel"',
    "filter": "type == 'quelle' and not art == 'presse'",
    "glob": "",
    "gutter": "2",
    "handlungsfeld": "HF-SPR",
    "header-rows": "1",
    "margin": "1 2 3 4",
    "maxdepth": "2",
    "padding": "0",
    "shadow": "md",
    "sort": "title",
    "sort_by": "title",
    "stub-columns": "1",
    "style": "table",
    "tag": "2020-05-05",
    "text-align": "left",
    "types": "quelle",
    "width": "50%",
}
ARGUMENTS: Final = {
    "ansicht": "alle",
    "ansicht tag": "stand-am",
    "image": "bild.png",
    "figure": "bild.png",
    "grid": "2",
}
FLAGS: Final = ("hidden", "open", "selected", "show_status", "sorted", "titlesonly")
CONTENTS: Final = {
    Content.NOTHING: "",
    Content.MARKDOWN: "Text.",
    Content.LITERAL: "Beispiel",
    Content.PAGES: "quellen",
    Content.TERMS: "Wort{}\n  Erklärung.",
    Content.TABLE: "| A | B |\n|---|---|\n| C | D |",
    Content.ROWS: "* - A\n  - B\n* - C\n  - D",
}


def blocks() -> Iterator[tuple[str, str]]:
    """Each block that is no need, with each of its options and with none."""
    for name, block in BLOCKS.items():
        if name not in TYPE_BY_NAME:
            yield from ((name, option) for option in ("", *block.options))


def drawn(name: str, option: str, number: int, *, alone: bool = True) -> str:
    """A block with one option, in what it must stand in."""
    block = BLOCKS[name]
    value = VALUES.get(f"{name} {option}", VALUES.get(option, "breit" if option.startswith("class") else ""))
    assert value or option in ("", "glob", *FLAGS), option
    usual = "text" if name == "code-block" else "Titel" if block.argument else ""
    argument = ARGUMENTS.get(f"{name} {option}", ARGUMENTS.get(name, usual))
    lines = [f":{option}: {value}".rstrip()] if option else []
    lines += [":alt: Ein Bild"] if name in ("image", "figure") and option != "alt" else []
    lines += [":types: quelle"] if name.startswith("need") and option != "types" else []
    child = drawn(block.children[0], "", number, alone=False) if block.children else ""
    body = child or CONTENTS[block.content].format(number)
    mark = ":" * (4 if block.children else 3)
    written = "\n".join((f"{mark}{{{name}}} {argument}".rstrip(), *lines, *([""] if lines else []), body, mark))
    return f"::::{{{block.parents[0]}}}\n{written}\n::::" if block.parents and alone else written


def test_each_block_builds_with_each_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = {}
    for number, (name, option) in enumerate(blocks()):
        pages[f"b{number}.md"] = f"---\norphan: true\n---\n\n# {name} {option}\n\n{drawn(name, option, number)}\n"
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), **pages})
    Image.new("RGB", (2, 2)).save(docs / "bild.png")
    assert len(pages) > 80
    assert website.build(docs, tmp_path / "html", TODAY), capsys.readouterr().err
    assert [path.name for path in make(docs, tmp_path / "pdf", TODAY)] == ["konzept.pdf", "top-2.pdf"]
    assert capsys.readouterr().err == ""
