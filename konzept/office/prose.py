"""The text of a section as a tree, and where its references lead: what Word and plain text share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from konzept.errors import KonzeptError
from konzept.markdown.parser import parser, reference
from konzept.markdown.permitted import resolve
from konzept.model import Item, Origin, Recommendation
from konzept.paper.form import PaperSection

_WITH_SCHEME: Final = re.compile(r"[a-z]+:", re.IGNORECASE)


class UnsupportedError(KonzeptError):
    """The text has something that this output has no form for; the message says what and where."""

    def __init__(self, node: SyntaxTreeNode, section: PaperSection, file: str) -> None:
        """Say which construct stands where."""
        line = section.line + (node.map[0] if node.map else 0)
        super().__init__(
            f"{file}:{line}: Für {node.type!r} unter {section.heading!r} gibt es in diesem Dateiformat keine "
            "Form. Schreiben Sie es als Absatz, Liste oder Tabelle."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What the references of a paper are called, and their addresses if the site has one.

    ``base`` is the address of the site, ``file`` that of the paper below it.
    """

    items: Mapping[str, Item]
    base: str
    file: str

    def need(self, content: str) -> tuple[str, str]:
        """The words of a reference to an entry, as pages and PDF have them, and its address.

        A recommendation is named by its ID, then own words or its title, and a proposal of the Redaktion is called
        one; other entries have no ID that readers know, so their title or the own words are enough.
        """
        words, ident = reference(content)
        item = self.items.get(ident)
        address = self._page(PurePosixPath(item.place.file), ident) if item else ""
        if isinstance(item, Recommendation):
            named = words or item.title
            origin = f" ({Origin.PROPOSAL.label})" if item.is_proposal else ""
            return (named if ident in named else f"{ident} {named}") + origin, address
        return words or (item.title if item else ident), address

    def link(self, address: str) -> str:
        """The whole address of a link; nothing if it leads to a page of a site without address."""
        if _WITH_SCHEME.match(address):
            return address
        page = PurePosixPath(self.file) if address.startswith("#") else resolve(address, self.file)
        return self._page(page, address.partition("#")[2]) if page else ""

    def _page(self, file: PurePosixPath, anchor: str) -> str:
        if not self.base:
            return ""
        address = f"{self.base}/{file.with_suffix('.html') if file.suffix == '.md' else file}"
        return f"{address}#{anchor}" if anchor else address


def tree(section: PaperSection) -> SyntaxTreeNode:
    """The blocks of a section."""
    return SyntaxTreeNode(parser().parse(section.markdown))


def footnotes(root: SyntaxTreeNode) -> dict[str, SyntaxTreeNode]:
    """The texts of the footnotes of a section, by their label."""
    return {str(node.meta["label"]): node for node in root.children if node.type == "footnote_reference"}


def is_number_column(cell: SyntaxTreeNode) -> bool:
    """Whether a cell of a table is to stand right, as numbers do."""
    return "right" in str(cell.attrs.get("style", ""))
