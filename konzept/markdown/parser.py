"""MyST's own parser, so that blocks are found as MyST finds them, and how it takes the first line of a block."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

MYST_EXTENSIONS = ("colon_fence", "deflist")
MYST_WITHOUT = ("wordcount",)  # it counts the words of each text, and nobody asks how many
_REFERENCE: Final = re.compile(r"(.*)<([^<>]+)>", re.DOTALL)


@cache
def parser() -> MarkdownIt:
    """MyST's parser, which also shows links of any scheme, since they are to be refused."""
    config = MdParserConfig(enable_extensions=set(MYST_EXTENSIONS), disable_syntax=MYST_WITHOUT)
    made = create_md_parser(config, RendererHTML)
    made.options["store_labels"] = True  # which definition a link uses
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # markdown-it offers no setting for it
    return made


def named(info: str) -> tuple[str, str] | None:
    """Name and argument of a directive, from what stands behind its colons or backticks, as MyST takes it."""
    name, *argument = info.split(maxsplit=1) or [""]
    if name.startswith("{") and name.endswith("}") and len(name) > 2:
        return name[1:-1], argument[0].strip() if argument else ""
    return None


def reference(content: str) -> tuple[str, str]:
    """The own words of a role, if it has some, and what it names: ``words <ID>`` or ``ID``."""
    match = _REFERENCE.fullmatch(content)
    return (match[1].rstrip(), match[2].strip()) if match else ("", content.strip())
